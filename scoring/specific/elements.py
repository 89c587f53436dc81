"""What a line of provision gives: the eight elements, each with the words that show it. It hints; the auditor decides.

The elements are those of a six-question test in common use, with oversight and review (Somerset's five parts, the
Code's type, expertise, hours and frequency, 9.69).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from scoring.specific.countable import Span as Span
from scoring.specific.countable import is_countable
from scoring.thread.words import telling_words
from scoring.wording.flags import flags
from scoring.wording.lexicon import Lexicon
from scoring.wording.phrases import Phrases

ELEMENTS: Final = ("what", "who", "group", "often", "long", "where", "oversight", "review")
"""What, who, ratio or group, how often, how long, where, overseen by whom, reviewed when."""

_BARE: Final = frozenset({"bare", "access", "ordinary"})
_NAME: Final = re.compile(
    r"(?<=[a-z,] )[A-Z][\w’'-]+(?:(?: (?:of|by|and|the|&))? [A-Z][\w’'-]+)+|[A-Z][a-z’'-]+(?= \w)"
)
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_TRAINER: Final = re.compile(
    r"(?:trained\s+(?:\w+\s+){0,3}?by|(?:after|following|with|receive|have)\s+(?:\w+\s+){0,3}?training\s+(?:by|from)"
    r"|(?:following|from|using|to|with|on|in|against)\s+(?:\w+\s+){0,4}?(?:plan|programme|diet|targets|recommendations)"
    r"\s+(?:\w+\s+){0,2}?(?:by|from|of)|(?:targets|advice|guidance|recommendations)\s+(?:set\s+|given\s+)?(?:by|from|of))"
    r"\s+(?:(?:the|a|an|his|her|their)\s+)?(?:[\w-]+\s+){0,2}?$",
    re.IGNORECASE,
)
_BY_ROLE: Final = re.compile(r"\b(?:by|from|of|of the)$", re.IGNORECASE)
_OF_ROLE: Final = re.compile(
    r"\b(?:an?|the|his|her|their|by|from|with)\s+"
    r"((?:(?!with\b|by\b|from\b|for\b|of\b|in\b|on\b|to\b|and\b|an?\b|the\b)[\w-]+\s+){1,3})$",
    re.IGNORECASE,
)
"""What says more of a role that follows: “a visual impairment specialist teacher”."""
_EXPERIENCED: Final = re.compile(
    r"\b(?:with\s+)?(?:experience|experienced|expertise)\s+(?:of|in)\s+[\w-]+", re.IGNORECASE
)
_PARTING: Final = re.compile(r"[,;:]|\b(?:with|and|plus|including)\b", re.IGNORECASE)
_NUMBER_WORD: Final = re.compile(r"[\w.,-]+\s")
_PERIOD: Final = re.compile(r"\b(?:per|an?|each|every)\s+(?:other\s+|school\s+)?[\w-]+$", re.IGNORECASE)
_DETERMINER: Final = re.compile(r"(?:^|\b(?:an?|the|any|some|of)\s+)$", re.IGNORECASE)
_DATE: Final = re.compile(r"\b(?:annual review|20\d\d|\d{1,2}/\d{1,2}/\d{2,4}|next review)\b", re.IGNORECASE)
_NEAR: Final = 80
"""Characters within which a role and what it oversees, or a review and when it is, stand together."""


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
    group = _spans(lexicon.ratio, words)
    roles = tuple(span for span in _spans(lexicon.role, words) if not _is_adjective(span, words))
    where = tuple(span for span in _spans(lexicon.place, words) if not _overlaps(span, roles))
    known = (*often, *long, *group, *roles, *where)
    found = {
        "what": _what(words, phrases, lexicon, section, known, roles),
        "who": tuple(span for span in roles if _TRAINER.search(words[: span[0]]) is None),
        "group": group,
        "often": often,
        "long": long,
        "where": where,
        "oversight": _oversight(words, lexicon, roles),
        "review": _reviews(words, lexicon, often),
    }
    countable = is_countable(words, found, lexicon)
    qualified = bool(found["who"]) and (
        lexicon.profession.search(words) is not None or lexicon.qualification.search(words) is not None
    )
    return Elements(found, countable, qualified)


def _what(
    words: str, phrases: Phrases, lexicon: Lexicon, section: str, known: tuple[Span, ...], roles: tuple[Span, ...]
) -> tuple[Span, ...]:
    """What is provided: a named thing, or what is left when roles, amounts and places are taken away.

    A bare “support” or “access” says nothing, whatever it is for; what is told apart before it does.
    """
    named = (*_spans(lexicon.named, words), *_names(words, lexicon))
    if named:
        return named
    flagged = flags(words, section, phrases, lexicon)
    bare = [flag.offset for flag in flagged if flag.of.id in _BARE]
    end = _before_bare(words, min(bare)) if bare else len(words)
    before = (found.span(1) for begin, _ in roles if (found := _OF_ROLE.search(words[:begin])))
    taken = (*(one for span in known for one in _amounts(words, span)), *before, *_spans(_EXPERIENCED, words))
    taken += tuple((flag.offset, flag.offset + flag.length) for flag in flagged)
    left = (found for found in _WORD.finditer(words, 0, end) if not _overlaps(found.span(), taken))
    return tuple(found.span() for found in left if _says_something(found.group(), lexicon))


def _before_bare(words: str, bare: int) -> int:
    """Where what is told apart from a bare word ends: “a residential trip with support”; 0 where nothing is."""
    partings = list(_PARTING.finditer(words, 0, bare))
    return partings[-1].start() if partings else 0


def _amounts(words: str, span: Span) -> Iterator[Span]:
    """What of a span is an amount: “two” and “a day” of “two rest periods of ten minutes a day”."""
    said = words[slice(*span)]
    tail, number = _PERIOD.search(said), _NUMBER_WORD.match(said)
    if tail is None or number is None or number.end() > tail.start():
        yield span
        return
    yield span[0], span[0] + number.end()
    yield span[0] + tail.start(), span[1]


def _is_adjective(role: Span, words: str) -> bool:
    """Whether “specialist” only says of what kind something is: “a specialist chair”."""
    return words[slice(*role)].casefold() == "specialist" and _DETERMINER.search(words[: role[0]]) is not None


def _says_something(word: str, lexicon: Lexicon) -> bool:
    return (
        not word[0].isupper()
        and word.casefold() not in lexicon.empty
        and word.casefold() not in lexicon.general
        and bool(telling_words(word))
    )


def _names(words: str, lexicon: Lexicon) -> tuple[Span, ...]:
    """Names of programmes: several words with capitals, or one before “programme”, “approach” and the like."""
    return tuple(
        found.span()
        for found in _NAME.finditer(words)
        if " " in found.group() or (found.start() > 0 and _names_a_kind(words, found, lexicon))
    )


def _names_a_kind(words: str, found: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether one word with a capital is the name of a programme: not “The”, “She” or “Two” at a sentence's start."""
    word = found.group()
    is_plain = word.casefold() in lexicon.general | lexicon.empty or not telling_words(word)
    is_amount = lexicon.amount.match(words, found.start()) is not None
    return not is_plain and not is_amount and lexicon.kind.match(words, found.end() + 1) is not None


