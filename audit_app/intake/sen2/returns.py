"""Saying whether a file is a statutory return and in which shape, and opening it; others are left to `tables`."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import BinaryIO, Final

from audit_app.domain.problems import AppError, Place
from audit_app.intake.content import opened
from audit_app.intake.faults import refusal
from audit_app.intake.limits import Limits
from audit_app.intake.package import Package, directory_size
from audit_app.intake.sen2.annex_a import AnnexList, is_annex_a
from audit_app.intake.sen2.collect import CollectExport, Opener, folder_openers, is_export, nine_files, zip_openers
from audit_app.intake.sen2.five_files import FiveFiles, five_files, headings_in
from audit_app.intake.sen2.records import Source
from audit_app.intake.sen2.workbooks import PreSubmission, Template
from audit_app.intake.sen2.xml_records import XmlReturn
from audit_app.intake.tables import open_table
from audit_app.intake.workbook import sheet_names
from resources.register.returns import return_words

RETURN_LIMITS: Final = Limits(file_bytes=4_000_000_000)
"""XML is read a person at a time, so that it may be far larger than a table; England's 640,000 have some 2 GB."""

_XML: Final = re.compile(r"\s*<(?!html\b|table\b|!doctype\s+html)[?!a-z]", re.IGNORECASE)
_PAGE: Final = re.compile(r"<html\b|<table\b|<!doctype\s+html|urn:schemas-microsoft-com:office", re.IGNORECASE)
_HEAD: Final = 1 << 16  # bytes that tell the headings of a table
_MARKUP: Final = 4096  # bytes that tell XML and web pages
_LARGEST_DIRECTORY: Final = 1_000_000  # bytes: the list of a zip's parts is read in one go
_ZIP: Final = b"PK\x03\x04"
_WORKBOOK: Final = "[Content_Types].xml"


class ReturnKind(Enum):
    """The shapes of a return that are read, each with its words."""

    XML = "a SEN2 return (XML)"
    FOLDER = "a COLLECT export (a folder)"
    ZIP = "a COLLECT export (a zip)"
    PRE_SUBMISSION = "a SEN2 pre-submission workbook"
    TEMPLATE = "a SEN2 submission template"
    FIVE_FILES = "a SEN2 return in five CSV files (a folder)"
    FIVE_FILES_ZIP = "a SEN2 return in five CSV files (a zip)"
    ANNEX_A = "Ofsted's Annex A, list 1"

    @property
    def words(self) -> str:
        """What it is, in a sentence."""
        return self.value


def kind_of(path: Path) -> ReturnKind | None:
    """The shape of a return, by content and never by name; None for a table or what nobody reads.

    A folder is always taken for a return, as nothing else is read from a folder.
    """
    try:
        if path.is_dir():
            openers = folder_openers(path)
            is_five = not is_export(openers) and five_files(openers)
            return ReturnKind.FIVE_FILES if is_five else ReturnKind.FOLDER
        with path.open("rb") as file:
            head = file.read(_HEAD)
            if head.startswith(_ZIP):
                return _kind_of_zip(path, file)
    except (AppError, OSError, zipfile.BadZipFile, NotImplementedError, ValueError, EOFError):
        return ReturnKind.FOLDER if path.is_dir() else None  # whoever reads it says why it cannot be read
    text = _text(head[:_MARKUP])
    if _XML.match(text):
        return ReturnKind.XML if _PAGE.search(text) is None else None
    return ReturnKind.ANNEX_A if is_annex_a(headings_in(path.name, head), return_words().annex_a) else None


def _kind_of_zip(path: Path, file: BinaryIO) -> ReturnKind | None:
    if directory_size(file) > _LARGEST_DIRECTORY:
        return None
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
    if is_export(names):
        return ReturnKind.ZIP
    if _WORKBOOK not in names:
        return ReturnKind.FIVE_FILES_ZIP if five_files(zip_openers(file, path.name)) else None
    words = return_words()
    sheets = {name.strip().casefold() for name in sheet_names(Package(file, path.name, Limits()), path.name, Limits())}
    if words.template.sheet.casefold() in sheets:
        return ReturnKind.TEMPLATE
    if {words.modules[module].sheet.casefold() for module in ("person", "requests", "activeplans")} <= sheets:
        return ReturnKind.PRE_SUBMISSION
    return _kind_of_workbook(path)


def _kind_of_workbook(path: Path) -> ReturnKind | None:
    words = return_words().annex_a
    try:
        with open_table(path, lambda headings: is_annex_a(headings, words)) as table:
            return ReturnKind.ANNEX_A if is_annex_a(table.headings, words) else None
    except AppError:
        return None


def _text(head: bytes) -> str:
    """The beginning of a file as text enough to tell XML: marks and the zeros of UTF-16 aside."""
    return head.replace(b"\0", b"").decode("latin-1").removeprefix("ï»¿").removeprefix("ÿþ").removeprefix("þÿ")


@contextmanager
def open_return(path: Path, kind: ReturnKind) -> Iterator[Source]:
    """Open a return and close it afterwards. Raises AppError, here or while persons are read, with the place."""
    if kind is ReturnKind.ANNEX_A:
        words = return_words().annex_a
        with open_table(path, lambda headings: is_annex_a(headings, words)) as table:
            yield AnnexList(table)
    elif kind in (ReturnKind.FOLDER, ReturnKind.FIVE_FILES):
        try:
            openers = folder_openers(path)
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise refusal(f"The folder could not be read ({why}).", Place(file=path.name)) from error
        yield _joined(kind, path.name, openers)
    else:
        with opened(path, RETURN_LIMITS if kind is ReturnKind.XML else Limits()) as file:
            yield _from_file(file, path.name, kind)


def _from_file(file: BinaryIO, name: str, kind: ReturnKind) -> Source:
    if kind is ReturnKind.XML:
        return XmlReturn(file, name)
    if kind is ReturnKind.PRE_SUBMISSION:
        return PreSubmission(file, name)
    if kind is ReturnKind.TEMPLATE:
        return Template(file, name)
    return _joined(kind, name, zip_openers(file, name))


def _joined(kind: ReturnKind, name: str, openers: Mapping[str, Opener]) -> Source:
    if kind in (ReturnKind.FIVE_FILES, ReturnKind.FIVE_FILES_ZIP):
        return FiveFiles(name, five_files(openers))
    return CollectExport(name, nine_files(name, openers))
