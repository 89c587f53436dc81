"""Words that may be names and stand behind no label: capitalised, more than once, never small, in no list of ordinary
words. A person decides.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from scoring.copies.folding import Whole
from scoring.copies.kinds import Hit, Kind
from scoring.copies.people import Person
from scoring.copies.vocabulary import Vocabulary, alone

_WORD: Final = re.compile(r"(?<![^\W_])[^\W\d_]{2,}(?:['-](?!s(?![^\W_]))[^\W\d_]{2,})*(?![^\W_])")
_LEAST: Final = 2
"""A word that stands once is no pattern."""
_WHY: Final = "a capitalised word that stands here more than once and is in no list of ordinary words"
_MOST_OFTEN: Final = "the capitalised word that stands here most often: perhaps the child's name"
_INITIALS: Final = "the initials of the child's name"
_OFTEN: Final = 4
_DOT: Final = r"\.?[ ]?"


def maybe_names(whole: Whole, people: tuple[Person, ...], vocabulary: Vocabulary) -> Iterator[Hit]:
    """Each place of each such word; the one that stands most often is proposed as the child where no child is named."""
    text = whole.folded.text
    small = {one[0] for one in _WORD.finditer(text) if one[0].islower()}
    counted: Counter[str] = Counter()
    for found in _WORD.finditer(text):
        if found[0][0].isupper():
            counted[found[0].casefold()] += 1
    names = {
        word
        for word, times in counted.items()
        if times >= _LEAST and word not in small and not _is_ordinary(word, vocabulary) and not _is_acronym(word, text)
    }
    has_child = any(one.kind is Kind.CHILD for one in people)
    most = max(names, key=lambda one: (counted[one], one), default="")
    for found in _WORD.finditer(text):
        word = found[0].casefold()
        if word in names and found[0][0].isupper():
            is_child = word == most and not has_child and counted[word] >= _OFTEN
            start, end = whole.folded.span(found.start(), found.end())
            kind, why = (Kind.CHILD, _MOST_OFTEN) if is_child else (Kind.NAME, _WHY)
            yield Hit(kind, start, end, why, False, word)
    yield from _initials(whole, people)


def _initials(whole: Whole, people: tuple[Person, ...]) -> Iterator[Hit]:
    """“A.S.” of Ari Smith."""
    for person in people:
        if person.kind is not Kind.CHILD or len(person.words) < _LEAST:
            continue
        letters = [one[0].upper() for one in person.words]
        pattern = re.compile(alone(_DOT.join(map(re.escape, letters))))
        for found in pattern.finditer(whole.folded.text):
            start, end = whole.folded.span(*found.span())
            yield Hit(Kind.CHILD, start, end, _INITIALS, False, "".join(letters))


def _is_ordinary(word: str, vocabulary: Vocabulary) -> bool:
    parts = re.split(r"['-]", word)
    return all(vocabulary.is_ordinary(one) or (one.endswith("s") and vocabulary.is_ordinary(one[:-1])) for one in parts)


def _is_acronym(word: str, text: str) -> bool:
    """Whether a word of at most four letters stands in capitals only, as SaLT's and ELSA's sisters do."""
    return len(word) <= 4 and re.search(rf"(?<![^\W_]){re.escape(word.capitalize())}(?![^\W_])", text) is None
