"""The words of families that a report may quote: with their consent, and never to the public."""

from typing import Final

from audit_app.services.reports.reporting import Report
from audit_app.store.read_voice import conversations_between
from audit_app.store.workspace import Workspace
from exports.voice import Quoted
from scoring.figures import Audience

KINDS: Final = ("two-monthly", "quarterly", "you-said")
"""The kinds of report that quote families."""


def quotes_told(workspace: Workspace, report: Report) -> tuple[Quoted, ...]:
    """The quotes of the report's period and round, the latest first."""
    if report.kind not in KINDS or report.audience is Audience.PUBLIC:
        return ()
    first, last = report.period.first.isoformat(), report.period.last.isoformat()
    held = conversations_between(workspace.conn, first, last, round_name=report.round)
    return tuple(Quoted(one.quote, one.who) for one in held if one.may_quote and one.quote)
