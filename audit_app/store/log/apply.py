"""The only code that touches logged tables: puts the value of a field where the vocabulary says it lies."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from audit_app.store.driver import Connection
from audit_app.store.kinds import FieldSpec, KindSpec
from audit_app.store.log.canonical import Json, encode
from audit_app.store.log.one_thing import HOSTS
from audit_app.store.vocabulary import KINDS

Put = tuple[str, str, str, Json]
"""(kind, id, field, value), the value as JSON reads it, None where it was emptied or erased."""

_Row = Callable[[str, Json], tuple[Json, ...]]
_COMPOUND = (dict, list, tuple)


def spec_of(kind: str, field: str) -> FieldSpec:
    """The field's place in the vocabulary; KeyError where there is none."""
    return KINDS[kind].fields[field]


def apply(conn: Connection, puts: Iterable[Put]) -> None:
    """Bring the logged tables in line with these values, in order; the caller holds the transaction.

    An erased entity keeps its key and nothing else; whatever comes for it later is left out.
    """
    for (kind, field), part in groupby(puts, key=itemgetter(0, 2)):
        row_of = _row_maker(kind, field)
        rows = [row_of(id_, value) for _, id_, _, value in part]
        if len(rows) == 1:
            conn.execute(_statement(kind, (field,)), rows[0])
        else:
            conn.executemany(_statement(kind, (field,)), rows)
        if field == "erased":
            for other in (one for one, host in HOSTS.items() if host == kind):
                conn.executemany(_emptying(other), [(row[0],) for row in rows])


def apply_together(conn: Connection, puts: Iterable[Put]) -> None:
    """The same for puts in order of their entities: the fields of one entity go into its row by one statement."""
    rows: dict[tuple[str, tuple[str, ...]], list[tuple[Json, ...]]] = {}
    for (kind, id_), part in groupby(puts, key=itemgetter(0, 1)):
        _, _, fields, values = zip(*part, strict=True)
        rows.setdefault((kind, fields), []).append(_whole_row_maker(kind, fields)(id_, values))
    for (kind, fields), made in rows.items():
        conn.executemany(_statement(kind, fields), made)


@lru_cache(maxsize=256)
def _whole_row_maker(kind: str, fields: tuple[str, ...]) -> _Row:
    """What turns an id and the values of these fields into a row for `_statement`."""
    keys = len(KINDS[kind].key)
    makers = [_row_maker(kind, field) for field in fields]
    if len(makers) == 1:
        return lambda id_, values: makers[0](id_, values[0])
    first, *others = makers

    def made(id_: str, values: Json) -> tuple[Json, ...]:
        row = first(id_, values[0])
        for maker, value in zip(others, values[1:], strict=True):
            row += maker(id_, value)[keys:]
        return row

    return made


@lru_cache(maxsize=256)
def _row_maker(kind: str, field: str) -> _Row:
    """What turns an id and a value of this field into a row for `_statement`: keys first, then columns."""
    spec = KINDS[kind]
    what = spec.fields[field]
    keys: Callable[[str], tuple[str, ...]] = _own_key if len(spec.key) == 1 else _parent_and_child
    if not what.is_object:
        return lambda id_, value: (*keys(id_), _plain(value))
    names = [name for name, _ in what.columns]
    empty = (None,) * len(names)
    return lambda id_, value: (*keys(id_), *(empty if value is None else _columns(value, names)))


def _own_key(id_: str) -> tuple[str, ...]:
    return (id_,)


def _parent_and_child(id_: str) -> tuple[str, ...]:
    return tuple(id_.split(".", 1))


def _columns(value: Json, names: list[str]) -> list[Json]:
    found = list(map(value.get, names))
    if any(map(_COMPOUND.__contains__, map(type, found))):
        return [_plain(part) for part in found]
    return found


def _plain(value: Json) -> Json:
    return encode(value) if isinstance(value, _COMPOUND) else value


@lru_cache(maxsize=256)
def _statement(kind: str, fields: tuple[str, ...]) -> str:
    spec = KINDS[kind]
    names = [column for field in fields for _, column in spec.fields[field].columns]
    marks = ", ".join("?" for _ in (*spec.key, *names))
    nulls = ""
    if fields == ("erased",):
        emptied = _other_columns(spec)
        names, nulls = [*names, *emptied], ", NULL" * len(emptied)
    updates = ", ".join(f"{name} = excluded.{name}" for name in names)
    guard = "" if fields == ("erased",) else f" WHERE {spec.table}.erased IS NULL"
    return (
        f"INSERT INTO {spec.table} ({', '.join((*spec.key, *names))}) VALUES ({marks}{nulls}) "
        f"ON CONFLICT ({', '.join(spec.key)}) DO UPDATE SET {updates}{guard}"
    )


@lru_cache(maxsize=8)
def _emptying(kind: str) -> str:
    spec = KINDS[kind]
    return f"UPDATE {spec.table} SET {', '.join(f'{name} = NULL' for name in _other_columns(spec))} WHERE id = ?"


def _other_columns(spec: KindSpec) -> list[str]:
    columns = {column for field in spec.fields.values() for _, column in field.columns}
    return sorted(columns - {"erased"})
