"""What the note after a board tells beyond its figures: the period before, and what is done next."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from audit_app.domain.cycles import Cycle
from audit_app.domain.period import Period, parse_period
from audit_app.domain.problems import AppError
from audit_app.services.reports.commentary import topic_of
from audit_app.services.reports.reporting import Report
from audit_app.services.reports.trends import period_before
from audit_app.store.figures.trends import counted_in
from audit_app.store.read_actions import action_rows
from audit_app.store.read_issued import HeldCommentary, commentaries_of, plans_called, published
from audit_app.store.read_releases import released_until
from audit_app.store.workspace import Workspace
from exports.content import Content
from exports.plain import one_line
from exports.you_said import ReasonTold, YouSaidTold
from scoring.cells import LARGEST
from scoring.comparison import compare
from scoring.figures import Audience, whole_id

KIND: Final = "you-said"
TOPIC: Final = "voice.conversations"
"""The commentary on this figure is what is done next: the partnership's answer to what families said."""
MOST_LETTERS: Final = 600

_EFFECTIVE: Final = "plans.effective"
_CLOSED: Final = "How many actions were closed since is told with the next figures."
_MANY_CLOSED: Final = (
    "More than five actions have been closed since then, each by a second person; how many is told with the next "
    "figures."
)
_WORD: Final = re.compile(r"\S+")


def you_said_told(workspace: Workspace, report: Report) -> YouSaidTold | None:
    """The comparison with the period before and, for group and board, the commentary on family voice; else None.

    The public is told of a change only where both periods were released: both numbers stand in public already. Of
    what owners say it is told the words that may be published, on figures that the note shows it.
    """
    if report.kind != KIND:
        return None
    if report.audience is Audience.PUBLIC:
        between = replace(_between_releases(workspace, report), reasons=_reasons(workspace, report))
        return between if report.released is None else _with_release(workspace, report, report.released, between)
    before = period_before(report.period)
    now, then = (_share(workspace, report, period) for period in (report.period, before))
    said = next((one for one in commentaries_of(workspace.conn, report.period.text) if one.topic == TOPIC), None)
    words, owner = (said.words, said.owner) if said is not None else ("", "")
    if report.round:
        return YouSaidTold(following=words, owner=owner)
    return YouSaidTold(compare(now, then), (before.first, before.last), words, owner)


def following(workspace: Workspace, words: str) -> str:
    """Words on what is done next, fit for any reader. Raises AppError where they are empty, too long or name a plan."""
    kept = one_line(words)
    if not kept or len(kept) > MOST_LETTERS:
        raise AppError(f"Say what is done next in 1 to {MOST_LETTERS} letters; these have {len(kept)}.")
    tokens = {token.strip(".,;:()“”\"'") for token in _WORD.findall(kept)} - {""}
    if called := sorted(plans_called(workspace.conn, sorted(tokens))):
        raise AppError(f"What is done next names the plan {called[0]}. The note names none: leave the reference out.")
    return kept


def with_following(content: Content, words: str) -> Content:
    """The note with these words on what is done next, in place of the commentary."""
    told = content.you_said or YouSaidTold()
    return replace(content, you_said=replace(told, following=words, owner=""))


def _reasons(workspace: Workspace, report: Report) -> tuple[ReasonTold, ...]:
    """The newest published words on each figure that is shown, of periods inside the one of the printed figures."""
    over = report.released or report.period
    newest: dict[str, tuple[Period, HeldCommentary]] = {}
    for one in () if report.round else published(workspace.conn):
        period = parse_period(one.period)
        is_inside = over.first <= period.first and period.last <= over.last
        if is_inside and (one.topic not in newest or newest[one.topic][0].last <= period.last):
            newest[one.topic] = (period, one)
    shown = (figure for figure in report.figures if figure.value is not None and not figure.withheld)
    pairs = ((figure, *newest[topic_of(figure)]) for figure in shown if topic_of(figure) in newest)
    return tuple(
        ReasonTold(figure.label, period.first, period.last, one.words, one.owner) for figure, period, one in pairs
    )


def _share(workspace: Workspace, report: Report, period: Period) -> tuple[int, int]:
    counted = counted_in(workspace.conn, Cycle(report.cycle), period, report.data_date)
    return (counted.effective, counted.graded) if counted is not None else (0, 0)


def _with_release(workspace: Workspace, report: Report, released: Period, told: YouSaidTold) -> YouSaidTold:
    """What a note between two releases says beside the figures: never a count that was not released."""
    until = min(report.period.last, report.data_date)
    ended = (row.action.closed.on for row in action_rows(workspace.conn, until) if row.action.closed is not None)
    closed = sum(released.last.isoformat() < on <= until.isoformat() for on in ended)
    since = ""
    if until > released.last:
        # months told one by one, or beside the next release, would give small counts by subtraction
        since = _MANY_CLOSED if closed > LARGEST else _CLOSED
    notice = next(iter(report.notes), "")
    return replace(told, released=(released.first, released.last), notice=notice, since=since)


def _between_releases(workspace: Workspace, report: Report) -> YouSaidTold:
    """The figures' period beside the release that ended the day before it, where both show the share."""
    day_before = (report.released or report.period).first - timedelta(days=1)
    held = released_until(workspace.conn, KIND, day_before.isoformat())
    figure = next((one for one in report.figures if one.id == _EFFECTIVE), None)
    if held is None or figure is None:
        return YouSaidTold()
    first, cells = held
    cell = cells.get(whole_id(figure))
    before = _counts(cell) if isinstance(cell, Mapping) else None
    now = _counts({"numerator": figure.numerator, "denominator": figure.denominator})
    if now is None or before is None:
        return YouSaidTold()
    return YouSaidTold(compare(now, before), (date.fromisoformat(first), day_before))


def _counts(cell: Mapping[str, object]) -> tuple[int, int] | None:
    """Count and n of a share as it was shown, None where it was withheld."""
    count, n = cell.get("numerator"), cell.get("denominator")
    return (int(count), int(n)) if isinstance(count, int | float) and isinstance(n, int | float) else None
