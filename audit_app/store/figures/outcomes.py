"""Figures of progress after annual reviews, of reviews due and late, and of young people near adulthood."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final, NamedTuple

from audit_app.domain.outcomes import Adulthood, AdultStage, Progress, followed_births
from audit_app.domain.period import add_months
from audit_app.domain.plan_dates import a_year_before
from audit_app.store.driver import Connection
from audit_app.store.figures.asked import Asked
from audit_app.store.figures.groups import NOT_RECORDED, phase_of_year
from audit_app.store.figures.timeliness import IN_FORCE
from audit_app.store.read_outcomes import near_adulthood
from scoring.figures import (
    Figure,
    FigureId,
    Scope,
    clustered_figure,
    count_figure,
    counted_note,
    missing_figure,
    proportion_figure,
)
from scoring.intervals import clusters

NO_OUTCOMES: Final = "No outcome of a plan was noted at a review in this period."
NO_ADULTHOOD: Final = "It is not noted of anybody whether an adult service is likely to be needed."
_OF_TEAM: Final = f"(:team = '' OR coalesce(e.casework_team, '{NOT_RECORDED}') = :team)"
# with max() SQLite gives the other columns of the row that has it
_NEWEST: Final = (
    "SELECT o.plan_id, p.progress, coalesce(o.agency, ''), coalesce(o.area, ''), coalesce(e.primary_need, ''), "
    "e.year_group, max(p.reviewed) FROM outcome_progress p JOIN ehc_outcome o ON o.id = p.outcome_id "
    "JOIN entry e ON e.id = o.plan_id WHERE p.reviewed BETWEEN :first AND :known AND p.progress IS NOT NULL "
    "AND p.erased IS NULL AND p.deleted IS NULL AND o.erased IS NULL AND o.deleted IS NULL AND o.number IS NOT NULL "
    f"AND e.erased IS NULL AND {_OF_TEAM} GROUP BY o.id"
)
_MET: Final = (
    "SELECT e.id, coalesce(e.primary_need, ''), e.year_group FROM entry e WHERE e.erased IS NULL AND "
    f"e.plan_ref IS NOT NULL AND e.last_review_date BETWEEN :first AND :known AND {_OF_TEAM}"
)
_REVIEWS: Final = (
    "SELECT coalesce(sum(since IS NOT NULL AND since <= :known), 0), "
    "coalesce(sum(since <= :late), 0), coalesce(sum(since > :late AND since <= :due AND since <= :known), 0), "
    "coalesce(sum(since > :known), 0) FROM (SELECT coalesce(e.last_review_date, e.final_date) AS since FROM entry e "
    f"WHERE e.erased IS NULL AND e.plan_ref IS NOT NULL AND {IN_FORCE} AND {_OF_TEAM})"
)
_NOTED: Final = (
    "SELECT 1 FROM adulthood WHERE erased IS NULL AND deleted IS NULL AND coalesce(care, health) IS NOT NULL LIMIT 1"
)


class _Said(NamedTuple):
    """An outcome at its newest review in the period, with what it is grouped by."""

    plan: str
    progress: Progress
    agency: str
    area: str
    need: str
    phase: str


_GROUPS: Final[dict[str, Callable[[_Said], str]]] = {
    "need": lambda one: one.need,
    "phase": lambda one: one.phase,
    "agency": lambda one: one.agency,
    "area": lambda one: one.area,
}


def outcome_figures(conn: Connection, asked: Asked, scope: Scope) -> Iterator[Figure]:
    """Every figure of progress, reviews and adulthood, in the order of the catalogue, then progress by group."""
    values = _values(asked)
    said = [
        _Said(plan, Progress(progress), agency or NOT_RECORDED, area or NOT_RECORDED, need or NOT_RECORDED,
              phase_of_year(year))
        for plan, progress, agency, area, need, year, _ in conn.execute(_NEWEST, values)
    ]  # fmt: skip
    met = {plan: (need or NOT_RECORDED, phase_of_year(year)) for plan, need, year in conn.execute(_MET, values)}
    met |= {one.plan: (one.need, one.phase) for one in said}
    yield from _progress(said, scope)
    yield _plans_reviewed("progress.plans_reviewed", said, len(met), scope)
    yield from _reviews(conn, values, scope)
    yield from _adulthood(conn, date.fromisoformat(values["known"]), asked.team, scope)
    yield from _by_group(said, met, scope)


def plans_behind_progress(conn: Connection, asked: Asked) -> dict[str, int]:
    """How many plans stand behind each figure of outcomes that is cut by a group, by the figure's id."""
    plans: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for plan, _, agency, area, need, year, _ in conn.execute(_NEWEST, _values(asked)):
        groups = {"agency": agency, "area": area, "need": need, "phase": phase_of_year(year)}
        for dimension, name in groups.items():
            plans[dimension, name or NOT_RECORDED].add(plan)
    return {
        str(FigureId(f"progress.outcomes.{how}").with_(**{dimension: name})): len(known)
        for (dimension, name), known in plans.items()
        for how in Progress
    }


