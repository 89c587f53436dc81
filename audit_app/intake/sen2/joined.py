"""Joining the tables of a return into persons by their keys; each shape says how its rows are read. It opens no file.

All of it is held while that is done: a table's rows may stand in any order.
"""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from audit_app.domain.problems import AppError, Place
from audit_app.intake.faults import refusal
from audit_app.intake.sen2.headed import MOST_FAULTS, Headed, TableRow, whole_number
from audit_app.intake.sen2.records import ELEMENTS, LABELS, PARENTS, Record

REQUEST_KEY: Final = "requeststableid"
_PERSON_KEY: Final = "persontableid"
_NUMBERS: Final = ("urn", "ukprn", "uniquelearnernumber", "transferla", "ceasereason", "requestsource")


class JoinedReturn(ABC):
    """A return of several tables as persons. A place is the table and its row."""

    again = "Correct the file and read it again."
    """What to do about a file whose tables do not fit together."""

    lacks: frozenset[str] = frozenset()
    """Modules that a file of this shape never has."""

    def __init__(self, name: str) -> None:
        self.file = name
        self.reference_date = ""
        self.unread: Counter[str] = Counter()
        self.faults: list[tuple[str, Place]] = []
        self.oddities: list[tuple[str, Place]] = []
        self._headed: dict[str, Headed] = {}

    @abstractmethod
    def rows(self, module: str) -> Iterator[TableRow]:
        """The rows of one module in the order of the file. Raises AppError where they cannot be read."""

    @abstractmethod
    def persons(self) -> Iterator[tuple[int, Record]]:
        """Each person with their number, in the order of the file. Raises AppError where the tables do not fit."""

    def sheet(self, module: str) -> str:
        """What the table of a module is called in a place."""
        return module

    def place(self, person: int, record: Record, element: str = "") -> Place:
        """The module, its row as a spreadsheet shows it, the number of the person, and the heading."""
        column = self.heading(record.kind, element) or LABELS[record.kind]
        return Place(file=self.file, sheet=self.sheet(record.kind), row=record.line, column=column, person=person)

    def heading(self, module: str, element: str) -> str:
        """An element as the file's own headings call it, else as the return does."""
        headed = self._headed.get(module)
        own = headed.headings.get(element, "") if headed is not None else ""
        return own if own and own.casefold() != element else ELEMENTS.get(element, element)

    def refusal(self, module: str, row: int, column: str, message: str) -> AppError:
        """The refusal of the file, with the place in one of its tables."""
        place = Place(file=self.file, sheet=self.sheet(module), row=row, column=column)
        return refusal(f"{message} {self.again}", place)

    def key(self, module: str, row: TableRow, name: str) -> str:
        """The key of a row. Raises AppError where it is empty."""
        key = whole_number(row.values.get(name, ""))
        if not key:
            why = row.faults.get(name, "")
            raise self.refusal(
                module, row.number, self.heading(module, name), f"The key of the row is empty. {why}".strip()
            )
        return key

    def record(self, module: str, row: TableRow) -> Record:
        """A row as a record, without its keys."""
        for name, message in row.faults.items():
            place = Place(self.file, self.sheet(module), row.number, self.heading(module, name))
            if len(self.faults) < MOST_FAULTS:
                self.faults.append((message, place))
        held = {name: row.values[name] for name in row.values if name in ELEMENTS}
        held |= {name: whole_number(held[name]) for name in _NUMBERS if name in held}
        return Record(module, row.number, held)

    def unique(self, module: str, row: TableRow, name: str, held: Mapping[str, Record]) -> str:
        """The key of a row that no other has. Raises AppError where it is empty or stands twice."""
        key = self.key(module, row, name)
        if key in held:
            message = f"The key “{key[:40]}” stands in row {held[key].line} already."
            raise self.refusal(module, row.number, self.heading(module, name), message)
        return key

    def inside(self, module: str, row: TableRow, name: str, parents: Mapping[str, Record]) -> Record:
        """The record that a row belongs to by its key. Raises AppError where there is none."""
        parent = parents.get(self.key(module, row, name))
        if parent is None:
            message = f"The row belongs to no row of {self.sheet(PARENTS[module])}."
            raise self.refusal(module, row.number, self.heading(module, name), message)
        return parent


class ByRequest(JoinedReturn, ABC):
    """A return whose tables are joined by the keys of person and request alone, as people fill them in by hand.

    Of several assessments of one request, the named plan belongs to the last that ended with yes, else to the last.
    """

    def persons(self) -> Iterator[tuple[int, Record]]:
        """Each person with their number, in the order of the file. Raises AppError where the tables do not fit."""
        persons: dict[str, Record] = {}
        for row in self.rows("person"):
            persons[self.unique("person", row, _PERSON_KEY, persons)] = self.record("person", row)
        requests, owners = self._requests(persons)
        held: dict[str, dict[str, Record]] = {"requests": requests}
        for module in PARENTS:
            if module in self.lacks or module in ("person", "requests"):
                continue
            held[module] = {}
            for row in self.rows(module):
                self._take(module, row, held, owners)
        yield from enumerate(persons.values(), start=1)

    def _requests(self, persons: Mapping[str, Record]) -> tuple[dict[str, Record], dict[str, str]]:
        requests: dict[str, Record] = {}
        owners: dict[str, str] = {}
        for row in self.rows("requests"):
            key = self.unique("requests", row, REQUEST_KEY, requests)
            record = requests[key] = self.record("requests", row)
            self.inside("requests", row, _PERSON_KEY, persons).children.append(record)
            owners[key] = self.key("requests", row, _PERSON_KEY)
        return requests, owners

    def _take(
        self, module: str, row: TableRow, held: Mapping[str, dict[str, Record]], owners: Mapping[str, str]
    ) -> None:
        parent = self.inside(module, row, REQUEST_KEY, held[PARENTS[module]])
        key = self.key(module, row, REQUEST_KEY)
        person = whole_number(row.values.get(_PERSON_KEY, ""))
        if person and person != owners[key]:
            message = f"The request is that of person “{owners[key][:40]}”, and the row names another one."
            raise self.refusal(module, row.number, self.heading(module, _PERSON_KEY), message)
        record = self.record(module, row)
        parent.children.append(record)
        known = held[module].get(key)
        if module == "assessment" and known is not None and _ended_with_yes(known) and not _ended_with_yes(record):
            return
        held[module][key] = record


def _ended_with_yes(assessment: Record) -> bool:
    return assessment.get("assessmentoutcome").upper() == "Y"
