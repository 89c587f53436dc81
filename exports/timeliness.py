"""What a report tells of timeliness beyond its figures, as far as its audience may see it; not how it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from scoring.figures import Audience
from scoring.timeliness.against import AgainstTrajectory
from scoring.timeliness.issued import Issued
from scoring.timeliness.published import PublishedRow
from scoring.timeliness.steps import LeftOut
from scoring.timeliness.totals import Total
from scoring.timeliness.windows import Windows
from scoring.withholding import withhold_groups


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
class TimelinessTold:
    """Timeliness of the report's period, of all teams or of the one whose report it is.

    `excepted` are late plans with an exception, which `delays` leaves out; `waiting` are requests over 20 weeks old
    without a plan.
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


def for_audience(groups: Mapping[str, Total], whole: Total, audience: Audience) -> GroupsTold:
    """The groups that this audience may see: the board none of under six late plans, nor one that gives those away."""
    if audience is Audience.GROUP:
        return GroupsTold(dict(groups))
    hidden = withhold_groups({name: one.late for name, one in groups.items()}, whole.late)
    return GroupsTold({name: None if name in hidden.withheld else one for name, one in groups.items()}, hidden.replaced)
