"""Reads sections and markers out of a framework file. Knows nothing of bands and limits."""

import re
from collections.abc import Sequence

from forms.model.facts import NaRule
from forms.model.framework import Marker, Section
from forms.model.tables import MAX_TITLE, Table
from forms.model.vocabulary import AGENCIES, CORE, KINDS, PAPERS

MAX_MARKERS = 200
MAX_SECTIONS = 40
MAX_WEIGHT = 100

FRAMEWORK_KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*/[1-9][0-9]{0,4}")
_MARKER_ID = re.compile(r"[A-Z]{1,3}[0-9]{1,2}[a-z]?")
_SECTION_ID = re.compile(r"[A-Z]{1,3}[0-9]?")
_LEVELS = ("level_0", "level_1", "level_2", "level_3")
_MARKER_KEYS = (
    "id", "question", "what_counts", "papers", "reads", "scored_by", "not_scored_by", "weight", "kind",
    "level_3", "level_2", "level_1", "level_0", "shares", "na_rule", "na_reason", "notes", "source",
    "comparable_with",
)  # fmt: skip


def read_sections(document: Table) -> tuple[Section, ...]:
    """Return the sections that the file states, in its order."""
    found: dict[str, Section] = {}
    for table in document.tables("sections", "section", limit=MAX_SECTIONS):
        table.only("id", "title")
        section = Section(table.text("id", limit=4), table.text("title", limit=MAX_TITLE))
        if section.id and not _SECTION_ID.fullmatch(section.id):
            table.fault("id", "a section's id is one to three capitals, and a digit if need be, such as A or H1.")
        elif section.id in found:
            table.fault("id", f"the section {section.id} is there twice.")
        found[section.id] = section
    return tuple(found.values())


def section_of(marker_id: str, sections: Sequence[Section]) -> str:
    """Return the id of the section that a marker belongs to: the longest with which its id begins, or blank."""
    fitting = [section.id for section in sections if section.id and marker_id.startswith(section.id)]
    return max(fitting, key=len, default="")


def read_markers(document: Table, sections: Sequence[Section], taken: Sequence[str]) -> tuple[Marker, ...]:
    """Return the markers that the file states itself; `taken` are the ids of included ones."""
    found: list[Marker] = []
    seen = {marker_id.upper() for marker_id in taken}
    for table in document.tables("markers", "marker", limit=MAX_MARKERS):
        marker = _marker(table, sections)
        if marker.id and marker.id.upper() in seen:
            table.fault("id", f"the marker {marker.id} is there twice. Give one of them another id.")
        seen.add(marker.id.upper())
        found.append(marker)
    return tuple(found)


def _marker(table: Table, sections: Sequence[Section]) -> Marker:
    table.only(*_MARKER_KEYS)
    marker_id, section = _id_and_section(table, sections)
    scored_by, not_scored_by = _agencies(table)
    na_rule, na_reason = _na(table)
    reads = table.choices("reads", [one.id for one in sections if one.id])
    return Marker(
        id=marker_id,
        section=section,
        question=table.text("question"),
        what_counts=table.text("what_counts"),
        papers=table.choices("papers", PAPERS, required=True),
        reads=reads or (section,),
        scored_by=scored_by,
        not_scored_by=not_scored_by,
        weight=table.whole("weight", 1, MAX_WEIGHT) or 0,
        kind=table.choice("kind", KINDS, required=False),
        levels=_levels(table),
        shares=_shares(table),
        na_rule=na_rule,
        na_reason=na_reason,
        notes=table.text("notes", required=False),
        source=table.text("source", required=False),
        comparable_with=_comparable(table),
    )


def _id_and_section(table: Table, sections: Sequence[Section]) -> tuple[str, str]:
    marker_id = table.text("id", limit=8)
    section = section_of(marker_id, sections)
    if marker_id and not _MARKER_ID.fullmatch(marker_id):
        table.fault("id", "a marker's id is its section's letters and a number, such as F2 or H1a.")
    elif marker_id and not section:
        table.fault("id", f"the marker {marker_id} belongs to no section: its id begins with none of their ids.")
    return marker_id, section


def _agencies(table: Table) -> tuple[tuple[str, ...], tuple[str, ...]]:
    scored_by = table.choices("scored_by", (*AGENCIES, CORE), required=True)
    not_scored_by = table.choices("not_scored_by", AGENCIES)
    if CORE in scored_by and len(scored_by) > 1:
        table.fault("scored_by", "“core” means every member already. Leave the other agencies out.")
    if not_scored_by and CORE not in scored_by:
        table.fault("not_scored_by", "this key only takes agencies out of “core”.")
    if len(not_scored_by) == len(AGENCIES):
        table.fault("not_scored_by", "nobody is left to score this marker.")
    return scored_by, not_scored_by


def _na(table: Table) -> tuple[str, str]:
    rule = table.choice("na_rule", [rule.value for rule in NaRule], required=False)
    reason = table.text("na_reason", required=bool(rule))
    if "na_reason" in table.values and "na_rule" not in table.values:
        table.fault("na_reason", "a reason without “na_rule” is never used. Add the rule or take the reason out.")
    return rule, reason


def _levels(table: Table) -> tuple[str, str, str, str]:
    absent, partial, sound, strong = (table.text(key) for key in _LEVELS)
    seen: set[str] = set()
    for key, words in zip(reversed(_LEVELS), (strong, sound, partial, absent), strict=True):
        if words and words.casefold() in seen:
            table.fault(key, f"“{key}” has the words of another level. Say what sets it apart.")
        seen.add(words.casefold())
    return absent, partial, sound, strong


def _shares(table: Table) -> tuple[int, ...]:
    given = table.values.get("shares", [])
    fits = isinstance(given, list) and all(type(share) is int and 1 <= share <= 100 for share in given)
    if not fits or not isinstance(given, list) or (given and len(given) != 3) or given != sorted(set(given))[::-1]:
        table.fault("shares", "“shares” must be three falling whole percentages, such as [90, 70, 40].")
        return ()
    return tuple(given)


def _comparable(table: Table) -> tuple[str, ...]:
    given = table.texts("comparable_with")
    for key in given:
        if not FRAMEWORK_KEY.fullmatch(key):
            table.fault("comparable_with", "name frameworks by id and version, such as core-42/1.")
    return given
