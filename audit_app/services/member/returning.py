"""What a member sends back: sealed scores of submitted plans, and how far the others are; never what is in them."""

from base64 import b64decode, b64encode
from collections.abc import Sequence

from audit_app.domain.canonical_json import Json, decode, encode
from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.exchange.header import Kind
from audit_app.services.member.assignments import Assignment, MyPlan, assignments
from audit_app.services.member.packing import first_keys, pack_for
from audit_app.services.rounds.outgoing import Outgoing
from audit_app.services.rounds.sealing import box_of_review
from audit_app.store.keys.boxes import About, seal, statement
from audit_app.store.local_settings import drop_local_setting, keep_local_setting, local_settings
from audit_app.store.log.rights import Op
from audit_app.store.read_assignments import HeldAssignment, assignment_of
from audit_app.store.workspace import Workspace

_LAST = "returned_pack."


def make_return(workspace: Workspace, round_id: str) -> Outgoing:
    """The pack with what is submitted and was not sent back yet; from then on it stays locked here.

    It is kept, so that `last_return` gives the same pack again where it is lost on its way. Raises AppError where there
    is nothing to send or the round is over; then nothing is noted.
    """
    workspace.demand(Act.SUBMIT)
    workspace.demand_writing()
    held, found = _found(workspace, round_id)
    if found.is_over:
        raise AppError(f"The round {held.name} is over, so nothing is sent back any more.")
    if not found.can_return:
        raise AppError(
            f"There is nothing new to send back for the round {held.name}. Score a marker, or submit a plan, first."
        )
    number, today = held.returned_number + 1, workspace.means.now().date().isoformat()
    body: Json = {
        "round": round_id,
        "person": workspace.person.id,
        "number": number,
        "keys": first_keys(workspace, held.proof) if held.proof else None,
        "progress": {
            "answered": found.answered,
            "asked": found.asked,
            "finished": sum(one.is_submitted for one in found.plans),
        },
        "boxes": [_box(workspace, held, one, today) for one in found.ready],
    }
    made = pack_for(workspace, held.workspace, round_id, Kind.RETURN, number, body, held.chairs)
    words = f"Send back the round {held.name}"
    # kept first: a pack that was never made known is only made anew
    keep_local_setting(workspace.conn, f"{_LAST}{round_id}", _kept(made))
    workspace.door.write(words, [Op("assignment", round_id, "returned", {"number": number, "on": today})], sign="pack")
    workspace.note_access("export", f"return {number} of the round {held.name}")
    return made


def last_return(workspace: Workspace, round_id: str) -> Outgoing:
    """The pack that was sent back last, byte for byte. Raises AppError where none was made on this computer."""
    kept = local_settings(workspace.conn, _LAST).get(round_id)
    if kept is None:
        raise AppError("Nothing was sent back for this round from this computer yet.")
    name, data = decode(kept)
    workspace.note_access("export", "the last return of a round once more")
    return Outgoing(name, b64decode(data))


def forget_last(workspace: Workspace, round_id: str) -> None:
    """The round is removed: what was sent back is not kept either."""
    drop_local_setting(workspace.conn, f"{_LAST}{round_id}")


def _found(workspace: Workspace, round_id: str) -> tuple[HeldAssignment, Assignment]:
    held = assignment_of(workspace.conn, round_id)
    if held is None:
        raise AppError("There is no such round in this workspace.")
    return held, next(one for one in assignments(workspace) if one.round_id == round_id)


def _box(workspace: Workspace, held: HeldAssignment, plan: MyPlan, today: str) -> Json:
    number = 1 + next(one.back for one in held.plans if one.review_id == plan.review_id)
    about = About(held.id, plan.review_id, workspace.person.id, number)
    ops: Sequence[Op] = box_of_review(workspace, plan.review_id)
    box = seal(ops, about, bytes.fromhex(held.public), held.workspace, workspace.means.random)
    signed = workspace.unlocked.keys.sign(statement(about, plan.answered, plan.asked, box))
    sealed, key = box.texts
    return {
        "review": plan.review_id,
        "audit": plan.audit_id,
        "number": number,
        "box": sealed,
        "key": key,
        "signature": b64encode(signed).decode(),
        "answered": plan.answered,
        "asked": plan.asked,
        "sent_on": today,
    }


def _kept(made: Outgoing) -> str:
    return encode([made.name, b64encode(made.data).decode()])
