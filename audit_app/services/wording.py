"""Flags in the words of a plan: the shipped phrases over a text, or over a section; it flags and never rules."""

from dataclasses import replace
from functools import cache

from resources.wording import lexicon_text, phrases_text
from scoring.plan.headings import spans_of
from scoring.wording import Flag, Phrases, flags, phrases_of
from scoring.wording.lexicon import Lexicon, lexicon_of

READ_AS = "F"
"""The section as which a text without section headings is read."""


@cache
def shipped_phrases() -> Phrases:
    """The phrases that the app ships."""
    return phrases_of(phrases_text())


@cache
def shipped_lexicon() -> Lexicon:
    """The words that the app ships to tell who, how often and how long."""
    return lexicon_of(lexicon_text())


def flags_in(text: str, section: str) -> tuple[Flag, ...]:
    """The flags of a section's text, with the shipped lists."""
    return flags(text, section, shipped_phrases(), shipped_lexicon())


def flags_of_text(text: str) -> tuple[Flag, ...]:
    """The flags of any text: section by section where it has headings, else all of it as section F."""
    spans = list(spans_of(text))
    if not any(section for _, _, section in spans):
        return flags_in(text, READ_AS)
    return tuple(
        replace(flag, offset=flag.offset + begin)
        for begin, end, section in spans
        for flag in flags_in(text[begin:end], section)
    )
