"""The choice of a period: whole months or a week, as the command line writes them, and never the wrong way round."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from audit_app.ui.period_choice import WEEK, PeriodChoice


@pytest.fixture
def choice(qtbot: QtBot) -> PeriodChoice:
    made = PeriodChoice()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2026, 9, 30), date(2026, 10, 31), "2026-09..2026-10"),
        (date(2026, 9, 1), date(2026, 9, 30), "2026-09"),
        (date(2025, 12, 1), date(2026, 11, 1), "2025-12..2026-11"),
    ],
)
def test_months_are_written_from_the_first_to_the_last(
    choice: PeriodChoice, first: date, last: date, text: str
) -> None:
    choice.show_months(first, last)
    period = choice.period()
    assert period is not None
    assert (choice.text(), period.first.day) == (text, 1)


def test_a_week_is_written_by_the_year_that_it_belongs_to(choice: PeriodChoice) -> None:
    choice.show_week(date(2027, 1, 1))
    choice.span.setCurrentIndex(choice.span.findData(WEEK))
    choice.span.activated.emit(choice.span.currentIndex())
    assert choice.text() == "2026-W53"
    assert choice.week.isVisible()
    assert not choice.first.isVisible()
    choice.show_months(date(2026, 11, 1), date(2026, 11, 1))
    assert choice.first.isVisible()


def test_a_month_before_the_first_is_said_beside_its_field_until_it_is_put_right(choice: PeriodChoice) -> None:
    choice.show_months(date(2026, 11, 1), date(2026, 10, 1))
    assert choice.period() is None
    assert choice.last_field.problem.isVisible()
    choice.show_months(date(2026, 10, 1), date(2026, 10, 1))
    assert choice.period() is not None
    assert not choice.last_field.problem.isVisible()


def test_it_tells_only_what_a_person_chose(choice: PeriodChoice, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(choice.changed):
        choice.show_months(date(2026, 1, 1), date(2026, 2, 1))
        choice.show_week(date(2026, 1, 1))
    with qtbot.waitSignal(choice.changed):
        choice.last.stepUp()
    assert choice.text() == "2026-01..2026-03"
