"""Opening a round: looked at ahead, then audits, seats and the round's keys in one change."""

from collections.abc import Iterator, Sequence

from audit_app.domain.counting import counted
from audit_app.domain.cycles import Cycle, Purpose
from audit_app.domain.people import Act
from audit_app.domain.problems import AppError, Problem
from audit_app.domain.rounds import Holders, gets_copies
from audit_app.services.rounds.judging import faults, warnings
from audit_app.services.rounds.looking import Looked, looked_at
from audit_app.services.rounds.wishes import Ahead, MemberWish, RoundWish, SeatAhead
from audit_app.store.ids import Ids
from audit_app.store.keys.round_keys import new_round
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace


def ahead(workspace: Workspace, wish: RoundWish) -> Ahead:
    """What the round would be: who scores what, what stands against it and what is thin about it; writes nothing.

    Raises AppError where the draw, the framework or a person is unknown.
    """
    return _ahead(workspace, looked_at(workspace, wish))


def open_round(workspace: Workspace, wish: RoundWish) -> str:
    """Open the round, as one change; returns its id.

    Raises AppError with a problem for each fault that `ahead` tells; then nothing is written.
    """
    workspace.demand(Act.OPEN_ROUND)
    looked = looked_at(workspace, wish)
    found = _ahead(workspace, looked)
    if found.faults:
        many = counted(len(found.faults), "thing has", "things have")
        raise AppError(
            f"The round cannot be opened yet: {many} to be put right.", [Problem(one) for one in found.faults]
        )
    ids = Ids(workspace.id)
    round_id = ids.round(wish.name.strip())
    workspace.door.write(
        f"Open the round {wish.name.strip()}", list(_ops(workspace, looked, found, round_id)), sign="round opened"
    )
    return round_id


def _ahead(workspace: Workspace, looked: Looked) -> Ahead:
    seats = tuple(_seat_ahead(looked, member) for member in looked.wish.members)
    scored = {marker for seat in seats if seat.plans for marker in seat.markers}
    unscored = tuple(marker.id for marker in looked.framework.markers if marker.id not in scored)
    return Ahead(
        plans=tuple(place.plan_ref for place in looked.places),
        seats=seats,
        warnings=tuple(warnings(looked, seats, unscored)),
        faults=tuple(faults(workspace, looked, seats)),
        nobody=looked.shared.nobody,
        single=looked.shared.single,
        unscored=unscored,
    )


def _seat_ahead(looked: Looked, member: MemberWish) -> SeatAhead:
    person = looked.everybody[member.person]
    return SeatAhead(
        *(person.id, person.name, person.agency.value, member.way),
        plans=looked.shared.plans[person.id],
        markers=looked.markers_of(member),
        barred=looked.shared.barred[person.id],
    )


def _ops(workspace: Workspace, looked: Looked, found: Ahead, round_id: str) -> Iterator[Op]:
    wish, ids, name = looked.wish, Ids(workspace.id), looked.wish.name.strip()
    yield from looked.shipping
    holders = Holders(wish.chairs, wish.keyholders)
    yield Op("round", round_id, "record", _record(workspace, looked, holders))
    yield Op("round", round_id, "design", _design(looked))
    yield Op("round", round_id, "seal", _sealed(workspace, looked, round_id))
    audits: dict[str, str] = {}
    for place in looked.places:
        cycle = Cycle.MULTI_AGENCY.value
        audit = audits[place.plan_ref] = ids.audit(place.plan_id, cycle, name, looked.framework.key)
        record = {
            "plan_id": place.plan_id,
            "framework": looked.framework.key,
            "cycle": cycle,
            "round": name,
            "date": looked.date,
            "purpose": Purpose.SAMPLE.value,
            "place_id": place.id,
        }
        yield Op("audit", audit, "record", record)
    for seat, member in zip(found.seats, wish.members, strict=True):
        value = {
            "agency": seat.agency,
            "way": seat.way.value,
            "markers": list(seat.markers),
            "audits": [audits[ref] for ref in seat.plans],
            "copies": int(gets_copies(seat.agency, member.wants_copies)),
            "newcomer": int(member.is_newcomer),
        }
        yield Op("seat", ids.seat(round_id, seat.person), "record", value)


def _record(workspace: Workspace, looked: Looked, holders: Holders) -> Json:
    return {
        "name": looked.wish.name.strip(),
        "cycle": Cycle.MULTI_AGENCY.value,
        "opened_on": workspace.means.now().date().isoformat(),
        "due": looked.wish.due.isoformat(),
        "members": [member.person for member in looked.wish.members],
        "draw_id": looked.wish.draw_id,
        "sealed": int(holders.seals),
    }


def _design(looked: Looked) -> Json:
    wish = looked.wish
    return {
        "framework": looked.framework.key,
        "chairs": list(wish.chairs),
        "keyholders": list(wish.keyholders),
        "double_rated": wish.double_rated,
    }


def _sealed(workspace: Workspace, looked: Looked, round_id: str) -> Json:
    def public(persons: Sequence[str]) -> dict[str, bytes]:
        return {one: bytes.fromhex(looked.box_key(one)) for one in persons}

    chairs, keyholders = public(looked.wish.chairs), public(looked.wish.keyholders)
    seal = new_round(round_id, chairs, keyholders, workspace.id, workspace.means.random)
    return seal.value()
