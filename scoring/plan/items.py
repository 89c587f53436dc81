"""Items proposed from a plan's sections: aspirations, needs, outcomes, lines of provision, with their words and places.

A proposal is never an item until an auditor accepts it.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from scoring.plan.areas import NeedArea
from scoring.plan.names import Column, is_explicit_none
from scoring.plan.placing import Placed
from scoring.plan.sections import PlanSections
from scoring.plan.text import Block, BlockKind, Place, PlanText
from scoring.thread.model import SECTIONS_OF, ItemRole

_ROLE_OF: Final = {section: role for role, sections in SECTIONS_OF.items() for section in sections}
_WISH: Final = re.compile(
    r"\b(?:want(?:s)? to|would (?:like|love) to|hope(?:s)? (?:to|that)|wish(?:es)? (?:to|for|that)|dream|aspir|"
    r"ambition|in (?:the|my|his|her|their) future|when (?:i|he|she|they) (?:am|is|are|grows?|leaves?)|one day|"
    r"long[- ]term|short[- ]term)",
    re.IGNORECASE,
)
_ASPIRATION_LABEL: Final = re.compile(r"aspiration|hopes|wishes|dreams|future|goals", re.IGNORECASE)
_NOT_A_NEED: Final = re.compile(
    r"strength|can do|likes|interest|what .* well|history|background|baseline", re.IGNORECASE
)
_NOT_AN_OUTCOME: Final = re.compile(
    r"short[- ]term|steps? towards|monitor|review|target|arrangement|how will", re.IGNORECASE
)
_NOT_A_LINE: Final = re.compile(r"^(?:review|monitoring|arrangements|resources|funding|banding)", re.IGNORECASE)
_LABELLED: Final = re.compile(
    r"^(?:outcomes?|needs?|provision|aspirations?|long[- ]term outcome)\s*(?:\d{1,2}|[A-Z])?\s*[:.)–-]\s*",
    re.IGNORECASE,
)
_SIGN: Final = re.compile(r"^(?:[•▪◦‣·●○■\uf0b7\uf0a7*–-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+")
_JOINED_COLUMNS: Final = frozenset({Column.PROVISION, Column.WHO, Column.OFTEN})


@dataclass(frozen=True, slots=True)
class Proposal:
    """One item that the plan seems to hold. `row` is the same for items of one row of a table, "" outside."""

    id: str
    role: ItemRole
    section: str
    words: str
    places: tuple[Place, ...]
    row: str = ""
    area: NeedArea | None = None


def propose(text: PlanText, sections: PlanSections) -> tuple[Proposal, ...]:
    """What the auditor may put on the board, in reading order; explicit nones, labels and strengths are left out."""
    found: list[Proposal] = []
    rows_done: set[tuple[str, str]] = set()
    lead: tuple[Placed, Block] | None = None
    for placed in sections.placed:
        role = _ROLE_OF.get(placed.section)
        if role is None or placed.is_label:
            lead = None
            continue
        block = text.block(placed.block)
        if _is_lead(block):
            lead = (placed, block)
            continue
        if not _counts(placed, block, role):
            continue
        if role is ItemRole.PROVISION and _is_joined_row(placed, sections):
            if (placed.row, placed.section) not in rows_done:
                rows_done.add((placed.row, placed.section))
                found.append(_of_row(placed, text, sections, role))
            continue
        leads = lead if lead is not None and block.kind is BlockKind.LIST_ITEM else None
        lead = leads
        found.extend(_of_block(placed, block, role, leads[1] if leads and role is ItemRole.OUTCOME else None))
    return tuple(found)


def _counts(placed: Placed, block: Block, role: ItemRole) -> bool:
    """Whether a block of a section holds an item of its column."""
    if is_explicit_none(block.text) or placed.column in (Column.STRENGTH,):
        return False
    if role is ItemRole.ASPIRATION:
        is_labelled = _ASPIRATION_LABEL.search(placed.label) or placed.column is Column.ASPIRATION
        return bool(is_labelled or _WISH.search(block.text))
    if role is ItemRole.NEED:
        return placed.column in (Column.NEED, Column.OTHER) and not _NOT_A_NEED.search(placed.label)
    if role is ItemRole.OUTCOME:
        return placed.column in (Column.OUTCOME, Column.OTHER) and not _NOT_AN_OUTCOME.search(placed.label)
    return placed.column not in (Column.NEED, Column.OUTCOME, Column.STRENGTH) and not _NOT_A_LINE.search(placed.label)


def _is_lead(block: Block) -> bool:
    """Whether a paragraph only leads into a list: “By July 2027 Sam will:”."""
    return block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM) and block.text.rstrip().endswith(":")


def _is_joined_row(placed: Placed, sections: PlanSections) -> bool:
    """Whether a line of provision is spread over columns of its row: what, who, how often."""
    if not placed.row or placed.column not in _JOINED_COLUMNS:
        return False
    beside = {one.column for one in sections.in_section(placed.section) if one.row == placed.row and not one.is_label}
    return bool(beside & {Column.WHO, Column.OFTEN})


def _of_row(placed: Placed, text: PlanText, sections: PlanSections, role: ItemRole) -> Proposal:
    parts = [
        one
        for one in sections.in_section(placed.section)
        if one.row == placed.row and one.column in _JOINED_COLUMNS and not one.is_label
    ]
    words = "; ".join(text.block(one.block).text for one in parts)
    return _proposal(role, placed, words, tuple(Place(one.block) for one in parts))


def _of_block(placed: Placed, block: Block, role: ItemRole, lead: Block | None) -> Iterator[Proposal]:
    for begin, end in _pieces(block.text):
        words = block.text[begin:end]
        skip = _skipped(words)
        begin, words = begin + skip, words[skip:]
        if not words or is_explicit_none(words):
            continue
        whole = begin == 0 and end == len(block.text)
        place = Place(block.id) if whole else Place(block.id, begin, end)
        if lead is None:
            yield _proposal(role, placed, words, (place,))
        else:
            yield _proposal(role, placed, f"{lead.text.rstrip(' :')} {words}", (Place(lead.id), place))


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """The lines of a text that each begin with a sign of a list, else the whole text."""
    starts, at = [], 0
    for line in text.split("\n"):
        if _SIGN.match(line) or _LABELLED.match(line):
            starts.append(at)
        at += len(line) + 1
    if not starts:
        yield 0, len(text)
        return
    if starts[0] > 0 and not text[: starts[0]].rstrip().endswith(":"):
        yield 0, starts[0] - 1
    yield from zip(starts, [*(start - 1 for start in starts[1:]), len(text)], strict=True)


def _skipped(words: str) -> int:
    """How many characters a sign or label at the beginning takes."""
    sign = _SIGN.match(words)
    behind = sign.end() if sign else 0
    label = _LABELLED.match(words[behind:])
    return behind + (label.end() if label else 0)


def _proposal(role: ItemRole, placed: Placed, words: str, places: tuple[Place, ...]) -> Proposal:
    said = "\n".join([role.value, placed.section, *(f"{one.block} {one.start} {one.end}" for one in places), words])
    id_ = "p" + hashlib.sha256(said.encode()).hexdigest()[:16]
    return Proposal(id_, role, placed.section, words, places, placed.row, placed.area)
