"""Change over time: control charts of the months, how they read, and this period beside the one before it."""

from collections.abc import Iterator

from exports.charts.control import Axis, ControlDrawn, control_chart
from exports.content import Content
from exports.document import Block, Chart, Heading, Paragraph, Tone
from exports.pages.summary import CHART_WIDTH
from exports.pages.wording import count, span_words
from exports.trends import TrendsTold
from scoring.control import FULL_LIMITS, Variation

_PERCENT = Axis(0, 100, " %")
READ = {
    Variation.IMPROVEMENT: "The latest month is better than common cause explains.",
    Variation.CONCERN: "The latest month is worse than common cause explains.",
    Variation.CHANGE: "The latest month is other than common cause explains.",
    Variation.COMMON_CAUSE: "The latest month lies within common cause: no change can be claimed from it.",
    Variation.TOO_EARLY: f"Under {FULL_LIMITS} months limits are a trial, and nothing is claimed from them.",
}
"""What the latest point of a chart by month says."""


def trends(content: Content) -> Iterator[Block]:
    """Over time; nothing where the report tells nothing of it."""
    told = content.trends
    if told is None:
        return
    yield Heading("Over time", new_page=True)
    yield Paragraph(f"Beside {span_words(*told.before)}: {told.comparison.sentence}", Tone.LEAD)
    yield from _chart("Effective plans, by month", told.effective)
    yield from _chart("Average score, by month", told.score)
    yield Paragraph(_how(told), Tone.NOTE)


def _chart(title: str, drawn: ControlDrawn) -> Iterator[Block]:
    if len(drawn.chart.points) == 1:
        yield Paragraph(f"{title}: one month alone, {drawn.names[0]} ({drawn.counted[0]}), shows no course.")
    elif drawn.chart.points:
        yield Chart(title, control_chart(drawn, _PERCENT, CHART_WIDTH), READ[drawn.variation])


def _how(told: TrendsTold) -> str:
    few = f" {count(told.few, 'month')} left out: too few plans, or they would give those away." if told.few else ""
    broken = " A line begins anew where the framework changes." if len(told.effective.chart.stretches) > 1 else ""
    return (
        "Control charts as NHS England's Making Data Count draws them: the line is the mean, dashes are the limits of "
        "common cause. A blue star is better, an orange triangle worse than common cause explains, a grey dot neither. "
        f"{count(told.charts, 'chart')} looked at.{broken}{few}"
    )
