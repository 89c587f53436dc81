"""Lines of a PDF made into paragraphs, list items and headings, by their distance, signs and type size."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from statistics import median
from typing import Final

from audit_app.intake.plans.pdf_joining import END, Joining, gaps_of
from audit_app.intake.plans.pdf_lines import Line
from scoring.plan.headings import letters_of
from scoring.plan.text import Address, Block, BlockKind

HEADING_SIZE: Final = 1.12
"""A line set so many times larger than the usual one is a heading."""
LONGEST_HEADING: Final = 140
FAR: Final = 0.25
"""A gap of more than so much of a line's height beyond the usual gap begins a new paragraph."""
OTHER_SIZE: Final = 0.06
"""A line whose height differs by more than this share begins a paragraph of its own."""

ROOM: Final = 0.4
"""Beyond its first word, the next line leaves so much of its size to spare where it could have stood on this one."""

OUTDENT: Final = 6.0
"""Points by which a line begins left of those before it where these stand in from their first one."""

_LABELLED: Final = re.compile(r"^(?:outcome|need|provision|aspiration)\s*\d{1,2}\s*[:.–-]\s", re.IGNORECASE)
_BULLET: Final = re.compile(
    r"^(?:(?:[•▪◦‣·●○■\uf0b7\uf0a7*–-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+|\d{1,2}\.(?=[A-Z]))"
)


def paragraphs(lines: list[Line], joining: Joining) -> Iterator[Block]:
    """The blocks that these lines of running text make, in their order."""
    if not lines:
        return
    usual = median(line.size for line in lines)
    numbers: dict[int, int] = {}
    for group in groups(lines, usual, leading_of([lines], joining), _edges(lines)):
        yield _block(group, usual, numbers, joining)


def _edges(lines: list[Line]) -> dict[int, float]:
    """How far to the right the text of each page reaches; no page where lines stand side by side, as in columns."""
    found: dict[int, float] = {}
    beside: set[int] = set()
    for above, below in pairwise(lines):
        if above.page == below.page and below.top < above.bottom - above.height / 2:
            beside.add(above.page)
    for line in lines:
        found[line.page] = max(found.get(line.page, 0.0), line.right)
    return {page: right for page, right in found.items() if page not in beside}


def groups(lines: list[Line], usual: float, leading: float, edges: Mapping[int, float]) -> Iterator[list[Line]]:
    """The lines paragraph by paragraph.

    `usual` is the size of type, `leading` the gap between two lines in heights of one, `edges` how far to the right the
    text may reach on each page, where that is known.
    """
    group: list[Line] = []
    for line in lines:
        if group and _begins(line, group, usual, leading, edges.get(group[-1].page)):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def is_bullet(text: str) -> bool:
    """Whether a line begins a list item."""
    return _BULLET.match(text) is not None


def leading_of(stories: list[list[Line]], joining: Joining) -> float:
    """The gap between lines of a paragraph here, in heights of a line; the document's where here is too little."""
    gaps = list(gaps_of(stories))
    return median(gaps) if len(gaps) > 2 else joining.leading


def _begins(line: Line, group: list[Line], usual: float, leading: float, edge: float | None) -> bool:
    before = group[-1]
    if is_bullet(line.text) or _LABELLED.match(line.text) or _is_other(line, before, usual, edge):
        return True
    if abs(line.size - before.size) > OTHER_SIZE * before.size and line.text[:1].isupper():
        return True
    if line.page != before.page:
        is_full = edge is not None and not _had_room(before, line, edge)
        return END.search(before.text) is not None or not (is_full or before.is_divided or line.text[:1].islower())
    return (
        _stands_apart(line, group, leading)
        or (_may_begin(line, before) and _had_room(before, line, edge))
        or (bool(letters_of(line.text)) and _is_heading(line, usual))
    )


def _stands_apart(line: Line, group: list[Line], leading: float) -> bool:
    """Whether where a line stands says that it belongs to no paragraph above: a gap, another column, no indent."""
    before = group[-1]
    gap = line.top - before.bottom
    if gap > (leading + FAR) * before.height or line.top < before.top - before.height / 2:
        return True
    if abs(gap + before.height) < before.height / 2 and line.left > before.right:
        return True  # beside it, in another column
    return len(group) > 1 and is_bullet(group[0].text) and line.left < before.left - OUTDENT


def _may_begin(line: Line, before: Line) -> bool:
    begins = line.text[:1]
    return begins.isupper() or (END.search(before.text) is not None and not begins.islower())


def _is_other(line: Line, before: Line, usual: float, edge: float | None) -> bool:
    """Whether one of two lines is a heading and the other is not; what only a letter makes one may run on."""
    if _is_heading(line, usual) == _is_heading(before, usual):
        return False
    runs_on = edge is not None and not _had_room(before, line, edge)
    return _is_set_apart(before, usual) or _is_heading(line, usual) or not runs_on


def _had_room(before: Line, line: Line, edge: float | None) -> bool:
    """Whether a line's first word would have fitted on the line before: then that one was the last of a paragraph."""
    return edge is not None and before.right + line.first + ROOM * line.size < edge and not before.is_divided


def _is_heading(line: Line, usual: float) -> bool:
    if len(line.text) > LONGEST_HEADING:
        return False
    return _is_set_apart(line, usual) or _is_lettered(line.text)


def _is_set_apart(line: Line, usual: float) -> bool:
    return line.size > HEADING_SIZE * usual or line.is_bold


def _is_lettered(text: str) -> bool:
    return bool(letters_of(text)) and not text.rstrip().endswith((".", ",", ";"))


def _block(group: list[Line], usual: float, numbers: dict[int, int], joining: Joining) -> Block:
    first = group[0]
    numbers[first.page] = numbers.get(first.page, 0) + 1
    at = Address(page=first.page, paragraph=numbers[first.page])
    text = joining.joined(group)
    if is_bullet(text):
        return Block("", BlockKind.LIST_ITEM, text, at, level=1)
    if _is_heading(first, usual):
        return Block("", BlockKind.HEADING, text, at, level=1 if first.size > HEADING_SIZE * usual * 1.2 else 2)
    return Block("", BlockKind.PARAGRAPH, text, at)
