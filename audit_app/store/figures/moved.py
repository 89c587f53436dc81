"""Counts one share over the audits, or the register, of a span of days: what an action is measured by."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from audit_app.domain.cycles import Cycle
from audit_app.domain.period import Period
from audit_app.store.driver import Connection
from audit_app.store.figures.asked import Asked, default_framework
from audit_app.store.figures.audits import Pool, main_framework, pools
from audit_app.store.figures.draws import DrawsCounted
from audit_app.store.figures.presence import present_in
from audit_app.store.figures.quality import EFFECTIVE, PoolCount
from audit_app.store.figures.threads import thread_figures, threaded_in
from audit_app.store.figures.timeliness import timeliness_figures
from audit_app.store.grades import stored_framework
from audit_app.store.log.canonical import encode
from scoring.figures import Figure, Scope

_MARKER: Final = (
    "SELECT coalesce(sum(f.value >= 2), 0), coalesce(sum(f.value >= 0), 0) FROM score_fact f "
    "JOIN fact_marker m ON m.no = f.marker_no WHERE m.framework = ? AND m.marker = ? "
    "AND f.review_no IN (SELECT value FROM json_each(?))"
)
_PRESENCE: Final = ("presence.health", "presence.social_care")
_NO_DRAWS: Final = DrawsCounted(0, 0, (), "")  # shares of plans are asked for, and no corrected interval


@dataclass(frozen=True, slots=True)
class Share:
    """How many, of how many; and the framework version by which it was counted, empty for the register."""

    count: int
    of: int
    framework: str = ""


def is_of_register(figure: str) -> bool:
    """Whether a figure is counted over the register, and has neither cycle nor framework."""
    return figure.startswith("timeliness.")


def share_in(
    conn: Connection, figure: str, cycle: str, first: date, last: date, as_of: date, framework: str = ""
) -> Share:
    """The share in a span of days; of audits those of one cycle and framework (where none is named, the main one).

    A figure that is no share of plans or requests, and a span with nothing in it, give 0 of 0.
    """
    period = Period(first, last, f"{first.isoformat()}..{last.isoformat()}")
    if is_of_register(figure):
        asked = Asked(period, None, as_of)
        return _picked(timeliness_figures(conn, asked, Scope(period.text, "", "")), figure, "")
    if cycle not in tuple(Cycle):
        return Share(0, 0)
    found = pools(conn, Asked(period, Cycle(cycle), as_of))
    key = framework or main_framework(found, cycle, default_framework(Cycle(cycle)))
    pool = found.get((cycle, key)) if key is not None else None
    return Share(0, 0, key or "") if pool is None else _of_pool(conn, figure, pool, period)


def _of_pool(conn: Connection, figure: str, pool: Pool, period: Period) -> Share:
    if figure == "plans.effective":
        effective = sum(row.grade in EFFECTIVE for row in pool.graded)
        return Share(effective, len(pool.graded), pool.framework)
    if figure in _PRESENCE:
        return Share(*present_in(conn, pool)[figure], pool.framework)
    family, _, rest = figure.partition(".")
    marker, _, last = rest.rpartition(".")
    if family == "marker" and last == "sound":
        numbers = encode([row.review_no for row in pool.counted])
        count, of = conn.execute(_MARKER, (pool.framework, marker, numbers)).fetchone()
        return Share(count, of, pool.framework)
    if family == "thread":
        scope = Scope(period.text, pool.cycle, pool.framework)
        counted = PoolCount(pool, stored_framework(conn, pool.framework), _NO_DRAWS, scope, {})
        return _picked(thread_figures(counted, threaded_in(conn, counted)), figure, pool.framework)
    return Share(0, 0, pool.framework)


def _picked(figures: Iterable[Figure], figure: str, framework: str) -> Share:
    found = next((one for one in figures if one.id == figure), None)
    if found is None or found.numerator is None or not found.denominator:
        return Share(0, 0, framework)
    return Share(round(found.numerator), round(found.denominator), framework)
