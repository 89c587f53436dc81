"""Who a plan speaks of: names behind labels, titles, relations and before professions; where else they stand is for
`names`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from scoring.copies.folding import MASK, Folded, Whole, plain
from scoring.copies.kinds import NAMES, Kind, Known
from scoring.copies.labels import Labelled
from scoring.copies.vocabulary import CAPITAL, Vocabulary, alone, either

_PART: Final = rf"(?<![^\W_]){CAPITAL}[^\W\d_]*(?:['-][^\W\d_]+)*"
"""One capitalised word of a name, O'Neil and Smith-Jones among them."""
_TOKEN: Final = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_APART: Final = re.compile(r"[,;/&+|\n]|\s[-–—]\s|\band\b|\bor\b", re.IGNORECASE)
_INSIDE: Final = re.compile(r"[(\"“”\[]([^()\"“”\[\]]*)[)\"“”\]]")
_MOST: Final = 5
"""A name has no more words."""


@dataclass(frozen=True, slots=True)
class Person:
    """A name with its words in order; why it is taken for one, and of whom."""

    kind: Kind
    words: tuple[str, ...]
    why: str

    @property
    def full(self) -> str:
        """All of it."""
        return " ".join(self.words)


def people_in(whole: Whole, labelled: Iterable[Labelled], known: Known, vocabulary: Vocabulary) -> tuple[Person, ...]:
    """Everybody who is named, the child first, then parents, then others."""
    found = [
        *_known(known, vocabulary),
        *_behind_labels(whole, labelled, vocabulary),
    ]
    family = {one.words[-1].casefold() for one in found if one.kind is Kind.CHILD}
    for folded in whole.both:
        found += _titled(folded, vocabulary, family)
        found += _related(folded, vocabulary)
        found += _professional(folded, vocabulary)
    order = {kind: number for number, kind in enumerate(NAMES)}
    return tuple(sorted(dict.fromkeys(found), key=lambda one: order[one.kind]))


def _known(known: Known, vocabulary: Vocabulary) -> Iterator[Person]:
    for kind, names, why in (
        (Kind.CHILD, known.child, "the child's name, from the find card"),
        (Kind.STAFF, known.staff, "named in the register"),
    ):
        for one in names:
            yield from _persons(one, kind, why, vocabulary, is_known=True)


def _behind_labels(whole: Whole, labelled: Iterable[Labelled], vocabulary: Vocabulary) -> Iterator[Person]:
    for one in labelled:
        if one.kind in NAMES:
            words = whole.plan.blocks[one.block].text[one.start : one.end]
            yield from _persons(words, one.kind, f"stands behind a label for {one.kind.value}", vocabulary)


def _persons(value: str, kind: Kind, why: str, vocabulary: Vocabulary, *, is_known: bool = False) -> Iterator[Person]:
    """The names in a value; a nickname in brackets is one of its own."""
    value = re.sub(r"[^\S\n]+", " ", value)
    nicknames = _INSIDE.findall(value)
    for part in (*_APART.split(_INSIDE.sub(" ", value)), *nicknames):
        words = _name_of(plain(part), kind, vocabulary, is_known=is_known)
        if words:
            yield Person(kind, words, why)


def _name_of(said: str, kind: Kind, vocabulary: Vocabulary, *, is_known: bool) -> tuple[str, ...]:
    if MASK in said or any(one.isdigit() for one in said):
        return ()
    titles = {one.casefold() for one in vocabulary.titles}
    words = [one for one in _TOKEN.findall(said) if one.casefold() not in titles]
    if not words or len(words) > _MOST:
        return ()
    if any(one.casefold() in vocabulary.nobody for one in words):
        return ()
    if not is_known:
        while words and not words[-1][0].isupper():  # “Jo Smith mother”
            words.pop()
        if not words or not all(one[0].isupper() or one.islower() for one in words) or not words[0][0].isupper():
            return ()
        ordinary = all(vocabulary.is_ordinary(one) for one in words)
        if ordinary and not (kind is Kind.CHILD and len(words) <= 3):
            return ()
    return tuple(words)


def _titled(folded: Folded, vocabulary: Vocabulary, family: set[str]) -> Iterator[Person]:
    """“Mrs Smith”; where that is the child's surname, of a parent."""
    title = alone(f"(?P<title>{either(vocabulary.titles)})")
    pattern = rf"{title}\.?[ \n]+(?P<name>{_PART}(?:[ \n]+{_PART}){{0,2}})"
    for found in re.finditer(pattern, folded.text):
        words = _trimmed(found["name"], vocabulary)
        if words:
            is_family = found["title"] in vocabulary.family_titles and words[-1].casefold() in family
            why = f"stands behind “{found['title']}”"
            # of a parent with the title: the surname alone is the child's too
            yield Person(Kind.PARENT, (found["title"], *words), why) if is_family else Person(Kind.STAFF, words, why)


def _related(folded: Folded, vocabulary: Vocabulary) -> Iterator[Person]:
    """“his mother Jo”, “her friend, Suki”."""
    for kind, relations in vocabulary.relations.items():
        of = alone(f"(?P<of>(?i:{either(relations)}))")
        pattern = rf"{of},?[ \n]+(?:(?:called|named)[ \n]+)?(?P<name>{_PART}(?:[ \n]+{_PART})?)"
        for found in re.finditer(pattern, folded.text):
            words = _trimmed(found["name"], vocabulary)
            if words and not found["name"].isupper():
                yield Person(kind, words, f"stands behind “{found['of']}”")


def _professional(folded: Folded, vocabulary: Vocabulary) -> Iterator[Person]:
    """“Jo Brown, Educational Psychologist”."""
    pattern = rf"(?P<name>{_PART}(?:[ \n]+{_PART}){{1,2}})[ \n]?[,(–-][ \n]?{alone(either(vocabulary.professions))}"
    for found in re.finditer(pattern, folded.text):
        words = _trimmed(found["name"], vocabulary)
        if words:
            yield Person(Kind.STAFF, words, "stands before a profession")


def _trimmed(name: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The words of a name without ordinary words at its ends; empty where nothing else is there."""
    words = _TOKEN.findall(name)
    words = [re.sub(r"'s$", "", one) for one in words]
    titles = {one.casefold() for one in vocabulary.titles}

    def is_none(word: str) -> bool:
        return vocabulary.is_ordinary(word) or word.casefold() in titles or len(word) < 2

    while words and is_none(words[0]):
        words.pop(0)
    while words and is_none(words[-1]):
        words.pop()
    return tuple(words)
