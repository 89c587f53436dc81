"""Which actions of an improvement plan are looked at, and what the lists to choose from hold; no widget here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from audit_app.domain.improvement import ImprovementPlan, Placed, RequiredOutcome, Theme
from audit_app.domain.improvement_counts import is_overdue, without_comment
from audit_app.domain.status import Status

EVERYTHING, UNEXPLAINED, OVERDUE = "", "unexplained", "overdue"
ONLY: Mapping[str, str] = MappingProxyType(
    {
        EVERYTHING: "Every action",
        UNEXPLAINED: "Red, or amber overdue, without a word",
        OVERDUE: "Overdue",
    }
)
SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for; empty parts do not matter. `status` is the last that was reported, or SILENT."""

    theme: str = ""
    owner: str = ""
    status: str = ""
    only: str = EVERYTHING

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return self == Wanted()


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: an action, or an outcome or theme in which none stands yet."""

    theme: Theme
    outcome: RequiredOutcome | None
    placed: Placed | None
    status: Status | None = None
    is_overdue: bool = False

    @property
    def id(self) -> str:
        """Of what the row is about."""
        if self.placed is not None:
            return self.placed.action.id
        return self.theme.id if self.outcome is None else self.outcome.id

    @property
    def label(self) -> str:
        """“A1.2”, “A1” or “A”."""
        if self.placed is not None:
            return self.placed.label
        return self.theme.letter if self.outcome is None else f"{self.theme.letter}{self.outcome.number}"


def lines_of(plan: ImprovementPlan, wanted: Wanted, on: date) -> list[Line]:
    """The rows that are asked for, from top to bottom; what has no action shows where nothing is left out."""
    unexplained = {one.placed.action.id for one in without_comment(plan, plan.current)}
    by_id = {one.action.id: one for one in plan.placed}
    found: list[Line] = []
    for theme in plan.themes:
        if wanted.theme and theme.id != wanted.theme:
            continue
        if not theme.outcomes and wanted.is_all:
            found.append(Line(theme, None, None))
        for outcome in theme.outcomes:
            if not outcome.actions and wanted.is_all:
                found.append(Line(theme, outcome, None))
            for action in outcome.actions:
                line = Line(theme, outcome, by_id[action.id], plan.status_of(action), is_overdue(plan, action, on))
                if _fits(line, wanted, unexplained):
                    found.append(line)
    return found


def owners_of(plan: ImprovementPlan) -> list[str]:
    """Everybody who owns or answers for an action, by name."""
    found = {who for one in plan.placed for who in (*one.action.owners, *one.action.leaders)}
    return sorted(found, key=str.casefold)


def _fits(line: Line, wanted: Wanted, unexplained: set[str]) -> bool:
    if line.placed is None:
        return True
    action = line.placed.action
    if wanted.owner and wanted.owner not in (*action.owners, *action.leaders):
        return False
    if wanted.status and wanted.status != (line.status.value if line.status is not None else SILENT):
        return False
    if wanted.only == UNEXPLAINED:
        return action.id in unexplained
    return wanted.only != OVERDUE or line.is_overdue
