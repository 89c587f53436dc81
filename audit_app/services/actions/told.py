"""What a report tells of actions: opened, open, closed and abandoned in its period, as its readers may see them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from audit_app.domain.actions import Action, Step
from audit_app.services.actions.moved import figure_words, kept_comparison
from audit_app.services.reports.reporting import Report
from audit_app.store.figures.groups import NOT_RECORDED
from audit_app.store.read_actions import ActionRow, action_rows
from audit_app.store.workspace import Workspace
from exports.actions import ActionsTold, ActionTold
from exports.plain import one_line
from scoring.days import day
from scoring.figures import Audience
from scoring.withholding import BOARD_MINIMUM

WITH_ACTIONS: Final = ("weekly", "monthly", "two-monthly", "quarterly", "team", "inspection")
"""The kinds of report that tell of actions beyond their figures."""
BRIEF: Final = ("weekly",)
"""The kinds that tell of those opened alone."""


def actions_told(workspace: Workspace, report: Report, team: str = "") -> ActionsTold | None:
    """The actions of a report's period, or of one casework team; None where its readers are not told, or none is held.

    An action is told as it stood at the end of the period, or on the day of the data where that comes first.
    """
    if report.kind not in WITH_ACTIONS or report.audience is Audience.PUBLIC:
        return None
    first, last = report.period.first, min(report.period.last, report.data_date)
    rows = [row for row in action_rows(workspace.conn, last) if row.action.opened_on <= last.isoformat()]
    rows = [row for row in rows if not team or (row.action.team or NOT_RECORDED) == team]
    if not rows:
        return None
    with_plans = report.audience is Audience.GROUP
    told = [_told(row, last, with_plans) for row in rows]
    pairs = list(zip(rows, told, strict=True))
    return ActionsTold(
        opened=tuple(one for row, one in pairs if row.action.opened_on >= first.isoformat()),
        current=tuple(_overdue_first(one for row, one in pairs if _over(row.action, last) is None)),
        closed=tuple(one for row, one in pairs if _in(row.action.closed, first, last)),
        abandoned=tuple(one for row, one in pairs if _in(row.action.abandoned, first, last)),
        is_brief=report.kind in BRIEF,
        with_plans=with_plans,
    )


def standing_words(action: Action, on: date) -> str:
    """How an action stands on a day: “12 days overdue”, “due in 3 days”, “closed on 3 May 2026”, “no date”."""
    over = _over(action, on)
    if over is not None:
        word = "closed" if over is action.closed else "abandoned"
        return f"{word} on {day(date.fromisoformat(over.on))}"
    asked = ", closure asked for" if action.asked is not None and action.asked.on <= on.isoformat() else ""
    if not action.due:
        return f"no date{asked}"
    days = (date.fromisoformat(action.due) - on).days
    if days == 0:
        return f"due today{asked}"
    number = f"{abs(days):,} {'day' if abs(days) == 1 else 'days'}"
    return f"due in {number}{asked}" if days > 0 else f"{number} overdue{asked}"


def open_actions(workspace: Workspace, round_name: str) -> Mapping[str, tuple[str, ...]]:
    """The open actions of each agency, a sentence each: those of this round first, then the next due; no plan."""
    found: dict[str, list[tuple[bool, str]]] = {}
    for row in action_rows(workspace.conn):
        one = row.action
        if one.is_open and one.agency:
            due = f", due {day(date.fromisoformat(one.due))}" if one.due else ""
            said = f"{one_line(one.what).rstrip('.')} ({one_line(one.owner) or 'no owner'}{due})"
            found.setdefault(one.agency, []).append((one.round != round_name, said))
    return {
        agency: tuple(said for _, said in sorted(those, key=lambda pair: pair[0])) for agency, those in found.items()
    }


def _told(row: ActionRow, on: date, with_plans: bool) -> ActionTold:
    action, last = row.action, row.action.last
    over = _over(action, on)
    is_closed = over is not None and over is action.closed
    refs = tuple(sorted(ref for ref in row.about.plan_refs.split(",") if ref)) if with_plans else ()
    return ActionTold(
        what=one_line(action.what),
        agency=action.agency,
        service=one_line(action.service),
        owner=one_line(action.owner),
        leader=one_line(action.leader),
        opened_on=date.fromisoformat(action.opened_on),
        due=date.fromisoformat(action.due) if action.due else None,
        standing=standing_words(action, on),
        is_overdue=over is None and bool(action.due) and action.due < on.isoformat(),
        status=last.status if last is not None else None,
        reported_on=last.on if last is not None else None,
        is_systemic=action.is_systemic,
        # a board is told of no group of few plans
        plan_count=row.about.plans if with_plans or row.about.plans >= BOARD_MINIMUM else 0,
        success=one_line(action.success),
        comment=one_line(last.comment) if last is not None else "",
        plans=refs,
        why=one_line(over.why) if over is not None else "",
        figure=figure_words(action.sample.figure) if is_closed and action.sample is not None else "",
        comparison=kept_comparison(action.sample) if is_closed and action.sample is not None else None,
    )


def _over(action: Action, on: date) -> Step | None:
    """What ended it by a day, None where it was open then."""
    return next((one for one in (action.closed, action.abandoned) if one and one.on <= on.isoformat()), None)


def _in(step: Step | None, first: date, last: date) -> bool:
    return step is not None and first.isoformat() <= step.on <= last.isoformat()


def _overdue_first(told: Iterable[ActionTold]) -> Iterator[ActionTold]:
    """The overdue first, the longest first; then by the day they are due, those without one last."""
    return iter(sorted(told, key=lambda one: (not one.is_overdue, one.due or date.max, one.what)))
