"""The access log: who read, exported, printed or unlocked what, in a chain of its own; it stays on this machine."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from audit_app.store.driver import Connection
from audit_app.store.log.canonical import encode
from audit_app.store.log.chain import Clock, utc_text
from audit_app.store.transaction import transaction

_START = sha256(b"ehcp-audit access log 1").digest()


@dataclass(frozen=True, slots=True)
class AccessEvent:
    """One thing that somebody looked at or took out."""

    n: int
    utc: str
    person: str
    act: str
    thing: str


class AccessLog:
    """Adds events for one unlocked person."""

    def __init__(self, conn: Connection, person: str, clock: Clock) -> None:
        self._conn = conn
        self._person = person
        self._clock = clock

    def note(self, act: str, thing: str) -> None:
        """Note that the person did this (read, export, print, unlock …) to this thing."""
        with transaction(self._conn):
            last = self._conn.execute("SELECT n, hash FROM access_event ORDER BY n DESC LIMIT 1").fetchone()
            n, previous = (last[0] + 1, last[1]) if last else (1, _START)
            row = (n, utc_text(self._clock()), self._person, act, thing)
            self._conn.execute("INSERT INTO access_event VALUES (?, ?, ?, ?, ?, ?)", (*row, _link(previous, row)))


def _link(previous: bytes, row: tuple[object, ...]) -> bytes:
    return sha256(previous + encode(list(row)).encode()).digest()


def events(conn: Connection) -> Iterator[AccessEvent]:
    """Every event, oldest first."""
    for row in conn.execute("SELECT n, utc, person, act, thing FROM access_event ORDER BY n"):
        yield AccessEvent(*row)


def first_bad_event(conn: Connection) -> int | None:
    """The number of the first event that does not follow from the one before it, None where all do."""
    previous, expected = _START, 1
    for *row, hash_ in conn.execute("SELECT n, utc, person, act, thing, hash FROM access_event ORDER BY n"):
        if row[0] != expected or _link(previous, tuple(row)) != hash_:
            return expected
        previous, expected = hash_, expected + 1
    return None
