"""The shape of an improvement plan's workbook: what its sheets and columns are called; it reads and writes none."""

from collections.abc import Mapping
from typing import Final

from audit_app.domain.risks import IMPACTS, LIKELIHOODS
from audit_app.domain.timescale import checkpoint_words

PLAN_SHEET, RISKS_SHEET = "Plan", "Risks and issues"
ESCALATIONS_SHEET, VERSIONS_SHEET = "Escalations", "Versions"
THEME_SHEET: Final = "Theme {}"
PLAN_FACTS: Final[Mapping[str, str]] = {
    "Title": "title",
    "About": "about",
    "Source": "source",
    "Refreshed in": "refresh",
    "Checkpoints": "checkpoints",
    "Key of the plan": "id",
}
THEMES: Final[Mapping[str, str]] = {"Letter": "letter", "Theme": "title", "Outcomes sought": "aims", "Key": "id"}
OUTCOME_COLUMNS: Final[Mapping[str, str]] = {"No.": "number", "Required outcome": "words"}
ACTION_COLUMNS: Final[Mapping[str, str]] = {
    "Action": "words",
    "Timescale": "timescale",
    "Dates": "dates",
    "Recurs": "recurrence",
    "Owners": "owners",
    "Accountable leaders": "leaders",
    "Measures of success": "measures",
}
LATER_COLUMNS: Final[Mapping[str, str]] = {"Evidence": "evidence", "Impact": "impact", "Comments": "comments"}
KEY, OUTCOME_KEY = "Key", "Key of the outcome"
RISK_COLUMNS: Final[Mapping[str, str]] = {
    "Kind": "kind",
    "Risk or issue": "words",
    "Opened": "opened_on",
    "Owner": "owner",
    "Likelihood": "likelihood",
    "Impact": "impact",
    "Mitigation": "mitigation",
    "About": "about",
    "Closed": "closed_on",
    "Why closed": "closed_why",
}
ESCALATION_COLUMNS: Final[Mapping[str, str]] = {
    "What": "words",
    "From": "from_whom",
    "To": "to_whom",
    "On": "on",
    "About": "about",
    "Answered": "answered_on",
    "Answer": "answer",
}


def comment_heading(checkpoint: str) -> str:
    """The column for what was said at a checkpoint."""
    return f"{checkpoint_words(checkpoint)} comment"


def evidence_heading(checkpoint: str) -> str:
    """The column for the evidence at a checkpoint."""
    return f"{checkpoint_words(checkpoint)} evidence"


def weight_text(number: int, words: tuple[str, ...]) -> str:
    """“4 likely”, empty for 0."""
    return f"{number} {words[number - 1]}" if number else ""


def read_weight(text: str, words: tuple[str, ...] = LIKELIHOODS) -> int:
    """The number that a cell begins with, or that its word has. Raises ValueError."""
    said = " ".join(text.split()).casefold()
    number = said.partition(" ")[0]
    if number.isdecimal() and 1 <= int(number) <= len(words):
        return int(number)
    if said in words:
        return words.index(said) + 1
    raise ValueError(
        f"“{text.strip()[:40]}” is none of these: {', '.join(f'{n} {w}' for n, w in enumerate(words, 1))}."
    )


def weights_of(field: str) -> tuple[str, ...]:
    """The words of likelihood or impact."""
    return IMPACTS if field == "impact" else LIKELIHOODS
