"""What a box becomes when it is opened: a member's review as the tables have it, worked out anew from box and seat.

The same box gives the same operations on every machine and at any time, so that `check` can open it again and compare.
"""

from base64 import b64decode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from audit_app.domain.rounds import Seat, Standing
from audit_app.sealing import verify
from audit_app.store.driver import Connection
from audit_app.store.grades import Graders, result_value
from audit_app.store.keys.boxes import About, Box, BoxDamaged, box_from, open_box, statement
from audit_app.store.lawful import Expected, Unlawful, lawful
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from audit_app.store.read_sealed import member_sign_keys
from audit_app.store.read_seats import HeldBox, HeldRound, HeldSeat
from forms.model import Answer, NotScore

BOX_DAMAGED = "box damaged"
"""The reason with which somebody is recorded as absent whose box does not open."""


def is_for_damage(reason: str) -> bool:
    """Whether somebody is absent because a box of theirs does not open; capitals and a full stop do not matter."""
    return reason.strip(" .").casefold() == BOX_DAMAGED


def is_excused(seat: Seat) -> bool:
    """Whether a round may be opened although a box of this member does not open."""
    return seat.standing is Standing.ABSENT and is_for_damage(seat.standing_reason)


@dataclass(frozen=True, slots=True)
class DamagedBox:
    """A box that does not open, or whose content is none: whose, on which plan (by audit), and why."""

    person: str
    audit_id: str
    why: str


@dataclass(frozen=True, slots=True)
class OpenedBoxes:
    """The reviews that came out of boxes, each as its operations by review id, and what did not open."""

    reviews: dict[str, list[Op]] = field(default_factory=dict)
    damaged: tuple[DamagedBox, ...] = ()


class BoxOpener:
    """Opens the boxes of one round with the private half of its pair."""

    def __init__(
        self,
        conn: Connection,
        workspace: str,
        held: HeldRound,
        seats: Sequence[HeldSeat],
        private: bytes,
        known: Sequence[str] = (),
    ) -> None:
        """`known` are signing keys (hexadecimal) that come in with the boxes, beside those that members ever had."""
        self._conn = conn
        self._workspace = workspace
        self._framework: str = held.design["framework"]
        self._grader = Graders(conn).of(self._framework)
        self._seats = {one.seat.person: one.seat for one in seats}
        self._private = private
        self._known = tuple(known)

    def open_all(self, boxes: Iterable[HeldBox]) -> OpenedBoxes:
        """Open each; one that does not open keeps none of the others shut."""
        reviews: dict[str, list[Op]] = {}
        damaged = []
        for held in boxes:
            try:
                reviews[held.review_id] = self.open_one(held)
            except (BoxDamaged, Unlawful) as error:
                damaged.append(DamagedBox(held.person, held.audit_id, error.message))
        return OpenedBoxes(reviews, tuple(damaged))

    def open_one(self, held: HeldBox) -> list[Op]:
        """The review in a box as operations, lawful and graded by this app; raises BoxDamaged and Unlawful."""
        seat = self._seats.get(held.person)
        if seat is None or held.audit_id not in seat.audits:
            raise Unlawful("a plan that this member does not score")
        about = About(held.round_id, held.review_id, held.person, held.number)
        box = box_from(held.box, held.key)
        if not is_vouched_for(held, box, (*member_sign_keys(self._conn, held.person), *self._known)):
            raise Unlawful("another signature than the member's")
        said = open_box(box, about, self._private, self._workspace)
        framework = self._grader.framework
        answers = lawful(said, Expected(held.review_id, framework, seat.markers))
        review = [
            Op("review", held.review_id, "record", _record(held, seat.name, seat.agency)),
            Op("review", held.review_id, "markers", list(seat.markers)),
            Op("review", held.review_id, "result", result_value(self._grader.grade(_scores(answers)))),
            Op("review", held.review_id, "state", {"state": "submitted", "detail": {"on": held.sent_on}}),
        ]
        return [*review, *_confirmed_by(answers, held.person)]


def is_vouched_for(held: HeldBox, box: Box, keys: Iterable[str]) -> bool:
    """Whether one of these keys (hexadecimal) signed a box that came in a pack; of a sheet or the table nobody did."""
    if held.source != "app":
        return not held.signature
    about = About(held.round_id, held.review_id, held.person, held.number)
    said = statement(about, held.answered, held.asked, box)
    try:
        signature = b64decode(held.signature, validate=True)
        tried = [bytes.fromhex(key) for key in keys]
    except ValueError:
        return False
    return any(verify(key, signature, said) for key in tried)


def _record(held: HeldBox, name: str, agency: str) -> dict[str, Json]:
    return {
        "audit_id": held.audit_id,
        "reviewer": name,
        "person_id": held.person,
        "agency": agency,
        "kind": "single",
        "source": held.source,
        "sealed": held.id,
        "late": 1 if held.late else 0,
    }


def _scores(answers: Sequence[Op]) -> dict[str, Answer]:
    found = {op.id.partition(".")[2]: op.value for op in answers if (op.kind, op.field) == ("score", "score")}
    return {marker: NotScore(value) if isinstance(value, str) else value for marker, value in found.items()}


def _confirmed_by(answers: Sequence[Op], person: str) -> Iterator[Op]:
    """A thread was confirmed by the member, whatever their own workspace calls them."""
    for op in answers:
        if (op.kind, op.field) == ("thread", "confirmed"):
            yield Op(op.kind, op.id, op.field, {**op.value, "confirmed_by": person})
        else:
            yield op
