"""The workbook as a spreadsheet program opens it: tables, numbers, charts, and text that stays text."""

import io
import re
import zipfile
from dataclasses import asdict, replace
from datetime import datetime
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from export_builders import ON, content, figures, plan, shortfall
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from exports.book import Book, Field, Format, Grid, Sheet
from exports.content import Content, Extract
from exports.plain import visible
from exports.sheets.report import book_of
from exports.xlsx.build import xlsx_bytes
from exports.xlsx.cells import LONGEST, cell_text
from resources.theme import read_theme
from scoring.figures import Audience

THEME = read_theme("light")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STARTS = ["=", "+", "-", "@", "\t=", "\n=", " =", "'=", ";=", "＝", "=cmd|' /C calc'!A0", '=HYPERLINK("x","y")', "#N/A"]


def xlsx_of(report: Content) -> bytes:
    return xlsx_bytes(book_of(report), THEME, ON)


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def one_cell(text: str) -> bytes:
    sheet = Sheet("Sheet", "Title", (), Grid("Table", (Field("Text"),), ((text,),)))
    return xlsx_bytes(Book("Title", "Ashford", "Subject", "Foot", (sheet,)), THEME, ON)


def parts(data: bytes, start: str = "xl/worksheets/sheet") -> list[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [package.read(name) for name in package.namelist() if name.startswith(start)]


@pytest.fixture(scope="module")
def made() -> bytes:
    """The weekly report of the builders."""
    return xlsx_of(content())


@pytest.fixture(scope="module")
def book(made: bytes) -> Workbook:
    """The same, opened."""
    return opened(made)


def test_the_sheets_are_those_of_a_report(book: Workbook) -> None:
    assert book.sheetnames == [
        *("Summary", "Charts", "Grades", "Sections and agencies", "Markers", "Plans", "What fell short"),
        *("What follows", "Figures", "Definitions"),
    ]


def test_every_sheet_but_the_charts_has_a_filtered_table_under_a_frozen_header(book: Workbook) -> None:
    names = set()
    for sheet in (sheet for sheet in book if sheet.title != "Charts"):
        (table,) = sheet.tables.values()
        names.add(table.displayName)
        header = sheet[table.ref][0]
        assert table.autoFilter.ref == table.ref
        assert sheet.freeze_panes == f"B{header[0].row + 1}"
        assert [column.name for column in table.tableColumns] == [cell.value for cell in header]
        assert sheet.print_title_rows == f"${header[0].row}:${header[0].row}"
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("landscape", 1)
        assert all(sheet.column_dimensions[cell.column_letter].width >= 7 for cell in header)
    assert len(names) == len(book.sheetnames) - 1


def test_the_figures_sheet_holds_the_fifteen_fields_unrounded(book: Workbook) -> None:
    sheet = book["Figures"]
    (table,) = sheet.tables.values()
    header, *rows = [[cell.value for cell in row] for row in sheet[table.ref]]
    expected = [asdict(figure) for figure in figures()]
    assert header == list(expected[0])
    held = [dict(zip(header, row, strict=True)) for row in rows]
    assert [{name: value or None for name, value in row.items()} for row in held] == [
        {name: value or None for name, value in row.items()} for row in expected
    ]


def test_every_figure_is_defined(book: Workbook) -> None:
    sheet = book["Definitions"]
    defined = {row[0].value for row in sheet.iter_rows(min_row=4)}
    assert {figure.id.split("@team")[0] for figure in figures()} <= defined


def test_numbers_are_numbers_with_a_format_and_dates_are_dates(book: Workbook) -> None:
    grades = book["Grades"]
    (row,) = [row for row in grades.iter_rows() if row[0].value == "Good"]
    assert [cell.value for cell in row[1:4]] == [3, 6, 50]
    assert [cell.number_format for cell in row[1:4]] == ["0", "0", "0.0"]
    (first, *_) = [row for row in book["Plans"].iter_rows() if row[0].value == "CK-0412"]
    assert first[2].value == datetime(2026, 9, 16)
    assert first[2].number_format == "dd/mm/yyyy"


def test_charts_are_native_with_both_axes_and_a_text_alternative(made: bytes) -> None:
    charts = parts(made, "xl/charts/chart")
    assert len(charts) == 3
    for chart in charts:
        assert chart.count(b'<delete val="0"') == 2
        assert b"<c:f>" in chart or b"<f>" in chart
    (drawing,) = parts(made, "xl/drawings/drawing")
    said = re.findall(r'descr="([^"]*)"', drawing.decode())
    assert len(said) == 3
    assert "Good: 3;" in said[0]


@pytest.mark.parametrize("audience", [Audience.BOARD, Audience.PUBLIC])
def test_no_plan_is_named_outside_of_the_audit_group(audience: Audience) -> None:
    data = xlsx_of(content([], audience))
    assert not {"Plans", "What fell short", "What follows"} & set(opened(data).sheetnames)
    assert b"CK-" not in b"".join(parts(data))


@pytest.mark.parametrize("start", STARTS)
def test_text_that_begins_like_a_formula_stays_the_same_text(start: str) -> None:
    text = f"{start}1+1"
    data = one_cell(text)
    assert b"<f>" not in b"".join(parts(data))
    cells = [cell for row in opened(data)["Sheet"].iter_rows() for cell in row if cell.value == text]
    assert [cell.data_type for cell in cells] == ["s"]
    assert cells[0].quotePrefix == text.startswith(("=", "+", "-", "@"))


def test_no_field_of_a_report_can_become_a_formula() -> None:
    text = '=HYPERLINK("http://x","y")'
    hostile = plan(
        ref=text,
        team=text,
        override=text,
        limits=(text,),
        changes=(text,),
        shortfalls=(shortfall(question=text, words=text, evidence=Extract(text, text), cause=text, note=text),),
    )
    report = content([hostile], team=text)
    report = replace(report, head=replace(report.head, organisation=text, notes=(text,), round=text))
    for part in parts(xlsx_of(report)):
        assert not list(ElementTree.fromstring(part).iter(f"{MAIN}f"))  # noqa: S314 - what the test itself wrote  our own file


def test_negative_numbers_stay_numbers() -> None:
    sheet = Sheet("Sheet", "Title", (), Grid("Table", (Field("Number", Format.ONE_PLACE),), ((-1.5,),)))
    data = xlsx_bytes(Book("T", "A", "S", "F", (sheet,)), THEME, ON)
    assert -1.5 in [cell.value for row in opened(data)["Sheet"].iter_rows() for cell in row]


@settings(max_examples=60)
@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_any_text_is_kept_as_it_can_be_shown(text: str) -> None:
    data = one_cell(text)
    held = [t.text or "" for part in parts(data) for t in ElementTree.fromstring(part).iter(f"{MAIN}t")]  # noqa: S314
    if text:
        assert cell_text(text) in held


@pytest.mark.parametrize("text", ["_x0041_", "a_x000D_b", "__x0041_"])
def test_a_text_that_looks_like_a_code_is_not_read_as_one(text: str) -> None:
    assert re.sub("_x005F_", "_", cell_text(text)) == text
    assert not re.search("(?<!_x005F)_x(?!005F)[0-9A-F]{4}_", cell_text(text))


def test_a_text_too_long_for_a_cell_says_that_it_was_cut() -> None:
    text = "word " * 20_000
    held = cell_text(text)
    assert len(held) == LONGEST
    assert held.endswith("(cut here: a cell holds no more)")
    assert xlsx_of(content([plan(shortfalls=(shortfall(note=text),))]))


def test_control_characters_are_marked() -> None:
    assert cell_text("a\x00b\x1f") == visible("a\x00b\x1f") == "a␀b␟"


def test_charts_are_printed_on_as_many_pages_as_they_need_and_none_is_torn(book: Workbook) -> None:
    sheet = book["Charts"]
    assert not (sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage)
    breaks = [one.id for one in sheet.row_breaks.brk]
    pages = list(pairwise([0, *breaks, 10_000]))
    spans = [(one.anchor._from.row, one.anchor._from.row + one.height * 28.35 / 15) for one in sheet._charts]
    assert len(spans) > 1
    for top, bottom in spans:
        assert any(first <= top and bottom <= last for first, last in pages), (top, bottom, breaks)
    assert all(min(last, spans[-1][1]) - first <= 80 for first, last in pages)


def test_the_markers_averages_are_coloured_by_a_rule_that_follows_what_is_edited(book: Workbook) -> None:
    (rule,) = book["Markers"].conditional_formatting
    first, last = str(rule.sqref).split(":")
    assert book["Markers"][f"{first[0]}{int(first[1:]) - 1}"].value == "Average"
    assert first[0] == last[0]


def test_a_table_without_rows_is_whole_all_the_same() -> None:
    report = content([], figures=(), draws=())
    book = opened(xlsx_of(report))
    for sheet in (sheet for sheet in book if sheet.title != "Charts"):
        (table,) = sheet.tables.values()
        first, last = table.ref.split(":")
        assert int(re.sub(r"\D", "", last)) > int(re.sub(r"\D", "", first))


def test_the_same_report_gives_the_same_bytes(made: bytes) -> None:
    assert xlsx_of(content()) == made
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.testzip() is None


def test_the_date_of_the_workbook_is_that_of_its_data(book: Workbook) -> None:
    assert book.properties.created == book.properties.modified == datetime(2026, 9, 20)
    assert book.properties.creator == "Ashford"


def test_a_progress_that_raises_stops_the_workbook() -> None:
    class StopNowError(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done == 2:
            raise StopNowError

    with pytest.raises(StopNowError):
        xlsx_bytes(book_of(content()), THEME, ON, stop)
