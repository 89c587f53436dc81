"""What Insights is asked for, and everything that was read for it; it counts nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from audit_app.domain.period import Period
from audit_app.services.progress import Progress
from audit_app.services.reports.monthly import NOTHING, PRESENCE, Decided, decided_on_charts
from audit_app.store.figures.asked import Asked
from audit_app.store.figures.insights import AuditsRead, read_audits
from audit_app.store.figures.presence import presence_of
from audit_app.store.grades import stored_framework
from audit_app.store.workspace import Workspace
from forms.model import Framework

EVERY_SECTION: Final = "*"
PresenceRead = Mapping[tuple[str, str, str], tuple[bool | None, ...]]
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
    """Every counted audit, each framework by its key, and what people decided on the charts.

    `presence` has the figures of presence that have a target, by cycle, framework and figure: whether each audit of the
    pool has it, None where that is not known.
    """

    audits: AuditsRead
    frameworks: Mapping[str, Framework]
    decided: Decided = NOTHING
    presence: PresenceRead = field(default_factory=dict)


def read_insights(workspace: Workspace, progress: Progress) -> InsightsRead:
    """Read everything once; `progress` counts audits, and may stop it."""
    conn = workspace.conn
    audits = read_audits(conn, Asked(_ALWAYS, None, _ALWAYS.last), progress)
    frameworks = {key: stored_framework(conn, key) for key in sorted({one[1] for one in audits.pools})}
    return decided_anew(workspace, InsightsRead(audits, frameworks))


def decided_anew(workspace: Workspace, read: InsightsRead) -> InsightsRead:
    """The same audits with what is decided on their charts now."""
    decided = decided_on_charts(workspace.conn)
    presence: dict[tuple[str, str, str], tuple[bool | None, ...]] = {}
    for (cycle, framework), pool in read.audits.pools.items():
        wanted = [figure for figure in PRESENCE if decided.target(figure, cycle) is not None]
        found = presence_of(workspace.conn, pool.rows, framework) if wanted else {}
        presence |= {(cycle, framework, figure): found[figure] for figure in wanted}
    return replace(read, decided=decided, presence=presence)
