"""What went wrong, turned into words for the user, and a fault log for support that holds no value of anybody's."""

import errno
import os
import platform
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from audit_app.domain.problems import AppError
from audit_app.files import sentence
from audit_app.machine.folders import Folders, ready
from audit_app.version import __version__

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]

_STOPPED = "Stopped. What was saved before is whole, and nothing half done was kept."
_NO_MEMORY = "There is not enough free memory for this. Nothing half done was kept. Close other programs and try again."
_LARGEST_LOG = 256 * 1024
_HOME = Path(__file__).parent.parent


def lines(error: AppError | OSError | MemoryError | KeyboardInterrupt) -> tuple[str, ...]:
    """What to tell the user of an error that can be expected: each fault on a line of its own.

    The problems behind an AppError stand for its sentence where the sentence only repeats the first of them.
    """
    if isinstance(error, AppError):
        problems = tuple(one_line(str(problem)) for problem in error.problems)
        repeated = any(error.message in (problem.message, str(problem)) for problem in error.problems)
        return problems if repeated else (one_line(error.message), *problems)
    if isinstance(error, KeyboardInterrupt):
        return (_STOPPED,)
    if isinstance(error, MemoryError):
        return (_NO_MEMORY,)
    return (one_line(_of_the_system(error)),)


def one_line(text: str) -> str:
    """The text with its line breaks and control characters made visible: one fault stays one line."""
    return "".join(character if character.isprintable() else _visible(character) for character in text)


def _visible(character: str) -> str:
    return " " if character in "\n\r\t" else ascii(character)[1:-1]


def _of_the_system(error: OSError) -> str:
    if error.filename is None:
        return f"The system reported a fault ({error.strerror or error}). Try again."
    path = Path(os.fsdecode(error.filename)) if isinstance(error.filename, str | bytes) else Path(str(error.filename))
    if error.errno == errno.ENOENT:
        return f"There is no {path}. Check the name."
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"You may not open {path}. Ask whoever it belongs to, or choose another."
    if error.errno == errno.EISDIR:
        return f"{path} is a folder. Give a file."
    return sentence(error, path)


class FaultLog:
    """Keeps what support needs of faults in the app itself: where in the code, never a value, a name or a file's."""

    def __init__(self, folders: Folders) -> None:
        self.path = folders.data / "log" / "faults.log"

    def note(self, error: BaseException, step: str, at: datetime) -> bool:
        """Add a fault at a UTC moment, during a step named in our own words; False where it could not be written."""
        head = (
            f"{at.isoformat(timespec='seconds')} ehcp-audit {__version__}, Python {platform.python_version()}, "
            f"{platform.system()} {platform.release()}, step: {step}"
        )
        with suppress(AppError, OSError):
            ready(self.path.parent)
            self._make_room()
            with self.path.open("a", encoding="utf-8", errors="backslashreplace") as file:
                file.write("\n".join([head, *_places(error), "", ""]))
            return True
        return False

    def _make_room(self) -> None:
        if self.path.exists() and self.path.stat().st_size > _LARGEST_LOG:
            self.path.replace(self.path.with_suffix(".1.log"))


def _places(error: BaseException) -> Iterator[str]:
    """The kinds of the errors and the places in the code; their messages are left out, since those hold values."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        yield from _places(cause)
        yield "then"
    yield type(error).__name__
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {_in_code(frame.filename)}, line {frame.lineno}, in {frame.name}"


def _in_code(name: str) -> str:
    """A module's path from the packages on: what lies above them can hold the user's name."""
    path = Path(name)
    return path.relative_to(_HOME).as_posix() if path.is_relative_to(_HOME) else path.name


def hook(folders: Callable[[], Folders], step: str) -> Hook:
    """What `sys.excepthook` shows of a fault in the app: one sentence; the places go into the fault log."""

    def show(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if isinstance(error, AppError | OSError | MemoryError | KeyboardInterrupt):
            told = lines(error)
        else:
            log = FaultLog(folders())
            kept = log.note(error, step, datetime.now(UTC))
            where = f"Send {log.path} to support; it holds no data on any child." if kept else "Tell support."
            told = (f"The app has a fault and could not go on. What was saved before is whole. {where}",)
        for line in told:
            print(line, file=sys.stderr)

    return show
