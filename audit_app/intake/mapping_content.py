"""What the values of a column look like, whatever its heading says: shares of shapes; pure, it knows no file."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Final

from audit_app.domain.register import NEEDS, REGISTER_FIELDS, FieldKind
from audit_app.intake.cells import Rule, squeezed
from audit_app.intake.child_keys import KEY_FIELDS
from audit_app.intake.mapping_columns import FileColumn
from audit_app.intake.register_rows import RULES
from audit_app.intake.value_words import code_in

_ETHNICITIES: Final = frozenset(  # DfE's main codes
    (
        *("WBRI", "WIRI", "WIRT", "WROM", "WOTH", "MWBC", "MWBA", "MWAS", "MOTH", "AIND", "APKN", "ABAN", "AOTH"),
        *("BCRB", "BAFR", "BOTH", "CHNE", "OOTH", "REFU", "NOBT"),
    )
)
_SEXES: Final = frozenset(("m", "f", "male", "female", "boy", "girl"))
_UPN: Final = re.compile(r"[A-HJ-NP-RT-Z]\d{11}[0-9A-HJ-NP-RT-Z]")  # DfE's guide to unique pupil numbers
_ULN: Final = re.compile(r"[1-9]\d{9}")
_URN: Final = re.compile(r"1[0-5]\d{4}")
_WORDED_YEAR: Final = re.compile(r"(?:year|yr|y)\s*(?:1[0-5]|[0-9])|reception|n[12]", re.IGNORECASE)
_PERSON: Final = re.compile(r"[^\W\d_]['’\w-]+,? +[^\W\d_]['’\w-]+(?: +[^\W\d_]['’\w-]+)?")
_POST_CODE: Final = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}", re.IGNORECASE)
_KINDS: Final = {field.name: field.kind for field in (*REGISTER_FIELDS, *KEY_FIELDS)}
_CODED: Final = frozenset({FieldKind.OUTCOME, FieldKind.REVIEW_OUTCOME})
CODED_FIELDS: Final = frozenset(field.name for field in REGISTER_FIELDS if field.kind in _CODED)
"""Fields of which a text that is no known code is kept all the same."""
LONG_TEXT: Final = 60
"""From so many characters on average a column is text to be read, which may tell anything of a child."""

Test = Callable[[str], object]


def _in(words: frozenset[str], fold: Callable[[str], str], text: str) -> bool:
    return fold(text) in words


_SHAPES: Final[Mapping[str, Test]] = MappingProxyType(
    {
        "match_key": _UPN.fullmatch,
        "setting_urn": _URN.fullmatch,
        "year_group": _WORDED_YEAR.fullmatch,
        "ethnicity": partial(_in, _ETHNICITIES, str.upper),
        "sex": partial(_in, _SEXES, str.casefold),
        "primary_need": partial(_in, frozenset(NEEDS), str.upper),
    }
)
"""Shapes by which a field is known without a heading: what others share (dates, yes and no) is not among them."""


def share_of(column: FileColumn, test: Test) -> float:
    """Which share of the texts in a column passes a test, from 0 to 1; 0 where there is none."""
    passed = sum(count for text, count in column.values if test(text))
    return passed / column.texts if column.texts else 0.0


def shapes(column: FileColumn) -> Mapping[str, float]:
    """Fields that the values alone point to, with the share of values that have the shape."""
    return {name: share for name, test in _SHAPES.items() if (share := share_of(column, test)) > 0}


def misfits(column: FileColumn, field: str) -> tuple[int, str]:
    """How many texts of a column the field would refuse, or keep as a code that is not known, and what is said of the
    first; 0 and empty for none.
    """
    kind = _KINDS[field]
    rule = RULES[kind]
    count, first = 0, ""
    for text, times in column.values:
        said = _refusal(rule, text)
        if not said and kind in _CODED and not code_in(kind, text):
            said = f"“{text[:20]}” is one of them."
        if said:
            count += times
            first = first or said
    return count, first


def _refusal(rule: Rule, text: str) -> str:
    try:
        rule(text)
    except ValueError as error:
        return str(error)
    return ""


def fit(column: FileColumn, field: str) -> float:
    """How well the values suit a field, from 0 to 1; a field that takes any text is suited by text that is no date.

    A key should stand once in each row; a match key should look like a UPN or a ULN.
    """
    kind = _KINDS[field]
    if kind is FieldKind.REFERENCE:
        alone = 0.5 + 0.5 * uniqueness(column)  # an extract with a row for each placement has its key several times
        return alone if column.filled == column.rows else 0.9 * alone
    if kind is FieldKind.MATCH_KEY:
        return max(share_of(column, _UPN.fullmatch), share_of(column, _ULN.fullmatch), 0.5 * uniqueness(column))
    if field in ("sex", "ethnicity", "setting_urn"):
        return 0.5 + 0.5 * share_of(column, _SHAPES[field])
    if kind is FieldKind.NEED:
        known = share_of(column, lambda text: code_in(FieldKind.NEED, text))
        return max(share_of(column, _SHAPES["primary_need"]), known, 0.85 * share_of(column, _is_word))
    if kind is FieldKind.TEXT:
        return share_of(column, _is_word_or_code)
    return 1 - misfits(column, field)[0] / column.texts if column.texts else 0.0


def uniqueness(column: FileColumn) -> float:
    """How many different texts there are for each text; 1 where each stands once."""
    return len(column.values) / column.texts if column.texts else 0.0


def are_dates(column: FileColumn) -> bool:
    """Whether nearly all texts are dates."""
    return share_of(column, _is_date) >= 0.9


def are_yes_no(column: FileColumn) -> bool:
    """Whether every text says yes or no."""
    return bool(column.values) and not misfits(column, "known_to_health")[0]


def are_people(column: FileColumn) -> bool:
    """Whether the texts look like the names of many different people: children rather than staff."""
    return len(column.values) >= 3 and uniqueness(column) > 0.6 and share_of(column, _PERSON.fullmatch) >= 0.8


def are_post_codes(column: FileColumn) -> bool:
    """Whether the texts look like post codes."""
    return share_of(column, _POST_CODE.fullmatch) >= 0.8


def is_long_text(column: FileColumn) -> bool:
    """Whether the texts are to be read rather than counted."""
    letters = sum(len(text) * count for text, count in column.values)
    return column.texts > 0 and letters / column.texts >= LONG_TEXT


def are_upns(column: FileColumn) -> bool:
    """Whether nearly all texts have the shape of a UPN."""
    return share_of(column, _UPN.fullmatch) >= 0.8


def are_ten_digits(column: FileColumn) -> bool:
    """Whether nearly all texts are ten digits, as a ULN and an NHS number are."""
    return share_of(column, re.compile(r"\d{3} ?\d{3} ?\d{4}").fullmatch) >= 0.8


def _is_date(text: str) -> bool:
    return not _refusal(RULES[FieldKind.DATE], text)


def _is_word(text: str) -> bool:
    return any(letter.isalpha() for letter in text) and not _is_date(text) and squeezed(text) not in ("yes", "no")


def _is_word_or_code(text: str) -> bool:
    return not _is_date(text) and squeezed(text) not in ("yes", "no", "true", "false")
