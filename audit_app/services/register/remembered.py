"""Mappings of registers remembered by name, for files with the same headings."""

import json
from collections.abc import Sequence
from typing import Final

from audit_app.domain.people import Act
from audit_app.intake.mapping import Mapping, mapping_faults, mapping_of, mapping_text
from audit_app.services.kept_mappings import Remembered, Shelf
from audit_app.store.workspace import Workspace

_SHELF: Final = Shelf("mapping/register/", Act.EDIT_REGISTER)


RememberedMapping = Remembered[Mapping]


def remembered_mappings(workspace: Workspace) -> tuple[RememberedMapping, ...]:
    """Every mapping that is kept, by name; one that this version cannot read is passed over."""
    return _SHELF.remembered(workspace, lambda content: not any(mapping_faults(content)), mapping_of)


def remember_mapping(workspace: Workspace, name: str, headings: Sequence[str], mapping: Mapping) -> None:
    """Keep a mapping under a name, in place of one of that name.

    Raises AppError where the name will not do, the person may not import, or the workspace is open for reading only.
    """
    _SHELF.keep(workspace, name, headings, json.loads(mapping_text(mapping)))


def forget_mapping(workspace: Workspace, name: str) -> None:
    """Forget a mapping; nothing to do where there is none of that name. Raises AppError as remembering does."""
    _SHELF.forget(workspace, name)
