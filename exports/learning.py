"""What an agency learns from a round of joint scoring, as it is handed over; plan references, no names, no counting."""

from dataclasses import dataclass
from datetime import date

from exports.extract import Extract
from scoring.figures import AGENCY_NAMES


@dataclass(frozen=True, slots=True)
class Strength:
    """A marker at 3 with the words behind it, so that others can do the same."""

    plan_ref: str
    marker: str
    question: str
    evidence: Extract
    is_shared: bool


@dataclass(frozen=True, slots=True)
class ToImprove:
    """A marker at 0 or 1 in `low` of `scored` plans, with its causes and how often each was named, and the plans."""

    marker: str
    question: str
    low: int
    scored: int
    causes: tuple[tuple[str, int], ...]
    plans: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LearningPage:
    """One agency's page: `agreement` and `following` are sentences; `more_to_improve` counts markers left out.

    `actions` are the agency's open ones, those of the round first, a sentence each; `more_actions` were left out.
    Only once the round is closed is the page final; before, it is a draft.
    """

    organisation: str
    agency: str
    round: str
    plans: tuple[str, ...]
    on: date
    is_closed: bool
    grades: tuple[tuple[str, int], ...]
    strengths: tuple[Strength, ...]
    improve: tuple[ToImprove, ...]
    more_to_improve: int
    agreement: tuple[str, ...]
    following: tuple[str, ...]
    actions: tuple[str, ...] = ()
    more_actions: int = 0

    @property
    def agency_name(self) -> str:
        """The agency as a title says it."""
        return AGENCY_NAMES.get(self.agency, self.agency)
