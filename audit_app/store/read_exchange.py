"""What an exchange with other copies asks of a workspace: whom to lock a pack to, what came, and what it would take."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from audit_app.store.driver import Connection
from audit_app.store.log.bundle import Bundle, ChangeRow, OpRow
from audit_app.store.log.chain import heads
from audit_app.store.log.people_log import sign_key_in, signing_keys
from audit_app.store.transaction import rows_in
from audit_app.store.vocabulary import KINDS

_BOX_KEYS: Final = "SELECT id, box_key, active_to FROM person WHERE erased IS NULL AND box_key IS NOT NULL ORDER BY id"
_WRITER: Final = (
    "SELECT coalesce(p.name, w.person), w.installation FROM writer w LEFT JOIN person p ON p.id = w.person "
    "WHERE w.writer = ?"
)
_ALIVE: Final = "erased IS NULL AND coalesce(deleted, 0) = 0"


@dataclass(frozen=True, slots=True)
class Reachable:
    """Somebody a pack can be locked to: id and X25519 public half as the log has it."""

    person: str
    box_key: bytes


def reachable(conn: Connection, here: Collection[str], on: date) -> tuple[Reachable, ...]:
    """Everybody with keys to the workspace: who can open it `here`, and whom another computer has let in.

    Nobody whose last day is over, and of those who have one nobody whose keys were taken away here.
    """
    return tuple(
        Reachable(id_, bytes.fromhex(key))
        for id_, key, last in conn.execute(_BOX_KEYS).fetchall()
        if last is None or (id_ in here and date.fromisoformat(last) >= on)
    )


def unheld(conn: Connection, bundle: Bundle) -> tuple[ChangeRow, ...]:
    """The changes of a bundle that are not here yet."""
    held = heads(conn)
    return tuple(one for one in bundle.changes if one.seq > held.get(one.writer, 0))


def is_known_signer(conn: Connection, bundle: Bundle, person: str, sign_key: str) -> bool:
    """Whether this person has signed with this key: as the log here knows, or as the bundle's own changes say."""
    if sign_key in signing_keys(conn).get(person, set()):
        return True
    said = (op for one in bundle.changes for op in one.ops if (op.kind, op.id, op.field) == ("person", person, "keys"))
    return any(op.new is not None and sign_key_in(op.new) == sign_key for op in said)


def writer_words(conn: Connection, writer: str) -> str:
    """Whose a chain is and on which computer: “Mary on laptop”; of one that is not known here that it is not."""
    row = conn.execute(_WRITER, (writer,)).fetchone()
    return f"{row[0]} on {row[1]}" if row is not None else f"a computer that is not known here ({writer[:6]})"


def kinds_since(conn: Connection, held: Mapping[str, int], *, but: str | None = None) -> frozenset[str]:
    """The kinds that changes after these moved, those of one writer apart."""
    kinds: set[str] = set()
    for writer, last in heads(conn).items():
        if writer != but and last > held.get(writer, 0):
            rows = conn.execute(
                "SELECT DISTINCT kind FROM op WHERE writer = ? AND seq > ?", (writer, held.get(writer, 0))
            )
            kinds.update(kind for (kind,) in rows)
    return frozenset(kinds)


def has_unsent(conn: Connection, held: Mapping[str, int], person: str) -> bool:
    """Whether something could leave that others with `held` lack: this person's own, and what others have signed."""
    signed = dict(conn.execute("SELECT writer, max(seq) FROM head GROUP BY writer"))
    own = {writer for (writer,) in conn.execute("SELECT writer FROM writer WHERE person = ?", (person,))}
    return any(
        (last if writer in own else signed.get(writer, 0)) > held.get(writer, 0) for writer, last in heads(conn).items()
    )


def taken_away(conn: Connection, changes: Iterable[ChangeRow]) -> dict[str, tuple[int, int]]:
    """Of each kind how many things that are here these changes delete or erase, and how many there are."""
    gone: dict[str, set[str]] = {}
    for change in changes:
        for op in change.ops:
            # what is of no known kind is refused later, with its own reason
            if op.kind in KINDS and len(KINDS[op.kind].key) == 1 and _takes_away(op):
                gone.setdefault(op.kind, set()).add(op.id)
    found = {}
    for kind, ids in gone.items():
        table = KINDS[kind].table
        here = sum(1 for _ in rows_in(conn, f"SELECT 1 FROM {table} WHERE {_ALIVE} AND id IN ({{marks}})", sorted(ids)))
        found[kind] = (here, int(conn.execute(f"SELECT count(*) FROM {table} WHERE {_ALIVE}").fetchone()[0]))
    return found


def _takes_away(op: OpRow) -> bool:
    return op.field == "erased" or (op.field == "deleted" and op.new not in (None, "null", "0", "false"))


def documents_in(conn: Connection, changes: Iterable[ChangeRow]) -> tuple[str, ...]:
    """The documents that these changes add and that are not erased."""
    ids = {op.id for one in changes for op in one.ops if (op.kind, op.field) == ("document", "record")}
    rows = rows_in(conn, "SELECT id FROM document WHERE key IS NOT NULL AND id IN ({marks})", sorted(ids))
    return tuple(sorted(id_ for (id_,) in rows))
