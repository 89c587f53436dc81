"""The plans of the demo: their words, their golden thread as an auditor confirmed it, and this week's as documents."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from types import MappingProxyType
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from audit_app.services.demo.dice import Dice
from audit_app.services.demo.span import Span
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from audit_app.store.read_thread import ACCEPTED
from resources.demo.plans import PlanWords, ThreadWords
from scoring.thread.model import ItemRole, NeedArea

_PROVISION_SECTION = {"B": "F", "C": "G", "D": "H1"}
_VAGUE_ADVICE: Mapping[str, Mapping[str, Json]] = MappingProxyType(
    {
        NeedArea.COMMUNICATION.value: {"cause": "advice", "agency": "health", "service": "Speech and language therapy"},
        NeedArea.SENSORY_PHYSICAL.value: {"cause": "advice", "agency": "health", "service": "Occupational therapy"},
        NeedArea.COGNITION.value: {"cause": "advice", "agency": "education", "service": "Educational psychology"},
    }
)
"""Whose advice was vague where a line is, by the area of its need; in other areas the drafting was."""
THREADED_WEEKS = 13
"""In the last quarter the auditors confirm the thread of each plan."""
_BROKEN = 0.35
"""The chance, in the worst plan, that a link of the thread is missing."""


@dataclass(frozen=True, slots=True)
class Row:
    """One thread of a plan as it is written: need, outcome and line of provision, with the sections they stand in."""

    words: ThreadWords
    section: str
    need: str
    outcome: str
    line: str
    is_specific: bool


@dataclass(frozen=True, slots=True)
class PlanWritten:
    """One plan of the demo."""

    name: str
    aspiration: str
    none_health: str
    none_care: str
    rows: tuple[Row, ...]


def written(words: PlanWords, level: float, on: date, dice: Dice) -> PlanWritten:
    """A plan of a quality from 0 to 3: weaker ones say less exactly what is provided."""
    name = dice.pick(words.names)
    said = {"name": name, "year": str(on.year + 1), "last": str(on.year)}
    chosen = [one for one in words.threads if one.section == "B" or dice.chance(0.4)]
    rows = []
    for one in chosen:
        exact = dice.chance(0.2 + 0.25 * level)
        line = (one.provision if exact else one.vague).format(**said)
        rows.append(Row(one, one.section, one.need.format(**said), one.outcome.format(**said), line, exact))
    aspiration, health, care = (
        dice.pick(part).format(**said) for part in (words.aspirations, words.none_health, words.none_care)
    )
    return PlanWritten(name, aspiration, health, care, tuple(rows))


class Plans:
    """The demo's plans, each the same whenever it is asked for; threads are confirmed in the last weeks alone."""

    def __init__(self, words: PlanWords, span: Span, seed: str) -> None:
        self._words = words
        self._seed = seed
        self._since = span.weeks[-THREADED_WEEKS]

    def plan(self, ref: str, on: date, level: float) -> PlanWritten:
        """The plan of a reference as it stood when it was drawn, of a quality from 0 to 3."""
        return written(self._words, level, on, Dice(self._seed, "plan", ref, on.isoformat()))

    def confirmed(self, review: str, ref: str, on: date, level: float, person: str) -> list[Op]:
        """The confirmed thread of a review, none before the app had threads."""
        if on < self._since:
            return []
        dice = Dice(self._seed, "thread", ref, on.isoformat())
        return thread_ops(review, self.plan(ref, on, level), level, person, on, dice)


def level_of(levels: Mapping[str, float]) -> float:
    """How good a plan is as a thread, 0 to 3, by the levels of its markers."""
    known = [levels[marker] for marker in ("W4", "E1", "F2", "F3") if marker in levels]
    return min(3.0, max(0.0, sum(known) / len(known))) if known else 1.5


