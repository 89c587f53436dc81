"""A plain list that leaves the app, such as the faults of a file, as a workbook or as CSV; it knows no subject."""

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from audit_app.files import write_whole
from exports.book import Book, Field, Grid, Sheet, Value
from exports.plain import encodable
from exports.report_files import csv_cell


@dataclass(frozen=True, slots=True)
class ListFile:
    """A list with its title, whose it is, a few lines that say what it is, and its columns and rows."""

    title: str
    organisation: str
    lines: tuple[str, ...]
    fields: tuple[Field, ...]
    rows: tuple[tuple[Value, ...], ...]


def write_list(path: Path, made: ListFile, made_on: date) -> None:
    """Write the list as the path's suffix says, .csv or .xlsx (any other too); `made_on` is the workbook's date.

    Text stays text, whatever it begins with. Raises AppError where the file cannot be written, and nothing is then
    left under its name.
    """
    write_whole(path, _MAKERS.get(path.suffix.casefold(), xlsx_list)(made, made_on))


def csv_list(made: ListFile) -> bytes:
    """The rows under their titles in UTF-8 with a byte order mark: people open this file in a spreadsheet program."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([field.title for field in made.fields])
    writer.writerows([csv_cell(_plain(value)) for value in row] for row in made.rows)
    return encodable(text.getvalue()).encode("utf-8-sig")


def _plain(value: Value) -> Value:
    return value.isoformat() if isinstance(value, date) else value


def _csv(made: ListFile, _made_on: date) -> bytes:
    return csv_list(made)


def xlsx_list(made: ListFile, made_on: date) -> bytes:
    """The list as a workbook of one sheet; `made_on` is its date."""
    from exports.xlsx.build import xlsx_bytes
    from resources.theme import read_theme

    sheet = Sheet("List", made.title, made.lines, Grid("List", made.fields, made.rows))
    book = Book(made.title, made.organisation, made.title, made.title, (sheet,))
    return xlsx_bytes(book, read_theme("light"), made_on)


_MAKERS: Mapping[str, Callable[[ListFile, date], bytes]] = MappingProxyType({".csv": _csv, ".xlsx": xlsx_list})
