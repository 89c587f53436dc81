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
_SEASON = r"(?:spring|summer|autumn|winter|Easter|Christmas|Whitsun|half[- ]term)"
_COUNT = (
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty|thirty|forty|fifty"
    r"|hundred)"
)
_WHEN: Final = re.compile(
    rf"\b(?:by|before|within|until|in|over|from)\b[^.;,]{{0,40}}?(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}|{_MONTH}\s+\d{{4}}"
    r"|(?:end|close|start|beginning)\s+of\s+(?:the\s+|this\s+|her\s+|his\s+|their\s+)?(?:key\s+stage|ks|year"
    r"|reception|nursery|(?:autumn|spring|summer)\s+term|term|academic|school|primary|secondary|college)\s*\w*"
    r"|key\s+stage\s+\d|year\s+\d{1,2}\b"
    rf"|(?:{_COUNT}|a|one)\s+(?:school\s+|academic\s+)?(?:months?|weeks?|terms?|years?)\b"
    rf"|(?:next\s+)?{_SEASON}(?:\s+(?:of\s+)?\d{{4}})?\b|next\s+(?:year|term|annual\s+review)"
    rf"|{_MONTH}|\b20\d\d\b|transition|(?:leaves?|starts?|moves?\s+to)\s+(?:primary|secondary|school|college|nursery))",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(
    rf"\d\s*%|\b{_COUNT}\s*(?:-|out\s+of|of|times\b|[\w-]+)|\b(?:a|an|one|half\s+an?)\s+(?:week|hour|day|night|minute"
    r"|mile|page|metre|kilometre|month)s?\b(?!\s+(?:will|he|she))|\bonce\b|\btwice\b",
    re.IGNORECASE,
)
_ALWAYS: Final = re.compile(
    r"\b(?:every|each|all|any|no|none)\s+(?:of\s+)?(?!time\s+to|child|pupil|one\b)[\w-]+"
    r"|\bwithout\s+(?:an?\s+|any\s+|being\s+)?[\w-]+|\bon\s+(?:his|her|their)\s+own\b|\bunaccompanied|\bfirst\s+time\b",
    re.IGNORECASE,
)
_ON_OWN: Final = re.compile(r"work\s+on\s+(?:his|her|their)\s+own", re.IGNORECASE)
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
    acts = [found for found in _WILL.finditer(words) if _is_act(words, found, lexicon)]
    when = [found.span() for found in _WHEN.finditer(words)]
    amounts = (*_NUMBER.finditer(words), *lexicon.measure.finditer(words), *_ALWAYS.finditer(words))
    measured = [one.span() for one in amounts if not any(begin <= one.start() < end for begin, end in when)]
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


def _is_act(words: str, found: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether the verb behind “will” says what the person does."""
    return lexicon.weak_verb.match(found[1]) is None or _ON_OWN.match(words, found.start(1)) is not None


def _hint(spans: list[tuple[int, int]], met: str, unmet: str) -> Hint:
    return Hint(bool(spans), tuple(sorted(set(spans))), met if spans else unmet)
