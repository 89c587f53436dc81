"""Codes that a file writes as words: which code a word means, and what is said about it; it knows no file."""

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from audit_app.domain.register import FieldKind
from resources.register.values import value_words

_SIGNS: Final = re.compile(r"[\W_]+")
_MOST_NAMED: Final = 6
_LONGEST: Final = 40


def plain_value(text: str) -> str:
    """A value by its words alone: without case and signs."""
    return _SIGNS.sub(" ", text.casefold()).strip()


def codes_of(kind: str) -> Mapping[str, str]:
    """The code that each word of a kind (need, outcome, review_outcome) means, words as `plain_value` gives them."""
    words = value_words()[kind]
    return {plain_value(word): code for code, listed in words.items() for word in (code, *listed)}


CODES: Final[Mapping[FieldKind, Mapping[str, str]]] = MappingProxyType(
    {
        FieldKind.NEED: codes_of("need"),
        FieldKind.OUTCOME: codes_of("outcome"),
        FieldKind.REVIEW_OUTCOME: codes_of("review_outcome"),
    }
)
"""The kinds of field that hold codes: each word, as `plain_value` gives it, with the code that it means."""


def code_in(kind: FieldKind, text: str) -> str:
    """The code that a text is or means; empty where it is not known."""
    return CODES[kind].get(plain_value(text), "")


def read_as(kind: FieldKind, texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The texts that are no codes but words for them, each with its code."""
    for text in texts:
        code = code_in(kind, text)
        if code and text.strip().upper() != code:
            yield text.strip(), code


def words_said(pairs: Iterable[tuple[str, str]]) -> str:
    """“Autism” as ASD, “Physical disability” as PD."""
    every = list(dict.fromkeys(pairs))
    shown = ", ".join(f"“{text[:_LONGEST]}” as {code}" for text, code in every[:_MOST_NAMED])
    return f"{shown} and {len(every) - _MOST_NAMED} more" if len(every) > _MOST_NAMED else shown
