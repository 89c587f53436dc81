"""Merging 100,000 changes, and taking the pack with them in, against inserting as many rows raw, 1,000 at a time."""

import gc
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from audit_app.services.merging.changes import export, take_in
from audit_app.store.creating import Founder, create_workspace
from audit_app.store.log.bundle import Bundle, for_others, read_changes
from audit_app.store.log.merge import merge
from audit_app.store.log.rights import Op
from audit_app.store.opening import open_workspace
from audit_app.store.workspace import Workspace
from benchmarks._measure import of_pairs, show
from benchmarks._workspaces import PASSPHRASE, core_42, fill, means

CHANGES = 100_000
RUNS = 3
BLOCK = 1_000
GOAL = 6.0
MARKERS = [marker.id for marker in core_42().markers]


def begin(place: Workspace, reviews: int) -> None:
    """Reviews of the one person there is, all open, over as many plans."""
    fill(place, 0, own=False)
    numbers = range(reviews)
    person = place.person.id
    entries = [Op("entry", f"p{n}", "row", {"plan_ref": f"P-{n}", "final_date": "2026-09-01"}) for n in numbers]
    audit = {"framework": core_42().key, "cycle": "weekly", "date": "2026-09-15", "purpose": "sample"}
    audits = [Op("audit", f"a{n}", "record", {"plan_id": f"p{n}", **audit}) for n in numbers]
    record = {"person_id": person, "kind": "single", "source": "app"}
    place.door.write("Open", [*entries, *audits])
    place.door.write("Reviews", [Op("review", f"r{n}", "record", {"audit_id": f"a{n}", **record}) for n in numbers])


def work(place: Workspace) -> None:
    """A score for each change, marker after marker and review after review, then all of them again."""
    place.conn.execute("PRAGMA synchronous=OFF")
    reviews = CHANGES // len(MARKERS) // 2 + 1
    for at in range(CHANGES):
        turn, which = divmod(at, reviews * len(MARKERS))
        review, marker = divmod(which, len(MARKERS))
        place.door.write("A score", [Op("score", f"r{review}.{MARKERS[marker]}", "score", (at + turn) % 4)])
    place.door.sign("pack")


@contextmanager
def copied(base: Path, folder: Path) -> Iterator[Workspace]:
    """A copy of the workspace as it was before the work, opened for writing by a machine of its own."""
    shutil.copytree(base / "bench.ehcpaudit", folder / "bench.ehcpaudit")
    try:
        with open_workspace(folder / "bench.ehcpaudit", PASSPHRASE, means(folder)) as place:
            yield place
    finally:
        shutil.rmtree(folder)


def merged(base: Path, folder: Path, bundle: Bundle) -> float:
    """Seconds to take it in."""
    with copied(base, folder) as place:
        begun = time.perf_counter()
        assert merge(place.conn, place.id, bundle).added == len(bundle.changes)
        return time.perf_counter() - begun


def taken_in(base: Path, folder: Path, pack: Path) -> float:
    """Seconds to read, open and take in the pack, everything that a person waits for."""
    with copied(base, folder) as place:
        begun = time.perf_counter()
        assert take_in(place, pack.read_bytes()).added == CHANGES
        return time.perf_counter() - begun


def inserted(base: Path, folder: Path, bundle: Bundle) -> float:
    """Seconds to insert the rows that a merge writes, unchecked: changes, operations, and each score as it comes."""
    changes = [tuple(getattr(one, name) for name in one.__slots__[:12]) for one in bundle.changes]
    ops = [
        (*(getattr(op, name) for name in op.__slots__), int(turn >= len(bundle.changes) // 2))
        for turn, one in enumerate(bundle.changes)
        for op in one.ops
    ]
    scores = [(*op[0].split(".", 1), op[7]) for op in ops]
    add_score = (
        "INSERT INTO score (review_id, marker, score) VALUES (?, ?, ?) "
        "ON CONFLICT (review_id, marker) DO UPDATE SET score = excluded.score"
    )
    with copied(base, folder) as place:
        conn = place.conn
        begun = time.perf_counter()
        conn.execute("BEGIN IMMEDIATE")
        conn.executemany(
            "INSERT OR IGNORE INTO writer VALUES (?, ?, ?, ?, ?, ?)",
            [tuple(getattr(one, name) for name in one.__slots__) for one in bundle.writers],
        )
        conn.execute("COMMIT")
        for at in range(0, len(changes), BLOCK):
            part = slice(at, at + BLOCK)
            conn.execute("BEGIN IMMEDIATE")
            conn.executemany(f"INSERT INTO change VALUES ({', '.join('?' * 12)})", changes[part])
            conn.executemany(f"INSERT INTO op VALUES ({', '.join('?' * 11)})", ops[part])
            conn.executemany(add_score, scores[part])
            conn.execute("COMMIT")
        return time.perf_counter() - begun


def main() -> None:
    """Make the changes once, then take them in and insert them in turn."""
    with TemporaryDirectory() as name:
        base, source = Path(name) / "base", Path(name) / "source"
        base.mkdir()
        made, _ = create_workspace(base / "bench", Founder("Bench", "Mary", PASSPHRASE), means(base))
        with made:
            begin(made, CHANGES // len(MARKERS) // 2 + 1)
        with open_workspace(base / "bench.ehcpaudit", PASSPHRASE, means(base)) as place:
            held = place.door.knows()
        with copied(base, source) as place:
            work(place)
            bundle = for_others(read_changes(place.conn, place.id, held))
            (sent,) = export(place, held)
        pack = Path(name) / sent.name
        pack.write_bytes(sent.data)
        print(f"The pack has {len(sent.data) / 2**20:.1f} MiB.")
        del sent
        gc.freeze()
        turns = [
            (
                merged(base, Path(name) / f"m{turn}", bundle),
                taken_in(base, Path(name) / f"t{turn}", pack),
                inserted(base, Path(name) / f"i{turn}", bundle),
            )
            for turn in range(RUNS)
        ]
    show(
        of_pairs(f"merging {CHANGES:,} changes, the same rows raw", [(ours, raw) for ours, _, raw in turns], goal=GOAL),
        of_pairs("the same with reading and opening the pack", [(ours, raw) for _, ours, raw in turns], goal=None),
    )


if __name__ == "__main__":
    main()
