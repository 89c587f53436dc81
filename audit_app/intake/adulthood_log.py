"""Reading a file of young people near adulthood, a row a plan, into validated rows; it knows no register."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from audit_app.domain.problems import Severity
from audit_app.intake.cells import Rule, code_rule, parse_date, parse_reference
from audit_app.intake.faults import MOST_SHOWN
from audit_app.intake.limits import DEFAULT_LIMITS, Limits
from audit_app.intake.log_reading import LogKind, LogReading, read_log
from audit_app.intake.outcome_headings import ADULTHOOD_FIELDS, AdulthoodHeadings
from audit_app.intake.outcome_log import parse_said
from resources.register.outcomes import outcome_words

_TWICE: Final = "The plan stands in row {row} already. Delete one of the rows."


class AdulthoodRow(NamedTuple):
    """One row: days are ISO text, what is empty is empty text."""

    row: int
    plan_ref: str
    care: str
    health: str
    due: str
    referred: str
    assessed: str
    outcome: str
    note: str


def read_adulthood_log(
    path: Path, *, today: date, limits: Limits = DEFAULT_LIMITS, most_problems: int = MOST_SHOWN
) -> LogReading[AdulthoodRow]:
    """Read and validate it; `today` says which days lie ahead. Raises AppError as `read_log` does."""
    return read_log(path, _kind(today.isoformat()), limits=limits, most_problems=most_problems)


def _rules() -> dict[str, Rule]:
    likely = code_rule(outcome_words().likely)
    rules: dict[str, Rule] = {
        "plan_ref": parse_reference,
        **dict.fromkeys(("care", "health"), likely),
        **dict.fromkeys(("due", "referred", "assessed"), parse_date),
        **dict.fromkeys(("outcome", "note"), parse_said),
    }
    return {name: rules[name] for name in ADULTHOOD_FIELDS}


def _kind(today: str) -> LogKind[AdulthoodRow]:
    return LogKind(
        headings=AdulthoodHeadings(),
        rules=_rules(),
        make=AdulthoodRow,
        has="A file of young people near adulthood has a row for each plan",
        needs="Every row names a plan; fill it in.",
        key=lambda row: row.plan_ref,
        twice=("plan_ref", _TWICE),
        check=lambda row: _odd(row, today),
    )


def _odd(row: AdulthoodRow, today: str) -> Iterator[tuple[str, str, Severity]]:
    for name in ("referred", "assessed"):
        if getattr(row, name) > today:
            yield name, f"{getattr(row, name)} lies in the future. Correct it.", "query"
    if row.assessed and row.assessed < row.referred:
        yield "assessed", f"It was made before the referral ({row.referred}). Correct one of them.", "query"
