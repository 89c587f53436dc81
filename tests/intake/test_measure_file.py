"""Files with values of measures: three shapes known by their headings, every fault with its place, all bounded."""

import contextlib
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.domain.problems import AppError
from audit_app.intake.measure_file import read_measure_file
from audit_app.intake.measure_shapes import MOST_VALUE, Shape, parse_amount

SCHOOLS = "period,school,days,pupils"
SURVEY = "period,who,question,answer,count"


def written(folder: Path, *lines: str) -> Path:
    path = folder / "file.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("lines", "shape", "fields"),
    [
        (("Code,Month,Value", "neet,2026-10,5"), Shape.VALUES, {"code": "neet", "value": "5.0"}),
        (("code,period,numerator,denominator", "neet,Q3 2026,5,80"), Shape.VALUES, {"numerator": "5.0"}),
        ((SCHOOLS, "2025/26,Castle Weir,12.5,3"), Shape.SCHOOLS, {"school": "Castle Weir", "days": "12.5"}),
        (
            ("Month,School name,Days lost,SEMH,Number of pupils", "Oct 2026,A,3,1,2"),
            Shape.SCHOOLS,
            {"semh_days": "1.0"},
        ),
        ((SURVEY, "2026-Q3,Parent carers,Overall?,Good,4"), Shape.SURVEY, {"who": "parents", "count": "4.0"}),
    ],
)
def test_the_headings_say_what_a_file_holds(
    tmp_path: Path, lines: tuple[str, ...], shape: Shape, fields: dict[str, str]
) -> None:
    found = read_measure_file(written(tmp_path, *lines))
    assert found.shape is shape
    assert fields.items() <= found.rows[0].fields.items()


def test_a_workbook_with_titles_above_and_months_as_days_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("Dashboard",), (), ("Code", "Period", "Value", "Whose"), ("neet", datetime(2026, 10, 1), 5, "me")):
        sheet.append(row)
    other = book.create_sheet("Notes")
    other.append(("Nothing of this is a measure",))
    path = tmp_path / "book.xlsx"
    book.save(path)
    found = read_measure_file(path)
    assert [row.period.text for row in found.rows] == ["2026-10"]
    assert found.notices == ("Columns that were not read, as their headings are not known: Whose.",)
    assert str(found.place(4, "value")) == "book.xlsx, sheet Sheet, row 4, column Value"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("code,period,value", "neet,2026-10,five"), "row 2, column value"),
        (("code,period,value", "neet,2026-10,-1"), "row 2, column value"),
        (("code,period,value", "neet,1,5"), "row 2, column period"),
        (("code,period,value", "neet,2026-10,1", "NEET,Oct 2026,2"), "row 3, column period"),
        ((SCHOOLS, "2025/26,A,10,0"), "row 2, column pupils"),
        ((SCHOOLS, "2025/26,A,10,1.5"), "row 2, column pupils"),
        ((f"{SCHOOLS},semh_days", "2025/26,A,10,2,11"), "row 2, column semh_days"),
        ((SURVEY, "2026-Q3,teachers,Overall?,Good,4"), "row 2, column who"),
        ((SURVEY, "2026-Q3,parents,,Good,4"), "row 2, column question"),
    ],
)
def test_a_fault_is_told_with_row_and_column_and_nothing_is_taken(
    tmp_path: Path, lines: tuple[str, ...], said: str
) -> None:
    found = read_measure_file(written(tmp_path, *lines))
    assert found.rows == ()
    assert str(found.problems[0].place).endswith(said)


@pytest.mark.parametrize("lines", [("a,b", "1,2"), ("code,period,value",), ("code,value", "neet,1"), ("",)])
def test_what_holds_no_measures_is_refused(tmp_path: Path, lines: tuple[str, ...]) -> None:
    with pytest.raises(AppError):
        read_measure_file(written(tmp_path, *lines))


def test_a_file_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="more than 20,000 rows"):
        read_measure_file(written(tmp_path, "code,period,value", *(["neet,2026-10,1"] * 20_001)))


def test_no_more_faults_are_listed_than_anybody_reads(tmp_path: Path) -> None:
    found = read_measure_file(written(tmp_path, "code,period,value", *(["neet,soon,1"] * 300)), most_problems=5)
    assert len(found.problems) == 6
    assert "295 more are not listed" in found.problems[-1].message


@given(st.floats(0, MOST_VALUE, allow_nan=False))
def test_a_number_is_read_as_it_was_written(number: float) -> None:
    assert float(parse_amount(f"{number:.6f}")) == pytest.approx(number, abs=1e-6)
    assert float(parse_amount(f" {number:,.2f} %")) == pytest.approx(number, abs=0.01)


@given(st.text(max_size=20))
def test_any_other_text_is_a_sentence_and_no_crash(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert 0 <= float(parse_amount(text)) <= MOST_VALUE
