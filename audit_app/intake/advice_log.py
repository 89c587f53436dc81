"""Reading an advice log, a row for each request, into validated rows; it knows neither the register nor its plans."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from audit_app.domain.advice import Outcome
from audit_app.domain.problems import Severity
from audit_app.intake.advice_headings import AdviceHeadings
from audit_app.intake.cells import Rule, code_rule, parse_date, parse_reference, squeezed
from audit_app.intake.faults import MOST_SHOWN
from audit_app.intake.limits import DEFAULT_LIMITS, Limits
from audit_app.intake.log_reading import LogKind, LogReading, read_log
from resources.register.advice import AdviceWords, advice_words

LONGEST_NAME: Final = 200
"""How many characters a service or a provider may have."""
_TWICE: Final = (
    "The same service was asked about the same plan on the same day in row {row} already. "
    "Name the service, or delete one of the rows."
)


class AdviceRow(NamedTuple):
    """One row: days are ISO text, what is empty is empty text."""

    row: int
    plan_ref: str
    agency: str
    service: str
    provider: str
    requested: str
    due: str
    received: str
    outcome: str


AdviceReading = LogReading[AdviceRow]
"""`queries` of an advice log: days in the future or in an impossible order, an outcome without the day of it."""


def read_advice_log(
    path: Path, *, today: date, limits: Limits = DEFAULT_LIMITS, most_problems: int = MOST_SHOWN
) -> AdviceReading:
    """Read and validate an advice log, as far as that needs no workspace; `today` says which days lie ahead.

    Raises AppError as `read_log` does.
    """
    return read_log(path, _kind(today.isoformat()), limits=limits, most_problems=most_problems)


def date_faults(requested: str, due: str, received: str, outcome: str, today: str) -> Iterator[tuple[str, str]]:
    """What cannot be right about the days of one request, ISO text: the field, and a sentence."""
    if requested > today:
        yield "requested", f"{requested} lies in the future. Correct it."
    if received > today:
        yield "received", f"{received} lies in the future. Correct it."
    if due and due < requested:
        yield "due", f"It is due before it was asked for ({requested}). Correct one of them."
    if received and received < requested and outcome != Outcome.EXISTING:
        yield "received", f"It came before it was asked for ({requested}). Correct one of them."
    if outcome in (Outcome.REPORT, Outcome.NIL_RETURN) and not received:
        yield "received", f"The day on which the {outcome} came is missing. Give it."


def parse_name(text: str) -> str:
    """A service or provider on one line, blanks run together. Raises ValueError over 200 characters."""
    name = " ".join(text.split())
    if len(name) > LONGEST_NAME:
        raise ValueError(f"The name has {len(name):,} characters, and at most {LONGEST_NAME} are kept. Shorten it.")
    return parse_reference(name) if len(name) <= 64 else _printable(name)


def _printable(name: str) -> str:
    if not name.isprintable():
        raise ValueError("The name holds a control character. Type it again.")
    return name


def _rules(words: AdviceWords) -> dict[str, Rule]:
    waiting = {squeezed(word) for word in words.waiting}
    known = code_rule(words.outcomes)
    return {
        "plan_ref": parse_reference,
        "agency": code_rule(words.agencies),
        "service": parse_name,
        "provider": parse_name,
        "requested": parse_date,
        "due": parse_date,
        "received": parse_date,
        "outcome": lambda text: None if squeezed(text) in waiting else known(text),
    }


def _kind(today: str) -> LogKind[AdviceRow]:
    words = advice_words()

    def checked(row: AdviceRow) -> Iterator[tuple[str, str, Severity]]:
        for name, message in date_faults(row.requested, row.due, row.received, row.outcome, today):
            yield name, message, "query"

    return LogKind(
        headings=AdviceHeadings(words),
        rules=_rules(words),
        make=AdviceRow,
        has="An advice log has a row for each request",
        needs="Every request needs it; fill it in.",
        key=lambda row: (row.plan_ref, row.agency, row.service.casefold(), row.requested),
        twice=("service", _TWICE),
        check=checked,
    )
