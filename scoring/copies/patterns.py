"""Numbers, addresses, phones and e-mails that are known by how they look; names are found elsewhere."""

import re
from collections.abc import Iterator
from typing import Final

from scoring.copies.dates import dates_in
from scoring.copies.folding import Folded, Whole
from scoring.copies.kinds import Hit, Kind
from scoring.copies.numbers import is_nhs_number, is_uln, is_upn
from scoring.copies.vocabulary import Vocabulary, alone, either

_TEN: Final = re.compile(
    r"(?<![^\W_])(?:\d{3}[\s.-]{1,2}\d{3}[\s.-]{1,2}\d{4}|\d(?:\s\d){9}|\d{10}|(?=[\d\n-]{11,12}(?!\d))\d+-?\n\d+)"
    r"(?![^\W_])"
)
_UPN: Final = re.compile(r"(?<![^\W_])[A-Za-z][\s-]?\d(?:[\s-]?\d){10}[\s-]?[A-Za-z\d](?![^\W_])")
_NEAR: Final = 40
"""How far before a number or date its label may stand, in characters."""
_NHS_LABEL: Final = re.compile(alone("NHS") + r"[^.\d]*$", re.IGNORECASE)
_ULN_LABEL: Final = re.compile(alone(r"(?:ULN|unique\s+learner)") + r"[^.\d]*$", re.IGNORECASE)
_UPN_LABEL: Final = re.compile(alone(r"(?:UPN|unique\s+pupil)") + r"[^.\d]*$", re.IGNORECASE)
_BIRTH_LABEL: Final = re.compile(
    alone(r"(?:date\s+of\s+birth|birth\s?date|birthday|d\.?\s?o\.?\s?b\.?|born)") + r"[^\d]{0,24}$", re.IGNORECASE
)
_PHONE: Final = re.compile(r"(?<![^\W_])(?:\+\s?44[\s-]?(?:\(0\))?|\(?0)\(?\d(?:[\s()-]{0,2}\d){8,9}(?![^\W_])")
_EMAIL: Final = re.compile(r"(?:[\w+'-]+[._-]\n)?[\w.+'-]+\s?@\s?[\w-]+(?:\n?\.\n?[\w-]+)+")
_POSTCODE: Final = re.compile(
    r"(?<![^\W_])(?:[A-Z]{1,2}\d[A-Z\d]?|GIR)\s?(?!\d(?:st|nd|rd|th)(?![A-Za-z]))\d[ABD-HJLNP-UW-Z]{2}(?![^\W_])",
    re.IGNORECASE,
)
_NUMBER_WHY: Final = "looks like an NHS number, but its check digit is wrong"


def found_by_look(whole: Whole, vocabulary: Vocabulary) -> Iterator[Hit]:
    """Everything of this kind, in both ways in which divided words may stand."""
    for folded in whole.both:
        yield from _ten_digits(folded)
        yield from _upns(folded)
        yield from _simple(folded, _EMAIL, Kind.EMAIL, "an e-mail address")
        yield from _simple(folded, _PHONE, Kind.PHONE, "a phone number")
        yield from _simple(folded, _POSTCODE, Kind.POSTCODE, "a postcode")
        yield from _streets(folded, vocabulary)


def births_in(whole: Whole) -> frozenset[str]:
    """The days that stand behind a label such as “date of birth”, as ISO text."""
    text = whole.folded.text
    return frozenset(
        one.day for one in dates_in(text) if _BIRTH_LABEL.search(text[max(0, one.start - _NEAR) : one.start])
    )


def birth_dates(whole: Whole, births: frozenset[str]) -> Iterator[Hit]:
    """Each of these days wherever and however it is written."""
    for one in dates_in(whole.folded.text):
        if one.day in births:
            start, end = whole.folded.span(one.start, one.end)
            yield Hit(Kind.BIRTH, start, end, "the date of birth", True, one.day)


def _simple(folded: Folded, pattern: re.Pattern[str], kind: Kind, why: str) -> Iterator[Hit]:
    for found in pattern.finditer(folded.text):
        yield _hit(folded, found, kind, why, True)


def _hit(folded: Folded, found: re.Match[str], kind: Kind, why: str, sure: bool) -> Hit:
    start, end = folded.span(found.start(), found.end())
    return Hit(kind, start, end, why, sure, re.sub(r"[\W_]+", "", found[0]).casefold())


def _before(folded: Folded, found: re.Match[str]) -> str:
    return folded.text[max(0, found.start() - _NEAR) : found.start()]


def _ten_digits(folded: Folded) -> Iterator[Hit]:
    for found in _TEN.finditer(folded.text):
        digits, before = re.sub(r"\D", "", found[0]), _before(folded, found)
        if len(digits) != 10:
            continue
        if _NHS_LABEL.search(before):
            yield _hit(folded, found, Kind.NHS, "an NHS number, by its label", True)
        elif _ULN_LABEL.search(before):
            yield _hit(folded, found, Kind.ULN, "a ULN, by its label", True)
        elif is_nhs_number(digits):
            yield _hit(folded, found, Kind.NHS, "an NHS number, by its check digit", True)
        elif is_uln(digits):
            yield _hit(folded, found, Kind.ULN, "a ULN, by its check digit", True)
        elif not _PHONE.fullmatch(found[0]):
            yield _hit(folded, found, Kind.NUMBER, _NUMBER_WHY, False)


def _upns(folded: Folded) -> Iterator[Hit]:
    for found in _UPN.finditer(folded.text):
        number = re.sub(r"[^A-Za-z\d]", "", found[0]).upper()
        if _UPN_LABEL.search(_before(folded, found)):
            yield _hit(folded, found, Kind.UPN, "a UPN, by its label", True)
        elif is_upn(number):
            yield _hit(folded, found, Kind.UPN, "a UPN, by its check letter", True)
        else:
            yield _hit(folded, found, Kind.NUMBER, "looks like a UPN, but its check letter is wrong", False)


def _streets(folded: Folded, vocabulary: Vocabulary) -> Iterator[Hit]:
    """A house number with its street, and what follows up to the postcode; a street alone is doubtful."""
    word = r"[A-Z][\w'.-]*[ \n]+"
    named = rf"(?:{word}){{1,3}}(?i:{either(vocabulary.streets)})(?![^\W_])"
    building = rf"(?:(?i:{either(vocabulary.buildings)})\s+\d{{1,4}}[A-Za-z]?,?\s+)?"
    further = rf"(?:[,\s]+(?:[A-Z][\w'-]*[,\s]+){{0,6}}{_POSTCODE.pattern})?"
    numbered = re.compile(rf"(?<![^\W_]){building}\d{{1,4}}[A-Za-z]?,?\s+{named}{further}")
    for found in numbered.finditer(folded.text):
        yield _hit(folded, found, Kind.ADDRESS, "a street with its number", True)
    written = either([*vocabulary.streets, *map(str.upper, vocabulary.streets)])
    for found in re.finditer(rf"(?<![^\W_])(?:{word}){{1,3}}{written}(?![^\W_])", folded.text):
        words = found[0].split()
        if not all(vocabulary.is_ordinary(one.strip(",.")) for one in words[:-1]):
            yield _hit(folded, found, Kind.ADDRESS, "seems to be a street", False)
