"""A book as an XLSX file."""

import io
from datetime import date
from typing import BinaryIO

from openpyxl import Workbook

from exports.book import Book
from exports.progress import Progress, in_silence
from exports.xlsx.cells import Pen, cell_text
from exports.xlsx.charts import NAME as CHARTS
from exports.xlsx.charts import Source, add_charts
from exports.xlsx.layout import Rows, lay_out
from exports.xlsx.package import pack
from resources.theme import Theme


def xlsx_bytes(book: Book, theme: Theme, made_on: date, progress: Progress = in_silence) -> bytes:
    """The same as `write_xlsx` writes, in memory."""
    out = io.BytesIO()
    write_xlsx(book, theme, made_on, out, progress)
    return out.getvalue()


def write_xlsx(book: Book, theme: Theme, made_on: date, out: BinaryIO, progress: Progress = in_silence) -> None:
    """The book with its tables, filters and native charts; `made_on`, the date of the data, stands as the file's date.

    `progress` is told of sheets done and may raise to stop. The same book gives the same bytes.
    """
    workbook = Workbook()
    pen = Pen(workbook, theme.with_accent(book.look.colour))
    workbook.remove(workbook.active)
    workbook.properties.title = cell_text(book.title)
    workbook.properties.creator = cell_text(book.organisation)
    workbook.properties.subject = cell_text(book.subject)
    total = len(book.sheets) + 1
    rows, sources = dict[str, Rows](), list[Source]()
    for number, sheet in enumerate(book.sheets, 1):
        worksheet = workbook.create_sheet(sheet.name)
        rows[sheet.name], header = lay_out(worksheet, sheet, book, pen)
        sources += [Source(bars, sheet, worksheet, header) for bars in sheet.charts]
        progress(number, total)
    rows[CHARTS], alternatives = add_charts(workbook, sources, book, theme, pen)
    pack(workbook, rows, made_on, alternatives, out)
    progress(total, total)
