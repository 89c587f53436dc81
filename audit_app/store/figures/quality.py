"""Figures of one pool of audits: plans, grades, scores by section and agency, markers, breakdowns."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from audit_app.store.driver import Connection
from audit_app.store.figures.audits import Pool, ReviewRow
from audit_app.store.figures.draws import DrawsCounted
from audit_app.store.figures.groups import DIMENSIONS_OF_PLANS, NOT_RECORDED
from audit_app.store.log.canonical import encode
from forms.model import Framework
from scoring.figures import (
    AGENCIES,
    GRADES,
    SECTIONS,
    Draw,
    Figure,
    FigureId,
    Scope,
    count_figure,
    counted_note,
    mean_figure,
    missing_figure,
    proportion_figure,
)

EFFECTIVE = frozenset({"outstanding", "good"})

_MARKERS = (
    "SELECT marker_no, sum(value >= 0), sum(max(value, 0)), sum(max(value, 0) * max(value, 0)), sum(value >= 2), "
    "sum(value = -1), sum(value = -2) FROM score_fact "
    "WHERE review_no IN (SELECT value FROM json_each(?)) GROUP BY marker_no"
)
_PARTS = (
    "WITH kept(no, part, weight, size) AS MATERIALIZED (VALUES {rows}), "
    "sums AS (SELECT k.part AS part, 100.0 * sum(max(f.value, 0) * k.weight) AS points, "
    "3.0 * sum((f.value >= 0) * k.weight) AS possible, sum(f.value >= 0) AS scored, sum(f.value = -1) AS na, "
    "max(k.size) AS size FROM score_fact f JOIN kept k ON k.no = f.marker_no "
    "WHERE f.review_no IN (SELECT value FROM json_each(?)) GROUP BY f.review_no, k.part) "
    "SELECT part, sum(enough), coalesce(sum(percent), 0.0), coalesce(sum(percent * percent), 0.0), sum(na = size) "
    "FROM (SELECT part, na, size, enough, CASE WHEN enough THEN points / possible END AS percent FROM "
    "(SELECT *, scored > 0 AND 100 * (size - na - scored) <= ? * (size - na) AS enough FROM sums)) GROUP BY part"
)

_PartSums = tuple[int, float, float, int]


@dataclass(frozen=True, slots=True)
class PoolCount:
    """One pool with the framework it was audited by and the draws behind it."""

    pool: Pool
    framework: Framework
    draws: DrawsCounted
    scope: Scope
    parts: Mapping[str, str]

    def id(self, base: str, **more: str) -> FigureId:
        """A figure's id in this pool: bare, or with its cycle and framework."""
        known = FigureId.parse(base)
        return known.with_(**{**self.parts, **more}) if self.parts or more else known

    @property
    def draw(self) -> Draw | None:
        """The draw by which intervals are also given corrected, where the audits came from recorded draws."""
        return Draw(self.draws.drawn, self.draws.frame) if self.draws.drawn and self.draws.frame else None


def quality_figures(conn: Connection, count: PoolCount) -> Iterator[Figure]:
    """Every figure of plans, grades, scores and markers of this pool."""
    yield from _plans(count)
    yield from _grades(count)
    yield from _scores(conn, count)
    yield from _markers(conn, count)


def _plans(count: PoolCount) -> Iterator[Figure]:
    draws, pool = count.draws, count.pool
    frame = draws.frame or None
    yield count_figure(count.id("plans.drawn"), draws.drawn, count.scope, denominator=frame, note=draws.note)
    note = counted_note((pool.awaiting, "awaiting consensus"), (pool.abandoned, "abandoned"))
    if draws.drawn:
        audited = draws.audited({row.plan for row in pool.counted})
        yield count_figure(count.id("plans.audited"), audited, count.scope, denominator=draws.drawn, note=note)
    else:
        yield count_figure(count.id("plans.audited"), len(pool.counted), count.scope, note=note)
    without = len(pool.counted) - len(pool.graded)
    yield proportion_figure(count.id("plans.not_graded"), without, len(pool.counted), count.scope, draw=count.draw)


def _grades(count: PoolCount) -> Iterator[Figure]:
    pool = count.pool
    n = len(pool.graded)
    note = counted_note((len(pool.counted) - n, "Not graded"))
    by_grade = Counter(row.grade for row in pool.graded)
    effective = sum(by_grade[grade] for grade in EFFECTIVE)
    yield proportion_figure(count.id("plans.effective"), effective, n, count.scope, note=note, draw=count.draw)
    for grade in GRADES:
        figure = count.id(f"grade.{grade}")
        yield proportion_figure(figure, by_grade[grade], n, count.scope, note=note, draw=count.draw)


