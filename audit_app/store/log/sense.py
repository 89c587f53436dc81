"""Whether an operation says something that the vocabulary can hold; it asks neither rights nor the tables."""

from functools import lru_cache

from audit_app.store.kinds import FieldSpec, KindSpec
from audit_app.store.log.canonical import Json
from audit_app.store.log.people_log import person_from
from audit_app.store.vocabulary import KINDS, SIGNED_STATES


def is_known(kind: str, field: str) -> bool:
    """Whether the vocabulary has this field of this kind."""
    return kind in KINDS and field in KINDS[kind].fields


def shape_fault(kind: str, id_: str, field: str, value: Json) -> str:
    """What is wrong with the form of an operation; empty where it can be kept and read again.

    Raises KeyError where the vocabulary has no such field.
    """
    spec = KINDS[kind]
    what = spec.fields[field]
    if not _names_one(spec, id_):
        return f"the id of {kind} names no entity"
    if field == "erased":
        return "" if value == 1 else f"{kind} erased can only be 1"  # an erasure is never taken back
    if what.states:
        return _state_fault(kind, what, value)
    if what.is_object:
        return _object_fault(kind, field, what, value)
    return _person_fault(id_, field, value) if kind == "person" else ""


def knows_fault(kind: str, field: str, value: Json) -> str:
    """What is wrong with the lock that a submission carries; empty where it is sound or none is needed."""
    if kind != "review" or field != "state" or value["state"] != "submitted":
        return ""
    knows = (value.get("detail") or {}).get("knows")
    if isinstance(knows, dict) and all(type(seq) is int for seq in knows.values()):
        return ""
    return "the submission does not say what its writer knew"


def why_signed(kind: str, field: str, value: Json) -> str:
    """Why the head must be signed with an operation that others rely on; empty where it need not be."""
    if field == "erased":
        return "erase"
    if KINDS[kind].fields[field].states and value["state"] in SIGNED_STATES:
        return str(value["state"])
    return ""


def _names_one(spec: KindSpec, id_: str) -> bool:
    if len(spec.key) == 1:
        return bool(id_)
    parent, _, child = id_.partition(".")
    return bool(parent and child)


def _state_fault(kind: str, what: FieldSpec, value: Json) -> str:
    if not isinstance(value, dict) or value.get("state") not in what.states or set(value) - {"state", "detail"}:
        return f"{kind} state is none of {', '.join(what.states)}"
    detail = value.get("detail")
    return "" if detail is None or isinstance(detail, dict) else f"the detail of {kind} state is no object"


def _object_fault(kind: str, field: str, what: FieldSpec, value: Json) -> str:
    if value is None:
        return ""
    if not isinstance(value, dict):
        return f"{kind} {field} is no object"
    if unknown := value.keys() - _parts_of(what):
        return f"{kind} {field} has no part {', '.join(sorted(map(str, unknown)))}"
    if kind == "review" and field == "record" and not all(isinstance(value.get(k), str) for k in ("kind", "source")):
        return "a review needs its kind and its source"  # who may write in it hangs on them
    return _person_fault("", field, value) if kind == "person" else ""


@lru_cache(maxsize=256)
def _parts_of(what: FieldSpec) -> frozenset[str]:
    """The parts that an object value of this field may have."""
    return frozenset(key for key, _ in what.columns)


def _person_fault(id_: str, field: str, value: Json) -> str:
    try:
        person_from(id_, {field: value})
    except (ValueError, TypeError, AttributeError):
        return f"person {field} cannot be read"
    return ""
