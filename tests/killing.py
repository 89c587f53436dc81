"""Runs something in a forked process that kills itself at its k-th call to the disk or the database."""

import builtins
import os
import signal
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest

from audit_app.store.driver import sqlite3

_DISK_CALLS = ("replace", "rename", "fsync", "unlink", "mkdir", "rmdir", "open")
_DATABASE_CALLS = ("execute", "executemany", "backup", "close")
_FAR = 10_000

Work = Callable[..., object]


class _Countdown:
    """Kills this process without any goodbye when it has been asked more than `left` times."""

    def __init__(self, left: int) -> None:
        self.left = left

    def __call__(self) -> None:
        self.left -= 1
        if self.left < 0:
            os.kill(os.getpid(), signal.SIGKILL)


def finishes(work: Work, kill_at: int, *, before: Callable[[], Any] | None = None) -> bool:
    """Whether `work` came to its end in a process of its own before its call number `kill_at`, from 0.

    `before` runs first in that process, uncounted; what it gives is handed to `work`. An exception in the process
    fails the test.
    """
    child = os.fork()
    if child == 0:
        _in_child(work, kill_at, before)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return False
    assert os.WEXITSTATUS(status) == 0, "the forked process failed; its traceback stands above"
    return True


def _in_child(work: Callable[..., object], kill_at: int, before: Callable[[], Any] | None) -> None:
    try:
        countdown = _Countdown(_FAR)
        _count(countdown)
        handed = () if before is None else (before(),)
        countdown.left = kill_at
        work(*handed)
        os._exit(0)
    except BaseException:  # noqa: BLE001 - nothing may leave the forked process but its exit code
        traceback.print_exc()
        os._exit(1)


def _count(countdown: _Countdown) -> None:
    for name in _DISK_CALLS:
        setattr(os, name, _counted(getattr(os, name), countdown))
    plain_open = builtins.open

    def counted_open(file: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
        if set(mode) & set("wax+"):
            countdown()
        return plain_open(file, mode, *args, **kwargs)

    builtins.open = counted_open
    members = {name: _counted_method(name, countdown) for name in _DATABASE_CALLS}
    counted_connection = type("CountedConnection", (_Quick,), members)

    def counted_connect(database: str, *args: Any, **kwargs: Any) -> Any:
        kind = _Quick if database == ":memory:" else counted_connection
        return kind(database, *args, **kwargs)

    sqlite3.connect = counted_connect  # without what the tests put around it, which here would only cost time


def _counted(call: Callable[..., Any], countdown: _Countdown) -> Callable[..., Any]:
    def counted(*args: Any, **kwargs: Any) -> Any:
        countdown()
        return call(*args, **kwargs)

    return counted


def _counted_method(name: str, countdown: _Countdown) -> Callable[..., Any]:
    plain = getattr(_Quick, name)

    def counted(self: Any, *args: Any, **kwargs: Any) -> Any:
        if not args or not _only_reads(args[0]):
            countdown()
        return plain(self, *args, **kwargs)

    return counted


def _only_reads(statement: object) -> bool:
    """Whether a kill before this statement leaves what a kill after the call before it left."""
    words = str(statement).lstrip().upper()
    writes = ("EXPORT", "CHECKPOINT", "JOURNAL_MODE")
    return words.startswith(("SELECT", "PRAGMA")) and not any(word in words for word in writes)


class _Quick(sqlite3.Connection):  # type: ignore[misc]  # the driver ships no types
    """A connection that never waits for the disk: a kill, unlike a power cut, loses nothing that was written."""

    def execute(self, statement: str, *args: Any) -> Any:
        return super().execute(statement.replace("synchronous=FULL", "synchronous=OFF"), *args)


def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait for the disk, nor open databases under the watch on logged tables, which asks at every statement.

    For tests that open hundreds of them; what they do is watched in the tests that do it once.
    """
    monkeypatch.setattr(sqlite3, "connect", _Quick)
    monkeypatch.setattr(os, "fsync", lambda _: None)


def every_kill(fresh: Callable[[], Any], work: Callable[..., object], *, before: Callable[[Any], Any]) -> Iterator[Any]:
    """What is left after `work` was killed at call 0, 1, 2 … and, last, after it came to its end.

    `fresh` makes a new copy of what is worked on, `before` opens it in the forked process.
    """
    for step in range(_FAR):
        subject = fresh()
        ended = finishes(work, step, before=partial(before, subject))
        yield subject
        if ended:
            return


def kill_while_open(work: Work) -> None:
    """Run `work` in a forked process and kill it with everything that it gives back still open."""

    def die() -> None:
        _still_open = work()
        os.kill(os.getpid(), signal.SIGKILL)

    assert not finishes(die, _FAR)