def _scores(conn: Connection, count: PoolCount) -> Iterator[Figure]:
    note = counted_note((len(count.pool.counted) - len(count.pool.graded), "Not graded"))
    yield _overall(count, count.id("score.overall"), count.pool.graded, note, count.draw)
    sections = _part_sums(conn, count, {marker.id: marker.section for marker in count.framework.markers})
    own = (marker.section for marker in count.framework.markers)
    yield from _part_figures(count, "score.section", dict.fromkeys((*SECTIONS, *own)), sections)
    alone = {marker.id: marker.sole_agency for marker in count.framework.markers if marker.sole_agency}
    yield from _part_figures(count, "score.agency", AGENCIES, _part_sums(conn, count, alone))


def _overall(
    count: PoolCount, figure: FigureId, rows: Sequence[ReviewRow], note: str = "", draw: Draw | None = None
) -> Figure:
    values = [100 * row.score / row.possible for row in rows if row.possible]
    squares = sum(value * value for value in values)
    return mean_figure(figure, len(values), sum(values), squares, count.scope, note=note, draw=draw)


def _part_figures(
    count: PoolCount, family: str, parts: Iterable[str], sums: Mapping[str, _PartSums]
) -> Iterator[Figure]:
    for part in parts:
        n, total, squares, not_applicable = sums.get(part, (0, 0.0, 0.0, 0))
        without = len(count.pool.counted) - n - not_applicable if part in sums else 0
        note = counted_note((not_applicable, "all NA"), (without, "with too much of it unscored"))
        yield mean_figure(count.id(f"{family}.{part}"), n, total, squares, count.scope, note=note, draw=count.draw)


def _part_sums(conn: Connection, count: PoolCount, part_of: Mapping[str, str]) -> dict[str, _PartSums]:
    """Of each section or agency: plans with enough of it scored, Σ and Σ² of their percentages, plans all NA."""
    numbers = _marker_numbers(conn, count.pool.framework)
    size = Counter(part_of.values())
    weights = {marker.id: marker.weight for marker in count.framework.markers}
    kept = [(numbers[id_], part, weights[id_], size[part]) for id_, part in part_of.items() if id_ in numbers]
    if not kept or not count.pool.counted:
        return {}
    rows = ", ".join(f"({no}, '{part}', {weight}, {of})" for no, part, weight, of in kept)
    limit = count.framework.unscored_limit_percent
    found = conn.execute(_PARTS.format(rows=rows), (_review_numbers(count.pool), limit))
    return {part: tuple(sums) for part, *sums in found}


def _markers(conn: Connection, count: PoolCount) -> Iterator[Figure]:
    sums = {row[0]: row[1:] for row in conn.execute(_MARKERS, (_review_numbers(count.pool),))}
    numbers = _marker_numbers(conn, count.pool.framework)
    for marker in count.framework.markers:
        n, total, squares, sound, na, ne = sums.get(numbers.get(marker.id, 0), (0, 0, 0, 0, 0, 0))
        unscored = len(count.pool.counted) - n - na - ne
        note = counted_note((na, "NA"), (ne, "NE"), (unscored, "unscored"))
        yield mean_figure(
            count.id(f"marker.{marker.id}.mean"), n, total, squares, count.scope, note=note, draw=count.draw
        )
        yield proportion_figure(
            count.id(f"marker.{marker.id}.sound"), sound, n, count.scope, note=note, draw=count.draw
        )


def _marker_numbers(conn: Connection, framework: str) -> dict[str, int]:
    return dict(conn.execute("SELECT marker, no FROM fact_marker WHERE framework = ?", (framework,)).fetchall())


def _review_numbers(pool: Pool) -> str:
    return encode([row.review_no for row in pool.counted])


def breakdown_figures(count: PoolCount) -> Iterator[Figure]:
    """The share of effective plans and the average score by team, primary need and phase."""
    for dimension, name_of in DIMENSIONS_OF_PLANS.items():
        groups: defaultdict[str, list[ReviewRow]] = defaultdict(list)
        for row in count.pool.graded:
            groups[name_of(row)].append(row)
        if set(groups) <= {NOT_RECORDED}:
            continue
        for name, rows in sorted(groups.items()):
            effective = sum(row.grade in EFFECTIVE for row in rows)
            figure = count.id("plans.effective", **{dimension: name})
            yield proportion_figure(figure, effective, len(rows), count.scope)
            yield _overall(count, count.id("score.overall", **{dimension: name}), rows)


def no_cycle(ids: Sequence[str], scope: Scope) -> Iterator[Figure]:
    """The figures of audits in a kind of report that has no cycle: present and null."""
    for figure in ids:
        yield missing_figure(figure, scope, "This kind of report has no cycle of audits.")


def as_note(figure: Figure, note: str) -> Figure:
    """The figure with a further note."""
    return replace(figure, note="; ".join(part for part in (figure.note, note) if part))
