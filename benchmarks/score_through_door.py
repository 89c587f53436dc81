"""One score through the door, against one raw transaction writing the same rows, and against one raw UPDATE."""

import itertools
from collections.abc import Callable

from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace
from benchmarks._measure import Ratio, compare, show
from benchmarks._workspaces import core_42, fill, workspace

RUNS = 400
MARKERS = [f"rown.{marker.id}" for marker in core_42().markers]


def through_door(place: Workspace) -> Callable[[], object]:
    """Score one marker after the other, as an auditor goes through a plan, and through it again."""
    turn = itertools.count()

    def write() -> None:
        at = next(turn)
        place.door.write("B1: 2 Sound", [Op("score", MARKERS[at % len(MARKERS)], "score", at % 4)])

    return write


def raw_rows(place: Workspace) -> Callable[[], object]:
    """One transaction that writes a change, an operation, the replaced leaf and the score, and checks nothing.

    The rows are copies of the last real ones under a writer of its own, so that every write is as large.
    """
    conn = place.conn
    change = conn.execute("SELECT * FROM change ORDER BY lamport DESC LIMIT 1").fetchone()
    op = conn.execute("SELECT * FROM op WHERE id = ? AND field = 'score' LIMIT 1", (MARKERS[0],)).fetchone()
    turn = itertools.count(1)
    other = ("f" * 16, *conn.execute("SELECT * FROM writer LIMIT 1").fetchone()[1:])
    conn.execute(f"INSERT INTO writer VALUES ({', '.join('?' * len(other))})", other)
    add_change = f"INSERT INTO change VALUES ({', '.join('?' * len(change))})"
    add_op = f"INSERT INTO op VALUES ({', '.join('?' * len(op))})"

    def write() -> None:
        seq = next(turn)
        id_ = MARKERS[seq % len(MARKERS)].replace("rown", "rowraw")
        conn.execute("BEGIN IMMEDIATE")
        conn.execute(add_change, (other[0], seq, 10_000_000 + seq, *change[3:]))
        conn.execute(add_op, (id_, op[1], other[0], seq, *op[4:]))
        conn.execute(
            "UPDATE op SET leaf = 0 WHERE id = ? AND field = ? AND writer = ? AND seq = ?",
            (id_, op[1], other[0], seq - len(MARKERS)),
        )
        conn.execute(RAW_SCORE, (OTHERS[seq % 2], id_.partition(".")[2]))
        conn.execute("COMMIT")

    return write


OTHERS = ("NA", "NE")
"""Never what the door wrote: SQLite leaves a page alone whose row is given the value that it has."""

RAW_SCORE = "UPDATE score SET score = ? WHERE review_id = 'rown' AND marker = ?"


def raw_update(place: Workspace) -> Callable[[], object]:
    """One committed UPDATE of a score and nothing else."""
    turn = itertools.count()

    def write() -> None:
        at = next(turn)
        place.conn.execute(RAW_SCORE, (OTHERS[at % 2], MARKERS[at % len(MARKERS)].partition(".")[2]))

    return write


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
            for _ in MARKERS:
                door()
            label = f"{audits:,} audits"
            if audits == 1:
                rows.append(compare(f"score, the same rows raw, {label}", door, raw_rows(place), runs=RUNS, goal=1.3))
            rows.append(compare(f"score, one raw UPDATE, {label}", door, raw_update(place), runs=RUNS, goal=2.0))
    show(*rows)


if __name__ == "__main__":
    main()
