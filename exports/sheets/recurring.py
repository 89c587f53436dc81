"""What recurs across plans, on a sheet: breaks of the golden thread and phrases, with the plans behind each."""

from collections.abc import Iterator

from exports.book import Field, Format, Grid, Sheet, Value
from exports.content import Content, Recurs


def recurring(content: Content) -> Iterator[Sheet]:
    """A row a break or phrase; no sheet where nothing recurs."""
    told = content.recurring
    if told is None or not (told.breaks or told.phrases):
        return
    rows = (*(_row("break", one) for one in told.breaks), *(_row("phrase", one) for one in told.phrases))
    lines = (
        f"Breaks from {told.threads} confirmed threads; phrases from the texts of {told.texts} plans.",
        "A flagged phrase is a question and no ruling.",
    )
    fields = (
        Field("What", width=9),
        Field("Break or phrase", width=36),
        Field("Section or kind", width=26),
        Field("Times", Format.WHOLE, 8),
        Field("Plans", Format.WHOLE, 8),
        Field("Which plans", width=44),
    )
    yield Sheet("Recurring", "What recurs across plans", lines, Grid("Recurring", fields, rows))


def _row(what: str, one: Recurs) -> tuple[Value, ...]:
    return what, one.what, one.kind, one.times, one.plan_count, ", ".join(one.plans)
