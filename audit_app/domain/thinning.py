"""Which backups stay when older ones are thinned, from their times alone; it deletes nothing itself."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple


class Backup(NamedTuple):
    """One backup: its id, when it was made (aware, any zone), and whether it was opened and checked since."""

    id: str
    made: datetime
    verified: bool


def keep(backups: Sequence[Backup], now: datetime, daily: int = 12, weekly: int = 10, monthly: int = 9) -> set[str]:
    """The ids to keep: the newest verified backup of each of the latest days, ISO weeks and months with one.

    Days, weeks and months are those of UTC, so that a change of the clock moves no backup. Only verified
    backups fill a place; an unverified one stays only while no verified one is newer. A backup dated after
    `now` stays and fills no place: a clock that was set back must never cost a backup (`future_dated` lists
    them). The newest verified backup always stays. Raises ValueError for a time without a zone.
    """
    _check_aware(now, *(backup.made for backup in backups))
    past = [backup for backup in backups if backup.made <= now]
    good = sorted((b for b in past if b.verified), key=lambda b: (b.made, b.id), reverse=True)
    kept = {backup.id for backup in future_dated(backups, now)}
    kept |= {backup.id for backup in past if not backup.verified and _newer_than(backup, good[:1])}
    kept |= {backup.id for backup in good[:1]}
    kept |= _newest_of_each(good, _day, daily)
    kept |= _newest_of_each(good, _week, weekly)
    kept |= _newest_of_each(good, _month, monthly)
    return kept


def future_dated(backups: Sequence[Backup], now: datetime) -> tuple[Backup, ...]:
    """The backups dated after `now`, oldest first: made under a wrong clock, or the clock is wrong now."""
    return tuple(sorted((b for b in backups if b.made > now), key=lambda b: (b.made, b.id)))


def _newest_of_each(newest_first: Iterable[Backup], slot: Callable[[datetime], object], places: int) -> set[str]:
    newest: dict[object, str] = {}
    for backup in newest_first:
        newest.setdefault(slot(backup.made.astimezone(UTC)), backup.id)
    return set(list(newest.values())[:places])


def _newer_than(backup: Backup, newest_good: Sequence[Backup]) -> bool:
    return all(backup.made > good.made for good in newest_good)


def _day(made: datetime) -> object:
    return made.date()


def _week(made: datetime) -> object:
    return made.isocalendar()[:2]


def _month(made: datetime) -> object:
    return made.year, made.month


def _check_aware(*times: datetime) -> None:
    if any(time.utcoffset() is None for time in times):
        raise ValueError("A backup's time needs a zone; give UTC.")
