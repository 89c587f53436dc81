"""The walk through a docx body: every paragraph and cell once, in reading order, with its address."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from audit_app.intake.plans.docx_parts import REFERENCES, Notes, Styles, W, whole_number
from audit_app.intake.plans.words import readable
from scoring.plan.text import Address, Block, BlockKind

DEEPEST: Final = 12
"""How deep tables may lie in one another; what lies deeper is read as one text."""

LONGEST_BOLD: Final = 140
"""A paragraph all in bold that is not longer, and no sentence, is a heading."""

MOST_COLUMNS: Final = 63
"""As Word has it."""
_MATHS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_GONE: Final = frozenset({f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}rPr", f"{W}pPr", _FALLBACK})
_SIGNS: Final = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}
_BOX: Final = f"{W}txbxContent"


@dataclass
class Walk:
    """One document on its way into blocks; it counts tables and paragraphs as it goes.

    A note comes behind the paragraph that refers to it, in a table behind the row, and keeps the address of that cell.
    """

    styles: Styles
    notes: Notes
    table: int = 0
    paragraphs: dict[str, int] = field(default_factory=dict)
    _waiting: list[Block] = field(default_factory=list)

    def blocks_of(self, element: Any, *, part: str = "", kind: BlockKind | None = None) -> Iterator[Block]:
        """The blocks of one child of a body, header or note; containers that only wrap are looked through."""
        yield from self._of(element, Address(part=part), kind, 0)

    def _of(self, element: Any, where: Address, kind: BlockKind | None, depth: int) -> Iterator[Block]:
        if element.tag == f"{W}p":
            yield from self._paragraph(element, where, kind, depth)
        elif element.tag == f"{W}tbl":
            yield from self._table(element, where, kind, depth)
        elif element.tag not in _GONE and isinstance(element.tag, str):
            for child in element:
                yield from self._of(child, where, kind, depth)

    def _paragraph(self, element: Any, where: Address, kind: BlockKind | None, depth: int) -> Iterator[Block]:
        number = self._next(where)
        words = readable("".join(_text(element)))
        if words:
            yield self._block(element, words, _at(where, number), kind)
        for box in _boxes(element):
            for child in box:
                yield from self._of(child, Address(part="text box"), kind, depth)
        if self.notes and kind is None:
            self._waiting.extend(self._notes(element, where))
            if not where.table:
                yield from self._noted()

    def _notes(self, element: Any, where: Address) -> Iterator[Block]:
        for reference in element.iter(*REFERENCES):
            if _is_within(reference, element, (*_GONE, _BOX)):
                continue
            part, notes = self.notes.take(reference)
            for note in notes:
                yield from self._of(note, replace(where, part=part.removesuffix("s")), BlockKind.FOOTNOTE, 0)

    def _noted(self) -> Iterator[Block]:
        yield from self._waiting
        self._waiting = []

    def rest(self) -> Iterator[Block]:
        """The notes that nothing refers to."""
        for part, note in self.notes.rest():
            yield from self._of(note, Address(part=part), BlockKind.FOOTNOTE, 0)

    def _block(self, element: Any, words: str, at: Address, kind: BlockKind | None) -> Block:
        level, in_list = self.styles.level_of(element), self.styles.list_depth(element)
        if kind is not None:
            return Block("", kind, words, at)
        if at.table:
            return Block("", BlockKind.CELL, words, at, level=level or in_list)
        if level:
            return Block("", BlockKind.HEADING, words, at, level=level)
        if in_list:
            return Block("", BlockKind.LIST_ITEM, words, at, level=in_list)
        if len(words) <= LONGEST_BOLD and not words.endswith((".", ",", ";")) and _is_bold(element):
            return Block("", BlockKind.HEADING, words, at, level=9)
        return Block("", BlockKind.PARAGRAPH, words, at)

    def _table(self, element: Any, where: Address, kind: BlockKind | None, depth: int) -> Iterator[Block]:
        if depth >= DEEPEST:
            inside = (one for one in element.iter(f"{W}p") if not _is_within(one, element, (_FALLBACK,)))
            words = readable("\n".join("".join(_text(one)) for one in inside))
            if words:
                yield Block("", kind or BlockKind.CELL, words, where)
            return
        self.table += 1
        table = self.table
        for row_number, row in enumerate(_through(element, f"{W}tr"), 1):
            is_header = row.find(f"{W}trPr/{W}tblHeader") is not None
            column = 1 + _skipped(row)
            for cell in _through(row, f"{W}tc"):
                span = _span(cell)
                at = Address(table=table, row=row_number, column=column, part=where.part)
                for block in self._cell(cell, at, kind, depth):
                    own = block.address.table == table
                    yield _as_cell(block, span, is_header) if own else block
                column += span
            if depth == 0:
                yield from self._noted()

    def _cell(self, cell: Any, at: Address, kind: BlockKind | None, depth: int) -> Iterator[Block]:
        for child in cell:
            yield from self._of(child, at, kind, depth + 1)

    def _next(self, where: Address) -> int:
        key = f"{where.part}/{where.table}/{where.row}/{where.column}"
        self.paragraphs[key] = self.paragraphs.get(key, 0) + 1
        return self.paragraphs[key]


def _at(where: Address, number: int) -> Address:
    return Address(where.page, where.table, where.row, where.column, number, where.part)


def _as_cell(block: Block, span: int, is_header: bool) -> Block:
    return Block("", block.kind, block.text, block.address, block.level, is_header, span)


def _text(element: Any) -> Iterator[str]:
    """The words of a paragraph: what was inserted is read, what was deleted is not, text boxes come on their own."""
    for child in element:
        tag = child.tag
        if tag in _GONE or tag == _BOX or not isinstance(tag, str):
            continue
        if tag in (f"{W}t", _MATHS):
            yield child.text or ""
        elif tag in _SIGNS:
            yield _SIGNS[tag]
        else:
            yield from _text(child)


def _is_bold(element: Any) -> bool:
    """Whether every word of a paragraph is set in bold."""
    runs = [run for run in element.iter(f"{W}r") if any((one.text or "").strip() for one in run.iterfind(f"{W}t"))]
    return bool(runs) and all(_says_bold(run.find(f"{W}rPr/{W}b")) for run in runs)


def _says_bold(mark: Any) -> bool:
    return mark is not None and (mark.get(f"{W}val") or "1") not in ("0", "false", "off")


def _boxes(element: Any) -> Iterator[Any]:
    """The text boxes of a paragraph; those within another box come with it."""
    for box in element.iter(_BOX):
        if not _is_within(box, element, (_FALLBACK, _BOX)):
            yield box


def _is_within(inner: Any, outer: Any, tags: tuple[str, ...]) -> bool:
    for above in inner.iterancestors():
        if above is outer:
            return False
        if above.tag in tags:
            return True
    return False


def _through(element: Any, wanted: str) -> Iterator[Any]:
    """The children of a kind, looking through containers that only wrap them (content controls, insertions)."""
    for child in element:
        if child.tag == wanted:
            yield child
        elif isinstance(child.tag, str) and child.tag not in _GONE and child.tag not in (f"{W}tbl", f"{W}p"):
            yield from _through(child, wanted)


def _skipped(row: Any) -> int:
    before = row.find(f"{W}trPr/{W}gridBefore")
    return whole_number(before, 0, MOST_COLUMNS) if before is not None else 0


def _span(cell: Any) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    return whole_number(span, 1, MOST_COLUMNS) if span is not None else 1
