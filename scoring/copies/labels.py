"""Values beside the labels of a plan's header: “Name: …”, a cell beside or below its heading; it judges no value."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from scoring.copies.folding import MASK, plain
from scoring.copies.kinds import Kind
from scoring.copies.vocabulary import Vocabulary
from scoring.plan.text import Block, BlockKind, PlanText

_LONGEST: Final = 70
"""A label has no more characters."""
_LINE: Final = re.compile(r"[^\n]+")
_LABELLED: Final = re.compile(r"\s*(?P<label>[^:\t]{2,70}?)\s*(?::|\t|\s[-–—]\s)\s*(?P<value>.*)$", re.DOTALL)
_ADDRESS_LINES: Final = 5
_ROLES: Final = frozenset(
    ("role", "job title", "profession", "designation", "position", "agency", "service", "organisation", "title")
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value: in which block (by its number) it stands from `start` to `end`, and what its label asks for."""

    kind: Kind
    block: int
    start: int
    end: int


class LabelReader:
    """Reads the labels of one plan."""

    def __init__(self, plan: PlanText, vocabulary: Vocabulary) -> None:
        self._blocks, self._words = plan.blocks, vocabulary
        self._cells = {
            (one.address.table, one.address.row, one.address.column, one.address.page): number
            for number, one in reversed([*enumerate(plan.blocks)])
            if one.kind is BlockKind.CELL
        }
        self._bare = [self._label_of(one.text) for one in plan.blocks]
        self._rows: dict[tuple[int, int], list[int]] = {}
        for number, one in enumerate(plan.blocks):
            if one.kind is BlockKind.CELL and one.text.strip():
                self._rows.setdefault((one.address.table, one.address.row), []).append(number)
        self._roles = {
            row
            for row, cells in self._rows.items()
            if any(plain(plan.blocks[one].text).casefold().strip(" :") in _ROLES for one in cells)
        }

    def read(self) -> Iterator[Labelled]:
        """Every value beside, below or behind a label that is known."""
        for number, block in enumerate(self._blocks):
            yield from self._in_lines(number, block)

    def _in_lines(self, number: int, block: Block) -> Iterator[Labelled]:
        lines = [(one.start(), one.end()) for one in _LINE.finditer(block.text)]
        for at, (start, end) in enumerate(lines):
            line = block.text[start:end]
            found = _LABELLED.match(line)
            kind = self._label_of(found["label"]) if found else None
            if found and kind is not None and _says(found["value"]):
                last = self._end_of(kind, block, lines, at)
                yield Labelled(kind, number, start + found.start("value"), last)
            elif (kind := self._label_of(line)) is not None:
                if at + 1 < len(lines):
                    begin = lines[at + 1][0]
                    yield Labelled(kind, number, begin, self._end_of(kind, block, lines, at + 1))
                else:
                    yield from self._outside(number, kind)

    def _end_of(self, kind: Kind, block: Block, lines: list[tuple[int, int]], at: int) -> int:
        """Where a value ends: with its line; an address goes on until the next label."""
        last = lines[at][1]
        if kind is Kind.ADDRESS:
            for start, end in lines[at + 1 :]:
                line = block.text[start:end]
                found = _LABELLED.match(line)
                if self._label_of(line) is not None or (found and self._label_of(found["label"]) is not None):
                    break
                last = end
        return last

    def _outside(self, number: int, kind: Kind) -> Iterator[Labelled]:
        """The value of a label that has a block to itself."""
        block = self._blocks[number]
        if block.kind is BlockKind.CELL:
            beside = self._cell(block, 0, block.span)
            if beside is None or self._bare[beside] is not None or block.header or self._is_roles(block):
                yield from self._below(block, kind)
            else:
                yield from self._cells_from(beside, kind)
            return
        lines = _ADDRESS_LINES if kind is Kind.ADDRESS else 1
        for other in range(number + 1, min(number + 1 + lines, len(self._blocks))):
            following = self._blocks[other]
            if following.kind is BlockKind.HEADING or self._bare[other] is not None or not _is_short(following.text):
                return
            if other > number + 1 and _LABELLED.match(following.text):
                return
            yield Labelled(kind, other, 0, len(following.text))

    def _below(self, block: Block, kind: Kind) -> Iterator[Labelled]:
        """Every cell below a heading, until a row has another; a list of names with their roles is no child's."""
        if kind is Kind.CHILD and self._is_roles(block):
            kind = Kind.STAFF
        down = 1
        while (found := self._cell(block, down, 0)) is not None and not self._heads_anew(found):
            yield from self._cells_from(found, kind)
            down += 1

    def _heads_anew(self, number: int) -> bool:
        """Whether a cell is a label or stands in a row of them; “Parent” in a column of roles heads nothing."""
        block = self._blocks[number]
        row = self._rows.get((block.address.table, block.address.row), [])
        labels = sum(self._bare[one] is not None for one in row)
        return self._bare[number] is not None or self._is_roles(block) or 2 * labels > len(row)

    def _is_roles(self, block: Block) -> bool:
        """Whether a cell of its row asks for a role: then the row heads a list of people."""
        return (block.address.table, block.address.row) in self._roles

    def _cells_from(self, number: int, kind: Kind) -> Iterator[Labelled]:
        """All paragraphs of a cell."""
        address = self._blocks[number].address
        for other in range(number, len(self._blocks)):
            block = self._blocks[other]
            same = block.kind is BlockKind.CELL and (block.address.table, block.address.row, block.address.column) == (
                address.table,
                address.row,
                address.column,
            )
            if not same:
                return
            yield Labelled(kind, other, 0, len(block.text))

    def _cell(self, block: Block, down: int, right: int) -> int | None:
        here = block.address
        return self._cells.get((here.table, here.row + down, here.column + right, here.page))

    def _label_of(self, words: str) -> Kind | None:
        if len(words) > _LONGEST:
            return None
        said = plain(words).strip(" :*-")
        return self._words.kind_of_label(said) if said and MASK not in said else None


def _says(value: str) -> bool:
    return any(one.isalnum() for one in value)


def _is_short(words: str) -> bool:
    return len(words) <= _LONGEST and not words.rstrip().endswith((".", ":"))
