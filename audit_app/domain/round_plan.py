"""Who scores which plans of a round: nobody their own, loads even, no two newcomers together; it keeps nothing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from audit_app.domain.frame import folded


@dataclass(frozen=True, slots=True)
class RoundPlan:
    """One plan of a round with who stands close to it: `advised_by` are the names that gave advice on it."""

    plan_ref: str
    case_officer: str = ""
    written_by: str = ""
    team: str = ""
    advised_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """One member as the distribution sees them; `names` are all under which the register may know them."""

    person: str
    agency: str
    names: tuple[str, ...]
    teams: tuple[str, ...] = ()
    is_newcomer: bool = False


@dataclass(frozen=True, slots=True)
class Barred:
    """Why a member may not score a plan, in words that follow "they"."""

    plan_ref: str
    reason: str


@dataclass(frozen=True, slots=True)
class Distribution:
    """References by person, in the order of the draw; what each may not score; what nobody of an agency may score.

    `single` are the plans that were to be rated twice by an agency and are rated once, with why.
    """

    plans: Mapping[str, tuple[str, ...]]
    barred: Mapping[str, tuple[Barred, ...]]
    nobody: tuple[tuple[str, str], ...]
    single: tuple[tuple[str, str, str], ...]


def barred_from(member: Member, plan: RoundPlan) -> str:
    """Why this member may not score this plan; empty where they may. Capitals and spaces of names do not matter."""
    names = {one for name in member.names if (one := folded(name))}
    teams = {one for team in member.teams if (one := folded(team))}
    if folded(plan.written_by) in names:
        return "wrote it"
    if folded(plan.case_officer) in names:
        return "hold it as case officer"
    if folded(plan.team) in teams:
        return "manage its team"
    if any(folded(name) in names for name in plan.advised_by):
        return "advised on it"
    return ""


def distribute(plans: Sequence[RoundPlan], members: Iterable[Member], double_rated: int = 100) -> Distribution:
    """Give every plan to one member of each agency, and a share of them to a second one of the same agency.

    `double_rated` is that share in per cent, rounded up, of the plans in the order of the draw; agencies with one
    member score everything once. Who has fewest plans so far comes first, then the order of the members, so that the
    same input gives the same result. Two newcomers are never paired. Raises ValueError for a share outside 0 to 100.
    """
    if not 0 <= double_rated <= 100:
        raise ValueError("The share of plans rated twice is 0 to 100 per cent.")
    everybody = list(members)
    twice = {plan.plan_ref for plan in plans[: ceil(len(plans) * double_rated / 100)]}
    by_agency: defaultdict[str, list[Member]] = defaultdict(list)
    for member in everybody:
        by_agency[member.agency].append(member)
    given: dict[str, list[str]] = {member.person: [] for member in everybody}
    nobody: list[tuple[str, str]] = []
    single: list[tuple[str, str, str]] = []
    for agency, group in by_agency.items():
        for plan in plans:
            free = [member for member in group if not barred_from(member, plan)]
            first = _least_loaded(free, given)
            if first is None:
                nobody.append((plan.plan_ref, agency))
                continue
            given[first.person].append(plan.plan_ref)
            if plan.plan_ref not in twice or len(group) < 2:
                continue
            second = _least_loaded([one for one in free if _may_pair(first, one)], given)
            if second is not None:
                given[second.person].append(plan.plan_ref)
            else:
                others = any(one is not first for one in free)
                why = "the other is a newcomer too" if others else "nobody else of the agency may score it"
                single.append((plan.plan_ref, agency, why))
    barred = {
        member.person: tuple(Barred(plan.plan_ref, why) for plan in plans if (why := barred_from(member, plan)))
        for member in everybody
    }
    return Distribution({person: tuple(refs) for person, refs in given.items()}, barred, tuple(nobody), tuple(single))


def _least_loaded(members: Sequence[Member], given: Mapping[str, Sequence[str]]) -> Member | None:
    """Who has fewest plans; of equals the first."""
    return min(members, key=lambda member: len(given[member.person]), default=None)


def _may_pair(first: Member, second: Member) -> bool:
    return second is not first and not (first.is_newcomer and second.is_newcomer)
