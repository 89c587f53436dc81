"""A wide sheet of past audits before it is imported: its table, guesses, what is remembered, what speaks against it."""

import re
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Final

from audit_app.domain.people import Act
from audit_app.domain.problems import Problem
from audit_app.files import write_whole
from audit_app.intake.cells import squeezed
from audit_app.intake.mapping_columns import FileColumns
from audit_app.intake.mapping_guess import Guess
from audit_app.intake.past_check import Target, check_past, grade_columns, marker_columns
from audit_app.intake.past_columns import SheetWord, words_in
from audit_app.intake.past_guess import past_heading_reader
from audit_app.intake.past_layout import Layout
from audit_app.intake.past_mapping import MARKER, PastMapping, past_mapping_text
from audit_app.intake.past_mapping_faults import LONGEST_TITLE, is_framework_id
from audit_app.intake.past_words import Meaning, folded_word, grade_meanings, level_meanings
from audit_app.services.framework_list import in_full
from audit_app.services.frameworks import shipped_keys
from audit_app.services.kept_mappings import name_fault
from audit_app.services.past.remembered import RememberedPast, remembered_past
from audit_app.services.past.tables import found_layout, guessed_columns
from audit_app.store.read_audits import framework_keys
from audit_app.store.workspace import Workspace
from forms.model import Framework
from resources.past_audits import level_words

_LONGEST_ID: Final = 40
_NOT_IN_ID: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class PastOffer:
    """What is known of a sheet before it is mapped.

    `remembered` are the mappings that fit, those for exactly these headings first. `alike` are other sheets of the
    workbook with the same headings. `frameworks` are those of the workspace and of the app, by id, the newest version
    of each; `made` are the ids of those that were made here or are the area's own.
    """

    layout: Layout
    columns: FileColumns
    guesses: tuple[Guess, ...]
    remembered: tuple[RememberedPast, ...]
    frameworks: dict[str, Framework]
    made: tuple[str, ...]
    title: str
    alike: tuple[str, ...] = ()
    taken_names: tuple[str, ...] = ()
    said: tuple[str, ...] = ()

    def guessed(self) -> PastMapping:
        """The mapping as guessed, its words included."""
        columns = {one.heading: one.field for one in self.guesses}
        title = self.title
        mapping = PastMapping(columns, framework=framework_id(title), title=title, sheet=self.columns.sheet)
        return self.with_words(replace(mapping, heading_row=self.layout.heading_row))

    def filled_from(self, mapping: PastMapping) -> PastMapping:
        """A mapping for this sheet: what the given one says, and guesses where it says nothing of a heading or word."""
        said = {squeezed(heading): name for heading, name in mapping.columns.items()}
        taken = set(said.values()) - {None, MARKER}
        columns = {
            one.heading: said.get(squeezed(one.heading), one.field if one.field not in taken else None)
            for one in self.guesses
        }
        filled = replace(mapping, columns=columns, sheet=self.columns.sheet, heading_row=self.layout.heading_row)
        return self.with_words(filled)

    def with_words(self, mapping: PastMapping) -> PastMapping:
        """The mapping with a guess for each word of its columns that it says nothing about."""
        words = _filled(mapping.words, self.level_words(mapping), {})
        return replace(mapping, words=words, grades=_filled(mapping.grades, {}, self.grade_words(mapping)))

    def level_words(self, mapping: PastMapping) -> dict[SheetWord, Meaning]:
        """The words of the marker columns with what each is guessed to mean, the most frequent first."""
        found = words_in(marker_columns(self.columns, mapping))
        meanings = level_meanings([one.text for one in found], level_words())
        return {one: meanings[one.text] for one in found}

    def grade_words(self, mapping: PastMapping) -> dict[SheetWord, Meaning]:
        """The words of the grade column with what each is guessed to mean."""
        found = words_in(grade_columns(self.columns, mapping))
        meanings = grade_meanings([one.text for one in found], level_words())
        return {one: meanings[one.text] for one in found}

    def check(self, mapping: PastMapping) -> tuple[Problem, ...]:
        """What speaks against a mapping of this sheet; words without a level are not among it."""
        held = self.frameworks.get(mapping.framework)
        is_shipped = held is not None and mapping.framework not in self.made
        return check_past(self.columns, mapping, Target(held, is_shipped))

    def name_fault(self, name: str) -> str:
        """What speaks against remembering the mapping of this sheet under a name; empty where nothing does."""
        if name.casefold() in map(str.casefold, self.taken_names):
            return f"“{name}” is the mapping of a sheet with other headings. Type another name."
        return name_fault(name)

    def free_name(self, name: str) -> str:
        """The name, or with a number behind it where the mapping of another sheet has it."""
        numbered = (name if number == 1 else f"{name} {number}" for number in count(1))
        return next(one for one in numbered if one.casefold() not in map(str.casefold, self.taken_names))


def _filled(said: dict[str, str], levels: dict[SheetWord, Meaning], grades: dict[SheetWord, Meaning]) -> dict[str, str]:
    known = {folded_word(word) for word in said}
    fresh = {
        word.text: meaning.means
        for word, meaning in {**levels, **grades}.items()
        if meaning.means is not None and folded_word(word.text) not in known
    }
    return {**said, **fresh}


def offer_past(workspace: Workspace, path: Path, *, sheet: str = "", heading_row: int = 0) -> PastOffer:
    """Look at a sheet: its table, guesses, and the remembered mappings that fit.

    Raises AppError where it is no table that can be read, or the person may not import.
    """
    workspace.demand(Act.IMPORT_AUDITS)
    reader = past_heading_reader()
    kept = remembered_past(workspace)
    layout, alike = found_layout(path, reader, sheet, heading_row, kept)
    columns, guesses, said = guessed_columns(layout, reader)
    fitting = [one for one in kept if one.fits(layout.headings)]
    fitting.sort(key=lambda one: (not one.is_for(layout.headings), -one.used_on.toordinal(), one.name))
    frameworks = _newest(workspace)
    shipped = {key.partition("/")[0] for key in shipped_keys()}
    return PastOffer(
        layout,
        columns,
        guesses,
        tuple(fitting),
        frameworks,
        tuple(id_ for id_ in frameworks if id_ not in shipped),
        title_from(path.stem),
        alike,
        tuple(one.name for one in kept if one not in fitting),
        (*layout.said, *said),
    )


def save_past_mapping(path: Path, mapping: PastMapping) -> None:
    """Write a mapping as the JSON file that `--mapping` reads. Raises AppError where it cannot be written."""
    write_whole(path, past_mapping_text(mapping).encode("utf-8", "replace"))


def framework_id(title: str) -> str:
    """The id of a framework that has this title; empty where the title has neither letter nor figure."""
    text = _NOT_IN_ID.sub("-", title.casefold()).strip("-")
    text = text if text[:1].isalpha() or not text else f"audits-{text}"
    short = text[:_LONGEST_ID].strip("-")
    return short if is_framework_id(short) else ""


def title_from(stem: str) -> str:
    """A title for a framework from a file's name: without figures and signs, which tell of one year's file."""
    words = "".join(letter if letter.isalpha() else " " for letter in stem).split()
    return (" ".join(words)[:LONGEST_TITLE].strip() or "Past audits").capitalize()


def _newest(workspace: Workspace) -> dict[str, Framework]:
    """The newest version of every framework, by id."""
    keys = sorted({*framework_keys(workspace.conn), *shipped_keys()}, key=lambda key: int(key.partition("/")[2]))
    newest = {key.partition("/")[0]: key for key in keys}
    return {id_: in_full(workspace, key) for id_, key in sorted(newest.items())}
