"""One return of a member, looked at before anything of it is written; it opens no pack."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from audit_app.domain.counting import counted
from audit_app.domain.rounds import RoundState, Standing
from audit_app.exchange.header import Sender
from audit_app.exchange.refusals import Altered, PackRefused
from audit_app.services.rounds.return_body import BoxIn, FirstKeys, ReturnIn
from audit_app.services.rounds.revealing import SCORED_HERE, reviews_here
from audit_app.services.rounds.sealing import box_op, is_handed_back, returned_ops, review_of_seat
from audit_app.store.ids import Ids
from audit_app.store.keys.boxes import About
from audit_app.store.log.rights import Op
from audit_app.store.opened_boxes import BoxOpener, is_vouched_for
from audit_app.store.read_sealed import audits_ever, member_sign_keys
from audit_app.store.read_seats import HeldBox, HeldRound, HeldSeat, boxes_of, keys_held, seats_of
from audit_app.store.workspace import Workspace

NOTHING = "Nothing was taken in."


class Coming:
    """One return, looked at before anything of it is written."""

    def __init__(self, workspace: Workspace, held: HeldRound, seat: HeldSeat, said: ReturnIn, sender: Sender) -> None:
        self._workspace = workspace
        self._held = held
        self._seat = seat
        no_more = audits_ever(workspace.conn, Ids.seat(held.id, seat.seat.person)) - set(seat.seat.audits)
        self._left_out = sum(box.audit in no_more for box in said.boxes)
        self._said = said = replace(said, boxes=tuple(box for box in said.boxes if box.audit not in no_more))
        self._sender = sender
        self._there = {
            (box.review_id, box.number): box
            for box in boxes_of(workspace.conn, held.id)
            if box.person == seat.seat.person
        }
        self._new = [box for box in said.boxes if (box.review, box.number) not in self._there]
        self._is_known = is_known(workspace, sender)
        # who answers an invitation begins to count anew, though another round may have brought their keys before
        self._is_rebound = not self._is_known or self._answers_invitation()

    @property
    def is_in_already(self) -> bool:
        """Whether everything in it is here, from this sender; raises PackRefused where it is another's or altered."""
        repeated = not self._new and all(self._is_the_same(box) for box in self._said.boxes)
        if self._is_rebound:
            if repeated and self._said.boxes and self._sender.sign_key.hex() in self._every_key():
                return True
            self._demand_invited()
            return False
        if self._said.number == self._seat.returned_number:
            if not repeated or self._differs():
                raise PackRefused(
                    f"Another pack of {self._name} with the same number is in already, so a copy of their workspace "
                    f"went on beside its original. {NOTHING} Ask them to send from one computer only."
                )
            return True
        return repeated and self._said.number < self._seat.returned_number

    @property
    def words(self) -> str:
        """What was taken in."""
        there = {box.audit_id for box in self._there.values()} | {box.audit for box in self._new}
        in_all = f"{len(there)} of {counted(len(self._seat.seat.audits), 'plan', 'plans')}"
        late = ", late: it was opened at once and counts in no agreement" if self._is_late and self._new else ""
        gone = f" Left out: {counted(self._left_out, 'plan that is', 'plans that are')} not theirs any more."
        return f"Sealed scores of {self._name}: {in_all} are in{late}.{gone if self._left_out else ''}"

    def ops(self) -> Iterator[Op]:
        """What is written; raises PackRefused and Altered where something of it may not come in."""
        self._demand_place()
        for box in self._said.boxes:
            self._demand_lawful(box)
        if self._is_rebound and self._said.keys is not None:
            yield keys_op(self._said.person, self._said.keys)
            value = {"number": self._seat.sent_number, "on": self._seat.sent_on, "proof": None}
            yield Op("seat", Ids.seat(self._held.id, self._said.person), "invited", value)
        kept = [self._held_box(box) for box in self._new]
        for one in kept:
            yield self._box_op(one)
        if self._is_rebound or self._said.number > self._seat.returned_number:
            yield from self._progress_ops()
        if self._is_late and kept:
            yield from self._opened(kept)

    @property
    def _name(self) -> str:
        return self._seat.seat.name

    @property
    def _is_late(self) -> bool:
        return self._held.state is not RoundState.OPEN

    def _answers_invitation(self) -> bool:
        keys = self._said.keys
        return keys is not None and keys.is_bound(self._said.person, self._seat.proof)

    def _every_key(self) -> frozenset[str]:
        """Every signing key that the member ever had."""
        return member_sign_keys(self._workspace.conn, self._seat.seat.person)

    def _demand_invited(self) -> None:
        """Keys that are not known must have come by the last invitation."""
        if not self._is_known and self._sender.sign_key.hex() in self._every_key():
            raise PackRefused(
                f"This pack was made with keys of {self._name} that newer ones have replaced. {NOTHING} Ask them to "
                "send it from the workspace that they use now."
            )
        if self._said.keys is None:
            raise unknown_sender()
        demand_bound(self._said.keys, self._sender, self._seat.proof)

    def _demand_place(self) -> None:
        if self._held.is_void:
            raise PackRefused(f"The round {self._held.name} is void. {NOTHING} Its plans are scored in a new round.")
        if self._seat.seat.standing is Standing.WITHDRAWN:
            raise PackRefused(f"{self._name} withdrew from this round. {NOTHING} What they had submitted stands.")

    def _demand_lawful(self, box: BoxIn) -> None:
        """Of this member, signed by them, and the one that may come now."""
        mine = box.audit in self._seat.seat.audits
        if not mine or box.review != review_of_seat(self._workspace, box.audit, self._said.person):
            raise Altered("it holds scores on a plan that its sender does not score")
        if not is_vouched_for(self._held_box(box), box.box, [self._sender.sign_key.hex()]):
            raise Altered("the scores in it are not signed by its sender")
        if box not in self._new:
            if not self._is_the_same(box):
                raise self._final()
            return
        newest = max(
            (one for one in self._there.values() if one.review_id == box.review),
            key=lambda one: one.number,
            default=None,
        )
        if box.number != (newest.number + 1 if newest is not None else 1):
            raise self._final()
        if newest is not None and not is_handed_back(self._workspace, self._seat, newest):
            raise self._final()

    def _final(self) -> PackRefused:
        return PackRefused(
            f"{self._name} has submitted these scores before, and they are final. {NOTHING} Hand them back with a "
            "reason where they have to be scored again."
        )

    def _is_the_same(self, box: BoxIn) -> bool:
        held = self._there.get((box.review, box.number))
        sealed, key = box.box.texts
        mine = (sealed, key, box.signature, box.answered, box.asked, box.sent_on)
        return held is not None and mine == (
            *(held.box, held.key, held.signature, held.answered, held.asked, held.sent_on),
        )

    def _differs(self) -> bool:
        """Whether it tells another progress than the pack of this number that is in."""
        seat = self._seat.seat
        return (self._said.answered, self._said.asked) != (seat.answered, seat.asked)

    def _held_box(self, box: BoxIn) -> HeldBox:
        id_ = Ids(self._workspace.id).sealed_review(box.review, box.number)
        sealed, key = box.box.texts
        return HeldBox(
            *(id_, self._held.id, self._said.person, box.audit, box.review, box.number, "app", sealed, key),
            *(box.signature, box.answered, box.asked, box.sent_on),
            late=self._is_late,
        )

    def _box_op(self, held: HeldBox) -> Op:
        box = next(one.box for one in self._new if one.review == held.review_id)
        about = About(held.round_id, held.review_id, held.person, held.number)
        more = {
            "source": held.source,
            "signature": held.signature,
            "answered": held.answered,
            "asked": held.asked,
            "sent_on": held.sent_on,
            "late": int(held.late),
        }
        return box_op(self._workspace, about, held.audit_id, box, more)

    def _progress_ops(self) -> Iterator[Op]:
        said = self._said
        value = {"answered": said.answered, "asked": said.asked, "finished": said.finished, "number": said.number}
        today = self._workspace.means.now().date().isoformat()
        in_now = [box.audit for box in self._new]
        return returned_ops(self._workspace, self._held.id, self._seat, {**value, "on": today}, in_now)

    def _opened(self, boxes: Sequence[HeldBox]) -> Iterator[Op]:
        """What came after the reveal, in plain: the round's key is no secret any more."""
        if reviews_here(self._workspace, [box.review_id for box in boxes]):
            raise PackRefused(f"{SCORED_HERE} {NOTHING}")
        conn, private = self._workspace.conn, bytes.fromhex(self._held.opened_private)
        seats, known = seats_of(conn, self._held.id), [self._sender.sign_key.hex()]
        opener = BoxOpener(conn, self._workspace.id, self._held, seats, private, known)
        opened = opener.open_all(boxes)
        if opened.damaged:
            raise PackRefused(f"{opened.damaged[0].why} {NOTHING} Ask {self._name} to send them again.")
        for review in opened.reviews.values():
            yield from review


def is_known(workspace: Workspace, sender: Sender) -> bool:
    """Whether somebody's keys are those that they sent before."""
    keys = keys_held(workspace.conn).get(sender.person)
    return keys is not None and (keys.member_box_key, keys.member_sign_key) == (
        sender.box_key.hex(),
        sender.sign_key.hex(),
    )


def demand_bound(keys: FirstKeys, sender: Sender, proof: str) -> None:
    """Raise PackRefused unless these keys are the sender's and were made by opening the last invitation."""
    if (keys.box_key, keys.sign_key) != (sender.box_key.hex(), sender.sign_key.hex()):
        raise unknown_sender()
    if not keys.is_bound(sender.person, proof):
        raise unknown_sender()


def keys_op(person: str, keys: FirstKeys) -> Op:
    """The operation that keeps somebody's keys."""
    return Op("person", person, "member_keys", {"box_key": keys.box_key, "sign_key": keys.sign_key})


def unknown_sender() -> PackRefused:
    """The refusal of a sender whom nobody invited, or who answers an invitation that is not the last."""
    return PackRefused(
        f"The sender of this pack is not known here by these keys. {NOTHING} Invite them again: an invitation counts "
        "until it is answered, and the newest alone."
    )
