"""How alike two pieces of text are by their words; small, explainable, and without a model of any kind."""

import re
from collections.abc import Iterable
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LITTLE = """
a about after all also an and any are as at be been being but by can could do does each for from had has have he her
hers him his i if in into is it its may more most must my need needs no not of on or other our out over own she should
so some such than that the their them then there these they this those through to up us was we were what when where
which while who will with within would you your
"""
_ENDINGS = ("isation", "ization", "ational", "fulness", "ations", "ation", "ments", "ment", "ings", "ing", "ness")
_SHORT_ENDINGS = ("ies", "ed", "ly", "es", "s", "y")
_STEM_LEAST = 4
_LITTLE_WORDS = frozenset(_LITTLE.split())


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without its usual ending, so that “reading”, “reads” and “read” are one; never under four letters."""
    word = word.casefold().replace("’s", "").replace("'s", "")
    for endings in (_ENDINGS, _SHORT_ENDINGS):
        for ending in endings:
            if word.endswith(ending) and len(word) - len(ending) >= _STEM_LEAST:
                word = word[: -len(ending)]
                break
    return word


def telling_words(text: str) -> dict[str, str]:
    """The words that say something, by stem, each as it stands first in the text; no little words, no numbers."""
    found: dict[str, str] = {}
    for word in _WORD.findall(text):
        if word.casefold() not in _LITTLE_WORDS and len(word) > 1:
            found.setdefault(stem(word), word)
    return found


def likeness(one: str, other: str) -> float:
    """The share of telling words that two texts have in common (Jaccard), 0.0 to 1.0; 0.0 where one says nothing."""
    return overlap(telling_words(one), telling_words(other))


def overlap(one: Iterable[str], other: Iterable[str]) -> float:
    """The Jaccard index of two sets, 0.0 to 1.0; 0.0 where both are empty."""
    first, second = set(one), set(other)
    both = first | second
    return len(first & second) / len(both) if both else 0.0
