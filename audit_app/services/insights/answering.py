"""Answers the filters of Insights from what was read: tiles, months, sections, markers; it asks no database."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import compress
from operator import itemgetter

from audit_app.services.insights.asked import EVERY_SECTION, InsightsAsked, InsightsRead
from audit_app.services.insights.choosing import Choices, Chosen, choose
from audit_app.services.insights.percentages import part_percentages
from audit_app.services.reports.monthly import NOTHING, PRESENCE, Decided
from audit_app.store.figures.audits import ReviewRow
from audit_app.store.figures.insights import LEVEL_0
from audit_app.store.figures.quality import EFFECTIVE
from forms.model import Marker
from scoring.figures import Figure, Scope, count_figure, mean_figure, proportion_figure

NOT_GRADED = "not_graded"


@dataclass(frozen=True, slots=True)
class MonthPoint:
    """A month (YYYY-MM), its value in percent, and over how many plans."""

    month: str
    value: float
    plans: int


@dataclass(frozen=True, slots=True)
class SectionMonths:
    """One section month by month: the mean of its percentages."""

    section: str
    title: str
    points: tuple[MonthPoint, ...]


@dataclass(frozen=True, slots=True)
class PresenceMonths:
    """One figure of presence month by month: the share of plans that have it, of those where that is known."""

    figure: str
    points: tuple[MonthPoint, ...]


@dataclass(frozen=True, slots=True)
class MarkerSound:
    """One marker with the share of plans that score 2 or 3 there."""

    marker: Marker
    sound: Figure


@dataclass(frozen=True, slots=True)
class Insights:
    """What the filters leave. `chosen` has what was asked, as far as it is there, and what else there is to choose.

    `awaiting` audits have no consensus yet and `sealed` rounds of the cycle are not opened: none of them is counted.
    `decided` is what people decided on these charts: nothing where a part of the cycle is looked at.
    """

    chosen: Chosen
    plans: Figure
    effective: Figure
    score: Figure
    effective_months: tuple[MonthPoint, ...]
    score_months: tuple[MonthPoint, ...]
    sections: tuple[SectionMonths, ...]
    markers: tuple[MarkerSound, ...]
    awaiting: int
    sealed: int
    decided: Decided = NOTHING
    presence: tuple[PresenceMonths, ...] = ()

    @property
    def asked(self) -> InsightsAsked:
        """What was asked for, each filter as far as the period has it."""
        return self.chosen.asked

    @property
    def choices(self) -> Choices:
        """What there is to choose from."""
        return self.chosen.choices

    @property
    def charts(self) -> int:
        """How many control charts are looked at."""
        return 2 + len(self.presence) + len(self.sections)


def insights(read: InsightsRead, asked: InsightsAsked) -> Insights | None:
    """The answer; None where no audit of the period counts."""
    chosen = choose(read, asked)
    if chosen is None:
        return None
    scope = Scope(chosen.asked.period.text, chosen.asked.cycle, chosen.asked.framework)
    graded = [row for row in chosen.rows(chosen.in_period) if row.grade != NOT_GRADED]
    effective = sum(row.grade in EFFECTIVE for row in graded)
    scores = [value for value in _scores(chosen, chosen.in_period) if value is not None]
    months = set(chosen.asked.period.months)
    return Insights(
        chosen,
        count_figure("plans.audited", len(chosen.in_period), scope),
        proportion_figure("plans.effective", effective, len(graded), scope),
        mean_figure("score.overall", len(scores), sum(scores), sum(value * value for value in scores), scope),
        _by_month(chosen.months, map(_effective, chosen.rows(chosen.in_months))),
        _by_month(chosen.months, _scores(chosen, chosen.in_months)),
        tuple(_sections(chosen)),
        tuple(_markers(chosen, scope)),
        sum(count for month, count in chosen.pool.awaiting.items() if month in months),
        read.audits.sealed.get(chosen.asked.cycle, 0),
        read.decided if chosen.asked.is_whole else NOTHING,
        tuple(_presence(read, chosen)),
    )


def section_values(chosen: Chosen, section: str, places: tuple[int, ...]) -> Iterator[float | None]:
    """The section's percentage of each of these audits, None where too much of it is unscored or it does not apply."""
    return _percentages(chosen, {id_ for id_ in chosen.places if _section_of(chosen, id_) == section}, places)


