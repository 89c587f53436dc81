"""Agreement between the auditors of one cycle and framework: every submitted review but the consensus."""

from collections import defaultdict
from collections.abc import Iterator

from audit_app.store.driver import Connection
from audit_app.store.figures.asked import Asked
from audit_app.store.figures.audits import UNSEALED
from audit_app.store.figures.quality import PoolCount
from scoring.agreement import SCALE, ac2_quadratic, alpha, bootstrap, exact, tally_counts, within_one
from scoring.figures import Figure, FigureId, coefficient_figure, counted_note, joined, share_figure

SEED = 20_180_308
"""The bootstrap's fixed seed: the same data give the same bounds."""

_APART = ("sheet", "table")
_REVIEWS = (
    "FROM audit a JOIN review r ON r.audit_id = a.id {facts} "
    "WHERE a.purpose = 'sample' AND a.cycle = ? AND a.framework = ? AND a.date BETWEEN ? AND ? "
    "AND a.abandoned IS NULL AND a.erased IS NULL AND r.state = 'submitted' AND r.kind = 'single' "
    f"AND (? = '' OR a.round = ?) AND {{{{method}}}} AND {UNSEALED} "
)
_SHARED = "SELECT 1 " + _REVIEWS.format(facts="") + "GROUP BY a.id HAVING count(*) > 1 LIMIT 1"
_UNITS = (
    "SELECT a.plan_id, a.id, f.marker_no, sum(f.value = 0), sum(f.value = 1), sum(f.value = 2), sum(f.value = 3) "
    + _REVIEWS.format(facts="JOIN score_fact f ON f.review_no = r.no AND f.value >= 0")
    + "GROUP BY a.id, f.marker_no"
)


def agreement_figures(conn: Connection, asked: Asked, count: PoolCount) -> Iterator[Figure]:
    """The four agreement figures; of scores by sheet or round a table too, apart, where there are any."""
    yield from _figures(conn, asked, count, f"r.source NOT IN {_APART}", "")
    for method in _APART:
        found = list(_figures(conn, asked, count, f"r.source = '{method}'", method))
        if found[0].denominator:
            yield from found


def _figures(conn: Connection, asked: Asked, count: PoolCount, which: str, method: str) -> Iterator[Figure]:
    values = (count.pool.cycle, count.pool.framework, asked.first, asked.last, asked.round, asked.round)
    rows: list[tuple[str, tuple[int, ...]]] = []
    scored: defaultdict[bool, int] = defaultdict(int)
    # Most cycles have one auditor a plan: then there is nothing to compare, and no need to look at every score.
    shared = conn.execute(_SHARED.format(method=which), values).fetchone() is not None
    for plan, _, _, *counts in conn.execute(_UNITS.format(method=which), values) if shared else ():
        rows.append((plan, tuple(counts)))
        scored[sum(counts) > 1] += 1
    found = tally_counts(rows, SCALE)
    bounds = bootstrap(found, SEED)
    note = counted_note((scored[False], "markers scored by one auditor"))
    alpha_, ac2 = alpha(found), ac2_quadratic(found)
    both = joined(f"{ac2.pairable} pairable values, {ac2.units} units, {ac2.plans} plans", note)
    yield share_figure(_id(count, "exact", method), exact(found), bounds.exact, count.scope, note=note)
    yield share_figure(_id(count, "within_one", method), within_one(found), bounds.within_one, count.scope, note=note)
    yield coefficient_figure(_id(count, "alpha_ordinal", method), alpha_, bounds.alpha, count.scope, note=both)
    yield coefficient_figure(_id(count, "ac2_quadratic", method), ac2, bounds.ac2, count.scope, note=both)


def _id(count: PoolCount, name: str, method: str) -> FigureId:
    return count.id(f"agreement.{name}", **({"method": method} if method else {}))
