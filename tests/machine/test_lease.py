"""S1 and S2: one writer at a time, told by name, and nothing to clean up after any end of a process."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from audit_app.domain.problems import AppError
from audit_app.machine import locks
from audit_app.machine.lease import FILE_NAME, HeldBy, Lease

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
HOLDER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from audit_app.machine.lease import Lease
taken = Lease.take(Path(sys.argv[1]), "Ann Öther", "desk-7", datetime(2026, 11, 22, 9, 30, tzinfo=UTC))
print(type(taken).__name__, flush=True)
sys.stdin.readline()
"""


@contextmanager
def other_process(folder: Path) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """A process that asked for the lease: what it got, and the process, which lives until the block ends."""
    command = [sys.executable, "-c", HOLDER, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip(), process
        finally:
            process.kill()


def take(folder: Path, name: str = "Ben", now: datetime = NOW) -> Lease | HeldBy:
    return Lease.take(folder, name, "desk-8", now)


def taken(folder: Path) -> Lease:
    lease = take(folder)
    assert isinstance(lease, Lease)
    return lease


def test_a_second_process_reads_the_name_of_the_holder(tmp_path: Path) -> None:
    with other_process(tmp_path) as (got, _):
        assert got == "Lease"
        assert take(tmp_path) == HeldBy("Ann Öther", "desk-7", NOW)


def test_the_second_process_is_refused_while_this_one_holds(tmp_path: Path) -> None:
    with taken(tmp_path), other_process(tmp_path) as (got, _):
        assert got == "HeldBy"


def test_the_same_process_is_refused_too_and_asking_does_not_drop_the_lease(tmp_path: Path) -> None:
    with taken(tmp_path) as first:
        assert take(tmp_path, "Cy") == HeldBy("Ben", "desk-8", NOW)
        assert isinstance(take(tmp_path), HeldBy)
        assert first.still_held()
        with other_process(tmp_path) as (got, _):
            assert got == "HeldBy"


def test_a_killed_holder_leaves_nothing_to_clean_up(tmp_path: Path) -> None:
    for _ in range(3):
        with other_process(tmp_path) as (got, process):
            assert got == "Lease"
            process.send_signal(signal.SIGKILL)
            process.wait()
            with taken(tmp_path) as lease:
                assert lease.still_held()


def test_a_lease_given_back_can_be_taken_and_its_file_stays(tmp_path: Path) -> None:
    first = taken(tmp_path)
    first.release()
    first.release()
    assert not first.still_held()
    assert (tmp_path / FILE_NAME).exists()
    with other_process(tmp_path) as (got, _):
        assert got == "Lease"


@pytest.mark.parametrize(
    "left_behind",
    [
        b"",
        b"\xff\xfe garbage",
        b'{"name": "Ann"',
        json.dumps({"name": "Ann", "host": "renamed-host", "since": "2036-01-01T00:00:00+00:00"}).encode(),
    ],
)
def test_what_an_earlier_holder_left_in_the_file_does_not_matter(tmp_path: Path, left_behind: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(left_behind)
    lease = take(tmp_path, now=datetime(1999, 1, 1, tzinfo=UTC))
    assert isinstance(lease, Lease)
    assert take(tmp_path) == HeldBy("Ben", "desk-8", datetime(1999, 1, 1, tzinfo=UTC))
    lease.release()


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"name": 1, "host": 2, "since": 3}', b"\x00" * 50])
def test_a_lock_whose_text_cannot_be_read_is_still_a_lock(tmp_path: Path, content: bytes) -> None:
    with taken(tmp_path):
        (tmp_path / FILE_NAME).write_bytes(content)
        held = take(tmp_path)
        assert held == HeldBy("", "", None)
        assert held.sentence.startswith("Somebody has this workspace open.")


def test_the_holder_notices_that_somebody_removed_the_file(tmp_path: Path) -> None:
    with taken(tmp_path) as lease:
        (tmp_path / FILE_NAME).unlink()
        assert not lease.still_held()


def test_a_file_replaced_while_it_is_being_locked_is_opened_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = locks.lock
    calls: list[int] = []

    def lock(number: int) -> bool:
        if not calls:
            (tmp_path / FILE_NAME).unlink()
        calls.append(number)
        return real(number)

    monkeypatch.setattr(locks, "lock", lock)
    with taken(tmp_path) as lease:
        assert len(calls) == 2
        assert lease.still_held()


def test_the_sentence_for_the_second_person_says_who_where_and_since_when() -> None:
    assert HeldBy("Ann", "desk-7", NOW).sentence == (
        "Ann has this workspace open on desk-7 since 22/11/2026 09:30 UTC. Ask them to close it, or only read."
    )


@pytest.mark.parametrize("call", ["open", "lock"])
def test_a_folder_without_locks_is_said_and_leaves_nothing_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def fail(*_: object) -> int:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(*((os, "open", fail) if call == "open" else (locks, "lock", fail)))
    with pytest.raises(AppError, match="could not be opened for writing"):
        take(tmp_path)
    monkeypatch.undo()
    taken(tmp_path).release()


def test_a_full_disk_costs_only_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    lease = taken(tmp_path)
    monkeypatch.undo()
    assert take(tmp_path) == HeldBy("", "", None)
    lease.release()


def test_a_very_long_name_is_cut_and_still_read(tmp_path: Path) -> None:
    lease = take(tmp_path, "\x01😀" * 500)
    held = take(tmp_path)
    assert isinstance(lease, Lease)
    assert isinstance(held, HeldBy)
    assert held.name == ("\x01😀" * 500)[:100]
    lease.release()
