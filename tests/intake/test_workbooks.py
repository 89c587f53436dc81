"""XLSX files: what is read from them, and what is refused with sheet and row."""

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from intake_builders import MAIN, OFFICE, RELATIONS, headed, inline, parts, sheet_xml, write_parts, write_xlsx
from openpyxl import Workbook as ExcelWorkbook
from openpyxl import load_workbook

from audit_app.domain.problems import AppError, Place
from audit_app.intake.sheet import CellFault
from audit_app.intake.tables import open_table


def known(headings: object) -> bool:
    return "plan_ref" in headings  # type: ignore[operator]  # the tests pass a list of texts


def read(path: Path) -> tuple[str, tuple[str, ...], list[tuple[int, list[object]]]]:
    with open_table(path, known) as table:
        return table.sheet, table.headings, [(number, list(cells)) for number, cells in table.rows]


def refused(path: Path) -> tuple[str, Place]:
    with pytest.raises(AppError) as caught:
        read(path)
    (problem,) = caught.value.problems
    return problem.message, problem.place


def saved(book: ExcelWorkbook, folder: Path) -> Path:
    path = folder / "register.xlsx"
    book.save(path)
    return path


def test_cells_of_every_type_come_as_text(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["plan_ref", "a", "b", "c", "d", "e"],
        [1234567890123, "Zoë", date(2024, 3, 1), True, 0.5, datetime(2024, 3, 1, 10, 30)],
        ["007", None, datetime(2024, 3, 1), False, -2.0, 1e20],
    ]
    assert read(write_xlsx(tmp_path, rows))[2] == [
        (2, ["1234567890123", "Zoë", "2024-03-01", "true", "0.5", "2024-03-01 10:30:00"]),
        (3, ["007", "", "2024-03-01", "false", "-2", "1e+20"]),
    ]


def test_a_workbook_is_recognised_whatever_its_name(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path, [["plan_ref"], ["1"]], name="register.csv")
    assert read(path)[2] == [(2, ["1"])]


def test_the_first_visible_sheet_with_a_known_heading_is_read(tmp_path: Path) -> None:
    book = ExcelWorkbook()
    first = book.active
    assert first is not None
    first.append(["Notes about this file"])
    hidden = book.create_sheet("Old")
    hidden.append(["plan_ref"])
    hidden.append(["wrong"])
    hidden.sheet_state = "hidden"
    plans = book.create_sheet("Plans")
    plans.append([])
    plans.append(["plan_ref"])
    plans.append(["right"])
    assert read(saved(book, tmp_path)) == ("Plans", ("plan_ref",), [(3, ["right"])])


def test_without_a_known_heading_the_first_sheet_that_holds_anything_is_read(tmp_path: Path) -> None:
    book = ExcelWorkbook()
    book.create_sheet("Data").append(["x"])
    book["Data"].append(["1"])
    assert read(saved(book, tmp_path))[0] == "Data"


def test_a_workbook_with_empty_or_only_hidden_sheets_is_refused(tmp_path: Path) -> None:
    assert "empty" in refused(saved(ExcelWorkbook(), tmp_path))[0]
    hidden = '<sheets><sheet name="Plans" sheetId="1" state="veryHidden" r:id="rId1"/></sheets>'
    part = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{hidden}</workbook>'
    path = write_parts(tmp_path, parts(headed(inline("A2", "1")), {"xl/workbook.xml": part}))
    assert "no visible sheet" in refused(path)[0]


def test_formulas_give_their_saved_result_and_a_fault_without_one(tmp_path: Path) -> None:
    cells = (
        '<c r="A2"><f>1+1</f><v>2</v></c><c r="B2" t="str"><f>"a"</f><v>a</v></c><c r="C2" t="str"><f>""</f><v></v></c>'
    )
    cells += '<c r="D2"><f>1+1</f></c><c r="E2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    header = "".join(inline(f"{letter}1", f"h{letter}" if letter != "A" else "plan_ref") for letter in "ABCDE")
    sheet = sheet_xml(f'<row r="1">{header}</row><row r="2">{cells}</row>')
    ((number, values),) = read(write_parts(tmp_path, parts(sheet)))[2]
    assert (number, values[:3]) == (2, ["2", "a", ""])
    faults = [value.message for value in values[3:] if isinstance(value, CellFault)]
    assert len(faults) == 2
    assert "formula without a saved result" in faults[0]
    assert "#DIV/0!" in faults[1]


