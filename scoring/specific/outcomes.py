"""What an outcome says: hints at the SMART tests with the words that show them. It hints; the auditor rates.

Achievable and realistic cannot be told from words: there the thread is shown instead (is provision linked, does an
aspiration lead to it).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from scoring.wording.lexicon import Lexicon

TESTS: Final = ("specific", "measurable", "achievable", "realistic", "time_bound", "personal")
"""The five SMART tests, and whether it is a person's outcome and no provision (Code of Practice 9.66)."""

_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_WHEN: Final = re.compile(
    rf"\b(?:by|before|within|until|in)\b[^.;]{{0,40}}?(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|{_MONTH}\s+\d{{4}}"
    r"|(?:the\s+)?end\s+of\s+(?:the\s+)?(?:key\s+stage|ks|year|reception|nursery|(?:autumn|spring|summer)\s+term|term"
    r"|academic\s+year|school\s+year|primary|secondary|college|this)\s*\w*|key\s+stage\s+\d|year\s+\d{1,2}\b"
    r"|\d+\s+(?:months?|weeks?|terms?|years?)|(?:twelve|six|three|two|nine|eighteen)\s+(?:months|weeks|terms|years)"
    rf"|{_MONTH}|\d{{4}}|transition|leaves?\s+(?:school|college)|next\s+annual\s+review)",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(
    r"\b\d+\s*(?:%|out of|of|times|words?|minutes?|sentences?|steps?|occasions?|days?|metres?|items?|pages?|peers?)"
    r"|\d\s*%|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)\s+(?:out of|of|times|words?|minutes?"
    r"|sentences?|steps?|occasions?|days?|items?|pages?|peers?|(?:\w+\s)?(?:words|sentences|steps|items|peers|friends))",
    re.IGNORECASE,
)
_WILL: Final = re.compile(
    r"\b(?:will(?: be able to)?|can|is able to|to be able to)\s+(?:\w+ly\s+)?(\w+(?:\s+\w+)?)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Hint:
    """Whether a test looks met, None where words cannot tell, with the words that say so and why."""

    met: bool | None
    spans: tuple[tuple[int, int], ...]
    why: str


@dataclass(frozen=True, slots=True)
class OutcomeHints:
    """A hint for each of `TESTS`."""

    hints: Mapping[str, Hint]

    def __getitem__(self, test: str) -> Hint:
        return self.hints[test]


def outcome_hints(words: str, lexicon: Lexicon) -> OutcomeHints:
    """What the words of an outcome show of each test."""
    service = [found.span() for found in lexicon.service.finditer(words)]
    acts = [found for found in _WILL.finditer(words) if lexicon.weak_verb.match(found[1]) is None]
    measured = [found.span() for found in (*_NUMBER.finditer(words), *lexicon.measure.finditer(words))]
    when = [found.span() for found in _WHEN.finditer(words)]
    unknown = Hint(None, (), "Words cannot tell: look at the provision that is linked, and at the aspiration.")
    return OutcomeHints(
        {
            "specific": _hint(
                [found.span(1) for found in acts] if not service else [],
                "It says what the child or young person will do.",
                "No verb says what the child or young person will do.",
            ),
            "measurable": _hint(measured, "It says by what it is measured.", "Nothing says by what it is measured."),
            "achievable": unknown,
            "realistic": unknown,
            "time_bound": _hint(when, "It says by when.", "It does not say by when."),
            "personal": Hint(False, tuple(service), "It says what others will provide.")
            if service
            else Hint(True, (), "It is about the child or young person, not about what others provide."),
        }
    )


def _hint(spans: list[tuple[int, int]], met: str, unmet: str) -> Hint:
    return Hint(bool(spans), tuple(sorted(set(spans))), met if spans else unmet)
