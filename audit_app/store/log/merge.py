"""Takes changes from another replica in: checked in order, applied in one transaction or refused whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from audit_app.store.driver import Connection, sqlite3
from audit_app.store.log import facts
from audit_app.store.log.apply import apply
from audit_app.store.log.blanking import blank_erased, holders
from audit_app.store.log.bundle import Bundle, ChangeRow, HeadRow, OpRow, WriterRow
from audit_app.store.log.incoming import Incoming, read_incoming
from audit_app.store.log.merge_rights import demand_rights
from audit_app.store.log.refusals import Altered, Forked, Gap, MergeRefused, Newer, OtherWorkspace, Unsigned
from audit_app.store.log.settle import Settled, fields_of_review, in_order, settle_fields
from audit_app.store.log.values import replaces_of
from audit_app.store.transaction import transaction
from audit_app.store.vocabulary import KINDS

__all__ = [
    "Altered",
    "Forked",
    "Gap",
    "MergeRefused",
    "Merged",
    "Newer",
    "OtherWorkspace",
    "Unsigned",
    "merge",
]


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge brought: how many changes were new, which fields now disagree, and what came after a lock."""

    added: int
    conflicts: tuple[Settled, ...]
    late: tuple[Settled, ...]


def merge(conn: Connection, workspace: str, bundle: Bundle) -> Merged:
    """Apply what is new in the bundle, by logical time whatever the clocks say.

    Absence never deletes. Raises OtherWorkspace, Newer, Forked, Gap, Altered, Unsigned or NotAllowed; then nothing
    is kept.
    """
    try:
        with transaction(conn):
            incoming = read_incoming(conn, workspace, bundle)
            demand_rights(conn, bundle, incoming.changes)
            conn.execute("PRAGMA defer_foreign_keys=ON")
            _add_log_rows(conn, bundle, incoming)
            settled = _settle_touched(conn, incoming.changes)
    except sqlite3.IntegrityError as error:
        raise _does_not_fit(error) from error
    if any(one.field == "erased" for one in settled):
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the write-ahead log holds pages as they were before
    return Merged(
        len(incoming.changes),
        tuple(one for one in settled if one.in_conflict and not one.late),
        tuple(one for one in settled if one.late),
    )


def _does_not_fit(error: Exception) -> MergeRefused:
    if "FOREIGN KEY" in str(error):
        return Gap(
            "These changes speak of something that is not here yet. Ask for the earlier packs first; nothing was taken."
        )
    return Altered("A value in these changes does not fit where it belongs. Nothing was taken.")


def _add_log_rows(conn: Connection, bundle: Bundle, incoming: Incoming) -> None:
    fresh = incoming.changes
    writing = {change.writer for change in fresh}
    conn.executemany(
        "INSERT OR IGNORE INTO writer VALUES (?, ?, ?, ?, ?, ?)",
        [_columns(writer) for writer in bundle.writers if writer.writer in writing],
    )
    conn.executemany(
        "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [_columns(change)[:12] for change in fresh],
    )
    ops = [op for change in fresh for op in change.ops]
    conn.executemany("INSERT INTO op VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)", [_columns(op) for op in ops])
    replaced = [(op.id, op.field, writer, seq) for op in ops for writer, seq in replaces_of(op.replaces)]
    conn.executemany("UPDATE op SET leaf = 0 WHERE id = ? AND field = ? AND writer = ? AND seq = ?", replaced)
    conn.executemany("INSERT OR IGNORE INTO head VALUES (?, ?, ?, ?, ?)", [_columns(head) for head in incoming.heads])
    blank_erased(conn, (one for op in ops for one in holders(op.kind, op.id)))


def _columns(row: WriterRow | ChangeRow | OpRow | HeadRow) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in row.__slots__)


def _settle_touched(conn: Connection, fresh: Sequence[ChangeRow]) -> list[Settled]:
    """Bring the tables in line with every field that the merge touched, and all of a review locked or erased."""
    fields = {(op.id, op.field): op.kind for change in fresh for op in change.ops}
    moved = [id_ for (id_, field), kind in fields.items() if kind == "review" and field in ("state", "erased")]
    for review in moved:
        fields.update(fields_of_review(conn, review))
    ordered = in_order(fields)
    settled = list(settle_fields(conn, ordered))
    erased = [one for one in settled if one.field == "erased"]
    apply(conn, (one.put for one in [*(one for one in settled if one.field != "erased"), *erased]))
    inside = [one.id.split(".", 1)[0] for one in settled if KINDS[one.kind].of_review]
    facts.refresh(conn, [*inside, *facts.moved(conn, ((one.kind, one.id, one.field) for one in settled))])
    return settled
