"""A scoring sheet as a spreadsheet program opens it: what is asked, what can be chosen, what cannot be changed."""

import io
import zipfile

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from scoring_sheet_support import core, row_of, sheet, written

from audit_app.domain.scoring_sheet import FILLED, MARK_SHEET, PRINTED, README_SHEET, SCORES_SHEET, Column, SheetPlan
from exports.scoring_sheet.scores import letter_of
from forms.model import PlanFacts

STARTS = (
    "=",
    "+",
    "-",
    "@",
    "\t=",
    "\n=",
    " =",
    "'=",
    ";=",
    "＝",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("x","y")',
    "\x00",
    "‮",
)


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def scores(data: bytes) -> Worksheet:
    return opened(data)[SCORES_SHEET]


def test_same_sheet_gives_same_bytes() -> None:
    assert written(sheet()) == written(sheet())
    assert written(sheet()) != written(sheet(number=2))


def test_a_row_for_each_plan_and_marker_says_what_is_asked() -> None:
    asked = sheet()
    page = scores(written(asked))
    assert [cell.value for cell in page[1]] == [column.value for column in Column]
    found = [tuple(cell.value for cell in row[: len(PRINTED)]) for row in page.iter_rows(min_row=2)]
    assert found == [tuple(line.printed.values()) for line in asked.lines]
    assert found[1][:2] == ("EHC-001", "B1")
    assert found[1][4].startswith("3 Strong: ")
    assert found[1][4].splitlines()[3].startswith("0 Absent or wrong: ")


def test_na_by_rule_is_filled_in_with_its_reason_and_can_be_changed() -> None:
    asked = sheet()
    page, row = scores(written(asked)), row_of(asked, "EHC-001", "E6")
    answer, reason = (page[f"{letter_of(column)}{row}"] for column in (Column.ANSWER, Column.REASON))
    assert (answer.value, reason.value) == ("NA", core().marker("E6").na_reason)
    assert not answer.protection.locked
    assert scores(written(sheet(count=1, framework=core().only(("B1",)))))["F2"].value is None


def test_only_the_cells_to_fill_in_are_open_and_no_password_is_needed() -> None:
    book = opened(written(sheet()))
    for name in book.sheetnames:
        assert book[name].protection.sheet
        assert not book[name].protection.password
    for row in book[SCORES_SHEET].iter_rows(min_row=2):
        assert [not cell.protection.locked for cell in row] == [column in FILLED for column in Column]


def test_answer_kind_and_cause_are_chosen_from_lists_in_every_row() -> None:
    asked = sheet()
    last = len(asked.lines) + 1
    found = {str(one.sqref): one.formula1 for one in scores(written(asked)).data_validations.dataValidation}
    assert found == {
        f"F2:F{last}": '"3,2,1,0,NA,NE"',
        f"G2:G{last}": '"Quotation,Looked for and not found,Record,Said"',
        f"K2:K{last}": '"Advice,Drafting,Review,Decision,Commissioning"',
    }


def test_what_is_still_needed_is_coloured_and_a_three_asks_for_evidence_only_where_it_can_limit_the_grade() -> None:
    page = scores(written(sheet()))
    rules = {str(reach.sqref): [one.formula[0] for one in reach.rules] for reach in page.conditional_formatting}
    assert rules["F2:F9"] == ['$F2=""']
    assert rules["K2:K9"] == ['AND(OR($F2&""="0",$F2&""="1"),$K2="")']
    assert rules["I2:I9"][0].startswith('AND(OR($G2="Quotation",')
    limiting = [reach for reach, formulas in rules.items() if any('"3"' in one for one in formulas)]
    assert limiting == ["G2:G3", "G6:G7"]  # W4 and B1, not B2 and E6


def test_header_stays_in_view_with_a_filter_and_is_printed_on_every_page() -> None:
    page = scores(written(sheet()))
    assert page.freeze_panes == "D2"
    assert page.auto_filter.ref == "A1:M9"
    assert not page.protection.autoFilter  # False: not kept from it
    assert (page.print_title_rows, page.print_title_cols) == ("$1:$1", "$A:$B")
    assert page.page_setup.orientation == "landscape"


def read_me(data: bytes) -> str:
    return "\n".join(str(row[0].value or "") for row in opened(data)[README_SHEET].iter_rows())


def test_read_me_says_by_when_whom_to_ask_and_that_no_lock_keeps_it_secret() -> None:
    words = read_me(written(sheet()))
    for said in ("04/12/2026", "Mary Hall", "2 plans, 4 quality markers", "blind by procedure", "not encrypted", "NE:"):
        assert said in words
    assert "so it is not sealed" not in words
    assert "so it is not sealed" in read_me(written(sheet(is_sealed=False)))


def test_by_what_it_is_known_again_stands_in_a_hidden_sheet() -> None:
    asked = sheet()
    page = opened(written(asked))[MARK_SHEET]
    assert page.sheet_state == "hidden"
    found = {row[0].value: row[1].value for row in page.iter_rows()}
    assert found["round_id"] == asked.round_id
    assert found["digest"] == asked.mark.digest


def test_digest_tells_other_questions_but_not_another_member() -> None:
    assert sheet().mark.digest == sheet(person="d" * 32, member="Ann").mark.digest
    assert sheet().mark.digest != sheet("B1").mark.digest
    assert sheet().mark.digest != sheet(count=1).mark.digest


def test_no_text_of_the_sheet_becomes_a_formula() -> None:
    for start in STARTS:
        plans = (SheetPlan(f"{start}1", PlanFacts()),)
        asked = sheet(
            plans=plans, organisation=f"{start}2", round_name=f"{start}3", member=f"{start}4", chairs=(f"{start}5",)
        )
        for page in opened(written(asked)):
            assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)


def test_the_package_has_no_macro_no_link_and_nothing_else_that_acts() -> None:
    with zipfile.ZipFile(io.BytesIO(written(sheet()))) as package:
        assert not [name for name in package.namelist() if "vba" in name or "external" in name]
        assert b"<f>" not in b"".join(package.read(name) for name in package.namelist() if "worksheets/sheet" in name)
        assert b"TargetMode" not in b"".join(
            package.read(name) for name in package.namelist() if name.endswith(".rels")
        )
