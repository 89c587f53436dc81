"""Conflicts after a merge: what was said by whom and when, what stands now, and deciding between them with a reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.services.merging.conflict_words import field_words, values_words
from audit_app.services.open_reviews import found_review
from audit_app.services.refusals import demand_reason
from audit_app.store.log.apply import spec_of
from audit_app.store.log.canonical import Json, Leaf
from audit_app.store.log.rights import (
    Op,
    ReviewLocked,
    acts_of,
    demand_unlocked,
    may_all,
    review_facts,
    review_of,
)
from audit_app.store.read_conflicts import Disputed, disputed_field, disputed_fields, review_parts
from audit_app.store.read_trail import plan_ref_of
from audit_app.store.workspace import Workspace
from forms.model import FrameworkError

_LATE: Final = (
    "It was written without knowing that the review was submitted, so the submitted value stands. Whose review it is "
    "can reopen it and give the other value."
)
_STATE: Final = "The state that is further on stands. Where that is not right, reopen the review with a reason."
_LOCKED: Final = "The review is submitted. Reopen it with a reason, then choose."
_NO_RIGHT: Final = "You have no right to decide this. Ask a moderator or an owner of the workspace."


@dataclass(frozen=True, slots=True)
class Said:
    """One of the values: in words, who wrote it, when by their computer's clock (UTC text), where, and why.

    `stands` says that it is the one that counts now.
    """

    words: str
    person: str
    utc: str
    computer: str
    reason: str
    stands: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """One field with several values. `why_not` says why this person cannot decide it, empty where they can.

    `review` is the review that it lies in, empty for none; `is_late` marks what came after a submission.
    """

    kind: str
    id: str
    field: str
    plan_ref: str
    what: str
    said: tuple[Said, ...]
    leaves: tuple[Leaf, ...]
    why_not: str
    is_late: bool
    review: str


def conflicts(workspace: Workspace) -> tuple[Conflict, ...]:
    """Everything that nobody has decided, what came after a submission last."""
    found = [one for one in disputed_fields(workspace.conn) if _tells(one)]
    owners = review_parts(workspace.conn, sorted({_review(one) for one in found} - {""}))
    made = [_conflict(workspace, one, owners) for one in found]
    return tuple(sorted(made, key=lambda one: (one.is_late, one.plan_ref, one.what)))


def decide(workspace: Workspace, conflict: Conflict, index: int, reason: str) -> None:
    """Let one of the values stand, by its place in `said`: an ordinary change that takes the place of all of them.

    Raises AppError where the reason is missing, where the conflict is not as it was shown, and where the person may
    not write this.
    """
    why = demand_reason(reason, "Deciding between two values")
    now = disputed_field(workspace.conn, conflict.id, conflict.field)
    if now is None or tuple(one.leaf for one in now.values) != conflict.leaves:
        raise AppError("This was changed or decided meanwhile. Look at what is listed now.")
    owners = review_parts(workspace.conn, [review] if (review := _review(now)) else [])
    if refused := _why_not(workspace, now, owners):
        raise AppError(refused)
    value = _kept(now, now.values[index].value)
    audit = owners[review][2] if review in owners else ""
    label = f"Decide: {conflict.what}"
    workspace.door.write(label, [Op(now.kind, now.id, now.field, value)], reason=why, touches=audit)


def _conflict(workspace: Workspace, one: Disputed, owners: Mapping[str, tuple[str, str, str]]) -> Conflict:
    values = [value.value for value in one.values]
    words = values_words(one.kind, one.field, values, _scale(workspace, one))
    said = tuple(
        Said(text, by.person, by.utc, by.installation, by.reason, by.leaf == one.standing, by.is_late)
        for text, by in zip(words, one.values, strict=True)
    )
    return Conflict(
        *(one.kind, one.id, one.field, plan_ref_of(workspace.conn, one.kind, one.id)),
        *(field_words(one.kind, one.id, one.field), said, tuple(value.leaf for value in one.values)),
        *(_why_not(workspace, one, owners), one.is_late, _review(one)),
    )


def _scale(workspace: Workspace, one: Disputed) -> Sequence[str]:
    """The names of the levels, by score, where it is a score; none where the framework cannot be read here."""
    if (one.kind, one.field) != ("score", "score"):
        return ()
    try:
        return found_review(workspace, _review(one)).framework.scale
    except (AppError, FrameworkError):
        return ()


def _tells(one: Disputed) -> bool:
    """Whether there is a difference to decide about.

    The same document added on two computers differs in its key alone, and each copy says which backup it came from.
    """
    if (one.kind, one.field) == ("workspace", "restored"):
        return False
    return one.is_late or len(set(values_words(one.kind, one.field, [value.value for value in one.values]))) > 1


def _review(one: Disputed) -> str:
    return review_of(Op(one.kind, one.id, one.field, None)) or ""


def _kept(one: Disputed, value: Json) -> Json:
    """The value to write: a document stays under the key that its file has here."""
    standing = next((by.value for by in one.values if by.leaf == one.standing), None)
    if one.kind == "document" and isinstance(value, dict) and isinstance(standing, dict) and "key" in value:
        return {**value, "key": standing["key"]}
    return value


def _why_not(workspace: Workspace, one: Disputed, owners: Mapping[str, tuple[str, str, str]]) -> str:
    """Why the unlocked person cannot decide this; empty where the door would let them."""
    if one.is_late:
        return _LATE
    if spec_of(one.kind, one.field).states:
        return _STATE
    op = Op(one.kind, one.id, one.field, None)
    facts = review_facts(workspace.conn, [op])
    owner, name, _ = owners.get(_review(one), ("", "", ""))
    is_theirs = bool(owner) and owner != workspace.person.id
    if not may_all(workspace.person, acts_of([op], facts)):
        return f"Only {name}, whose review this is, can decide it." if is_theirs and name else _NO_RIGHT
    try:
        demand_unlocked([op], facts)
    except ReviewLocked:
        return _LOCKED
    decides = holds_right(workspace.person, Act.DECIDE_CONFLICT) or owner == workspace.person.id
    return "" if decides else _NO_RIGHT
