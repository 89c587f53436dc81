"""Takes changes from another replica in: checked in order, applied in one transaction or refused whole."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from audit_app.domain.problems import AppError
from audit_app.store.driver import Connection
from audit_app.store.log import facts
from audit_app.store.log.apply import apply
from audit_app.store.log.bundle import Bundle, ChangeRow, HeadRow, OpRow, WriterRow
from audit_app.store.log.canonical import decode
from audit_app.store.log.chain import genesis_of, heads
from audit_app.store.log.erase import blank_erased
from audit_app.store.log.links import chain_fault, genesis_hashes, head_fault
from audit_app.store.log.people_log import PeopleInTime, PersonOp
from audit_app.store.log.rights import NotAllowed, Op, ReviewFacts, acts_of, may_all, review_of
from audit_app.store.log.settle import Settled, settle_fields
from audit_app.store.log.values import replaces_of
from audit_app.store.transaction import transaction
from audit_app.store.vocabulary import KINDS, LOGGED_ORDER, VOCABULARY_VERSION


class MergeRefused(AppError):
    """The changes were refused whole; the workspace is as it was."""


class OtherWorkspace(MergeRefused):
    """The changes belong to another workspace."""


class Forked(MergeRefused):
    """One writer wrote two different changes under one number: a copied workspace went on twice."""


class Gap(MergeRefused):
    """Changes in between are missing."""


class Altered(MergeRefused):
    """A change does not hold together."""


class Newer(MergeRefused):
    """The changes speak a newer vocabulary."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge brought: how many changes were new, which fields now disagree, and what came after a lock."""

    added: int
    conflicts: tuple[Settled, ...]
    late: tuple[Settled, ...]


def merge(conn: Connection, workspace: str, bundle: Bundle) -> Merged:
    """Apply what is new in the bundle, by logical time whatever the clocks say.

    Absence never deletes. Raises OtherWorkspace, Newer, Forked, Gap, Altered or NotAllowed; then nothing is kept.
    """
    if bundle.workspace != workspace:
        raise OtherWorkspace("These changes belong to another workspace. Ask the sender for those of this one.")
    fresh = _fresh(conn, bundle)
    if not fresh:
        return Merged(0, (), ())
    _demand_rights(conn, bundle, fresh)
    with transaction(conn):
        conn.execute("PRAGMA defer_foreign_keys=ON")
        _add_log_rows(conn, bundle, fresh)
        blank_erased(conn, {op.id for change in fresh for op in change.ops})
        settled = _settle_touched(conn, fresh)
    return Merged(
        len(fresh),
        tuple(one for one in settled if one.in_conflict and not one.late),
        tuple(one for one in settled if one.late),
    )


def _fresh(conn: Connection, bundle: Bundle) -> list[ChangeRow]:
    """The changes that this replica lacks, in (lamport, writer, seq) order, every chain checked."""
    held = heads(conn)
    starts = genesis_hashes(bundle.writers)
    by_writer: dict[str, list[ChangeRow]] = {}
    for change in sorted(bundle.changes, key=lambda one: (one.writer, one.seq)):
        by_writer.setdefault(change.writer, []).append(change)
    fresh: list[ChangeRow] = []
    for writer, changes in by_writer.items():
        fresh.extend(_fresh_of_writer(conn, writer, changes, held.get(writer, 0), starts))
    _check_heads(bundle, fresh)
    return sorted(fresh, key=lambda one: (one.lamport, one.writer, one.seq))


def _fresh_of_writer(
    conn: Connection, writer: str, changes: list[ChangeRow], last: int, starts: Mapping[str, bytes]
) -> list[ChangeRow]:
    start = genesis_of(conn, writer) or starts.get(writer)
    if start is None or (writer in starts and starts[writer] != start):
        raise Forked(f"Writer {writer} is described in two ways. Ask the sender for a new copy; nothing was taken.")
    mine = dict(conn.execute("SELECT seq, hash FROM change WHERE writer = ?", (writer,)).fetchall())
    for change in changes:
        if change.seq <= last and mine[change.seq] != change.hash:
            raise Forked(
                f"Change {change.seq} of writer {writer} is here as {mine[change.seq].hex()[:12]} and there as "
                f"{change.hash.hex()[:12]}: a copy of a workspace went on beside its original. Nothing was taken."
            )
    fresh = [change for change in changes if change.seq > last]
    if not fresh:
        return []
    if fresh[0].seq != last + 1:
        raise Gap(
            f"Changes {last + 1} to {fresh[0].seq - 1} of writer {writer} are missing. Ask for the pack that "
            "holds them first; nothing was taken."
        )
    if fault := chain_fault(fresh, last, mine[last] if last else start):
        raise Altered(f"Change {fault[0]} of writer {writer}: {fault[1]}. Nothing was taken.")
    return fresh


def _check_heads(bundle: Bundle, fresh: Sequence[ChangeRow]) -> None:
    keys = {writer.writer: writer.sign_key for writer in bundle.writers}
    hashes = {(change.writer, change.seq): change.hash for change in fresh}
    for head in bundle.heads:
        if hashes.get((head.writer, head.seq), head.hash) != head.hash or head_fault(
            bundle.workspace, head, keys.get(head.writer, "")
        ):
            raise Altered(f"The signed head {head.seq} of writer {head.writer} does not hold. Nothing was taken.")


