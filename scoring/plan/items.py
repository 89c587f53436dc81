"""Items proposed from a plan's sections: aspirations, needs, outcomes, lines of provision, with their words and places.

A proposal is never an item until an auditor accepts it.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from scoring.plan.areas import NeedArea
from scoring.plan.labels import only_labels, says_no_need
from scoring.plan.names import Column, is_explicit_none
from scoring.plan.pieces import is_point, is_strength, points, sign_length, statements
from scoring.plan.placed import Placed
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
_NEED_TOO: Final = re.compile(r"\bneeds\b|difficult", re.IGNORECASE)
_NOT_AN_OUTCOME: Final = re.compile(
    r"short[- ]term|steps? towards|monitor|review|target|arrangement|how will", re.IGNORECASE
)
_NOT_A_LINE: Final = re.compile(r"^(?:review|monitoring|arrangements|resources|funding|banding)", re.IGNORECASE)
_MOST_IN_ROW: Final = 200
"""A row of more pieces than this is a page in a frame and no line of provision."""
_LEAST: Final = 2
"""What has fewer letters is a mark or a piece of a box, and no item."""
_LEAD: Final = re.compile(r"\b(?:will|to|can|able to|will be able to)\s*(?:…|\.\.\.)?\s*[:…]$", re.IGNORECASE)
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
    return tuple(_Proposing(text, sections).found)


class _Proposing:
    """A plan's sections on their way into proposals."""

    def __init__(self, text: PlanText, sections: PlanSections) -> None:
        self.found: list[Proposal] = []
        self._text = text
        self._rows = _rows_of(text, sections)
        said = [one for one in sections.placed if not one.is_label and not _is_no_need(text.block(one.block).text)]
        self._stories = Counter(_story(one) for one in said)
        self._done: set[str] = set()
        self._lead: Block | None = None
        for placed in sections.placed:
            self._take(placed, text.block(placed.block))

    def _take(self, placed: Placed, block: Block) -> None:
        if placed.is_note:
            return
        role = _ROLE_OF.get(placed.section)
        if role is ItemRole.OUTCOME and _is_lead(block):
            self._lead = block
            return
        if role is None or placed.is_label:
            self._lead = None
            return
        if block.id in self._done or not _counts(placed, block, role):
            return
        beside = self._beside(placed, block, role)
        if beside:
            self._done.update(one.id for one in beside)
            mark = "; " if role is ItemRole.PROVISION else " "
            words = mark.join(one.text.strip() for one in beside)
            skip = sign_length(words) if role is not ItemRole.PROVISION else 0
            self.found.append(_proposal(role, placed, words[skip:], tuple(Place(one.id) for one in beside)))
            return
        if not _is_point(block):
            self._lead = None
        self.found.extend(self._of_block(placed, block, role))

    def _beside(self, placed: Placed, block: Block, role: ItemRole) -> list[Block]:
        """The blocks that make one item with this one: what, who and how often in a row; a need's paragraphs."""
        if not placed.row:
            return []
        row = self._rows.get((block.address.table, block.address.row, placed.section), [])
        if len(row) > _MOST_IN_ROW:
            return []
        if role is ItemRole.PROVISION and placed.column in _JOINED_COLUMNS:
            own = [(one, other) for one, other in row if one.column in _JOINED_COLUMNS]
            is_spread = any(one.column in (Column.WHO, Column.OFTEN) for one, _ in own)
            return [other for _, other in own if not is_explicit_none(other.text)] if is_spread else []
        if role is ItemRole.NEED and placed.column is Column.NEED:
            own_cell = [other for one, other in row if other.address.column == block.address.column]
            own_cell = [one for one in own_cell if not _is_no_need(one.text)]
            if len(own_cell) > 1 and not any(_is_point(one) for one in own_cell):
                return own_cell
        return []

    def _of_block(self, placed: Placed, block: Block, role: ItemRole) -> Iterator[Proposal]:
        lead = self._lead if _is_point(block) and role is ItemRole.OUTCOME else None
        for begin, end in self._pieces(placed, block, role):
            words = block.text[begin:end]
            skip = sign_length(words)
            begin, words = begin + skip, words[skip:].rstrip()
            if sum(map(str.isalpha, words)) < _LEAST or is_explicit_none(words):
                continue
            if role is ItemRole.NEED and _is_no_need(words):
                continue
            whole = begin == 0 and end == len(block.text)
            place = Place(block.id) if whole else Place(block.id, begin, begin + len(words))
            if lead is None:
                yield _proposal(role, placed, words, (place,))
            else:
                yield _proposal(role, placed, f"{lead.text.rstrip(' :')} {words}", (Place(lead.id), place))

    def _pieces(self, placed: Placed, block: Block, role: ItemRole) -> Iterator[tuple[int, int]]:
        """A list's points are items as they stand; prose is cut into sentences where it is all that stands there."""
        in_row = bool(placed.row) and placed.column is not Column.OTHER
        is_alone = self._stories[_story(placed)] == 1 or (in_row and role is ItemRole.PROVISION)
        for begin, end in points(block.text):
            words = block.text[begin:end]
            if _is_point(block) or is_point(words) or (in_row and role is ItemRole.NEED) or sign_length(words):
                yield begin, end
                continue
            for first, last in statements(words, role, only_dated=not is_alone):
                if role is not ItemRole.NEED or not is_strength(words[first:last]):
                    yield begin + first, begin + last


