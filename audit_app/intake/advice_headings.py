"""Which heading of a file is which field of the advice log, and whether a file is one; it reads no rows."""

from pathlib import Path
from typing import Final

from audit_app.intake.log_headings import LogHeadings
from resources.register.advice import AdviceWords, advice_words

FIELDS: Final = ("plan_ref", "agency", "service", "provider", "requested", "due", "received", "outcome")
REQUIRED: Final = ("plan_ref", "agency", "requested")


class AdviceHeadings(LogHeadings):
    """Who was asked about which plan, when, and what came."""

    def __init__(self, words: AdviceWords | None = None) -> None:
        headings = (words or advice_words()).headings
        super().__init__(headings, FIELDS, REQUIRED, ("received", "outcome", "due"))


def holds_advice_log(path: Path) -> bool:
    """Whether a file is an advice log, by its headings. Raises AppError where it is no table that can be read."""
    return AdviceHeadings().hold(path)
