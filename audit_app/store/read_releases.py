"""Reads what was released to the public before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from audit_app.store.driver import Connection
from audit_app.store.log.canonical import Json, decode

_ENDED: Final = (
    "SELECT first, cells FROM release WHERE audience = 'public' AND kind = ? AND last = ? AND first IS NOT NULL "
    "ORDER BY released_on DESC LIMIT 1"
)
_OVERLAPPING: Final = (
    "SELECT kind, first, last, released_on, cells FROM release WHERE audience = 'public' AND first IS NOT NULL "
    "AND first <= ? AND last >= ? ORDER BY released_on, kind"
)


@dataclass(frozen=True, slots=True)
class HeldRelease:
    """One public release: of which kind of report, over which days, on which day, and its cells by whole figure id."""

    kind: str
    first: date
    last: date
    on: date
    cells: dict[str, Json]


def released_until(conn: Connection, kind: str, last: str) -> tuple[str, dict[str, Json]] | None:
    """The public release of this kind that ends on that day (ISO text): its first day and its cells by figure."""
    row = conn.execute(_ENDED, (kind, last)).fetchone()
    return (str(row[0]), decode(row[1])) if row is not None else None


def releases_over(conn: Connection, first: date, last: date) -> tuple[HeldRelease, ...]:
    """The public releases of every kind that share a day with this span, in the order in which they were released."""
    rows = conn.execute(_OVERLAPPING, (last.isoformat(), first.isoformat()))
    return tuple(HeldRelease(str(row[0]), *_days(row[1:4]), decode(row[4])) for row in rows)


def _days(texts: Sequence[str]) -> tuple[date, date, date]:
    first, last, on = (date.fromisoformat(text) for text in texts)
    return first, last, on
