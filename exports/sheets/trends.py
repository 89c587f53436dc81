"""The months behind the control charts, a row a month, with what each point is by the chart's rules."""

from collections.abc import Iterator

from exports.book import Bars, Field, Format, Grid, Sheet, Value
from exports.content import Content
from exports.pages.wording import span_words
from scoring.control import Stretch

_FIELDS = (
    Field("Month", width=12),
    Field("Framework", width=14),
    Field("Effective", Format.GENERAL, 10),
    Field("Graded", Format.GENERAL, 10),
    Field("Effective, %", Format.ONE_PLACE, 13),
    Field("Mean", Format.ONE_PLACE, 9),
    Field("Lower limit", Format.ONE_PLACE, 12),
    Field("Upper limit", Format.ONE_PLACE, 12),
    Field("Point", width=28),
    Field("Average score", Format.ONE_PLACE, 14),
)


def trends(content: Content) -> Iterator[Sheet]:
    """One sheet, or none where the report tells nothing of it."""
    told = content.trends
    if told is None:
        return
    ends = [(stretch, at) for stretch in told.effective.chart.stretches for at in range(len(stretch.points))]
    rows: list[tuple[Value, ...]] = []
    for point, (stretch, at) in zip(told.points, ends, strict=True):
        share = stretch.points[at].value
        kept = (f"{point.month:%Y-%m}", point.framework, point.effective, point.graded, share)
        rows.append((*kept, *_limits(stretch), _said(stretch, at), point.score))
    chart = Bars("Effective plans, by month", "Month", "Effective, %", "percent", 0, 100, len(rows))
    lines = (
        f"Beside {span_words(*told.before)}: {told.comparison.sentence}",
        "Limits are those of an XmR chart (Making Data Count); under 13 months they are a trial.",
    )
    yield Sheet("Over time", "Over time", lines, Grid("OverTime", _FIELDS, tuple(rows)), charts=(chart,))


def _limits(stretch: Stretch) -> tuple[Value, ...]:
    limits = stretch.limits
    return (limits.mean, limits.lower, limits.upper) if limits is not None else (None, None, None)


def _said(stretch: Stretch, at: int) -> str:
    signal = stretch.points[at].signal
    return signal.value if signal is not None else "common cause"
