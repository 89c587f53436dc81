"""Outcomes at their reviews, and young people followed to eighteen: overdue, late, ended, to be looked at first."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.domain.outcomes import (
    Adulthood,
    AdultStage,
    Likely,
    Outcome,
    Progress,
    Reviewed,
    eighteenth,
    fault_of,
    late_adulthood,
    latest_in,
)

READS = Outcome("o1", "p1", "P-001", "1", "Reads a short story", target=date(2026, 7, 31))
TODAY = date(2026, 11, 9)
SAM = Adulthood("p1", "P-001", date(2009, 3, 1))


def seen(*reviews: tuple[date, Progress]) -> Outcome:
    return replace(READS, reviews=tuple(Reviewed(on, progress) for on, progress in reviews))


def test_an_outcome_whose_day_is_over_is_overdue_until_it_is_achieved_or_changed() -> None:
    assert READS.is_overdue(TODAY)
    assert not READS.is_overdue(date(2026, 7, 31))
    assert seen((date(2026, 9, 1), Progress.SOME)).is_overdue(TODAY)
    for ended in (Progress.ACHIEVED, Progress.CHANGED):
        assert not seen((date(2026, 9, 1), ended)).is_overdue(TODAY)


def test_only_the_newest_review_within_the_days_counts() -> None:
    outcome = seen(
        (date(2025, 9, 1), Progress.NONE), (date(2026, 3, 1), Progress.SOME), (date(2026, 9, 1), Progress.ACHIEVED)
    )
    ((_, said),) = latest_in([outcome, READS], date(2025, 9, 1), date(2026, 8, 31))
    assert said.progress is Progress.SOME


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"number": " "}, "number"),
        ({"words": "x" * 1_001}, "1,001 letters"),
        ({"area": "sums"}, "area"),
        ({"agency": "police"}, "agency"),
        ({"set_on": date(2026, 8, 1)}, "before it was set"),
    ],
)
def test_an_outcome_that_cannot_be_kept_says_why(change: dict[str, object], said: str) -> None:
    assert fault_of(READS) == ""
    assert said in fault_of(replace(READS, **change))  # type: ignore[arg-type]  # a table of single changes


@pytest.mark.parametrize(
    ("change", "stage"),
    [
        ({}, AdultStage.UNDECIDED),
        ({"care": Likely.YES}, AdultStage.TO_REFER),
        ({"care": Likely.YES, "due": date(2026, 11, 8)}, AdultStage.LATE),
        ({"care": Likely.YES, "due": date(2026, 11, 9)}, AdultStage.TO_REFER),
        ({"health": Likely.YES, "referred": date(2026, 9, 1)}, AdultStage.REFERRED),
        ({"health": Likely.YES, "referred": date(2026, 9, 1), "due": date(2026, 10, 1)}, AdultStage.LATE),
        ({"care": Likely.YES, "due": date(2026, 10, 1), "assessed": date(2026, 10, 20)}, AdultStage.ASSESSED),
        ({"care": Likely.NO, "health": Likely.NO}, AdultStage.NOT_NEEDED),
        ({"care": Likely.NO}, AdultStage.UNDECIDED),
    ],
)
def test_each_young_person_is_at_one_stage(change: dict[str, object], stage: AdultStage) -> None:
    assert replace(SAM, **change).stage(TODAY) is stage  # type: ignore[arg-type]  # a table of single changes


def test_the_late_come_first_and_then_whoever_is_eighteen_soonest() -> None:
    late = replace(SAM, plan_ref="P-009", care=Likely.YES, due=date(2026, 1, 1))
    soon = replace(SAM, plan_ref="P-003", care=Likely.YES)
    later = replace(soon, plan_ref="P-002", birth=date(2010, 1, 1))
    assert late_adulthood([later, soon, late], TODAY) == (late, soon, later)


def test_somebody_born_on_a_leap_day_is_eighteen_on_the_first_of_march() -> None:
    assert eighteenth(date(2008, 2, 29)) == date(2026, 3, 1)
    assert eighteenth(None) is None


@given(st.dates(date(1990, 1, 1), date(2020, 12, 31)))
def test_eighteen_years_are_eighteen_years(birth: date) -> None:
    found = eighteenth(birth)
    assert found is not None
    assert timedelta(days=6573) <= found - birth <= timedelta(days=6576)
