"""Texts that would run, break a file or mislead, in every field of a report and in every format (tests F3 and F4)."""

import csv
import io
import json
import re
import zipfile
from dataclasses import asdict, replace
from functools import partial
from xml.etree import ElementTree

import pytest
from export_builders import figures, plain_head
from hostile_texts import filled, paths
from openpyxl import load_workbook
from pdf_reading import read

from exports.book import Field
from exports.content import Content
from exports.lists import ListFile, csv_list
from exports.plain import one_line, visible
from exports.report_files import COLUMNS, csv_bytes, json_bytes, report_pdf
from exports.sheets.report import book_of
from exports.xlsx.build import xlsx_bytes
from exports.xlsx.cells import cell_text
from resources.theme import read_theme

THEME = read_theme("light")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STARTS = (
    *("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " =", "'=", ";=", '"=', "%", "|"),
    *("=1+1;", "-1+1;", "=cmd|' /C calc'!A0;", '=HYPERLINK("http://x";"y");', "@SUM(1;1);", "+DDE(1;2);"),
)
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet program takes for the beginning of a formula, as `docs/formats.md` has it for CSV."""
BROKEN = "\x00\x01\x1b\x7f\x85\x9f\ud800\udfff\u202eturned\u202c\u2066\ufffe\uffff"
MARKS = ("␀", "␁", "␛", "␡", "�")
LONG = "word " * 20_000  # 100 kB


def xlsx_of(report: Content) -> bytes:
    return xlsx_bytes(book_of(report), THEME, report.head.data_date)


def sheets(data: bytes) -> dict[str, ElementTree.Element]:
    """Each sheet's own XML, by the name of its part."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [name for name in package.namelist() if name.startswith("xl/worksheets/sheet")]
        return {name: ElementTree.fromstring(package.read(name)) for name in names}  # noqa: S314  our own file


def texts_of(data: bytes) -> dict[tuple[str, str], str]:
    """The text of each cell that has one, by sheet and place, as it stands in the file."""
    return {
        (name, str(cell.get("r"))): "".join(text.text or "" for text in cell.iter(f"{MAIN}t"))
        for name, sheet in sheets(data).items()
        for cell in sheet.iter(f"{MAIN}c")
        if cell.get("t") == "inlineStr"
    }


@pytest.fixture(scope="module")
def places() -> dict[tuple[str, str], str]:
    """Where each path stands in the workbook by itself, from a report whose every text is its own path."""
    known = set(paths())
    return {place: text for place, text in texts_of(xlsx_of(filled(str))).items() if text in known}


def test_most_fields_stand_in_cells_of_their_own_and_every_one_is_filled(places: dict[tuple[str, str], str]) -> None:
    assert len(paths()) > 45
    assert len(set(places.values())) > 30
    for path in ("PlanPage.team", "Shortfall.note", "Extract.text", "Figure.note", "Deadline.words", "Content.team"):
        assert path in places.values()


@pytest.mark.parametrize("start", STARTS)
def test_no_text_of_a_workbook_becomes_a_formula_and_each_is_the_same_text(
    start: str, places: dict[tuple[str, str], str]
) -> None:
    data = xlsx_of(filled(lambda path: f"{start}{path}"))
    cells = [cell for sheet in sheets(data).values() for cell in sheet.iter(f"{MAIN}c")]
    assert not [cell for cell in cells if cell.find(f"{MAIN}f") is not None]
    assert {cell.get("t") for cell in cells} <= {"inlineStr", None}
    held = texts_of(data)
    assert {path for place, path in places.items() if held[place] != cell_text(f"{start}{path}")} == set()


@pytest.mark.parametrize("start", ["=", "-", "@", "\t"])
def test_a_spreadsheet_library_reads_them_as_text_too(start: str) -> None:
    book = load_workbook(io.BytesIO(xlsx_of(filled(lambda path: f"{start}{path}"))))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    texts = [cell for cell in cells if isinstance(cell.value, str)]
    assert {cell.data_type for cell in texts} == {"s"}
    assert all(cell.quotePrefix for cell in texts if cell.value.startswith(("=", "-", "@")))


@pytest.mark.parametrize("start", STARTS)
def test_csv_text_gains_an_apostrophe_where_it_would_run_and_is_the_same_otherwise(start: str) -> None:
    rows = [asdict(figure) for figure in filled(lambda path: f"{start}{path}").figures]
    names, *held = list(csv.reader(io.StringIO(csv_bytes(rows).decode(), newline="")))
    assert names == list(COLUMNS)
    mark = "'" if start.startswith(RUNS) else ""
    for row, cells in zip(rows, held, strict=True):
        for name, cell in zip(COLUMNS, cells, strict=True):
            value = row[name]
            if isinstance(value, str) and value.startswith(start):
                assert cell == mark + visible(value)
            elif isinstance(value, float):
                assert float(cell) == value


@pytest.mark.parametrize("start", STARTS)
def test_the_same_holds_for_plain_lists(start: str) -> None:
    made = ListFile("Title", "Ashford", (), (Field("Text"), Field("Number")), ((f"{start}x", -1.5),))
    _, (text, number) = list(csv.reader(io.StringIO(csv_list(made).decode("utf-8-sig"), newline="")))
    assert text == ("'" if start.startswith(RUNS) else "") + visible(f"{start}x")
    assert number == "-1.5"


def test_negative_numbers_stay_numbers_in_csv() -> None:
    (row, *_) = [asdict(figure) for figure in figures()]
    (held,) = csv.DictReader(io.StringIO(csv_bytes([{**row, "value": -1.5, "lower": -3}]).decode()))
    assert (held["value"], held["lower"]) == ("-1.5", "-3")


def test_json_holds_every_text_as_it_is() -> None:
    report = filled(lambda path: f"={path}")
    rows = [asdict(figure) for figure in report.figures]
    record = json.loads(json_bytes(plain_head(report.head), rows))
    assert record["figures"] == rows
    assert record["report"]["organisation"] == "=ReportHead.organisation"


def test_broken_characters_are_visible_marks_in_every_cell(places: dict[tuple[str, str], str]) -> None:
    held = texts_of(xlsx_of(filled(lambda path: f"{path}{BROKEN}")))
    for place, path in places.items():
        text = held[place]
        assert text.startswith(path)
        assert all(mark in text for mark in MARKS)
        assert "turned" in text
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]", text)