def _values(asked: Asked) -> dict[str, str]:
    known = min(asked.last, asked.as_of.isoformat())
    return {"first": asked.first, "last": asked.last, "known": known, "team": asked.team}


def _progress(said: Sequence[_Said], scope: Scope, **group: str) -> Iterator[Figure]:
    """The five shares; with none reviewed each is there with its reason."""
    for how in Progress:
        figure = FigureId(f"progress.outcomes.{how}").with_(**group)
        if not said:
            yield missing_figure(figure, scope, NO_OUTCOMES, numerator=0, denominator=0)
            continue
        plans: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
        for one in said:
            plans[one.plan][0] += one.progress is how
            plans[one.plan][1] += 1
        yield clustered_figure(figure, clusters((x, m) for x, m in plans.values()), scope)


def _plans_reviewed(figure: str | FigureId, said: Sequence[_Said], met: int, scope: Scope) -> Figure:
    return proportion_figure(figure, len({one.plan for one in said}), met, scope)


def _by_group(said: Sequence[_Said], met: dict[str, tuple[str, str]], scope: Scope) -> Iterator[Figure]:
    for dimension, name_of in _GROUPS.items():
        groups: defaultdict[str, list[_Said]] = defaultdict(list)
        for one in said:
            groups[name_of(one)].append(one)
        if set(groups) <= {NOT_RECORDED}:
            continue
        for name, members in sorted(groups.items()):
            yield from _progress(members, scope, **{dimension: name})
    for place, dimension in enumerate(("need", "phase")):
        sizes: defaultdict[str, int] = defaultdict(int)
        for groups_of in met.values():
            sizes[groups_of[place]] += 1
        if not said or set(sizes) <= {NOT_RECORDED}:
            continue
        for name, size in sorted(sizes.items()):
            figure = FigureId("progress.plans_reviewed").with_(**{dimension: name})
            yield _plans_reviewed(figure, [one for one in said if getattr(one, dimension) == name], size, scope)


def _reviews(conn: Connection, values: dict[str, str], scope: Scope) -> Iterator[Figure]:
    """Late is what was due before the end of the period, or before the day of the data where that comes first."""
    known = date.fromisoformat(values["known"])
    days = {
        **values,
        "late": a_year_before(known - timedelta(1)).isoformat(),
        "due": a_year_before(add_months(known, 1)).isoformat(),
    }
    dated, late, due, later = conn.execute(_REVIEWS, days).fetchone()
    note = counted_note((later, "reviewed after the period"))
    yield count_figure("reviews.due", due, scope, denominator=dated, note=note)
    yield count_figure("reviews.late", late, scope, denominator=dated, note=note)


def _adulthood(conn: Connection, known: date, team: str, scope: Scope) -> Iterator[Figure]:
    names = ("adulthood.likely", "adulthood.referred", "adulthood.assessed", "adulthood.late")
    if conn.execute(_NOTED).fetchone() is None:
        for figure in names:
            yield missing_figure(figure, scope, NO_ADULTHOOD)
        return
    youngest, oldest = followed_births(known)
    people = [_as_known(one, known) for one in near_adulthood(conn, known, youngest, oldest, team)]
    people = [one for one in people if _counts(one, known, youngest, oldest)]
    likely = [one for one in people if one.is_likely]
    unknown = sum(one.stage(known) is AdultStage.UNDECIDED for one in people)
    yield count_figure(
        names[0], len(likely), scope, denominator=len(people), note=counted_note((unknown, "not decided"))
    )
    counts = (
        sum(bool(one.referred or one.assessed) for one in likely),
        sum(one.assessed is not None for one in likely),
        sum(one.stage(known) is AdultStage.LATE for one in likely),
    )
    for figure, number in zip(names[1:], counts, strict=True):
        yield count_figure(figure, number, scope, denominator=len(likely))


def _as_known(one: Adulthood, known: date) -> Adulthood:
    """As it was at the end of the period: what was done later was not done yet."""
    referred, assessed = (day if day is None or day <= known else None for day in (one.referred, one.assessed))
    return replace(one, referred=referred, assessed=assessed)


def _counts(one: Adulthood, known: date, youngest: date, oldest: date) -> bool:
    """Of the years that are followed, or older and still waited for."""
    within = one.birth is not None and oldest < one.birth <= youngest
    return within or one.stage(known) is AdultStage.LATE
