"""Whether changes from elsewhere were within their writers' rights at their logical time; it writes nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from audit_app.domain.people import Act, Thing
from audit_app.store.driver import Connection
from audit_app.store.log.blanking import erased_ids, holders, must_be_empty
from audit_app.store.log.bundle import Bundle, ChangeRow, OpRow
from audit_app.store.log.canonical import decode
from audit_app.store.log.originals import Originals
from audit_app.store.log.people_log import PeopleInTime, PersonOp, sign_key_in, signing_keys
from audit_app.store.log.rights import NotAllowed, Op, ReviewFacts, acts_of, may_all, review_of
from audit_app.store.log.values import replaces_of, state_of
from audit_app.store.transaction import rows_in

_FACTS = (
    "SELECT id, person_id, kind, source, coalesce(sealed, '') FROM review WHERE kind IS NOT NULL AND id IN ({marks})"
)
_STATE = "SELECT new FROM op WHERE id = ? AND field = 'state' AND writer = ? AND seq = ?"

Owners = Mapping[str, tuple[str, str]]
"""Of each writer the person and their signing key."""


def demand_rights(conn: Connection, bundle: Bundle, fresh: Sequence[ChangeRow]) -> None:
    """Raise NotAllowed where a change was not within its writer's rights when it was written.

    Only the very first change of a workspace needs none: with it the founder makes themself. What is erased by
    now is not asked about: nothing of it is left to judge, and nothing of it takes effect.
    """
    owners = _owners(conn, bundle)
    then = PeopleInTime.of(conn, list(_person_ops(fresh)))
    keys = _sign_keys(conn, fresh)
    founding = _founding(conn, fresh, owners)
    acts = _ActsOfChange(conn, fresh)
    for change in fresh:
        person, sign_key = owners[change.writer]
        if sign_key not in keys.get(person, set()):
            raise NotAllowed(f"Writer {change.writer} signs with a key that is not that person's. Nothing was taken.")
        if change is not founding and not may_all(then.at(person, change.lamport), acts.of(change)):
            raise NotAllowed(
                f"Change {change.seq} of writer {change.writer} was not within that person's rights at the time. "
                "Nothing was taken."
            )


def _owners(conn: Connection, bundle: Bundle) -> Owners:
    held = {row[0]: (row[1], row[2]) for row in conn.execute("SELECT writer, person, sign_key FROM writer")}
    return {**{one.writer: (one.person, one.sign_key) for one in bundle.writers}, **held}


def _founding(conn: Connection, fresh: Sequence[ChangeRow], owners: Owners) -> ChangeRow | None:
    if not fresh or conn.execute("SELECT 1 FROM change LIMIT 1").fetchone() is not None:
        return None
    first = fresh[0]
    founder = owners[first.writer][0]
    return first if any(op.kind == "person" and op.id == founder for op in first.ops) else None


def _person_ops(fresh: Iterable[ChangeRow]) -> Iterator[PersonOp]:
    for change in fresh:
        for op in change.ops:
            if op.kind == "person":
                yield PersonOp(op.id, op.field, op.new, change.lamport, change.writer)


def _sign_keys(conn: Connection, fresh: Iterable[ChangeRow]) -> dict[str, set[str]]:
    keys = signing_keys(conn)
    for op in _person_ops(fresh):
        if op.field == "keys" and op.new is not None and (key := sign_key_in(op.new)):
            keys.setdefault(op.person, set()).add(key)
    return keys


class _ActsOfChange:
    """What each change of a merge amounts to, from the tables and from the changes themselves."""

    def __init__(self, conn: Connection, fresh: Sequence[ChangeRow]) -> None:
        ops = [op for change in fresh for op in change.ops]
        self._conn = conn
        self._erased = erased_ids(conn, (one for op in ops for one in holders(op.kind, op.id)))
        self._erased |= {op.id for op in ops if op.field == "erased"}
        self._reviews = _reviews(conn, ops)
        self._originals = Originals(conn, fresh, self._reviews)
        self._states = {
            (op.id, op.writer, op.seq): state_of(op.new) for op in ops if op.kind == "review" and op.field == "state"
        }

    def of(self, change: ChangeRow) -> set[tuple[Act, Thing | None]]:
        """The acts of one change."""
        ops = [op for op in change.ops if not must_be_empty(op.kind, op.id, op.field, self._erased)]
        states = [op for op in ops if op.kind == "review" and op.field == "state"]
        from_box = [op for op in ops if op not in states and self._originals.says(op)]
        others = [op for op in ops if op not in states and op not in from_box]
        acts = acts_of(map(_wish, others), self._reviews) | acts_of(map(_wish, from_box), self._originals.as_opened)
        for op in states:
            facts = self._reviews.get(op.id)
            known = {op.id: replace(facts, state=self._replaced_state(op))} if facts is not None else {}
            # an original that two chairs opened apart from each other is submitted twice, and never set back
            submitted = op.id in self._originals.as_opened and state_of(op.new) == "submitted"
            acts |= acts_of([_wish(op)], self._originals.as_opened if submitted else known)
        return acts

    def _replaced_state(self, op: OpRow) -> str:
        """Whether a change of state set back a submission: what it replaces says so, whatever it claims."""
        for writer, seq in replaces_of(op.replaces):
            state = self._states.get((op.id, writer, seq))
            if state is None:
                row = self._conn.execute(_STATE, (op.id, writer, seq)).fetchone()
                state = state_of(row[0]) if row is not None else ""
            if state == "submitted":
                return state
        return "open"


def _wish(op: OpRow) -> Op:
    return Op(op.kind, op.id, op.field, decode(op.new) if op.new is not None else None)


def _reviews(conn: Connection, ops: Sequence[OpRow]) -> dict[str, ReviewFacts]:
    """Whose the reviews are: as they stand here, else as the first change that opens them says."""
    wanted = list({review: None for op in ops if (review := review_of(Op(op.kind, op.id, op.field, None))) is not None})
    facts: dict[str, ReviewFacts] = {}
    for id_, person, kind, source, sealed in rows_in(conn, _FACTS, wanted):
        facts[id_] = ReviewFacts(person, kind, source, "open", sealed)
    for op in ops:
        if op.kind == "review" and op.field == "record" and op.new and (value := decode(op.new)):
            said = ReviewFacts(
                value.get("person_id"), value["kind"], value["source"], "open", value.get("sealed") or ""
            )
            facts.setdefault(op.id, said)
    return facts
