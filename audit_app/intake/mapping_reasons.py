"""Why a column is taken for a field, or for none, in a sentence; it decides nothing."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from audit_app.domain.register import REGISTER_FIELDS, FieldKind
from audit_app.intake.child_keys import KEY_FIELDS
from audit_app.intake.mapping_columns import FileColumn
from audit_app.intake.mapping_content import are_dates, are_yes_no, misfits, uniqueness
from audit_app.intake.mapping_heading import Aside
from audit_app.intake.value_words import CODES, read_as, words_said

_FIELDS: Final = {field.name: field for field in (*REGISTER_FIELDS, *KEY_FIELDS)}
_CERTAIN: Final = 0.95
_NOUNS: Final[Mapping[FieldKind, str]] = MappingProxyType(
    {
        FieldKind.DATE: "dates",
        FieldKind.YEAR_GROUP: "year groups",
        FieldKind.YES_NO: "yes or no",
        FieldKind.EXCEPTION: "yes, no or a to d",
        FieldKind.OUTCOME: "Y, N or H",
        FieldKind.REVIEW_OUTCOME: "A, C or M",
    }
)
_ASIDES: Final[Mapping[Aside, str]] = MappingProxyType(
    {
        Aside.NAME: "Names are not needed: they are left out and not shown here.",
        Aside.PRIVATE: "It tells of a person and no audit needs it: it is left out and not shown here.",
        Aside.TEXT: "Text that was written freely may name a child: it is left out and not shown here.",
        Aside.OTHER: "The register has no field for this.",
    }
)


def reason(column: FileColumn, field: str, heading: float, *, is_own: bool) -> str:
    """Why a column goes into a field: what its heading says, and how many of its values fit."""
    return f"{_heading_words(heading, is_own=is_own)}{_value_words(column, field)}{_code_words(column, field)}"


def _code_words(column: FileColumn, field: str) -> str:
    """Which words of the column are read as which codes."""
    kind = _FIELDS[field].kind
    read = list(read_as(kind, (text for text, _ in column.values))) if kind in CODES else []
    return f" Read as codes: {words_said(read)}." if read else ""


def key_part_reason(field: str) -> str:
    """Why a column of names goes into what a child is known by."""
    return (
        f"No column tells the case number, so the {field} helps to know the child again, together with the date of "
        "birth. Only a hash of both is kept; the name is dropped and never shown."
    )


def _heading_words(heading: float, *, is_own: bool) -> str:
    if is_own:
        return "It is our own heading"
    if heading >= _CERTAIN:
        return "The heading means this"
    return "The heading is close to it" if heading > 0 else "The heading says nothing"


def _value_words(column: FileColumn, field: str) -> str:
    if not column.texts:
        return f"; there is no value in the first {column.rows:,} rows to check it by."
    kind = _FIELDS[field].kind
    if kind in _NOUNS:
        wrong = misfits(column, field)[0]
        noun = _NOUNS[kind]
        return (
            f"; {column.texts - wrong:,} of {column.texts:,} values are {noun}."
            if wrong
            else f", and all values are {noun}."
        )
    return _other_words(column, kind)


def _other_words(column: FileColumn, kind: FieldKind) -> str:
    if kind is FieldKind.REFERENCE:
        twice = column.texts - len(column.values)
        return f"; {twice:,} values stand more than once." if twice else ", and each value stands once."
    if kind is FieldKind.NEED:
        return ", and the values are words or codes of need."
    return ", and the values suit it."


def shape_reason(field: str) -> str:
    """Why a column goes into a field by its values alone."""
    return f"The heading is not known, but the values look like “{_FIELDS[field].label}”."


def aside_reason(aside: Aside) -> str:
    """Why a column is left out that is no field."""
    return _ASIDES[aside]


def rival_reason(field: str, holder: str) -> str:
    """Why a column is left out whose field another one has."""
    return f"It could be {_FIELDS[field].label} too, but “{holder[:60]}” fits better. Choose which one it is."


def idea_reason(column: FileColumn, field: str) -> str:
    """Why a column is left out although it could be a field."""
    unique = _FIELDS[field].kind is FieldKind.REFERENCE and uniqueness(column) == 1
    why = " as each value stands once" if unique else ""
    return f"Perhaps {_FIELDS[field].label}{',' if why else ''}{why}: not certain enough. Choose it if it is."


def unknown_reason(column: FileColumn) -> str:
    """Why a column is left out of which nothing is known."""
    if not column.filled:
        return f"Nothing stands in the first {column.rows:,} rows."
    if are_dates(column):
        return "Dates, but the heading does not say which."
    if are_yes_no(column):
        return "Yes or no, but the heading does not say to what."
    return "The heading is not known."
