"""A sheet of native charts over the tables of the other sheets."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.workbook import Workbook
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from exports.book import Bars, Book, Sheet
from exports.xlsx.cells import Pen
from exports.xlsx.layout import A4, TITLE_POINTS, Rows, print_heads
from resources.theme import Colour, Theme

NAME = "Charts"
_ROW_POINTS = 15
_POINTS_OF_CM = 28.35
_BARS_BEYOND_COLUMNS = 8
_PRINTED_AT, _PAGE_ROWS = 65, 72
"""Printed at so many percent, so many rows stand on a page, and the highest chart with them: none is torn or tiny."""
_LETTERS = 110
"""How many letters of a note stand in a line below a chart: about as wide as the chart."""


@dataclass(frozen=True, slots=True)
class Source:
    """A chart, the sheet whose table it shows, and the row of that table's header."""

    bars: Bars
    sheet: Sheet
    worksheet: Worksheet
    header: int


def add_charts(
    workbook: Workbook, sources: Sequence[Source], book: Book, theme: Theme, pen: Pen
) -> tuple[Rows, tuple[str, ...]]:
    """Put the charts on a sheet behind the first; returns its rows and the text alternative of each chart, in order."""
    shown, rows = [source for source in sources if _has_a_number(source)], Rows()
    if not shown:
        return rows, ()
    sheet = workbook.create_sheet(NAME, 1)
    sheet.sheet_view.showGridLines = False
    rows.add(1, [pen.cell("A1", NAME, pen.looks.title)], TITLE_POINTS)
    row, page = 3, 1
    for source in shown:
        chart, notes = _chart(source, theme), wrap(source.bars.note, _LETTERS)
        high = round(chart.height * _POINTS_OF_CM / _ROW_POINTS) + 2
        if row + high + len(notes) > page + _PAGE_ROWS and row > page:
            sheet.row_breaks.append(Break(id=row - 2))  # the row before a chart has the edge of its frame
            page = row - 1
        sheet.add_chart(chart, f"A{row}")
        row += high
        for line in notes:
            rows.add(row, [pen.cell(f"A{row}", line, pen.looks.line)])
            row += 1
        row += bool(notes)
    sheet.page_setup.paperSize = A4
    sheet.page_setup.scale = _PRINTED_AT
    print_heads(sheet, NAME, book)
    return rows, tuple(_alternative(source) for source in shown)


def _has_a_number(source: Source) -> bool:
    """Whether there is a bar to draw: axes without one tell nothing, as where all of it is withheld."""
    grid = source.sheet.grid
    at = [field.title for field in grid.fields].index(source.bars.values)
    return any(isinstance(row[at], int | float) for row in grid.rows[: source.bars.rows])


def _chart(source: Source, theme: Theme) -> BarChart:
    bars = source.bars
    is_long = bars.rows > _BARS_BEYOND_COLUMNS
    chart = BarChart()
    chart.type = "bar"
    chart.style = 10
    chart.title = bars.title
    chart.legend = None
    chart.gapWidth = 45
    chart.width, chart.height = 22, (3.5 + 0.8 * bars.rows if is_long else 8)
    values = Reference(source.worksheet, **_place(source, bars.values))
    labels = Reference(source.worksheet, **_place(source, bars.labels))
    chart.add_data(values)
    chart.set_categories(labels)
    chart.x_axis.delete = chart.y_axis.delete = False  # otherwise both vanish
    chart.x_axis.scaling.orientation = "maxMin"  # the first row on top
    chart.y_axis.title = bars.axis
    chart.y_axis.scaling.min = bars.low
    if bars.high is not None:
        chart.y_axis.scaling.max = bars.high
    chart.x_axis.tickLblSkip = 1
    chart.y_axis.number_format = "0"
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=theme[Colour.LINE][1:]))
    chart.y_axis.crosses = "max"
    chart.y_axis.majorUnit = None if bars.high is None else bars.high / (3 if bars.high <= 3 else 4)
    series = chart.series[0]
    series.graphicalProperties.solidFill = theme[Colour.ACCENT][1:]
    series.dLbls = DataLabelList()
    series.dLbls.showVal = True
    for name in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
        setattr(series.dLbls, name, False)
    return chart


def _place(source: Source, title: str) -> dict[str, int]:
    titles = [field.title for field in source.sheet.grid.fields]
    column = titles.index(title) + 1
    first = source.header + 1
    return {"min_col": column, "max_col": column, "min_row": first, "max_row": first + source.bars.rows - 1}


def _alternative(source: Source) -> str:
    grid, bars = source.sheet.grid, source.bars
    titles = [field.title for field in grid.fields]
    label, value = titles.index(bars.labels), titles.index(bars.values)
    said = (f"{row[label]}: {_number(row[value])}" for row in grid.rows[: bars.rows])
    note = f". {bars.note}" if bars.note else ""
    return f"Bar chart, {bars.title}, {bars.axis}. {'; '.join(said)}{note}"


def _number(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, int | float) else "no value"
