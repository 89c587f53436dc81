"""Mappings kept under a name with the headings they were made for, in this copy and not in its log; of any kind.

A mapping says how one council's export is read where it is imported, which with match keys is one machine alone.
Whoever may import may change it, while settings of the workspace are the owner's, and a list of them in one logged
value would be overwritten whole by whoever writes last. What an import took in stands in the log entry by entry.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Generic, Protocol, TypeVar

from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.intake.cells import squeezed
from audit_app.store.local_settings import drop_local_setting, keep_local_setting, local_settings
from audit_app.store.workspace import Workspace

LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class KeptMapping:
    """A mapping as it is kept: its name, the headings of its file, the JSON value, and the day of its last use."""

    name: str
    headings: tuple[str, ...]
    content: Any
    used_on: date


class HasColumns(Protocol):
    """A mapping of any kind: what each heading goes into, None where it is left out."""

    @property
    def columns(self) -> Mapping[str, Any]: ...


M = TypeVar("M", bound=HasColumns)


@dataclass(frozen=True, slots=True)
class Remembered(Generic[M]):
    """A mapping kept under a name: the headings of the file it was made for, and the day of its last use."""

    name: str
    headings: tuple[str, ...]
    mapping: M
    used_on: date

    def is_for(self, headings: Sequence[str]) -> bool:
        """Whether a file has exactly these headings, in whatever order."""
        return are_same_headings(self.headings, headings)

    def fits(self, headings: Sequence[str]) -> bool:
        """Whether a file has every heading that the mapping takes in."""
        wanted = {squeezed(heading) for heading, name in self.mapping.columns.items() if name is not None}
        return wanted <= set(map(squeezed, headings))


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where mappings of one kind of file are kept, and who may change them."""

    prefix: str
    act: Act

    def kept(self, workspace: Workspace) -> Iterable[KeptMapping]:
        """Every mapping of this kind."""
        for text in local_settings(workspace.conn, self.prefix).values():
            one = json.loads(text)
            yield KeptMapping(one["name"], tuple(one["headings"]), one["mapping"], date.fromisoformat(one["used_on"]))

    def remembered(
        self, workspace: Workspace, is_sound: Callable[[Any], bool], read: Callable[[Any], M]
    ) -> tuple[Remembered[M], ...]:
        """Every mapping of this kind, by name; one that this version cannot read is passed over."""
        found = [
            Remembered(one.name, one.headings, read(one.content), one.used_on)
            for one in self.kept(workspace)
            if is_sound(one.content)
        ]
        return tuple(sorted(found, key=lambda one: one.name.casefold()))

    def keep(self, workspace: Workspace, name: str, headings: Sequence[str], content: Any) -> None:
        """Keep a mapping under a name, in place of one of that name.

        Raises AppError where the name will not do, the person may not import, or the workspace is for reading only.
        """
        workspace.demand(self.act)
        workspace.demand_writing()
        fault = name_fault(name)
        if fault:
            raise AppError(fault)
        kept = {
            "name": name.strip(),
            "headings": list(headings),
            "mapping": content,
            "used_on": workspace.means.now().date().isoformat(),
        }
        keep_local_setting(workspace.conn, self.prefix + _key(name), json.dumps(kept, ensure_ascii=False))

    def forget(self, workspace: Workspace, name: str) -> None:
        """Forget a mapping; nothing to do where there is none of that name. Raises AppError as keeping does."""
        workspace.demand(self.act)
        workspace.demand_writing()
        drop_local_setting(workspace.conn, self.prefix + _key(name))


def are_same_headings(some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether two files have exactly the same headings, in whatever order."""
    return set(map(squeezed, some)) == set(map(squeezed, others))


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
