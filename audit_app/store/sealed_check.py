"""Whether sealed scores are what members sealed: boxes opened again and compared with the tables."""

from collections.abc import Iterator, Sequence
from typing import Final

from audit_app.domain.canonical_json import decode
from audit_app.sealing import opening_public
from audit_app.store.driver import Connection
from audit_app.store.keys.boxes import BoxDamaged, box_from
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from audit_app.store.opened_boxes import BoxOpener, is_excused, is_vouched_for
from audit_app.store.read_sealed import member_sign_keys, said_in_review
from audit_app.store.read_seats import HeldBox, HeldRound, boxes_of, newest_boxes, plans_of_round, rounds_held, seats_of

_BOXES_SAID_AGAIN: Final = (
    "SELECT o.id, o.new FROM sealed_review s JOIN op o ON o.id = s.id AND o.field = 'record' "
    "WHERE o.new IS NOT NULL AND "
    "(SELECT count(*) FROM op t WHERE t.id = s.id AND t.field = 'record' AND t.new IS NOT NULL) > 1"
)
_SEALS_SAID_AGAIN: Final = (
    "SELECT o.id, o.new FROM round r JOIN op o ON o.id = r.id AND o.field = 'seal' "
    "WHERE o.new IS NOT NULL AND "
    "(SELECT count(*) FROM op t WHERE t.id = r.id AND t.field = 'seal' AND t.new IS NOT NULL) > 1"
)
_ORIGINALS: Final = "SELECT id, sealed FROM review WHERE sealed IS NOT NULL AND erased IS NULL"


def wrong_sealed_scores(conn: Connection, workspace: str) -> tuple[int, tuple[str, ...]]:
    """How many boxes were looked at, and everything that is wrong with them or with what came out of them, in words.

    Of a round that is open the members' signatures are checked. Of one that was opened each box is opened again, and
    every score compared. Of both it is said where a box, or the round's keys, were replaced since they came. What was
    erased is left out.
    """
    looked, faults, opened = 0, list[str](), set[str]()
    replaced, changed = (_said_otherwise(conn, query) for query in (_BOXES_SAID_AGAIN, _SEALS_SAID_AGAIN))
    for held in rounds_held(conn):
        boxes = boxes_of(conn, held.id)
        looked += len(boxes)
        if held.id in changed:
            faults.append(f"the keys of the round {held.name} are not those that it was opened with")
        swapped = [box for box in boxes if box.id in replaced]
        faults += [_named(conn, held, one.person, one.audit_id, "a box was put in another's place") for one in swapped]
        if held.opened_private:
            opened |= {box.id for box in boxes}
            faults += _wrong_when_opened(conn, workspace, held)
        else:
            unsigned = [box for box in boxes if not _is_signed(conn, box)]
            faults += [_named(conn, held, one.person, one.audit_id, "the member did not sign it") for one in unsigned]
    forged = [review for review, box in conn.execute(_ORIGINALS).fetchall() if box not in opened]
    faults += [f"review {review} is said to come out of a box that is not there" for review in forged]
    return looked, tuple(faults)


def _said_otherwise(conn: Connection, query: str) -> frozenset[str]:
    """What is said once and for good, and was said otherwise later. That it came late is for each copy to say."""
    said: dict[str, Json] = {}
    otherwise = set()
    for id_, new in conn.execute(query):
        value = {name: part for name, part in (decode(new) or {}).items() if name != "late"}
        if said.setdefault(id_, value) != value:
            otherwise.add(id_)
    return frozenset(otherwise)


def _is_signed(conn: Connection, held: HeldBox) -> bool:
    try:
        return is_vouched_for(held, box_from(held.box, held.key), member_sign_keys(conn, held.person))
    except BoxDamaged:
        return False


def _wrong_when_opened(conn: Connection, workspace: str, held: HeldRound) -> Iterator[str]:
    private = bytes.fromhex(held.opened_private)
    if opening_public(private).hex() != held.public:
        yield f"the round {held.name} was opened with another key than its own"
        return
    seats = seats_of(conn, held.id)
    opener = BoxOpener(conn, workspace, held, seats, private)
    boxes = {box.review_id: box for box in newest_boxes(conn, held.id)}
    opened = opener.open_all(boxes.values())
    excused = {one.seat.person for one in seats if is_excused(one.seat)}
    for one in opened.damaged:
        if one.person not in excused:
            yield _named(conn, held, one.person, one.audit_id, one.why)
    for review, ops in opened.reviews.items():
        box, here = boxes[review], [Op(*said) for said in said_in_review(conn, review)]
        if box.person in excused and not _is_out_of(here, box):
            continue
        if _compared(ops) != _compared(here):
            yield _named(conn, held, box.person, box.audit_id, "the scores in the tables are not those in the box")


def _is_out_of(here: Sequence[Op], box: HeldBox) -> bool:
    return any(op.field == "record" and op.kind == "review" and op.value.get("sealed") == box.id for op in here)


def _compared(ops: Sequence[Op]) -> dict[tuple[str, str, str], Json]:
    """What must agree. The lock says what its writer knew, a name may change, and grades have a check of their own."""
    found = {(op.kind, op.id, op.field): op.value for op in ops if op.value is not None}
    return {key: _lasting(key[0], key[2], value) for key, value in found.items() if key[2] != "result"}


def _lasting(kind: str, field: str, value: Json) -> Json:
    if kind == "review" and field == "state":
        return value["state"]
    if kind == "review" and field == "record":
        return {name: part for name, part in value.items() if name != "reviewer"}
    return value


def _named(conn: Connection, held: HeldRound, person: str, audit: str, fault: str) -> str:
    refs = {plan.audit_id: plan.plan_ref for plan in plans_of_round(conn, held.id)}
    names = {one.seat.person: one.seat.name for one in seats_of(conn, held.id)}
    return f"round {held.name}, {names.get(person, 'somebody')} on {refs.get(audit) or 'a plan'}: {fault}"
