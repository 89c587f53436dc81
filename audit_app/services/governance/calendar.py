"""Everything that has a day, as one calendar: meetings of reporting lines, actions, plan, rounds, samples, steps.

What concerns single children is counted by week, and so is nothing that could be read of one of them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from audit_app.domain.calendar import Event, EventKind, Source, events, in_order
from audit_app.domain.counting import counted
from audit_app.domain.governance import ReportingLine
from audit_app.domain.people import Act
from audit_app.domain.plan_dates import Step, steps_due
from audit_app.domain.recurrence import occurrences
from audit_app.domain.rounds import RoundState
from audit_app.domain.status import Status
from audit_app.store.read_calendar import DueAction, due_actions, due_samples, waiting_entries
from audit_app.store.read_governance import meetings, reporting_lines
from audit_app.store.read_improvement import held_plan, plan_names
from audit_app.store.read_seats import rounds_held
from audit_app.store.workspace import Workspace
from exports.plain import one_line, shortened
from scoring.figures import AGENCY_NAMES

EVERY: Final = tuple(Source)
_WORDS: Final = 100
_SAMPLES: Final = {
    "weekly": "Weekly sample",
    "multi-agency": "Multi-agency sample",
    "thematic": "Thematic sample",
    "advice": "Sample of advice",
    "annual-review": "Sample of annual reviews",
}
_STEPS: Final = {
    Step.DECIDE_TO_ASSESS: ("decision whether to assess", "decisions whether to assess"),
    Step.ADVICE: ("advice", "pieces of advice"),
    Step.FINAL_PLAN: ("final plan", "final plans"),
    Step.REVIEW: ("annual review", "annual reviews"),
    Step.REVIEW_DECISION: ("decision after a review", "decisions after a review"),
    Step.AMENDED_PLAN: ("amended final plan", "amended final plans"),
    Step.PHASE_TRANSFER: ("phase transfer", "phase transfers"),
}


@dataclass(frozen=True, slots=True)
class Calendar:
    """The events of some days, both included, as it stands on a day; `lines` are all that are kept, ended ones too."""

    first: date
    last: date
    on: date
    lines: tuple[ReportingLine, ...]
    events: tuple[Event, ...]

    def of_day(self, day: date) -> tuple[Event, ...]:
        """What there is on one day."""
        return tuple(one for one in self.events if one.on == day)


def calendar(workspace: Workspace, first: date, last: date, sources: Iterable[Source] = EVERY) -> Calendar:
    """Everything that has a day within these, both included, from the sources that are asked for."""
    workspace.demand(Act.READ)
    wanted, lines = frozenset(sources), reporting_lines(workspace.conn)
    made: dict[Source, Callable[[], Iterable[Event]]] = {
        Source.LINE: lambda: events(lines, meetings(workspace.conn), first, last),
        Source.ACTION: lambda: _actions(due_actions(workspace.conn, first, last)),
        Source.PLAN: lambda: _plan_dates(workspace, first, last),
        Source.ROUND: lambda: _rounds(workspace, first, last),
        Source.SAMPLE: lambda: _samples(workspace, first, last),
        Source.STEP: lambda: _steps(workspace, first, last),
    }
    found = [event for source, make in made.items() if source in wanted for event in make()]
    return Calendar(first, last, workspace.means.now().date(), lines, in_order(found))


def _actions(rows: Iterable[DueAction]) -> Iterator[Event]:
    for one in rows:
        agency = AGENCY_NAMES.get(one.agency, "Agency not said")
        detail = f"{agency}, {one_line(one.owner)}" if one.owner else agency
        title = shortened(one_line(one.what), _WORDS)
        yield _due(one.due, Source.ACTION, title, detail, one.id, is_done=one.is_closed)


def _plan_dates(workspace: Workspace, first: date, last: date) -> Iterator[Event]:
    """The days of an improvement plan's timescales: those that recur from the first on, others each."""
    for name in plan_names(workspace.conn):
        plan = held_plan(workspace.conn, name.id)
        for one in plan.placed if plan is not None else ():
            action = one.action
            days = set(action.dates)
            if action.recurrence and action.dates:
                days.update(occurrences(action.recurrence, action.dates[0], last, first))
            is_done = plan is not None and plan.status_of(action) is Status.GREEN
            for day in days:
                if first <= day <= last:
                    target = f"{name.id}.{action.id}"
                    title = shortened(f"{one.label} {one_line(action.words)}", _WORDS)
                    detail = ", ".join(one_line(owner) for owner in action.owners)
                    yield _due(day, Source.PLAN, title, shortened(detail, _WORDS), target, is_done=is_done)


def _rounds(workspace: Workspace, first: date, last: date) -> Iterator[Event]:
    for held in rounds_held(workspace.conn):
        if held.due and not held.is_void and first <= held.due_day <= last:
            title, is_done = f"Scores of the round {one_line(held.name)}", held.state is not RoundState.OPEN
            detail = "sealed scores are due from every member"
            yield _due(held.due_day, Source.ROUND, title, detail, held.id, is_done=is_done)


def _samples(workspace: Workspace, first: date, last: date) -> Iterator[Event]:
    for one in due_samples(workspace.conn, first, last):
        open_ = f"{one.open:,} still to be audited" if one.open else "all audited or closed"
        title = f"{_SAMPLES.get(one.cycle, 'Sample')}: {counted(one.plans, 'plan')}"
        yield _due(one.due, Source.SAMPLE, title, open_, one.draw, is_done=not one.open)


def _steps(workspace: Workspace, first: date, last: date) -> Iterator[Event]:
    """Statutory steps that entries wait for, counted by week, on its Monday: no child can be read of it."""
    since, until = first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())
    weeks: dict[date, Counter[Step]] = {}
    today = workspace.means.now().date()
    for row in waiting_entries(workspace.conn, today):
        for due in steps_due(row, today):
            if since <= due.by <= until:
                monday = due.by - timedelta(days=due.by.weekday())
                weeks.setdefault(monday, Counter())[due.step] += 1
    for monday, steps in weeks.items():
        if first <= monday <= last:
            title = f"{counted(sum(steps.values()), 'statutory step')} due in the week"
            yield _due(monday, Source.STEP, title, step_words(steps))


def _due(on: date, source: Source, title: str, detail: str, target: str = "", *, is_done: bool = False) -> Event:
    return Event(on, EventKind.DUE, title, is_done=is_done, source=source, target=target, detail=detail)


def step_words(steps: Mapping[Step, int]) -> str:
    """“12 annual reviews, 3 final plans”, the most first."""
    order = sorted((step for step in Step if steps.get(step)), key=lambda step: -steps[step])
    return ", ".join(counted(steps[step], *_STEPS[step]) for step in order)
