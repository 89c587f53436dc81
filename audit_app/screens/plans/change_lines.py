"""What an import does to each entry, as rows of a list: how, which fields, from what to what; it knows no Qt."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from types import MappingProxyType

from audit_app.domain.register import REGISTER_FIELDS, FieldKind
from audit_app.services.register.entries import Change, EntryChange, FieldChange
from audit_app.services.register.lists import CHANGE_WORDS, LABELS
from audit_app.ui.days import plain_day
from audit_app.ui.table_model import Column
from exports.charts.scene import Mark
from resources.theme import Colour

_KINDS = MappingProxyType({field.name: field.kind for field in REGISTER_FIELDS})
_MARKS: Mapping[Change, tuple[Mark, Colour]] = MappingProxyType(
    {
        Change.NEW: (Mark.DOT, Colour.ACCENT),
        Change.CEASED: (Mark.SQUARE, Colour.SOFT_INK),
        Change.MOVED: (Mark.RING, Colour.ACCENT),
        Change.NEED: (Mark.RING, Colour.ACCENT),
        Change.PLAN: (Mark.DOT, Colour.ACCENT),
        Change.REVIEW: (Mark.RING, Colour.ACCENT),
        Change.CHANGED: (Mark.RING, Colour.SOFT_INK),
        Change.VANISHED: (Mark.TRIANGLE, Colour.REQUIRES_IMPROVEMENT),
    }
)


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One thing that happens to an entry: its reference, what it is, and the fields that tell of it."""

    change: Change
    plan_ref: str
    what: str
    said: str


def change_lines(entries: Iterable[EntryChange]) -> tuple[ChangeLine, ...]:
    """The lines of these entries, one for each thing that happens to one."""
    return tuple(
        ChangeLine(change, one.plan_ref, CHANGE_WORDS[change], "; ".join(map(field_words, fields)))
        for one in entries
        for change, fields in one.parts()
    )


def field_words(one: FieldChange) -> str:
    """“Casework team: North → South”; “Date of birth” alone where the values are not to be shown."""
    label = LABELS[one.name]
    if one.old is None and one.new is None:
        return label
    return f"{label}: {_value(one.name, one.old)} → {_value(one.name, one.new)}"


def _value(name: str, value: str | int | None) -> str:
    if value is None:
        return "no" if _KINDS[name] is FieldKind.YES_NO else "empty"
    if _KINDS[name] is FieldKind.YES_NO:
        return "yes"
    return plain_day(str(value)) if _KINDS[name] is FieldKind.DATE else str(value)


def change_columns() -> tuple[Column, ...]:
    """The columns of the list."""
    return (
        Column("plan_ref", "Plan", attrgetter("plan_ref"), width=140),
        Column("what", "What", attrgetter("what"), mark=_mark, choices=True, width=190),
        Column("said", "Fields, from what to what", attrgetter("said"), tip=attrgetter("said"), width=520),
    )


def _mark(line: ChangeLine) -> tuple[Mark, Colour]:
    return _MARKS[line.change]
