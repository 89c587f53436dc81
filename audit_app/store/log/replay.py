"""Replay: the tables worked out anew from the log alone, in memory, and compared with those on disk row for row."""

from collections.abc import Iterator

from audit_app.store.driver import Connection, Database, in_memory, sqlite3
from audit_app.store.kinds import KindSpec
from audit_app.store.log.apply import apply
from audit_app.store.log.settle import settle_everything
from audit_app.store.schema import MIGRATIONS
from audit_app.store.vocabulary import KINDS, LOGGED_ORDER


def replay(conn: Connection) -> Database:
    """A database in memory whose logged tables come from the log in `conn` alone."""
    db = in_memory()
    MIGRATIONS.apply(db)
    db.conn.execute("PRAGMA foreign_keys=OFF")  # rows come in the log's order; `check` asks the keys of the original
    db.conn.execute("BEGIN")
    last = []
    for settled in settle_everything(conn):
        if settled.field == "erased":
            last.append(settled.put)
        else:
            apply(db.conn, (settled.put,))
    apply(db.conn, last)
    db.conn.execute("COMMIT")
    return db


def differences(conn: Connection) -> Iterator[str]:
    """Where the tables on disk differ from the log, as sentences; nothing where they agree."""
    try:
        again = replay(conn)
    except (KeyError, ValueError, TypeError, AttributeError, sqlite3.DatabaseError) as error:
        # a log that an outside program wrote into can hold anything; `verify` says where it was altered
        yield f"the change log cannot be replayed: {error}"
        return
    for kind in LOGGED_ORDER:
        spec = KINDS[kind]
        columns = ", ".join((*spec.key, *_other_columns(conn, spec)))
        sql = f"SELECT {columns} FROM {spec.table} ORDER BY {', '.join(spec.key)}"
        yield from _compare(kind, len(spec.key), conn.execute(sql), again.conn.execute(sql))
    again.close()


def _other_columns(conn: Connection, spec: KindSpec) -> list[str]:
    """Every column but the key and `no`, which only numbers rows on this machine."""
    names = {row[1] for row in conn.execute(f"PRAGMA table_info({spec.table})")}
    return sorted(names - {"no", *spec.key})


def _compare(
    kind: str, keys: int, held: Iterator[tuple[object, ...]], told: Iterator[tuple[object, ...]]
) -> Iterator[str]:
    mine, theirs = next(held, None), next(told, None)
    while mine is not None or theirs is not None:
        if mine == theirs:
            mine, theirs = next(held, None), next(told, None)
            continue
        here = _key(mine, keys)
        there = _key(theirs, keys)
        if theirs is None or (mine is not None and here < there):
            yield f"{kind} {'.'.join(here)} is in the tables but not in the change log"
            mine = next(held, None)
        elif mine is None or there < here:
            yield f"{kind} {'.'.join(there)} is in the change log but not in the tables"
            theirs = next(told, None)
        else:
            yield f"{kind} {'.'.join(here)} differs from what the change log says"
            mine, theirs = next(held, None), next(told, None)


def _key(row: tuple[object, ...] | None, keys: int) -> tuple[str, ...]:
    return tuple(str(part) for part in row[:keys]) if row is not None else ()
