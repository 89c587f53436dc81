"""What an improvement plan's statuses say: counts, what slipped between checkpoints, what is overdue or unexplained.

Pure. Done means green; grey is done elsewhere. Neither is overdue, whatever its day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from audit_app.domain.improvement import ImprovementPlan, Placed, PlanAction
from audit_app.domain.status import Status
from audit_app.domain.timescale import checkpoint_day

SETTLED: Final = frozenset({Status.GREEN, Status.GREY})
_RANK: Final = {Status.RED: 1, Status.AMBER: 2, Status.GREEN: 3}


@dataclass(frozen=True, slots=True)
class StatusCounts:
    """How many actions have each status at a checkpoint; `silent` are those of which nobody reported one."""

    green: int = 0
    amber: int = 0
    red: int = 0
    grey: int = 0
    silent: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.green + self.amber + self.red + self.grey + self.silent

    def of(self, status: Status | None) -> int:
        """How many have this one; None asks for those not reported."""
        return self.silent if status is None else int(getattr(self, status.value))


@dataclass(frozen=True, slots=True)
class Moved:
    """An action with its status at two checkpoints."""

    placed: Placed
    before: Status | None
    after: Status | None


@dataclass(frozen=True, slots=True)
class Slippage:
    """What moved between two checkpoints. An action can stand in one of the first five, and in `due` besides.

    `still` stood at amber or red both times; `quiet` was reported before and is not now; `due` had to be done by the
    later checkpoint and is neither green nor grey.
    """

    before: str
    after: str
    worse: tuple[Moved, ...]
    better: tuple[Moved, ...]
    still: tuple[Moved, ...]
    quiet: tuple[Moved, ...]
    elsewhere: tuple[Moved, ...]
    due: tuple[Moved, ...]


class MilestoneState(StrEnum):
    """How a dated milestone stands on a day."""

    DONE = "done"
    ELSEWHERE = "elsewhere"
    OVERDUE = "overdue"
    PASSED = "passed"
    TO_COME = "to come"


@dataclass(frozen=True, slots=True)
class Milestone:
    """One date of an action, and how it stands; `runs` says that it recurs from then on."""

    placed: Placed
    on: date
    state: MilestoneState
    status: Status | None
    runs: bool = False


def counts_at(actions: Iterable[PlanAction], checkpoint: str) -> StatusCounts:
    """The statuses of these actions at a checkpoint."""
    found = dict.fromkeys((*Status, None), 0)
    for action in actions:
        found[action.at(checkpoint).status] += 1
    return StatusCounts(
        found[Status.GREEN], found[Status.AMBER], found[Status.RED], found[Status.GREY], silent=found[None]
    )


def pair_for(plan: ImprovementPlan, after: str = "") -> tuple[str, str] | None:
    """The reported checkpoint (the last one, unless asked for) and the one reported before it; None where none was."""
    reported = plan.reported_at
    at = reported.index(after) if after in reported else len(reported) - 1
    return (reported[at - 1], reported[at]) if at > 0 else None


def slippage(plan: ImprovementPlan, before: str, after: str) -> Slippage:
    """What moved between two checkpoints, from top to bottom of the plan."""
    moved = [Moved(one, one.action.at(before).status, one.action.at(after).status) for one in plan.placed]
    worse: list[Moved] = []
    better: list[Moved] = []
    for one in moved:
        step = _step(one)
        if step:
            (better if step > 0 else worse).append(one)
    still = (one for one in moved if one.before is one.after and one.after in (Status.AMBER, Status.RED))
    quiet = (one for one in moved if one.before is not None and one.after is None)
    elsewhere = (one for one in moved if one.before not in (None, Status.GREY) and one.after is Status.GREY)
    day = checkpoint_day(after)
    due = (one for one in moved if is_due(one.placed.action, day) and one.after not in SETTLED)
    groups = (worse, better, still, quiet, elsewhere, due)
    return Slippage(before, after, *(tuple(group) for group in groups))


def is_due(action: PlanAction, on: date) -> bool:
    """Whether it was to be done by that day, the day included."""
    return action.deadline is not None and action.deadline <= on


def is_overdue(plan: ImprovementPlan, action: PlanAction, on: date) -> bool:
    """Whether its day lies before that one and its last status is neither green nor grey."""
    return action.deadline is not None and action.deadline < on and plan.status_of(action) not in SETTLED


def overdue(plan: ImprovementPlan, on: date) -> tuple[Placed, ...]:
    """The actions whose day is past on that day and that are not done, the longest overdue first."""
    found = [one for one in plan.placed if is_overdue(plan, one.action, on)]
    return tuple(sorted(found, key=lambda one: one.action.deadline or on))


def without_comment(plan: ImprovementPlan, checkpoint: str) -> tuple[Moved, ...]:
    """What was reported red, or amber though its day had come, and nobody said why."""
    if not checkpoint:
        return ()
    day = checkpoint_day(checkpoint)
    return tuple(
        Moved(one, None, told.status)
        for one in plan.placed
        if needs_words(one.action, (told := one.action.at(checkpoint)).status, day) and not told.comment.strip()
    )


def needs_words(action: PlanAction, status: Status | None, day: date) -> bool:
    """Whether a status asks for a comment: red always, amber once its day has come."""
    return status is Status.RED or (status is Status.AMBER and is_due(action, day))


def milestones(plan: ImprovementPlan, on: date) -> tuple[Milestone, ...]:
    """Every date of every action as it stands on a day, in the order of the plan."""
    return tuple(
        Milestone(one, day, _state(plan, one.action, day, on), plan.status_of(one.action), bool(one.action.recurrence))
        for one in plan.placed
        for day in one.action.dates
    )


def _state(plan: ImprovementPlan, action: PlanAction, day: date, on: date) -> MilestoneState:
    status = plan.status_of(action)
    if status in SETTLED:
        return MilestoneState.DONE if status is Status.GREEN else MilestoneState.ELSEWHERE
    if day >= on:
        return MilestoneState.TO_COME
    # a meeting of a row of meetings has passed; only the day that decides can be overdue
    return MilestoneState.OVERDUE if day == action.deadline else MilestoneState.PASSED


def _step(one: Moved) -> int:
    if one.before not in _RANK or one.after not in _RANK:
        return 0
    return _RANK[one.after] - _RANK[one.before]
