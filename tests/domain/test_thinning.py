"""C4: which backups stay, against calendars of up to 730 days with summer time, wrong clocks and future dates."""

import random
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from audit_app.domain.thinning import Backup, future_dated, keep

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
CALENDARS = 10_000


def backup(name: str, made: datetime, verified: bool = True) -> Backup:
    return Backup(name, made, verified)


def days_ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def by_walking(backups: list[Backup], now: datetime, daily: int, weekly: int, monthly: int) -> set[str]:
    """The same question answered by walking back over the calendar day by day, without sorting or grouping."""
    good = {entry.id: entry for entry in backups if entry.verified and entry.made <= now}
    last_of_day: dict[date, Backup] = {}
    for entry in good.values():
        day = date(1970, 1, 1) + timedelta(seconds=int(entry.made.timestamp()))
        holder = last_of_day.get(day)
        if holder is None or (entry.made, entry.id) > (holder.made, holder.id):
            last_of_day[day] = entry
    kept: set[str] = {entry.id for entry in backups if entry.made > now}
    seen_weeks: set[date] = set()
    seen_months: set[str] = set()
    seen_days = 0
    day = now.date()
    oldest = min(last_of_day, default=now.date() + timedelta(days=1))
    while day >= oldest:
        if found := last_of_day.get(day):
            monday, month = day - timedelta(days=day.weekday()), day.isoformat()[:7]
            take = seen_days < daily
            take |= monday not in seen_weeks and len(seen_weeks) < weekly
            take |= month not in seen_months and len(seen_months) < monthly
            seen_days += 1
            seen_weeks.add(monday)
            seen_months.add(month)
            kept |= {found.id} if take else set()
        day -= timedelta(days=1)
    newest = max((entry.made for entry in good.values()), default=None)
    waiting = {e.id for e in backups if not e.verified and e.made <= now and (newest is None or e.made > newest)}
    return kept | waiting


def summer_time(local: datetime) -> datetime:
    """A British wall-clock time as UTC: one hour less from the last Sunday of March to that of October."""
    ends = [datetime(local.year, month, 31, 1) for month in (3, 10)]
    first, last = (end - timedelta(days=(end.weekday() + 1) % 7) for end in ends)
    return local.replace(tzinfo=timezone(timedelta(hours=1 if first <= local < last else 0))).astimezone(UTC)


def calendar(chance: random.Random) -> tuple[list[Backup], datetime]:
    """Backups at wall-clock times, with gaps, failures, ties, and now and then a clock that was wrong."""
    span = chance.choice([3, 20, 60, 730])
    start = datetime(2024, 11, 1) + timedelta(days=chance.randrange(400))
    backups = []
    for number in range(chance.randrange(0, 40)):
        local = start + timedelta(days=chance.randrange(span), hours=chance.choice([0, 1, 9, 17, 23]))
        if chance.random() < 0.03:
            local += timedelta(days=chance.choice([-400, 500]))
        backups.append(Backup(f"b{number}", summer_time(local), chance.random() < 0.8))
    now = summer_time(start + timedelta(days=span))
    if chance.random() < 0.1:
        now -= timedelta(days=chance.randrange(span))  # the clock was set back
    return backups, now


def test_any_calendar_keeps_exactly_the_expected_backups() -> None:
    chance = random.Random(4)  # noqa: S311  made-up calendars, no secrets
    for _ in range(CALENDARS):
        backups, now = calendar(chance)
        assert keep(backups, now) == by_walking(backups, now, 12, 10, 9)


@pytest.mark.parametrize("places", [(1, 1, 1), (12, 0, 0), (0, 3, 9), (2, 52, 24)])
def test_two_years_of_daily_backups_fill_any_number_of_places(places: tuple[int, int, int]) -> None:
    local = [datetime(2024, 11, 1, hour) + timedelta(days=day) for day in range(730) for hour in (1, 23)]
    backups = [Backup(str(at), summer_time(made), True) for at, made in enumerate(local)]
    now = summer_time(datetime(2026, 11, 1, 12))
    assert keep(backups, now, *places) == by_walking(backups, now, *places)


def test_thinning_what_was_thinned_removes_nothing_more() -> None:
    chance = random.Random(5)  # noqa: S311  as above
    for _ in range(300):
        backups, now = calendar(chance)
        once = [entry for entry in backups if entry.id in keep(backups, now)]
        assert keep(once, now) == {entry.id for entry in once}


def test_a_year_of_thinning_day_by_day_keeps_days_weeks_and_months() -> None:
    held: list[Backup] = []
    for day in range(365):
        now = days_ago(365 - day)
        held.append(backup(f"{now:%Y-%m-%d}", now))
        wanted = keep(held, now)
        held = [entry for entry in held if entry.id in wanted]
    ages = sorted((days_ago(1) - entry.made).days for entry in held)
    assert ages[:12] == list(range(12))
    assert 12 + 7 + 5 <= len(held) <= 12 + 10 + 9
    assert ages[-1] > 7 * 30


def test_a_failed_backup_never_displaces_a_good_one() -> None:
    good = backup("good", days_ago(1))
    failed = [backup(f"failed {hour}", days_ago(1) + timedelta(hours=hour), verified=False) for hour in range(1, 10)]
    older_failed = backup("older failed", days_ago(2), verified=False)
    kept = keep([good, *failed, older_failed], NOW, daily=1, weekly=0, monthly=0)
    assert "good" in kept
    assert "older failed" not in kept


def test_with_no_good_backup_nothing_is_deleted() -> None:
    backups = [backup(str(days), days_ago(days), verified=False) for days in range(100)]
    assert keep(backups, NOW) == {entry.id for entry in backups}


def test_a_backup_from_the_future_is_kept_and_listed_and_takes_no_place() -> None:
    future = [backup("next year", days_ago(-365)), backup("tomorrow", days_ago(-1), verified=False)]
    good = [backup("today", days_ago(0)), backup("yesterday", days_ago(1))]
    assert keep([*future, *good], NOW, daily=2, weekly=0, monthly=0) == {"next year", "tomorrow", "today", "yesterday"}
    assert [entry.id for entry in future_dated([*future, *good], NOW)] == ["tomorrow", "next year"]


def test_a_clock_set_back_before_every_backup_deletes_nothing() -> None:
    backups = [backup(str(days), days_ago(days)) for days in range(100)]
    assert keep(backups, days_ago(5000)) == {entry.id for entry in backups}


def test_the_newest_good_backup_stays_even_without_places() -> None:
    backups = [backup("old", days_ago(900)), backup("newest", days_ago(800)), backup("failed", days_ago(850), False)]
    assert keep(backups, NOW, daily=0, weekly=0, monthly=0) == {"newest"}


def test_days_are_those_of_utc_whatever_zone_a_time_is_given_in() -> None:
    summer = timezone(timedelta(hours=1))
    late = backup("late", datetime(2026, 7, 2, 0, 30, tzinfo=summer))
    early = backup("early", datetime(2026, 7, 1, 9, 0, tzinfo=UTC))
    assert keep([late, early], NOW, daily=9, weekly=0, monthly=0) == {"late"}


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        keep([backup("x", datetime(2026, 7, 1))], NOW)
