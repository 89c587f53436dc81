"""The chase list: which advice is owed by whom, overdue first, then due soon, for each of those it is sent to."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from audit_app.domain.advice import AdviceAsked, State, days_late, merged, settled, state_of
from audit_app.domain.people import Act
from audit_app.domain.period import Period
from audit_app.store.read_advice import AdvicePlan, agencies_of_register, has_log, plans_with_advice, register_has
from audit_app.store.read_subject import organisation
from audit_app.store.workspace import Workspace
from exports.chase import ChaseLine, ChaseTold
from exports.chase_list import chase_list
from exports.lists import ListFile

DAYS_AHEAD: Final = 7
"""How far ahead the list looks for what is due."""

ADDRESSEES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "health": "Designated Clinical Officer",
        "social_care": "Social care",
        "psychology": "Educational psychology",
        "education": "Education",
    }
)
"""To whom each agency's part goes, in the order of the list."""


def chased(workspace: Workspace, on: date, until: date | None = None) -> ChaseTold:
    """What is owed on a day: overdue then, and due up to `until`, which is a week later where it is not given.

    What has come, is not needed, or belongs to a plan that waits for advice no more is not chased.
    """
    last = until or on + timedelta(days=DAYS_AHEAD)
    known = agencies_of_register(workspace.conn) if register_has(workspace.conn, "advice_requested_date") else ()
    without = tuple(
        words for agency, words in ADDRESSEES.items() if agency not in known and not has_log(workspace.conn, agency)
    )
    return ChaseTold(on, last, chase_lines(plans_with_advice(workspace.conn), known, on, last), without)


def chase_lines(plans: Iterable[AdvicePlan], known: Iterable[str], on: date, until: date) -> tuple[ChaseLine, ...]:
    """The lines of these plans by addressee; within one the overdue first, the longest first, then by the due day.

    `known` are the agencies whose dates the register's source has.
    """
    agencies = tuple(known)
    found = [line for plan in plans for line in _of_plan(plan, agencies, on, until)]
    order = tuple(ADDRESSEES)
    return tuple(sorted(found, key=lambda line: (order.index(line.agency), line.due, line.plan_ref, line.service)))


def span_of(period: Period, data_date: date) -> tuple[date, date]:
    """The days that a report's chase list is about: the day of the data as far as it lies in the period, and the end.

    It looks a week ahead at least. It never asks the clock, so that the same data give the same report.
    """
    on = min(max(data_date, period.first), period.last)
    return on, max(period.last, on + timedelta(days=DAYS_AHEAD))


def chase_file(workspace: Workspace, told: ChaseTold) -> ListFile:
    """The list to be saved. Raises AppError where the person may not export."""
    workspace.demand(Act.EXPORT)
    return chase_list(organisation(workspace.conn), told)


def week_of(request: str | int | None, on: date) -> int | None:
    """The week of an assessment's 20 in which a day lies, from 1; None where it was not asked for by then."""
    days = (on - date.fromisoformat(str(request))).days if request else -1
    return None if days < 0 else days // 7 + 1


def _of_plan(plan: AdvicePlan, known: tuple[str, ...], on: date, until: date) -> Iterator[ChaseLine]:
    for asked in merged(plan.row, plan.lines, known):
        due = asked.due_by
        if due is None or due > until or not _is_owed(asked, plan, on):
            continue
        yield ChaseLine(
            agency=asked.agency,
            addressee=ADDRESSEES[asked.agency],
            plan_id=plan.id,
            plan_ref=plan.plan_ref,
            week=week_of(plan.row.get("request_date"), on),
            team=str(plan.row.get("casework_team", "")),
            service=asked.service,
            provider=asked.provider,
            requested=asked.requested,
            due=due,
            overdue=days_late(asked, on),
        )


def _is_owed(asked: AdviceAsked, plan: AdvicePlan, on: date) -> bool:
    state = state_of(asked, on, is_settled=settled(plan.row, asked.requested, on))
    return state in (State.OWED, State.OVERDUE)
