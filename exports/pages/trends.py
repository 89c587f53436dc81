"""Change over time: control charts of the months, how they read, and this period beside the one before it."""

from collections.abc import Iterator

from exports.charts.control import control_chart
from exports.charts.control_drawn import Axis, ControlDrawn
from exports.charts.control_words import reading
from exports.content import Content
from exports.document import Block, Chart, Heading, Paragraph, Tone
from exports.pages.summary import CHART_WIDTH
from exports.pages.wording import count, span_words
from exports.trends import TrendsTold
from scoring.control import Assurance

PERCENT = Axis(0, 100, " %")
"""What a chart by month is drawn on."""


def trends(content: Content) -> Iterator[Block]:
    """Over time; nothing where the report tells nothing of it."""
    told = content.trends
    if told is None:
        return
    yield Heading("Over time", new_page=True)
    yield Paragraph(f"Beside {span_words(*told.before)}: {told.comparison.sentence}", Tone.LEAD)
    for one in told.charts_shown:
        yield from _chart(one.title, one.drawn)
    yield Paragraph(_how(told), Tone.NOTE)


def _chart(title: str, drawn: ControlDrawn) -> Iterator[Block]:
    if len(drawn.chart.points) == 1:
        yield Paragraph(f"{title}: one month alone, {drawn.names[0]} ({drawn.counted[0]}), shows no course.")
    elif drawn.chart.points:
        yield Chart(title, control_chart(drawn, PERCENT, CHART_WIDTH), reading(drawn, PERCENT))


def _how(told: TrendsTold) -> str:
    few = f" {count(told.few, 'month')} left out: too few plans, or they would give those away." if told.few else ""
    shown = [one.drawn for one in told.charts_shown]
    is_broken, is_held = any(one.breaks for one in shown), any(_has_icon(one) for one in shown)
    broken = " A line with a letter stands where limits begin anew; why is said below the chart." if is_broken else ""
    held = " A ring stands for the target: P will be met, F will not, ? in some months." if is_held else ""
    return (
        "Control charts as NHS England's Making Data Count draws them: the line is the mean, dashes are the limits of "
        "common cause. A blue star is better, an orange triangle worse than common cause explains, a grey dot neither. "
        f"{count(told.charts, 'chart')} looked at.{broken}{held}{few}"
    )


def _has_icon(drawn: ControlDrawn) -> bool:
    return drawn.assurance not in (None, Assurance.TOO_EARLY)
