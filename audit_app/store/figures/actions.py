"""Figures of actions: how many are open at the end of a period, overdue, closed in it, and how far they are."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from audit_app.domain.status import Status
from audit_app.store.driver import Connection
from audit_app.store.figures.asked import Asked
from scoring.figures import Figure, Scope, catalogue, count_figure, counted_note, missing_figure

NO_ACTIONS: Final = "No action is recorded."
_LIVE: Final = (
    "opened_on IS NOT NULL AND erased IS NULL AND deleted IS NULL AND opened_on <= :last "
    "AND (:team = '' OR team = :team)"
)
# Over by the end of a day: closed or abandoned then or before.
_OVER: Final = "(coalesce(closed_on, '9') <= {day} OR coalesce(abandoned_on, '9') <= {day})"
_COUNTS: Final = (
    "SELECT count(*), coalesce(sum(is_open), 0), coalesce(sum(is_open AND due <> '' AND due < :known), 0), "
    "coalesce(sum(is_open AND due = ''), 0), coalesce(sum(closed_on BETWEEN :first AND :last), 0), "
    "coalesce(sum(NOT was_over), 0) "
    "FROM (SELECT coalesce(due, '') AS due, coalesce(closed_on, '') AS closed_on, "
    f"NOT {_OVER.format(day=':last')} AS is_open, {_OVER.format(day=':eve')} AS was_over FROM action WHERE {_LIVE})"
)
_STATUS: Final = (
    "SELECT coalesce(status, ''), count(*) FROM (SELECT c.action_id, max(c.on_date), c.status AS status "
    "FROM action_checkpoint c JOIN (SELECT id FROM action "
    f"WHERE {_LIVE} AND NOT {_OVER.format(day=':last')}) x ON x.id = c.action_id "
    "WHERE c.on_date <= :last AND c.erased IS NULL AND c.deleted IS NULL "
    "AND coalesce(c.status, c.comment, c.evidence) IS NOT NULL GROUP BY c.action_id) GROUP BY 1"
)


def action_figures(conn: Connection, asked: Asked, scope: Scope) -> Iterator[Figure]:
    """The seven figures of actions, in the order of the catalogue; a team's report counts the team's own.

    Overdue is what was due before the end of the period, or before the day of the data where that comes first.
    """
    values = {
        "first": asked.first,
        "last": asked.last,
        "eve": _eve(asked),
        "known": min(asked.last, asked.as_of.isoformat()),
        "team": asked.team,
    }
    every, current, overdue, undated, closed, could_close = conn.execute(_COUNTS, values).fetchone()
    if not every:
        yield from _none(scope)
        return
    yield count_figure("actions.open", current, scope)
    late_note = counted_note((undated, "without a date"))
    yield count_figure("actions.overdue", overdue, scope, denominator=current, note=late_note)
    yield count_figure("actions.closed", closed, scope, denominator=could_close)
    by_status = dict(conn.execute(_STATUS, values).fetchall())
    without = current - sum(by_status.get(status.value, 0) for status in Status)
    note = counted_note((without, "not reported"))
    for status in Status:
        yield count_figure(
            f"actions.{status.value}", by_status.get(status.value, 0), scope, denominator=current, note=note
        )


def _none(scope: Scope) -> Iterator[Figure]:
    """Open actions are counted as none; what is a share of them has nothing to be a share of."""
    yield count_figure("actions.open", 0, scope, note=NO_ACTIONS)
    for one in catalogue(()):
        if one.id.startswith("actions.") and one.id != "actions.open":
            yield missing_figure(one.id, scope, NO_ACTIONS, numerator=0, denominator=0)


def _eve(asked: Asked) -> str:
    """The day before the period: what was over by then was not open at its start."""
    return (asked.period.first - timedelta(days=1)).isoformat()
