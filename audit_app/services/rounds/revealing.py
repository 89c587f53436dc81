"""Opening the sealed scores of a round: the rule, chair's half and keyholder's half, and one change with everything.

Nobody can do it alone, and all of it happens or nothing: where one box does not open, none does.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError, Problem
from audit_app.domain.rounds import OpeningRule, RoundState, Standing, opening_rule
from audit_app.exchange.header import Kind
from audit_app.exchange.pack import open_pack
from audit_app.exchange.refusals import Altered, NotForYou, PackRefused
from audit_app.services.rounds.packing import opens_here
from audit_app.services.rounds.progress import found_round
from audit_app.services.rounds.sealing import demand_open
from audit_app.store.keys.crypto import unlock
from audit_app.store.keys.round_keys import CHAIRS, KEYHOLDERS, RoundSeal, half_of, open_round_key, read_seal
from audit_app.store.log.people_log import people
from audit_app.store.log.rights import Op
from audit_app.store.opened_boxes import BOX_DAMAGED, BoxOpener, DamagedBox, is_excused
from audit_app.store.read_audits import review_of_id
from audit_app.store.read_seats import HeldRound, HeldSeat, keys_held, newest_boxes, plans_of_round, seats_of
from audit_app.store.workspace import Workspace

SCORED_HERE = "There is a review of theirs on this plan in this workspace already, which would be mixed with it."

Halves = Callable[[RoundSeal], tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Revealed:
    """How many reviews were opened, and who was absent, by name."""

    reviews: int
    absent: tuple[str, ...]


def rule(workspace: Workspace, round_id: str) -> OpeningRule:
    """Whether the round may be opened today, and what stands against it."""
    held = found_round(workspace, round_id)
    seats = [one.seat for one in seats_of(workspace.conn, round_id)]
    return opening_rule(seats, held.due_day, workspace.means.now().date())


def reveal_here(workspace: Workspace, round_id: str, keyholder: str, passphrase: str) -> Revealed:
    """Open the round with a keyholder who gives their passphrase in this window.

    Raises AppError where the rule is not met, the person is no keyholder or the unlocked one no chair of it, a box does
    not open, and WrongPassphrase; then nothing is written.
    """
    held = _demand(workspace, round_id)
    _demand_keyholder(workspace, held, keyholder)
    keys = unlock(workspace.key_file.person(keyholder).locked, passphrase)
    return _reveal(
        workspace,
        held,
        keyholder,
        lambda seal: (_own_half(workspace, seal), half_of(seal, keyholder, keys, KEYHOLDERS)),
    )


def reveal_with(workspace: Workspace, round_id: str, release_pack: bytes) -> Revealed:
    """Open the round with the half that a keyholder elsewhere released in a pack; raises as `reveal_here`."""
    held = _demand(workspace, round_id)
    keyholder, half = _released(workspace, held, release_pack)
    return _reveal(workspace, held, keyholder, lambda seal: (_own_half(workspace, seal), half))


def reveal_unsealed(workspace: Workspace, round_id: str) -> Revealed:
    """Open a round that has no keyholder, and so was not sealed; raises as `reveal_here`."""
    held = _demand(workspace, round_id)
    if held.is_sealed:
        raise AppError(f"The round {held.name} is sealed: a keyholder has to open it with you.")
    person, keys = workspace.person.id, workspace.unlocked.keys
    return _reveal(
        workspace,
        held,
        "",
        lambda seal: (half_of(seal, person, keys, CHAIRS), half_of(seal, person, keys, KEYHOLDERS)),
    )


def _demand(workspace: Workspace, round_id: str) -> HeldRound:
    workspace.demand(Act.REVEAL)
    held = demand_open(workspace, round_id)
    if workspace.person.id not in held.design["chairs"]:
        raise AppError(f"Only the chair of the round {held.name} or the deputy opens it.")
    found = rule(workspace, round_id)
    if not found.is_met:
        problems = [Problem(one) for one in found.reasons]
        raise AppError(f"The round {held.name} may not be opened yet. {found.reasons[0]}", problems)
    return held


def _demand_keyholder(workspace: Workspace, held: HeldRound, keyholder: str) -> None:
    who = people(workspace.conn).get(keyholder)
    if who is None or keyholder not in held.design["keyholders"]:
        raise AppError("This person is no keyholder of the round.")
    if not holds_right(who, Act.RELEASE_ROUND) or who.has_left(workspace.means.now().date()):
        raise AppError(f"{who.name} is a keyholder no more. Ask another keyholder of the round.")
    if not opens_here(workspace, keyholder):
        raise AppError(f"{who.name} has no passphrase here. Ask for their half by a pack.")


def _own_half(workspace: Workspace, seal: RoundSeal) -> bytes:
    return half_of(seal, workspace.person.id, workspace.unlocked.keys, CHAIRS)


def _released(workspace: Workspace, held: HeldRound, data: bytes) -> tuple[str, bytes]:
    """The keyholder who released a half, and the half; the pack is one of theirs for this round, or it is refused."""
    opened = open_pack(data, workspace.person.id, workspace.unlocked.keys)
    header = opened.header
    if header.kind is not Kind.RELEASE or (header.workspace, header.round) != (workspace.id, held.id):
        raise NotForYou("it does not release this round")
    keys = keys_held(workspace.conn).get(header.sender.person)
    if header.sender.person not in held.design["keyholders"] or keys is None:
        raise PackRefused("This pack does not come from a keyholder of the round. Nothing was opened.")
    known = keys.sign_key if opens_here(workspace, header.sender.person) else keys.member_sign_key
    if header.sender.sign_key.hex() != known:
        raise PackRefused("This pack is signed with other keys than the keyholder's. Nothing was opened.")
    try:
        half = bytes.fromhex(opened.body.value["half"])
    except (KeyError, TypeError, ValueError):
        raise Altered("what lies in it is not what such a pack holds") from None
    return header.sender.person, half


def _reveal(workspace: Workspace, held: HeldRound, keyholder: str, halves: Halves) -> Revealed:
    """Open r, then every box, and write it all as one signed change."""
    seal = _seal_of(workspace, held)
    a, b = halves(seal)
    private = open_round_key(seal, a, b, held.id)
    seats = seats_of(workspace.conn, held.id)
    reviews = _opened_reviews(workspace, held, seats, private)
    today = workspace.means.now().date().isoformat()
    absent = [one.seat for one in seats if one.seat.standing is Standing.ABSENT]
    who = {"by": workspace.person.id, "with": keyholder, "absent": [one.person for one in absent]}
    ops = [
        *(op for review in reviews for op in review),
        Op("round", held.id, "opened", {"private": private.hex(), "on": today, **who}),
        Op("round", held.id, "state", {"state": RoundState.REVEALED.value, "detail": {"on": today}}),
    ]
    workspace.door.write(f"Open the scores of the round {held.name}", ops, touches=held.id, sign="revealed")
    return Revealed(len(reviews), tuple(one.name for one in absent))


def _opened_reviews(
    workspace: Workspace, held: HeldRound, seats: Sequence[HeldSeat], private: bytes
) -> list[Sequence[Op]]:
    """Every review that comes out of a box; raises AppError where one does not and its member is not excused."""
    boxes = newest_boxes(workspace.conn, held.id)
    opened = BoxOpener(workspace.conn, workspace.id, held, seats, private).open_all(boxes)
    here = reviews_here(workspace, opened.reviews)
    shut = [DamagedBox(box.person, box.audit_id, SCORED_HERE) for box in boxes if box.review_id in here]
    _refuse_damaged(workspace, held, seats, (*opened.damaged, *shut))
    return [ops for review, ops in opened.reviews.items() if review not in here]


def _seal_of(workspace: Workspace, held: HeldRound) -> RoundSeal:
    halves = [{"person": one.person, "half": one.half, "wrapped": one.wrapped} for one in held.halves]
    return read_seal(workspace.id, held.id, {"public": held.public, "locked": held.locked, "halves": halves})


def _refuse_damaged(
    workspace: Workspace, held: HeldRound, seats: Sequence[HeldSeat], damaged: Sequence[DamagedBox]
) -> None:
    """Raise AppError for boxes that do not open, except those of members who were recorded as absent for it."""
    excused = {one.seat.person for one in seats if is_excused(one.seat)}
    left = [one for one in damaged if one.person not in excused]
    if not left:
        return
    problems = [Problem(words) for words in _damaged_words(workspace, held, seats, left)]
    raise AppError(
        f"{problems[0].message} Nothing was opened. Hand these scores back to be sent again, or, once the due date has "
        f"passed, record the member as absent with the reason “{BOX_DAMAGED}”.",
        problems,
    )


def _damaged_words(
    workspace: Workspace, held: HeldRound, seats: Sequence[HeldSeat], damaged: Sequence[DamagedBox]
) -> Iterator[str]:
    refs = {plan.audit_id: plan.plan_ref for plan in plans_of_round(workspace.conn, held.id)}
    names = {one.seat.person: one.seat.name for one in seats}
    for one in damaged:
        yield f"{names.get(one.person, 'Somebody')} on {refs.get(one.audit_id, 'a plan')}: {one.why}"


def reviews_here(workspace: Workspace, reviews: Iterable[str]) -> frozenset[str]:
    """Those of these reviews that are in the tables already: what comes out of a box would be mixed with them."""
    return frozenset(review for review in reviews if review_of_id(workspace.conn, review) is not None)
