"""Reading an agency's workbook that came back: what it says was sent, and what its rows say now.

It compares nothing and keeps nothing; whether it was sent from here is for the change log to say.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from audit_app.domain.agency_workbook import (
    ACTIONS_SHEET,
    COMMENT_AT,
    FIELDS,
    FORMAT,
    REPORT,
    SENT_SHEET,
    STATUS_AT,
    WHAT,
    BackRow,
    Cells,
    Column,
    SentMark,
)
from audit_app.domain.problems import AppError, Place, Problem
from audit_app.domain.status import read_status
from audit_app.intake.cells import parse_date
from audit_app.intake.content import opened
from audit_app.intake.faults import FaultList, refusal
from audit_app.intake.limits import Limits
from audit_app.intake.own_workbook import OwnWorkbook, open_own_workbook
from audit_app.intake.plan_cells import Line, Reader, Sheet, found_table
from audit_app.intake.sheet import CellFault

LIMITS: Final = Limits(
    file_bytes=20_000_000,
    columns=250,
    rows=100_000,
    cells=1_000_000,
    cell=40_000,
    entries=400,
    inflated_bytes=100_000_000,
    strings_bytes=50_000_000,
)
MOST_ROWS: Final = 5_000
_NO_WORKBOOK: Final = "This is no workbook of an agency's actions. Choose the workbook that the agency sent back."
_DAMAGED: Final = (
    "The workbook has lost by what it is known again: its hidden sheet is gone or was changed. Its sheets may have "
    "been copied into another workbook. Ask the agency for the workbook as they filled it in, or send them a new one."
)
_NEWER: Final = "This workbook was made by a newer version of the app. Get that version, then take it in."
_NEEDED: Final = (Column.WHAT, *REPORT, *FIELDS, Column.KEY)
_STATUS_LETTERS: Final = ("g ", "a ", "r ", "gy ")


@dataclass(frozen=True, slots=True)
class AgencyReading:
    """What a workbook says: its mark, the cells under it as they were sent, and its rows.

    `altered` are actions whose words “What will be done” are others now: these cannot be changed in the workbook.
    `digest` is that of the sent cells, `file_digest` that of the file's bytes.
    """

    file: str
    mark: SentMark
    sent: Mapping[str, Cells]
    digest: str
    file_digest: str
    rows: tuple[BackRow, ...]
    altered: tuple[str, ...]
    problems: tuple[Problem, ...]


def read_agency_workbook(path: Path) -> AgencyReading:
    """Read the workbook; with problems nothing of it is to be taken.

    Raises AppError where it is none of ours, damaged, hostile, too large or made by a newer app.
    """
    with opened(path, LIMITS) as handle:
        digest = sha256(handle.read()).hexdigest()
        handle.seek(0)
        book = open_own_workbook(handle, path.name, _NO_WORKBOOK, LIMITS, with_hidden=True)
        if SENT_SHEET not in book.sheets:
            raise refusal(_DAMAGED if ACTIONS_SHEET in book.sheets else _NO_WORKBOOK, Place(file=path.name))
        mark, sent, proof = _sent(book)
        faults = FaultList(path.name, "error")
        rows, altered = _Rows(book, sent, faults).read()
    return AgencyReading(path.name, mark, sent, proof, digest, rows, altered, faults.result())


def _sent(book: OwnWorkbook) -> tuple[SentMark, dict[str, dict[str, str]], str]:
    """The mark, cells and digest of the hidden sheet; a digest that does not fit says that somebody edited it."""
    lines = [_texts(cells) for _, cells in book.rows(SENT_SHEET)]
    facts = {cells[0]: cells[1] for cells in lines[:6] if len(cells) > 1}
    place = Place(file=book.file, sheet=SENT_SHEET)
    try:
        if int(facts["format"]) > FORMAT:
            raise AppError(_NEWER)
        mark = SentMark(*(facts[name] for name in ("workspace", "agency", "sent_on", "back_by")))
        stated = facts["digest"]
    except (KeyError, ValueError) as error:
        raise refusal(_DAMAGED, place) from error
    sent: dict[str, dict[str, str]] = {}
    for action, *told in lines[6:]:
        sent.setdefault(action, {}).update(zip(told[::2], told[1::2], strict=False))
    if mark.digest(sent) != stated:
        raise refusal(_DAMAGED, place)
    return mark, sent, stated


def _texts(cells: tuple[object, ...]) -> tuple[str, ...]:
    return tuple(_plain(cell) if isinstance(cell, str) else "" for cell in cells)


def _plain(text: str) -> str:
    """The text without what a spreadsheet program may add or drop: other line ends, blanks at its ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


