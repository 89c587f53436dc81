"""Measures that the app counts itself, period by period, by the functions that count the reports' figures."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import dropwhile
from typing import Final

from audit_app.domain.cycles import Cycle
from audit_app.domain.measure_periods import Frequency, MeasurePeriod, due_period, period_holding
from audit_app.domain.measures import Measure, Value
from audit_app.services.progress import Progress, in_silence
from audit_app.store.driver import Connection
from audit_app.store.figures.asked import Asked, default_framework
from audit_app.store.figures.audits import Pool, main_framework, pools
from audit_app.store.figures.caseload import Caseload, first_days, is_caseload, is_of_the_present
from audit_app.store.figures.presence import present_in
from audit_app.store.figures.quality import EFFECTIVE
from audit_app.store.figures.timeliness import timeliness_figures
from scoring.figures import Figure, FigureId, Scope

MOST_MONTHS: Final = 60
"""How far back is counted."""
_OVER_THREE: Final = "plans.over_3_years"
_PRESENCE: Final = ("presence.health", "presence.social_care")
_GRADED: Final = ("plans.effective", "score.overall")


@dataclass(frozen=True, slots=True)
class CountedValue:
    """A value that was counted, and for audits the framework by which they were made."""

    value: Value
    framework: str = ""


def can_count(figure: str) -> bool:
    """Whether a figure can stand behind a measure."""
    try:
        asked = FigureId.parse(figure)
    except ValueError:
        return False
    if asked.base in (*_PRESENCE, *_GRADED):
        return asked.value("cycle") in tuple(Cycle) and len(asked.parts) == 1
    is_ours = is_caseload(asked.base) or asked.base == _OVER_THREE or asked.base.startswith("timeliness.")
    return is_ours and not asked.parts


def periods_of(measure: Measure, until: date, first: str) -> tuple[MeasurePeriod, ...]:
    """The periods that are counted, the earliest first, up to the last that was over; of a year this one too."""
    last = due_period(until, measure.frequency)
    if measure.frequency is Frequency.YEAR:
        last = period_holding(until, measure.frequency)
    if not first:
        return ()
    if is_of_the_present(measure.figure):
        return (last,)
    begin = period_holding(date.fromisoformat(first), measure.frequency)
    back = range(MOST_MONTHS // measure.frequency.months - 1, -1, -1)
    return tuple(one for step in back if (one := last.step(-step)) >= begin)


def count_measures(
    conn: Connection, measures: Iterable[Measure], until: date, as_of: date, progress: Progress | None = None
) -> dict[str, tuple[CountedValue, ...]]:
    """The values of each counted measure by its code, the earliest first; periods without any are left out."""
    wanted = [one for one in measures if one.source.is_counted and can_count(one.figure)]
    of_register, of_audits = first_days(conn)
    counter, tell = _Counter(conn, as_of, wanted), progress or in_silence
    found: dict[str, tuple[CountedValue, ...]] = {}
    for done, measure in enumerate(wanted):
        tell(done, len(wanted))
        first = of_audits if "@cycle=" in measure.figure else of_register
        values = (counter.value(measure, one) for one in periods_of(measure, until, first))
        known = [one for one in values if one is not None]
        if is_caseload(measure.figure):  # before its first date the register holds nothing to count
            known = list(dropwhile(lambda one: not one.value.value, known))
        found[measure.code] = tuple(known)
    return found


class _Counter:
    """Counts what several measures ask of one period once."""

    def __init__(self, conn: Connection, as_of: date, measures: Iterable[Measure]) -> None:
        self._conn, self._as_of, self._caseload = conn, as_of, Caseload(conn)
        self._wanted = frozenset((one.frequency, one.figure) for one in measures)
        self._pools: dict[tuple[str, MeasurePeriod], Pool | None] = {}
        self._timed: dict[MeasurePeriod, Mapping[str, Figure]] = {}

    def value(self, measure: Measure, when: MeasurePeriod) -> CountedValue | None:
        """One value; None where nothing was there to be counted."""
        asked = FigureId.parse(measure.figure)
        if is_caseload(asked.base):
            return self._of_register(asked.base, when)
        if asked.value("cycle"):
            return self._of_audits(asked, when)
        figure = self._timeliness(when).get(asked.base)
        if figure is None or figure.value is None:
            return None
        return CountedValue(Value(when, figure.value, figure.numerator, figure.denominator))

    def _of_register(self, figure: str, when: MeasurePeriod) -> CountedValue | None:
        found = self._caseload.count(figure, when.period)
        if found is None:
            return None
        number, of = found
        if of is None:
            return CountedValue(Value(when, float(number), float(number)))
        return CountedValue(Value(when, 100 * number / of, number, of)) if of else None

    def _of_audits(self, asked: FigureId, when: MeasurePeriod) -> CountedValue | None:
        pool = self._pool(asked.value("cycle"), when)
        if pool is None:
            return None
        if asked.base in _PRESENCE:
            number, of = present_in(self._conn, pool)[asked.base]
        elif asked.base == "plans.effective":
            number, of = sum(row.grade in EFFECTIVE for row in pool.graded), len(pool.graded)
        else:
            scores = [100 * row.score / row.possible for row in pool.graded if row.possible]
            value = Value(when, sum(scores) / len(scores), None, len(scores)) if scores else None
            return None if value is None else CountedValue(value, pool.framework)
        return CountedValue(Value(when, 100 * number / of, number, of), pool.framework) if of else None

    def _pool(self, cycle: str, when: MeasurePeriod) -> Pool | None:
        """The audits of the framework with most of them, as a report of this period alone takes them."""
        key = (cycle, when)
        if key not in self._pools:
            found = pools(self._conn, Asked(when.period, Cycle(cycle), self._as_of))
            main = main_framework(found, cycle, default_framework(Cycle(cycle)))
            self._pools[key] = found[cycle, main] if main is not None else None
        return self._pools[key]

    def _timeliness(self, when: MeasurePeriod) -> Mapping[str, Figure]:
        """The figures of a period that are asked for; counting stops at the last of them."""
        if when not in self._timed:
            self._timed[when] = dict(self._timed_in(when))
        return self._timed[when]

    def _timed_in(self, when: MeasurePeriod) -> Iterator[tuple[str, Figure]]:
        missing = {figure for frequency, figure in self._wanted if frequency is when.frequency}
        asked = Asked(when.period, None, self._as_of)
        missing = {figure for figure in missing if not is_caseload(figure) and "@" not in figure}
        figures = timeliness_figures(self._conn, asked, Scope(when.period.text, "", ""))
        while missing and (figure := next(figures, None)) is not None:
            if figure.id in missing:
                missing.discard(figure.id)
                yield figure.id, figure
