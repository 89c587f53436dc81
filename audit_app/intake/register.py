"""Reading a register file into validated rows, or a list of faults by row and column; it knows no workspace."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from audit_app.domain.problems import Place, Problem
from audit_app.domain.register import REGISTER_FIELDS, RegisterRow
from audit_app.intake.cells import squeezed
from audit_app.intake.child_keys import KEY_FIELDS, KEY_PARTS, NAME_KEY, tells_child
from audit_app.intake.faults import MOST_SHOWN, refusal
from audit_app.intake.keeping import Keeping
from audit_app.intake.limits import DEFAULT_LIMITS, Limits
from audit_app.intake.mapping import Mapping, Matched, match_headings
from audit_app.intake.register_rows import RowReader
from audit_app.intake.tables import Table, open_table

_FIELDS: Final = {field.name: field for field in (*REGISTER_FIELDS, *KEY_FIELDS)}

SENSITIVE_NOTE: Final = "Left out as sensitive:"
"""How the notice begins that the window says by boxes to tick."""


@dataclass(frozen=True, slots=True)
class RegisterReading:
    """A register as read: all its rows, or none and the problems that stopped it, or where its `Keeping` has them.

    `headings` are the fields that were read, each with its heading in the file. `numbers` gives the row of the file for
    each of `rows`. `queries` are dates that cannot be right and match keys that stand twice: their rows are kept, and
    `query_count` counts those too that are not listed. `notices` say which columns were left out and why. `sensitive`
    are the sensitive fields that the file has, taken in or left out. `by_request` says that the file is a statutory
    return: `numbers` are then persons, whose rows share a match key and are told apart by the date of the request.
    """

    file: str
    sheet: str
    headings: dict[str, str]
    rows: tuple[RegisterRow, ...]
    numbers: tuple[int, ...]
    problems: tuple[Problem, ...]
    queries: tuple[Problem, ...]
    query_count: int
    notices: tuple[str, ...]
    sensitive: tuple[str, ...] = ()
    by_request: bool = False

    def place(self, row: int, name: str = "") -> Place:
        """The place of a row, or of its cell in the column of a field."""
        if self.by_request:
            return Place(file=self.file, person=row, column=self.headings.get(name, name))
        return Place(file=self.file, sheet=self.sheet, row=row, column=self.headings.get(name, name))


def read_register(
    path: Path,
    *,
    today: date,
    mapping: Mapping | None = None,
    limits: Limits = DEFAULT_LIMITS,
    most_problems: int = MOST_SHOWN,
    keeping: Keeping | None = None,
) -> RegisterReading:
    """Read and validate a register; `today` decides which dates lie in the future.

    `keeping` says where the rows go: into the reading where it is not given. Raises AppError when the file is no table
    that can be read, or has neither a plan reference nor a match key. Faults in cells do not raise: they are in
    `problems`, up to `most_problems` and then a number, and `rows` is empty.
    """
    mapping = mapping or Mapping()
    keeping = keeping or Keeping()
    with open_table(path, lambda headings: _has_key(headings, mapping), limits, sheet=mapping.sheet) as table:
        matched = match_headings(table.headings, _read_in(table.headings, mapping), mapping.columns)
        _refuse_unusable(table, matched)
        left_out = [name for _, name in matched.used if _FIELDS[name].sensitive and name not in mapping.include]
        used = [(at, name) for at, name in matched.used if name not in left_out]
        reader = RowReader(table, used, today.isoformat(), most_problems, keeping)
        reader.read()
    problems = reader.errors.result()
    rows, numbers = ((), ()) if problems else keeping.rows.held()
    return RegisterReading(
        file=path.name,
        sheet=table.sheet,
        headings=_headings(table, used),
        rows=rows,
        numbers=numbers,
        problems=problems,
        queries=reader.queries.result(),
        query_count=reader.queries.count,
        notices=(*matched.notices(), *reader.notices(), *left_out_notice(left_out)),
        sensitive=tuple(name for _, name in matched.used if _FIELDS[name].sensitive),
    )


def _has_key(headings: Sequence[str], mapping: Mapping) -> bool:
    return tells_child(
        [name for _, name in match_headings(headings, _read_in(headings, mapping), mapping.columns).used]
    )


def _read_in(headings: Sequence[str], mapping: Mapping) -> list[str]:
    """The fields that headings may stand for: names only where they were mapped or nothing else tells the case."""
    chosen = set(mapping.columns.values())
    has_ref = "plan_ref" in chosen or "plan_ref" in map(squeezed, headings)
    return [name for name in _FIELDS if name not in ("surname", "forename") or name in chosen or not has_ref]


def _headings(table: Table, used: Sequence[tuple[int, str]]) -> dict[str, str]:
    """The heading of each field that was read; a ULN and names are read as what the child is known by."""
    found = {name: table.headings[at] for at, name in used}
    headings = {name: heading for name, heading in found.items() if name not in KEY_PARTS}
    if "uln" in found:
        headings.setdefault("match_key", found["uln"])
    if "surname" in found and "date_of_birth" in found:
        headings[NAME_KEY] = found["surname"]
    return headings


def _refuse_unusable(table: Table, matched: Matched) -> None:
    for first, second, name in matched.twice:
        raise refusal(
            f"“{first}” and “{second}” are both read as {name}. Leave one out by a mapping.",
            table.place(table.header_row),
        )
    if not tells_child([name for _, name in matched.used]):
        raise refusal(
            "No column is plan_ref or match_key, nor is there surname with date_of_birth, so that no entry could be "
            "told from another. Rename a heading, or name it in a mapping.",
            table.place(table.header_row),
        )


def left_out_notice(names: Sequence[str]) -> tuple[str, ...]:
    """A sentence that names the sensitive fields that were left out; none where there are none."""
    if not names:
        return ()
    shown = ", ".join(names)
    return (f"{SENSITIVE_NOTE} {shown}. Name under include in a mapping what is to be taken in.",)
