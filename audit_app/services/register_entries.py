"""What an import does to one entry of the register, as it is told: which fields, from what to what."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from audit_app.domain.register import REGISTER_FIELDS

_UNSAID: Final = frozenset(
    {"date_of_birth", "sex", "match_key", *(one.name for one in REGISTER_FIELDS if one.sensitive)}
)
"""Fields of which a list of changes says that they changed, and not from what to what."""


class Change(StrEnum):
    """What an import does to an entry, or finds of it."""

    NEW = "new"
    CHANGED = "changed"
    CEASED = "ceased"  # changed, and has a ceased date for the first time
    VANISHED = "vanished"  # held, not ceased, and not in the file: it stays


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of an entry before and after; both are None where the values are not to be shown."""

    name: str
    old: str | int | None
    new: str | int | None


@dataclass(frozen=True, slots=True)
class EntryChange:
    """What an import does to one entry; `fields` are those of an entry that was held before."""

    plan_ref: str
    change: Change
    fields: tuple[FieldChange, ...] = ()


def field_change(name: str, old: str | int | None, new: str | int | None) -> FieldChange:
    """The change of a field, without its values where they are not to be named."""
    return FieldChange(name, None, None) if name in _UNSAID else FieldChange(name, old, new)
