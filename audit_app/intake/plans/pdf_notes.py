"""Footnotes of a PDF: small raised numbers at words, and the notes at the foot of the page that begin with them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from audit_app.intake.plans.pdf_joining import Joining
from audit_app.intake.plans.pdf_lines import MARK_FROM, MARK_TO, Line
from scoring.plan.text import Address, Block, BlockKind

_PLAIN: Final = re.compile(r"(\d{1,3})\s?(?=[^\W\d])")
_MARK: Final = re.compile(f"[{chr(MARK_FROM)}-{chr(MARK_TO)}]")


@dataclass(frozen=True, slots=True)
class PdfNote:
    """A note at the foot of a page: its number, its page, its lines."""

    number: int
    page: int
    lines: tuple[Line, ...]


def marks_in(lines: Iterable[Line]) -> frozenset[int]:
    """The raised numbers at words of these lines."""
    return frozenset(ord(mark) - MARK_FROM for line in lines for mark in _MARK.findall(line.text))


def notes_on(lines: Sequence[Line], marks: frozenset[int]) -> tuple[list[Line], list[PdfNote]]:
    """A page's lines outside of tables without its notes, and those: from the first that begins with its number on.

    The number is raised, or plain where the page has it raised at a word, as `marks` tells; then the line stands in the
    lower half of the page.
    """
    running: list[Line] = []
    found: list[PdfNote] = []
    for line in lines:
        note = _beginning(line, marks - {one.number for one in found})
        if note is not None:
            found.append(note)
        elif found:
            found[-1] = replace(found[-1], lines=(*found[-1].lines, line))
        else:
            running.append(line)
    return running, found


def _beginning(line: Line, marks: frozenset[int]) -> PdfNote | None:
    if line.note:
        return PdfNote(line.note, line.page, (line,))
    found = _PLAIN.match(line.text)
    if found is None or int(found[1]) not in marks or line.top < line.page_height / 2:
        return None
    return PdfNote(int(found[1]), line.page, (replace(line, text=line.text[found.end() :]),))


def with_notes(blocks: Iterable[Block], notes: Sequence[PdfNote], joining: Joining) -> Iterator[Block]:
    """The blocks with each note behind what refers to it, in a table behind the row; others at the end.

    A raised number that no note has stays as the number that it was.
    """
    left = list(notes)
    waiting: list[Block] = []
    row = (0, 0)
    for block in blocks:
        here = (block.address.table, block.address.row)
        if here != row:
            yield from waiting
            waiting = []
        row = here
        text = block.text
        for mark in _MARK.findall(text):
            note = _note(left, ord(mark) - MARK_FROM, block.address.page)
            text = text.replace(mark, "" if note else str(ord(mark) - MARK_FROM), 1)
            if note is not None:
                left.remove(note)
                waiting.append(_block(note, joining, replace(block.address, part="footnote")))
        yield replace(block, text=text) if text != block.text else block
        if not here[0]:
            yield from waiting
            waiting = []
    yield from waiting
    yield from (_block(note, joining, Address(page=note.page, part="footnotes")) for note in left)


def _note(notes: Sequence[PdfNote], number: int, page: int) -> PdfNote | None:
    """The first note of that number on the page where its paragraph begins, or where it goes on."""
    return next((one for one in notes if one.number == number and page <= one.page <= page + 1), None)


def _block(note: PdfNote, joining: Joining, at: Address) -> Block:
    return Block("", BlockKind.FOOTNOTE, plain(joining.joined(list(note.lines))), at)


def plain(text: str) -> str:
    """The text with raised numbers as the numbers that they are."""
    return _MARK.sub(lambda found: str(ord(found.group()) - MARK_FROM), text)
