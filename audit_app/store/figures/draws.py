"""The recorded draws of a period: places drawn, the frame they came from, and which of them were audited."""

from collections.abc import Collection
from dataclasses import dataclass

from audit_app.store.driver import Connection
from audit_app.store.figures.asked import Asked
from scoring.figures import counted_note, joined

_DRAWS = "SELECT id, frame_size FROM draw WHERE cycle = ? AND on_date BETWEEN ? AND ? ORDER BY on_date, id"
_PLACES = (
    "SELECT id, plan_id, replaced_by, closed_reason FROM place WHERE draw_id = ? AND role = 'drawn' ORDER BY number"
)


@dataclass(frozen=True, slots=True)
class DrawsCounted:
    """Places drawn, each with the plan that stands in it now; the frame is that of the period's first draw."""

    drawn: int
    frame: int
    plans: tuple[str, ...]
    note: str

    def audited(self, counted_plans: Collection[str]) -> int:
        """How many places hold a plan with a counted audit."""
        return sum(plan in counted_plans for plan in self.plans)


def draws_of(conn: Connection, cycle: str, asked: Asked) -> DrawsCounted:
    """The draws of a cycle whose date is in the period."""
    draws = conn.execute(_DRAWS, (cycle, asked.first, asked.last)).fetchall()
    plans: list[str] = []
    replaced = closed = 0
    for draw, _ in draws:
        for _, plan, by, reason in conn.execute(_PLACES, (draw,)).fetchall():
            plans.append(_final_plan(conn, plan, by))
            replaced += by is not None
            closed += reason is not None
    note = joined(
        counted_note((replaced, "replaced"), (closed, "closed without an audit")),
        f"{len(draws)} draws; the frame is that of the first" if len(draws) > 1 else "",
        "no draw recorded in the period" if not draws else "",
    )
    return DrawsCounted(len(plans), draws[0][1] if draws else 0, tuple(plans), note)


def _final_plan(conn: Connection, plan: str, replaced_by: str | None) -> str:
    """The plan in a place after all its replacements."""
    while replaced_by is not None:
        row = conn.execute("SELECT plan_id, replaced_by FROM place WHERE id = ?", (replaced_by,)).fetchone()
        if row is None:
            break
        plan, replaced_by = row
    return plan
