"""The mapping of a wide sheet of past audits as a value and as a JSON file; it guesses nothing and reads no sheet."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from audit_app.domain.cycles import Cycle
from audit_app.domain.problems import AppError, Place, Problem
from audit_app.intake.cells import parse_date, squeezed
from audit_app.intake.mapping import read_json
from audit_app.intake.past_mapping_faults import LEAVE_OUT, past_mapping_faults

FIELDS: Final = ("plan_ref", "audit_date", "reviewer", "agency", "round", "grade", "evidence")
"""What a column may be beside a marker."""
MARKER: Final = "marker"
REVERSED: Final = " reversed"
"""Behind a marker: Yes is the worst there."""
NOT_NAMED: Final = "Auditor not named"


@dataclass(frozen=True, slots=True)
class PastMapping:
    """What a user decided about a wide sheet.

    `columns`: heading → one of FIELDS, `marker` or the id of an existing framework's marker, each perhaps with
    ` reversed`, or None. `words`: word → one of LEVELS; `grades`: word → a grade's id. `title` is empty where
    `framework` names an existing one. `date` is ISO text for rows without a date column. `heading_row` is 0 where the
    row found is right.
    """

    columns: dict[str, str | None] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    grades: dict[str, str] = field(default_factory=dict)
    framework: str = ""
    title: str = ""
    cycle: str = Cycle.WEEKLY.value
    date: str = ""
    reviewer: str = ""
    unknown_plans: str = LEAVE_OUT
    sheet: str = ""
    heading_row: int = 0

    @property
    def is_made(self) -> bool:
        """Whether the framework is made from the sheet."""
        return bool(self.title)

    def field_of(self, heading: str) -> str | None:
        """What a column goes into, whatever the case of its heading; None: left out."""
        if heading in self.columns:
            return self.columns[heading]
        wanted = squeezed(heading)
        return next((name for one, name in self.columns.items() if squeezed(one) == wanted), None)


def unmatched(mapping: PastMapping, headings: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Headings that the mapping takes in and the sheet lacks, and those of the sheet that it does not name."""
    held, named = set(map(squeezed, headings)), set(map(squeezed, mapping.columns))
    lacking = (one for one, name in mapping.columns.items() if name is not None and squeezed(one) not in held)
    return tuple(lacking), tuple(one for one in headings if squeezed(one) not in named)


def is_marker(name: str | None) -> bool:
    """Whether a column that goes into this is scored."""
    return name is not None and name not in FIELDS


def marker_of(name: str) -> str:
    """The marker that a column names, without what says that it is reversed."""
    return name.removesuffix(REVERSED)


def read_past_mapping(path: Path) -> PastMapping:
    """Read a mapping from JSON as docs/formats.md has it. Raises AppError with every fault that the file has."""
    content = read_json(path)
    faults = list(past_mapping_faults(content))
    if faults:
        problems = tuple(Problem(message, Place(file=path.name)) for message in faults)
        raise AppError(f"{path.name}: the mapping has {len(faults)} faults. Correct it and try again.", problems)
    assert isinstance(content, dict)  # noqa: S101 - the faults say so otherwise
    return past_mapping_of(content)


def past_mapping_of(content: dict[str, Any]) -> PastMapping:
    """The mapping in a JSON object that has no faults."""
    return PastMapping(
        columns={heading: name or None for heading, name in content.get("columns", {}).items()},
        words={word: "" if means is None else str(means) for word, means in content.get("words", {}).items()},
        grades=dict(content.get("grades", {})),
        framework=content.get("framework", ""),
        title=content.get("title", "").strip(),
        cycle=content.get("cycle", Cycle.WEEKLY.value),
        date=parse_date(content["date"]) if content.get("date") else "",
        reviewer=content.get("reviewer", "").strip(),
        unknown_plans=content.get("unknown_plans", LEAVE_OUT),
        sheet=content.get("sheet", ""),
        heading_row=content.get("heading_row", 0),
    )


def past_mapping_text(mapping: PastMapping) -> str:
    """A mapping as JSON that `read_past_mapping` reads as the same mapping."""
    content: dict[str, object] = {"framework": mapping.framework, "title": mapping.title, "cycle": mapping.cycle}
    content |= {"columns": mapping.columns}
    content |= {"words": {word: _json_level(means) for word, means in mapping.words.items()}, "grades": mapping.grades}
    content |= {"date": mapping.date, "reviewer": mapping.reviewer, "unknown_plans": mapping.unknown_plans}
    content |= {"sheet": mapping.sheet, "heading_row": mapping.heading_row}
    kept = {key: value for key, value in content.items() if value or key in ("columns", "framework")}
    if kept.get("unknown_plans") == LEAVE_OUT:
        del kept["unknown_plans"]
    return json.dumps(kept, ensure_ascii=False, indent=1) + "\n"


def _json_level(means: str) -> int | str | None:
    return int(means) if means.isdigit() else means or None
