"""Sealing answers to a round: collecting those of a review, and those that come by sheet or round a table at once.

What a sheet holds, or what a group says, stands in the log as a box from the first moment: blind by procedure.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from audit_app.domain.canonical_json import Json
from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.domain.rounds import RoundState, Standing, Way
from audit_app.services.rounds.progress import found_round, found_seat
from audit_app.store.grades import stored_framework
from audit_app.store.ids import Ids
from audit_app.store.keys.boxes import About, Box, seal
from audit_app.store.lawful import Expected, lawful
from audit_app.store.log.rights import Op
from audit_app.store.read_sealed import handed_back_since, said_in_review
from audit_app.store.read_seats import HeldBox, HeldRound, HeldSeat, newest_boxes
from audit_app.store.workspace import Workspace

BY_PROCEDURE = (Way.SHEET.value, Way.TABLE.value)
"""The sources of scores that no signature of the member vouches for."""


def box_of_review(workspace: Workspace, review_id: str) -> list[Op]:
    """What goes into the box of a review: everything that the log says of it as it stands, whatever its kinds."""
    return [Op(*said) for said in said_in_review(workspace.conn, review_id)]


def answered_in(ops: Sequence[Op], markers: Sequence[str]) -> int:
    """At how many of these markers there is a score, NA or NE."""
    scored = {
        op.id.partition(".")[2] for op in ops if (op.kind, op.field) == ("score", "score") and op.value is not None
    }
    return len(scored.intersection(markers))


def review_of_seat(workspace: Workspace, audit_id: str, person: str) -> str:
    """The id of a member's review of a plan of the round."""
    return Ids(workspace.id).review(audit_id, person)


def seal_answers(
    workspace: Workspace, round_id: str, person: str, audit_id: str, ops: Sequence[Op], source: str
) -> None:
    """Seal the answers of one member on one plan, from a sheet or the table, as one change.

    Raises AppError as `seal_all` does.
    """
    seal_all(workspace, round_id, person, {audit_id: ops}, source)


def seal_all(
    workspace: Workspace, round_id: str, person: str, answers: Mapping[str, Sequence[Op]], source: str
) -> None:
    """Seal the answers of one member on several plans, by audit, as one change: all of them or none.

    `source` is "sheet" or "table". Raises AppError where the round is not open, the member does not take part, a plan
    is not theirs or is in already and was not handed back, and where an answer is none that the form takes.
    """
    workspace.demand(Act.OPEN_ROUND)
    if source not in BY_PROCEDURE:
        raise ValueError(f"Answers from {source} come in a pack.")
    held, seat = demand_open(workspace, round_id), found_seat(workspace, round_id, person)
    demand_taking_part(seat)
    boxes = {box.review_id: box for box in newest_boxes(workspace.conn, round_id)}
    ops: list[Op] = []
    for audit_id, said in answers.items():
        review = review_of_seat(workspace, audit_id, person)
        number = next_number(workspace, seat, audit_id, boxes.get(review))
        ops.append(_sealed(workspace, held, seat, audit_id, About(round_id, review, person, number), said, source))
    ops += returned_ops(workspace, held.id, seat, _progress(workspace, seat, ops, boxes), answers)
    workspace.door.write(f"Scores of {seat.seat.name} sealed", ops, sign="sealed")


def demand_open(workspace: Workspace, round_id: str) -> HeldRound:
    """The round; raises AppError where it is void or open no more."""
    held = found_round(workspace, round_id)
    if held.is_void:
        raise AppError(f"The round {held.name} is void: {held.void_reason} Score its plans in a new round.")
    if held.state is not RoundState.OPEN:
        raise AppError(f"The round {held.name} is open no more: its scores have been revealed.")
    return held


def demand_taking_part(seat: HeldSeat) -> None:
    """Raise AppError where the member withdrew."""
    if seat.seat.standing is Standing.WITHDRAWN:
        raise AppError(
            f"{seat.seat.name} withdrew from this round ({seat.seat.standing_reason}). Nothing more of theirs is taken "
            "in; what they had submitted stands."
        )


def next_number(workspace: Workspace, seat: HeldSeat, audit_id: str, held: HeldBox | None) -> int:
    """Which return of this review would be taken in now, from 1.

    Raises AppError for a plan that is not the member's, and for one that is in and was not handed back since.
    """
    if audit_id not in seat.seat.audits:
        raise AppError(f"{seat.seat.name} does not score this plan in this round.")
    if held is None:
        return 1
    if not is_handed_back(workspace, seat, held):
        raise AppError(
            f"The scores of {seat.seat.name} on this plan are in already, and are final. Hand them back with a reason "
            "where they have to be scored again."
        )
    return held.number + 1


def is_handed_back(workspace: Workspace, seat: HeldSeat, held: HeldBox) -> bool:
    """Whether the chair handed a box back since it came in, so that one more may take its place."""
    return handed_back_since(workspace.conn, Ids.seat(held.round_id, seat.seat.person), held.id)


def box_op(workspace: Workspace, about: About, audit_id: str, box: Box, more: Mapping[str, Json]) -> Op:
    """The operation that keeps a box; `more` are source, signature, answered, asked, sent_on and late."""
    sealed, key = box.texts
    bound = {"round_id": about.round_id, "review_id": about.review, "person_id": about.person, "number": about.number}
    record = {**bound, "audit_id": audit_id, "box": sealed, "key": key, **more}
    return Op("sealed_review", Ids(workspace.id).sealed_review(about.review, about.number), "record", record)


def _sealed(
    workspace: Workspace,
    held: HeldRound,
    seat: HeldSeat,
    audit_id: str,
    about: About,
    said: Sequence[Op],
    source: str,
) -> Op:
    markers = seat.seat.markers
    framework = stored_framework(workspace.conn, held.design["framework"])
    answers = lawful(said, Expected(about.review, framework, markers))
    box = seal(answers, about, bytes.fromhex(held.public), workspace.id, workspace.means.random)
    today = workspace.means.now().date().isoformat()
    answered = {"answered": answered_in(answers, markers), "asked": len(markers)}
    return box_op(
        *(workspace, about, audit_id, box),
        {"source": source, "signature": "", **answered, "sent_on": today, "late": 0},
    )


def returned_ops(
    workspace: Workspace, round_id: str, seat: HeldSeat, progress: Mapping[str, Json], returned: Iterable[str]
) -> Iterator[Op]:
    """How much of a seat is in, with these audits; whoever was recorded as absent is there again with the last one."""
    id_ = Ids.seat(round_id, seat.seat.person)
    yield Op("seat", id_, "progress", dict(progress))
    if seat.seat.standing is Standing.ABSENT and not set(seat.seat.missing) - set(returned):
        today = workspace.means.now().date().isoformat()
        yield Op("seat", id_, "standing", {"state": Standing.TAKING_PART.value, "reason": None, "on": today})


def _progress(
    workspace: Workspace, seat: HeldSeat, sealed: Sequence[Op], boxes: Mapping[str, HeldBox]
) -> dict[str, Json]:
    """How much of the member's part is in, with what is sealed now."""
    person = seat.seat.person
    answered = {box.audit_id: box.answered for box in boxes.values() if box.person == person}
    answered |= {op.value["audit_id"]: op.value["answered"] for op in sealed}
    return {
        "answered": sum(answered.values()),
        "asked": len(seat.seat.audits) * len(seat.seat.markers),
        "finished": len(answered),
        "number": seat.returned_number + 1,
        "on": workspace.means.now().date().isoformat(),
    }
