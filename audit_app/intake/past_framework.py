"""A framework made from a sheet's headings, or found to fit them; pure, it stores nothing and knows no audit."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from audit_app.domain.problems import AppError
from audit_app.intake.cells import squeezed
from audit_app.intake.past_layout import PastColumn, plain
from audit_app.intake.past_mapping import REVERSED, PastMapping, is_marker
from audit_app.intake.past_words import BEST, grade_words
from forms.model import Band, BandPreset, Framework, Grade, Marker, Section

MOST_MARKERS: Final = 200
GRADE_QUESTION: Final = "The grade of the plan, as the sheet gives it"
_UNSCORED_PERCENT: Final = 50
_MOST_SECTIONS: Final = 36
_OTHERS: Final = "Other questions"
_MOST_WORDS: Final = 6
_LONGEST_WORD: Final = 40
_PLAN_SECTION: Final = re.compile(r"section\s+([A-GI-K])(?![0-9A-Za-z])", re.IGNORECASE)
_FIRST_OF_PLAN: Final = 11
"""Markers under “Section C” begin here: C1, D1, G1 mean a marker of Core-42 wherever figures ask for presence."""
_LAST: Final = 99
_ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ONE_SECTION: Final = "Q"
_GRADES_BY_SCORE: Final = (Grade.INADEQUATE, Grade.REQUIRES_IMPROVEMENT, Grade.GOOD, Grade.OUTSTANDING)
_SCALE: Final = ("Absent", "Partial", "Sound", "Strong")


@dataclass(frozen=True, slots=True)
class Fitted:
    """The framework that a sheet is read by, and the marker of each of its headings.

    `is_new` tells that the workspace has to keep it first. `of_grade` is the heading whose grades are its one marker's
    levels, empty where the sheet has markers.
    """

    framework: Framework
    markers: Mapping[str, str]
    is_new: bool
    of_grade: str = ""


def scored_columns(columns: Sequence[PastColumn], mapping: PastMapping) -> tuple[PastColumn, ...]:
    """The columns that are markers by this mapping."""
    return tuple(column for column in columns if is_marker(mapping.field_of(column.heading)))


def fit_framework(
    columns: Sequence[PastColumn], mapping: PastMapping, versions: Sequence[Framework], core: Framework
) -> Fitted:
    """The framework for a sheet: the oldest of its `versions` that has every question, else a new version.

    A new version keeps every marker of the newest one, and says that it may be compared with it. `core` gives bands
    and labels. Raises AppError where there are no markers, or more than a framework may have.
    """
    grade = next((column for column in columns if mapping.field_of(column.heading) == "grade"), None)
    scored = scored_columns(columns, mapping)
    if not scored and grade is None:
        raise AppError("No column is a marker or the grade, so there is nothing to take in. Choose one.")
    wanted = [_question(column) for column in scored] or [GRADE_QUESTION]
    for one in versions:
        found = {squeezed(marker.question): marker.id for marker in one.markers}
        if all(squeezed(question) in found for question in wanted):
            return _fitted(one, scored, grade, is_new=False)
    base = versions[-1] if versions else None
    if base is None and not scored:
        return _fitted(_of_grade(mapping, core), scored, grade, is_new=True)
    made = _next_version(base, scored, mapping) if base is not None else _first_version(scored, mapping, core)
    if len(made.markers) > MOST_MARKERS:
        raise AppError(
            f"The framework would have {len(made.markers):,} markers, and at most {MOST_MARKERS} are kept. Leave "
            "columns out, or give the sheet a framework of another name."
        )
    return _fitted(made, scored, grade, is_new=True)


def _fitted(one: Framework, scored: Sequence[PastColumn], grade: PastColumn | None, *, is_new: bool) -> Fitted:
    found = {squeezed(marker.question): marker.id for marker in one.markers}
    if not scored and grade is not None:
        return Fitted(one, {grade.heading: found[squeezed(GRADE_QUESTION)]}, is_new, grade.heading)
    return Fitted(one, {column.heading: found[squeezed(_question(column))] for column in scored}, is_new)


def _question(column: PastColumn) -> str:
    return column.heading


def _first_version(scored: Sequence[PastColumn], mapping: PastMapping, core: Framework) -> Framework:
    sections, markers = _numbered(scored, mapping, (), ())
    return replace(
        core,
        id=mapping.framework,
        version=1,
        title=mapping.title,
        cycle=mapping.cycle,
        about=(
            "Made from the headings of a sheet of past audits. Every marker weighs the same, nothing limits the grade, "
            f"and more than {_UNSCORED_PERCENT} % without a score is Not graded. Not comparable with other frameworks."
        ),
        scale=_SCALE,
        unscored_limit_percent=_UNSCORED_PERCENT,
        limits=(),
        follow_up=(),
        advice_grid=None,
        section_states=None,
        sections=sections,
        markers=markers,
    )


def _next_version(base: Framework, scored: Sequence[PastColumn], mapping: PastMapping) -> Framework:
    held = {squeezed(marker.question) for marker in base.markers}
    fresh = [column for column in scored if squeezed(_question(column)) not in held]
    kept = tuple(replace(one, comparable_with=(*one.comparable_with, base.key)) for one in base.markers)
    sections, markers = _numbered(fresh, mapping, base.sections, kept)
    return replace(base, version=base.version + 1, sections=sections, markers=markers)


def _of_grade(mapping: PastMapping, core: Framework) -> Framework:
    """A framework of one marker, whose levels are the four grades; each level reaches its own band."""
    column = PastColumn(0, GRADE_QUESTION)
    made = _first_version([column], replace(mapping, columns={GRADE_QUESTION: "marker"}), core)
    labels = tuple(grade_words(grade.value) for grade in _GRADES_BY_SCORE)
    bands = (Band(Grade.OUTSTANDING, 100), Band(Grade.GOOD, 66), Band(Grade.REQUIRES_IMPROVEMENT, 33))
    preset = BandPreset("as-given", "As the sheet gives it", (*bands, Band(Grade.INADEQUATE, 0)))
    absent, partial, sound, strong = (f"The sheet says: {label}." for label in labels)
    marker = replace(made.markers[0], levels=(absent, partial, sound, strong))
    return replace(
        made,
        about=(
            "Made from a sheet of past audits that gives each plan a grade and no scores: its one marker is that "
            "grade. Not comparable with other frameworks."
        ),
        scale=(labels[0], labels[1], labels[2], labels[3]),
        preset=preset.id,
        presets=(preset,),
        markers=(marker,),
    )


def _numbered(
    columns: Sequence[PastColumn], mapping: PastMapping, sections: Sequence[Section], markers: Sequence[Marker]
) -> tuple[tuple[Section, ...], tuple[Marker, ...]]:
    """Sections and markers with those of the columns behind them, each under an id that is free."""
    titles = {squeezed(section.title): section.id for section in sections}
    found, made = list(sections), list(markers)
    next_in = {section.id: _next_number(section.id, markers) for section in sections}
    is_grouped = any(column.group for column in columns) or len(sections) > 1
    for column in columns:
        title = (column.group or _OTHERS) if is_grouped else "Questions"
        title = title if squeezed(title) in titles or len(found) < _MOST_SECTIONS else _OTHERS
        part = 1
        while (id_ := titles.get(squeezed(name := _part_title(title, part)))) and next_in[id_] > _LAST:
            part += 1
        if not id_:
            id_ = _free_id(name, [one.id for one in found], is_grouped=is_grouped)
            found.append(Section(id_, name))
            titles[squeezed(name)] = id_
            next_in[id_] = _FIRST_OF_PLAN if len(id_) == 1 and id_ != _ONE_SECTION else 1
        made.append(_marker(f"{id_}{next_in[id_]}", id_, column, mapping))
        next_in[id_] += 1
    return tuple(found), tuple(made)


def _next_number(section: str, markers: Sequence[Marker]) -> int:
    numbers = [int(marker.id.removeprefix(section)) for marker in markers if marker.section == section]
    return max(numbers, default=0) + 1


def _part_title(title: str, part: int) -> str:
    short = title[:180]
    return short if part == 1 else f"{short} ({part})"


def _free_id(title: str, taken: Sequence[str], *, is_grouped: bool) -> str:
    """A section's id: the letter of a section of the plan, Q for a sheet without groups, else QA, QB and so on."""
    named = _PLAN_SECTION.match(title)
    wanted = named[1].upper() if named is not None else "" if is_grouped else _ONE_SECTION
    return wanted if wanted and wanted not in taken else next(one for one in _pairs() if one not in taken)


