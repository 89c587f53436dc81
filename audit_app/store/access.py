"""The access log: who read, exported, printed or unlocked what, in a chain of its own; it stays on this machine."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from audit_app.store.driver import Connection
from audit_app.store.log.canonical import Json, encode
from audit_app.store.log.chain import Clock, utc_text
from audit_app.store.matching import like_words
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


@dataclass(frozen=True, slots=True)
class AccessFilter:
    """Which events are wanted; empty parts do not matter.

    `person` is a name or an id; `first` and `last`, both included, are days or UTC moments as ISO text; every one of
    `words` must stand in what was done or in the thing.
    """

    person: str = ""
    act: str = ""
    first: str = ""
    last: str = ""
    words: str = ""


_FROM: Final = "FROM access_event e LEFT JOIN person p ON p.id = e.person WHERE "


def events_that_fit(conn: Connection, wanted: AccessFilter, first: int = 0, many: int = -1) -> Iterator[AccessEvent]:
    """The events that fit, the newest first, each with the person's name: so many from the `first` on, from 0."""
    where, values = _where(wanted)
    sql = f"SELECT e.n, e.utc, coalesce(p.name, e.person), e.act, e.thing {_FROM}{where} ORDER BY e.n DESC"
    for row in conn.execute(f"{sql} LIMIT ? OFFSET ?", (*values, many, first)):
        yield AccessEvent(*row)


def count_of_events(conn: Connection, wanted: AccessFilter) -> int:
    """How many events fit."""
    where, values = _where(wanted)
    return int(conn.execute(f"SELECT count(*) {_FROM}{where}", values).fetchone()[0])


def acts_noted(conn: Connection) -> list[str]:
    """Everything that was ever done, each once, by name."""
    return [str(row[0]) for row in conn.execute("SELECT DISTINCT act FROM access_event ORDER BY act")]


def last_event(conn: Connection, act: str) -> AccessEvent | None:
    """When this was done last, None where it never was."""
    sql = "SELECT n, utc, person, act, thing FROM access_event WHERE act = ? ORDER BY n DESC LIMIT 1"
    row = conn.execute(sql, (act,)).fetchone()
    return AccessEvent(*row) if row is not None else None


def _where(wanted: AccessFilter) -> tuple[str, list[Json]]:
    parts, values = ["1"], list[Json]()
    for sql, value in (
        ("(p.name = ? OR e.person = ?)", wanted.person),
        ("substr(e.utc, 1, length(?)) >= ?", wanted.first),
        ("substr(e.utc, 1, length(?)) <= ?", wanted.last),
        ("e.act = ?", wanted.act),
    ):
        if value:
            parts.append(sql)
            values += [value] * sql.count("?")
    for word in like_words(wanted.words):
        parts.append("(e.act LIKE ? ESCAPE '\\' OR e.thing LIKE ? ESCAPE '\\')")
        values += [word, word]
    return " AND ".join(parts), values


def first_bad_event(conn: Connection) -> int | None:
    """The number of the first event that does not follow from the one before it, None where all do."""
    previous, expected = _START, 1
    for *row, hash_ in conn.execute("SELECT n, utc, person, act, thing, hash FROM access_event ORDER BY n"):
        if row[0] != expected or _link(previous, tuple(row)) != hash_:
            return expected
        previous, expected = hash_, expected + 1
    return None
