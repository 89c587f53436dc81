"""Reading a return from a workbook: the pre-submission workbook (a sheet a module), and the submission template (one
sheet with the tables one below the other); it knows no meaning of any value.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import BinaryIO, Final

from audit_app.domain.problems import Place
from audit_app.intake.faults import refusal
from audit_app.intake.limits import Limits
from audit_app.intake.package import Package
from audit_app.intake.sen2.headed import Headed, TableRow, by_words, own_name, plain_heading
from audit_app.intake.sen2.joined import ByRequest
from audit_app.intake.sen2.records import PARENTS, Record
from audit_app.intake.sheet import Cell, merged_rows, sheet_rows
from audit_app.intake.workbook import Workbook, read_workbook
from resources.register.returns import return_words

_LIMITS: Final = Limits()
_LONGEST_TITLE: Final = 60
_CAPTION: Final = 2  # rows before a table's title that may hold words about it
_REVIEW: Final = ("reviewmeeting", "lastreview")

Rows = Sequence[tuple[int, Sequence[Cell]]]


class PreSubmission(ByRequest):
    """The pre-submission workbook as persons: sheets named after the modules, headings named after the elements."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        """Raises AppError where it is no workbook, or lacks a sheet."""
        super().__init__(name)
        self._package = Package(file, name, _LIMITS)
        self._workbook = read_workbook(self._package, name, _LIMITS)
        self._sheets = {sheet[0].strip().casefold(): sheet for sheet in self._workbook.sheets}
        self._words = return_words()
        missing = [self.sheet(module) for module in PARENTS if self.sheet(module).casefold() not in self._sheets]
        if missing:
            message = f"A pre-submission workbook has eight sheets, and here these are missing: {', '.join(missing)}."
            raise refusal(f"{message} Export it again.", Place(file=name))

    def sheet(self, module: str) -> str:
        """The name of the module's sheet."""
        return self._words.modules[module].sheet

    def rows(self, module: str) -> Iterator[TableRow]:
        """The rows of one sheet, none where it is empty."""
        sheet = self._sheets[self.sheet(module).casefold()]
        records = sheet_rows(self._package, self._workbook, sheet, self.file, _LIMITS)
        first = next(records, None)
        if first is None:
            return
        headed = self._headed[module] = Headed(*first, own_name, partial(self.refusal, module), self.unread)
        yield from headed.rows(records)


class Template(ByRequest):
    """The submission template as persons: a table is its title in the first column, its headings, and its rows."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        """Raises AppError where it is no workbook, or lacks a table."""
        super().__init__(name)
        self._words = return_words()
        package = Package(file, name, _LIMITS)
        workbook = read_workbook(package, name, _LIMITS)
        wanted = self._words.template.sheet
        self._sheet = next(one for one in workbook.sheets if one[0].strip().casefold() == wanted.casefold())
        self._tables = self._cut(package, workbook)
        missing = [self.sheet(module) for module in PARENTS if module not in self._tables]
        if missing:
            message = f"The template has nine tables, and here these are missing: {', '.join(missing)}."
            raise refusal(f"{message} Restore their titles.", Place(file=name, sheet=self._sheet[0]))

    def sheet(self, module: str) -> str:
        """The template's sheet with the title of the module's table."""
        return f"{self._sheet[0]} ({self._words.modules[module].table})"

    def rows(self, module: str) -> Iterator[TableRow]:
        """The rows of one table, none where it is empty."""
        yield from self._read(module, self._tables[module])

    def persons(self) -> Iterator[tuple[int, Record]]:
        """Each person with their number, in the order of the file. Raises AppError where the tables do not fit."""
        for row in self._header_rows():
            self.reference_date = row.values.get("referencedate", self.reference_date)
        yield from super().persons()
        self._note_review_dates()

    def _cut(self, package: Package, workbook: Workbook) -> Mapping[str, Rows]:
        """The rows of each table by its module, headings first; those of the header under an empty name."""
        titles = {plain_heading(one.table): module for module, one in self._words.modules.items()}
        titles[plain_heading(self._words.template.header)] = ""
        merged: list[str] = []
        tables: dict[str, list[tuple[int, Sequence[Cell]]]] = {}
        module: str | None = None
        for number, cells in sheet_rows(package, workbook, self._sheet, self.file, _LIMITS, merged):
            first = cells[0] if cells and isinstance(cells[0], str) else ""
            title = titles.get(plain_heading(first)) if len(first) <= _LONGEST_TITLE else None
            if title is None:
                if module is not None:
                    tables[module].append((number, cells))
                continue
            if title in tables:
                raise self.refusal(title or "person", number, first, "The title of the table stands twice.")
            if module is not None:
                tables[module] = _without_caption(tables[module], number)
            module = title
            tables[module] = []
        self._refuse_merged(merged, tables)
        return tables

    def _refuse_merged(self, merged: Sequence[str], tables: Mapping[str, Rows]) -> None:
        """Titles may be merged; headings and rows of a table may not, as some of their cells are then missing."""
        used = sorted(number for rows in tables.values() for number, _ in rows)
        for reference in merged:
            area = merged_rows(reference)
            at = bisect_left(used, area.start)
            if at < len(used) and used[at] in area:
                message = f"The cells {reference} are merged. Unmerge them and fill each cell."
                raise refusal(message, Place(file=self.file, sheet=self._sheet[0], row=used[at]))

    def _header_rows(self) -> Iterator[TableRow]:
        name = plain_heading(self._words.template.reference_date)

        def element_of(heading: str) -> str:
            return "referencedate" if plain_heading(heading) == name else ""

        rows = self._tables.get("", ())
        if rows:
            yield from Headed(*rows[0], element_of, partial(self.refusal, "person"), self.unread).rows(rows[1:])

    def _read(self, module: str, rows: Rows) -> Iterator[TableRow]:
        if not rows:
            return
        headings = self._words.modules[module].headings

        width = len(rows[0][1])
        headed = self._headed[module] = Headed(*rows[0], by_words(headings), partial(self.refusal, module), self.unread)
        yield from headed.rows((number, cells[:width]) for number, cells in rows[1:])

    def _note_review_dates(self) -> None:
        """The template's headings of the two dates of a review are known to be taken one for the other."""
        headed = self._headed.get("activeplans")
        if headed is None or not set(_REVIEW) <= set(headed.names):
            return
        meeting, decision = (self.heading("activeplans", name) for name in _REVIEW)
        place = Place(file=self.file, sheet=self.sheet("activeplans"), row=self._tables["activeplans"][0][0])
        message = (
            f"“{meeting}” is read as the day of the review meeting and “{decision}” as that of the decision after it. "
            "In some templates they are filled the other way round. Check one plan, and exchange the two headings in "
            "the file where that is so."
        )
        self.oddities.append((message, place))


def _without_caption(rows: list[tuple[int, Sequence[Cell]]], title: int) -> list[tuple[int, Sequence[Cell]]]:
    """The rows of a table without the words that stand just before the next one's title."""
    return [(number, cells) for number, cells in rows if number < title - _CAPTION or sum(map(bool, cells)) > 1]