def score_values(chosen: Chosen, places: tuple[int, ...]) -> Iterator[float | None]:
    """The percentage of each of these audits: of the whole form, or of the markers that the chosen agency scores."""
    return iter(_scores(chosen, places))


def _section_of(chosen: Chosen, marker: str) -> str:
    return chosen.framework.marker(marker).section


def _effective(row: ReviewRow) -> float | None:
    return None if row.grade == NOT_GRADED else 100.0 * (row.grade in EFFECTIVE)


def _scores(chosen: Chosen, places: tuple[int, ...]) -> Iterable[float | None]:
    if chosen.asked.agency:
        return _percentages(chosen, set(chosen.places), places)
    return (
        100 * row.score / row.possible if row.possible and row.grade != NOT_GRADED else None
        for row in chosen.rows(places)
    )


def _percentages(chosen: Chosen, markers: set[str], places: tuple[int, ...]) -> Iterator[float | None]:
    if not markers:
        return iter([None] * len(places))
    pick = itemgetter(*places, places[-1])  # at least two, so that it gives a tuple
    levels = chosen.pool.levels
    at = chosen.places
    parts = [
        (marker.weight, pick(levels[at[marker.id]])[:-1]) for marker in chosen.framework.markers if marker.id in markers
    ]
    return part_percentages(chosen.framework, parts)


def _by_month(months: tuple[str, ...], values: Iterable[float | None]) -> tuple[MonthPoint, ...]:
    sums: defaultdict[str, list[float]] = defaultdict(lambda: [0, 0.0])
    for month, value in zip(months, values, strict=True):
        if value is not None:
            of = sums[month]
            of[0] += 1
            of[1] += value
    return tuple(MonthPoint(month, total / number, int(number)) for month, (number, total) in sorted(sums.items()))


def _sections(chosen: Chosen) -> Iterator[SectionMonths]:
    there = {_section_of(chosen, marker) for marker in chosen.places}
    wanted = [one for one in chosen.choices.sections if one in there]
    if chosen.asked.section != EVERY_SECTION:
        wanted = [chosen.asked.section] if chosen.asked.section in wanted else wanted[:1]
    titles = chosen.titles
    for section in wanted:
        yield SectionMonths(
            section, titles[section], _by_month(chosen.months, section_values(chosen, section, chosen.in_months))
        )


def _presence(read: InsightsRead, chosen: Chosen) -> Iterator[PresenceMonths]:
    """The figures of presence that have a target."""
    for figure in PRESENCE:
        answers = read.presence.get((chosen.asked.cycle, chosen.asked.framework, figure))
        if answers is not None:
            values = (None if answers[at] is None else 100.0 * bool(answers[at]) for at in chosen.in_months)
            yield PresenceMonths(figure, _by_month(chosen.months, values))


def _markers(chosen: Chosen, scope: Scope) -> Iterator[MarkerSound]:
    """The lowest share first; markers without a number are left out."""
    mask = bytearray(len(chosen.pool.rows))
    for at in chosen.in_period:
        mask[at] = 1
    made = []
    for id_, place in chosen.places.items():
        levels = bytes(compress(chosen.pool.levels[place], mask))
        counts = [levels.count(LEVEL_0 + level) for level in range(4)]
        if any(counts):
            figure = proportion_figure(f"marker.{id_}.sound", counts[2] + counts[3], sum(counts), scope)
            made.append(MarkerSound(chosen.framework.marker(id_), figure))
    yield from sorted(made, key=lambda one: (one.sound.value or 0.0, -(one.sound.denominator or 0), one.marker.id))
