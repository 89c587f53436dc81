"""Mappings of sheets of past audits remembered by name, for sheets with the same headings."""

import json
from collections.abc import Sequence
from typing import Final

from audit_app.domain.people import Act
from audit_app.intake.past_mapping import PastMapping, past_mapping_of, past_mapping_text
from audit_app.intake.past_mapping_faults import past_mapping_faults
from audit_app.services.kept_mappings import Remembered, Shelf
from audit_app.store.workspace import Workspace

_SHELF: Final = Shelf("mapping/audits/", Act.IMPORT_AUDITS)


RememberedPast = Remembered[PastMapping]


def remembered_past(workspace: Workspace) -> tuple[RememberedPast, ...]:
    """Every mapping that is kept, by name; one that this version cannot read is passed over."""
    return _SHELF.remembered(workspace, lambda content: not any(past_mapping_faults(content)), past_mapping_of)


def remember_past(workspace: Workspace, name: str, headings: Sequence[str], mapping: PastMapping) -> None:
    """Keep a mapping under a name, in place of one of that name.

    Raises AppError where the name will not do, the person may not import, or the workspace is open for reading only.
    """
    _SHELF.keep(workspace, name, headings, json.loads(past_mapping_text(mapping)))


def forget_past(workspace: Workspace, name: str) -> None:
    """Forget a mapping; nothing to do where there is none of that name. Raises AppError as remembering does."""
    _SHELF.forget(workspace, name)