def _oversight(words: str, lexicon: Lexicon, roles: tuple[Span, ...]) -> tuple[Span, ...]:
    """Who plans or supervises: “written by” before a role, “plans” behind one."""
    found = []
    for span in _spans(lexicon.oversight, words):
        if _BY_ROLE.search(words[slice(*span)]):
            beside = any(0 <= role[0] - span[1] <= _NEAR // 2 for role in roles)
        else:
            beside = any(0 <= span[0] - role[1] <= _NEAR for role in roles)
        if beside:
            found.append(span)
    return tuple(found)


def _reviews(words: str, lexicon: Lexicon, often: tuple[Span, ...]) -> tuple[Span, ...]:
    """Reviews that say when they are."""
    when = (*often, *_spans(_DATE, words))
    return tuple(
        span
        for span in _spans(lexicon.reviewing, words)
        if any(min(abs(span[0] - one[1]), abs(one[0] - span[1])) <= _NEAR or _overlaps(span, (one,)) for one in when)
    )


def _overlaps(span: Span, others: tuple[Span, ...]) -> bool:
    return any(begin < span[1] and span[0] < end for begin, end in others)


def _spans(pattern: re.Pattern[str], words: str) -> tuple[Span, ...]:
    return tuple(found.span() for found in pattern.finditer(words))
