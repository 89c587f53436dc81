"""Working days and recurrences: England's bank holidays, months of different lengths, words and codes."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.domain.recurrence import WORDS, is_recurrence, occurrences, read_recurrence, recurrence_words
from audit_app.domain.status import LETTERS, Status, read_status
from audit_app.domain.working_days import (
    add_working_days,
    bank_holidays,
    is_working_day,
    next_working_day,
    working_days_between,
)

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    "day",
    [date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 4), date(2026, 12, 28), date(2027, 12, 27), date(2022, 9, 19)],
)
def test_a_bank_holiday_of_england_is_no_working_day(day: date) -> None:
    assert day in bank_holidays(day.year)
    assert not is_working_day(day)


def test_a_bank_holiday_of_scotland_alone_is_a_working_day() -> None:
    assert is_working_day(date(2026, 1, 2))
    assert is_working_day(date(2026, 11, 30))


def test_ten_working_days_over_easter_leave_out_two_weekends_and_two_holidays() -> None:
    assert add_working_days(date(2026, 4, 1), 10) == date(2026, 4, 17)


@given(DAYS, st.integers(1, 60))
def test_adding_working_days_and_counting_them_agree(day: date, number: int) -> None:
    last = add_working_days(day, number)
    assert is_working_day(last)
    assert working_days_between(day, last) == number
    assert working_days_between(last, day) == -number


@given(DAYS)
def test_the_next_working_day_is_within_five_days_and_open(day: date) -> None:
    found = next_working_day(day)
    assert is_working_day(found)
    assert timedelta() <= found - day <= timedelta(days=5)


def test_a_month_that_is_too_short_has_its_last_day_and_the_next_is_whole_again() -> None:
    days = list(occurrences("1m", date(2026, 1, 31), date(2026, 4, 30)))
    assert days == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]


def test_six_weeks_are_forty_two_days() -> None:
    days = list(occurrences("6w", date(2026, 1, 5), date(2026, 12, 31), date(2026, 3, 1)))
    assert days[0] == date(2026, 3, 30)
    assert {(after - before).days for before, after in pairwise(days)} == {42}


def test_once_is_once() -> None:
    assert list(occurrences("once", date(2026, 1, 5), date(2030, 1, 1))) == [date(2026, 1, 5)]
    assert list(occurrences("once", date(2026, 1, 5), date(2026, 1, 1))) == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        *((words, code) for code, words in WORDS.items()),
        ("Quarterly, starting April 2018", "3m"),
        ("Every 2 months, starting March 2018", "2m"),
        ("6 monthly Next date: 16 July 2018", "6m"),
        ("Annually", "12m"),
        ("5w", "5w"),
        ("17 April and 21 August", None),
        ("", None),
    ],
)
def test_words_of_a_timescale_say_how_often(words: str, code: str | None) -> None:
    assert read_recurrence(words) == code


@pytest.mark.parametrize("code", ["0w", "w", "6", "6d", "-1m", "100m", "1m ", "once "])
def test_what_is_no_code_is_refused(code: str) -> None:
    assert not is_recurrence(code)
    with pytest.raises(ValueError, match="no recurrence"):
        list(occurrences(code, date(2026, 1, 1), date(2027, 1, 1)))


def test_an_unusual_code_has_words_too() -> None:
    assert recurrence_words("5w") == "every 5 weeks"
    assert recurrence_words("4m") == "every 4 months"


@pytest.mark.parametrize("status", list(Status))
def test_a_status_is_read_from_its_word_and_its_letter(status: Status) -> None:
    assert read_status(f" {status.value.upper()} ") is status
    assert read_status(LETTERS[status]) is status


def test_a_blank_status_is_none_and_another_word_is_refused() -> None:
    assert read_status("  ") is None
    with pytest.raises(ValueError, match="Purple"):
        read_status("Purple")
