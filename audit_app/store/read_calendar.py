"""Reading what has a day: actions, places of draws, rounds, and entries that wait for a step; it decides nothing."""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from audit_app.domain.register import RegisterRow
from audit_app.store.driver import Connection
from audit_app.store.read_draws import OF_PLACE

_ACTIONS: Final = (
    "SELECT id, coalesce(what, ''), coalesce(agency, ''), coalesce(owner, ''), due, closed_on IS NOT NULL FROM action "
    "WHERE opened_on IS NOT NULL AND abandoned_on IS NULL AND erased IS NULL AND deleted IS NULL "
    "AND due BETWEEN ? AND ? ORDER BY due, id"
)
_AUDITED: Final = f"SELECT 1 FROM audit a JOIN review r ON r.audit_id = a.id WHERE {OF_PLACE} AND r.state = 'submitted'"
_IN_ROUND: Final = (
    "SELECT 1 FROM audit a JOIN round r ON r.name = a.round AND r.design IS NOT NULL AND r.void_on IS NULL "
    "WHERE a.plan_id = p.plan_id AND a.place_id = p.id AND a.abandoned IS NULL"
)
# a place that took another's number has its day where it has none itself
_PLACES: Final = (
    "SELECT d.id, d.cycle, coalesce(p.due, q.due) AS day, count(*), "
    f"sum(p.closed_reason IS NULL AND NOT EXISTS ({_AUDITED})) "
    "FROM place p JOIN draw d ON d.id = p.draw_id "
    "LEFT JOIN place q ON q.draw_id = p.draw_id AND q.replaced_by = p.id "
    "WHERE d.erased IS NULL AND d.cycle IS NOT NULL AND p.erased IS NULL AND p.replaced_by IS NULL "
    "AND (p.role = 'drawn' OR q.id IS NOT NULL) AND coalesce(p.due, q.due) BETWEEN ? AND ? "
    f"AND NOT EXISTS ({_IN_ROUND}) GROUP BY d.id, d.cycle, day ORDER BY day, d.id"
)
_STEP_FIELDS: Final = (
    *("request_date", "request_outcome", "request_outcome_date", "assessment_outcome", "assessment_outcome_date"),
    *("advice_requested_date", "education_advice_date", "psychology_advice_date", "health_advice_date"),
    *("social_care_advice_date", "draft_date", "final_date", "last_review_date", "review_outcome"),
    *("review_decision_date", "review_final_date", "phase_transfer_due", "phase_transfer_final", "ceased_date"),
)
_ENTRIES: Final = (
    f"SELECT {', '.join(_STEP_FIELDS)} FROM entry WHERE erased IS NULL AND plan_ref IS NOT NULL "
    "AND (ceased_date IS NULL OR ceased_date > ?)"
)
_DRAWS: Final = (
    f"SELECT d.on_date, count(*), sum(p.closed_reason IS NULL AND EXISTS ({_AUDITED})), "
    "sum(p.closed_reason IS NOT NULL) FROM draw d JOIN place p ON p.draw_id = d.id "
    "WHERE d.erased IS NULL AND d.cycle = 'weekly' AND d.on_date BETWEEN ? AND ? AND p.erased IS NULL "
    "AND p.replaced_by IS NULL AND (p.role = 'drawn' OR EXISTS (SELECT 1 FROM place q WHERE q.draw_id = p.draw_id "
    "AND q.replaced_by = p.id)) GROUP BY d.id ORDER BY d.on_date DESC LIMIT 1"
)
_OPENED: Final = "SELECT count(*) FROM action WHERE opened_on BETWEEN ? AND ? AND erased IS NULL AND deleted IS NULL"
_OPEN: Final = (
    "SELECT count(*), coalesce(sum(coalesce(due, '') <> '' AND due < ?), 0) FROM action WHERE opened_on IS NOT NULL "
    "AND closed_on IS NULL AND abandoned_on IS NULL AND erased IS NULL AND deleted IS NULL"
)
_COMMENTS: Final = (
    "SELECT count(*) FROM commentary WHERE period = ? AND words IS NOT NULL AND erased IS NULL AND deleted IS NULL"
)


class DueAction(NamedTuple):
    """An action with its day; `what` is as it was typed."""

    id: str
    what: str
    agency: str
    owner: str
    due: date
    is_closed: bool


class DueSample(NamedTuple):
    """How many plans of one draw are due on one day, and how many of these are still to be audited."""

    draw: str
    cycle: str
    due: date
    plans: int
    open: int


class WeekDrawn(NamedTuple):
    """A week's draw: its day, how many plans are in its sample, how many of these were audited, how many closed."""

    on: date
    plans: int
    audited: int
    closed: int


def due_actions(conn: Connection, first: date, last: date) -> tuple[DueAction, ...]:
    """The actions whose day lies within these, both included; those given up aside."""
    return tuple(
        DueAction(id_, what, agency, owner, date.fromisoformat(due), bool(closed))
        for id_, what, agency, owner, due, closed in conn.execute(_ACTIONS, (first.isoformat(), last.isoformat()))
    )


def due_samples(conn: Connection, first: date, last: date) -> tuple[DueSample, ...]:
    """The places of draws that are due within these days, counted by draw and day; those of a round aside."""
    rows = conn.execute(_PLACES, (first.isoformat(), last.isoformat()))
    return tuple(DueSample(draw, cycle, date.fromisoformat(day), n, open_ or 0) for draw, cycle, day, n, open_ in rows)


def waiting_entries(conn: Connection, on: date) -> Iterator[RegisterRow]:
    """The dates of every entry that has not ceased by a day; filled fields only."""
    for row in conn.execute(_ENTRIES, (on.isoformat(),)):
        yield {name: value for name, value in zip(_STEP_FIELDS, row, strict=True) if value is not None}


def week_drawn(conn: Connection, first: date, last: date) -> WeekDrawn | None:
    """The newest weekly draw of these days, None where there is none."""
    row = conn.execute(_DRAWS, (first.isoformat(), last.isoformat())).fetchone()
    return None if row is None else WeekDrawn(date.fromisoformat(row[0]), *row[1:])


def actions_opened(conn: Connection, first: date, last: date) -> int:
    """How many actions were opened within these days."""
    return int(conn.execute(_OPENED, (first.isoformat(), last.isoformat())).fetchone()[0])


def actions_open(conn: Connection, on: date) -> tuple[int, int]:
    """How many actions are open, and how many of these are past their day on a day."""
    number, overdue = conn.execute(_OPEN, (on.isoformat(),)).fetchone()
    return int(number), int(overdue)


def comments_on(conn: Connection, period: str) -> int:
    """How many figures of a period their owners have said something of."""
    return int(conn.execute(_COMMENTS, (period,)).fetchone()[0])
