"""What was erased, kept beside the backups by opaque ids alone, so that an older copy erases it again when restored."""

import json
from collections.abc import Sequence
from pathlib import Path

from audit_app.files import write_whole
from audit_app.store.driver import Connection
from audit_app.store.log.canonical import encode
from audit_app.store.log.erase import Entity
from audit_app.store.vocabulary import KINDS

FILE = "erased.json"


class UnreadableErasures(ValueError):
    """The list is there and is not what was written."""


def erased_entities(conn: Connection) -> list[Entity]:
    """Everything that is marked erased in this workspace."""
    rows = conn.execute("SELECT DISTINCT kind, id FROM op WHERE field = 'erased' AND leaf = 1 ORDER BY kind, id")
    return [Entity(*row) for row in rows]


def read_erasures(root: Path) -> list[Entity]:
    """What the list beside these backups says, empty where there is none; raises UnreadableErasures."""
    try:
        listed = json.loads((root / FILE).read_bytes())
        return [Entity(kind, id_) for kind, id_ in listed if kind in KINDS and isinstance(id_, str)]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, TypeError, RecursionError) as error:
        raise UnreadableErasures(FILE) from error


def add_erasures(conn: Connection, root: Path) -> None:
    """Bring the list beside these backups up to date; nothing ever leaves it."""
    try:
        known, is_whole = read_erasures(root), True
    except UnreadableErasures:
        known, is_whole = [], False
    merged = sorted({(one.kind, one.id) for one in [*known, *erased_entities(conn)]})
    if len(merged) != len(known) or not is_whole:
        write_whole(root / FILE, encode([list(one) for one in merged]).encode())


def not_yet_erased(conn: Connection, listed: Sequence[Entity]) -> list[Entity]:
    """Those of the list that this database holds and has not erased."""
    done = {(one.kind, one.id) for one in erased_entities(conn)}
    return [
        one
        for one in listed
        if (one.kind, one.id) not in done
        and conn.execute("SELECT 1 FROM op WHERE id = ? AND kind = ? LIMIT 1", (one.id, one.kind)).fetchone()
    ]
