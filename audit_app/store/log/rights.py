"""Who may write which operations: turns operations into acts and asks `may()`; used by the door and by merge."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from audit_app.domain.people import Act, Person, Thing, may
from audit_app.domain.problems import AppError
from audit_app.store.driver import Connection
from audit_app.store.log.canonical import Json
from audit_app.store.transaction import rows_in
from audit_app.store.vocabulary import KINDS


class NotAllowed(AppError):
    """The person has no right to do this."""


class AccessEnded(NotAllowed):
    """The person's last day is over."""

    def __init__(self, name: str, last_day: date) -> None:
        super().__init__(
            f"The access of {name} to this workspace ended on {last_day:%d/%m/%Y}, so it was not opened and nothing "
            "was saved. Ask an owner of the workspace, who can give another last day."
        )


class ReviewLocked(AppError):
    """The review is submitted; it has to be reopened, with a reason, before anything in it changes."""


@dataclass(frozen=True, slots=True)
class Op:
    """One wish to write: the value of one field of one entity, any JSON value; None empties the field."""

    kind: str
    id: str
    field: str
    value: Json


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """What decides who may write in a review; `is_new` where the same change opens it."""

    person: str | None
    kind: str
    source: str
    state: str
    sealed: str = ""
    is_new: bool = False


_FACTS = (
    "SELECT id, person_id, kind, source, state, coalesce(sealed, '') FROM review "
    "WHERE kind IS NOT NULL AND id IN ({marks})"
)
_AFTER_LOCK = frozenset({"override", "erased", "deleted"})


def review_of(op: Op) -> str | None:
    """The review that an operation belongs to, if any."""
    if KINDS[op.kind].of_review:
        return op.id.split(".", 1)[0]
    return op.id if op.kind == "review" else None


def review_facts(conn: Connection, ops: Sequence[Op]) -> dict[str, ReviewFacts]:
    """The facts of every review that these operations touch: as it stands, or as they open it."""
    wanted = list({review: None for op in ops if (review := review_of(op)) is not None})
    facts: dict[str, ReviewFacts] = {}
    if not wanted:
        return facts
    for op in ops:
        if op.kind == "review" and op.field == "record" and op.value:
            value = op.value
            facts[op.id] = ReviewFacts(
                value.get("person_id"), value["kind"], value["source"], "open", value.get("sealed") or "", is_new=True
            )
    if len(wanted) == 1 or conn.execute("SELECT 1 FROM review LIMIT 1").fetchone() is not None:
        for id_, person, kind, source, state, sealed in rows_in(conn, _FACTS, wanted):
            facts[id_] = ReviewFacts(person, kind, source, state or "open", sealed)
    return facts


def acts_of(ops: Iterable[Op], reviews: Mapping[str, ReviewFacts]) -> set[tuple[Act, Thing | None]]:
    """The acts that these operations amount to, each on whose thing."""
    acts: set[tuple[Act, Thing | None]] = set()
    seen: set[tuple[str, str, str | None]] = set()
    for op in ops:
        review = review_of(op)
        key = (op.kind, op.field, op.id if op.field in ("state", "closed") else review)
        if key in seen:
            continue
        seen.add(key)
        act = KINDS[op.kind].fields[op.field].act
        if review is not None:
            acts.add(_act_in_review(act, op, reviews.get(review)))
        else:
            acts.add(_act_on_closure(op) if act is Act.CLOSE_ACTION else (act, None))
    return acts


def _act_on_closure(op: Op) -> tuple[Act, Thing | None]:
    """To close takes another person than asked for it; to take a closure back, who may manage actions."""
    if op.value is None:
        return Act.MANAGE_ACTIONS, None
    return Act.CLOSE_ACTION, Thing(owner_person=op.value.get("asked_by"))


def _act_in_review(act: Act, op: Op, facts: ReviewFacts | None) -> tuple[Act, Thing | None]:
    if facts is not None and facts.sealed and act is not Act.ERASE:
        # an original comes whole out of its box, once; from then on nobody adds to it, changes or reopens it
        return (Act.REVEAL if facts.is_new else Act.CHANGE_ORIGINAL), None
    if act not in (Act.SCORE, Act.SUBMIT):
        return act, None
    if facts is None:
        return act, Thing(owner_person=None)
    reopens = op.kind == "review" and op.field == "state" and op.value["state"] == "open" and facts.state != "open"
    if reopens:
        return Act.REOPEN, Thing(owner_person=facts.person, locked=True)
    if facts.source == "import":
        return Act.IMPORT_AUDITS, None
    if facts.kind == "consensus":
        return Act.CONSENSUS, None
    return act, Thing(owner_person=facts.person)


def may_all(person: Person | None, acts: Iterable[tuple[Act, Thing | None]]) -> bool:
    """Whether the person may do every one of these."""
    return person is not None and all(may(person, act, thing) for act, thing in acts)


def demand(person: Person | None, ops: Sequence[Op], reviews: Mapping[str, ReviewFacts], on: date) -> None:
    """Raise NotAllowed where the person may not do all of it on that day."""
    demand_not_left(person, on)
    for act, thing in acts_of(ops, reviews):
        if person is None or not may(person, act, thing):
            name = person.name if person else "An unknown person"
            raise NotAllowed(
                f"{name} has no right to {act.value.replace('_', ' ')}. Ask an owner of the workspace, "
                "or do it as a person who has the role."
            )


def demand_not_left(person: Person | None, on: date) -> None:
    """Raise AccessEnded where that day lies after the person's last one."""
    if person is not None and person.active_to is not None and person.has_left(on):
        raise AccessEnded(person.name, person.active_to)


def demand_unlocked(ops: Iterable[Op], reviews: Mapping[str, ReviewFacts]) -> None:
    """Raise ReviewLocked where operations change a submitted review, or submit it again, without reopening it."""
    ops = list(ops)
    reopened = {op.id for op in ops if op.kind == "review" and op.field == "state" and op.value["state"] == "open"}
    for op in ops:
        review = review_of(op)
        if review is None or review in reopened or (op.kind == "review" and op.field in _AFTER_LOCK):
            continue
        facts = reviews.get(review)
        if facts is not None and facts.state == "submitted" and not facts.is_new and op.field != "erased":
            raise ReviewLocked("This review is submitted and locked. Reopen it with a reason before changing it.")
