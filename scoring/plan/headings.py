"""Headings of a plan's sections: which letters a line names. It knows the headings, not what stands under them."""

import re
from collections.abc import Iterator

_LETTER = r"(?:A\s?[12]?|B|C|D|E|F|G|H\s?1|H\s?2|H|I|J|K)"
_LETTERS = rf"{_LETTER}(?:\s*(?:,|and|&|\+|/|-|–|to)\s*{_LETTER})*"
# “Section F”, “Sections C and G”, “Part E:”; a letter in brackets; a letter with a mark behind it and words after that.
# A bare “A” or “I” at the start of a line is a word.
_NAMED = re.compile(rf"^\W*(?:section|part)s?\s*:?\s*\(?({_LETTERS})\)?(?!\w)", re.IGNORECASE)
_BRACKETED = re.compile(rf"^\W*\(({_LETTERS})\)(?!\w)\s*(?=$|[A-Z:–—-])")
_MARKED = re.compile(rf"^\W*({_LETTERS})\s*[:.)–—-]\s*(?=$|[A-Z(])")
_ALONE = re.compile(rf"^\W*({_LETTERS})\W*$")
_ONE = re.compile(rf"(?<!\w){_LETTER}(?!\w)", re.IGNORECASE)


def letters_of(line: str) -> tuple[str, ...]:
    """The sections that a line names as a heading, in its order; empty where it is none.

    A1 and A2 are A; H alone is H1 and H2, as older plans have it.
    """
    for pattern in (_NAMED, _BRACKETED, _MARKED, _ALONE):
        found = pattern.match(line)
        if found is not None:
            return tuple(dict.fromkeys(letter for one in _ONE.findall(found[1]) for letter in _plain(one)))
    return ()


def spans_of(text: str) -> Iterator[tuple[int, int, str]]:
    """A plain text cut at its section headings: begin, end and section; "" before the first heading.

    Under a heading of several letters the text counts as the first of them.
    """
    begin, section = 0, ""
    at = 0
    for line in text.splitlines(keepends=True):
        letters = letters_of(line) if len(line) < 160 else ()
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
