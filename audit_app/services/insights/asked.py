"""What Insights is asked for, and everything that was read for it; it counts nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from audit_app.domain.period import Period
from audit_app.services.progress import Progress
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


@dataclass(frozen=True, slots=True)
class InsightsRead:
    """Every counted audit, and each framework by its key."""

    audits: AuditsRead
    frameworks: Mapping[str, Framework]


def read_insights(workspace: Workspace, progress: Progress) -> InsightsRead:
    """Read everything once; `progress` counts audits, and may stop it."""
    conn = workspace.conn
    audits = read_audits(conn, Asked(_ALWAYS, None, _ALWAYS.last), progress)
    return InsightsRead(audits, {key: stored_framework(conn, key) for key in sorted({one[1] for one in audits.pools})})
