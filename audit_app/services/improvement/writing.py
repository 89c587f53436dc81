"""Rows of an improvement plan as operations of the change log: only what differs is written."""

from collections.abc import Iterable, Mapping
from typing import Final

from audit_app.domain.plan_rows import (
    ACTION,
    ESCALATION,
    FIELDS,
    GONE,
    OUTCOME,
    PLAN,
    PROGRESS,
    RISK,
    THEME,
    Difference,
    Row,
)
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op

LOGGED: Final[Mapping[str, str]] = {
    PLAN: "improvement_plan",
    THEME: "plan_theme",
    OUTCOME: "required_outcome",
    ACTION: "plan_action",
    PROGRESS: "plan_progress",
    RISK: "risk",
    ESCALATION: "escalation",
}
"""The kind of the log for each kind of row."""
_TOGETHER: Final[Mapping[str, Mapping[str, Mapping[str, str]]]] = {
    THEME: {"record": {"plan": "parent", "letter": "letter", "title": "title", "aims": "aims", "place": "place"}},
    OUTCOME: {"record": {"theme": "parent", "number": "number", "words": "words", "place": "place"}},
    ACTION: {"record": {"outcome": "parent", "place": "place"}},
    RISK: {
        "record": {
            "plan": "parent",
            **{name: name for name in FIELDS[RISK] if not name.startswith("closed")},
        },
        "closed": {"on": "closed_on", "why": "closed_why"},
    },
    ESCALATION: {
        "record": {"about": "about", "from": "from_whom", "to": "to_whom", "on": "on", "words": "words"},
        "answer": {"on": "answered_on", "words": "answer"},
    },
}
"""Fields that the log keeps in one value: its keys, and the fields of the row that stand there."""


def ops_of(before: Row | None, after: Row) -> list[Op]:
    """What has to be written so that a row becomes another, or comes to be."""
    kind = LOGGED[after.kind]
    old = {**before.fields, "parent": before.parent} if before is not None else {}
    new = {**after.fields, "parent": after.parent}
    ops: list[Op] = []
    together = _TOGETHER.get(after.kind, {})
    for field, keys in together.items():
        was, now = ({key: values.get(name) for key, name in keys.items()} for values in (old, new))
        if was != now and (before is not None or any(value is not None for value in now.values())):
            is_empty = field != "record" and not any(value is not None for value in now.values())
            ops.append(Op(kind, after.id, field, None if is_empty else now))
    inside = {name for keys in together.values() for name in keys.values()}
    plain = (name for name in FIELDS[after.kind] if name not in inside and old.get(name) != new.get(name))
    return [*ops, *(Op(kind, after.id, name, new.get(name)) for name in plain)]


def gone(row: Row) -> list[Op]:
    """That a row is taken away; undo brings it back.

    What was reported is emptied and not deleted: its id is that of action and checkpoint, which can be reported anew.
    """
    if row.kind == PROGRESS:
        return ops_of(row, Row(row.kind, row.id, row.parent, row.where, {}))
    return [Op(LOGGED[row.kind], row.id, "deleted", 1)]


def ops_of_differences(accepted: Iterable[Difference], held: Iterable[Row], taken: Iterable[Row] = ()) -> list[Op]:
    """What has to be written for the differences that somebody accepted.

    `held` are the rows as they are; `taken` are rows that come along with something new: what was reported of it.
    """
    rows = {(row.kind, row.id): row for row in held}
    wanted: dict[tuple[str, str], Row] = {}
    ops: list[Op] = []
    for one in accepted:
        key = (one.row.kind, one.row.id)
        if one.what == GONE:
            ops += gone(one.row)
        elif key in rows:
            wanted[key] = _with(wanted.get(key, rows[key]), one)
        else:
            wanted[key] = one.row
    new = {id_ for kind, id_ in wanted if (kind, id_) not in rows}
    for row in taken:
        if row.parent in new and (row.kind, row.id) not in wanted:
            wanted[row.kind, row.id] = row
    for key, row in wanted.items():
        ops += ops_of(rows.get(key), row)
    return ops


def _with(row: Row, one: Difference) -> Row:
    if one.field == "parent":
        return Row(row.kind, row.id, str(one.after), row.where, row.fields)
    fields: dict[str, Json] = {**row.fields, one.field: one.after}
    return Row(row.kind, row.id, row.parent, row.where, fields)
