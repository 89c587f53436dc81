"""Reading the register's dates for the clock of each plan; it judges none of them."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from audit_app.domain.register import RegisterRow
from audit_app.store.driver import Connection
from audit_app.store.figures.groups import NOT_RECORDED

_FIELDS: Final = (
    *("casework_team", "request_date", "request_outcome", "request_outcome_date", "assessment_outcome"),
    *("advice_requested_date", "education_advice_date", "psychology_advice_date", "health_advice_date"),
    *("social_care_advice_date", "draft_date", "final_date", "exception", "phase_transfer_due"),
    *("phase_transfer_final", "transferred_in", "ceased_date"),
)
_TEAM: Final = f"coalesce(casework_team, '{NOT_RECORDED}')"
_ROWS: Final = (
    f"SELECT id, plan_ref, {', '.join(_FIELDS)} FROM entry WHERE erased IS NULL AND plan_ref IS NOT NULL "
    f"AND (:team = '' OR {_TEAM} = :team) "
    "AND coalesce(request_date, final_date, phase_transfer_due) IS NOT NULL ORDER BY final_date, plan_ref"
)
_LOGGED: Final = (
    "SELECT plan_id, agency, requested, received FROM advice_request WHERE erased IS NULL AND deleted IS NULL "
    "AND plan_id IS NOT NULL AND agency IS NOT NULL AND requested IS NOT NULL ORDER BY plan_id, agency, requested"
)
_TEAMS: Final = (
    f"SELECT DISTINCT {_TEAM} FROM entry WHERE erased IS NULL AND plan_ref IS NOT NULL "
    "AND coalesce(request_date, final_date) IS NOT NULL ORDER BY 1"
)


class DatedEntry(NamedTuple):
    """An entry with the dates that it has; `row` holds filled fields only."""

    id: str
    plan_ref: str
    row: RegisterRow


class LoggedAdvice(NamedTuple):
    """A line of the advice log: whom, when asked, when it came (ISO days, empty where it has not come)."""

    agency: str
    requested: str
    received: str


def dated_entries(conn: Connection, team: str = "") -> Iterator[DatedEntry]:
    """Every entry with a request, a final plan or a phase transfer, of one casework team or of all."""
    for id_, ref, *values in conn.execute(_ROWS, {"team": team}):
        known = {name: value for name, value in zip(_FIELDS, values, strict=True) if value is not None}
        yield DatedEntry(id_, ref, known)


def logged_advice(conn: Connection) -> dict[str, tuple[LoggedAdvice, ...]]:
    """The lines of the advice log by the plan's id."""
    found: dict[str, list[LoggedAdvice]] = {}
    for plan, agency, requested, received in conn.execute(_LOGGED):
        found.setdefault(plan, []).append(LoggedAdvice(agency, requested, received or ""))
    return {plan: tuple(lines) for plan, lines in found.items()}


def casework_teams(conn: Connection) -> tuple[str, ...]:
    """The casework teams of entries with dates, by name; “not recorded” among them where an entry has none."""
    return tuple(row[0] for row in conn.execute(_TEAMS))
