"""The demo's two years before anything is written: days, chance, register, at any moment and from any seed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from demo_builders import NOW, story_at
from hypothesis import given
from hypothesis import strategies as st

from audit_app.domain.register import date_queries
from audit_app.services.demo.caseload import Caseload
from audit_app.services.demo.dice import Dice, Even
from audit_app.services.demo.span import span_to, working_day, year_group
from resources.demo import partnership

DEMO_SHARES = [0.785189309913, 0.199528398772, 0.341877556876]
MOMENTS = st.datetimes(min_value=datetime(2024, 1, 1), max_value=datetime(2040, 1, 1), timezones=st.just(UTC))


@given(MOMENTS)
def test_two_years_end_at_any_moment(now: datetime) -> None:
    span = span_to(now)
    assert span.open_week.weekday() == 0
    assert timedelta(0) < now - datetime.combine(span.open_week, datetime.min.time(), UTC) - timedelta(hours=9)
    assert now.date() - span.open_week <= timedelta(days=7)
    assert {day.weekday() for day in span.weeks} == {0}
    assert 99 <= len(span.weeks) <= 102
    assert span.began < min(span.weeks[0], span.rounds[0])
    assert span.weeks[-1] < span.open_week
    assert len({(day.year, day.month) for day in span.rounds}) == 12
    assert span.rounds[-1] + timedelta(days=31) < span.open_week
    assert span.rounds[-1] < span.revealed_round < now.date() - timedelta(days=12)


@pytest.mark.parametrize(
    ("now", "monday"),
    [
        (datetime(2026, 11, 22, 15, tzinfo=UTC), date(2026, 11, 16)),
        (datetime(2026, 11, 23, 9, tzinfo=UTC), date(2026, 11, 16)),
        (datetime(2026, 11, 23, 9, 0, 1, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2028, 2, 29, 0, tzinfo=UTC), date(2028, 2, 28)),
        (datetime(2027, 1, 1, 12, tzinfo=UTC), date(2026, 12, 28)),
    ],
)
def test_open_week_is_that_of_the_last_draw_before_now(now: datetime, monday: date) -> None:
    assert span_to(now).open_week == monday


@pytest.mark.parametrize(
    ("born", "on", "group"),
    [
        (date(2018, 9, 1), date(2023, 9, 1), 0),
        (date(2018, 8, 31), date(2023, 9, 1), 1),
        (date(2010, 9, 1), date(2026, 8, 31), 10),
        (date(2010, 9, 1), date(2026, 9, 1), 11),
        (date(2025, 1, 1), date(2026, 1, 1), -2),
        (date(2000, 1, 1), date(2026, 1, 1), 20),
    ],
)
def test_year_group_changes_in_september(born: date, on: date, group: int) -> None:
    assert year_group(born, on) == group


def test_weekend_moves_to_monday() -> None:
    days = [working_day(date(2026, 11, 20) + timedelta(days=more)) for more in range(4)]
    assert days == [date(2026, 11, 20), *[date(2026, 11, 23)] * 3]


def test_chance_is_the_same_everywhere() -> None:
    dice = Dice("demo", "a word")
    assert [round(dice.share(), 12) for _ in range(3)] == DEMO_SHARES
    assert [Dice("demo", "a word").whole(1, 6) for _ in range(3)] == [Dice("demo", "a word").whole(1, 6)] * 3


@given(st.floats(min_value=0, max_value=1), st.integers(min_value=1, max_value=400))
def test_even_share_is_never_a_whole_one_off(share: float, asked: int) -> None:
    even = Even()
    yes = sum(even.says_yes(share) for _ in range(asked))
    assert abs(yes - share * asked) <= 1


@given(st.integers(), st.integers(min_value=0, max_value=12))
def test_few_are_different_and_in_their_order(seed: int, count: int) -> None:
    found = Dice(str(seed)).few(range(10), count)
    assert found == sorted(set(found))
    assert len(found) == min(count, 10)


@pytest.mark.parametrize("seed", ["1", "another seed"])
@pytest.mark.parametrize("now", [NOW, datetime(2028, 2, 29, 9, 30, tzinfo=UTC)])
def test_every_row_of_every_day_is_in_order(seed: str, now: datetime) -> None:
    span = span_to(now)
    lines = Caseload(partnership(), span, seed).lifelines()
    for day in (span.began, span.weeks[50], span.open_week):
        rows = [row for line in lines if (row := line.row(day)) is not None]
        assert [query for row in rows for query in date_queries(row, day.isoformat())] == []
        assert len({row["plan_ref"] for row in rows}) == len(rows)
        assert all(0 <= (day - date.fromisoformat(str(row["date_of_birth"]))).days < 26 * 366 for row in rows)


def test_no_setting_can_be_a_real_one() -> None:
    urns = {setting.urn for settings in partnership().settings.values() for setting in settings}
    assert all(int(urn) > 900_000 for urn in urns)


def test_week_that_was_just_drawn_is_told_up_to_now_and_not_beyond() -> None:
    now = datetime(2028, 2, 28, 9, 30, tzinfo=UTC)
    span, story = story_at(now, "early")
    assert [change.at for change in story.changes] == sorted(change.at for change in story.changes)
    begun = [change for change in story.changes if change.label.endswith(f"(weekly, {span.open_week.isoformat()})")]
    assert len(begun) == 5  # the draw and four audits opened
    assert all(change.at <= now for change in begun)
    beyond = [change for change in story.changes if change.at > now]
    assert all(change.at - now < timedelta(hours=1) for change in beyond)
    assert {change.label.split()[0] for change in beyond} <= {"Score", "Submit", "Thread"}
