"""What a disputed field is called, and its values, in words; of a record only the parts in which its values differ."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from types import MappingProxyType
from typing import Final

from audit_app.store.log.canonical import Json

_FIELDS: Final[Mapping[tuple[str, str], str]] = MappingProxyType(
    {
        ("score", "score"): "score",
        ("score", "good_practice"): "marked as good practice",
        ("score", "taken"): "level taken from the plan's words",
        ("section_state", "state"): "what the section holds",
        ("review", "result"): "recorded grade",
        ("review", "override"): "grade set beside",
        ("review", "record"): "whose review it is",
        ("review", "markers"): "markers to answer",
        ("entry", "row"): "register row",
        ("entry", "find_card"): "find card",
        ("document", "record"): "document",
        ("document", "about"): "what the document is",
        ("place", "assigned"): "who audits it",
        ("place", "replaced"): "replaced by",
        ("place", "closed"): "why the week was closed",
        ("workspace", "organisation"): "name of the organisation",
        ("workspace", "settings"): "settings",
        ("workspace", "report_logo"): "logo of reports",
        ("workspace", "report_logo_words"): "what the logo of reports shows",
        ("workspace", "report_colour"): "colour of reports",
        ("person", "period"): "from and until when",
    }
)
_NAMED: Final = frozenset({"score", "evidence", "cause", "reason", "note", "state"})
_SECRET: Final = frozenset({"key", "digest", "box_key", "sign_key", "at"})
"""Parts of a record that tell a person nothing."""
_PICTURE: Final = ("workspace", "report_logo")
_NOT_SCORES: Final[Mapping[str, str]] = MappingProxyType({"NA": "not applicable", "NE": "no evidence"})


def field_words(kind: str, id_: str, field: str) -> str:
    """“B1: score”, “Register row”, “Draw: record”."""
    part = id_.split(".", 1)[1] if "." in id_ else ""
    words = _FIELDS.get((kind, field)) or (field if field in _NAMED else f"{kind}: {field}").replace("_", " ")
    return f"{part}: {words}" if part and kind != "place" else words[0].upper() + words[1:]


def values_words(kind: str, field: str, values: Sequence[Json], scale: Sequence[str] = ()) -> tuple[str, ...]:
    """Each value in words; of values that are all records only the parts in which they differ.

    `scale` has the names of the levels, by score.
    """
    if (kind, field) == ("score", "score"):
        return tuple(_score_words(one, scale) for one in values)
    if (kind, field) == _PICTURE:
        return tuple(_picture_words(one) for one in values)
    records = [one for one in values if isinstance(one, dict)]
    if not records:
        return tuple(_words(one) for one in values)
    names = sorted({name for one in records for name in one} - _SECRET)
    differing = [name for name in names if len({_words(one.get(name)) for one in records}) > 1]
    shown = differing if len(records) > 1 else names
    return tuple(_record_words(one, shown) if isinstance(one, dict) else _words(one) for one in values)


def _score_words(value: Json, scale: Sequence[str]) -> str:
    if type(value) is int and 0 <= value < len(scale):
        return f"{value} {scale[value]}"
    return _NOT_SCORES.get(str(value), _words(value))


def _record_words(record: Mapping[str, Json], names: Sequence[str]) -> str:
    return ", ".join(f"{name.replace('_', ' ')} {_words(record.get(name))}" for name in names) or "the same"


def _picture_words(value: Json) -> str:
    """Two pictures are told apart, and neither is written out."""
    return f"picture {sha256(value.encode()).hexdigest()[:6]}" if isinstance(value, str) else _words(value)


def _words(value: Json) -> str:
    if value is None or value == "":
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(f"{name.replace('_', ' ')} {_words(value[name])}" for name in value if name not in _SECRET)
    return ", ".join(map(_words, value)) if isinstance(value, list) else str(value)
