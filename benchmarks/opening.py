"""Verification on opening, from the last signed head, at 1,000,000 changes; the floor is reading as many rows."""

import sys
from functools import partial
from hashlib import sha256

from audit_app.store.driver import Connection
from audit_app.store.log import canonical
from audit_app.store.log.chain import Tip, sign_head, tip_of
from audit_app.store.log.verify import verify
from audit_app.store.transaction import transaction
from audit_app.store.vocabulary import VOCABULARY_VERSION
from audit_app.store.workspace import Workspace
from benchmarks._measure import compare, show
from benchmarks._workspaces import fill, workspace

UNSIGNED = 20
"""Changes after the last signed head: what a killed session leaves at most of a few minutes' work."""


def _rows(conn: Connection, read: str) -> int:
    return len(conn.execute(read).fetchall())


def grow(place: Workspace, changes: int) -> Tip:
    """Add real, chained changes of one operation each, quickly: hashed as the door does, in large transactions."""
    mine = place.door.tip
    assert mine is not None
    tip = tip_of(place.conn, mine.writer)
    assert tip is not None
    salt, previous, replaced = bytes(16), tip.hash, "[]"
    for start in range(0, changes, 50_000):
        rows, ops = [], []
        for seq in range(tip.seq + start + 1, tip.seq + min(start + 50_000, changes) + 1):
            id_ = sha256(str(seq).encode()).hexdigest()[:32]
            digest = canonical.op_digest(salt, "score", f"{id_}.B1", "score", replaced, "null", "2")
            ops_digest = canonical.ops_digest([digest])
            text = canonical.text_digest(salt, "B1: 2 Sound", "", "")
            facts = [tip.writer, seq, 1_000 + seq, "2026-11-22T10:00:00.000000Z", VOCABULARY_VERSION]
            previous = canonical.change_hash(previous, facts, text, ops_digest)
            rows.append((*facts, "B1: 2 Sound", "", salt, text, ops_digest, "", previous))
            ops.append((f"{id_}.B1", "score", tip.writer, seq, "score", replaced, "null", "2", salt, digest, 1))
        with transaction(place.conn):
            place.conn.executemany(f"INSERT INTO change VALUES ({', '.join('?' * 12)})", rows)
            place.conn.executemany(f"INSERT INTO op VALUES ({', '.join('?' * 11)})", ops)
    grown = tip_of(place.conn, tip.writer)
    assert grown is not None
    return grown


def main() -> None:
    """Measure at 1,000 changes and at 1,000,000, or as many as the first argument says."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with workspace() as place:
        fill(place, 1, own=True)
        ratios = []
        held = 0
        for changes in (1_000, most):
            signed = grow(place, changes - held)
            with transaction(place.conn):
                sign_head(place.conn, place.id, signed, place.unlocked.signer, "benchmark")
            place.door._tip = signed
            grow(place, UNSIGNED)
            held = changes + UNSIGNED
            read = f"SELECT * FROM change ORDER BY lamport DESC LIMIT {UNSIGNED}"
            ratios.append(
                compare(
                    f"verification on opening, {changes:,} changes (goal under 50 ms)",
                    lambda: verify(place.conn, place.id, everything=False),
                    partial(_rows, place.conn, read),
                    runs=21,
                    goal=None,
                )
            )
    show(*ratios)


if __name__ == "__main__":
    main()
