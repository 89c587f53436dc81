"""What the register says of a child on the day of an audit, worked out by hand."""

from datetime import date

import pytest

from audit_app.services.plan_facts import facts_on, school_leaving_day
from audit_app.store.read_register import PlanEntry
from forms.model import SectionState


def entry(born: str = "", year_group: int | None = None) -> PlanEntry:
    return PlanEntry("id", "EHC-1", born, year_group, "", "")


@pytest.mark.parametrize(
    ("born", "last_day"),
    [
        (date(2009, 9, 1), date(2026, 6, 26)),  # 16 in September 2025: Year 11 ends in 2026
        (date(2010, 8, 31), date(2026, 6, 26)),  # 16 on the last day of the same school year
        (date(2010, 9, 1), date(2027, 6, 25)),
        (date(2008, 2, 29), date(2024, 6, 28)),
        (date(2007, 1, 1), date(2023, 6, 30)),  # 30 June 2023 was a Friday
    ],
)
def test_compulsory_school_age_ends_on_the_last_friday_in_june(born: date, last_day: date) -> None:
    assert school_leaving_day(born) == last_day


def test_the_day_itself_still_belongs_to_compulsory_school_age() -> None:
    of = entry("2010-03-01")
    assert facts_on(of, date(2026, 6, 26), None).over_compulsory_school_age is False
    assert facts_on(of, date(2026, 6, 27), None).over_compulsory_school_age is True


@pytest.mark.parametrize(
    ("on", "year"),
    [
        (date(2026, 11, 22), 9),
        (date(2026, 9, 1), 9),
        (date(2026, 8, 31), 8),
        (date(2025, 1, 10), 7),
        (date(2027, 9, 1), 10),
    ],
)
def test_the_year_group_moves_with_the_school_year(on: date, year: int) -> None:
    assert facts_on(entry(year_group=9), on, date(2026, 11, 22)).year_group == year


def test_what_the_register_does_not_say_is_not_known() -> None:
    facts = facts_on(entry(), date(2026, 11, 22), date(2026, 11, 1))
    assert (facts.year_group, facts.age, facts.over_compulsory_school_age, facts.section_c) == (None, None, None, None)


def test_age_and_section_states_are_known_once_they_are_given() -> None:
    facts = facts_on(entry("2008-11-23"), date(2026, 11, 22), None, {"C": "checked_none", "D": "needs"})
    assert facts.age == 17
    assert facts.section_c is SectionState.CHECKED_NONE
    assert facts.section_d is SectionState.NEEDS
    assert facts_on(entry("2008-11-23"), date(2026, 11, 23), None).age == 18


@pytest.mark.parametrize(
    ("held", "outcome", "to_be_amended"),
    [
        ("2026-05-04", "A", True),
        ("2026-05-04", "M", False),
        ("2026-05-04", "C", False),
        ("2026-05-04", "", None),  # no decision is recorded
        ("2026-05-05", "M", None),  # the meeting was held after the audit's day
        ("", "M", None),
    ],
)
def test_the_decision_of_the_last_review_says_whether_the_plan_is_to_be_amended(
    held: str, outcome: str, to_be_amended: bool | None
) -> None:
    of = PlanEntry("id", "EHC-1", "", None, "", "", held, outcome)
    assert facts_on(of, date(2026, 5, 4), None).plan_to_be_amended is to_be_amended
