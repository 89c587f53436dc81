"""What lies in the packs for keyholders and in results: a half, how a round stands, what it came to; it sends nothing.

A keyholder is told who has submitted how much, and what the members signed of it: never a score.
"""

from collections.abc import Iterator, Mapping, Sequence

from audit_app.domain.canonical_json import Json
from audit_app.domain.problems import AppError
from audit_app.domain.rounds import RoundState
from audit_app.exchange.body import Body
from audit_app.services.rounds.packing import chairs_named
from audit_app.store.keys.boxes import box_from, digests
from audit_app.store.keys.round_keys import KEYHOLDERS
from audit_app.store.read_audits import score_value
from audit_app.store.read_consensus import GroupScore, group_reviews, group_scores
from audit_app.store.read_sealed import closed_on, member_sign_keys
from audit_app.store.read_seats import HeldBox, HeldRound, HeldSeat, newest_boxes, plans_of_round, seats_of
from audit_app.store.read_subject import organisation
from audit_app.store.workspace import Workspace


def custody_body(workspace: Workspace, held: HeldRound, person: str, number: int) -> Body:
    """A keyholder's half of a round, wrapped to them. Raises AppError where they hold none."""
    half = next((one for one in held.halves if (one.person, one.half) == (person, KEYHOLDERS)), None)
    if half is None:
        raise AppError("This person holds no half of the round.")
    value = {
        "round": held.id,
        "name": held.name,
        "organisation": organisation(workspace.conn),
        "workspace": workspace.id,
        "due": held.due,
        "half": half.wrapped,
        "number": number,
        "chairs": chairs_named(workspace, held.design["chairs"]),
    }
    return Body(value)


def ask_body(workspace: Workspace, held: HeldRound, number: int) -> Body:
    """How a round stands: its seats, and of each box that is in what its member signed."""
    boxes: dict[str, list[HeldBox]] = {}
    for box in newest_boxes(workspace.conn, held.id):
        boxes.setdefault(box.person, []).append(box)
    seats = [_seat(workspace, one, boxes.get(one.seat.person, [])) for one in seats_of(workspace.conn, held.id)]
    return Body({"round": held.id, "name": held.name, "due": held.due, "number": number, "seats": seats})


def result_body(workspace: Workspace, held: HeldRound, seat: HeldSeat, number: int) -> Body:
    """What a member's plans came to, or why the round is void. Raises AppError where it is neither closed nor void."""
    head: dict[str, Json] = {"round": held.id, "number": number}
    if held.is_void:
        return Body({**head, "void": held.void_reason})
    if held.state is not RoundState.CLOSED:
        raise AppError(f"The round {held.name} is not closed yet. Its result can be sent once it is.")
    plans = {plan.audit_id: plan.plan_ref for plan in plans_of_round(workspace.conn, held.id) if plan.plan_ref}
    mine = [audit for audit in plans if audit in seat.seat.audits]
    told = [
        {"audit": audit, "plan_ref": plans[audit], "scores": list(_scores(said))}
        for audit, said in _consensus(workspace, mine).items()
    ]
    return Body({**head, "name": held.name, "closed_on": closed_on(workspace.conn, held.id), "plans": told})


def _seat(workspace: Workspace, one: HeldSeat, boxes: Sequence[HeldBox]) -> dict[str, Json]:
    seat = one.seat
    return {
        "person": seat.person,
        "name": seat.name,
        "agency": seat.agency,
        "way": seat.way.value,
        "audits": list(seat.audits),
        "standing": seat.standing.value,
        "standing_reason": seat.standing_reason,
        "answered": seat.answered,
        "asked": seat.asked,
        "sign_key": one.sign_key,
        "earlier_keys": sorted(member_sign_keys(workspace.conn, seat.person) - {one.sign_key}),
        "boxes": [_box(box) for box in boxes],
    }


def _box(held: HeldBox) -> dict[str, Json]:
    box, key = digests(box_from(held.box, held.key))
    return {
        "review": held.review_id,
        "audit": held.audit_id,
        "number": held.number,
        "source": held.source,
        "answered": held.answered,
        "asked": held.asked,
        "box_digest": box,
        "key_digest": key,
        "signature": held.signature,
    }


def _consensus(workspace: Workspace, audits: Sequence[str]) -> dict[str, Mapping[str, GroupScore]]:
    """What the group settled on, by audit and marker; nothing of a plan without a submitted consensus."""
    reviews = [one for one in group_reviews(workspace.conn, audits) if one.is_consensus and one.is_submitted]
    said = group_scores(workspace.conn, [one.id for one in reviews])
    return {one.audit_id: said[one.id] for one in reviews}


def _scores(said: Mapping[str, GroupScore]) -> Iterator[dict[str, Json]]:
    for marker, one in said.items():
        settled = one.settled
        yield {
            "marker": marker,
            "score": score_value(one.answer),
            "how": settled.how if settled is not None else "",
            "code": settled.code if settled is not None else "",
            "words": one.note or _words(one.evidence),
        }


def _words(evidence: Json) -> str:
    """Evidence in one line: the words quoted, where they stand, who said them, when."""
    if not isinstance(evidence, dict):
        return ""
    return " · ".join(str(evidence[name]) for name in ("text", "where", "by", "on") if evidence.get(name))
