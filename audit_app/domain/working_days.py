"""Working days in England: Monday to Friday without bank holidays. Knows no deadline and no clock."""

from datetime import date, timedelta
from functools import lru_cache


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> frozenset[date]:
    """England's bank holidays of a year, substitute days with them."""
    import holidays  # a hundred milliseconds: loaded by whoever asks first

    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    """Whether offices are open."""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def add_working_days(day: date, number: int) -> date:
    """The working day that many working days after (before, for a negative number) a day; 0 is the day itself."""
    step = timedelta(days=1 if number >= 0 else -1)
    for _ in range(abs(number)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def working_days_between(first: date, last: date) -> int:
    """How many working days lie after `first` up to and with `last`; negative where `last` is the earlier."""
    if last < first:
        return -working_days_between(last, first)
    return sum(is_working_day(first + timedelta(days=ahead)) for ahead in range(1, (last - first).days + 1))


def next_working_day(day: date) -> date:
    """The day itself where offices are open, else the next on which they are."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day
