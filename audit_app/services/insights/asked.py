"""What Insights is asked for, and everything that was read for it; it counts nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from audit_app.domain.period import Period
from audit_app.services.progress import Progress
from audit_app.services.reports.monthly import NOTHING, Decided, decided_on_charts
from audit_app.store.figures.asked import Asked
from audit_app.store.figures.insights import AuditsRead, read_audits
from audit_app.store.grades import stored_framework
from audit_app.store.workspace import Workspace
from forms.model import Framework

EVERY_SECTION: Final = "*"
_ALWAYS: Final = Period(date(1900, 1, 1), date(2999, 12, 31), "")


@dataclass(frozen=True, slots=True)
class InsightsAsked:
    """Whole months, and what is chosen of each filter; empty leaves it to the answer (cycle, framework) or takes all.

    `agency` narrows markers to those that it scores. `section` is the one drawn by month, EVERY_SECTION for each.
    """

    period: Period
    cycle: str = ""
    framework: str = ""
    team: str = ""
    need: str = ""
    phase: str = ""
    agency: str = ""
    section: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether the whole cycle is looked at: limits and targets are decided for its charts and no part's."""
        return not (self.team or self.need or self.phase or self.agency)


@dataclass(frozen=True, slots=True)
class InsightsRead:
    """Every counted audit, each framework by its key, and what people decided on the charts."""

    audits: AuditsRead
    frameworks: Mapping[str, Framework]
    decided: Decided = NOTHING


def read_insights(workspace: Workspace, progress: Progress) -> InsightsRead:
    """Read everything once; `progress` counts audits, and may stop it."""
    conn = workspace.conn
    audits = read_audits(conn, Asked(_ALWAYS, None, _ALWAYS.last), progress)
    frameworks = {key: stored_framework(conn, key) for key in sorted({one[1] for one in audits.pools})}
    return InsightsRead(audits, frameworks, decided_on_charts(conn))


def decided_anew(workspace: Workspace, read: InsightsRead) -> InsightsRead:
    """The same audits with what is decided on their charts now."""
    return replace(read, decided=decided_on_charts(workspace.conn))