def test_broken_characters_stop_no_pdf_and_each_text_is_there_with_a_mark() -> None:
    report = filled(lambda path: f"{path}{BROKEN}")
    said = read(report_pdf(report)).tree.words()
    for path in ("PlanPage.plan_ref", "Shortfall.note", "Extract.text", "PlanPage.override", "DrawTold.note"):
        assert re.search(rf"{re.escape(path)}� *� *� *�.*?turned�", said, re.DOTALL), path
    assert "\u202e" not in said


def test_broken_characters_stop_neither_csv_nor_json() -> None:
    report = filled(lambda path: f"{path}{BROKEN}")
    rows = [asdict(figure) for figure in report.figures]
    text = csv_bytes(rows).decode()
    assert len(list(csv.reader(io.StringIO(text, newline="")))) == len(rows) + 1
    assert all(mark in text for mark in MARKS)
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202e]", text)
    record = json.loads(json_bytes(plain_head(report.head), rows))
    assert record["figures"][0]["note"].startswith("Figure.note\x00\x01")


def test_100_kb_in_every_field_is_cut_with_a_word_in_cells_and_whole_elsewhere(
    places: dict[tuple[str, str], str],
) -> None:
    report = filled(lambda path: f"{path} {LONG}")
    held = texts_of(xlsx_of(report))
    notes = [held[place] for place, path in places.items() if path == "Shortfall.note"]
    assert notes
    assert all(len(note) == 32_767 and note.endswith("(cut here: a cell holds no more)") for note in notes)
    rows = [asdict(figure) for figure in report.figures]
    assert json.loads(json_bytes(plain_head(report.head), rows))["figures"] == rows
    assert f"Figure.note {LONG}" in csv_bytes(rows).decode()


LONG_FIELDS = (
    *("ReportHead.organisation", "PlanPage.plan_ref", "PlanPage.limits", "Shortfall.note", "Extract.text"),
    *("Extract.place", "Figure.label", "Framework.about"),
)


def test_100_kb_in_any_field_stops_no_pdf() -> None:
    for path in LONG_FIELDS:
        report = filled(partial(_long_at, path))
        assert report_pdf(replace(report, figures=report.figures[:12])).startswith(b"%PDF"), path


def _long_at(wanted: str, path: str) -> str:
    return f"{path} {LONG}" if path == wanted else path


def test_a_title_of_100_kb_is_one_line_in_the_properties() -> None:
    data = report_pdf(filled(partial(_long_at, "ReportHead.organisation")))
    assert one_line(f"ReportHead.organisation {LONG}") == str(read(data).pdf.docinfo.Author)
