"""Reading a file of outcomes, a row an outcome at a review, into validated rows; it knows no register."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from audit_app.domain.outcomes import LONGEST
from audit_app.domain.problems import Severity
from audit_app.intake.cells import Rule, code_rule, parse_date, parse_reference, parse_text
from audit_app.intake.faults import MOST_SHOWN
from audit_app.intake.limits import DEFAULT_LIMITS, Limits
from audit_app.intake.log_reading import LogKind, LogReading, read_log
from audit_app.intake.outcome_headings import OUTCOME_FIELDS, OutcomeHeadings
from resources.register.outcomes import outcome_words

_TWICE: Final = "The same outcome at the same review stands in row {row} already. Delete one of the rows."


class OutcomeRow(NamedTuple):
    """One row: days are ISO text, what is empty is empty text; `outcome` is its number in the plan."""

    row: int
    plan_ref: str
    outcome: str
    words: str
    area: str
    agency: str
    set_on: str
    target: str
    reviewed: str
    progress: str
    evidence: str


def read_outcome_log(
    path: Path, *, today: date, limits: Limits = DEFAULT_LIMITS, most_problems: int = MOST_SHOWN
) -> LogReading[OutcomeRow]:
    """Read and validate a file of outcomes; `today` says which days lie ahead. Raises AppError as `read_log` does.

    An outcome without a review is kept; a review without progress, or progress without its day, is a fault.
    """
    return read_log(path, _kind(today.isoformat()), limits=limits, most_problems=most_problems)


def parse_number(text: str) -> str:
    """An outcome's number on one line, blanks run together. Raises ValueError over 64 characters."""
    return parse_reference(" ".join(text.split()))


def parse_said(text: str) -> str:
    """Words of an outcome or of its evidence. Raises ValueError over 1,000 characters."""
    if len(text) > LONGEST:
        raise ValueError(f"The text has {len(text):,} characters, and at most {LONGEST:,} are kept. Shorten it.")
    return parse_text(text)


def _rules() -> dict[str, Rule]:
    words = outcome_words()
    rules: dict[str, Rule] = {
        "plan_ref": parse_reference,
        "outcome": parse_number,
        "area": code_rule(words.areas),
        "agency": code_rule(words.agencies),
        "progress": code_rule(words.progress),
        **dict.fromkeys(("set_on", "target", "reviewed"), parse_date),
        **dict.fromkeys(("words", "evidence"), parse_said),
    }
    return {name: rules[name] for name in OUTCOME_FIELDS}


def _kind(today: str) -> LogKind[OutcomeRow]:
    return LogKind(
        headings=OutcomeHeadings(),
        rules=_rules(),
        make=OutcomeRow,
        has="A file of outcomes has a row for each outcome at a review",
        needs="Every row names a plan and an outcome's number in it; fill it in.",
        key=lambda row: (row.plan_ref, row.outcome, row.reviewed),
        twice=("outcome", _TWICE),
        check=lambda row: _odd(row, today),
    )


def _odd(row: OutcomeRow, today: str) -> Iterator[tuple[str, str, Severity]]:
    if row.progress and not row.reviewed:
        yield "reviewed", "The day of the review is missing. Give it, or empty the progress.", "error"
    if row.reviewed and not row.progress:
        yield "progress", "How far the outcome was at this review is missing. Give it, or empty the day.", "error"
    if row.evidence and not row.reviewed:
        yield "reviewed", "There is evidence without the day of a review. Give the day, or empty it.", "error"
    if row.reviewed > today:
        yield "reviewed", f"{row.reviewed} lies in the future. Correct it.", "query"
    if row.target and row.set_on and row.target < row.set_on:
        yield "target", f"It was to be reached before it was set ({row.set_on}). Correct one of them.", "query"
