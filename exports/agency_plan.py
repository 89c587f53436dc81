"""What one agency is told of its actions, in a workbook and on a page; no names, no child, and it counts nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from audit_app.domain.agency_workbook import Cells, SentMark
from audit_app.domain.report_look import NO_LOOK, ReportLook
from audit_app.domain.status import LETTERS, MEANINGS, NOT_REPORTED, Status
from exports.plain import file_name_part
from scoring.figures import AGENCIES, AGENCY_NAMES


@dataclass(frozen=True, slots=True)
class OpenAction:
    """One open action: `found` says in words what it is about, `cells` what stands in the cells that may be changed."""

    id: str
    what: str
    found: tuple[str, ...]
    standing: str
    is_overdue: bool
    status: Status | None
    reported_on: date | None
    said: str
    cells: Cells
    plans: tuple[str, ...] = ()

    @property
    def status_words(self) -> str:
        """“A, Amber: progressing”."""
        if self.status is None:
            return NOT_REPORTED.capitalize()
        return f"{LETTERS[self.status]}, {self.status.value.capitalize()}: {MEANINGS[self.status]}"

    @property
    def due(self) -> date | None:
        """Its day."""
        return date.fromisoformat(self.cells["due"]) if self.cells.get("due") else None


@dataclass(frozen=True, slots=True)
class ClosedAction:
    """One that was closed lately: what a later sample showed, and why it was closed."""

    what: str
    owner: str
    closed_on: date
    shown: str


@dataclass(frozen=True, slots=True)
class AgencyPlan:
    """An agency's single action plan on the day it is sent; `contact` is whom it goes back to.

    `sent` are the cells as they go out, by action; `digest` is what the log keeps of them, with the mark.
    """

    organisation: str
    agency: str
    sent_on: date
    back_by: date
    contact: str
    actions: tuple[OpenAction, ...]
    closed: tuple[ClosedAction, ...]
    closed_since: date
    mark: SentMark
    sent: Mapping[str, Cells]
    digest: str
    with_plans: bool = False
    look: ReportLook = NO_LOOK

    @property
    def agency_name(self) -> str:
        """The agency as a title says it: “SEN team”."""
        return AGENCY_NAMES[self.agency]

    @property
    def agency_words(self) -> str:
        """The agency as a sentence says it: “the SEN team”."""
        return AGENCIES[self.agency]

    @property
    def overdue(self) -> int:
        """How many are past their day."""
        return sum(one.is_overdue for one in self.actions)

    @property
    def file_stem(self) -> str:
        """What its files are called, without an ending: “actions_Social-care_2026-11-22”."""
        return f"actions_{file_name_part(self.agency_name)}_{self.sent_on.isoformat()}"