def _demand_rights(conn: Connection, bundle: Bundle, fresh: Sequence[ChangeRow]) -> None:
    """Every change must have been within its writer's rights at its logical time."""
    writers = {writer.writer: writer for writer in bundle.writers}
    then = PeopleInTime.of(conn, list(_person_ops(fresh)))
    reviews = _reviews(conn, fresh)
    keys = _sign_keys(conn, fresh)
    for change in fresh:
        if change.vocab > VOCABULARY_VERSION or any(op.kind not in KINDS for op in change.ops):
            raise Newer("These changes were made by a newer version of the app. Install that version first.")
        writer = writers[change.writer]
        if writer.sign_key not in keys.get(writer.person, set()):
            raise NotAllowed(f"Writer {change.writer} signs with a key that is not that person's. Nothing was taken.")
        if change.lamport <= then.empty_before:
            continue
        ops = [Op(op.kind, op.id, op.field, decode(op.new) if op.new else None) for op in change.ops]
        ops = [op for op in ops if not (op.field == "state" and op.value is None)]
        if not may_all(then.at(writer.person, change.lamport), acts_of(ops, reviews)):
            raise NotAllowed(
                f"Change {change.seq} of writer {change.writer} was not within that person's rights at the time. "
                "Nothing was taken."
            )


def _person_ops(fresh: Iterable[ChangeRow]) -> Iterable[PersonOp]:
    for change in fresh:
        for op in change.ops:
            if op.kind == "person":
                yield PersonOp(op.id, op.field, op.new, change.lamport, change.writer)


def _sign_keys(conn: Connection, fresh: Iterable[ChangeRow]) -> dict[str, set[str]]:
    keys: dict[str, set[str]] = {}
    held = conn.execute("SELECT id, new FROM op WHERE kind = 'person' AND field = 'keys' AND new IS NOT NULL")
    coming = ((op.id, op.new) for change in fresh for op in change.ops if op.kind == "person" and op.field == "keys")
    for person, new in (*held, *coming):
        value = decode(new) if new else None
        if value:
            keys.setdefault(person, set()).add(value["sign_key"])
    return keys


def _reviews(conn: Connection, fresh: Sequence[ChangeRow]) -> dict[str, ReviewFacts]:
    """What the reviews are, from the tables and from the changes themselves.

    Taken as submitted, so that a state set back to open is asked for as a reopening.
    """
    ops = [Op(op.kind, op.id, op.field, None) for change in fresh for op in change.ops]
    wanted = {review for op in ops if (review := review_of(op)) is not None}
    facts_: dict[str, ReviewFacts] = {}
    for review in wanted:
        row = conn.execute("SELECT person_id, kind, source FROM review WHERE id = ?", (review,)).fetchone()
        if row is not None and row[1] is not None:
            facts_[review] = ReviewFacts(row[0], row[1], row[2], "submitted")
    for change in fresh:
        for op in change.ops:
            if op.kind == "review" and op.field == "record" and op.new and (value := decode(op.new)):
                facts_[op.id] = ReviewFacts(value.get("person_id"), value["kind"], value["source"], "submitted")
    return facts_


def _add_log_rows(conn: Connection, bundle: Bundle, fresh: Sequence[ChangeRow]) -> None:
    writing = {change.writer for change in fresh}
    conn.executemany(
        "INSERT OR IGNORE INTO writer VALUES (?, ?, ?, ?, ?, ?)",
        [_columns(writer) for writer in bundle.writers if writer.writer in writing],
    )
    conn.executemany(
        "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [_columns(change)[:12] for change in fresh],
    )
    for change in fresh:
        replaced = [(op.id, op.field, w, s) for op in change.ops for w, s in replaces_of(op.replaces)]
        conn.executemany("UPDATE op SET leaf = 0 WHERE id = ? AND field = ? AND writer = ? AND seq = ?", replaced)
        conn.executemany("INSERT INTO op VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)", [_columns(op) for op in change.ops])
    numbers = {(change.writer, change.seq) for change in fresh}
    conn.executemany(
        "INSERT OR IGNORE INTO head VALUES (?, ?, ?, ?, ?)",
        [_columns(head) for head in bundle.heads if (head.writer, head.seq) in numbers],
    )


def _columns(row: WriterRow | ChangeRow | OpRow | HeadRow) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in row.__slots__)


def _settle_touched(conn: Connection, fresh: Sequence[ChangeRow]) -> list[Settled]:
    """Bring the tables in line with every field that the merge touched, and all of a review whose lock moved."""
    fields = {(op.id, op.field): op.kind for change in fresh for op in change.ops}
    moved = [id_ for (id_, field), kind in fields.items() if kind == "review" and field == "state"]
    for review in moved:
        rows = conn.execute(
            "SELECT DISTINCT id, field, kind FROM op WHERE id > ? AND id < ?", (f"{review}.", f"{review}/")
        )
        fields.update({(id_, field): kind for id_, field, kind in rows})
    ordered = sorted(fields, key=lambda one: (LOGGED_ORDER.index(fields[one]), one[1], one[0]))
    settled = list(settle_fields(conn, ordered))
    erased = [one for one in settled if one.field == "erased"]
    apply(conn, (one.put for one in [*(one for one in settled if one.field != "erased"), *erased]))
    reviews = (review_of(Op(one.kind, one.id, one.field, None)) for one in settled)
    facts.refresh(conn, [review for review in reviews if review is not None])
    return settled
