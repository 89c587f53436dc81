"""Reading a statutory return into rows of the register, whole or with the faults that stopped it; it knows no
workspace.
"""

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Final

from audit_app.domain.problems import Place
from audit_app.domain.register import REGISTER_FIELDS, RegisterRow, date_queries
from audit_app.intake.child_keys import NAME_KEY, Namesakes
from audit_app.intake.faults import MOST_SHOWN, FaultList
from audit_app.intake.keeping import Keeping
from audit_app.intake.register import RegisterReading, left_out_notice
from audit_app.intake.sen2.checks import Key, check_listed, check_person, key_of
from audit_app.intake.sen2.codes import ANNEX_A, SEN2, read_date
from audit_app.intake.sen2.entries import Entry, EntryReader
from audit_app.intake.sen2.notices import Counts, notices
from audit_app.intake.sen2.records import Record, Source
from audit_app.intake.sen2.returns import ReturnKind, open_return

_SENSITIVE: Final = frozenset(field.name for field in REGISTER_FIELDS if field.sensitive)


def read_return(
    path: Path,
    kind: ReturnKind,
    *,
    today: date,
    include: Collection[str] = (),
    most_problems: int = MOST_SHOWN,
    keeping: Keeping | None = None,
) -> RegisterReading:
    """Read and check a return; `today` decides which dates lie in the future, and ages where it has no reference date.

    `include` names the sensitive fields that are taken in, `keeping` where the rows go: into the reading where it is
    not given. Raises AppError when the file is no return that can be read. Faults in values do not raise: they are in
    `problems`, and `rows` is empty.
    """
    with open_return(path, kind) as source:
        reader = ReturnReader(source, kind, today, include, most_problems, keeping or Keeping())
        reader.read()
    return reader.result()


