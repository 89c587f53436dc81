"""Headings of a plan's sections: which letters a line names. It knows the headings, not what stands under them."""

import re
from collections.abc import Iterator
from typing import Final

_LETTER = r"(?:A\s?[12]?|B|C|D|E|F|G|H\s?1|H\s?2|H|I|J|K)"
_JOIN = r"(?:\s*(?:,\s*and|,\s*&|,|and|&|\+|/|-|–|to)\s*)"
_LETTERS = rf"{_LETTER}(?:{_JOIN}{_LETTER})*"
# “Section F”, “Sections C and G”, “Part E:”; a letter in brackets; a letter with a mark behind it and words after that.
# A bare “A” or “I” at the start of a line is a word.
_NAMED = re.compile(rf"^\W*(?:section|part)s?\s*:?\s*\(?({_LETTERS})\)?(?!\w)(.*)", re.IGNORECASE | re.DOTALL)
_EACH_NAMED = re.compile(rf"^\W*section\s*({_LETTER})\s*(?:and|&|,)\s*section\s*({_LETTER})(?!\w)", re.IGNORECASE)
_BRACKETED = re.compile(rf"^\W*\(({_LETTERS})\)(?!\w)\s*(?=$|[A-Z:–—-])")
_MARKED = re.compile(rf"^\W*({_LETTERS})\s*[:.)–—-]\s*(?=$|[A-Z(])")
_TABBED = re.compile(r"^\W*((?:A\s?[12]|[B-H]|H\s?[12]|J|K))\s+(?=[A-Z][a-z]+\b.{0,80}$)(?!.*[.!?]$)")
_BEHIND = re.compile(rf"^\w.{{8,90}}\s\(?(?:sections?\s+)?\(?({_LETTER}(?:{_JOIN}{_LETTER})+)\)$", re.IGNORECASE)
_NAMED_BEHIND = re.compile(rf"^\w.{{4,90}}\s[(–-]\s?sections?\s+({_LETTERS})\)?$", re.IGNORECASE)
_NUMBERED = re.compile(r"^\W*(A\s?[12]|H\s?[12])\s+(?=[A-Z].{0,140}$)(?!.*[.!?]$)")
_ALONE = re.compile(rf"^\W*({_LETTERS})\W*$")
_ONE = re.compile(rf"(?<!\w){_LETTER}(?!\w)", re.IGNORECASE)
# “Sections C (Health care needs) and G (Health care provision)”
_EXPLAINED: Final = re.compile(r"(?<=[A-H12])\s*\([^()]{7,}\)")
# “D. Kaur” is a person and “B) Reads” a point of a list; a title has one of these words
_INITIAL: Final = re.compile(r"^\W*[A-Z]\s?\d?\s*[.)]")
_PERSON: Final = re.compile(r"^\W*(?:[A-Z]\.\s?)+[A-Z][\w’'-]+,")
_TITLE_WORD: Final = re.compile(
    r"need|outcome|provision|view|aspiration|placement|budget|payment|advice|information|health|social|educat|history"
    r"|interest|care\b|setting|school|story",
    re.IGNORECASE,
)
_MARK: Final = re.compile(r"^\s*(?:$|[:.)–—,(/-]|[A-Z])")
_LONGEST_SENTENCE: Final = 12


def letters_of(line: str) -> tuple[str, ...]:
    """The sections that a line names as a heading, in its order; empty where it is none.

    A1 and A2 are A; H alone is H1 and H2, as older plans have it.
    """
    if _NAMED.match(line):
        line = _EXPLAINED.sub("", line)
    for pattern in (_EACH_NAMED, _NAMED, _BRACKETED, _MARKED, _TABBED, _NUMBERED, _BEHIND, _NAMED_BEHIND, _ALONE):
        found = pattern.match(line)
        if found is None or (pattern is _NAMED and not _is_heading(found[2])):
            continue
        if pattern is _MARKED and _INITIAL.match(line) and (_PERSON.match(line) or not _TITLE_WORD.search(line)):
            continue
        named = " ".join(found.groups()) if pattern is _EACH_NAMED else found[1]
        return tuple(dict.fromkeys(letter for one in _letters(named) for letter in _plain(one)))
    return ()


def _letters(named: str) -> list[str]:
    letters = _ONE.findall(named)
    if re.search(r"\bto\b", named) and len(letters) == 2:
        first, last = (_ORDER.index(_plain(letter)[at]) for letter, at in zip(letters, (0, -1), strict=True))
        return list(_ORDER[first : last + 1])
    return letters


_ORDER: Final = ("A", "B", "C", "D", "E", "F", "G", "H1", "H2", "I", "J", "K")


def _is_heading(behind: str) -> bool:
    """Whether what follows “Section F” makes a heading and no sentence about the section."""
    is_sentence = behind.rstrip().endswith((".", ";")) and len(behind.split()) > _LONGEST_SENTENCE
    return _MARK.match(behind) is not None or not (is_sentence or re.match(r"\s+[a-z]", behind))


def spans_of(text: str) -> Iterator[tuple[int, int, str]]:
    """A plain text cut at its section headings: begin, end and section; "" before the first heading.

    Under a heading of several letters the text counts as the first of them.
    """
    begin, section = 0, ""
    at = 0
    for line in text.splitlines(keepends=True):
        letters = letters_of(line.rstrip()) if len(line) < 160 else ()
        if letters:
            if at > begin:
                yield begin, at, section
            begin, section = at, letters[0]
        at += len(line)
    if at > begin:
        yield begin, at, section


def _plain(letter: str) -> tuple[str, ...]:
    letter = letter.upper().replace(" ", "")
    if letter == "H":
        return "H1", "H2"
    return (letter[0],) if letter.startswith("A") else (letter,)
