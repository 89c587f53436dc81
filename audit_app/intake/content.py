"""Opening a file that comes in and saying what it is by its content, never by its name."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import BinaryIO, Final

from audit_app.domain.problems import Place
from audit_app.intake.faults import refusal
from audit_app.intake.limits import Limits


class Content(Enum):
    """The two shapes of table that are read."""

    TEXT = "text"
    WORKBOOK = "workbook"


_SAVE_AS: Final = "Save the table as .xlsx or CSV and choose that file."
_FOREIGN: Final = (
    (b"%PDF", "This is a PDF document, not a table."),
    (b"\x89PNG", "This is a picture (PNG), not a table."),
    (b"\xff\xd8\xff", "This is a picture (JPEG), not a table."),
    (b"GIF8", "This is a picture (GIF), not a table."),
    (b"RIFF", "This is a picture, sound or film, not a table."),
    (b"II*\x00", "This is a picture (TIFF), not a table."),
    (b"MM\x00*", "This is a picture (TIFF), not a table."),
    (b"SQLite format 3", "This is a database, not a table."),
    (b"\x1f\x8b", "This file is compressed (gzip). Unpack it first."),
    (b"7z\xbc\xaf", "This file is compressed (7-Zip). Unpack it first."),
    (b"Rar!", "This file is compressed (RAR). Unpack it first."),
    (b"{\\rtf", "This is a text document (RTF), not a table."),
    (b"\x7fELF", "This is a program, not a table."),
    (b"MZ\x90\x00", "This is a program, not a table."),
)
_MARKUP: Final = re.compile(rb"\s*<(\?xml|!doctype|html|table|!--)", re.IGNORECASE)
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")


@contextmanager
def opened(path: Path, limits: Limits) -> Iterator[BinaryIO]:
    """Open an ordinary file for reading and close it afterwards.

    Raises AppError when it is missing, no file, not readable, empty or over `limits.file_bytes`.
    """
    place = Place(file=path.name)
    try:
        if not path.is_file():
            raise refusal(_not_a_file(path), place)
        with path.open("rb") as file:
            _check_size(path.stat().st_size, limits, place)
            yield file
    except OSError as error:
        why = error.strerror or type(error).__name__
        message = f"The file could not be read ({why}). Check that you may open it, then try again."
        raise refusal(message, place) from error


def _not_a_file(path: Path) -> str:
    if path.is_dir():
        return "This is a folder. Choose a file in it."
    if path.exists():
        return "This is not an ordinary file. Copy it to a folder of yours and choose the copy."
    return "There is no such file. Check the name and the folder."


def _check_size(size: int, limits: Limits, place: Place) -> None:
    if size == 0:
        raise refusal("The file is empty. Export it again from the case system.", place)
    if size > limits.file_bytes:
        raise refusal(
            f"The file has {size / 1e6:,.0f} MB, and at most {limits.file_bytes / 1e6:,.0f} MB are read. "
            "Export fewer columns or a shorter period.",
            place,
        )


def recognise(file: BinaryIO, name: str) -> Content:
    """Say which kind of table an open file is; it is left at its beginning.

    Raises AppError for what is no table, with the advice what to save instead.
    """
    head = file.read(4096)
    place = Place(file=name)
    if head.startswith(_OLE):
        raise refusal(_ole_message(head, file), place)
    file.seek(0)
    if head.startswith(_ZIP):
        return Content.WORKBOOK
    for magic, message in _FOREIGN:
        if head.startswith(magic):
            raise refusal(f"{message} {_SAVE_AS}", place)
    if _MARKUP.match(head):
        raise refusal(f"This is a web page or XML file, not a table, whatever its name says. {_SAVE_AS}", place)
    return Content.TEXT


def _ole_message(head: bytes, file: BinaryIO) -> str:
    """An old .xls and an encrypted .xlsx share a container; its directory names what is inside."""
    tail = b""
    block = head
    while block:
        if _ENCRYPTED in tail + block:
            return "The workbook is protected with a password. Remove the password in Excel, save it and try again."
        tail = block[-len(_ENCRYPTED) :]
        block = file.read(1 << 20)
    return "This is an old Excel workbook (.xls) or another old Office file. Open it in Excel and save it as .xlsx."
