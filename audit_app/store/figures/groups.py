"""How plans are grouped in breakdowns: by team, primary need and phase; it counts nothing."""

from collections.abc import Callable
from typing import Final

from audit_app.store.figures.audits import ReviewRow

NOT_RECORDED: Final = "not recorded"


def team_of(row: ReviewRow) -> str:
    """The casework team."""
    return row.team or NOT_RECORDED


def need_of(row: ReviewRow) -> str:
    """The primary need."""
    return row.need or NOT_RECORDED


def phase_of(row: ReviewRow) -> str:
    """The phase of education by national curriculum year, as the register holds it now."""
    return phase_of_year(row.year_group)


def phase_of_year(year: int | None) -> str:
    """The phase of a national curriculum year."""
    if year is None:
        return NOT_RECORDED
    if year < 0:
        return "early years"
    if year <= 6:
        return "primary"
    return "secondary" if year <= 11 else "post-16"


DIMENSIONS_OF_PLANS: Final[dict[str, Callable[[ReviewRow], str]]] = {
    "team": team_of,
    "need": need_of,
    "phase": phase_of,
}
"""The breakdowns of plans, by the dimension of a figure's id."""
