"""What items of a plan speak of, and how alike that is: concepts of the domain and telling words, the rarer the more.

Small, explainable, the same everywhere; no model of any kind. It suggests nothing by itself.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Final

from scoring.thread.concepts import Concepts
from scoring.thread.model import Item
from scoring.thread.words import stem, telling_words

OF_WORDS: Final = 0.45
"""A word that two items share says so much of what a concept says that they share."""
LENGTH: Final = 0.3
"""With this power of what each item says of its own, likeness is divided: long items share much by chance."""
NAME_FROM: Final = 3
"""A word that is always written with a capital, in so many items, is the name of the child or of a place."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@dataclass(frozen=True, slots=True)
class Theme:
    """What an item speaks of: concepts with the word that says so and how sure it is, and other words by their stem."""

    concepts: Mapping[str, tuple[str, float]]
    words: Mapping[str, str]

    def beside(self, other: "Theme") -> "Theme":
        """This theme with what another one adds to it."""
        surer = {key: said for key, said in other.concepts.items() if said[1] > self.concepts.get(key, ("", 0.0))[1]}
        return Theme({**self.concepts, **surer}, {**other.words, **self.words})


@dataclass(frozen=True, slots=True)
class Themes:
    """The themes of a plan's items by their ids, and how much each concept and word tells in this plan, 0.0 to 1.0."""

    of: Mapping[str, Theme]
    concepts: Mapping[str, float]
    words: Mapping[str, float]

    def likeness(self, one: Theme, other: Theme) -> float:
        """How alike two themes are: 0.0 where they share nothing; seldom above 1.0."""
        shared = sum(self.concepts[key] * one.concepts[key][1] * other.concepts[key][1] for key in _both(one, other))
        shared += OF_WORDS * sum(self.words[stem] for stem in one.words.keys() & other.words.keys())
        return shared / (self._said(one) * self._said(other)) ** LENGTH if shared else 0.0

    def shared(self, one: Theme, other: Theme) -> list[str]:
        """What two themes share, the most telling first, in words for the auditor."""
        told = [
            (self.concepts[key] * one.concepts[key][1] * other.concepts[key][1], _said_of(key, one, other))
            for key in _both(one, other)
        ]
        within = {stem(word) for theme in (one, other) for word, _ in theme.concepts.values()}
        told += [
            (OF_WORDS * self.words[root], f"“{word}”")
            for root, word in one.words.items()
            if root in other.words and root not in within
        ]
        return [words for _, words in sorted(told, key=lambda pair: (-pair[0], pair[1]))]

    def _said(self, theme: Theme) -> float:
        concepts = sum(sure * sure * self.concepts[key] for key, (_, sure) in theme.concepts.items())
        return concepts + OF_WORDS * sum(self.words[root] for root in theme.words)


def themes_of(items: Sequence[Item], concepts: Concepts) -> Themes:
    """The themes of a plan's items; the names of the child and of places are left out."""
    names = _names(items)
    found = {
        item.id: Theme(
            concepts.weighed(item.words),
            {
                root: word
                for root, word in telling_words(item.words).items()
                if root not in concepts.little and root not in names
            },
        )
        for item in items
    }
    sure: Counter[str] = Counter()
    counted: Counter[str] = Counter()
    for theme in found.values():
        for key, (_, value) in theme.concepts.items():
            sure[key] += value  # type: ignore[assignment]  # a Counter adds fractions as well
        counted.update(theme.words.keys())
    every = log(1 + len(items)) or 1.0  # so that likeness is the same in a short plan and a long one
    concepts_tell, words_tell = (
        {key: value / every for key, value in _telling(one, len(items)).items()} for one in (sure, counted)
    )
    return Themes(found, concepts_tell, words_tell)


def said_in(words: str, concepts: Concepts) -> dict[str, str]:
    """What words speak of: stems and concepts, each with its word."""
    about = {f"#{concept}": word for concept, word in concepts.of(words).items()}
    return {**telling_words(words), **about}


def weights_of(every: Iterable[dict[str, str]]) -> dict[str, float]:
    """How much each stem or concept tells among these texts: the rarer, the more (inverse document frequency)."""
    texts = list(every)
    return _telling(Counter(key for said in texts for key in said), len(texts))


def _telling(counted: Mapping[str, float], count: int) -> dict[str, float]:
    return {key: log((1 + count) / (1 + number)) + 0.05 for key, number in counted.items()}


def _names(items: Sequence[Item]) -> set[str]:
    small: set[str] = set()
    capital: Counter[str] = Counter()
    for item in items:
        words = _WORD.findall(item.words)
        small.update(stem(word) for word in words if word[0].islower())
        capital.update({stem(word) for word in words if word[0].isupper()})
    return {root for root, number in capital.items() if number >= NAME_FROM and root not in small}


def _both(one: Theme, other: Theme) -> set[str]:
    return one.concepts.keys() & other.concepts.keys()


def _said_of(concept: str, one: Theme, other: Theme) -> str:
    first, second = one.concepts[concept][0], other.concepts[concept][0]
    words = f"“{first}”" if first.casefold() == second.casefold() else f"“{first}”, “{second}”"
    return f"{concept.replace('_', ' ')} ({words})"
