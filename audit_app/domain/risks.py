"""The risk and issue log, and what was escalated: likelihood × impact in words; it knows no plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

RISK, ISSUE = "risk", "issue"
LIKELIHOODS: Final = ("rare", "unlikely", "possible", "likely", "almost certain")
IMPACTS: Final = ("negligible", "minor", "moderate", "major", "severe")
BANDS: Final = ((15, "extreme"), (8, "high"), (4, "moderate"), (1, "low"))
"""The least score of each band, as the NHS's risk matrix of five by five has them."""
KINDS: Mapping[str, str] = MappingProxyType({RISK: "Risk", ISSUE: "Issue"})


@dataclass(frozen=True, slots=True)
class Risk:
    """What may go wrong (a risk) or has (an issue, whose likelihood is not asked). `likelihood`, `impact`: 1 to 5.

    `about` is KIND:ID of what it is about, empty for the whole plan; 0 where a number was not given.
    """

    id: str
    kind: str
    words: str
    opened_on: date | None = None
    owner: str = ""
    likelihood: int = 0
    impact: int = 0
    mitigation: str = ""
    about: str = ""
    closed_on: date | None = None
    closed_why: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it still stands."""
        return self.closed_on is None

    @property
    def score(self) -> int:
        """Likelihood × impact; an issue has happened, so its likelihood is 5; 0 where it was not weighed."""
        return (len(LIKELIHOODS) if self.kind == ISSUE else self.likelihood) * self.impact

    @property
    def band(self) -> str:
        """“high”; empty where it was not weighed."""
        return band_of(self.score)

    @property
    def weight_words(self) -> str:
        """“likely × major = 16, extreme”."""
        if not self.score:
            return "not weighed"
        first = "has happened" if self.kind == ISSUE else LIKELIHOODS[self.likelihood - 1]
        return f"{first} × {IMPACTS[self.impact - 1]} = {self.score}, {self.band}"


@dataclass(frozen=True, slots=True)
class Escalation:
    """What was taken further: from whom, to whom, when, and the answer. `about` is as a risk's."""

    id: str
    words: str
    from_whom: str = ""
    to_whom: str = ""
    on: date | None = None
    about: str = ""
    answered_on: date | None = None
    answer: str = ""

    @property
    def is_open(self) -> bool:
        """Whether no answer has come."""
        return self.answered_on is None

    def days_waiting(self, today: date) -> int | None:
        """How long it has waited, or waited for its answer; None where it has no day."""
        return None if self.on is None else ((self.answered_on or today) - self.on).days


def band_of(score: int) -> str:
    """The band of a score, empty for 0."""
    return next((words for least, words in BANDS if score >= least), "")
