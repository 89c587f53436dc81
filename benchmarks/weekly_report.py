"""The weekly report in all formats; the floor is openpyxl and reportlab writing the same cells and as many pages, bare.

Bare means: cells appended as they are, a bold header, widths, a frozen header and a filter, nothing else; the same
words as paragraphs and tables in a standard font that is not embedded, without rules, drawings, tags and running heads.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from audit_app.services.demo import make_demo
from audit_app.services.reports.content import contents
from audit_app.services.reports.reporting import Report, ReportAsked, report
from audit_app.store.opening import open_workspace
from audit_app.store.workspace import Workspace
from benchmarks._measure import compare, show
from benchmarks._workspaces import means
from exports import document
from exports.book import Book
from exports.content import Content
from exports.document import Block, Document
from exports.pages.report import document_of
from exports.pages.summary import CHART_WIDTH
from exports.report_files import COLUMNS, FORMATS, write_report
from exports.sheets.report import book_of

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
ASKED = ReportAsked("weekly", "2026-W46")
TEXT = ParagraphStyle("text", fontSize=10.5, leading=14.5, spaceAfter=5)
SMALL = ParagraphStyle("small", fontSize=9.3, leading=12)
LARGE = ParagraphStyle("large", fontSize=15, leading=21, spaceBefore=16, spaceAfter=7)


@dataclass(frozen=True, slots=True)
class Case:
    """One week's report of the demo, counted, and what its files say."""

    report: Report
    content: Content
    document: Document
    book: Book


def bare_workbook(book: Book) -> bytes:
    """The book's cells, as openpyxl writes them by itself."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for sheet in book.sheets:
        worksheet = workbook.create_sheet(sheet.name)
        for row in ([sheet.title], *([line] for line in sheet.lines), *sheet.facts, []):
            worksheet.append(list(row))
        worksheet.append([field.title for field in sheet.grid.fields])
        header = worksheet.max_row
        for cell in worksheet[header]:
            cell.font = Font(bold=True)
        for number, field in enumerate(sheet.grid.fields, 1):
            worksheet.column_dimensions[get_column_letter(number)].width = field.width
        for values in sheet.grid.rows:
            worksheet.append(values)
        worksheet.freeze_panes = f"B{header + 1}"
        worksheet.auto_filter.ref = f"A{header}:{get_column_letter(len(sheet.grid.fields))}{worksheet.max_row}"
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def bare_pdf(asked: Document) -> tuple[bytes, int]:
    """The document's words, as reportlab sets them by itself, and the number of pages."""
    out = io.BytesIO()
    made = SimpleDocTemplate(out, pagesize=A4, leftMargin=57, rightMargin=57, topMargin=68, bottomMargin=62)
    made.build([piece for block in asked.blocks for piece in _pieces(block)])
    return out.getvalue(), made.page


def _pieces(block: Block) -> Iterator[Flowable]:
    match block:
        case document.Heading():
            if block.new_page:
                yield PageBreak()
            yield _words(block.text, LARGE)
        case document.Paragraph():
            yield _words(block.text)
        case document.Quote():
            yield _words(f"{block.text} ({block.place})")
        case document.Bullets():
            yield from map(_words, block.items)
        case document.Facts():
            rows = [[_words(label, SMALL), _words(value, SMALL)] for label, value in block.rows]
            yield Table(rows, colWidths=[CHART_WIDTH * 0.27, CHART_WIDTH * 0.73])
        case document.Tiles():
            yield Table([[[_words(tile.label, SMALL), _words(tile.value, LARGE)] for tile in block.tiles]])
            yield Table([[_words(tile.detail, SMALL) for tile in block.tiles]])
        case document.GradeBanner():
            yield Table([[_words(block.words, LARGE), _words(block.detail)]])
        case document.Chart():
            yield from (_words(block.title), Spacer(1, block.scene.height), _words(block.note))
        case document.Table():
            total = sum(column.share for column in block.columns)
            heads = [_words(column.title, SMALL) for column in block.columns]
            rows = [[_cell(cell) for cell in row] for row in block.rows]
            widths = [CHART_WIDTH * column.share / total for column in block.columns]
            yield Table([heads, *rows], colWidths=widths, repeatRows=1)


def _cell(cell: document.Cell) -> Flowable | str:
    match cell:
        case str():
            return _words(cell, SMALL)
        case document.GradeCell():
            return _words(cell.words, SMALL)
        case _:
            return ""


def _words(text: str, style: ParagraphStyle = TEXT) -> Paragraph:
    return Paragraph(escape(text, quote=False), style)


def bare_texts(case: Case) -> tuple[bytes, bytes]:
    """The figures as the standard library writes CSV and JSON."""
    rows = case.report.rows()
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(), json.dumps({"report": dict(case.report.head()), "figures": rows}).encode()


def ours(case: Case, out: Path, *formats: str) -> Callable[[], object]:
    """Our files of these formats, in a folder."""
    head, rows = case.report.head(), case.report.rows()
    return lambda: write_report(out, "ours", head, rows, formats, [case.content])


def floor(case: Case, out: Path, *formats: str) -> Callable[[], object]:
    """The floor's files of these formats, in a folder."""

    def write() -> None:
        if "xlsx" in formats:
            (out / "floor.xlsx").write_bytes(bare_workbook(case.book))
        if "pdf" in formats:
            (out / "floor.pdf").write_bytes(bare_pdf(case.document)[0])
        if "csv" in formats:
            as_csv, as_json = bare_texts(case)
            (out / "floor.csv").write_bytes(as_csv)
            (out / "floor.json").write_bytes(as_json)

    return write


def case_of(workspace: Workspace) -> Case:
    """The week's report, counted and put into words."""
    made = report(workspace, ASKED)
    return told(made, *contents(workspace, made))


def told(made: Report, content: Content) -> Case:
    """What a report says, its document whole: by itself it makes its blocks each time anew, as the floor need not."""
    document = document_of(content)
    return Case(made, content, replace(document, blocks=tuple(document.blocks)), book_of(content))


def main() -> None:
    """Measure each format, all together, and all with the counting before them."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        machine = replace(means(folder), clock=lambda: NOW)
        made = make_demo(folder, machine)
        with open_workspace(made.workspace_path, made.passphrase, machine) as workspace:
            case = case_of(workspace)
            cells = sum(len(sheet.grid.fields) * (1 + len(sheet.grid.rows)) for sheet in case.book.sheets)
            print(f"{cells:,} cells in tables; the floor has {bare_pdf(case.document)[1]} pages")
            every = floor(case, folder, *FORMATS)

            def counted() -> None:
                ours(case_of(workspace), folder, *FORMATS)()

            show(
                compare(
                    "weekly report as PDF", ours(case, folder, "pdf"), floor(case, folder, "pdf"), runs=15, goal=None
                ),
                compare("as workbook", ours(case, folder, "xlsx"), floor(case, folder, "xlsx"), runs=15, goal=None),
                compare("in all formats", ours(case, folder, *FORMATS), every, runs=21, goal=1.5),
                compare("the same with counting the figures first", counted, every, runs=15, goal=None),
            )


if __name__ == "__main__":
    main()
