"""A text of a plan cut into the pieces that are each an item: points of a list, labelled lines, sentences of prose."""

import re
from collections.abc import Iterator
from typing import Final

from scoring.thread.model import ItemRole
from scoring.wording.sentences import full_sentences

# a number may stand close to its words, where a PDF leaves no room between them
_SIGN: Final = re.compile(
    r"^(?:(?:[•▪◦‣·●○■\uf0b7\uf0a7*–-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+|\d{1,2}\.(?=[A-Z]))"
)
_LABELLED: Final = re.compile(
    r"^(?:(?:long[- ]term |short[- ]term )?outcomes?|needs?|provision|aspirations?)\s*(?:\d{1,2}[a-z]?|[A-Z])?\s*"
    r"[:.)–-]\s*(?=\S)",
    re.IGNORECASE,
)
_GOES_ON: Final = {
    ItemRole.NEED: re.compile(
        r"(?:this|that|these|those|it|as a result|because|so|therefore|for example|for instance|however|consequently|"
        r"in addition to this|at these times|when this)\b",
        re.IGNORECASE,
    ),
    ItemRole.OUTCOME: re.compile(r"(?:this|that|these|those|it|in this way|so that|as a result)\b", re.IGNORECASE),
    ItemRole.PROVISION: re.compile(
        r"(?:this|that|these|those|it|they|such|progress|targets?|each session|reviews?|reviewed|monitored|delivered|"
        r"(?:she|he)(?! will (?:have|receive|be (?:given|taught|provided)|attend|take|work|see|join))|"
        r"the (?:programme|sessions?|plan|work|group|intervention|support|activities|targets|staff member)\b)\b",
        re.IGNORECASE,
    ),
}
_STRENGTH: Final = re.compile(
    r"^\w+(?:\s\w+)?\s(?:enjoys|likes|loves|is able to|is good at|excels"
    r"|can(?! become| be(?:come)? | find| get | feel))\b",
    re.IGNORECASE,
)
_BUT: Final = re.compile(
    r"\b(?:but|however|needs?|difficult\w*|not|cannot|struggl\w*|only|without|although|hard)\b|n[’']t\b", re.IGNORECASE
)
_DATED: Final = re.compile(r"^(?:by|within|before|in the)\b.{3,60}\bwill\b", re.IGNORECASE)


def points(text: str) -> Iterator[tuple[int, int]]:
    """The lines of a text that each begin with a sign of a list or a label, else the whole text: begin and end."""
    starts, at = [], 0
    for line in text.split("\n"):
        if _SIGN.match(line) or _LABELLED.match(line):
            starts.append(at)
        at += len(line) + 1
    if not starts:
        yield 0, len(text)
        return
    if starts[0] > 0 and not text[: starts[0]].rstrip().endswith(":"):
        yield 0, starts[0] - 1
    yield from zip(starts, [*(start - 1 for start in starts[1:]), len(text)], strict=True)


def is_point(text: str) -> bool:
    """Whether a text begins with the sign of a list."""
    return _SIGN.match(text) is not None


def sign_length(words: str) -> int:
    """How many characters a sign or label at the beginning takes."""
    sign = _SIGN.match(words)
    behind = sign.end() if sign else 0
    label = _LABELLED.match(words[behind:])
    return behind + (label.end() if label else 0)


def statements(words: str, role: ItemRole, *, only_dated: bool = False) -> Iterator[tuple[int, int]]:
    """The items in prose: each sentence, with those that only go on about the one before.

    With `only_dated` a sentence begins an item only where it gives an outcome its own date.
    """
    goes_on = _GOES_ON.get(role)
    begin = 0
    found: list[tuple[int, int]] = []
    for start, end in full_sentences(words):
        sentence = words[start:end]
        if goes_on is None:
            is_new = False
        elif only_dated:
            is_new = role is ItemRole.OUTCOME and _DATED.match(sentence) is not None
        else:
            is_new = goes_on.match(sentence) is None
        if found and not is_new:
            found[-1] = (begin, end)
        else:
            begin = start
            found.append((start, end))
    yield from found


def is_strength(sentence: str) -> bool:
    """Whether a sentence among needs says only what the child or young person does well."""
    return _STRENGTH.match(sentence) is not None and _BUT.search(sentence) is None
