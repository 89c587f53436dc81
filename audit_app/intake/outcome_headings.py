"""Which heading is which field of a file of outcomes, or of young people near adulthood; it reads no rows."""

from pathlib import Path
from typing import Final

from audit_app.intake.log_headings import LogHeadings
from resources.register.outcomes import OutcomeWords, outcome_words

OUTCOME_FIELDS: Final = (
    *("plan_ref", "outcome", "words", "area", "agency", "set_on", "target", "reviewed", "progress", "evidence"),
)
ADULTHOOD_FIELDS: Final = ("plan_ref", "care", "health", "due", "referred", "assessed", "outcome", "note")


class OutcomeHeadings(LogHeadings):
    """Which outcome of which plan, and how far it was."""

    def __init__(self, words: OutcomeWords | None = None) -> None:
        headings = (words or outcome_words()).outcomes
        super().__init__(headings, OUTCOME_FIELDS, ("plan_ref", "outcome"), ("words", "progress", "target"))


class AdulthoodHeadings(LogHeadings):
    """Who may need which adult service, and what was done."""

    def __init__(self, words: OutcomeWords | None = None) -> None:
        headings = (words or outcome_words()).adulthood
        super().__init__(headings, ADULTHOOD_FIELDS, ("plan_ref",), ("care", "health", "referred", "assessed"))


def holds_outcomes(path: Path) -> bool:
    """Whether a file says how far outcomes are, by its headings. Raises AppError where it is no table at all.

    A file of outcomes without any progress is taken where outcomes are asked for, and not guessed.
    """
    known = OutcomeHeadings()
    found = {name for _, name in known.matched(known.of_file(path)).used}
    return found.issuperset(("plan_ref", "outcome", "reviewed", "progress"))


def holds_adulthood(path: Path) -> bool:
    """Whether a file says who may need an adult service, by its headings. Raises AppError as above."""
    known = AdulthoodHeadings()
    found = {name for _, name in known.matched(known.of_file(path)).used}
    return found.issuperset(("plan_ref", "care", "health")) and not found.isdisjoint(("referred", "assessed", "due"))
