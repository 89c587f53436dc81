"""A plan's text as one run of paragraphs to be read, and where each of its pieces stands in it; it knows no Qt.

Positions count UTF-16 units, as a Qt document does.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import accumulate
from typing import Final

from scoring.plan.placing import Placed
from scoring.plan.sections import SECTIONS, PlanSections, SectionText
from scoring.plan.text import Address, Block, BlockKind, Place, PlanText

NOT_UNDERSTOOD: Final = "?"
"""Stands for the section of what was not understood."""

OUTSIDE: Final = "-"
"""Stands for headings and running lines that belong to no section."""

TITLES: Final[Mapping[str, str]] = {
    "A": "Views, interests and aspirations",
    "B": "Special educational needs",
    "C": "Health care needs",
    "D": "Social care needs",
    "E": "Outcomes",
    "F": "Special educational provision",
    "G": "Health care provision",
    "H1": "Social care provision under the 1970 Act",
    "H2": "Other social care provision",
    "I": "Placement",
    "J": "Personal budget",
    "K": "Advice and information",
}
_STATES: Final = {
    SectionText.NONE: ("explicit none", ""),
    SectionText.BLANK: ("blank", "The section has its heading and no words."),
    SectionText.MISSING: ("missing", "The plan has no such section. That is a finding for W1."),
}


class Order(StrEnum):
    """Section by section, or as the document runs."""

    SECTIONS = "by section"
    READING = "as it stands"


class Shape(StrEnum):
    """How a paragraph is shown."""

    SECTION = "section"
    NOTE = "note"
    ROW = "row"
    HEADING = "heading"
    TEXT = "text"
    LIST = "list"
    CELL = "cell"
    SMALL = "small"


@dataclass(frozen=True, slots=True)
class Para:
    """One paragraph; `block` is empty where the app and not the plan says it. `section` is where it is shown."""

    shape: Shape
    text: str
    section: str
    block: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Chosen:
    """Words chosen in the plan: as quoted, their section and the place of the first of them, and all their blocks."""

    words: str
    section: str
    place: Place
    blocks: tuple[str, ...]


def place_words(section: str, address: Address) -> str:
    """Where words stand, as an auditor would say it: “F, table 2 row 3”."""
    where = address.words.replace(", row", " row").replace(", column", " column")
    return ", ".join(part for part in (section if section in SECTIONS else "", where) if part)


@dataclass(frozen=True)
class PlanScript:
    """The paragraphs in the order in which they are shown."""

    text: PlanText
    sections: PlanSections
    paras: tuple[Para, ...]

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each paragraph begins; one more than its length lies between two."""
        return tuple(accumulate((units(para.text) + 1 for para in self.paras), initial=0))[:-1]

    @cached_property
    def _at(self) -> dict[str, int]:
        return {para.block: number for number, para in enumerate(self.paras) if para.block}

    @cached_property
    def _headings(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for number, para in enumerate(self.paras):
            if para.shape is Shape.SECTION or para.section in SECTIONS:
                found.setdefault(para.section, number)
        return found

    def number_at(self, position: int) -> int:
        """Which paragraph a position lies in."""
        return max(0, bisect_right(self.starts, position) - 1)

    def para_at(self, position: int) -> Para | None:
        """The paragraph at a position; None where there is no text."""
        return self.paras[self.number_at(position)] if self.paras else None

    def place_at(self, position: int) -> Place | None:
        """The block and character at a position; None where the app speaks there."""
        number = self.number_at(position)
        para = self.paras[number] if self.paras else None
        if para is None or not para.block:
            return None
        offset = characters(para.text, position - self.starts[number])
        return Place(para.block, offset, offset)

    def span_of(self, place: Place) -> tuple[int, int] | None:
        """From where to where the words of a place stand; None where this text has no such block."""
        number = self._at.get(place.block)
        if number is None:
            return None
        start, words = self.starts[number], self.paras[number].text
        end = place.end or len(words)
        return start + units(words[: place.start]), start + units(words[:end])

    def section_start(self, section: str) -> int | None:
        """Where a section begins; None where nothing is shown of it."""
        number = self._headings.get(section)
        return None if number is None else self.starts[number]

    def chosen(self, first: int, last: int) -> Chosen | None:
        """The plan's words between two positions, without what the app says there; None where there are none."""
        found = [piece for piece in self._pieces(first, last) if piece[2].strip()]
        if not found:
            return None
        para, place, _ = found[0]
        words = "\n".join(self.text.block(one.block).text[one.start : one.end] for _, one, _ in found)
        placed = self.sections.by_block[para.block]
        return Chosen(words, placed.section, place, tuple(piece[0].block for piece in found))

    def where(self, block: str) -> str:
        """The section and address of a block in words. Raises KeyError where there is none."""
        return place_words(self.sections.by_block[block].section, self.text.block(block).address)

    def _pieces(self, first: int, last: int) -> Iterator[tuple[Para, Place, str]]:
        if not self.paras or last <= first:
            return
        for number in range(self.number_at(first), self.number_at(last) + 1):
            para, start = self.paras[number], self.starts[number]
            if para.block:
                begin, end = characters(para.text, first - start), characters(para.text, last - start)
                words = para.text[begin:end]
                begin += len(words) - len(words.lstrip())
                end -= len(words) - len(words.rstrip())
                yield para, Place(para.block, begin, end), words


def units(text: str) -> int:
    """How long a text is in UTF-16 units."""
    return len(text) + sum(character > "\uffff" for character in text)


def characters(text: str, count: int) -> int:
    """How many characters the first so many UTF-16 units hold, within the text."""
    if count <= 0:
        return 0
    if text.isascii():
        return min(count, len(text))
    passed = 0
    for number, character in enumerate(text):
        passed += 2 if character > "\uffff" else 1
        if passed > count:
            return number
    return len(text)


def plain_script(text: PlanText, sections: PlanSections) -> PlanScript:
    """The text as the document runs, of which no sections are asked, as of advice. Nothing is left out."""
    return PlanScript(text, sections, tuple(_blocks(text, sections.placed)))


def script_of(text: PlanText, sections: PlanSections, order: Order, *, may_send: bool = True) -> PlanScript:
    """The text to be read in this order; what was not understood comes first in either. Nothing is left out.

    `may_send` says that what belongs to a section can be sent there.
    """
    lost = [one for one in sections.in_section("") if not one.is_label]
    rest = [one for one in sections.placed if one.section or one.is_label]
    paras = [*_not_understood(text, lost, may_send=may_send)]
    if order is Order.READING:
        if lost:
            paras.append(Para(Shape.SECTION, "The plan as it stands", OUTSIDE))
        paras += _blocks(text, rest)
    else:
        for section in SECTIONS:
            paras += _section(text, sections, section)
        outside = [one for one in rest if not one.section]
        if outside:
            paras.append(Para(Shape.SECTION, "Outside the sections: headings and running lines", OUTSIDE))
            paras += _blocks(text, outside)
    return PlanScript(text, sections, tuple(paras))


def _not_understood(text: PlanText, lost: Sequence[Placed], *, may_send: bool) -> Iterator[Para]:
    if not lost:
        return
    count = "1 piece stands" if len(lost) == 1 else f"{len(lost)} pieces stand"
    yield Para(Shape.SECTION, "Not understood", NOT_UNDERSTOOD)
    how = " Send what belongs to one there: Ctrl+Shift+its letter." if may_send else ""
    yield Para(Shape.NOTE, f"{count} in no section.{how}", NOT_UNDERSTOOD)
    yield from _blocks(text, lost, NOT_UNDERSTOOD)


def _section(text: PlanText, sections: PlanSections, section: str) -> Iterator[Para]:
    word, note = _STATES.get(sections.states[section], ("", ""))
    title = f"{section}  {TITLES[section]}" + (f": {word}" if word else "")
    yield Para(Shape.SECTION, title, section)
    if note:
        yield Para(Shape.NOTE, note, section)
    yield from _blocks(text, sections.in_section(section))


def _blocks(text: PlanText, placed: Sequence[Placed], section: str = "") -> Iterator[Para]:
    row = (0, 0)
    for one in placed:
        block = text.block(one.block)
        here = (block.address.table, block.address.row) if block.kind is BlockKind.CELL else (0, 0)
        shown_in = section or one.section or OUTSIDE
        if here != row and here[0]:
            yield Para(Shape.ROW, f"Table {here[0]}, row {here[1]}", shown_in)
        row = here
        yield Para(_shape(block, one), _one_paragraph(block.text), shown_in, block.id, block.level)


def _shape(block: Block, placed: Placed) -> Shape:
    if block.kind is BlockKind.CELL:
        return Shape.CELL
    if block.kind in (BlockKind.FURNITURE, BlockKind.FOOTNOTE):
        return Shape.SMALL
    if placed.is_label or block.kind is BlockKind.HEADING:
        return Shape.HEADING
    return Shape.LIST if block.kind is BlockKind.LIST_ITEM else Shape.TEXT


def _one_paragraph(text: str) -> str:
    """The same characters, none of which ends a paragraph or makes Qt drop one."""
    return text.translate(_BREAKS)


_BREAKS: Final = {
    **dict.fromkeys((ord("\n"), ord("\r"), 0x2029), "\u2028"),
    **dict.fromkeys((0, 0xFDD0, 0xFDD1), "\ufffd"),
}
