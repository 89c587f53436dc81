"""Mapping a register: what a file's columns are guessed to be, what was remembered of such files, and what is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from audit_app.domain.people import Act
from audit_app.domain.problems import Problem
from audit_app.domain.register import REGISTER_FIELDS
from audit_app.files import write_whole
from audit_app.intake.cells import squeezed
from audit_app.intake.child_keys import KEY_PARTS, tells_child
from audit_app.intake.mapping import Mapping, mapping_text, match_headings
from audit_app.intake.mapping_check import Choices, check_mapping
from audit_app.intake.mapping_columns import ROWS_LOOKED_AT, FileColumns, read_columns
from audit_app.intake.mapping_guess import Guess, guess, has_key
from audit_app.intake.mapping_heading import HeadingReader
from audit_app.services.kept_mappings import name_fault
from audit_app.services.register.remembered import RememberedMapping, remembered_mappings
from audit_app.store.workspace import Workspace
from resources.register import heading_words

_FIELDS: Final = (*(field.name for field in REGISTER_FIELDS), *KEY_PARTS)


@dataclass(frozen=True, slots=True)
class MappingOffer:
    """What is known of a file before it is mapped.

    `remembered` are the mappings that fit it, those for exactly these headings first and the newest first among them.
    `is_settled` says that our own headings explain it and nothing is to be asked. `taken_names` are those of mappings
    for other files.
    """

    columns: FileColumns
    guesses: tuple[Guess, ...]
    remembered: tuple[RememberedMapping, ...]
    is_settled: bool
    taken_names: tuple[str, ...] = ()

    def guessed(self) -> Mapping:
        """The mapping as guessed; sensitive columns are mapped and not taken in."""
        return Mapping({one.heading: one.field for one in self.guesses}, sheet=self.columns.sheet)

    def filled_from(self, mapping: Mapping) -> Mapping:
        """A mapping for this file: what the given one says of its headings, and guesses where it says nothing."""
        said = {squeezed(heading): name for heading, name in mapping.columns.items()}
        taken = {said.get(squeezed(one.heading)) for one in self.guesses}
        columns = {
            one.heading: said.get(squeezed(one.heading), one.field if one.field not in taken else None)
            for one in self.guesses
        }
        return Mapping(columns, mapping.include, self.columns.sheet)

    def name_fault(self, name: str) -> str:
        """What speaks against remembering the mapping of this file under a name; empty where nothing does."""
        if name.casefold() in map(str.casefold, self.taken_names):
            return f"“{name}” is the mapping of a file with other headings. Type another name."
        return name_fault(name)

    def free_name(self, name: str) -> str:
        """The name, or with a number behind it where the mapping of another file has it."""
        numbered = (name if number == 1 else f"{name} {number}" for number in count(1))
        return next(one for one in numbered if one.casefold() not in map(str.casefold, self.taken_names))

    def check(self, choices: Choices) -> tuple[Problem, ...]:
        """What speaks against these choices; `mapping_check` has the words."""
        showing = {one.heading: one.showing for one in self.guesses}
        return check_mapping(self.columns, choices, showing, heading_words().without)


def offer_mapping(workspace: Workspace, path: Path, *, sheet: str = "") -> MappingOffer:
    """Look at a file: its columns, guesses, and the remembered mappings that fit.

    Raises AppError where it is no table that can be read, or the person may not import.
    """
    workspace.demand(Act.EDIT_REGISTER)
    reader = HeadingReader(heading_words())
    kept = remembered_mappings(workspace)
    columns = _columns(path, reader, sheet, kept)
    guesses = guess(columns.columns, reader)
    fitting = [one for one in kept if one.fits(columns.headings)]
    fitting.sort(key=lambda one: (not one.is_for(columns.headings), -one.used_on.toordinal(), one.name))
    is_known = any(one.is_for(columns.headings) for one in fitting)
    taken = tuple(one.name for one in kept if one not in fitting)
    return MappingOffer(columns, guesses, tuple(fitting), _is_settled(columns, guesses) and not is_known, taken)


def holds_past_audits(path: Path) -> bool:
    """Whether the headings are those of past audits, a row a score, and not of a register.

    Raises AppError where the file is no table that can be read.
    """
    headings = read_columns(path, _are_of_past_audits, rows=0).headings
    return _are_of_past_audits(headings)


def _are_of_past_audits(headings: Sequence[str]) -> bool:
    return {"plan_ref", "marker", "score"} <= set(map(squeezed, headings))


def remembered_for(workspace: Workspace, path: Path) -> RememberedMapping | None:
    """The mapping last used for a file with exactly these headings, None where there is none.

    Raises AppError where the file is no table that can be read.
    """
    kept = remembered_mappings(workspace)
    if not kept:
        return None
    columns = _columns(path, HeadingReader(heading_words()), "", kept, rows=0)
    return max((one for one in kept if one.is_for(columns.headings)), key=lambda one: one.used_on, default=None)


def _columns(
    path: Path, reader: HeadingReader, sheet: str, kept: Sequence[RememberedMapping], rows: int = ROWS_LOOKED_AT
) -> FileColumns:
    """The columns of the sheet asked for, else of one that a remembered mapping names, else of the likeliest."""

    def read(name: str) -> FileColumns:
        return read_columns(path, lambda headings: has_key(headings, reader), sheet=name, rows=rows)

    columns = read(sheet)
    if sheet or any(one.fits(columns.headings) for one in kept):
        return columns
    for one in kept:
        if one.mapping.sheet != columns.sheet and one.mapping.sheet in columns.sheets:
            other = read(one.mapping.sheet)
            if one.fits(other.headings):
                return other
    return columns


def _is_settled(columns: FileColumns, guesses: Sequence[Guess]) -> bool:
    """Whether our own headings give a key, and no other heading is taken for a field."""
    used = {columns.headings[at] for at, _ in match_headings(columns.headings, _FIELDS, {}).used}
    if not tells_child([squeezed(heading) for heading in used]):
        return False
    return all(one.field is None or one.heading in used for one in guesses)


def save_mapping(path: Path, mapping: Mapping) -> None:
    """Write a mapping as the JSON file that `--mapping` reads. Raises AppError where it cannot be written."""
    write_whole(path, mapping_text(mapping).encode("utf-8", "replace"))
