"""Reads names, scale, bands and the advice grid out of a framework file. Knows no markers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from forms.model.answers import Grade
from forms.model.framework import AdviceGrid, Band, BandPreset, SectionStates
from forms.model.tables import MAX_TITLE, Table
from forms.model.vocabulary import AdviceSource, AdviceTick, SectionState

NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
"""An id: lower-case words with hyphens."""

_BANDS = (Grade.OUTSTANDING, Grade.GOOD, Grade.REQUIRES_IMPROVEMENT)
_Word = TypeVar("_Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Grading:
    """The numbers of the two rules that are no limit."""

    unscored_limit_percent: int
    agency_grade_minimum: int


def read_name(table: Table, key: str = "id") -> str:
    """Return the id under `key`, lower-case words with hyphens."""
    name = table.text(key, limit=40)
    if name and not NAME.fullmatch(name):
        table.fault(key, f"“{key}” must be lower-case words with hyphens, such as core-42.")
    return name


def read_scale(document: Table) -> tuple[str, str, str, str]:
    """Return the names of the levels, indexed by score."""
    table = document.table("scale", "scale", required=True)
    if table is None:
        return ("", "", "", "")
    table.only("level_3", "level_2", "level_1", "level_0")
    absent, partial, sound, strong = (table.text(f"level_{n}", limit=MAX_TITLE) for n in range(4))
    return absent, partial, sound, strong


def read_grades(document: Table) -> tuple[tuple[Grade, str], ...]:
    """Return the label of each grade."""
    table = document.table("grades", "grades", required=True)
    if table is None:
        return ()
    table.only(*Grade)
    return tuple((grade, table.text(grade.value, limit=MAX_TITLE)) for grade in Grade)


def read_bands(document: Table) -> tuple[str, tuple[BandPreset, ...]]:
    """Return the id of the preset in use, and all presets."""
    table = document.table("bands", "bands", required=True)
    if table is None:
        return "", ()
    names = [key for key in table.values if key != "use" and NAME.fullmatch(key)]
    presets = tuple(_preset(sub) for sub in (table.table(name, f"bands {name}") for name in names) if sub)
    for name in table.values:
        if not NAME.fullmatch(name):
            table.fault(name, "a preset's name must be lower-case words with hyphens, such as cb-10.")
    return table.choice("use", names), presets


def _preset(table: Table) -> BandPreset:
    table.only("title", "source", *_BANDS)
    starts = [table.whole(grade.value, 1, 100) for grade in _BANDS]
    known = [start for start in starts if start is not None]
    if len(known) == len(starts) and known != sorted(set(known), reverse=True):
        table.fault("", "the bands must fall: Outstanding above Good above Requires improvement.")
    bands = [Band(grade, start or 0) for grade, start in zip(_BANDS, starts, strict=True)]
    return BandPreset(
        id=str(table.path[-1]),
        title=table.text("title", limit=MAX_TITLE),
        bands=(*bands, Band(Grade.INADEQUATE, 0)),
        source=table.text("source", required=False),
    )


def read_grading(document: Table) -> Grading:
    """Return the limit of markers without a score, and from how many scored markers an agency is graded."""
    table = document.table("grading", "grading", required=True)
    if table is None:
        return Grading(0, 1)
    table.only("unscored_limit_percent", "agency_grade_minimum")
    percent = table.whole("unscored_limit_percent", 0, 100)
    return Grading(percent or 0, table.whole("agency_grade_minimum", 1, 50) or 1)


def read_advice_grid(document: Table) -> AdviceGrid | None:
    """Return the advice grid, or None when the file has none."""
    table = document.table("advice_grid", "advice grid")
    if table is None:
        return None
    table.only("sources", "ticks")
    return AdviceGrid(_labels(table, "sources", AdviceSource), _labels(table, "ticks", AdviceTick))


def read_section_states(document: Table, section_ids: Sequence[str]) -> SectionStates | None:
    """Return the section states, or None when the file has none."""
    table = document.table("section_states", "section states")
    if table is None:
        return None
    table.only("sections", "states")
    sections = table.choices("sections", section_ids, required=True)
    return SectionStates(sections, _labels(table, "states", SectionState))


def _labels(table: Table, key: str, words: type[_Word]) -> tuple[tuple[_Word, str], ...]:
    """Return the labelled words under `key` in the file's order."""
    labelled = table.table(key, f"{table.name}, {key}", required=True)
    if labelled is None:
        return ()
    labelled.only(*words)
    if not labelled.values:
        labelled.fault("", "name at least one.")
    known = [word for word in labelled.values if word in list(words)]
    return tuple((words(word), labelled.text(word, limit=MAX_TITLE)) for word in known)
