"""Measures: their periods, the shipped catalogue, and how a value stands to its target by rule."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_app.domain.measure_catalogue import code_of, measure_faults, read_catalogue
from audit_app.domain.measure_periods import Frequency, MeasurePeriod, due_period, parse_measure_period, period_holding
from audit_app.domain.measures import RULES, Standing, Value, judge
from audit_app.domain.period import PeriodError, parse_period
from resources.measures import catalogue_text
from scoring.control import Assurance, Direction, Variation
from scoring.figures import definition

OCTOBER = parse_measure_period("2026-10")
HIGHER, LOWER = Direction.HIGHER, Direction.LOWER


@pytest.mark.parametrize(
    ("said", "written", "first", "last"),
    [
        ("2026-10", "2026-10", "2026-10-01", "2026-10-31"),
        ("Sept 2026", "2026-09", "2026-09-01", "2026-09-30"),
        ("q4 2026", "2026-Q4", "2026-10-01", "2026-12-31"),
        ("Autumn 2026", "2026-autumn", "2026-09-01", "2026-12-31"),
        ("2026-spring", "2026-spring", "2026-01-01", "2026-04-30"),
        ("2026/2027", "2026/27", "2026-09-01", "2027-08-31"),
        ("2026", "2026", "2026-01-01", "2026-12-31"),
    ],
)
def test_a_period_is_read_as_people_write_it(said: str, written: str, first: str, last: str) -> None:
    found = parse_measure_period(said)
    assert (found.text, found.first.isoformat(), found.last.isoformat()) == (written, first, last)


@pytest.mark.parametrize("text", ["", "2026-13", "2026/28", "2026-Q5", "soon", "0001", "2026-10-05", "march"])
def test_what_is_no_period_is_refused_with_the_forms_there_are(text: str) -> None:
    with pytest.raises(PeriodError):
        parse_measure_period(text)


@given(st.dates(date(1991, 1, 1), date(2900, 1, 1)), st.sampled_from(list(Frequency)))
def test_every_day_lies_in_one_period_that_reads_back_and_borders_on_its_neighbours(day: date, how: Frequency) -> None:
    found = period_holding(day, how)
    assert found.first <= day <= found.last
    assert parse_measure_period(found.text) == found
    assert parse_measure_period(found.name) == found
    assert (found.step(1).first - found.last).days == 1
    assert found.step(1).step(-1) == found
    assert due_period(day, how).last <= day
    assert parse_period(found.period.text).last == found.last  # a note on it is kept under the same days


def test_the_catalogue_has_every_measure_of_the_statement_with_its_targets() -> None:
    found = {one.measure.code: one for one in read_catalogue(catalogue_text())}
    assert len(found) == 50
    assert not [fault for one in found.values() for fault in measure_faults(one.measure)]
    for one in found.values():
        definition(one.measure.topic)  # every one is a figure that targets and notes can be kept under
        assert one.measure.definition
        assert one.measure.owner
    days = found["days_lost"].target
    assert days is not None
    assert (days.figure, days.target_on(date(2018, 12, 31))) == ("measure.days_lost", 2034)
    weeks = found["within_20_weeks"].target
    assert weeks is not None
    assert [point.percent for point in weeks.points] == [50, 60, 70, 80, 90, 100]
    themes = list(dict.fromkeys(one.measure.theme for one in found.values()))
    assert len(themes) == 15


def of(numerator: float, denominator: float) -> Value:
    return Value(OCTOBER, 100 * numerator / denominator, numerator, denominator)


@pytest.mark.parametrize(
    ("value", "target", "direction", "standing"),
    [
        (of(18, 20), 80, HIGHER, Standing.ON_TRACK),
        (of(15, 20), 80, HIGHER, Standing.AT_RISK),  # missed by one plan: the interval reaches the target
        (of(6, 20), 80, HIGHER, Standing.OFF_TRACK),
        (of(6, 8), 80, HIGHER, Standing.TOO_LITTLE),
        (of(0, 8), 80, HIGHER, Standing.OFF_TRACK),  # even of eight, none is clear
        (Value(OCTOBER, 2034), 2034, LOWER, Standing.ON_TRACK),
        (Value(OCTOBER, 2035), 2034, LOWER, Standing.OFF_TRACK),
        (of(18, 20), None, HIGHER, Standing.NO_TARGET),
        (of(18, 20), 80, Direction.NEITHER, Standing.NO_TARGET),
        (None, 80, HIGHER, Standing.TOO_LITTLE),
    ],
)
def test_how_a_value_stands_follows_from_target_and_interval(
    value: Value | None, target: float | None, direction: Direction, standing: Standing
) -> None:
    found = judge(value, target, direction)
    assert found.standing is standing
    assert found.why.endswith(".")
    assert found.needs_note is (standing is Standing.OFF_TRACK)


def test_the_chart_can_speak_against_one_good_or_bad_value() -> None:
    good, bad = Value(OCTOBER, 90), Value(OCTOBER, 70)
    assert judge(good, 80, HIGHER, assurance=Assurance.FAILS).standing is Standing.AT_RISK
    assert judge(good, 80, HIGHER, variation=Variation.CONCERN).standing is Standing.AT_RISK
    assert judge(good, 80, HIGHER, assurance=Assurance.HIT_OR_MISS).standing is Standing.ON_TRACK
    assert judge(bad, 80, HIGHER, assurance=Assurance.MEETS).standing is Standing.AT_RISK
    assert judge(bad, 80, HIGHER, assurance=Assurance.HIT_OR_MISS).standing is Standing.AT_RISK  # without counts
    assert judge(of(6, 20), 80, HIGHER, assurance=Assurance.HIT_OR_MISS).standing is Standing.OFF_TRACK
    assert judge(good, 80, HIGHER, variation=Variation.IMPROVEMENT, assurance=Assurance.FAILS).standing is (
        Standing.ON_TRACK
    )
    assert judge(bad, 80, HIGHER, variation=Variation.IMPROVEMENT).standing is Standing.OFF_TRACK


@given(st.integers(0, 200), st.integers(1, 200), st.floats(0, 100))
def test_one_more_that_is_good_never_makes_the_status_worse(n: int, rest: int, target: float) -> None:
    order = [Standing.OFF_TRACK, Standing.TOO_LITTLE, Standing.AT_RISK, Standing.ON_TRACK]
    worse, better = judge(of(n, n + rest), target, HIGHER), judge(of(n + 1, n + rest), target, HIGHER)
    pair = [order.index(one.standing) for one in (worse, better)]
    if Standing.TOO_LITTLE not in (worse.standing, better.standing):
        assert pair[0] <= pair[1]


def test_every_status_has_its_rule_in_words() -> None:
    assert set(RULES) == set(Standing)


def test_a_code_is_made_from_a_title() -> None:
    assert [code_of(title) for title in ("Days lost, primary", "16 to 18: NEET")] == [
        "days_lost_primary",
        "m_16_to_18_neet",
    ]
    assert MeasurePeriod(date(2026, 9, 1), Frequency.ACADEMIC_YEAR).short == "2026/27"
