"""How soon what a round taught was shared: days from its closing to each agency's learning page."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from audit_app.store.driver import Connection
from audit_app.store.figures.asked import Asked
from scoring.figures import Figure, Scope, counted_note, median_figure, missing_figure

DAYS_TO_SHARE: Final = "learning.days_to_share"
NO_ROUND: Final = "No round was closed in the period."
NOT_SENT: Final = "No learning page of these rounds was sent yet."
_CLOSED: Final = (
    "SELECT id, name, coalesce(cycle, ''), state_detail ->> 'on' AS closed_on FROM round WHERE state = 'closed' "
    "AND erased IS NULL AND deleted IS NULL AND closed_on BETWEEN ? AND ? AND (? = '' OR name = ?) ORDER BY id"
)
_AGENCIES: Final = (
    "SELECT DISTINCT r.agency FROM audit a JOIN review r ON r.audit_id = a.id WHERE a.round = ? "
    "AND (? = '' OR a.cycle = ?) AND a.erased IS NULL AND r.kind = 'single' AND r.state = 'submitted' "
    "AND r.agency IS NOT NULL"
)
_SENT: Final = (
    "SELECT agency, sent_on FROM learning_page WHERE round_id = ? AND sent_on >= ? AND erased IS NULL "
    "AND deleted IS NULL"
)


def learning_figures(conn: Connection, asked: Asked, scope: Scope) -> Iterator[Figure]:
    """The median of days over the pages that were sent, over the rounds closed in the period.

    A page that went out before its round was closed the last time is not sent; those not sent are in the note.
    """
    rounds = conn.execute(_CLOSED, (asked.first, asked.last, asked.round, asked.round)).fetchall()
    if not rounds:
        yield missing_figure(DAYS_TO_SHARE, scope, NO_ROUND, denominator=0)
        return
    days: list[float] = []
    missing = 0
    for id_, name, cycle, closed_on in rounds:
        sent = dict(conn.execute(_SENT, (id_, closed_on)).fetchall())
        days += [(date.fromisoformat(on) - date.fromisoformat(closed_on)).days for on in sent.values()]
        missing += sum(agency not in sent for (agency,) in conn.execute(_AGENCIES, (name, cycle, cycle)))
    note = counted_note((missing, "page not sent yet" if missing == 1 else "pages not sent yet"))
    if not days:
        yield missing_figure(DAYS_TO_SHARE, scope, NOT_SENT, denominator=len(rounds))
        return
    yield replace(median_figure(DAYS_TO_SHARE, days, scope, note=note), denominator=len(rounds))
