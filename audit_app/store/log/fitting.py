"""Whether changes that hold by themselves fit what is here: causes held, blanks explained, one kind for each id."""

from collections.abc import Sequence

from audit_app.store.driver import Connection
from audit_app.store.log.blanking import erased_ids, holders, must_be_empty
from audit_app.store.log.bundle import WITHHELD_FIELDS, ChangeRow
from audit_app.store.log.chain import heads
from audit_app.store.log.one_thing import host_of, thing_of
from audit_app.store.log.refusals import Altered, Gap
from audit_app.store.log.values import replaces_of
from audit_app.store.transaction import rows_in
from audit_app.store.vocabulary import KINDS


def refuse_what_does_not_fit(conn: Connection, fresh: Sequence[ChangeRow]) -> None:
    """Raise Gap or Altered where the new changes, all together, do not fit what this replica holds."""
    _refuse_gap_between_writers(conn, fresh)
    _refuse_unexplained_blanks(conn, fresh)
    _refuse_two_kinds(conn, fresh)


def _refuse_unexplained_blanks(conn: Connection, fresh: Sequence[ChangeRow]) -> None:
    """A value may be missing only where it is never sent or where an erasure took it."""
    ops = [op for change in fresh for op in change.ops]
    blank = [op for op in ops if op.new is None and (op.kind, op.field) not in WITHHELD_FIELDS]
    erased = {op.id for op in ops if op.field == "erased"}
    erased |= erased_ids(conn, (one for op in blank for one in holders(op.kind, op.id)))
    for op in blank:
        if not must_be_empty(op.kind, op.id, op.field, erased):
            raise Altered(
                f"Change {op.seq} of writer {op.writer}: the value of {op.kind} {op.field} is missing although "
                "nothing erased it. Nothing was taken."
            )


def _refuse_two_kinds(conn: Connection, fresh: Sequence[ChangeRow]) -> None:
    """An id means one thing, else a right over one kind would reach into another."""
    ops = [op for change in fresh for op in change.ops if not KINDS[op.kind].of_review]
    sql = "SELECT DISTINCT id, kind FROM op WHERE id IN ({marks})"
    held = rows_in(conn, sql, list(dict.fromkeys(op.id for op in ops)))
    kinds: dict[str, str] = {id_: host_of(kind) for id_, kind in held}
    for op in ops:
        thing = thing_of(op.kind, op.field)
        if kinds.setdefault(op.id, thing) != thing:
            raise Altered(
                f"Change {op.seq} of writer {op.writer} takes the {kinds[op.id]} {op.id} for a {op.kind}. "
                "Nothing was taken."
            )


def _refuse_gap_between_writers(conn: Connection, fresh: Sequence[ChangeRow]) -> None:
    """A value that a change replaces must be here or come with it, else nobody could tell what it was."""
    last = heads(conn)
    for change in fresh:
        last[change.writer] = max(change.seq, last.get(change.writer, 0))
    for change in fresh:
        for op in change.ops:
            for writer, seq in replaces_of(op.replaces):
                if seq > last.get(writer, 0):
                    raise Gap(
                        f"Change {change.seq} of writer {change.writer} goes on from change {seq} of writer {writer}, "
                        "which is missing. Ask for the pack that holds it first; nothing was taken."
                    )
