"""Lists of an import that leave the app: its faults, for whoever mends the source, and what it changes."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from audit_app.domain.problems import Problem
from audit_app.domain.register import REGISTER_FIELDS
from audit_app.services.register.entries import Change, EntryChange
from audit_app.store.read_subject import organisation
from audit_app.store.workspace import Workspace
from exports.book import Field, Format, Value
from exports.lists import ListFile

LABELS: Final[Mapping[str, str]] = MappingProxyType({field.name: field.label for field in REGISTER_FIELDS})
CHANGE_WORDS: Final[Mapping[Change, str]] = MappingProxyType(
    {
        Change.NEW: "New",
        Change.CEASED: "Ceased",
        Change.MOVED: "Moved school",
        Change.NEED: "Other primary need",
        Change.PLAN: "New final plan",
        Change.REVIEW: "Review held",
        Change.CHANGED: "Otherwise changed",
        Change.VANISHED: "Not in the file",
    }
)


def fault_list(workspace: Workspace, file: str, problems: Sequence[Problem]) -> ListFile:
    """The faults and queries of a file, a row each: where it stands, and what is wrong and to be done."""
    kinds = {"error": "Fault", "query": "To look at"}
    rows = [
        (kinds[one.severity], _part(one), one.place.row or one.place.line, one.place.column, one.message)
        for one in problems
    ]
    fields = (
        *(Field("Kind", width=12), Field("Sheet", width=16), Field("Row", Format.WHOLE, 8)),
        *(Field("Column", width=28), Field("What is wrong, and what to do", width=80)),
    )
    lines = ("Correct these in the source and export the file again. A fault stops the whole file.",)
    return ListFile(f"What is wrong in {file}", organisation(workspace.conn), lines, fields, tuple(rows))


def _part(problem: Problem) -> str:
    """The sheet, or the person of a statutory return."""
    person = "" if problem.place.person is None else f"person {problem.place.person}"
    return ", ".join(part for part in (problem.place.sheet, person) if part)


def change_list(workspace: Workspace, file: str, entries: Sequence[EntryChange]) -> ListFile:
    """What an import changes, a row for each field of each entry; new and vanished entries have one row."""
    fields = (
        *(Field("Plan", width=20), Field("What", width=16), Field("Field", width=28)),
        *(Field("Before", width=28), Field("After", width=28)),
    )
    rows = tuple(row for entry in entries for row in _rows(entry))
    lines = ("Values of sensitive fields are not named. Entries that are not in the file stay as they are.",)
    return ListFile(f"What {file} changes", organisation(workspace.conn), lines, fields, rows)


def _rows(entry: EntryChange) -> Iterator[tuple[Value, ...]]:
    for change, fields in entry.parts():
        what = CHANGE_WORDS[change]
        if not fields:
            yield entry.plan_ref, what, "", "", ""
        for one in fields:
            yield entry.plan_ref, what, LABELS[one.name], one.old, one.new
