"""Every figure with its fifteen fields, and what each figure counts."""

from dataclasses import fields

from exports.book import Field, Format, Grid, Sheet, Value
from exports.content import Content
from scoring.figures import Figure, FigureId, IntervalKind, definition

_WIDTHS = {"id": 44, "label": 52, "unit": 11, "period": 22, "cycle": 14, "framework": 14, "reason": 44, "note": 44}
_NUMBERS = ("value", "numerator", "denominator", "lower", "upper")
_INTERVALS = {
    IntervalKind.WILSON: "Wilson, on plans",
    IntervalKind.T: "Student's t",
    IntervalKind.CLUSTERED: "Wilson, on the effective number of items in plans",
    IntervalKind.BOOTSTRAP: "bootstrap by plan, fixed seed",
    IntervalKind.NONE: "none",
}


def figures(content: Content) -> Sheet:
    """The sheet for machines and for questions: the same rows as the CSV file."""
    names = [field.name for field in fields(Figure)]
    columns = tuple(
        Field(name, Format.GENERAL if name in _NUMBERS else Format.TEXT, _WIDTHS.get(name, 12)) for name in names
    )
    rows = tuple(tuple(getattr(figure, name) for name in names) for figure in content.figures)
    lines = ("The same rows as in the CSV and JSON files. Percentages run from 0 to 100, unrounded.",)
    return Sheet("Figures", "Every figure", lines, Grid("Figures", columns, rows))


def definitions(content: Content) -> Sheet:
    """What each figure of this report counts, over what, and what is left out."""
    rows: dict[str, tuple[Value, ...]] = {}
    for figure in content.figures:
        if figure.id.startswith("measure."):
            rows[figure.id] = _of_measure(content, figure)
            continue
        asked = FigureId.parse(figure.id).only("source")
        known = definition(asked)
        interval = _INTERVALS[known.interval]
        counted = (known.numerator, known.denominator, known.unit, interval, known.left_out)
        rows.setdefault(str(asked), (str(asked), known.label, *counted))
    columns = (
        Field("Figure", width=34),
        Field("Label", width=40),
        Field("Numerator", width=34),
        Field("Denominator", width=34),
        Field("Unit", width=11),
        Field("95 % interval", width=24),
        Field("Left out", width=34),
    )
    return Sheet("Definitions", "What each figure counts", (), Grid("Definitions", columns, tuple(rows.values())))


def _of_measure(content: Content, figure: Figure) -> tuple[Value, ...]:
    """A measure of the performance framework, as the workspace defines it."""
    measures = content.scorecard.measures if content.scorecard is not None else ()
    said = next((one.measure.definition for one in measures if figure.id == f"measure.{one.measure.code}"), "")
    interval = "Wilson, where there are counts"
    return (figure.id, figure.label, said, "", figure.unit, interval, "")
