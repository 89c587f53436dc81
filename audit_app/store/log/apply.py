"""The only code that touches logged tables: puts the value of a field where the vocabulary says it lies."""

from collections.abc import Iterable
from functools import lru_cache

from audit_app.store.driver import Connection
from audit_app.store.log.canonical import Json, decode, encode
from audit_app.store.vocabulary import KINDS, FieldSpec, KindSpec

Put = tuple[str, str, str, str | None]
"""(kind, id, field, value as canonical JSON, or None where it was erased)."""


def spec_of(kind: str, field: str) -> FieldSpec:
    """The field's place in the vocabulary; KeyError where there is none."""
    return KINDS[kind].fields[field]


def apply(conn: Connection, puts: Iterable[Put]) -> None:
    """Bring the logged tables in line with these values, in order; the caller holds the transaction.

    An erased entity keeps its key and nothing else; whatever comes for it later is left out.
    """
    batch: list[tuple[Json, ...]] = []
    running = ("", "")
    for kind, id_, field, new in puts:
        if (kind, field) != running:
            _flush(conn, running, batch)
            running, batch = (kind, field), []
        batch.append(_row(KINDS[kind], field, id_, new))
    _flush(conn, running, batch)


def _flush(conn: Connection, field: tuple[str, str], batch: list[tuple[Json, ...]]) -> None:
    if not batch:
        return
    sql = _statement(*field)
    if len(batch) == 1:
        conn.execute(sql, batch[0])
    else:
        conn.executemany(sql, batch)


def keys_of(spec: KindSpec, id_: str) -> tuple[str, ...]:
    """The key columns' values: a child's id is PARENT.CHILD."""
    return (id_,) if len(spec.key) == 1 else tuple(id_.split(".", 1))


def _row(spec: KindSpec, field: str, id_: str, new: str | None) -> tuple[Json, ...]:
    value = decode(new) if new is not None else None
    columns = spec.fields[field].columns
    if not spec.fields[field].is_object:
        return (*keys_of(spec, id_), _plain(value))
    if value is None:
        return (*keys_of(spec, id_), *(None for _ in columns))
    get = value.get
    return (*keys_of(spec, id_), *(_plain(get(key)) for key, _ in columns))


def _plain(value: Json) -> Json:
    if value is None or isinstance(value, str | int):
        return int(value) if value is True or value is False else value
    return encode(value)


@lru_cache(maxsize=256)
def _statement(kind: str, field: str) -> str:
    spec = KINDS[kind]
    names = [column for _, column in spec.fields[field].columns]
    if field == "erased":
        names = [*names, *_other_columns(spec)]
    marks = ", ".join("?" for _ in (*spec.key, *spec.fields[field].columns))
    nulls = ", NULL" * (len(names) - len(spec.fields[field].columns))
    updates = ", ".join(f"{name} = excluded.{name}" for name in names)
    guard = "" if field == "erased" else f" WHERE {spec.table}.erased IS NULL"
    return (
        f"INSERT INTO {spec.table} ({', '.join((*spec.key, *names))}) VALUES ({marks}{nulls}) "
        f"ON CONFLICT ({', '.join(spec.key)}) DO UPDATE SET {updates}{guard}"
    )


def _other_columns(spec: KindSpec) -> list[str]:
    columns = {column for field in spec.fields.values() for _, column in field.columns}
    return sorted(columns - {"erased"})
