"""What a person is shown of a column's values while mapping it: three of them, or only what they look like."""

from collections.abc import Iterable
from itertools import groupby
from typing import Final

from audit_app.intake.cells import parse_date
from audit_app.intake.mapping_columns import FileColumn
from audit_app.intake.mapping_guess import Showing

MOST_SHOWN: Final = 3
_LONGEST: Final = 40


def samples(column: FileColumn, showing: Showing) -> tuple[str, ...]:
    """Up to three different texts for a column.

    Of birth dates the years, of keys how many letters and digits they have, of names and of what tells of a person
    nothing at all.
    """
    texts = (text for text, _ in column.values)
    if showing is Showing.NOTHING:
        return ()
    if showing is Showing.YEAR:
        return _first(map(_year, texts))
    return _first(map(_shape if showing is Showing.SHAPE else _cut, texts))


def _first(texts: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for text in texts:
        found[text] = None
        if len(found) == MOST_SHOWN:
            break
    return tuple(found)


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def _year(text: str) -> str:
    try:
        return parse_date(text)[:4]
    except ValueError:
        return "no date"


def _shape(text: str) -> str:
    """“1 letter, 12 digits”."""
    parts = [(_kind(letter), 1) for letter in text[:_LONGEST] if not letter.isspace()]
    runs = ((kind, sum(1 for _ in run)) for kind, run in groupby(parts, key=lambda part: part[0]))
    return ", ".join(f"{count} {kind}{'' if count == 1 else 's'}" for kind, count in runs)


def _kind(letter: str) -> str:
    if letter.isdigit():
        return "digit"
    return "letter" if letter.isalpha() else "sign"
