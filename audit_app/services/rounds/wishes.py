"""What a chair asks for when opening a round, and what the app tells before it is opened; it decides nothing."""

from dataclasses import dataclass
from datetime import date

from audit_app.domain.round_plan import Barred
from audit_app.domain.rounds import Way


@dataclass(frozen=True, slots=True)
class MemberWish:
    """One member: how they score and what. Without `markers` they score what the framework gives their agency."""

    person: str
    way: Way = Way.PACK
    markers: tuple[str, ...] | None = None
    wants_copies: bool = False
    is_newcomer: bool = False


@dataclass(frozen=True, slots=True)
class RoundWish:
    """A round as the chair wants it: plans of a draw, members, who opens it together, due on a day.

    `double_rated` is the share of plans, 0 to 100 per cent, that two members of one agency score where it has two.
    """

    name: str
    draw_id: str
    due: date
    members: tuple[MemberWish, ...]
    chairs: tuple[str, ...]
    keyholders: tuple[str, ...]
    framework: str = "core-42"
    double_rated: int = 100


@dataclass(frozen=True, slots=True)
class SeatAhead:
    """What a member would score: references of plans and ids of markers; `barred` are the plans that they may not."""

    person: str
    name: str
    agency: str
    way: Way
    plans: tuple[str, ...]
    markers: tuple[str, ...]
    barred: tuple[Barred, ...]


@dataclass(frozen=True, slots=True)
class Ahead:
    """A round before it is opened: `faults` stand against it, `warnings` do not.

    `nobody` are plan and agency where no member of the agency may score the plan; `single` those that one member of an
    agency scores although two should, with why; `unscored` the markers that no member scores.
    """

    plans: tuple[str, ...]
    seats: tuple[SeatAhead, ...]
    warnings: tuple[str, ...]
    faults: tuple[str, ...]
    nobody: tuple[tuple[str, str], ...]
    single: tuple[tuple[str, str, str], ...]
    unscored: tuple[str, ...]
