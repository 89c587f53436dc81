"""What the group's rounds of a period showed: what plans do well, with words to quote, and what to improve."""

from audit_app.domain.rounds import RoundState
from audit_app.services.consensus.learning import strengths, to_improve
from audit_app.services.consensus.reveal_table import table
from audit_app.services.reports.reporting import Report
from audit_app.store.read_seats import rounds_held
from audit_app.store.workspace import Workspace
from exports.themes import ThemesTold
from scoring.figures import Audience

_MOST_STRENGTHS, _MOST_TO_IMPROVE = 6, 8
_LEAST_FOR_BOARD = 6


def themes_told(workspace: Workspace, report: Report) -> ThemesTold | None:
    """The themes of the closed rounds whose plans were agreed in a report's period; None where there are none.

    Only the audit group reads words of plans and which plans they stand in; a board reads markers scored in six plans
    or more, the public none of it.
    """
    if report.kind != "two-monthly" or report.audience is Audience.PUBLIC:
        return None
    names, cells = [], []
    for held in rounds_held(workspace.conn):
        inside = report.period.first.isoformat() <= held.opened_on <= report.period.last.isoformat()
        if held.state is not RoundState.CLOSED or not (held.name == report.round or (inside and not report.round)):
            continue
        names.append(held.name)
        plans = (plan for plan in table(workspace, held.id).plans if plan.is_submitted)
        cells += [(plan, cell) for plan in plans for cell in plan.cells]
    if not cells:
        return None
    found = to_improve(cells)
    if report.audience is not Audience.GROUP:
        found = tuple(one for one in found if one.scored >= _LEAST_FOR_BOARD)
        return ThemesTold(tuple(sorted(names)), (), found[:_MOST_TO_IMPROVE], names_plans=False)
    best = tuple(strengths(cells, _MOST_STRENGTHS))
    return ThemesTold(tuple(sorted(names)), best, found[:_MOST_TO_IMPROVE], names_plans=True)
