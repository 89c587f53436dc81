"""A figure month by month as a control chart, with what people decided on it: limits worked out anew, targets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from audit_app.store.driver import Connection
from audit_app.store.read_rebasings import HeldRebasing, held_rebasings, rebasings_at
from audit_app.store.read_trajectories import held_trajectories, trajectories_at
from exports.charts.control_drawn import Break, ControlDrawn
from scoring.control import Direction, assurance, variation, xmr
from scoring.days import MONTHS
from scoring.timeliness.against import TargetMonth
from scoring.timeliness.trajectories import Trajectory

PRESENCE: Final = ("presence.health", "presence.social_care")
"""The figures of presence, which have a chart by month where they have a target."""


@dataclass(frozen=True, slots=True)
class Month:
    """One month (YYYY-MM): its value in percent, over how many plans, by which framework."""

    month: str
    value: float
    plans: int
    framework: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """What people decided on charts: from when on limits are worked out anew, and the targets for quality."""

    rebasings: tuple[HeldRebasing, ...] = ()
    targets: tuple[Trajectory, ...] = ()

    def causes(self, figure: str, cycle: str) -> dict[str, HeldRebasing]:
        """The decisions on one chart by their month, the earliest first."""
        return {one.month: one for one in self.rebasings if (one.figure, one.cycle) == (figure, cycle)}

    def target(self, figure: str, cycle: str) -> Trajectory | None:
        """The target of one chart: the one for its own cycle before one for every cycle, then the first by name."""
        fitting = [one for one in self.targets if one.base == figure and one.cycle in ("", cycle)]
        return min(fitting, key=lambda one: (not one.cycle, one.name), default=None)


NOTHING = Decided()


def decided_on_charts(conn: Connection, utc: str = "") -> Decided:
    """Everything that was decided and stands; with a moment (UTC text), that stood then."""
    held = trajectories_at(conn, utc) if utc else held_trajectories(conn)
    own = tuple(one.trajectory for one in held if one.trajectory.is_for_quality)
    return Decided(rebasings_at(conn, utc) if utc else held_rebasings(conn), own)


def drawn_months(months: Sequence[Month], figure: str, cycle: str, decided: Decided = NOTHING) -> ControlDrawn:
    """The chart, the earliest month first; limits begin anew where that was decided and where the framework changes.

    Variation and assurance are judged on the latest limits, assurance by the target in force in the latest month.
    """
    breaks = breaks_of(months, decided.causes(figure, cycle).values())
    return drawn_towards(months, decided.target(figure, cycle), breaks)


def drawn_towards(months: Sequence[Month], wanted: Trajectory | None, breaks: tuple[Break, ...] = ()) -> ControlDrawn:
    """The chart with these breaks, and how it stands to this target."""
    chart = xmr([one.value for one in months], rebased=[one.at for one in breaks])
    targets = tuple(wanted.target_in(one.month) if wanted is not None else None for one in months)
    target = targets[-1] if targets else None
    limits = chart.latest.limits if chart.latest is not None else None
    return ControlDrawn(
        chart,
        names=tuple(month_name(one.month) for one in months),
        counted=tuple(f"n {one.plans}" for one in months),
        direction=Direction.HIGHER,
        variation=variation(chart.latest, Direction.HIGHER),
        assurance=assurance(limits, target, Direction.HIGHER) if target is not None else None,
        target=target,
        targets=targets if wanted is not None else (),
        breaks=breaks,
    )


def course_drawn(wanted: Trajectory, months: Iterable[TargetMonth]) -> ControlDrawn:
    """What was reached for a target about the register's dates; months without a plan are left out."""
    reached = ((one.month, one.actual.percent, one.actual.of) for one in months)
    points = [Month(month, percent, plans) for month, percent, plans in reached if percent is not None]
    return drawn_towards(points, wanted)


def breaks_of(months: Sequence[Month], held: Iterable[HeldRebasing]) -> tuple[Break, ...]:
    """Where limits begin anew inside of these months; a month without a point gives way to the next that has one."""
    found = {
        at: Break(at, f"the framework is now {other.framework}")
        for at, (one, other) in enumerate(pairwise(months), 1)
        if one.framework != other.framework
    }
    for one in held:
        at = next((at for at, each in enumerate(months) if each.month >= one.month), 0)
        if at:
            found[at] = Break(at, one.cause, one.decided_on)
    return tuple(found[at] for at in sorted(found))


def month_name(month: str) -> str:
    """“Sep 26” of 2026-09."""
    return f"{MONTHS[int(month[5:]) - 1][:3]} {month[2:4]}"
