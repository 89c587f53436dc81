"""A write-ahead log cut anywhere, a disk that is full, a file that was damaged: told, or harmless (D3, D5, C1)."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from builders import (
    FRAMEWORK_OP,
    KEY,
    WORKSPACE,
    Replica,
    everything_of,
    evidence,
    faults_of,
    founded,
    review_ops,
    score,
    submit_op,
)

from audit_app.domain.problems import AppError
from audit_app.store.driver import connect, sqlite3
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from audit_app.store.log.verify import verify
from audit_app.store.transaction import StorageFailed, StorageFull

CUT_EVERY = 515
"""Bytes; eight cuts in each frame of the write-ahead log."""

DAMAGES = 240
PAGE = 4096


def some_work(path: Path) -> Replica:
    """A workspace of a few dozen pages, its write-ahead log folded in."""
    replica = founded(path)
    mary = replica.door("mary")
    mary.write(
        "Import",
        [FRAMEWORK_OP, *review_ops(), *(Op("entry", f"p{n}", "row", {"plan_ref": f"P{n}"}) for n in range(60))],
    )
    for n in range(20):
        mary.write("Score", [score("r1", str(n), "1"), evidence("r1", str(n), "page 1")])
    replica.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return replica


def test_a_log_cut_anywhere_loses_only_its_end(tmp_path: Path) -> None:
    replica = some_work(tmp_path / "audit.db")
    base = (tmp_path / "audit.db").read_bytes()
    begun = replica.conn.execute("SELECT count(*) FROM change").fetchone()[0]
    for n in range(6):
        replica.door("mary").write("Score", [score("r1", str(n), "2")])
    replica.door("mary").write("Submit", [submit_op()])
    log = (tmp_path / "audit.db-wal").read_bytes()
    counts = [held_after_cut(tmp_path, base, log[:end]) for end in (*range(0, len(log), CUT_EVERY), len(log))]
    assert counts == sorted(counts)
    assert set(counts) == set(range(begun, begun + 8))
    assert len(counts) > 100


def held_after_cut(folder: Path, base: bytes, log: bytes) -> int:
    """How many changes a sound workspace holds when its write-ahead log ends here."""
    path = folder / "cut" / f"{len(log)}.db"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(base)
    path.with_name(f"{path.name}-wal").write_bytes(log)
    db = connect(path, KEY)
    assert db.conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert db.conn.execute("PRAGMA cipher_integrity_check").fetchall() == []
    assert verify(db.conn, WORKSPACE, everything=True) == []
    count = db.conn.execute("SELECT count(*) FROM change").fetchone()[0]
    db.close()
    return int(count)


def bulk(replica: Replica) -> None:
    rows = [Op("entry", f"q{n}", "row", {"plan_ref": f"Q{n}", "setting_name": "x" * 200}) for n in range(300)]
    replica.door("mary").write("Register", rows, sign="import")


def submission(replica: Replica) -> None:
    scores = [evidence("r1", str(n), "seen " * 200) for n in range(40)]
    replica.door("mary").write("Submit", [*scores, submit_op()])


@pytest.mark.parametrize("work", [bulk, submission])
def test_a_full_disk_is_told_keeps_what_was_there_and_lets_go_on(
    tmp_path: Path, work: Callable[[Replica], None]
) -> None:
    replica = some_work(tmp_path / "audit.db")
    pages = replica.conn.execute("PRAGMA page_count").fetchone()[0]
    needed = pages_needed(tmp_path, work) - pages
    assert needed > 8
    full = 0
    for step in range(64):
        replica.conn.execute(f"PRAGMA max_page_count={pages + needed * step // 64}")
        before, tip = everything_of(replica), replica.doors["mary"].tip
        with pytest.raises(StorageFull, match="no room left on the disk"):
            work(replica)
        full += 1
        assert everything_of(replica) == before
        assert replica.doors["mary"].tip == tip
        assert not replica.conn.in_transaction
        assert verify(replica.conn, WORKSPACE, everything=False) == []
    replica.conn.execute("PRAGMA max_page_count=1073741823")
    replica.door("mary").write("Score", [score("r1", "1", "3")])
    work(replica)
    assert faults_of(replica) == []
    assert full == 64


def pages_needed(folder: Path, work: Callable[[Replica], None]) -> int:
    replica = some_work(folder / "measure.db")
    work(replica)
    return int(replica.conn.execute("PRAGMA page_count").fetchone()[0])


@pytest.mark.parametrize("kib", range(0, 160, 20))
def test_a_write_that_the_system_refuses_is_told_and_keeps_what_was_there(tmp_path: Path, kib: int) -> None:
    """Files may not grow over a limit: the write in the middle of a commit fails, for real."""
    path = tmp_path / "audit.db"
    some_work(path).db.close()
    child = os.fork()
    if child == 0:
        os._exit(told_when_refused(path, kib * 1024))
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    replica = Replica(connect(path, KEY), "after")
    assert faults_of(replica) == []
    assert replica.conn.execute("SELECT count(*) FROM entry WHERE id LIKE 'q%'").fetchone() == (0,)
    replica.door("mary").write("Go on", [score("r1", "1", "3")])
    assert faults_of(replica) == []


def told_when_refused(path: Path, limit: int) -> int:
    """In a process of its own: 0 where the failure came as a sentence and nothing of the change is there."""
    import resource  # not on Windows, where this module should still be read

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        replica = Replica(connect(path, KEY), "limited")
        bulk(replica)
    except (StorageFull, StorageFailed, sqlite3.OperationalError):
        return 0
    return 1


def flip(data: bytearray, random: Random) -> None:
    data[random.randrange(len(data))] ^= 1 << random.randrange(8)


def truncate(data: bytearray, random: Random) -> None:
    del data[random.choice([random.randrange(len(data)), PAGE * random.randrange(len(data) // PAGE)]) :]


def zero_page(data: bytearray, random: Random) -> None:
    start = PAGE * random.randrange(len(data) // PAGE)
    data[start : start + PAGE] = bytes(PAGE)


def swap_pages(data: bytearray, random: Random) -> None:
    one, two = random.sample(range(len(data) // PAGE), 2)
    first, second = (slice(PAGE * at, PAGE * (at + 1)) for at in (one, two))
    data[first], data[second] = data[second], data[first]


def append(data: bytearray, random: Random) -> None:
    data.extend(random.randbytes(random.choice((1, 100, PAGE, 3 * PAGE))))


HARMS = (flip, flip, flip, truncate, truncate, zero_page, swap_pages, append)


@pytest.fixture
def closed(tmp_path: Path) -> tuple[bytes, bytes, object]:
    """A closed workspace file, the same file as it was some changes before, and its rows."""
    path = tmp_path / "audit.db"
    replica = some_work(path)
    older = path.read_bytes()
    for n in range(10):
        replica.door("mary").write("Score", [score("r1", str(n), "3"), evidence("r1", str(n), "page 2")])
    rows = everything_of(replica)
    replica.conn.execute("PRAGMA journal_mode=DELETE")
    replica.db.close()
    return path.read_bytes(), older, rows


def read_whole(path: Path) -> object:
    """Every row and every check; raises what a damaged file makes the driver raise."""
    db = connect(path, KEY)
    try:
        replica = Replica(db, "reading")
        damage = db.conn.execute("PRAGMA integrity_check").fetchall() != [("ok",)]
        found = [*faults_of(replica), *(["integrity"] if damage else [])]
        return found or everything_of(replica)
    finally:
        db.close()


def outcome(folder: Path, data: bytes) -> object:
    path = folder / "damaged.db"
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    path.write_bytes(data)
    try:
        return read_whole(path)
    except (sqlite3.DatabaseError, AppError):
        return "refused"


def test_damage_is_refused_or_harmless_and_never_a_wrong_row(
    tmp_path: Path, closed: tuple[bytes, bytes, object]
) -> None:
    whole, _, rows = closed
    random = Random(5)  # noqa: S311 - a test that repeats
    seen: dict[str, int] = {}
    for number in range(DAMAGES):
        data = bytearray(whole)
        harm = HARMS[number % len(HARMS)]
        harm(data, random)
        result = outcome(tmp_path, bytes(data))
        assert result == "refused" or isinstance(result, list) or result == rows, (number, harm.__name__)
        kind = "refused" if result == "refused" else "found" if isinstance(result, list) else "harmless"
        seen[kind] = seen.get(kind, 0) + 1
    assert outcome(tmp_path, whole) == rows
    assert seen["refused"] > DAMAGES // 2, seen


def test_a_page_from_an_older_copy_of_the_file_is_found(tmp_path: Path, closed: tuple[bytes, bytes, Json]) -> None:
    """Each page carries its own code, so an older page passes the cipher; what it says does not fit the rest."""
    whole, older, rows = closed
    told = 0
    for at in range(len(older) // PAGE):
        page = slice(PAGE * at, PAGE * (at + 1))
        if whole[page] == older[page]:
            continue
        data = bytearray(whole)
        data[page] = older[page]
        result = outcome(tmp_path, bytes(data))
        assert result == "refused" or isinstance(result, list) or result == rows, at
        told += result != rows
    assert told >= 5
