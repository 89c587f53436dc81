"""Codes that a file writes as words: which code a word means, and what to say about it; it knows no file."""

import re
from collections.abc import Mapping
from typing import Final

from resources.register.values import value_words

_SIGNS: Final = re.compile(r"[\W_]+")


def plain_value(text: str) -> str:
    """A value by its words alone: without case and signs."""
    return _SIGNS.sub(" ", text.casefold()).strip()


def codes_of(kind: str) -> Mapping[str, str]:
    """The code that each word of a kind (need, outcome, review_outcome) means, words as `plain_value` gives them."""
    words = value_words()[kind]
    return {plain_value(word): code for code, listed in words.items() for word in (code, *listed)}