def _is_no_need(words: str) -> bool:
    return only_labels(words) or says_no_need(words)


def _story(placed: Placed) -> tuple[str, str, str, str]:
    return placed.section, placed.area or "", placed.label, placed.row


def _rows_of(text: PlanText, sections: PlanSections) -> dict[tuple[int, int, str], list[tuple[Placed, Block]]]:
    """The content of each row of each table, section by section."""
    found: dict[tuple[int, int, str], list[tuple[Placed, Block]]] = {}
    for placed in sections.placed:
        if placed.row and not placed.is_label:
            block = text.block(placed.block)
            found.setdefault((block.address.table, block.address.row, placed.section), []).append((placed, block))
    return found


def _is_point(block: Block) -> bool:
    """Whether a block is a point of a list."""
    return (
        block.kind is BlockKind.LIST_ITEM or (block.kind is BlockKind.CELL and block.level > 0) or is_point(block.text)
    )


def _counts(placed: Placed, block: Block, role: ItemRole) -> bool:
    """Whether a block of a section holds an item of its column."""
    if is_explicit_none(block.text) or placed.column in (Column.STRENGTH,):
        return False
    if role is ItemRole.ASPIRATION:
        is_labelled = _ASPIRATION_LABEL.search(placed.label) or placed.column is Column.ASPIRATION
        return bool(is_labelled or _WISH.search(block.text))
    if role is ItemRole.NEED:
        is_other = _NOT_A_NEED.search(placed.label) and not _NEED_TOO.search(placed.label)
        return placed.column in (Column.NEED, Column.OTHER) and not is_other
    if role is ItemRole.OUTCOME:
        return placed.column in (Column.OUTCOME, Column.OTHER) and not _NOT_AN_OUTCOME.search(placed.label)
    return placed.column not in (Column.NEED, Column.OUTCOME, Column.STRENGTH) and not _NOT_A_LINE.search(placed.label)


def _is_lead(block: Block) -> bool:
    """Whether a text only leads into a list: “By July 2027 Sam will:”."""
    return block.kind is not BlockKind.FURNITURE and _LEAD.search(block.text.rstrip()) is not None


def _proposal(role: ItemRole, placed: Placed, words: str, places: tuple[Place, ...]) -> Proposal:
    said = "\n".join([role.value, placed.section, *(f"{one.block} {one.start} {one.end}" for one in places), words])
    id_ = "p" + hashlib.sha256(said.encode()).hexdigest()[:16]
    return Proposal(id_, role, placed.section, words, places, placed.row, placed.area)
