"""What an entry is on a day: every boundary to the day, and nothing said that the register does not hold."""

from datetime import date

import pytest

from audit_app.domain.features import (
    ADVICE_LOG,
    COLUMNS,
    NO,
    NOT_RECORDED,
    YES,
    Feature,
    Trait,
    in_order,
    known_features,
)
from audit_app.domain.traits import Advice, TraitReader

ON = date(2026, 11, 22)
READER = TraitReader(ON, ON, frozenset({*COLUMNS, ADVICE_LOG}))


def value(feature: Feature, row: dict[str, str | int], *log: Advice, on: date = ON) -> str:
    return TraitReader(on, ON, READER.columns).traits(row, log)[feature]


@pytest.mark.parametrize(
    ("row", "phase"),
    [
        ({}, NOT_RECORDED),
        ({"year_group": -1}, "early years"),
        ({"year_group": 0}, "primary"),
        ({"year_group": 6}, "primary"),
        ({"year_group": 7}, "secondary"),
        ({"year_group": 11}, "secondary"),
        ({"year_group": 12}, "post-16"),
        ({"year_group": 14}, "post-16"),
        ({"year_group": 15}, "post-19"),
        ({"date_of_birth": "2022-09-01"}, "early years"),  # 3 at 31 August 2026
        ({"date_of_birth": "2022-08-31"}, "primary"),
        ({"date_of_birth": "2015-09-01"}, "primary"),
        ({"date_of_birth": "2015-08-31"}, "secondary"),
        ({"date_of_birth": "2010-09-01"}, "secondary"),
        ({"date_of_birth": "2010-08-31"}, "post-16"),
        ({"date_of_birth": "2007-09-01"}, "post-16"),
        ({"date_of_birth": "2007-08-31"}, "post-19"),
        ({"year_group": 3, "date_of_birth": "2007-08-31"}, "primary"),  # what the register says goes first
    ],
)
def test_the_phase_goes_by_school_year_else_by_age_at_31_august(row: dict[str, str | int], phase: str) -> None:
    assert value(Feature.PHASE, row) == phase


def test_year_groups_move_with_the_school_years_since_the_register_came_in() -> None:
    reader = TraitReader(date(2026, 9, 1), date(2026, 8, 31), READER.columns)
    assert reader.traits({"year_group": 6})[Feature.PHASE] == "secondary"
    assert reader.traits({"year_group": 8})[Feature.YEAR_9] == YES


@pytest.mark.parametrize(
    ("born", "near"),
    [
        ("2009-05-23", NO),
        ("2009-05-22", YES),  # 17 years and 6 months today
        ("2008-11-23", YES),
        ("2008-11-22", NO),  # 18 today
    ],
)
def test_nearing_adult_services_is_from_17_and_a_half_until_the_18th_birthday(born: str, near: str) -> None:
    assert value(Feature.NEARING_ADULT, {"date_of_birth": born}) == near


def test_who_was_born_on_29_february_is_18_on_1_march() -> None:
    row: dict[str, str | int] = {"date_of_birth": "2008-02-29"}
    assert value(Feature.NEARING_ADULT, row, on=date(2026, 2, 28)) == YES
    assert value(Feature.NEARING_ADULT, row, on=date(2026, 3, 1)) == NO


@pytest.mark.parametrize(
    ("row", "late"),
    [
        ({"request_date": "2026-01-01", "final_date": "2026-05-21"}, NO),  # day 140
        ({"request_date": "2026-01-01", "final_date": "2026-05-22"}, YES),
        ({"request_date": "2026-01-01", "final_date": "2026-05-22", "exception": "a"}, NO),
        ({"request_date": "2026-01-01", "final_date": "2026-05-22", "transferred_in": 1}, NO),
        ({"request_date": "2026-01-02", "final_date": "2026-01-01"}, NOT_RECORDED),
        ({"request_date": "2026-01-01", "final_date": "2026-11-23"}, NOT_RECORDED),
        ({"final_date": "2026-05-22"}, NOT_RECORDED),
    ],
)
def test_a_plan_is_late_after_20_weeks_without_an_exception(row: dict[str, str | int], late: str) -> None:
    assert value(Feature.LATE_PLAN, row) == late


