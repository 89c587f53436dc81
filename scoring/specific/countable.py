"""Whether time can be counted in a line of provision: not of equipment, an approach or the environment; a hint."""

import re
from collections.abc import Mapping
from typing import Final

from scoring.wording.lexicon import Lexicon

Span = tuple[int, int]
"""Begin and end of words, in characters of the line."""

_AT_HAND: Final = re.compile(
    r"\b(?:in|at|on|during|for|throughout|across)\s+(?:each|every|all)\s+[\w-]+$", re.IGNORECASE
)
"""When a thing is at hand, and not how often something is done: “in every lesson”."""
_TIMES: Final = re.compile(r"\b(?:once|twice|thrice|two|three|four|five|six|times|\d+)\b", re.IGNORECASE)
_BEHIND: Final = 40
"""Characters behind a review within which its date and who reviews are said."""


def is_countable(words: str, found: Mapping[str, tuple[Span, ...]], lexicon: Lexicon) -> bool:
    """Whether F3 asks for time: not of equipment, an approach or the environment (`framework.md`).

    Of such it does where somebody does something with it: for so long, so many times, or each day by this person.
    """
    if found["long"] or lexicon.not_countable.search(words) is None:
        return True
    who, often = (
        [span for span in found[name] if not _is_of_review(span, found["review"])] for name in ("who", "often")
    )
    said = [words[slice(*span)] for span in often]
    return any(_AT_HAND.search(one) is None and (who or _TIMES.search(one)) for one in said)


def _is_of_review(span: Span, reviews: tuple[Span, ...]) -> bool:
    """Whether it tells of a review: “reviewed by the SENCo each term”, “a termly review”."""
    return any(0 <= span[0] - one[1] <= _BEHIND or 0 <= one[0] - span[1] <= 1 for one in reviews)
