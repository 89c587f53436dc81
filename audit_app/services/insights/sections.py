"""Sections by agency for Insights: read once for a period, cycle and framework, and filtered from memory."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from statistics import fmean

from audit_app.domain.cycles import Cycle
from audit_app.services.insights.asked import InsightsAsked
from audit_app.services.insights.choosing import Chosen
from audit_app.store.figures.asked import Asked
from audit_app.store.figures.sections_by_agency import means_of_plans
from audit_app.store.workspace import Workspace
from scoring.figures import AGENCIES

FEWEST_AGENCIES = 2


@dataclass(frozen=True, slots=True)
class HeatRead:
    """Plan by plan how each agency scored each section, 0 to 3; `asked` says for which months, cycle and framework."""

    asked: InsightsAsked
    means: Mapping[tuple[str, str], Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class HeatLine:
    """One cell: how an agency scored a section, the mean of the plans' means, 0 to 3."""

    section: str
    title: str
    agency: str
    mean: float
    plans: int


def heat_key(asked: InsightsAsked) -> InsightsAsked:
    """What a reading depends on: the other filters are answered from it."""
    return replace(asked, team="", need="", phase="", agency="", section="")


def read_heat(workspace: Workspace, chosen: Chosen) -> HeatRead:
    """Read the opened reviews of every agency; no cycle of its own, nothing."""
    asked = chosen.asked
    cycle = Cycle(asked.cycle) if asked.cycle in set(Cycle) else None
    section_of = {marker.id: marker.section for marker in chosen.framework.markers}
    found = means_of_plans(workspace.conn, Asked(asked.period, cycle, asked.period.last), asked.framework, section_of)
    return HeatRead(heat_key(asked), found)


def heat_lines(read: HeatRead, chosen: Chosen) -> tuple[HeatLine, ...]:
    """The cells in the order of sections and agencies, over the plans that the filters leave.

    Empty where one agency alone scored: its columns would say what the sections' charts say.
    """
    kept = {chosen.pool.rows[at].plan for at in chosen.in_period}
    if len({agency for _, agency in read.means}) < FEWEST_AGENCIES:
        return ()
    agencies = [chosen.asked.agency] if chosen.asked.agency else list(AGENCIES)
    made = []
    for section, title in chosen.titles.items():
        for agency in agencies:
            means = [mean for plan, mean in read.means.get((section, agency), {}).items() if plan in kept]
            if means:
                made.append(HeatLine(section, title, agency, fmean(means), len(means)))
    return tuple(made)
