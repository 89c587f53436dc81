"""The months behind the control charts, a row a month, with what each point is by the chart's rules."""

from collections.abc import Iterator

from exports.book import Bars, Field, Format, Grid, Sheet, Value
from exports.charts.control_drawn import ASSURANCE_MARKS, ControlDrawn
from exports.charts.control_words import READ, against_target, breaks_told
from exports.content import Content
from exports.pages.trends import PERCENT
from exports.pages.wording import span_words
from exports.trends import TrendsTold
from scoring.control import Stretch

_LIMITS = (
    Field("Mean", Format.ONE_PLACE, 9),
    Field("Lower limit", Format.ONE_PLACE, 12),
    Field("Upper limit", Format.ONE_PLACE, 12),
    Field("Point", width=28),
    Field("Target, %", Format.ONE_PLACE, 11),
    Field("Limits worked out anew", width=34),
)
_FIELDS = (
    Field("Month", width=12),
    Field("Framework", width=14),
    Field("Effective", Format.GENERAL, 10),
    Field("Graded", Format.GENERAL, 10),
    Field("Effective, %", Format.ONE_PLACE, 13),
    *_LIMITS,
    Field("Average score", Format.ONE_PLACE, 14),
)
_PRESENCE_FIELDS = (
    Field("Figure", width=46),
    Field("Month", width=12),
    Field("Plans", Format.WHOLE, 10),
    Field("Percent", Format.ONE_PLACE, 11),
    *_LIMITS,
)


def trends(content: Content) -> Iterator[Sheet]:
    """One sheet, a second where figures of presence have targets, or none where the report tells nothing of change."""
    told = content.trends
    if told is None:
        return
    effective = list(_points(told.effective))
    rows: list[tuple[Value, ...]] = []
    for point, (share, of_limits) in zip(told.points, effective, strict=True):
        kept = (f"{point.month:%Y-%m}", point.framework, point.effective, point.graded, share)
        rows.append((*kept, *of_limits, point.score))
    note = " ".join(_reading(told.effective))
    chart = Bars("Effective plans, by month", "Month", "Effective, %", "percent", 0, 100, len(rows), note)
    lines = (
        f"Beside {span_words(*told.before)}: {told.comparison.sentence}",
        "Limits are those of an XmR chart (Making Data Count); under 13 months they are a trial.",
        *_lines(told),
    )
    yield Sheet("Over time", "Over time", lines, Grid("OverTime", _FIELDS, tuple(rows)), charts=(chart,))
    if told.presence:
        yield _presence(told)


def _presence(told: TrendsTold) -> Sheet:
    rows = tuple(
        (one.title, name, int(counted.removeprefix("n ")), share, *of_limits)
        for one in told.presence
        for name, counted, (share, of_limits) in zip(
            one.drawn.names, one.drawn.counted, _points(one.drawn), strict=True
        )
    )
    lines = ("Figures of presence that have a target, month by month.",)
    return Sheet("Presence by month", "Presence by month", lines, Grid("PresenceByMonth", _PRESENCE_FIELDS, rows))


def _lines(told: TrendsTold) -> Iterator[str]:
    """How each chart stands to its target, and why its limits begin anew."""
    for one in told.charts_shown:
        if said := " ".join(_reading(one.drawn)):
            yield f"{one.title}: {said}"


def _reading(drawn: ControlDrawn) -> Iterator[str]:
    """What the icons and letters of the chart say in a report's pages: variation, the target, new limits."""
    if not drawn.chart.points:
        return
    yield READ[drawn.variation]
    if drawn.assurance is not None:
        sign, _ = ASSURANCE_MARKS[drawn.assurance]
        yield from (f"{sign}: {said}" for said in against_target(drawn, PERCENT))
    yield from breaks_told(drawn)


def _points(drawn: ControlDrawn) -> Iterator[tuple[float, tuple[Value, ...]]]:
    """Of each point its value, and mean, limits, signal, target and why its limits begin anew."""
    why = {one.at: one.cause for one in drawn.breaks}
    targets = drawn.targets or (None,) * len(drawn.names)
    for stretch in drawn.chart.stretches:
        for at, point in enumerate(stretch.points):
            place = stretch.first + at
            yield point.value, (*_limits(stretch), _said(stretch, at), targets[place], why.get(place, ""))


def _limits(stretch: Stretch) -> tuple[Value, ...]:
    limits = stretch.limits
    return (limits.mean, limits.lower, limits.upper) if limits is not None else (None, None, None)


def _said(stretch: Stretch, at: int) -> str:
    signal = stretch.points[at].signal
    return signal.value if signal is not None else "common cause"
