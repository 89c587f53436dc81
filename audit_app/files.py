"""Files written whole: beside the target, then moved over it; a half file never has the final name."""

import errno
import os
import re
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from audit_app.domain.problems import AppError

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_REFUSED = frozenset({errno.EACCES, errno.EPERM})
# Some file systems cannot sync a folder and say so in one of these ways; the file itself is synced.
_CANNOT_SYNC_FOLDER = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM, errno.EBADF})
_SHARING_VIOLATIONS = frozenset({32, 33})  # Windows: another program holds the file, or a part of it
_NO_FOLDER = frozenset({errno.ENOENT, errno.ENOTDIR, errno.EEXIST})
_HALF = re.compile(r"\.writing-[a-z0-9_]{8}\.part")
_STALE_SECONDS = 24 * 3600


def write_whole(path: Path, data: bytes) -> None:
    """Write the bytes so that the file is exactly as before or exactly as asked, readable by its owner only.

    Raises AppError with a sentence (disk full, no permission, open in another program, no such folder);
    then the file is as it was and nothing is left beside it.
    """
    with whole_file(path) as handle:
        handle.write(data)


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A binary handle, readable and seekable; its content becomes the file when the block ends without error.

    Raises AppError as `write_whole` does. Whatever else the block raises passes through, and the file stays
    as it was. What a killed export left in the folder over a day ago is removed.
    """
    beside: Path | None = None
    try:
        if path.is_dir():
            raise AppError(f"{path} could not be written because it is a folder. Choose a file name.")
        number, name = tempfile.mkstemp(prefix=".writing-", suffix=".part", dir=path.parent)
        beside = Path(name)
        with os.fdopen(number, "w+b") as handle:
            _clear_stale(path.parent, os.fstat(number))
            yield handle
            handle.flush()
            os.fsync(handle.fileno())
        _move_over(beside, path)
    except OSError as error:
        # An error of the handle names no file; one that names another file belongs to the caller's block.
        if error.filename is not None and not _is_about(error, path, beside):
            raise
        raise AppError(sentence(error, path)) from error
    finally:
        if beside is not None:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
    _sync_folder(path.parent)


def read_bounded(path: Path, largest: int) -> bytes:
    """The bytes of an ordinary file; raises AppError where it cannot be read, is empty or has over `largest` bytes."""
    try:
        if not path.is_file():
            raise AppError(f"There is no file {path.name}. Check the name and the folder.")
        with path.open("rb") as file:
            data = file.read(largest + 1)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise AppError(f"{path.name} could not be read ({why}). Check that you may open it, then try again.") from error
    if not data:
        raise AppError(f"{path.name} is empty. Ask for it again, or fetch it from where it was sent.")
    if len(data) > largest:
        raise AppError(f"{path.name} has over {largest / 1e6:,.0f} MB, which is more than is read. Check the file.")
    return data


def sentence(error: OSError, path: Path) -> str:
    """What went wrong in writing this path, and what to do next, in words."""
    start = f"{path} could not be written because"
    if error.errno in _NO_ROOM:
        return f"{start} there is no room left on the disk. Free some space and try again."
    if getattr(error, "winerror", None) in _SHARING_VIOLATIONS or error.errno == errno.EBUSY:
        return f"{start} {path.name} is open in another program. Close it there and try again."
    if error.errno in _REFUSED and os.name == "nt":
        return f"{start} it is open in another program or you may not write there. Close it and try again."
    if error.errno in _REFUSED:
        return f"{start} you may not write in {path.parent}. Choose another folder."
    if error.errno == errno.EROFS:
        return f"{start} the disk can only be read. Choose another folder."
    if error.errno in _NO_FOLDER and (way := _file_in_the_way(path)) is not None:
        named = "it" if way == path else way
        return (
            f"{start} {named} is a file, where a folder should be. Move or rename that file, or choose another folder."
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return f"{start} the folder {path.parent} does not exist. Make it or choose another folder."
    if error.errno == errno.ENAMETOOLONG:
        return f"{start} its name is too long. Choose a shorter one."
    return f"{start} the disk reported a fault ({error.strerror or error}). Try again or choose another disk."


def _move_over(beside: Path, path: Path) -> None:
    os.replace(beside, path)  # noqa: PTH105  the one call whose meaning is the same on every system


def _clear_stale(folder: Path, fresh: os.stat_result) -> None:
    """Remove half files of ours that are over a day older than the one just made, by the folder's own clock."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if not _HALF.fullmatch(entry.name):
                continue
            with suppress(OSError):  # somebody else's, or gone
                found = entry.stat(follow_symlinks=False)
                is_ours = stat.S_ISREG(found.st_mode) and found.st_uid == fresh.st_uid
                if is_ours and fresh.st_mtime - found.st_mtime > _STALE_SECONDS:
                    Path(entry.path).unlink()


def _file_in_the_way(path: Path) -> Path | None:
    # os.path.isfile says no where a part of the path cannot be looked into; Path.is_file raises
    return next((one for one in (path, *path.parents) if os.path.isfile(one)), None)  # noqa: PTH113 - as said above


def _is_about(error: OSError, path: Path, beside: Path | None) -> bool:
    named = Path(os.fsdecode(error.filename)) if isinstance(error.filename, str | bytes) else None
    return named is None or named in (path, beside) or named.name.startswith(".writing-")


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows has no way to sync a folder
        return
    try:
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
    except OSError as error:
        if error.errno not in _CANNOT_SYNC_FOLDER:
            raise AppError(
                f"The disk did not confirm what was written in {folder}. Check the disk and try again."
            ) from error
