"""Mappings of sheets of past audits remembered by name, for sheets with the same headings."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from audit_app.domain.people import Act
from audit_app.intake.cells import squeezed
from audit_app.intake.past_mapping import PastMapping, past_mapping_of, past_mapping_text
from audit_app.intake.past_mapping_faults import past_mapping_faults
from audit_app.services.kept_mappings import Shelf, are_same_headings
from audit_app.store.workspace import Workspace

_SHELF: Final = Shelf("mapping/audits/", Act.IMPORT_AUDITS)


@dataclass(frozen=True, slots=True)
class RememberedPast:
    """A mapping kept under a name: the headings of the sheet it was made for, and the day of its last use."""

    name: str
    headings: tuple[str, ...]
    mapping: PastMapping
    used_on: date

    def is_for(self, headings: Sequence[str]) -> bool:
        """Whether a sheet has exactly these headings, in whatever order."""
        return are_same_headings(self.headings, headings)

    def fits(self, headings: Sequence[str]) -> bool:
        """Whether a sheet has every heading that the mapping takes in."""
        wanted = {squeezed(heading) for heading, name in self.mapping.columns.items() if name is not None}
        return wanted <= set(map(squeezed, headings))


def remembered_past(workspace: Workspace) -> tuple[RememberedPast, ...]:
    """Every mapping that is kept, by name; one that this version cannot read is passed over."""
    found = [
        RememberedPast(one.name, one.headings, past_mapping_of(one.content), one.used_on)
        for one in _SHELF.kept(workspace)
        if not any(past_mapping_faults(one.content))
    ]
    return tuple(sorted(found, key=lambda one: one.name.casefold()))


def remember_past(workspace: Workspace, name: str, headings: Sequence[str], mapping: PastMapping) -> None:
    """Keep a mapping under a name, in place of one of that name.

    Raises AppError where the name will not do, the person may not import, or the workspace is open for reading only.
    """
    _SHELF.keep(workspace, name, headings, json.loads(past_mapping_text(mapping)))


def forget_past(workspace: Workspace, name: str) -> None:
    """Forget a mapping; nothing to do where there is none of that name. Raises AppError as remembering does."""
    _SHELF.forget(workspace, name)
