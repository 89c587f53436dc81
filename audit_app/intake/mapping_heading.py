"""What a heading may mean, from its words alone: pure, on the vocabulary in `resources.register`; it sees no cell."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from typing import Final

from audit_app.domain.register import REGISTER_FIELDS
from audit_app.intake.cells import squeezed
from resources.register import HeadingWords

_PARTS: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_WORD: Final = re.compile(r"[^\W_]+")
_POSSESSIVE: Final = re.compile(r"['’‘`´]s?(?![^\W_])", re.IGNORECASE)
"""“Child's name” is the child's name, and no column of an S."""
_PERHAPS: Final = 0.75
_SHORTEST_MISSPELT: Final = 5
_LONGEST: Final = 120


class Aside(Enum):
    """What a heading means that is no field of the register."""

    NAME = "name"
    PRIVATE = "private"
    TEXT = "text"
    OTHER = "other"


Meaning = str | Aside
"""A field's name, or what the column is instead."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """One way to write a meaning: its words, the same run together, and how certain it is (1 at most)."""

    meaning: Meaning
    words: frozenset[str]
    joined: str
    certainty: float


class HeadingReader:
    """Reads headings against one vocabulary, which it prepares once.

    `own` are headings that mean a field for certain, squeezed; without it, the names and labels of the register.
    """

    def __init__(self, words: HeadingWords, own: Mapping[str, str] | None = None) -> None:
        self._words = words
        self._weights = words.weights
        self._own = own if own is not None else _own_headings()
        self._known = self._every_word()
        self._phrases = tuple(self._every_phrase())

    def scores(self, heading: str) -> Mapping[Meaning, float]:
        """How well a heading fits each meaning, from above 0 to 1; our own names and labels fit for certain."""
        own = self._own.get(squeezed(heading))
        if own is not None:
            return {own: 1.0}
        heading = _POSSESSIVE.sub("", heading)
        joined = "".join(_WORD.findall(heading[:_LONGEST].casefold()))
        words = self._read(joined if joined in self._words.expanded else heading[:_LONGEST])  # D.O.B is DOB
        found: dict[Meaning, float] = {}
        for phrase in self._phrases:
            share = 1.0 if joined == phrase.joined else self._overlap(words, phrase.words)
            if share:
                found[phrase.meaning] = max(found.get(phrase.meaning, 0.0), share * phrase.certainty)
        return found

    def is_own(self, heading: str) -> bool:
        """Whether the heading is the name or the label of a field."""
        return squeezed(heading) in self._own

    def _overlap(self, one: frozenset[str], other: frozenset[str]) -> float:
        """What two headings share, weighed by what each word tells: 1 for the same words, 0 for none in common."""
        common = one & other
        if not common:
            return 0.0
        weigh = self._weights.get
        shared = sum(weigh(word, 1.0) for word in common)
        whole = sum(weigh(word, 1.0) for word in one | other)
        # Words that tell nothing are all there is (“of the”): such headings fit only themselves.
        return shared / whole if whole else float(one == other)

    def _read(self, heading: str) -> frozenset[str]:
        """The words of a heading as the vocabulary reads them: written out, made alike, misspellings mended."""
        found: list[str] = []
        for written in _WORD.findall(heading):
            folded = written.casefold()
            if folded in self._words.expanded or folded in self._known:
                found.extend(self._written_out(folded))
            else:
                parts = [part.casefold() for part in _PARTS.split(written) if part]
                found.extend(word for part in parts for word in self._written_out(part))
        return frozenset(self._read_as(word) for word in found)

    def _written_out(self, word: str) -> Iterable[str]:
        return self._words.expanded[word].split() if word in self._words.expanded else (word,)

    def _read_as(self, word: str) -> str:
        known = self._words.same.get(word, word)
        if known in self._known or len(word) < _SHORTEST_MISSPELT or not word.isalpha():
            return known
        close = get_close_matches(word, self._known, n=1, cutoff=0.86)
        return self._words.same.get(close[0], close[0]) if close else word

    def _every_word(self) -> frozenset[str]:
        phrases = (phrase for field in self._words.fields.values() for phrase in (*field.certain, *field.perhaps))
        texts = (*phrases, *self._words.names, *self._words.private, *self._words.text, *self._words.others)
        words = {word for text in texts for word in _WORD.findall(text.casefold())}
        return frozenset(words | self._words.same.keys() | set(self._words.same.values()))

    def _every_phrase(self) -> Iterable[_Phrase]:
        for name, field in self._words.fields.items():
            yield from (self._phrase(name, text, 1.0) for text in field.certain)
            yield from (self._phrase(name, text, _PERHAPS) for text in field.perhaps)
        asides = (
            (Aside.NAME, self._words.names),
            (Aside.PRIVATE, self._words.private),
            (Aside.TEXT, self._words.text),
            (Aside.OTHER, self._words.others),
        )
        for aside, texts in asides:
            yield from (self._phrase(aside, text, 1.0) for text in texts)

    def _phrase(self, meaning: Meaning, text: str, certainty: float) -> _Phrase:
        words = (word for raw in _WORD.findall(text) for word in self._written_out(raw.casefold()))
        read = frozenset(self._words.same.get(word, word) for word in words)
        return _Phrase(meaning, read, "".join(_WORD.findall(text.casefold())), certainty)


def _own_headings() -> Mapping[str, str]:
    return {squeezed(name): field.name for field in REGISTER_FIELDS for name in (field.name, field.label)}
