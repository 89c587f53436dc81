"""What an import does to one entry of the register, as it is told: what happened, which fields, from what to what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from audit_app.domain.register import REGISTER_FIELDS

Value = str | int | None
Values = Mapping[str, Value]
"""The fields of an entry by name; what is missing or None is empty."""

_UNSAID: Final = frozenset(
    {"date_of_birth", "sex", "match_key", *(one.name for one in REGISTER_FIELDS if one.sensitive)}
)
"""Fields of which a list of changes says that they changed, and not from what to what."""


class Change(StrEnum):
    """What an import does to an entry, or finds of it."""

    NEW = "new"  # was not held before
    CEASED = "ceased"  # has a ceased date for the first time
    MOVED = "moved"  # is at another school or setting
    NEED = "need"  # has another primary need
    PLAN = "plan"  # has a final plan that it did not have: the first, or an amended one
    REVIEW = "review"  # a review was held
    CHANGED = "changed"  # anything else changed
    VANISHED = "vanished"  # held, not ceased, and not in the file: it stays


SIX: Final = (Change.NEW, Change.CEASED, Change.MOVED, Change.NEED, Change.PLAN, Change.REVIEW)
"""What an import counts apart from other changes."""

FIELDS_OF: Final[Mapping[Change, tuple[str, ...]]] = MappingProxyType(
    {
        Change.CEASED: ("ceased_date",),
        Change.MOVED: ("setting_name", "setting_urn", "setting_type"),
        Change.NEED: ("primary_need",),
        Change.PLAN: ("final_date", "review_final_date", "phase_transfer_final"),
        Change.REVIEW: ("last_review_date",),
    }
)
"""The fields by which each of these is known."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of an entry before and after; both are None where the values are not to be shown."""

    name: str
    old: Value
    new: Value


@dataclass(frozen=True, slots=True)
class EntryChange:
    """What an import does to one entry; `fields` are those of an entry that was held before."""

    plan_ref: str
    changes: tuple[Change, ...]
    fields: tuple[FieldChange, ...] = ()

    def parts(self) -> Iterator[tuple[Change, tuple[FieldChange, ...]]]:
        """Each thing that happened with the fields that tell of it; other fields go to CHANGED."""
        told = {name for change in self.changes for name in FIELDS_OF.get(change, ())}
        for change in self.changes:
            if change is Change.CHANGED:
                yield change, tuple(one for one in self.fields if one.name not in told)
            else:
                yield change, tuple(one for one in self.fields if one.name in FIELDS_OF.get(change, ()))


def field_change(name: str, old: Value, new: Value) -> FieldChange:
    """The change of a field, without its values where they are not to be named."""
    return FieldChange(name, None, None) if name in _UNSAID else FieldChange(name, old, new)


def changes_of(old: Values, new: Values, changed: Sequence[str]) -> tuple[Change, ...]:
    """What happened to an entry whose fields `changed`, most telling first; at least CHANGED."""
    found = tuple(change for change, is_so in _TESTS.items() if is_so(old, new))
    told = {name for change in found for name in FIELDS_OF[change]}
    return found if told.issuperset(changed) and found else (*found, Change.CHANGED)


def _has_ceased(old: Values, new: Values) -> bool:
    return not old.get("ceased_date") and bool(new.get("ceased_date"))


def _has_moved(old: Values, new: Values) -> bool:
    """By URN where both have one, else by name, else by type of setting; a setting first told is no move."""
    for name in ("setting_urn", "setting_name", "setting_type"):
        if old.get(name) and new.get(name):
            return old[name] != new[name]
    return any(map(old.get, FIELDS_OF[Change.MOVED])) and any(map(new.get, FIELDS_OF[Change.MOVED]))


def _has_other_need(old: Values, new: Values) -> bool:
    before, after = old.get("primary_need"), new.get("primary_need")
    return bool(before) and bool(after) and before != after


def _has_new_plan(old: Values, new: Values) -> bool:
    return any(_is_later(old.get(name), new.get(name)) for name in FIELDS_OF[Change.PLAN])


def _was_reviewed(old: Values, new: Values) -> bool:
    return _is_later(old.get("last_review_date"), new.get("last_review_date"))


def _is_later(before: Value, after: Value) -> bool:
    """Whether there is a date now, and none or an earlier one before; a date set back is a correction."""
    return bool(after) and str(after) > str(before or "")


_TESTS: Final = MappingProxyType(
    {
        Change.CEASED: _has_ceased,
        Change.MOVED: _has_moved,
        Change.NEED: _has_other_need,
        Change.PLAN: _has_new_plan,
        Change.REVIEW: _was_reviewed,
    }
)
