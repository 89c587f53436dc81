"""Counts every figure of a report, in the order of the catalogue; audiences are applied by `scoring.figures`."""

from collections.abc import Iterator, Mapping, Sequence

from audit_app.domain.cycles import Cycle
from audit_app.store.driver import Connection
from audit_app.store.figures.actions import action_figures
from audit_app.store.figures.agreement import agreement_figures
from audit_app.store.figures.agreement_cuts import agreement_cuts
from audit_app.store.figures.agreement_units import Compared
from audit_app.store.figures.asked import Asked, default_framework
from audit_app.store.figures.audits import Pool, main_framework, pools, sealed_rounds
from audit_app.store.figures.draws import drawn_cycles, draws_of
from audit_app.store.figures.family_voice import voice_figures
from audit_app.store.figures.learning import learning_figures
from audit_app.store.figures.outcomes import outcome_figures
from audit_app.store.figures.presence import presence_figures
from audit_app.store.figures.quality import PoolCount, as_note, breakdown_figures, no_cycle, quality_figures
from audit_app.store.figures.threads import Threaded, thread_breakdowns, thread_figures, threaded_in
from audit_app.store.figures.timeliness import timeliness_figures
from audit_app.store.grades import stored_framework
from forms.model import Framework, read_framework
from resources.frameworks import framework_text, resolve
from scoring.figures import Figure, Scope, catalogue

_OF_REGISTER = ("timeliness", "actions", "learning", "voice", "progress", "reviews", "adulthood")
"""The families that are about no cycle of audits."""


def count_figures(conn: Connection, asked: Asked) -> list[Figure]:
    """Every figure for the group audience: bare ids in the catalogue's order, then other cycles and frameworks."""
    found = {**pools(conn, asked)}
    for cycle in drawn_cycles(conn, asked):
        if all(cycle != of for of, _ in found):
            empty = _empty(conn, Cycle(cycle))
            found[cycle, empty.framework] = empty
    main = _main_count(conn, asked, found)
    markers = [marker.id for marker in main.framework.markers] if main else _marker_ids(asked)
    sections = [marker.section for marker in main.framework.markers] if main else []
    counted = {figure.id: figure for figure in _bare(conn, asked, main, markers)}
    bare = [counted.pop(one.id) for one in catalogue(markers, sections)]
    rest = [*counted.values(), *_others(conn, asked, found, main)]
    sealed = {cycle: _sealed_note(number) for cycle, number in sealed_rounds(conn, asked).items()}
    return [as_note(figure, sealed.get(figure.cycle, "")) for figure in [*bare, *rest]]


def _sealed_note(number: int) -> str:
    return f"{number} sealed {'round' if number == 1 else 'rounds'} left out"


def _main_count(conn: Connection, asked: Asked, found: dict[tuple[str, str], Pool]) -> PoolCount | None:
    if asked.cycle is None:
        return None
    cycle = asked.cycle.value
    key = main_framework(found, cycle, default_framework(asked.cycle))
    pool = _empty(conn, asked.cycle) if key is None else found[cycle, key]
    return _pool_count(conn, asked, pool, {})


def _pool_count(conn: Connection, asked: Asked, pool: Pool, parts: Mapping[str, str]) -> PoolCount:
    cycle, key = pool.cycle, pool.framework
    framework = stored_framework(conn, key) if pool.audits else _default(conn, Cycle(cycle))
    return PoolCount(pool, framework, draws_of(conn, cycle, asked), _scope(asked, cycle, key), parts)


def _empty(conn: Connection, cycle: Cycle) -> Pool:
    return Pool(cycle.value, _default(conn, cycle).key, (), 0, 0)


def _default(conn: Connection, cycle: Cycle) -> Framework:
    """The framework that a cycle without audits would be audited with: the newest stored, else the shipped one."""
    id_ = default_framework(cycle)
    row = conn.execute(
        "SELECT id FROM framework WHERE framework = ? AND text IS NOT NULL ORDER BY version DESC LIMIT 1", (id_,)
    ).fetchone()
    return stored_framework(conn, row[0]) if row else read_framework(framework_text(id_), resolve)


def _marker_ids(asked: Asked) -> list[str]:
    cycle = asked.cycle or Cycle.MULTI_AGENCY
    return [marker.id for marker in read_framework(framework_text(default_framework(cycle)), resolve).markers]


def _scope(asked: Asked, cycle: str, framework: str) -> Scope:
    return Scope(asked.period.text, cycle, framework)


def _bare(conn: Connection, asked: Asked, main: PoolCount | None, markers: Sequence[str]) -> Iterator[Figure]:
    if main is None:
        of_audits = [one.id for one in catalogue(markers) if not _is_of_register(one.id)]
        yield from no_cycle(of_audits, _scope(asked, "", ""))
    else:
        plans = threaded_in(conn, main)
        yield from _of_pool(conn, asked, main, plans)
        yield from thread_figures(main, plans)
        yield from breakdown_figures(main)
        yield from thread_breakdowns(main, plans)
        if asked.agreement_in_parts:
            compared = Compared(main.pool.cycle, main.pool.framework)
            yield from agreement_cuts(conn, asked, compared, main.framework, main.scope)
    register = _scope(asked, "", "")
    yield from timeliness_figures(conn, asked, register)
    yield from action_figures(conn, asked, register)
    yield from outcome_figures(conn, asked, register)
    yield from voice_figures(conn, asked, register)
    yield from learning_figures(conn, asked, register)


def _is_of_register(figure: str) -> bool:
    return figure.split(".")[0] in _OF_REGISTER or figure == "plans.over_3_years"


def _of_pool(conn: Connection, asked: Asked, count: PoolCount, plans: Sequence[Threaded]) -> Iterator[Figure]:
    yield from quality_figures(conn, count)
    yield from presence_figures(conn, count, {one.row.review_no: one.thread for one in plans})
    yield from agreement_figures(conn, asked, count)


def _others(
    conn: Connection, asked: Asked, found: dict[tuple[str, str], Pool], main: PoolCount | None
) -> Iterator[Figure]:
    """Other frameworks of the report's cycle, and other cycles; nothing is pooled."""
    for (cycle, key), pool in found.items():
        if main is not None and (cycle, key) == (main.pool.cycle, main.pool.framework):
            continue
        mains = main_framework(found, cycle, default_framework(Cycle(cycle)))
        parts = {}
        if asked.cycle is None or cycle != asked.cycle.value:
            parts["cycle"] = cycle
        if key != mains:
            parts["framework"] = key
        count = _pool_count(conn, asked, pool, parts)
        plans = threaded_in(conn, count)
        yield from _of_pool(conn, asked, count, plans)
        if plans:
            yield from thread_figures(count, plans)
