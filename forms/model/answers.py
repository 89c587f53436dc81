"""What can stand in a cell of the audit form, and the grades. Knows no framework."""

from enum import StrEnum


class NotScore(StrEnum):
    """An answer that is not a score."""

    NA = "NA"
    """Not applicable: leaves the percentage and the count of applicable markers."""
    NE = "NE"
    """Evidence not available: stays applicable, leaves the percentage, counts as without a score."""


Answer = int | NotScore | None
"""A score from 0 to 3, `NotScore.NA`, `NotScore.NE`, or None for not yet scored."""

SCORES = (0, 1, 2, 3)
_BY_TEXT: dict[str, Answer] = {"": None, "NA": NotScore.NA, "NE": NotScore.NE} | {str(n): n for n in SCORES}


def parse_answer(text: str) -> Answer:
    """Return the answer that `text` states: 0 to 3, NA or NE in any case, blank for not yet scored.

    Raises ValueError with a sentence for the user when it states anything else.
    """
    try:
        return _BY_TEXT[text.strip().upper()]
    except KeyError:
        shown = text.strip()[:20]
        raise ValueError(f"“{shown}” is not an answer. Give 0, 1, 2 or 3, NA or NE, or leave it blank.") from None


def answer_text(answer: Answer) -> str:
    """Return the words that `parse_answer` reads back: `0` to `3`, `NA`, `NE`, or blank."""
    return "" if answer is None else str(answer)


class Grade(StrEnum):
    """The grade of a plan. Compare grades by `rank`: as text they sort by letter."""

    OUTSTANDING = "outstanding"
    GOOD = "good"
    REQUIRES_IMPROVEMENT = "requires_improvement"
    INADEQUATE = "inadequate"
    NOT_GRADED = "not_graded"

    @property
    def label(self) -> str:
        """The usual words, “Requires improvement”. A framework may have labels of its own."""
        return self.value.replace("_", " ").capitalize()

    @property
    def rank(self) -> int:
        """0 for Not graded, then 1 for Inadequate up to 4 for Outstanding."""
        return _RANKS[self.value]

    @property
    def effective(self) -> bool:
        """Whether the grade is Good or better."""
        return self.rank >= Grade.GOOD.rank


_RANKS = {"not_graded": 0, "inadequate": 1, "requires_improvement": 2, "good": 3, "outstanding": 4}
