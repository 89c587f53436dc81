"""The exchange folder: packs put into a folder that machines share, and those that wait there.

Nothing there is ever edited or removed, and names say nothing of people or plans. It opens and verifies no pack.
"""

import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from audit_app.domain.problems import AppError
from audit_app.exchange.header import Header, Kind
from audit_app.exchange.layout import outside_bytes, read_outside
from audit_app.exchange.pack import SUFFIX
from audit_app.exchange.refusals import PackRefused
from audit_app.files import write_whole

_IN_NAME = 16
_WHOLE = 64
# A copy that a synchronising program made of a pack has another name: the pack itself is there too.
_NAME = re.compile(rf"(?:{'|'.join(Kind)})-([0-9a-f]{{{_IN_NAME}}}|[0-9a-f]{{{_WHOLE}}}){re.escape(SUFFIX)}")
_BEGINNING = 4096


@dataclass(frozen=True, slots=True)
class Waiting:
    """A pack in the folder that has not been seen: its file name, and the digest and kind that stand outside on it."""

    name: str
    digest: str
    kind: Kind


def drop(folder: Path, header: Header, data: bytes) -> Path:
    """Put a pack into the folder, written whole; the same pack again is the same file. Raises AppError."""
    for length in (_IN_NAME, _WHOLE):
        path = folder / f"{header.kind}-{header.digest[:length]}{SUFFIX}"
        held = _held(path)
        if held == data:
            return path
        if held is None:
            write_whole(path, data)
            return path
    raise AppError(f"{path} is damaged, and nothing in the exchange folder is overwritten. Remove it and try again.")


def waiting(folder: Path, seen: Collection[str]) -> tuple[Waiting, ...]:
    """The whole packs in the folder whose digests are not among those seen, by name; none in an empty folder.

    Half-written, hidden and foreign files and copies of packs are passed over. Raises AppError where the folder cannot
    be reached. A pack that waits may still be refused when it is looked at.
    """
    known = {digest[:_IN_NAME] for digest in seen}
    found = [one for name, path, size in _listed(folder) if (one := _outside(name, path, size, known))]
    return tuple(one for one in sorted(found, key=lambda one: one.name) if one.digest not in seen)


def _listed(folder: Path) -> Iterator[tuple[str, Path, int]]:
    """Ordinary files that are named as packs are, with their size in bytes."""
    try:
        with os.scandir(folder) as entries:
            files = [entry for entry in entries if _NAME.fullmatch(entry.name)]
    except OSError as error:
        raise AppError(
            f"The exchange folder {folder} cannot be reached ({error.strerror or type(error).__name__}). "
            "Nothing was lost: packs wait there. Check the connection, or choose the folder anew."
        ) from error
    for entry in files:
        try:
            if entry.is_file(follow_symlinks=False):
                yield entry.name, Path(entry.path), entry.stat(follow_symlinks=False).st_size
        except OSError:  # gone again, or not ours to read: it waits until it can be read
            continue


def _outside(name: str, path: Path, size: int, known: Collection[str]) -> Waiting | None:
    """What stands outside on a pack that lies there whole; None for anything else."""
    found = _NAME.fullmatch(name)
    if found is None or (len(found[1]) == _IN_NAME and found[1] in known):
        return None
    try:
        with path.open("rb") as handle:
            beginning = handle.read(_BEGINNING)
            length = outside_bytes(beginning)
            header = read_outside((beginning + handle.read(max(length - _BEGINNING, 0)))[:length])
    except (OSError, PackRefused):
        return None
    is_whole = size == length + header.sizes.body
    return Waiting(name, header.digest, header.kind) if is_whole and header.digest.startswith(found[1]) else None


def _held(path: Path) -> bytes | None:
    """What lies there already; None where nothing does. Raises AppError where it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise AppError(
            f"{path} could not be read ({error.strerror or type(error).__name__}). Check the exchange folder."
        ) from error
