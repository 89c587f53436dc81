"""Which heading of a file is which field: our own headings, or a mapping that the user made; it reads no rows.

`mapping_guess` proposes one, `mapping_check` says what speaks against it.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from audit_app.domain.problems import AppError, Place, Problem
from audit_app.domain.register import REGISTER_FIELDS
from audit_app.intake.cells import squeezed
from audit_app.intake.child_keys import KEY_FIELDS
from audit_app.intake.content import opened
from audit_app.intake.faults import refusal
from audit_app.intake.limits import Limits

_LARGEST_BYTES: Final = 1_000_000
_FIELDS: Final = {field.name: field for field in (*REGISTER_FIELDS, *KEY_FIELDS)}


@dataclass(frozen=True, slots=True)
class Mapping:
    """What a user decided: a file's heading → a field of the register, or nothing to leave the column out.

    `include` names the sensitive fields that are taken in all the same. `sheet` is the sheet of a workbook; empty, or
    where there is none of that name, it is the first one with a key.
    """

    columns: dict[str, str | None] = field(default_factory=dict)
    include: frozenset[str] = frozenset()
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Matched:
    """The columns of a file by what they are: used (position, field name), unknown headings, headings not found,
    and fields that two headings claim (both headings, field name).
    """

    used: tuple[tuple[int, str], ...]
    unknown: tuple[str, ...]
    absent: tuple[str, ...]
    twice: tuple[tuple[str, str, str], ...]

    def notices(self) -> tuple[str, ...]:
        """Sentences about columns that were not read and headings that were not there."""
        found = []
        if self.unknown:
            shown = ", ".join(heading[:60] for heading in self.unknown[:50])
            more = f" and {len(self.unknown) - 50} more" if len(self.unknown) > 50 else ""
            found.append(f"Columns that were not read, as their headings are not known: {shown}{more}.")
        if self.absent:
            found.append(f"Headings of the mapping that the file does not have: {', '.join(self.absent)}.")
        return tuple(found)


def read_mapping(path: Path) -> Mapping:
    """Read a mapping from JSON: {"columns": {"Their heading": "plan_ref"}, "include": ["ethnicity"], "sheet": "Plans"}.

    Raises AppError with every fault that the file has.
    """
    place = Place(file=path.name)
    content = read_json(path)
    faults = list(mapping_faults(content))
    if faults:
        problems = tuple(Problem(message, place) for message in faults)
        raise AppError(f"{path.name}: the mapping has {len(faults)} faults. Correct it and try again.", problems)
    return mapping_of(content)


def read_json(path: Path) -> Any:
    """The value in a JSON file of at most 1 MB. Raises AppError, with the line where it is known."""
    place = Place(file=path.name)
    with opened(path, Limits(file_bytes=_LARGEST_BYTES)) as file:
        data = file.read(_LARGEST_BYTES + 1)
    try:
        return json.loads(data.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        where = Place(file=path.name, line=error.lineno)
        raise refusal(f"The mapping is not valid JSON ({error.msg}). Correct it there.", where) from error
    except (ValueError, RecursionError) as error:
        raise refusal("The mapping is not valid JSON in UTF-8. Save it as UTF-8 text.", place) from error


def mapping_of(content: dict[str, Any]) -> Mapping:
    """The mapping in a JSON object that has no faults."""
    columns = {heading: name or None for heading, name in content.get("columns", {}).items()}
    return Mapping(columns, frozenset(content.get("include", ())), content.get("sheet", ""))


def mapping_text(mapping: Mapping) -> str:
    """A mapping as JSON that `read_mapping` reads as the same mapping."""
    content: dict[str, object] = {"columns": mapping.columns}
    if mapping.include:
        content["include"] = sorted(mapping.include)
    if mapping.sheet:
        content["sheet"] = mapping.sheet
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def mapping_faults(content: object) -> Iterable[str]:
    """Every fault of a JSON value that should be a mapping, in a sentence each."""
    if not isinstance(content, dict):
        yield 'The mapping must be an object such as {"columns": {"Case number": "plan_ref"}}.'
        return
    for key in content:
        if key not in ("columns", "include", "sheet"):
            yield f"“{key[:60]}” is no part of a mapping. Use columns, include and sheet."
    columns, include = content.get("columns", {}), content.get("include", [])
    if isinstance(columns, dict):
        yield from _column_faults(columns)
    else:
        yield "columns must be an object: each heading with the name of its field."
    if isinstance(include, list):
        yield from _include_faults(include)
    else:
        yield "include must be a list of field names."
    if not isinstance(content.get("sheet", ""), str):
        yield "sheet must be the name of a sheet."


def _column_faults(columns: dict[str, object]) -> Iterable[str]:
    first: dict[str, str] = {}
    headings: dict[str, str] = {}
    for heading, name in columns.items():
        same = headings.setdefault(squeezed(heading), heading)
        if same != heading:
            yield f"“{same}” and “{heading}” are the same heading. Keep one of them."
        if name is None or name == "":
            continue
        if not isinstance(name, str) or name not in _FIELDS:
            yield f"“{str(name)[:60]}” is no field of the register.{_suggestion(name)}"
        elif name in first:
            yield f"“{first[name]}” and “{heading}” are both mapped to {name}. Keep one of them."
        else:
            first[name] = heading


def _include_faults(include: list[object]) -> Iterable[str]:
    sensitive = [name for name, known in _FIELDS.items() if known.sensitive]
    for name in include:
        if name not in sensitive:
            yield f"“{str(name)[:60]}” is not left out anyway. include takes: {', '.join(sensitive)}."


def _suggestion(name: object) -> str:
    close = get_close_matches(squeezed(str(name)[:60]), _FIELDS, n=1)
    return f" Did you mean {close[0]}?" if close else " The fields are listed in the manual."


def match_headings(headings: Sequence[str], fields: Iterable[str], columns: dict[str, str | None]) -> Matched:
    """Find the field of each heading; what the user mapped goes before our own headings."""
    own = set(fields)
    mapped = {squeezed(heading): name for heading, name in columns.items()}
    used: dict[str, int] = {}
    unknown, twice = [], []
    for position, heading in enumerate(headings):
        key = squeezed(heading)
        name = mapped.get(key, key)
        if name is None or not heading:
            continue
        if name not in own:
            unknown.append(heading)
        elif name in used:
            twice.append((headings[used[name]], heading, name))
        else:
            used[name] = position
    present = {squeezed(heading) for heading in headings}
    absent = tuple(heading for heading, name in columns.items() if name and squeezed(heading) not in present)
    return Matched(tuple((at, name) for name, at in used.items()), tuple(unknown), absent, tuple(twice))
