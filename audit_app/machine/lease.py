"""One writer at a time: a lock on a file in the workspace's folder, held for as long as the process lives.

The lock is the lease; the text in the file only tells others whose it is. So a crash, a restart, a changed
host name or a clock set back leave nothing to clean up, and the file itself is never removed.
"""

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from audit_app.domain.problems import AppError
from audit_app.machine import locks

FILE_NAME = "lease.lock"
_LONGEST_NAME = 100
# Written in one call over the whole record, so that nobody reads half of it.
_RECORD_BYTES = 2048


@dataclass(frozen=True, slots=True)
class HeldBy:
    """Who has the workspace open; name and host are empty and `since` None where that could not be read."""

    name: str
    host: str
    since: datetime | None

    @property
    def sentence(self) -> str:
        """What to tell the second person."""
        who = self.name or "Somebody"
        where = f" on {self.host}" if self.host else ""
        when = f" since {self.since:%d/%m/%Y %H:%M} UTC" if self.since else ""
        return f"{who} has this workspace open{where}{when}. Ask them to close it, or only read."


class Lease:
    """The right to write in one workspace, held until `release` or the end of the process."""

    def __init__(self, number: int, path: Path) -> None:
        """Only `take` makes one: `number` is the open and locked file at `path`."""
        self._number: int | None = number
        self._path = path

    @classmethod
    def take(cls, folder: Path, holder_name: str, host: str, now: datetime) -> "Lease | HeldBy":
        """Take the lease on a workspace folder, or say who holds it; `now` in UTC is shown to the others.

        Raises AppError when the folder cannot be written or its disk has no locks.
        """
        path = folder / FILE_NAME
        try:
            while True:
                number = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
                if not _locked(number):
                    return _held_by(number)
                if _is_same_file(number, path):
                    break
                os.close(number)  # the file was replaced between opening and locking
        except OSError as error:
            raise AppError(
                f"The workspace {folder} could not be opened for writing ({error.strerror or error}). "
                "Check that you may write in this folder and that it lies on this computer's own disk."
            ) from error
        record = {"name": holder_name[:_LONGEST_NAME], "host": host[:_LONGEST_NAME], "since": now.isoformat()}
        with suppress(OSError):  # on a full disk the lock holds, only without the holder's name
            _write(number, record)
        return cls(number, path)

    def still_held(self) -> bool:
        """Whether the lock is ours and others still see its file; False after somebody removed the file."""
        return self._number is not None and _is_same_file(self._number, self._path)

    def release(self) -> None:
        """Give the lease back; the file stays. A second call does nothing."""
        if self._number is None:
            return
        number, self._number = self._number, None
        try:
            with suppress(OSError):
                _write(number, {})
            locks.unlock(number)
        finally:
            os.close(number)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def _locked(number: int) -> bool:
    try:
        return locks.lock(number)
    except OSError:
        os.close(number)
        raise


def _is_same_file(number: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(number), path.stat())
    except FileNotFoundError:
        return False


def _write(number: int, record: dict[str, str]) -> None:
    text = json.dumps(record, ensure_ascii=False).encode("utf-8", "replace")
    os.lseek(number, 0, os.SEEK_SET)
    os.write(number, text.ljust(_RECORD_BYTES))


def _held_by(number: int) -> HeldBy:
    try:
        os.lseek(number, 0, os.SEEK_SET)
        record = json.loads(os.read(number, _RECORD_BYTES).decode())
        return HeldBy(str(record["name"]), str(record["host"]), datetime.fromisoformat(record["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return HeldBy("", "", None)
    finally:
        os.close(number)
