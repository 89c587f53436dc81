"""Whether a board could work out a small group from a report and one issued before it; it warns, and stops nothing.

The board's own counts are printed for every period. Where one period lies within another, what is left of the longer
one can be worked out by subtraction: here it is looked for groups of under six plans that no report would show.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from audit_app.domain.period import Period, parse_period
from audit_app.services.reports.reporting import Report
from audit_app.services.reports.restating import standing
from audit_app.store.read_issued import HeldIssue, issues
from audit_app.store.workspace import Workspace
from exports.pages.wording import span_words, title_of
from scoring.days import day
from scoring.figures import Audience, Figure, FigureId
from scoring.withholding import BOARD_MINIMUM

_UNITS: Final = ("plans", "requests", "reviews")
_SAMPLE: Final = ("plans.effective", "timeliness.20_weeks.including_exceptions")
"""The figures of the report's own cycle whose months a board's charts leave out where there are few."""
_MOST_NAMED: Final = 4
_DIMENSIONS: Final = {"team": "team", "need": "primary need", "phase": "phase"}


def given_away(workspace: Workspace, made: Report) -> tuple[str, ...]:
    """A sentence for each issued report for the board from which, beside this one, a small group could be worked out.

    None for other readers: the group sees all, and a public release that overlaps another is refused.
    """
    if made.audience is not Audience.BOARD or made.round:
        return ()
    found = []
    for held in issues(workspace.conn):
        period = parse_period(held.period)
        if held.audience != Audience.BOARD.value or held.round or not _is_nested(period, made.period):
            continue
        if groups := list(dict.fromkeys(_small_groups(held, made.figures))):
            found.append(_sentence(held, period, groups))
    return tuple(found)


def _is_nested(one: Period, other: Period) -> bool:
    """Whether one of two unlike periods lies within the other."""
    if (one.first, one.last) == (other.first, other.last):
        return False
    return (one.first <= other.first and other.last <= one.last) or (
        other.first <= one.first and one.last <= other.last
    )


def _small_groups(held: HeldIssue, figures: tuple[Figure, ...]) -> Iterator[str]:
    """The groups of which both show how many plans there are, a few apart."""
    kept = {id_: one.figure for id_, one in standing(held).items()}
    for figure in figures:
        asked = FigureId.parse(figure.id)
        if figure.unit not in _UNITS or not (asked.breakdown or str(asked) in _SAMPLE) or figure.denominator is None:
            continue
        other = kept.get(_id_in(held, figure))
        if other is not None and other.denominator is not None and _few(figure.denominator - other.denominator):
            yield _name(asked)


def _few(difference: float) -> bool:
    return 0 < abs(difference) < BOARD_MINIMUM


def _id_in(held: HeldIssue, figure: Figure) -> str:
    """What an issued report calls a figure: its own cycle and framework stand in no id."""
    asked = FigureId.parse(figure.id)
    if not figure.cycle:
        return str(asked)
    if figure.cycle != held.cycle:
        return str(asked.with_(cycle=figure.cycle))
    asked = asked.without("cycle", "framework")
    return str(asked if figure.framework == held.framework else asked.with_(framework=figure.framework))


def _name(asked: FigureId) -> str:
    groups = [f"{_DIMENSIONS.get(name, name)} {asked.value(name)}" for name in asked.breakdown]
    whole = "plans issued" if asked.base.startswith("timeliness.") else "all audited plans"
    return ", ".join(groups) if groups else whole


def _sentence(held: HeldIssue, period: Period, groups: Sequence[str]) -> str:
    more = len(groups) - _MOST_NAMED
    named = "; ".join([*groups[:_MOST_NAMED], *([f"and {more} more"] if more > 0 else [])])
    title, span = title_of(held.kind, held.cycle), span_words(period.first, period.last)
    return (
        f"“{title}” on {span} was issued to the board on {day(held.latest)}. Subtracted from one another, that report "
        f"and this one tell of fewer than {BOARD_MINIMUM} plans of: {named}. Choose a period that does not overlap "
        "that one."
    )
