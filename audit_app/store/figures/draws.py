"""The recorded draws of a period: places drawn, the frame they came from, and which of them were audited."""

from collections.abc import Collection
from dataclasses import dataclass

from audit_app.store.driver import Connection
from audit_app.store.figures.asked import Asked
from scoring.figures import counted_note, joined

_DRAWS = (
    "SELECT id, frame_size FROM draw WHERE cycle = ? AND on_date BETWEEN ? AND ? AND erased IS NULL "
    "AND (? OR id = ?) ORDER BY on_date, id"
)
_CYCLES = "SELECT DISTINCT cycle FROM draw WHERE on_date BETWEEN ? AND ? AND erased IS NULL ORDER BY cycle"
_OF_ROUND = "SELECT draw_id FROM round WHERE name = ? AND cycle = ? AND draw_id IS NOT NULL"
_PLACES = (
    "SELECT id, plan_id, replaced_by, closed_reason FROM place WHERE draw_id = ? AND role = 'drawn' ORDER BY number"
)


@dataclass(frozen=True, slots=True)
class DrawsCounted:
    """Places drawn, each with the plan that stands in it now; the frame is that of the period's first draw.

    The frame is 0 without a draw, and where plans were drawn again so that there are more places than the frame holds.
    """

    drawn: int
    frame: int
    plans: tuple[str, ...]
    note: str

    def audited(self, counted_plans: Collection[str]) -> int:
        """How many places hold a plan with a counted audit."""
        return sum(plan in counted_plans for plan in self.plans)


def drawn_cycles(conn: Connection, asked: Asked) -> list[str]:
    """The cycles with a draw in the period; none where one round is asked for."""
    return [] if asked.round else [row[0] for row in conn.execute(_CYCLES, (asked.first, asked.last))]


def draws_of(conn: Connection, cycle: str, asked: Asked) -> DrawsCounted:
    """The draws of a cycle whose date is in the period; of a round with a draw of its own, that one alone."""
    of_round = conn.execute(_OF_ROUND, (asked.round, cycle)).fetchone()
    which = (of_round is None, of_round[0] if of_round else "")
    draws = conn.execute(_DRAWS, (cycle, asked.first, asked.last, *which)).fetchall()
    plans: list[str] = []
    replaced = closed = 0
    for draw, _ in draws:
        for _, plan, by, reason in conn.execute(_PLACES, (draw,)).fetchall():
            plans.append(_final_plan(conn, plan, by))
            replaced += by is not None
            closed += reason is not None
    frame = draws[0][1] or 0 if draws else 0
    fits = len(plans) <= frame
    note = joined(
        counted_note((replaced, "replaced"), (closed, "closed without an audit")),
        f"{len(draws)} draws; the frame is that of the first" if len(draws) > 1 and fits else "",
        f"{len(draws)} draws; plans were drawn again, beyond the {frame} of the first frame" if not fits else "",
        "no draw recorded in the period" if not draws else "",
    )
    return DrawsCounted(len(plans), frame if fits else 0, tuple(plans), note)


def _final_plan(conn: Connection, plan: str, replaced_by: str | None) -> str:
    """The plan in a place after all its replacements."""
    while replaced_by is not None:
        row = conn.execute("SELECT plan_id, replaced_by FROM place WHERE id = ?", (replaced_by,)).fetchone()
        if row is None:
            break
        plan, replaced_by = row
    return plan
