"""Sections × agencies for a report: how each agency scored each section, small cells left empty."""

from typing import Final

from audit_app.services.reports.reporting import Report
from audit_app.store.figures.asked import Asked
from audit_app.store.figures.sections_by_agency import SectionScored, sections_by_agency
from audit_app.store.workspace import Workspace
from exports.heat import HeatCell, HeatTold
from forms.model import Framework
from scoring.figures import AGENCIES, SECTIONS, Audience
from scoring.withholding import BOARD_MINIMUM

WITH_HEAT: Final = ("monthly", "two-monthly", "quarterly")
"""The kinds of report that tell of sections by agency."""

_LEAST: Final = 3
_FEWEST_AGENCIES: Final = 2


def heat_told(workspace: Workspace, report: Report, asked: Asked, framework: Framework | None) -> HeatTold | None:
    """The cells of the report's cycle and framework; a cell of under 3 plans shows no level, to a board of under 6.

    None for the public, in other kinds of report, and where one agency alone scored: the sections' own table says the
    same.
    """
    if report.kind not in WITH_HEAT or report.audience is Audience.PUBLIC or framework is None:
        return None
    section_of = {marker.id: marker.section for marker in framework.markers}
    found = sections_by_agency(workspace.conn, asked, report.framework, section_of)
    scored = {one.agency for one in found}
    if len(scored) < _FEWEST_AGENCIES:
        return None
    least = BOARD_MINIMUM if report.audience is Audience.BOARD else _LEAST
    titles = dict(SECTIONS) | {one.id: one.title for one in framework.sections}  # plans' sections, then its own
    shown = {one.section for one in found}
    return HeatTold(
        tuple((id_, titles[id_]) for id_ in titles if id_ in shown),
        tuple(agency for agency in AGENCIES if agency in scored),
        tuple(_cell(one, least) for one in found),
        least,
    )


def _cell(one: SectionScored, least: int) -> HeatCell:
    enough = one.plans >= least
    return HeatCell(one.section, one.agency, one.mean if enough else None, one.plans if enough else None)
