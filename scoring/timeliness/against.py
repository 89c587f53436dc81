"""What was reached month by month, to be held against a trajectory; it reads no table."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from scoring.timeliness.issued import Share
from scoring.timeliness.started import started
from scoring.timeliness.steps import LeftOut, Row, Step, issue, transfer
from scoring.timeliness.trajectories import Basis, Trajectory

_EXCLUDING = "timeliness.20_weeks.excluding_exceptions"


@dataclass(frozen=True, slots=True)
class TargetMonth:
    """A month, YYYY-MM: the target in force at its end, percent or None before the first; what was reached."""

    month: str
    target: float | None
    actual: Share

    @property
    def is_met(self) -> bool | None:
        """Whether what was reached is at the target or over it; None without a target or without a plan."""
        reached = self.actual.percent
        return None if reached is None or self.target is None else reached >= self.target


@dataclass(frozen=True, slots=True)
class AgainstTrajectory:
    """Actual against trajectory over some months; `left_out` are the plans of these months that are not counted."""

    trajectory: Trajectory
    months: tuple[TargetMonth, ...]
    left_out: Mapping[LeftOut, int]

    @property
    def whole(self) -> Share:
        """Over all its months."""
        return Share(sum(one.actual.count for one in self.months), sum(one.actual.of for one in self.months))


def against(trajectory: Trajectory, rows: Iterable[Row], months: Iterable[str], as_of: date) -> AgainstTrajectory:
    """Count the plans that the trajectory is about in each of these months (YYYY-MM), which are whole months."""
    wanted = tuple(months)
    known = frozenset(wanted)
    n, in_time = Counter[str](), Counter[str]()
    left: Counter[LeftOut] = Counter()
    for row in rows:
        step = _step(trajectory, row, as_of)
        month = step.counted_on.isoformat()[:7] if step is not None else ""
        if step is None or month not in known:
            continue
        if step.left_out is not None:
            left[step.left_out] += 1
        else:
            n[month] += 1
            in_time[month] += step.in_time
    found = tuple(TargetMonth(one, trajectory.target_in(one), Share(in_time[one], n[one])) for one in wanted)
    return AgainstTrajectory(trajectory, found, dict(left))


def _step(trajectory: Trajectory, row: Row, as_of: date) -> Step | None:
    """The step of an entry that the trajectory is about, None where it has none."""
    if trajectory.figure == _EXCLUDING and row.get("exception") is not None:
        return None
    if trajectory.basis is Basis.STARTED and trajectory.started_from is not None:
        return started(row, trajectory.started_from, as_of)
    if trajectory.figure.startswith("timeliness.20_weeks."):
        return issue(row, as_of)
    step = transfer(row, as_of)
    return step if step is not None and f"timeliness.{step.id}" == trajectory.figure else None
