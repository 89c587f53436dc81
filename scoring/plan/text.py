"""The words of a plan's document, piece by piece, each with its address; it does not know what they mean."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any


class BlockKind(StrEnum):
    """What a piece of text is in its document."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    CELL = "cell"
    FOOTNOTE = "footnote"
    FURNITURE = "furniture"
    """A running header or footer, a page number."""


NOTE_PARTS = ("footnote", "endnote")
"""The parts of notes that something refers to."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a piece of text stands, counted from 1; 0 where it does not apply.

    `paragraph` counts the paragraphs outside tables of the document (docx) or page (PDF), or those of a cell;
    `part` names a story of its own: "header", "footer", "text box"; "footnote" and "endnote" for a note that words
    before it, or in the cell of this address, refer to, "footnotes" and "endnotes" where none do.
    """

    page: int = 0
    table: int = 0
    row: int = 0
    column: int = 0
    paragraph: int = 0
    part: str = ""

    @property
    def words(self) -> str:
        """As an auditor would say it: “page 3, table 2, row 4, column 1”."""
        named = (
            ("page", self.page),
            ("table", self.table),
            ("row", self.row),
            ("column", self.column),
            ("paragraph", self.paragraph if not self.table else 0),
        )
        return ", ".join(
            [*([self.part] if self.part else []), *(f"{name} {number}" for name, number in named if number)]
        )


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, list item or table cell.

    `id` is "b" and its number in reading order, stable for one document. `level` is 1 to 9 for a heading or the depth
    of a list item, else 0. `header` marks a cell that names its column or row. `span` is how many columns a cell
    covers.
    """

    id: str
    kind: BlockKind
    text: str
    address: Address = Address()
    level: int = 0
    header: bool = False
    span: int = 1


@dataclass(frozen=True)
class PlanText:
    """A whole document as text: blocks in reading order, and how many pages it has (0 where it does not say)."""

    media: str
    blocks: tuple[Block, ...]
    pages: int = 0
    notes: tuple[str, ...] = ()
    """What could not be read, a sentence each: a picture of text, a page without text."""

    @cached_property
    def _by_id(self) -> dict[str, Block]:
        return {block.id: block for block in self.blocks}

    def block(self, id_: str) -> Block:
        """The block of that id. Raises KeyError where there is none."""
        return self._by_id[id_]


@dataclass(frozen=True, slots=True)
class Place:
    """Words within a block: from character `start` up to, not including, `end`; both 0 mean the whole block."""

    block: str
    start: int = 0
    end: int = 0

    def words_in(self, text: PlanText) -> str:
        """The words of the document at this place. Raises KeyError where the document has no such block."""
        found = text.block(self.block).text
        return found[self.start : self.end] if self.end else found


_ADDRESS = ("page", "table", "row", "column", "paragraph", "part")


def to_json(text: PlanText) -> str:
    """The text as one JSON document, the same bytes for the same text."""
    blocks = [
        [block.id, block.kind.value, block.text, block.level, int(block.header), block.span]
        + [getattr(block.address, name) for name in _ADDRESS]
        for block in text.blocks
    ]
    record = {"media": text.media, "pages": text.pages, "notes": list(text.notes), "blocks": blocks}
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def from_json(said: str) -> PlanText:
    """The text that `to_json` wrote. Raises ValueError where it did not."""
    try:
        record: Mapping[str, Any] = json.loads(said)
        blocks = tuple(_block(*values) for values in record["blocks"])
        return PlanText(record["media"], blocks, record["pages"], tuple(record["notes"]))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("This is not the text of a plan.") from error


def _block(id_: str, kind: str, text: str, level: int, header: int, span: int, *address: Any) -> Block:
    where = Address(**dict(zip(_ADDRESS, address, strict=True)))
    return Block(id_, BlockKind(kind), text, where, level, bool(header), span)