class _Rows:
    """Goes through the rows of the actions once."""

    def __init__(self, book: OwnWorkbook, sent: Mapping[str, Cells], faults: FaultList) -> None:
        self._book, self._sent, self._faults = book, sent, faults
        self._reader = Reader(book.file, faults)
        self._new: dict[str, int] = {}
        self._altered: list[str] = []

    def read(self) -> tuple[tuple[BackRow, ...], tuple[str, ...]]:
        sheet = found_table(ACTIONS_SHEET, self._book.rows(ACTIONS_SHEET), lambda headings: Column.KEY in headings)
        lost = [one.value for one in _NEEDED if sheet is None or one.value not in sheet.headings]
        if sheet is None or lost:
            gone = f" Gone are: {', '.join(lost)}." if sheet is not None else ""
            said = f"The sheet “{ACTIONS_SHEET}” has lost columns by which it is read.{gone} Ask for it as it was sent."
            raise refusal(said, Place(file=self._book.file, sheet=ACTIONS_SHEET))
        if len(sheet.lines) > MOST_ROWS:
            said = f"The sheet has more than {MOST_ROWS:,} rows. Ask for the workbook as it was sent."
            raise refusal(said, Place(file=self._book.file, sheet=ACTIONS_SHEET))
        rows = tuple(self._rows(sheet))
        return rows, tuple(self._altered)

    def _rows(self, sheet: Sheet) -> Iterator[BackRow]:
        for line in sheet.lines:
            action = self._reader.key(sheet.name, line, Column.KEY)
            if action and action not in self._sent:
                said = "This row's key is none of those that were sent. Empty it where the row is a new action."
                self._reader.fault(said, sheet.name, line.number, Column.KEY)
                continue
            cells = dict(self._cells(sheet.name, line))
            what = self._text(sheet.name, line, Column.WHAT)
            if action:
                if what != self._sent[action].get(WHAT, ""):
                    self._altered.append(action)
                yield BackRow(line.number, action, cells)
            elif what or any(cells.values()):
                self._demand_new(sheet.name, line, what)
                yield BackRow(line.number, "", {WHAT: what, **cells})

    def _demand_new(self, sheet: str, line: Line, what: str) -> None:
        if not what:
            self._reader.fault("Say what will be done, or empty the row.", sheet, line.number, Column.WHAT)
        first = self._new.setdefault(" ".join(what.split()).casefold(), line.number)
        if what and first != line.number:
            said = f"Row {first} says this already. Empty one of the two."
            self._reader.fault(said, sheet, line.number, Column.WHAT)

    def _cells(self, sheet: str, line: Line) -> Iterator[tuple[str, str]]:
        for column, name in FIELDS.items():
            yield name, self._day(sheet, line, column) if name == "due" else self._text(sheet, line, column)
        yield from self._report(sheet, line)

    def _report(self, sheet: str, line: Line) -> Iterator[tuple[str, str]]:
        """How far the action is: cells of the checkpoint of that day; a blank one says nothing."""
        on, said = self._day(sheet, line, Column.ON), self._text(sheet, line, Column.SAID)
        status = self._status(sheet, line)
        is_dated = bool(self._text(sheet, line, Column.ON))
        if (status or said) and not is_dated:
            self._reader.fault("Say of which day this is: write it as 31/03/2027.", sheet, line.number, Column.ON)
        elif is_dated and on and not (status or said):
            self._reader.fault("Choose a status or say what happened, or empty the day.", sheet, line.number, Column.ON)
        elif on:
            yield from ((field.format(on), text) for field, text in ((STATUS_AT, status), (COMMENT_AT, said)) if text)

    def _status(self, sheet: str, line: Line) -> str:
        text = self._text(sheet, line, Column.STATUS)
        plain = " ".join(text.split()).casefold()
        letter = next((one for one in _STATUS_LETTERS if plain.startswith(one)), "")
        try:
            status = read_status(plain.removeprefix(letter) if letter else text)
        except ValueError as error:
            self._reader.fault(str(error), sheet, line.number, Column.STATUS)
            return ""
        return "" if status is None else status.value

    def _day(self, sheet: str, line: Line, column: Column) -> str:
        text = self._text(sheet, line, column)
        try:
            return parse_date(text) if text else ""
        except ValueError as error:
            self._reader.fault(str(error), sheet, line.number, column)
            return ""

    def _text(self, sheet: str, line: Line, column: Column) -> str:
        cell = line.cells.get(column, "")
        if isinstance(cell, CellFault):
            self._reader.fault(cell.message, sheet, line.number, column)
            return ""
        return _plain(cell)
