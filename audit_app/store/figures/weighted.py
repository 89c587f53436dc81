"""Weights back shares of plans that were drawn with unequal chances; where chances are equal, nothing changes.

A plan's weight is 1 ÷ its chance of being drawn, scaled within its draw so that the weights of the draw's counted plans
average 1: each draw counts by its number of plans, whether its chances were equal or not, and audits without a draw
have weight 1. Averages, agreement and what is counted on threads stay unweighted, which their notes say.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from audit_app.store.driver import Connection
from audit_app.store.figures.asked import Asked
from audit_app.store.figures.audits import Pool, ReviewRow, pools
from audit_app.store.figures.groups import DIMENSIONS_OF_PLANS
from audit_app.store.figures.quality import EFFECTIVE, as_note
from audit_app.store.log.canonical import encode
from audit_app.store.read_traits import chances, has_designs
from scoring.figure_words import CORRECTED
from scoring.figures import Figure, FigureId, Scope, joined, proportion_figure, rounded
from scoring.intervals import weighted_share

NOT_WEIGHTED: Final = "not weighted back, though plans were drawn with unequal chances"
_OF_PLANS: Final = ("plans.not_graded", "plans.effective", "grade.")
_UNWEIGHTED: Final = ("score.", "marker.", "presence.", "advice.", "thread.", "outcomes.smart", "provision.specific")
_VALUES: Final = (
    "SELECT f.review_no, m.marker, f.value >= 2 FROM score_fact f JOIN fact_marker m ON m.no = f.marker_no "
    "WHERE f.value >= 0 AND f.review_no IN (SELECT value FROM json_each(?))"
)
_Counts = tuple[list[ReviewRow], Callable[[ReviewRow], bool]]


@dataclass(frozen=True, slots=True)
class _Weighted:
    """A pool whose plans came up with unequal chances: weights by audit, and the audits of draws with such chances."""

    pool: Pool
    weights: Mapping[str, Fraction]
    unequal: frozenset[str]
    sound: Mapping[str, Mapping[int, bool]]


def weighed_back(
    conn: Connection, asked: Asked, figures: Sequence[Figure], *, for_public: bool = False
) -> list[Figure]:
    """The figures with shares of plans weighted back where a draw behind them had unequal chances.

    Public figures stay as they are and say so: withholding small numbers rests on whole counts.
    """
    if not has_designs(conn):
        return [*figures]
    found = {}
    for key, pool in pools(conn, asked).items():
        weights, unequal = _weights(conn, pool)
        if unequal:
            found[key] = _Weighted(pool, weights, unequal, {} if for_public else _sound(conn, pool))
    return [_weighed(figure, found.get((figure.cycle, figure.framework)), for_public) for figure in figures]


def _weights(conn: Connection, pool: Pool) -> tuple[dict[str, Fraction], frozenset[str]]:
    """The weight of each counted audit, averaging 1 within its draw, and the audits of draws with unequal chances."""
    drawn = chances(conn, encode([row.audit for row in pool.counted]))
    of_draw: dict[str, dict[str, Fraction]] = {}
    for audit, known in drawn.items():
        if known.chance:
            of_draw.setdefault(known.draw, {})[audit] = 1 / Fraction(known.chance)
    weights = {row.audit: Fraction(1) for row in pool.counted}
    differing = [raw for raw in of_draw.values() if len(set(raw.values())) > 1]
    for raw in differing:
        mean = sum(raw.values(), Fraction(0)) / len(raw)
        weights.update({audit: weight / mean for audit, weight in raw.items()})
    return weights, frozenset(audit for raw in differing for audit in raw)


def _sound(conn: Connection, pool: Pool) -> dict[str, dict[int, bool]]:
    """Of each marker: the reviews with a score of it, and whether that is 2 or 3."""
    found: dict[str, dict[int, bool]] = {}
    numbers = encode([row.review_no for row in pool.counted])
    for review, marker, is_sound in conn.execute(_VALUES, (numbers,)):
        found.setdefault(marker, {})[review] = bool(is_sound)
    return found


def _weighed(figure: Figure, pool: _Weighted | None, for_public: bool) -> Figure:
    if pool is None or figure.value is None or not figure.id.startswith((*_OF_PLANS, *_UNWEIGHTED)):
        return figure
    counts = None if for_public else _counts(FigureId.parse(figure.id), pool)
    if counts is None:
        return as_note(figure, NOT_WEIGHTED)
    rows, counting = counts
    weights = [pool.weights[row.audit] for row in rows]
    if not rows or len(set(weights)) == 1:
        return figure
    share = weighted_share(weights, [counting(row) for row in rows])
    scope = Scope(figure.period, figure.cycle, figure.framework)
    made = proportion_figure(figure.id, float(share.share * share.plans), share.plans, scope, effective=share.effective)
    unequal = sum(row.audit in pool.unequal for row in rows)
    notes = [part for part in figure.note.split("; ") if not part.startswith(CORRECTED)]
    said = (
        f"weighted by 1 ÷ chance of being drawn: {unequal} of {share.plans} plans come from draws with unequal chances"
    )
    effective = f"interval on an effective {rounded(share.effective, 1)} plans"
    return replace(
        figure,
        value=made.value,
        numerator=made.numerator,
        lower=made.lower,
        upper=made.upper,
        note=joined(*notes, said, effective),
    )


def _counts(asked: FigureId, weighted: _Weighted) -> _Counts | None:
    """The audits that a share is over, and which of them count; None where the figure is no share of plans by grade."""
    pool, base = weighted.pool, asked.base
    if base == "plans.not_graded":
        return [*pool.counted], lambda row: row.grade == "not_graded"
    if base == "plans.effective":
        rows = [row for row in pool.graded if _fits(row, asked)]
        return rows, lambda row: row.grade in EFFECTIVE
    if base.startswith("grade."):
        grade = base.removeprefix("grade.")
        return [*pool.graded], lambda row: row.grade == grade
    if base.startswith("marker.") and base.endswith(".sound"):
        scored = weighted.sound.get(base.removeprefix("marker.").removesuffix(".sound"), {})
        rows = [row for row in pool.counted if row.review_no in scored]
        return rows, lambda row: scored[row.review_no]
    return None


def _fits(row: ReviewRow, asked: FigureId) -> bool:
    return all(DIMENSIONS_OF_PLANS[name](row) == asked.value(name) for name in asked.breakdown)
