"""Reading a SEN2 return into rows of the register, whole or with the faults that stopped it; it knows no workspace."""

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Final

from audit_app.domain.problems import Place
from audit_app.domain.register import REGISTER_FIELDS, RegisterRow, date_queries
from audit_app.intake.faults import MOST_SHOWN, FaultList
from audit_app.intake.keeping import Keeping
from audit_app.intake.register import RegisterReading, left_out_notice
from audit_app.intake.sen2.checks import check_person, match_key
from audit_app.intake.sen2.codes import FIELDS, read_date
from audit_app.intake.sen2.entries import Entry, EntryReader
from audit_app.intake.sen2.records import Record, Source
from audit_app.intake.sen2.returns import ReturnKind, open_return

_SENSITIVE: Final = frozenset(field.name for field in REGISTER_FIELDS if field.sensitive)
_ELEMENT_OF: Final = {name: (kind, element) for kind, rows in FIELDS.items() for element, name, _ in rows}
_MOST_NAMED: Final = 30


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
        reader = ReturnReader(source, today, include, most_problems, keeping or Keeping())
        reader.read()
    return reader.result(kind)


class ReturnReader:
    """Goes through the persons of one return once, and keeps their rows as long as no fault is found."""

    def __init__(self, source: Source, today: date, include: Collection[str], most: int, keeping: Keeping) -> None:
        self._rows = keeping.rows
        self._errors = FaultList(source.file, "error", most)
        self._queries = FaultList(source.file, "query", most)
        self._source = source
        self._today = today
        self._left_out = _SENSITIVE - frozenset(include)
        self._entries = EntryReader(self._error, self._query)
        self._person = 0
        self._of_key = keeping.seen()
        self._keys = 0
        self._historical = 0
        self._never_plans = 0

    def read(self) -> None:
        """Read every person. Raises AppError where the file cannot be read on, or is too long."""
        for number, person in self._source.persons():
            self._person = number
            self._take(person)

    def _take(self, person: Record) -> None:
        entries = list(self._entries.entries(person))
        check_person(person, entries, self._on(), self._error, self._query)
        if not entries:
            return
        key = self._key(person, entries)
        rows: list[RegisterRow] = []
        for entry in entries:
            row = {name: value for name, value in entry.row.items() if name not in self._left_out}
            self._note_dates(entry, row)
            self._count(entry)
            rows.append({"match_key": key, **row})
        if key and not self._errors.count:
            self._rows.add([self._person] * len(rows), rows)

    def _key(self, person: Record, entries: list[Entry]) -> str:
        """The match key of a person; one that is missing, or that another person has, is a fault."""
        key = match_key(person, str(entries[0].row.get("date_of_birth", "")))
        if not key:
            message = "The person has neither UPN, ULN nor name with date of birth, so that nobody could be told apart."
            self._error(message, person, "upn")
            return ""
        first = self._of_key.setdefault(" ".join(key.casefold().split()), self._person)
        if first != self._person:
            message = f"Person {first} has the same UPN, ULN, or name with date of birth. Correct one of the two."
            self._error(message, person, "upn")
        else:
            self._keys += 1
        return key

    def _note_dates(self, entry: Entry, row: RegisterRow) -> None:
        for query in date_queries(row, self._today.isoformat()):
            kind, element = _ELEMENT_OF[query.field]
            records = {one.kind: one for one in (entry.assessment, entry.named, entry.active) if one is not None}
            self._query(query.message, records.get(kind, entry.request), element)

    def _count(self, entry: Entry) -> None:
        self._historical += "H" in (entry.row.get("request_outcome"), entry.row.get("assessment_outcome"))
        self._never_plans += entry.active is None and "final_date" not in entry.row

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

    def result(self, kind: ReturnKind) -> RegisterReading:
        """What was read: all of it, or its faults."""
        problems = self._errors.result()
        rows, persons = ((), ()) if problems else self._rows.held()
        seen = {name: element for name, element in self._entries.seen.items() if name != "need"}
        sensitive = tuple(name for name in seen if name in _SENSITIVE)
        left_out = [name for name in sensitive if name in self._left_out]
        return RegisterReading(
            file=self._source.file,
            sheet="",
            headings={"match_key": "UPN"} | {name: one for name, one in seen.items() if name not in left_out},
            rows=rows,
            numbers=persons,
            problems=problems,
            queries=self._queries.result(),
            query_count=self._queries.count,
            notices=(*self._notices(kind), *left_out_notice(left_out)),
            sensitive=sensitive,
            by_request=True,
        )

    def _notices(self, kind: ReturnKind) -> tuple[str, ...]:
        found = [f"Read as {kind.words}. Persons: {self._keys:,}; requests: {self._rows.count:,}."]
        if self._never_plans:
            found.append(f"Requests without a plan, taken in as entries: {self._never_plans:,}.")
        if self._historical:
            found.append(f"Historical requests or assessments (H), which count in no figure: {self._historical:,}.")
        if {"last_review_date", "review_decision_date"} <= self._entries.seen.keys():
            found.append(
                "ReviewMeeting was read as the day of the review meeting, LastReview as that of the decision after it. "
                "Some systems fill them the other way round: ask the data team."
            )
        if self._source.unread:
            every = sorted(self._source.unread.items())
            shown = ", ".join(f"{name[:40]} ({count:,})" for name, count in every[:_MOST_NAMED])
            more = f" and {len(every) - _MOST_NAMED} more" if len(every) > _MOST_NAMED else ""
            found.append(f"Elements that are not known and were not read: {shown}{more}.")
        return tuple(found)
