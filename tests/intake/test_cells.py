"""What the text of one cell becomes."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.intake.cells import (
    Converter,
    code_rule,
    parse_date,
    parse_exception,
    parse_reference,
    parse_text,
    parse_year_group,
    parse_yes_no,
)
from audit_app.intake.sheet import CellFault, column_number, serial_date
from audit_app.intake.workbook import is_date_format


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-01",
        "2024-03-01T00:00:00",
        "2024-03-01 00:00:00.000",
        "2024-03-01 00:00",
        "1/3/2024",
        "01/03/2024",
        "01/03/2024 00:00",
        "01-03-2024",
        "1.3.2024",
        "1 March 2024",
        "1st March 2024",
        "01-Mar-2024",
        "1 mar 2024",
    ],
)
def test_iso_and_day_first_dates_are_read(text: str) -> None:
    assert parse_date(text) == "2024-03-01"


@pytest.mark.parametrize(
    "text",
    [
        "31/02/2024",
        "29/02/2023",
        "03/25/2024",
        "1/3/24",
        "2024-3-1",
        "2024/03/01",
        "20240301",
        "2024-W09-5",
        "01/03-2024",
        "2024-03-01T10:30:00",
        "March 2024",
        "1 Mars 2024",
        "45352",
        "00/01/2024",
        "01/03/0204",
        "01/03/2204",
        "٠١/٠٣/٢٠٢٤",
        "yesterday",
        "2024-03-01x",
    ],
)
def test_any_other_date_is_a_fault_that_quotes_it(text: str) -> None:
    with pytest.raises(ValueError, match=r"“.*”"):
        parse_date(text)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_is_read_in_every_form(day: date) -> None:
    month = (
        "January February March April May June July August September October November December".split()  # noqa: SIM905  # one line reads better
    )[day.month - 1]
    forms = [
        day.isoformat(),
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day:02}.{day.month:02}.{day.year}",
        f"{day.day} {month} {day.year}",
        f"{day.day}-{month[:3]}-{day.year}",
    ]
    assert {parse_date(form) for form in forms} == {day.isoformat()}


@pytest.mark.parametrize("text", ["1", "yes", "YES", "True", "y", "1.0"])
def test_yes_is_one(text: str) -> None:
    assert parse_yes_no(text) == 1
    assert parse_exception(text) == 1


@pytest.mark.parametrize("text", ["0", "no", "No", "FALSE", "n", "0.0"])
def test_no_is_nothing(text: str) -> None:
    assert parse_yes_no(text) is None
    assert parse_exception(text) is None


def test_exception_also_takes_the_letters_of_the_regulation() -> None:
    assert [parse_exception(text) for text in ("a", "B", "(c)", "d")] == ["a", "b", "c", "d"]


@pytest.mark.parametrize("text", ["maybe", "2", "e", "a,b"])
def test_other_words_are_faults(text: str) -> None:
    with pytest.raises(ValueError, match="yes"):
        parse_exception(text)
    with pytest.raises(ValueError, match="neither yes nor no"):
        parse_yes_no(text)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("9", 9),
        ("Y9", 9),
        ("Year 9", 9),
        ("yr 11", 11),
        ("R", 0),
        ("Reception", 0),
        ("N2", -1),
        ("N1", -2),
        ("0", 0),
        ("-1", -1),
    ],
)
def test_year_groups_are_numbers(text: str, year: int) -> None:
    assert parse_year_group(text) == year


@pytest.mark.parametrize("text", ["21", "Y", "nine", "-3", "9a"])
def test_other_year_groups_are_faults(text: str) -> None:
    with pytest.raises(ValueError, match="year group"):
        parse_year_group(text)


def test_a_code_list_is_named_in_the_fault() -> None:
    rule = code_rule({"Y": "Y", "N": "N", "H": "H"})
    assert rule("y") == "Y"
    with pytest.raises(ValueError, match="Y, N, H"):
        rule("Q")


@pytest.mark.parametrize("text", ["a\x00b", "a\x1bb", "a\x7fb", "\ud800", "\ufffe", "a\x9bb"])
def test_control_characters_and_surrogates_are_faults(text: str) -> None:
    with pytest.raises(ValueError, match="control character"):
        parse_text(text)


def test_text_keeps_lines_tabs_and_every_language() -> None:
    text = "Zoë\tŁódź\r\nمرحبا 🙂"
    assert parse_text(text) == text


def test_text_and_references_have_a_greatest_length() -> None:
    assert len(parse_text("x" * 10_000)) == 10_000
    with pytest.raises(ValueError, match="10,001"):
        parse_text("x" * 10_001)
    assert len(parse_reference("x" * 64)) == 64
    with pytest.raises(ValueError, match="65"):
        parse_reference("x" * 65)
    with pytest.raises(ValueError, match="one line"):
        parse_reference("a\nb")


def test_a_refused_text_is_refused_again_and_an_accepted_one_is_worked_out_once() -> None:
    asked: list[str] = []
    faults: list[str] = []

    def rule(text: str) -> str:
        asked.append(text)
        if text == "bad":
            raise ValueError("no")
        return text.upper()

    converter = Converter(rule, faults)
    assert [converter[cell] for cell in ("ok", "bad", "ok", "bad", "", "  ")] == ["OK", None, "OK", None, None, None]
    assert asked == ["ok", "bad", "bad"]
    assert faults == ["no", "no"]
    assert converter[CellFault("broken")] is None
    assert faults[-1] == "broken"


@pytest.mark.parametrize(
    ("serial", "from_1904", "text"),
    [
        (1, False, "1900-01-01"),
        (59, False, "1900-02-28"),
        (61, False, "1900-03-01"),
        (45352, False, "2024-03-01"),
        (45352.5, False, "2024-03-01 12:00:00"),
        (0, True, "1904-01-01"),
        (43890, True, "2024-03-01"),
    ],
)
def test_both_date_systems_of_excel_are_counted_rightly(serial: float, from_1904: bool, text: str) -> None:
    assert serial_date(serial, from_1904) == text


@pytest.mark.parametrize("serial", [-1, 0, 0.5, 60, 60.5, 3e6, 1e300])
def test_a_number_that_is_no_day_is_a_fault(serial: float) -> None:
    assert isinstance(serial_date(serial, from_1904=False), CellFault)


@given(st.dates(date(1900, 3, 1), date(9999, 12, 30)))
def test_every_serial_gives_its_day(day: date) -> None:
    serial = (datetime(day.year, day.month, day.day) - datetime(1899, 12, 30)).days
    assert serial_date(serial, from_1904=False) == day.isoformat()


@pytest.mark.parametrize(
    ("code", "is_date"),
    [
        ("dd/mm/yyyy", True),
        ("[$-809]d mmmm yyyy;@", True),
        ("mmm-yy", True),
        ("General", False),
        ("0.00", False),
        ("[h]:mm", False),
        ('0 "days"', False),
        ("[Red]0", False),
        ("hh:mm", False),
    ],
)
def test_date_formats_are_told_from_numbers(code: str, is_date: bool) -> None:
    assert is_date_format(code) is is_date


def test_column_letters_are_numbers() -> None:
    assert [column_number(letters) for letters in ("A", "Z", "AA", "XFD")] == [1, 26, 27, 16_384]
    for wrong in ("", "XFE", "a", "A1", "AAAAAAAAAAAAAAAA"):
        with pytest.raises(ValueError, match="^" + wrong + "$"):
            column_number(wrong)
