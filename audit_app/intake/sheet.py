"""The cells of one worksheet as text, row by row; it knows nothing of what the columns mean."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from audit_app.domain.problems import Place
from audit_app.intake.faults import refusal
from audit_app.intake.limits import Limits
from audit_app.intake.package import Package
from audit_app.intake.workbook import Workbook, unescaped

_NUMBER: Final = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
_MERGED: Final = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7}):\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_DAYS: Final = 2_958_465  # 31 December 9999 in the 1900 system
_FICTION: Final = 60  # Excel's 29 February 1900, which never was
_MOST_COLUMNS: Final = 16_384
_MOST_ROWS: Final = 1_048_576
_MOST_REMEMBERED: Final = 50_000


class CellFault:
    """Stands in place of a cell's text where the workbook gives none: an error, or a formula never worked out."""

    __slots__ = ("message",)

    def __init__(self, message: str) -> None:
        self.message = message


Cell = str | CellFault


def sheet_rows(
    package: Package,
    workbook: Workbook,
    sheet: tuple[str, str],
    file: str,
    limits: Limits,
    merged: list[str] | None = None,
    *,
    takes_formulas: bool = True,
) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the rows that hold anything, with their numbers in the sheet; a row ends at its last filled cell.

    Dates come as ISO text, whole numbers without a point, true and false in words. `merged` gathers the merged areas
    (A1:C1) behind the last row. A formula counts by its saved result, or is a fault where none is taken. Raises
    AppError, with sheet and row, for rows out of order, too many columns, and merged cells where they are not gathered.
    """
    handler = _Rows(workbook, Place(file=file, sheet=sheet[0]), limits, merged, takes_formulas=takes_formulas)
    for _ in package.parse(sheet[1], handler, limits.inflated_bytes):
        ready, handler.ready = handler.ready, []
        yield from ready


class _Rows:
    """Builds rows from the tags of a worksheet part."""

    def __init__(
        self, workbook: Workbook, place: Place, limits: Limits, merged: list[str] | None, *, takes_formulas: bool = True
    ) -> None:
        self._merged = merged
        self._takes_formulas = takes_formulas
        self.ready: list[tuple[int, list[Cell]]] = []
        self._strings = workbook.strings
        self._dates = workbook.date_styles
        self._from_1904 = workbook.from_1904
        self._place = place
        self._limits = limits
        self._columns: dict[str, int] = {}
        self._numbers: dict[tuple[str, bool], Cell] = {}
        self._row = 0
        self._first = 0
        self._cells: list[Cell] = []
        self._column = 0
        self._count = 0
        self._type = ""
        self._style = ""
        self._formula = False
        self._value: list[str] | None = None
        self._length = 0
        self._open = False
        self._phonetic = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name in ("v", "t"):
            if self._value is None:
                self._value = []
            self._open = not self._phonetic
        elif name == "f":
            self._formula = True
        elif name == "row":
            self._start_row(attributes.get("r", ""))
        elif name == "rPh":
            self._phonetic = True
        elif name == "mergeCell":
            self._note_merged(attributes.get("ref", ""))

    def end(self, name: str) -> None:
        if name in ("v", "t"):
            self._open = False
        elif name == "c":
            self._end_cell()
        elif name == "row":
            if self._cells:
                self._first = self._first or self._row
                self.ready.append((self._row, self._cells))
        elif name == "rPh":
            self._phonetic = False

    def text(self, data: str) -> None:
        if self._open and self._value is not None:
            self._value.append(data)
            self._length += len(data)
            if self._length > self._limits.cell:
                raise self._refusal(f"A cell is longer than {self._limits.cell:,} characters. Shorten it.")

    def _start_row(self, number: str) -> None:
        row = int(number) if number else self._row + 1
        if row <= self._row or row > _MOST_ROWS:
            raise self._refusal("The rows of the sheet are out of order. Save the workbook again in Excel.")
        self._row = row
        self._cells = []
        self._column = 0

    def _start_cell(self, attributes: dict[str, str]) -> None:
        get = attributes.get
        reference = get("r")
        if reference is None:
            self._column += 1
        else:
            letters = reference.rstrip("0123456789")
            column = self._columns.get(letters)
            if column is None:
                column = self._columns[letters] = column_number(letters)
            self._column = column
        self._count += 1
        if self._count > self._limits.cells:
            raise self._refusal(f"The sheet has more than {self._limits.cells:,} cells. Export a shorter period.")
        self._type = get("t", "n")
        self._style = get("s", "")
        self._formula = False
        self._value = None
        self._length = 0

    def _end_cell(self) -> None:
        value = self._content()
        if value == "":
            return
        cells = self._cells
        missing = self._column - len(cells) - 1
        if missing < 0:
            raise self._refusal("The cells of a row are out of order. Save the workbook again in Excel.")
        if self._column > self._limits.columns:
            raise self._refusal(
                f"A cell stands beyond column {self._limits.columns:,}. Delete what is not part of the table."
            )
        if missing:
            cells.extend([""] * missing)
        cells.append(value)

    def _content(self) -> Cell:
        kind = self._type
        if self._formula and not self._takes_formulas:
            return CellFault(_NO_FORMULA)
        if self._value is None:
            return CellFault(_NOT_WORKED_OUT) if self._formula else ""
        text = self._value[0] if len(self._value) == 1 else "".join(self._value)
        if kind == "s":
            return self._shared(text)
        if kind in ("n", "b"):
            key = (kind + text, self._style in self._dates)
            known = self._numbers.get(key)
            if known is None:
                known = _boolean(text) if kind == "b" else self._number(text, key[1])
                if len(self._numbers) < _MOST_REMEMBERED:
                    self._numbers[key] = known
            return known
        if kind == "e":
            return CellFault(f"The cell holds the error {text[:20]}. Correct it in Excel.")
        return unescaped(text)

    def _shared(self, text: str) -> Cell:
        index = int(text)
        if index < 0:
            raise IndexError(text)
        return self._strings[index]

    def _number(self, text: str, is_date: bool) -> Cell:
        text = text.strip()
        if not text:
            return CellFault(_NOT_WORKED_OUT) if self._formula else ""
        if not _NUMBER.fullmatch(text):
            return CellFault("The cell holds a number that cannot be read. Type it again in Excel.")
        if is_date:
            return serial_date(float(text), self._from_1904)
        if text.isdigit() and len(text) < 16:
            return text if text[0] != "0" else str(int(text))
        number = float(text)
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)

    def _note_merged(self, reference: str) -> None:
        if self._merged is not None:
            if len(self._merged) < _MOST_REMEMBERED:
                self._merged.append(reference)
            return
        found = _MERGED.fullmatch(reference)
        if found is None or not self._first <= int(found.group(2)) <= self._row:
            return
        what = "headings" if int(found.group(2)) == self._first else "cells"
        raise self._refusal(f"The {what} {reference} are merged. Unmerge them and fill each cell.")

    def _refusal(self, message: str) -> Exception:
        place = Place(file=self._place.file, sheet=self._place.sheet, row=self._row or None)
        return refusal(message, place)


_NO_FORMULA: Final = "The cell holds a formula. Type its value instead."
_NOT_WORKED_OUT: Final = "The cell holds a formula without a saved result. Open the workbook in Excel and save it."


def merged_rows(reference: str) -> range:
    """The rows of a merged area such as A1:C1; none where it names no area."""
    found = _MERGED.fullmatch(reference)
    return range(int(found.group(2)), int(found.group(4)) + 1) if found is not None else range(0)


def column_number(letters: str) -> int:
    """Turn a column's letters into its number, A being 1. Raises ValueError for anything else or beyond XFD."""
    number = 0
    for letter in letters:
        if not "A" <= letter <= "Z" or number > _MOST_COLUMNS:
            raise ValueError(letters)
        number = number * 26 + ord(letter) - 64
    if not 0 < number <= _MOST_COLUMNS:
        raise ValueError(letters)
    return number


def _boolean(text: str) -> str:
    return "true" if text.strip() in ("1", "true") else "false"


def serial_date(serial: float, from_1904: bool) -> Cell:
    """Turn Excel's day count into ISO text, with the time of day when there is one.

    In the 1900 system day 1 is 1 January 1900 and day 60 never was; in the 1904 system day 0 is 1 January 1904.
    """
    if from_1904:
        start = datetime(1904, 1, 1)  # a workbook's dates have no zone
    elif serial < _FICTION:
        start = datetime(1899, 12, 31)  # as above
    else:
        start = datetime(1899, 12, 30)  # as above, one day less for the day that never was
    unreal = not from_1904 and (serial < 1 or _FICTION <= serial < _FICTION + 1)
    if unreal or not 0 <= serial < _DAYS:
        return CellFault("The cell is shown as a date, but its number is no day. Type the date again in Excel.")
    moment = start + timedelta(seconds=round(serial * 86400))
    return moment.date().isoformat() if moment.time() == datetime.min.time() else moment.isoformat(" ")
