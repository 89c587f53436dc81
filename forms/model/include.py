"""What a framework file takes from another that it includes. It does not know how a file is read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from forms.model.framework import FollowUp, Framework, Limit, Marker, Section, SectionStates
from forms.model.read_markers import FRAMEWORK_KEY, section_of
from forms.model.read_scale import Grading
from forms.model.tables import FrameworkProblem, Table

Resolve = Callable[[str], str | None]
"""Gives the text of another framework by its key, `core-42/1`, or None when it is not known."""

Read = Callable[[str], tuple[Framework | None, tuple[FrameworkProblem, ...]]]
"""Reads a text that may include nothing itself."""

PARTS = (
    "scale", "grades", "bands", "grading", "limits", "follow_up", "advice_grid", "section_states", "sections",
)  # fmt: skip
"""What a file states itself or takes from the framework that it includes."""

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Source:
    """Where each part of a framework comes from; without a `base` the file stands alone."""

    base: Framework | None = None
    markers: tuple[Marker, ...] = ()
    parts: frozenset[str] = frozenset()

    def part(self, name: str, own: Callable[[], _Value], included: Callable[[Framework], _Value]) -> _Value:
        """Return the part that the file states itself, or the included one."""
        return included(self.base) if self.base is not None and name in self.parts else own()


def read_include(document: Table, resolve: Resolve | None, read: Read) -> Source | None:
    """Return what [include] asks for, or None when it cannot be had and so the rest cannot be judged.

    `resolve` None says that the file is included itself.
    """
    if "include" not in document.values:
        return Source()
    table = document.table("include", "include")
    if table is None:
        return None
    table.only("framework", "markers", "parts")
    if resolve is None:
        table.fault("", "a framework that is included may not include another.")
        return None
    base = _base(table, resolve, read)
    if base is None:
        return None
    named = table.choices("markers", [marker.id for marker in base.markers])
    parts = table.choices("parts", PARTS) if "parts" in table.values else PARTS
    stated = frozenset(part for part in parts if part not in document.values)
    return Source(base, tuple(base.marker(name) for name in named), stated)


def _base(table: Table, resolve: Resolve, read: Read) -> Framework | None:
    key = table.text("framework", limit=60)
    if not FRAMEWORK_KEY.fullmatch(key):
        if key:
            table.fault("framework", "name the framework by id and version, such as core-42/1.")
        return None
    text = resolve(key)
    if text is None:
        table.fault("framework", f"the framework {key} is not known here. Include one that is.")
        return None
    base, problems = read(text)
    if base is None:
        table.fault("framework", f"{key} has a fault of its own, on {problems[0]}")
    elif base.key != key:
        table.fault("framework", f"what is known as {key} calls itself {base.key}.")
        return None
    return base


def included_markers(document: Table, source: Source, sections: Sequence[Section]) -> tuple[Marker, ...]:
    """Return the included markers, each in its section of this file."""
    found: list[Marker] = []
    known = [section.id for section in sections]
    for marker in source.markers:
        section = section_of(marker.id, sections)
        if not section:
            document.fault("include", f"The included marker {marker.id} belongs to no section of this file.")
        reads = tuple(one for one in marker.reads if one in known) or (section,)
        found.append(replace(marker, section=section, reads=reads))
    return tuple(found)


def grading_of(base: Framework) -> Grading:
    """Return the two numbers of [grading]."""
    return Grading(base.unscored_limit_percent, base.agency_grade_minimum)


def fitting_limits(base: Framework, ids: Sequence[str]) -> tuple[Limit, ...]:
    """Return the included limits, cut down to the markers that are there."""
    cut = (replace(one, markers=tuple(m for m in one.markers if m in ids)) for one in base.limits)
    return tuple(limit for limit in cut if limit.kinds or limit.markers)


def fitting_follow_up(base: Framework, ids: Sequence[str]) -> tuple[FollowUp, ...]:
    """Return the included follow-up, without that of markers that are not there."""
    return tuple(one for one in base.follow_up if not one.marker or one.marker in ids)


def fitting_states(base: Framework, section_ids: Sequence[str]) -> SectionStates | None:
    """Return the included section states, cut down to the sections that are there."""
    if base.section_states is None:
        return None
    sections = tuple(one for one in base.section_states.sections if one in section_ids)
    return replace(base.section_states, sections=sections) if sections else None
