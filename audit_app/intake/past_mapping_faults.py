"""Every fault of a JSON value that should be the mapping of a sheet of past audits; it makes no mapping."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from audit_app.domain.cycles import Cycle
from audit_app.intake.cells import parse_date, squeezed
from audit_app.intake.past_words import GRADES, LEVELS, folded_word

LEAVE_OUT, ADD_AS_CEASED = "leave out", "add as ceased"
UNKNOWN_PLANS: Final = (LEAVE_OUT, ADD_AS_CEASED)
LONGEST_TITLE: Final = 120
_FRAMEWORK_ID: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LONGEST_ID: Final = 40
_MOST_ROW: Final = 1_048_576
_KEYS: Final = (
    *("framework", "title", "cycle", "columns", "words", "grades", "date", "reviewer", "unknown_plans", "sheet"),
    "heading_row",
)


def past_mapping_faults(content: object) -> Iterable[str]:
    """Every fault of a JSON value that should be a mapping, in a sentence each."""
    if not isinstance(content, dict):
        yield 'The mapping must be an object such as {"columns": {"Case ref": "plan_ref"}}.'
        return
    for key in content:
        if key not in _KEYS:
            yield f"“{key[:60]}” is no part of a mapping of past audits. There are: {', '.join(_KEYS)}."
    for key in ("framework", "title", "date", "reviewer", "sheet"):
        if not isinstance(content.get(key, ""), str):
            yield f"{key} must be a text."
    for key in ("columns", "words", "grades"):
        if not isinstance(content.get(key, {}), dict):
            yield f"{key} must be an object."
    yield from _closed_faults(content)
    yield from _framework_faults(content)
    yield from _table_faults(content)


def _closed_faults(content: dict[str, Any]) -> Iterator[str]:
    cycles = [cycle.value for cycle in Cycle]
    if content.get("cycle", cycles[0]) not in cycles:
        yield f"cycle must be one of {', '.join(cycles)}."
    if content.get("unknown_plans", LEAVE_OUT) not in UNKNOWN_PLANS:
        yield f"unknown_plans must be one of {', '.join(UNKNOWN_PLANS)}."
    row = content.get("heading_row", 0)
    if type(row) is not int or not 0 <= row <= _MOST_ROW:
        yield "heading_row must be the number of a row."
    day = content.get("date", "")
    if isinstance(day, str) and day:
        try:
            parse_date(day)
        except ValueError as error:
            yield f"date: {error}"


def is_framework_id(text: str) -> bool:
    """Whether a text can be a framework's id."""
    return len(text) <= _LONGEST_ID and _FRAMEWORK_ID.fullmatch(text) is not None


def _framework_faults(content: dict[str, Any]) -> Iterator[str]:
    framework, title = content.get("framework", ""), content.get("title", "")
    if isinstance(framework, str) and not is_framework_id(framework):
        yield "framework must be an id in small letters and hyphens, such as audit-tool or core-42."
    if isinstance(title, str) and (len(title) > LONGEST_TITLE or not title.isprintable()):
        yield f"title has at most {LONGEST_TITLE} characters on one line. Shorten it."


def _table_faults(content: dict[str, Any]) -> Iterator[str]:
    columns, words, grades = (content.get(key, {}) for key in ("columns", "words", "grades"))
    if isinstance(columns, dict):
        yield from _twice(columns, squeezed, "heading")
        for heading, name in columns.items():
            if name is not None and not isinstance(name, str):
                yield f"“{heading[:60]}” must go into a field or marker, or null."
    if isinstance(words, dict):
        yield from _twice(words, folded_word, "word")
        for word, means in words.items():
            if means is not None and (isinstance(means, bool) or str(means) not in LEVELS):
                yield f"“{word[:60]}” must be 3, 2, 1, 0, NA, NE or null."
    if isinstance(grades, dict):
        yield from _twice(grades, folded_word, "word")
        for word, means in grades.items():
            if means not in GRADES:
                yield f"“{word[:60]}” must be one of {', '.join(GRADES)}."


def _twice(table: dict[str, object], fold: Callable[[str], str], what: str) -> Iterator[str]:
    first: dict[str, str] = {}
    for text in table:
        same = first.setdefault(fold(text), text)
        if same != text:
            yield f"“{same[:60]}” and “{text[:60]}” are the same {what}. Keep one of them."