def test_openpyxl_formulas_without_results_are_faults(tmp_path: Path) -> None:
    ((_, values),) = read(write_xlsx(tmp_path, [["plan_ref"], ["=1+1"]]))[2]
    assert isinstance(values[0], CellFault)


@pytest.mark.parametrize(("from_1904", "serial"), [(False, 45352), (True, 43890)])
def test_both_date_systems_are_read(tmp_path: Path, from_1904: bool, serial: int) -> None:
    path = write_parts(tmp_path, parts(headed(f'<c r="A2" s="1"><v>{serial}</v></c>'), date1904=from_1904))
    assert read(path)[2] == [(2, ["2024-03-01"])]


def test_shared_and_rich_texts_are_read_without_phonetic_guides(tmp_path: Path) -> None:
    strings = f'<sst xmlns="{MAIN}"><si><r><t>A</t></r><r><t>B</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si></sst>'
    sheet = headed('<c r="A2" t="s"><v>0</v></c>')
    assert read(write_parts(tmp_path, parts(sheet, {"xl/sharedStrings.xml": strings})))[2] == [(2, ["AB"])]


def test_escaped_characters_are_turned_back(tmp_path: Path) -> None:
    assert read(write_parts(tmp_path, parts(headed(inline("A2", "a_x0009_b_x0000_")))))[2] == [(2, ["a\tb\x00"])]


def test_a_strict_workbook_with_prefixed_tags_is_read(tmp_path: Path) -> None:
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    sheet = (
        f'<x:worksheet xmlns:x="{strict}"><x:sheetData><x:row><x:c t="str"><x:v>plan_ref</x:v></x:c></x:row>'
        '<x:row><x:c t="d"><x:v>2024-03-01T00:00:00</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    assert read(write_parts(tmp_path, parts(sheet)))[2] == [(2, ["2024-03-01T00:00:00"])]


def test_rows_and_cells_that_are_not_there_leave_gaps(tmp_path: Path) -> None:
    sheet = sheet_xml(
        f'<row r="1">{inline("A1", "plan_ref")}{inline("C1", "c")}</row>'
        f'<row r="2"/><row r="5">{inline("C5", "z")}</row><row r="1048576">{inline("A1048576", "last")}</row>'
    )
    assert read(write_parts(tmp_path, parts(sheet)))[2] == [(5, ["", "", "z"]), (1_048_576, ["last", "", ""])]


@pytest.mark.parametrize(
    ("sheet", "words", "row"),
    [
        (
            sheet_xml(f'<row r="2">{inline("A2", "plan_ref")}</row><row r="2">{inline("A2", "1")}</row>'),
            "out of order",
            2,
        ),
        (
            sheet_xml(f'<row r="1">{inline("A1", "plan_ref")}</row><row r="9999999">{inline("A2", "1")}</row>'),
            "out of order",
            1,
        ),
        (headed(inline("B2", "1") + inline("A2", "1")), "cells of a row are out of order", 2),
        (headed(inline("B2", "1")), "2 cells", 2),
        (headed(inline("XFD2", "1")), "beyond column 1,000", 2),
        (headed(inline("A2", "x" * 1_000_001)), "longer than 1,000,000", 2),
    ],
)
def test_what_is_wrong_in_a_sheet_is_refused_with_its_row(tmp_path: Path, sheet: str, words: str, row: int) -> None:
    message, place = refused(write_parts(tmp_path, parts(sheet)))
    assert words in message
    assert (place.sheet, place.row) == ("Plans", row)


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A2" t="s"><v>7</v></c>',
        '<c r="A2" t="s"><v>-1</v></c>',
        '<c r="A2" t="s"><v>x</v></c>',
        '<c r="AAAA2"><v>1</v></c>',
        '<c r="2"><v>1</v></c>',
        "<c><v>1</c>",
        '<c r="A2"><v>&#0;</v></c>',
    ],
)
def test_a_damaged_sheet_is_refused(tmp_path: Path, cell: str) -> None:
    assert "damaged" in refused(write_parts(tmp_path, parts(headed(cell))))[0]


