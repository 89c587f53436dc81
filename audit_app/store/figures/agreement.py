"""Agreement between the auditors of one cycle and framework: every submitted review but the consensus."""

from collections.abc import Iterator

from audit_app.store.driver import Connection
from audit_app.store.figures.agreement_units import APART, Compared, is_shared, units
from audit_app.store.figures.asked import Asked
from audit_app.store.figures.quality import PoolCount
from scoring.agreement import SCALE, Tally, ac2_quadratic, alpha, bootstrap, exact, tally_counts, within_one
from scoring.figures import Figure, FigureId, Scope, coefficient_figure, counted_note, joined, share_figure

SEED = 20_180_308
"""The bootstrap's fixed seed: the same data give the same bounds."""
EXACT, WITHIN_ONE = "agreement.exact", "agreement.within_one"
ALPHA, AC2 = "agreement.alpha_ordinal", "agreement.ac2_quadratic"


def agreement_figures(conn: Connection, asked: Asked, count: PoolCount) -> Iterator[Figure]:
    """The four agreement figures; of scores by sheet or round a table too, apart, where there are any."""
    pool = count.pool
    yield from _figures(conn, asked, count, Compared(pool.cycle, pool.framework))
    for method in APART:
        found = list(_figures(conn, asked, count, Compared(pool.cycle, pool.framework, method)))
        if found[0].denominator:
            yield from found


def _figures(conn: Connection, asked: Asked, count: PoolCount, compared: Compared) -> Iterator[Figure]:
    rows = list(units(conn, asked, compared)) if is_shared(conn, asked, compared) else []
    parts = {"method": compared.method} if compared.method else {}
    ids = {name: count.id(name, **parts) for name in (EXACT, WITHIN_ONE, ALPHA, AC2)}
    yield from four_figures(ids, tally_counts(rows, SCALE), count.scope)


def four_figures(ids: dict[str, FigureId], found: Tally, scope: Scope) -> Iterator[Figure]:
    """Exact, within one, alpha and AC2 of some units, each with its interval; the coefficients' notes have both n."""
    bounds = bootstrap(found, SEED)
    alpha_, ac2 = alpha(found), ac2_quadratic(found)
    note = share_note(found)
    both = joined(f"{ac2.pairable} pairable values, {ac2.units} units", note)
    yield share_figure(ids[EXACT], exact(found), bounds.exact, scope, note=note)
    yield share_figure(ids[WITHIN_ONE], within_one(found), bounds.within_one, scope, note=note)
    yield coefficient_figure(ids[ALPHA], alpha_, bounds.alpha, scope, note=both)
    yield coefficient_figure(ids[AC2], ac2, bounds.ac2, scope, note=both)


def share_note(found: Tally) -> str:
    """From how many plans the units come, and how many markers one auditor alone scored, which cannot be compared."""
    total, plans = found.total, found.paired_plans
    single = total.rated - total.paired
    return counted_note(
        (plans, "plan" if plans == 1 else "plans"),
        (single, "marker scored by one auditor" if single == 1 else "markers scored by one auditor"),
    )
