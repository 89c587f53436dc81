"""Reading Ofsted's Annex A list 1, a row a child with a plan, as persons of a return with one request each."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from audit_app.domain.problems import Place
from audit_app.intake.faults import refusal
from audit_app.intake.sen2.headed import LONGEST_VALUE, MOST_FAULTS, plain_heading
from audit_app.intake.sen2.records import LABELS, Record
from audit_app.intake.sheet import Cell, CellFault
from audit_app.intake.tables import Table
from resources.register.returns import AnnexWords, return_words

_TREE: Final = ("person", "requests", "assessment", "namedplan", "activeplans", "placementdetail", "senneed")


def is_annex_a(headings: Sequence[str], words: AnnexWords) -> bool:
    """Whether these are the headings of the list."""
    return words.known_by <= set(map(plain_heading, headings))


class AnnexList:
    """The list as persons, read a row at a time. A place is the row and the heading."""

    def __init__(self, table: Table) -> None:
        """Raises AppError where two headings mean the same."""
        self.file = table.file
        self.reference_date = ""
        self.unread: Counter[str] = Counter()
        self.lacks: frozenset[str] = frozenset()
        self.faults: list[tuple[str, Place]] = []
        self.oddities: list[tuple[str, Place]] = []
        self._table = table
        words = return_words().annex_a
        plain = [plain_heading(heading) for heading in table.headings]
        self._columns = [words.headings.get(one) for one in plain]
        self._others = [
            None if known or not one or one in words.unread else one
            for known, one in zip(self._columns, plain, strict=True)
        ]
        self._headings = {known: one for known, one in zip(self._columns, table.headings, strict=True) if known}
        twice = next((one for one, count in Counter(filter(None, self._columns)).items() if count > 1), None)
        if twice is not None:
            message = "Two columns of the list mean the same. Delete one of them."
            raise refusal(message, table.place(table.header_row, self._headings[twice]))

    def place(self, person: int, record: Record, element: str = "") -> Place:
        """The row, and the heading of the element."""
        del person  # the row tells who it is
        column = self._headings.get((record.kind, element), "" if record.kind == "person" else LABELS[record.kind])
        return self._table.place(record.line, column)

    def persons(self) -> Iterator[tuple[int, Record]]:
        """Each child with the number of their row. Raises AppError where the table cannot be read on."""
        for number, cells in self._table.rows:
            records = {kind: Record(kind, number) for kind in _TREE}
            for at, cell in enumerate(cells):
                self._put(records, at, cell, number)
            if any(one.values for one in records.values()):
                yield number, _joined(records)

    def _put(self, records: dict[str, Record], at: int, cell: Cell, number: int) -> None:
        known, other = self._columns[at], self._others[at]
        if known is None:
            if other and cell:
                self.unread[other] += 1
            return
        kind, element = known
        if isinstance(cell, CellFault):
            if len(self.faults) < MOST_FAULTS:
                self.faults.append((cell.message, self._table.place(number, self._headings[known])))
            return
        if len(cell) > LONGEST_VALUE:
            message = f"A cell is longer than {LONGEST_VALUE:,} characters. Shorten it."
            raise refusal(message, self._table.place(number, self._headings[known]))
        if text := cell.strip():
            records[kind].values[element] = text


def _joined(records: dict[str, Record]) -> Record:
    """One child's records put into each other: a plan with its start, its review, its need and its placement."""
    person, request = records["person"], records["requests"]
    assessment, active = records["assessment"], records["activeplans"]
    person.children.append(request)
    request.children += [assessment, active]
    assessment.children.append(records["namedplan"])
    active.children += [records["placementdetail"], records["senneed"]]
    records["senneed"].values["sentyperank"] = "1"
    return person
