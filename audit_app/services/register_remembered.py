"""Mappings remembered by name, for files with the same headings; they are kept with this copy and not in its log.

A mapping says how one council's export is read where it is imported, which with match keys is one machine alone.
Whoever may import may change it, while settings of the workspace are the owner's, and a list of them in one logged
value would be overwritten whole by whoever writes last. What an import took in stands in the log entry by entry.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.intake.cells import squeezed
from audit_app.intake.mapping import Mapping, mapping_faults, mapping_of, mapping_text
from audit_app.store.local_settings import drop_local_setting, keep_local_setting, local_settings
from audit_app.store.workspace import Workspace

LONGEST_NAME: Final = 60
_PREFIX: Final = "mapping/register/"


@dataclass(frozen=True, slots=True)
class Remembered:
    """A mapping kept under a name: the headings of the file it was made for, and the day of its last use."""

    name: str
    headings: tuple[str, ...]
    mapping: Mapping
    used_on: date

    def is_for(self, headings: Sequence[str]) -> bool:
        """Whether a file has exactly these headings, in whatever order."""
        return set(map(squeezed, self.headings)) == set(map(squeezed, headings))

    def fits(self, headings: Sequence[str]) -> bool:
        """Whether a file has every heading that the mapping takes in."""
        wanted = {squeezed(heading) for heading, name in self.mapping.columns.items() if name is not None}
        return wanted <= set(map(squeezed, headings))


def remembered_mappings(workspace: Workspace) -> tuple[Remembered, ...]:
    """Every mapping that is kept, by name; one that this version cannot read is passed over."""
    found = (_remembered(text) for text in local_settings(workspace.conn, _PREFIX).values())
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.name.casefold()))


def _remembered(text: str) -> Remembered | None:
    kept = json.loads(text)
    if any(mapping_faults(kept["mapping"])):
        return None
    return Remembered(
        kept["name"], tuple(kept["headings"]), mapping_of(kept["mapping"]), date.fromisoformat(kept["used_on"])
    )


def remember_mapping(workspace: Workspace, name: str, headings: Sequence[str], mapping: Mapping) -> None:
    """Keep a mapping under a name, in place of one of that name.

    Raises AppError where the name will not do, the person may not import, or the workspace is open for reading only.
    """
    workspace.demand(Act.EDIT_REGISTER)
    workspace.demand_writing()
    fault = name_fault(name)
    if fault:
        raise AppError(fault)
    kept = {
        "name": name.strip(),
        "headings": list(headings),
        "mapping": json.loads(mapping_text(mapping)),
        "used_on": workspace.means.now().date().isoformat(),
    }
    keep_local_setting(workspace.conn, _PREFIX + _key(name), json.dumps(kept, ensure_ascii=False))


def forget_mapping(workspace: Workspace, name: str) -> None:
    """Forget a mapping; nothing to do where there is none of that name. Raises AppError as remembering does."""
    workspace.demand(Act.EDIT_REGISTER)
    workspace.demand_writing()
    drop_local_setting(workspace.conn, _PREFIX + _key(name))


def name_fault(name: str) -> str:
    """What speaks against a name for a mapping, in a sentence; empty where it will do."""
    text = name.strip()
    if not text:
        return "The mapping has no name. Type one, such as that of the case system."
    if len(text) > LONGEST_NAME or not text.isprintable():
        return f"A mapping's name has at most {LONGEST_NAME} characters on one line. Shorten it."
    return ""


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()
