"""Lines of a PDF made into paragraphs, list items and headings, by their distance, signs and type size."""

import re
from collections.abc import Iterator
from statistics import median
from typing import Final

from audit_app.intake.plans.pdf_lines import Line
from scoring.plan.headings import letters_of
from scoring.plan.text import Address, Block, BlockKind

HEADING_SIZE: Final = 1.12
"""A line set so many times larger than the usual one is a heading."""
LONGEST_HEADING: Final = 140
FAR: Final = 0.75
"""A gap of more than so many line heights begins a new paragraph."""

_BULLET: Final = re.compile(r"^(?:[•▪◦‣·●○■\uf0b7\uf0a7*–-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+")
_END: Final = re.compile(r"[.!?:;][\"'”’)\]]*$")


def paragraphs(lines: list[Line]) -> Iterator[Block]:
    """The blocks that these lines of running text make, in their order."""
    if not lines:
        return
    usual = median(line.size for line in lines)
    numbers: dict[int, int] = {}
    group: list[Line] = []
    for line in lines:
        if group and _begins(line, group, usual):
            yield _block(group, usual, numbers)
            group = []
        group.append(line)
    yield _block(group, usual, numbers)


def joined(lines: list[tuple[str, bool]]) -> str:
    """Lines put together as they were written: a divided word whole, a hyphen kept, else a blank between."""
    text = ""
    for words, is_divided in lines:
        text += words if is_divided or words.endswith("-") else f"{words} "
    return text.strip()


def is_bullet(text: str) -> bool:
    """Whether a line begins a list item."""
    return _BULLET.match(text) is not None


def _begins(line: Line, group: list[Line], usual: float) -> bool:
    before = group[-1]
    if is_bullet(line.text) or _is_heading(line, usual) != _is_heading(before, usual) or letters_of(line.text):
        return True
    if _is_heading(before, usual) and letters_of(before.text) and not _is_heading(line, usual):
        return True
    if line.page != before.page:
        return _END.search(before.text) is not None or not line.text[:1].islower()
    height = max(before.bottom - before.top, 1.0)
    return line.top - before.bottom > FAR * height or line.top < before.top - height


def _is_heading(line: Line, usual: float) -> bool:
    if len(line.text) > LONGEST_HEADING:
        return False
    return line.size > HEADING_SIZE * usual or bool(letters_of(line.text))


def _block(group: list[Line], usual: float, numbers: dict[int, int]) -> Block:
    first = group[0]
    numbers[first.page] = numbers.get(first.page, 0) + 1
    at = Address(page=first.page, paragraph=numbers[first.page])
    text = joined([(line.text, line.is_divided) for line in group])
    if is_bullet(text):
        return Block("", BlockKind.LIST_ITEM, text, at, level=1)
    if _is_heading(first, usual):
        return Block("", BlockKind.HEADING, text, at, level=1 if first.size > HEADING_SIZE * usual * 1.2 else 2)
    return Block("", BlockKind.PARAGRAPH, text, at)