def thread_ops(review: str, plan: PlanWritten, level: float, person: str, on: date, dice: Dice) -> list[Op]:
    """The operations of a confirmed thread: items, links but for those that a weak plan lacks, lines looked at."""
    ops: list[Op] = []
    position = 0
    for number, row in enumerate(plan.rows):
        ids = {role: f"i{number:02}{role.value[0]}" for role in (ItemRole.NEED, ItemRole.OUTCOME, ItemRole.PROVISION)}
        for role, section, words in (
            (ItemRole.NEED, row.section, row.need),
            (ItemRole.OUTCOME, "E", row.outcome),
            (ItemRole.PROVISION, _PROVISION_SECTION[row.section], row.line),
        ):
            position += 1
            area = row.words.area if role is ItemRole.NEED else ""
            ops += _item(review, ids[role], role, section, words, position, area)
        ops += _said(review, ids, row, level, dice)
        for first, second in ((ItemRole.NEED, ItemRole.OUTCOME), (ItemRole.OUTCOME, ItemRole.PROVISION)):
            if not dice.chance(_BROKEN * (1 - level / 3)):
                link = f"{review}.{ids[first]}-{ids[second]}"
                ops += [Op("thread_link", link, "linked", 1), Op("thread_link", link, "origin", "row")]
    confirmed = {"confirmed_by": person, "confirmed_on": on.isoformat()}
    return [*ops, Op("thread", f"{review}.thread", "confirmed", confirmed)]


def _item(review: str, id_: str, role: ItemRole, section: str, words: str, position: int, area: str) -> Iterator[Op]:
    fields = {
        "state": ACCEPTED,
        "role": role.value,
        "section": section,
        "words": words,
        "position": position,
        **({"area": area} if area else {}),
    }
    for field, value in fields.items():
        yield Op("thread_item", f"{review}.{id_}", field, value)


def _said(review: str, ids: dict[ItemRole, str], row: Row, level: float, dice: Dice) -> Iterator[Op]:
    outcome, line = f"{review}.{ids[ItemRole.OUTCOME]}", f"{review}.{ids[ItemRole.PROVISION]}"
    for test in ("specific", "measurable", "achievable", "realistic", "time_bound", "personal"):
        yield Op("thread_item", outcome, f"smart_{test}", int(dice.chance(0.72 + 0.08 * level)))
    for element in ("what", "who", "often", "long"):
        yield Op("thread_item", line, f"gives_{element}", int(row.is_specific))
    yield Op("thread_item", line, "countable", 1)
    yield Op("thread_item", line, "checked", 1)
    if not row.is_specific:
        yield Op("thread_item", line, "cause", dict(_VAGUE_ADVICE.get(row.words.area, {"cause": "drafting"})))


def document_of(plan: PlanWritten) -> bytes:
    """A plan as a docx on the lines of the national template."""
    from docx import Document

    document = Document()
    document.add_heading("Education, Health and Care Plan", 1)
    document.add_heading("Section A: Views, interests and aspirations", 2)
    document.add_paragraph(plan.aspiration)
    document.add_heading("Sections B, F and E: special educational needs, provision and outcomes", 2)
    _table(document, ("B: Need", "F: Provision", "E: Outcome"), [row for row in plan.rows if row.section == "B"])
    for heading, columns, section, none in (
        ("Section C: Health care needs", ("C: Need", "G: Provision", "E: Outcome"), "C", plan.none_health),
        ("Section D: Social care needs", ("D: Need", "H1: Provision", "E: Outcome"), "D", plan.none_care),
    ):
        document.add_heading(heading, 2)
        if rows := [row for row in plan.rows if row.section == section]:
            _table(document, columns, rows)
        else:
            document.add_paragraph(none)
    for heading, words in _LAST:
        document.add_heading(heading, 2)
        document.add_paragraph(words)
    content = BytesIO()
    document.save(content)
    return _same_bytes(content)


def _same_bytes(content: BytesIO) -> bytes:
    """The same file without the moment at which each part was packed."""
    packed = BytesIO()
    with ZipFile(content) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name), old.read(name), ZIP_DEFLATED)
    return packed.getvalue()


_LAST = (
    ("Section H2: Other social care provision", "None."),
    ("Section I: Placement", "A mainstream school; the type is named in the final plan."),
    ("Section J: Personal budget", "No direct payment."),
    ("Section K: Advice and information", "School, educational psychologist, community paediatrician; all appended."),
)


def _table(document: Any, columns: tuple[str, ...], rows: list[Row]) -> None:
    table = document.add_table(1 + len(rows), len(columns), style="Table Grid")
    for cell, words in zip(table.rows[0].cells, columns, strict=True):
        cell.text = words
    for line, row in zip(table.rows[1:], rows, strict=True):
        for cell, words in zip(line.cells, (row.need, row.line, row.outcome), strict=True):
            cell.text = words
