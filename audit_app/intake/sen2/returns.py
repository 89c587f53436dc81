"""Saying whether a file is a SEN2 return and in which shape, and opening it; tables are left to `intake.tables`."""

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import Final

from audit_app.domain.problems import Place
from audit_app.intake.content import opened
from audit_app.intake.faults import refusal
from audit_app.intake.limits import Limits
from audit_app.intake.package import directory_size
from audit_app.intake.sen2.collect import CollectExport, is_export, open_folder, open_zip
from audit_app.intake.sen2.records import Source
from audit_app.intake.sen2.xml_records import XmlReturn

RETURN_LIMITS: Final = Limits(file_bytes=1_000_000_000)
"""XML is read a person at a time, so that it may be far larger than a table; 100,000 requests have some 300 MB."""

_XML: Final = re.compile(r"\s*<(?!html\b|table\b|!doctype\s+html)[?!a-z]", re.IGNORECASE)
_PAGE: Final = re.compile(r"<html\b|<table\b|<!doctype\s+html|urn:schemas-microsoft-com:office", re.IGNORECASE)
_HEAD: Final = 4096
_LARGEST_DIRECTORY: Final = 1_000_000  # bytes: the list of a zip's parts is read in one go
_ZIP: Final = b"PK\x03\x04"


class ReturnKind(Enum):
    """The shapes of a SEN2 return that are read, each with its words."""

    XML = "a SEN2 return (XML)"
    FOLDER = "a COLLECT export (a folder)"
    ZIP = "a COLLECT export (a zip)"

    @property
    def words(self) -> str:
        """What it is, in a sentence."""
        return self.value


def kind_of(path: Path) -> ReturnKind | None:
    """The shape of a return, by content and never by name; None for a table or what nobody reads.

    A folder is always taken for a COLLECT export, as nothing else is read from a folder.
    """
    if path.is_dir():
        return ReturnKind.FOLDER
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
            if head.startswith(_ZIP):
                if directory_size(file) > _LARGEST_DIRECTORY:
                    return None
                with zipfile.ZipFile(file) as archive:
                    return ReturnKind.ZIP if is_export(archive.namelist()) else None
    except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError, EOFError):
        return None  # whoever reads it as a table says why it cannot be read
    text = _text(head)
    return ReturnKind.XML if _XML.match(text) and _PAGE.search(text) is None else None


def _text(head: bytes) -> str:
    """The beginning of a file as text enough to tell XML: marks and the zeros of UTF-16 aside."""
    return head.replace(b"\0", b"").decode("latin-1").removeprefix("ï»¿").removeprefix("ÿþ").removeprefix("þÿ")


@contextmanager
def open_return(path: Path, kind: ReturnKind) -> Iterator[Source]:
    """Open a return and close it afterwards. Raises AppError, here or while persons are read, with the place."""
    if kind is ReturnKind.FOLDER:
        try:
            yield CollectExport(path.name, open_folder(path))
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise refusal(f"The folder could not be read ({why}).", Place(file=path.name)) from error
        return
    with opened(path, RETURN_LIMITS if kind is ReturnKind.XML else Limits()) as file:
        if kind is ReturnKind.XML:
            yield XmlReturn(file, path.name)
        else:
            yield CollectExport(path.name, open_zip(file, path.name))
