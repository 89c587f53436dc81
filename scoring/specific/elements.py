"""What a line of provision gives: the eight elements, each with the words that show it. It hints; the auditor decides.

The elements are those of a six-question test in common use, with oversight and review (Somerset's five parts, the
Code's type, expertise, hours and frequency, 9.69).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from scoring.wording.flags import flags
from scoring.wording.lexicon import Lexicon
from scoring.wording.phrases import Phrases

ELEMENTS: Final = ("what", "who", "group", "often", "long", "where", "oversight", "review")
"""What, who, ratio or group, how often, how long, where, overseen by whom, reviewed when."""

Span = tuple[int, int]
"""Begin and end of words, in characters of the line."""

_EMPTY: Final = frozenset({"bare", "access"})
_CAPITALS: Final = re.compile(r"(?<=[a-z,;] )[A-Z][\w’'-]+(?: (?:[A-Z][\w’'-]+|of|by|and|the))*")
_VERB: Final = re.compile(
    r"\b(?:teach(?:es|ing)?|practis(?:e|es|ing)|rehears(?:e|es|al|ing)|model(?:s|ling)?|stretch(?:es|ing)?"
    r"|reads?|reading|writ(?:e|es|ing)|spell(?:s|ing)?|count(?:s|ing)|sign(?:s|ing)?|check(?:s|ing)|lessons? in"
    r"|exercises?|targets?|strateg(?:y|ies) for|scripts?|work(?:s|ing)? on)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Elements:
    """What was found in a line: for each element the words that show it, none where it was not found.

    `countable` is whether time can be counted at all: not in equipment, an approach or the environment. `qualified` is
    whether a qualification or training is said, or the role is a profession.
    """

    found: Mapping[str, tuple[Span, ...]]
    countable: bool
    qualified: bool

    def gives(self, element: str) -> bool:
        """Whether an element of `ELEMENTS` was found."""
        return bool(self.found[element])

    @property
    def is_specific(self) -> bool:
        """What, who, how often and how long: the four that `provision.specific_and_quantified` counts."""
        return all(self.gives(element) for element in ("what", "who", "often", "long"))


def elements(words: str, phrases: Phrases, lexicon: Lexicon, section: str = "F") -> Elements:
    """The elements found in a line of provision."""
    often, long = _spans(lexicon.how_often, words), _spans(lexicon.how_long, words)
    found = {
        "what": _what(words, phrases, lexicon, section),
        "who": _spans(lexicon.role, words),
        "group": _spans(lexicon.ratio, words),
        "often": often,
        "long": long,
        "where": _spans(lexicon.place, words),
        "oversight": _spans(lexicon.oversight, words),
        "review": _spans(lexicon.reviewing, words),
    }
    countable = bool(often or long) or lexicon.not_countable.search(words) is None
    qualified = bool(found["who"]) and (
        lexicon.profession.search(words) is not None or lexicon.qualification.search(words) is not None
    )
    return Elements(found, countable, qualified)


def _what(words: str, phrases: Phrases, lexicon: Lexicon, section: str) -> tuple[Span, ...]:
    """What is provided: a named thing, or a task; a bare “support” or “access” alone says nothing."""
    named = (*_spans(lexicon.named, words), *_spans(_CAPITALS, words))
    if named:
        return named
    tasks = _spans(_VERB, words)
    if any(flag.of.id in _EMPTY for flag in flags(words, section, phrases, lexicon)) or not tasks:
        return ()
    return tasks


def _spans(pattern: re.Pattern[str], words: str) -> tuple[Span, ...]:
    return tuple(found.span() for found in pattern.finditer(words))