class ReturnReader:
    """Goes through the persons of one return once, and keeps their rows as long as no fault is found."""

    def __init__(
        self, source: Source, kind: ReturnKind, today: date, include: Collection[str], most: int, keeping: Keeping
    ) -> None:
        self._rows = keeping.rows
        self._errors = FaultList(source.file, "error", most)
        self._queries = FaultList(source.file, "query", most)
        self._source, self._kind = source, kind
        self._today = today
        self._left_out = _SENSITIVE - frozenset(include)
        self._shape = shape = ANNEX_A if kind is ReturnKind.ANNEX_A else SEN2
        self._element_of = {name: (kind, element) for kind, rows in shape.fields.items() for element, name, _ in rows}
        self._entries = EntryReader(self._error, self._query, shape)
        self._person = 0
        self._of_key, self._of_ref = keeping.seen(), keeping.seen()
        self._namesakes = Namesakes(keeping.seen())
        self._has_names = False
        self._counts = Counts()

    def read(self) -> None:
        """Read every person. Raises AppError where the file cannot be read on, or is too long."""
        for number, person in self._source.persons():
            self._person = number
            self._take(person)
        for message, place in self._source.faults:
            self._errors.add(message, place)
        for message, place in self._source.oddities:
            self._queries.add(message, place)

    def _take(self, person: Record) -> None:
        entries = list(self._entries.entries(person))
        key = key_of(person, str(entries[0].row.get("date_of_birth", "")) if entries else "")
        if self._shape.by_request:
            check_person(person, key, entries, self._on(), self._error, self._query, self._source.lacks)
        else:
            check_listed(person, key, entries[0], self._on(), self._error, self._query)
        if not entries:
            return
        known = self._known(person, key, str(entries[0].row.get("plan_ref", "")))
        rows: list[RegisterRow] = []
        for entry in entries:
            row = {name: value for name, value in entry.row.items() if name not in self._left_out}
            self._note_dates(entry, row)
            self._count(entry)
            rows.append({**known, **row})
        if (known or "plan_ref" in rows[0]) and not self._errors.count:
            self._rows.add([self._person] * len(rows), rows)

    def _known(self, person: Record, key: Key, ref: str) -> RegisterRow:
        """What a person is known by, as their rows have it; nothing, or what another person has, is a fault."""
        if not (key.number or key.name or ref):
            message = "The person has neither UPN, ULN nor name with date of birth, so that nobody could be told apart."
            self._error(message, person, "upn")
            return {}
        if self._note_same(person, key, ref):
            self._counts.persons += 1
        known: RegisterRow = {"match_key": key.number} if key.number else {}
        if key.name:
            self._has_names = True
            known[NAME_KEY] = key.name
            self._note_namesake(person, key)
        return known

    def _note_same(self, person: Record, key: Key, ref: str) -> bool:
        """Say where another person has the same key or number; whether none has."""
        known = (key.number or key.name).casefold()
        same_key = self._of_key.setdefault(known, self._person) if known else self._person
        same_ref = self._of_ref.setdefault(ref.casefold(), self._person) if ref else self._person
        who = "Person" if self._shape.by_request else "The child in row"
        if same_key != self._person:
            message = f"{who} {same_key} has the same UPN, ULN, or name with date of birth. Correct one of the two."
            self._error(message, person, "upn")
        if same_ref != self._person:
            self._error(f"{who} {same_ref} has the same number. A child stands once: correct one.", person, "uniqueid")
        return same_key == self._person == same_ref

    def _note_namesake(self, person: Record, key: Key) -> None:
        first, are_sure = self._namesakes.first(key.name, key.number, self._person)
        if first == self._person:
            return
        other = f"Person {first} has the same name and date of birth"
        if are_sure:
            self._query(f"{other}, and another number. Check that these are two children.", person, "surname")
        else:
            message = f"{other}, and one of the two has no UPN or ULN that lasts. Fill it in, or delete the double."
            self._error(message, person, "surname")

    def _note_dates(self, entry: Entry, row: RegisterRow) -> None:
        for query in date_queries(row, self._today.isoformat()):
            kind, element = self._element_of[query.field]
            records = {one.kind: one for one in (entry.assessment, entry.named, entry.active) if one is not None}
            self._query(query.message, records.get(kind, entry.request), element)

    def _count(self, entry: Entry) -> None:
        self._counts.historical += "H" in (entry.row.get("request_outcome"), entry.row.get("assessment_outcome"))
        self._counts.never_plans += entry.active is None and "final_date" not in entry.row

    def _on(self) -> date:
        try:
            return date.fromisoformat(read_date(self._source.reference_date))
        except ValueError:
            return self._today

    def _error(self, message: str, record: Record, element: str = "", /) -> None:
        self._errors.add(message, self._place(record, element))

    def _query(self, message: str, record: Record, element: str = "", /) -> None:
        self._queries.add(message, self._place(record, element))

    def _place(self, record: Record, element: str) -> Place:
        return self._source.place(self._person, record, element)

    def result(self) -> RegisterReading:
        """What was read: all of it, or its faults."""
        problems = self._errors.result()
        rows, persons = ((), ()) if problems else self._rows.held()
        seen = {name: self._heading(*at) for name, at in self._entries.seen.items() if name != "need"}
        sensitive = tuple(name for name in seen if name in _SENSITIVE)
        left_out = [name for name in sensitive if name in self._left_out]
        keys = {"match_key": "UPN"} | ({NAME_KEY: "Surname"} if self._has_names else {})
        self._counts.rows = self._rows.count
        said = notices(self._kind, self._source.unread, self._entries.unknown, seen, self._counts)
        return RegisterReading(
            file=self._source.file,
            sheet="",
            headings=keys | {name: one for name, one in seen.items() if name not in left_out},
            rows=rows,
            numbers=persons,
            problems=problems,
            queries=self._queries.result(),
            query_count=self._queries.count,
            notices=(*said, *left_out_notice(left_out)),
            sensitive=sensitive,
            by_request=self._shape.by_request,
        )

    def _heading(self, kind: str, element: str) -> str:
        """An element as the file calls it."""
        return self._source.place(0, Record(kind, 0), element).column