@pytest.mark.parametrize(
    ("health", "log", "late"),
    [
        ("2026-02-12", (), NO),  # day 42
        ("2026-02-13", (), YES),
        ("", (), YES),  # out for more than six weeks
        ("2026-02-13", (Advice("health", "2026-01-01", "", "2026-02-01", "report"),), NO),  # the log goes first
        ("2026-02-01", (Advice("psychology", "2026-10-12", "", "", ""),), NO),  # within the six weeks still
        ("2026-02-01", (Advice("psychology", "2026-10-01", "", "", ""),), YES),
        ("2026-02-01", (Advice("psychology", "2026-10-01", "", "", "exception"),), NO),
        ("2026-02-01", (Advice("psychology", "2026-10-01", "2026-12-24", "", ""),), NO),  # with a due day of its own
    ],
)
def test_advice_is_late_after_six_weeks_whether_it_came_or_not(health: str, log: tuple[Advice, ...], late: str) -> None:
    reader = TraitReader(ON, ON, frozenset({"advice_requested_date", "health_advice_date"}))
    row: dict[str, str | int] = {"advice_requested_date": "2026-01-01"}
    if health:
        row["health_advice_date"] = health
    assert reader.traits(row, log)[Feature.LATE_ADVICE] == late


@pytest.mark.parametrize(
    ("row", "age"),
    [
        ({}, NOT_RECORDED),
        ({"final_date": "2025-11-23"}, "under 1 year"),
        ({"final_date": "2025-11-22"}, "1 to 3 years"),
        ({"final_date": "2023-11-22"}, "1 to 3 years"),
        ({"final_date": "2023-11-21"}, "over 3 years"),
        ({"final_date": "2020-01-01", "review_final_date": "2026-01-01"}, "under 1 year"),
        ({"final_date": "2020-01-01", "review_final_date": "2027-01-01"}, "over 3 years"),
    ],
)
def test_a_plan_is_as_old_as_its_last_final_version(row: dict[str, str | int], age: str) -> None:
    assert value(Feature.PLAN_AGE, row) == age


def test_a_plan_is_reviewed_once_a_review_was_held_or_an_amended_plan_sent() -> None:
    assert value(Feature.ORIGIN, {"final_date": "2026-01-01"}) == "new"
    assert value(Feature.ORIGIN, {"last_review_date": "2026-11-22"}) == "reviewed"
    assert value(Feature.ORIGIN, {"last_review_date": "2026-11-23"}) == "new"
    assert value(Feature.ORIGIN, {"phase_transfer_final": "2026-02-15"}) == "reviewed"


def test_what_no_import_had_cannot_be_asked_for() -> None:
    assert known_features({"year_group", "primary_need"}) == (Feature.PHASE, Feature.NEED, Feature.YEAR_9)
    assert Feature.LOOKED_AFTER not in known_features(set(COLUMNS) - {"looked_after"})
    assert set(known_features(READER.columns)) == set(Feature)


@pytest.mark.parametrize("text", ["phase=post-16", "tribunal", "need=ASD", "tribunal=no", "team=A = B"])
def test_a_trait_reads_what_it_writes(text: str) -> None:
    assert str(Trait.parse(text)) == text


@pytest.mark.parametrize("text", ["", "phase", "colour=red", "tribunal=maybe", "need= "])
def test_what_is_no_trait_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no trait"):
        Trait.parse(text)


def test_values_stand_as_they_follow_each_other_and_unknown_ones_last() -> None:
    assert in_order(Feature.PHASE, [NOT_RECORDED, "post-16", "primary"]) == ["primary", "post-16", NOT_RECORDED]
    assert in_order(Feature.TEAM, ["South", NOT_RECORDED, "North"]) == ["North", "South", NOT_RECORDED]
    assert in_order(Feature.TRIBUNAL, [NO, YES]) == [YES, NO]
