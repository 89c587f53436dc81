"""The paper beside the plan that an audit of a review or of advice looks at: which there are, which is drawn, in words.

The unit stays the plan: a plan is drawn, then one of its papers by chance, so that a plan with five reports weighs no
more than one with a single report.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from audit_app.domain.advice import AGENCIES, AdviceAsked, Outcome, merged
from audit_app.domain.cycles import Subject
from audit_app.domain.frame import utf8
from audit_app.domain.period import add_months
from scoring.days import day, month
from scoring.timeliness.limits import REVIEW_DECISION_DAYS

MONTHS_BACK: Final = 12
"""A review held, or a report received, longer ago than so many months is not drawn: its lesson is an old one."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A review meeting held on a day, or with an agency that agency's report received on it."""

    on: date
    agency: str = ""
    service: str = ""

    @property
    def words(self) -> str:
        """“Annual review of 12 May 2026”; “Health advice (Speech therapy), received 12 May 2026”."""
        if not self.agency:
            return f"Annual review of {day(self.on)}"
        service = f" ({self.service})" if self.service else ""
        return f"{AGENCIES.get(self.agency, self.agency)} advice{service}, received {day(self.on)}"

    @property
    def short(self) -> str:
        """“Review, 12 May 2026”; “Health, 12 May 2026”: for a column."""
        what = AGENCIES.get(self.agency, self.agency) if self.agency else "Review"
        return f"{what}, {self.on.day} {month(self.on)[:3]} {self.on.year}"

    def plain(self) -> dict[str, str]:
        """The paper as the record of a draw keeps it."""
        parts = {"on": self.on.isoformat(), "agency": self.agency, "service": self.service}
        return {name: value for name, value in parts.items() if value}

    @classmethod
    def read(cls, plain: Mapping[str, str]) -> "Paper":
        """The paper out of a record."""
        return cls(date.fromisoformat(plain["on"]), plain.get("agency", ""), plain.get("service", ""))


def papers_of(
    subject: Subject, row: Mapping[str, str | int], lines: Sequence[AdviceAsked], on: date
) -> tuple[Paper, ...]:
    """What there is to audit of one entry on a day, of `lines` in the advice log and the register's own dates."""
    if subject is Subject.REVIEW:
        return tuple(_review(row, on))
    return tuple(_reports(merged(row, lines), on)) if subject is Subject.ADVICE else ()


def last_review(row: Mapping[str, str | int], on: date) -> date | None:
    """The day of the last review meeting, None where none was held by that day."""
    held = str(row.get("last_review_date") or "")
    return date.fromisoformat(held) if "" < held <= on.isoformat() else None


def one_of(papers: Iterable[Paper], seed: str, plan_ref: str) -> Paper:
    """One of a plan's papers by the draw's seed: the first in the order of SHA-256 over seed, reference and paper."""

    def place(paper: Paper) -> bytes:
        parts = (seed, plan_ref, paper.agency, paper.service, paper.on.isoformat())
        return hashlib.sha256(utf8("\n".join(parts))).digest()

    return min(papers, key=place)


def _review(row: Mapping[str, str | int], on: date) -> Iterable[Paper]:
    """A review is ready to be audited once the decision after it is due, four weeks after the meeting."""
    held = last_review(row, on)
    if held is not None and _first(on) < held <= on - timedelta(days=REVIEW_DECISION_DAYS):
        yield Paper(held)


def _reports(asked: Iterable[AdviceAsked], on: date) -> Iterable[Paper]:
    for one in asked:
        came = one.received
        if came is not None and _first(on) < came <= on and one.outcome in (None, Outcome.REPORT):
            yield Paper(came, one.agency, one.service)


def _first(on: date) -> date:
    return add_months(on, -MONTHS_BACK)
