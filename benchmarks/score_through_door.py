"""One score through the door, against one raw transaction writing the same rows, and against one raw UPDATE."""

import itertools
from collections.abc import Callable

from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace
from benchmarks._measure import Ratio, compare, show
from benchmarks._workspaces import fill, workspace

RUNS = 400
MARKER = "rown.B1"


def through_door(place: Workspace) -> Callable[[], object]:
    """Give the same marker another score each time."""
    turn = itertools.count()
    return lambda: place.door.write("B1: 2 Sound", [Op("score", MARKER, "score", next(turn) % 4)])


def raw_rows(place: Workspace) -> Callable[[], object]:
    """One transaction that writes a change, an operation, the replaced leaf and the score, and checks nothing.

    The rows are copies of the last real ones under a writer of its own, so that every write is as large.
    """
    conn = place.conn
    conn.execute("PRAGMA foreign_keys=OFF")
    change = conn.execute("SELECT * FROM change ORDER BY lamport DESC LIMIT 1").fetchone()
    op = conn.execute("SELECT * FROM op WHERE id = ? AND field = 'score' LIMIT 1", (MARKER,)).fetchone()
    conn.execute("PRAGMA foreign_keys=ON")
    numbers = itertools.count(1)
    other = ("f" * 16, *conn.execute("SELECT * FROM writer LIMIT 1").fetchone()[1:])
    conn.execute(f"INSERT INTO writer VALUES ({', '.join('?' * len(other))})", other)
    add_change = f"INSERT INTO change VALUES ({', '.join('?' * len(change))})"
    add_op = f"INSERT INTO op VALUES ({', '.join('?' * len(op))})"

    def write() -> None:
        seq = next(numbers)
        conn.execute("BEGIN IMMEDIATE")
        conn.execute(add_change, (other[0], seq, 10_000_000 + seq, *change[3:]))
        conn.execute(add_op, ("raw.B1", op[1], other[0], seq, *op[4:]))
        conn.execute(
            "UPDATE op SET leaf = 0 WHERE id = ? AND field = ? AND writer = ? AND seq = ?",
            ("raw.B1", op[1], other[0], seq - 1),
        )
        conn.execute("UPDATE score SET score = ? WHERE review_id = 'rown' AND marker = 'B1'", (str(seq % 4),))
        conn.execute("COMMIT")

    return write


def raw_update(place: Workspace) -> Callable[[], object]:
    """One committed UPDATE of the same score and nothing else."""
    turn = itertools.count()
    sql = "UPDATE score SET score = ? WHERE review_id = 'rown' AND marker = 'B1'"
    return lambda: place.conn.execute(sql, (str(next(turn) % 4),))


def main() -> None:
    """Measure at one audit, at 1,000 and at 10,000."""
    rows: list[Ratio] = []
    with workspace() as place:
        fill(place, 1, own=True)
        held = 1
        for audits in (1, 1_000, 10_000):
            if audits > held:
                fill(place, audits - held, already=held)
                held = audits
            door = through_door(place)
            for _ in range(3):
                door()
            label = f"{audits:,} audits"
            if audits == 1:
                rows.append(compare(f"score, the same rows raw, {label}", door, raw_rows(place), runs=RUNS, goal=1.3))
            rows.append(compare(f"score, one raw UPDATE, {label}", door, raw_update(place), runs=RUNS, goal=2.0))
    show(*rows)


if __name__ == "__main__":
    main()