def _pairs() -> Iterator[str]:
    yield from (f"{first}{second}" for first in "QRSTUVXYZ" for second in _ALPHABET)


def _marker(id_: str, section: str, column: PastColumn, mapping: PastMapping) -> Marker:
    is_reversed = (mapping.field_of(column.heading) or "").endswith(REVERSED)
    return Marker(
        id=id_,
        section=section,
        question=_question(column),
        what_counts=f"As the sheet asked it.{' Yes is the worst answer here.' if is_reversed else ''}",
        papers=("plan",),
        reads=(section,),
        scored_by=("core",),
        not_scored_by=(),
        weight=1,
        kind="",
        levels=_levels(mapping.words, is_reversed=is_reversed),
    )


def _levels(words: Mapping[str, str], *, is_reversed: bool) -> tuple[str, str, str, str]:
    """The words of the sheet for each level."""
    by_level: dict[int, list[str]] = {}
    for word, means in words.items():
        if means.isdigit():
            level = BEST - int(means) if is_reversed else int(means)
            by_level.setdefault(level, []).append(plain(word)[:_LONGEST_WORD])
    said = [_level(level, by_level.get(level, ())) for level in range(BEST + 1)]
    if len(set(map(str.casefold, said))) < len(said):  # cut words may be alike
        said = [f"{text} It is level {level}." for level, text in enumerate(said)]
    return said[0], said[1], said[2], said[3]


def _level(level: int, words: Sequence[str]) -> str:
    shown = ", ".join(f"“{word}”" for word in words[:_MOST_WORDS])
    return f"The sheet says {shown}." if words else f"No word of the sheet stands for level {level}."