@pytest.mark.parametrize("text", ["nan", "inf", "0x10", "1_000", "--1", "1e9999"])
def test_a_number_that_is_none_is_a_fault_of_its_cell(tmp_path: Path, text: str) -> None:
    ((_, values),) = read(write_parts(tmp_path, parts(headed(f'<c r="A2"><v>{text}</v></c>'))))[2]
    assert isinstance(values[0], CellFault)


@pytest.mark.parametrize(
    ("reference", "refused_as"), [("A1:B1", "headings A1:B1 are merged"), ("A2:A3", "cells A2:A3 are merged")]
)
def test_merged_cells_in_the_table_are_refused(tmp_path: Path, reference: str, refused_as: str) -> None:
    rows = f'<row r="1">{inline("A1", "plan_ref")}</row><row r="2">{inline("A2", "1")}</row>'
    sheet = sheet_xml(rows, f'<mergeCells><mergeCell ref="{reference}"/></mergeCells>')
    assert refused_as in refused(write_parts(tmp_path, parts(sheet)))[0]


def test_merged_cells_below_the_table_do_not_matter(tmp_path: Path) -> None:
    rows = f'<row r="1">{inline("A1", "plan_ref")}</row><row r="2">{inline("A2", "1")}</row>'
    sheet = sheet_xml(rows, '<mergeCells><mergeCell ref="A9:B9"/></mergeCells>')
    assert read(write_parts(tmp_path, parts(sheet)))[2] == [(2, ["1"])]


def test_macros_and_external_links_are_passed_over(tmp_path: Path) -> None:
    link = f'<Relationships xmlns="{RELATIONS}"><Relationship Id="x" Type="{OFFICE}/externalLinkPath" '
    extra: dict[str, str | bytes] = {
        "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0 macro",
        "xl/externalLinks/_rels/externalLink1.xml.rels": link
        + 'TargetMode="External" Target="http://example.invalid/x.xlsx"/></Relationships>',
    }
    assert read(write_parts(tmp_path, parts(headed(inline("A2", "1")), extra)))[2] == [(2, ["1"])]


def test_a_sheet_that_lies_outside_the_file_is_not_fetched(tmp_path: Path) -> None:
    relations = (
        f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" Type="{OFFICE}/worksheet" TargetMode="External" '
        'Target="http://example.invalid/sheet.xml"/></Relationships>'
    )
    path = write_parts(tmp_path, parts(headed(""), {"xl/_rels/workbook.xml.rels": relations}))
    assert "no visible sheet" in refused(path)[0]


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["word/document.xml"], "Word document"),
        (["mimetype", "content.xml"], "OpenDocument"),
        (["readme.txt"], "zip file"),
    ],
)
def test_other_zipped_files_are_named(tmp_path: Path, names: list[str], words: str) -> None:
    assert words in refused(write_parts(tmp_path, dict.fromkeys(names, "<a/>")))[0]


def test_a_binary_workbook_is_named(tmp_path: Path) -> None:
    relations = f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r" Type="{OFFICE}/officeDocument" '
    content: dict[str, str | bytes] = {
        "_rels/.rels": relations + 'Target="xl/workbook.bin"/></Relationships>',
        "xl/workbook.bin": b"x",
    }
    assert ".xlsb" in refused(write_parts(tmp_path, content))[0]


def test_a_part_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "register.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for part, data in parts(headed(inline("A2", "1"))).items():
            archive.writestr(part, data)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("xl/styles.xml", "<a/>")
    assert "twice" in refused(path)[0]


def test_what_openpyxl_reads_is_what_is_read(tmp_path: Path) -> None:
    rows: list[list[object]] = [["plan_ref", "n", "d"]]
    rows += [[f"P{n}", n * 1.25, date(2024, 1, 1).replace(month=1 + n % 12)] for n in range(300)]
    path = write_xlsx(tmp_path, rows)
    book = load_workbook(io.BytesIO(path.read_bytes()), read_only=True, data_only=True)
    sheet = book.active
    assert sheet is not None
    theirs = [[cell.date().isoformat() if isinstance(cell, datetime) else cell for cell in row] for row in sheet.values]
    ours = [cells for _, cells in read(path)[2]]
    assert [[row[0], float(str(row[1])), row[2]] for row in ours] == [
        [row[0], float(str(row[1])), row[2]] for row in theirs[1:]
    ]
