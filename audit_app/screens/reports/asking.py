"""What is asked for in a report, its usual periods, and the choices in words; it knows no Qt and no workspace."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType

from audit_app.domain.period import add_months
from audit_app.services.reports.reporting import KINDS, ReportAsked
from audit_app.store.read_rounds import HeldRound
from exports.pages.wording import KINDS as TITLES
from exports.pages.wording import count
from exports.plain import file_name_part
from scoring.figures import Audience

INSPECTION = "inspection"
"""The kind of report that can tell everything behind named plans or a figure."""
NOTE = "you-said"
"""The kind of report that says, in words of its own, what is done next."""
WEEKLY = "weekly"
"""The kind of report whose usual period is a week; that of all others is whole months."""

AUDIENCES: Mapping[Audience, tuple[str, str]] = MappingProxyType(
    {
        Audience.GROUP: ("Audit group", "Sees every figure, and the plans by their references. Keep it in the group."),
        Audience.BOARD: ("Board", "Sees no plan. Breakdowns of fewer than six plans are withheld."),
        Audience.PUBLIC: (
            "Public",
            "Sees twelve months at a time. Counts of 1 to 5, and what would give them away, are withheld.",
        ),
    }
)
"""Each audience's name and what it may see."""

FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "pdf": "PDF, to read",
        "xlsx": "Excel workbook",
        "csv": "CSV, figures",
        "json": "JSON, figures",
        "docx": "Word, to paste from",
    }
)
FORMAT_NAMES: Mapping[str, str] = MappingProxyType(
    {"pdf": "PDF", "xlsx": "Excel", "csv": "CSV", "json": "JSON", "docx": "Word"}
)
USUAL_FORMATS = ("pdf", "xlsx")
EVERY_ROUND = "Every round of the period"


@dataclass(frozen=True, slots=True)
class Saving:
    """A report to be written: what is asked for, in which formats, into which folder.

    With `plans` or a `figure`, by its id, it is everything behind these instead, as a folder of its own, `documents`
    among it if wanted. `following` is what a note after a board says is done next, in place of the commentary.
    """

    asked: ReportAsked
    formats: tuple[str, ...]
    folder: Path
    plans: tuple[str, ...] = ()
    figure: str = ""
    documents: bool = False
    following: str = ""

    @property
    def is_evidence(self) -> bool:
        """Whether it is everything behind plans or a figure, and not the report's own files."""
        return bool(self.plans or self.figure)

    @property
    def evidence(self) -> Path:
        """The new folder for everything behind the plans and the figure, inside the folder chosen."""
        first, *more = [name for name in (*self.plans, self.figure) if name]
        others = f"_and_{len(more)}_more" if more else ""
        return self.folder / f"inspection_{file_name_part(self.asked.period)}_{file_name_part(first)}{others}"


def kind_words() -> tuple[tuple[str, str], ...]:
    """Each kind of report with its title."""
    return tuple((kind, TITLES.get(kind, kind)) for kind in KINDS)


def round_words(one: HeldRound) -> str:
    """“Sep–Oct 2026, 12 plans”."""
    return f"{one.name}, {count(one.plans, 'plan')}"


def last_two_months(today: date) -> tuple[date, date]:
    """The first days of the last two whole months, the earlier one first."""
    this = today.replace(day=1)
    return add_months(this, -2), add_months(this, -1)


def last_week(today: date) -> date:
    """The Monday of the last whole week."""
    return today - timedelta(days=today.weekday() + 7)
