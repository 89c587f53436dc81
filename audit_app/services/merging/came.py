"""What came with a pack of changes, in words: how many changes of whom and since when, and whose clock is wrong."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from audit_app.domain.counting import counted
from audit_app.store.driver import Connection
from audit_app.store.log.bundle import ChangeRow
from audit_app.store.read_exchange import writer_words
from scoring.days import MONTHS

_AHEAD: Final = timedelta(days=1)
_NAMED: Final = 4


def changes_words(conn: Connection, fresh: Sequence[ChangeRow]) -> str:
    """“12 changes: 9 by Ben on laptop, 3 by Ann on office, from 3 Nov 2026 to 9 Nov 2026”, after they were taken.

    Of one writer “12 changes by Ben on laptop, of 3 Nov 2026”.
    """
    if not fresh:
        return "Nothing new: you have all of it already"
    by = Counter(writer_words(conn, one.writer) for one in fresh).most_common()
    named = [f"{number:,} by {who}" for who, number in by[:_NAMED]]
    if len(by) > _NAMED:
        named.append(f"{sum(number for _, number in by[_NAMED:]):,} by others")
    days = sorted(one.utc[:10] for one in fresh)
    when = f"of {day_words(days[0])}" if days[0] == days[-1] else f"from {day_words(days[0])} to {day_words(days[-1])}"
    whose = f" by {by[0][0]}" if len(by) == 1 else f": {', '.join(named)}"
    return f"{counted(len(fresh), 'change')}{whose}, {when}"


def clock_note(conn: Connection, fresh: Sequence[ChangeRow], now: datetime) -> str:
    """Which computer's clock runs ahead by more than a day; empty where none does.

    Nothing hangs on clocks but the times that are shown: changes are ordered by their counter.
    """
    newest = max(fresh, key=lambda one: one.utc, default=None)
    if newest is None or (at := _moment(newest.utc)) is None or at - now <= _AHEAD:
        return ""
    days = counted((at - now).days, "day")
    return (
        f"The newest change says {day_words(newest.utc[:10])}, {days} after this computer's date. The order of changes "
        f"does not depend on clocks, but the times shown do: look at the clock of {writer_words(conn, newest.writer)}, "
        "and at this one."
    )


def day_words(text: str) -> str:
    """The day of a UTC text as “3 Nov 2026”; the text itself where it is none."""
    try:
        on = date.fromisoformat(text[:10])
    except ValueError:
        return text
    return f"{on.day} {MONTHS[on.month - 1][:3]} {on.year}"


def _moment(utc: str) -> datetime | None:
    try:
        return datetime.fromisoformat(utc)
    except ValueError:
        return None
