"""Mappings of registers remembered by name, for files with the same headings."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from audit_app.domain.people import Act
from audit_app.intake.cells import squeezed
from audit_app.intake.mapping import Mapping, mapping_faults, mapping_of, mapping_text
from audit_app.services.kept_mappings import LONGEST_NAME, KeptMapping, Shelf, are_same_headings, name_fault
from audit_app.store.workspace import Workspace

__all__ = ["LONGEST_NAME", "Remembered", "forget_mapping", "name_fault", "remember_mapping", "remembered_mappings"]

_SHELF: Final = Shelf("mapping/register/", Act.EDIT_REGISTER)


@dataclass(frozen=True, slots=True)
class Remembered:
    """A mapping kept under a name: the headings of the file it was made for, and the day of its last use."""

    name: str
    headings: tuple[str, ...]
    mapping: Mapping
    used_on: date

    def is_for(self, headings: Sequence[str]) -> bool:
        """Whether a file has exactly these headings, in whatever order."""
        return are_same_headings(self.headings, headings)

    def fits(self, headings: Sequence[str]) -> bool:
        """Whether a file has every heading that the mapping takes in."""
        wanted = {squeezed(heading) for heading, name in self.mapping.columns.items() if name is not None}
        return wanted <= set(map(squeezed, headings))


def remembered_mappings(workspace: Workspace) -> tuple[Remembered, ...]:
    """Every mapping that is kept, by name; one that this version cannot read is passed over."""
    found = (_remembered(one) for one in _SHELF.kept(workspace))
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.name.casefold()))


def _remembered(kept: KeptMapping) -> Remembered | None:
    if any(mapping_faults(kept.content)):
        return None
    return Remembered(kept.name, kept.headings, mapping_of(kept.content), kept.used_on)


def remember_mapping(workspace: Workspace, name: str, headings: Sequence[str], mapping: Mapping) -> None:
    """Keep a mapping under a name, in place of one of that name.

    Raises AppError where the name will not do, the person may not import, or the workspace is open for reading only.
    """
    _SHELF.keep(workspace, name, headings, json.loads(mapping_text(mapping)))


def forget_mapping(workspace: Workspace, name: str) -> None:
    """Forget a mapping; nothing to do where there is none of that name. Raises AppError as remembering does."""
    _SHELF.forget(workspace, name)
