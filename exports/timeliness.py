"""What a report tells of timeliness beyond its figures, as far as its audience may see it; not how it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from exports.charts.control_drawn import ControlDrawn
from scoring.figures import Audience
from scoring.timeliness.against import AgainstTrajectory, TargetMonth
from scoring.timeliness.issued import Issued
from scoring.timeliness.published import PublishedRow
from scoring.timeliness.steps import LeftOut
from scoring.timeliness.totals import Total
from scoring.timeliness.windows import Windows
from scoring.withholding import withhold_groups

FEW_LOST: Final = (
    "Stages in which fewer than six plans lost days with an agency, or that would give those away, are not listed."
)
"""Said to the board where `listed` left something out."""

_UNEXPLAINED: Final = "not explained"


@dataclass(frozen=True, slots=True)
class YearTold:
    """A calendar year of issue; `is_over` where nothing more can come to it."""

    year: int
    issued: Issued
    is_over: bool


@dataclass(frozen=True, slots=True)
class GroupsTold:
    """Late plans by month or by team. A group is None where it is withheld; `replaced` where the whole table is."""

    groups: Mapping[str, Total | None]
    replaced: bool = False


@dataclass(frozen=True, slots=True)
class LatePlanTold:
    """A late plan, for the audit group alone; `where` says in words where its days went."""

    plan_ref: str
    team: str
    final: date
    days: int
    days_late: int
    has_exception: bool
    where: str


@dataclass(frozen=True, slots=True)
class BesideTold:
    """England, a region or an area by year, as published; `own` marks the workspace's own area."""

    name: str
    kind: str
    own: bool
    years: Mapping[int, PublishedRow]


@dataclass(frozen=True, slots=True)
class CountryTold:
    """The published table beside the register's own years."""

    source: str
    years: tuple[int, ...]
    lines: tuple[BesideTold, ...]
    register: Mapping[int, Issued]


@dataclass(frozen=True, slots=True)
class CourseTold:
    """What was reached for one target, month by month, as a control chart."""

    name: str
    drawn: ControlDrawn


@dataclass(frozen=True, slots=True)
class TimelinessTold:
    """Timeliness of the report's period, of all teams or of the one whose report it is.

    `excepted` are late plans with an exception, which `delays` leaves out; `waiting` are requests over 20 weeks old
    without a plan. `courses` are the control charts of `targets`, as far as these readers see their months.
    """

    issued: Issued
    years: tuple[YearTold, ...]
    months: tuple[tuple[str, Issued], ...]
    left_out: Mapping[LeftOut, int]
    delays: Total
    by_month: GroupsTold
    by_team: GroupsTold
    excepted: int
    waiting: int
    windows: Windows
    targets: tuple[AgainstTrajectory, ...]
    country: CountryTold | None
    late: tuple[LatePlanTold, ...] = ()
    audience: Audience = Audience.GROUP
    courses: tuple[CourseTold, ...] = ()

    def course_of(self, target: AgainstTrajectory) -> ControlDrawn | None:
        """The control chart of a target, None where there is none to be shown."""
        return next((one.drawn for one in self.courses if one.name == target.trajectory.name), None)

    def months_of(self, target: AgainstTrajectory) -> tuple[TargetMonth, ...]:
        """The months of a target that are told: to the board none with one to five plans, nor one that tells those.

        A period's own count is a figure, so that a month left out alone would follow by subtraction.
        """
        if self.audience is Audience.GROUP:
            return target.months
        sizes = {one.month: one.actual.of for one in target.months}
        hidden = withhold_groups(sizes, target.whole.of)
        return tuple(one for one in target.months if one.month not in hidden.withheld)

    @property
    def months_unseen(self) -> frozenset[str]:
        """The months of issue (YYYY-MM) that the board does not see."""
        sizes = {month: issued.excluding.n for month, issued in self.months}
        if self.audience is Audience.GROUP or not sizes:
            return frozenset()
        hidden = withhold_groups(sizes, self.issued.excluding.n)
        return frozenset(sizes) if hidden.replaced else hidden.withheld

    @property
    def late_by_month(self) -> Mapping[str, int]:
        """Late plans by month of issue as they follow from the months that are told, exceptions left out.

        Where days lost in a month are withheld, this count is not: plans issued and those within 20 weeks tell it.
        """
        seen = {month: issued.excluding for month, issued in self.months if month not in self.months_unseen}
        return {month: group.n - group.within.count for month, group in seen.items()}

    @property
    def tells_where(self) -> bool:
        """Whether months and teams are told stage by stage.

        To the group alone: sums over months or teams would give back the rows that `listed` keeps from the board.
        """
        return self.audience is Audience.GROUP


def for_audience(groups: Mapping[str, Total], whole: Total, audience: Audience) -> GroupsTold:
    """The groups that this audience may see: the board none of under six late plans, nor one that gives those away."""
    if audience is Audience.GROUP:
        return GroupsTold(dict(groups))
    hidden = withhold_groups({name: one.late for name, one in groups.items()}, whole.late)
    return GroupsTold({name: None if name in hidden.withheld else one for name, one in groups.items()}, hidden.replaced)


def listed(whole: Total, audience: Audience) -> Total | None:
    """Days by stage and agency as this audience may see them, None where the list is withheld whole.

    The board is not shown a stage of an agency in which under six plans lost days, nor one that gives those away: they
    are not in the list, whose days then add up to less than all. `late` and `days_late` stay.
    """
    if audience is Audience.GROUP:
        return whole
    sizes = {str(number): whole.plans[row] for number, row in enumerate(whole.days)}
    if whole.unexplained:
        sizes[_UNEXPLAINED] = whole.unexplained_plans
    hidden = withhold_groups(sizes, sum(sizes.values()))
    if hidden.replaced:
        return None
    seen = [row for number, row in enumerate(whole.days) if str(number) not in hidden.withheld]
    told = _UNEXPLAINED not in hidden.withheld
    return replace(
        whole,
        days={row: whole.days[row] for row in seen},
        plans={row: whole.plans[row] for row in seen},
        unexplained=whole.unexplained if told else 0,
        unexplained_plans=whole.unexplained_plans if told else 0,
    )
