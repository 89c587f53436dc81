"""Lines of a PDF made into paragraphs, list items and headings, by their distance, signs and type size."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from statistics import median
from typing import Final

from audit_app.intake.plans.pdf_lines import Line
from scoring.plan.headings import letters_of
from scoring.plan.text import Address, Block, BlockKind

HEADING_SIZE: Final = 1.12
"""A line set so many times larger than the usual one is a heading."""
LONGEST_HEADING: Final = 140
FAR: Final = 0.25
"""A gap of more than so much of a line's height beyond the usual gap begins a new paragraph."""
LEADING: Final = 0.1
"""The gap between lines of a paragraph, in heights of a line, where no line of the document tells."""
OTHER_SIZE: Final = 0.06
"""A line whose height differs by more than this share begins a paragraph of its own."""

_BULLET: Final = re.compile(r"^(?:[•▪◦‣·●○■\uf0b7\uf0a7*–-]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+")
_END: Final = re.compile(r"[.!?:;][\"'”’)\]]*$")
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST: Final = re.compile(r"[^\W\d_]+$")
_FIRST: Final = re.compile(r"^[^\W\d_]+")


class Joining:
    """Puts lines together; the document's own words tell which hyphens belong to a word.

    `leading` is the gap between two lines of a paragraph in this document, in heights of a line.
    """

    def __init__(self, stories: Iterable[list[Line]]) -> None:
        every = list(stories)
        gaps = list(_gaps(every))
        self.leading = median(gaps) if gaps else LEADING
        self._words = {word for story in every for word in _whole_words(story)}

    def joined(self, lines: list[Line]) -> str:
        """The lines as they were written: a word that was divided is whole, a hyphen of its own is kept."""
        text = ""
        for line in lines:
            if text.endswith("\x02"):
                text = text[:-1] + ("-" if self._has_hyphen(text[:-1], line.text) else "")
            elif text and not text.endswith("-"):
                text += " "
            text += line.text + ("\x02" if line.is_divided else "")
        return text.replace("\x02", "-").strip()

    def _has_hyphen(self, before: str, after: str) -> bool:
        one, other = _LAST.search(before), _FIRST.search(after)
        if one is None or other is None:
            return True
        first, second = one.group().casefold(), other.group().casefold()
        if first + second in self._words:
            return False
        return f"{first}-{second}" in self._words or (first in self._words and second in self._words)


def _whole_words(lines: list[Line]) -> Iterator[str]:
    """The words of these lines without the parts of divided ones."""
    goes_on = False
    for line in lines:
        words = [word.casefold() for word in _WORD.findall(line.text)]
        yield from words[int(goes_on) : len(words) - int(line.is_divided)]
        goes_on = line.is_divided


def paragraphs(lines: list[Line], joining: Joining) -> Iterator[Block]:
    """The blocks that these lines of running text make, in their order."""
    if not lines:
        return
    usual = median(line.height for line in lines)
    numbers: dict[int, int] = {}
    for group in groups(lines, usual, leading_of([lines], joining)):
        yield _block(group, usual, numbers, joining)


def groups(lines: list[Line], usual: float, leading: float) -> Iterator[list[Line]]:
    """The lines paragraph by paragraph; `usual` is the height of a line, `leading` the gap between two, in heights."""
    group: list[Line] = []
    for line in lines:
        if group and _begins(line, group, usual, leading):
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
    gaps = list(_gaps(stories))
    return median(gaps) if len(gaps) > 2 else joining.leading


def _gaps(stories: list[list[Line]]) -> Iterator[float]:
    for lines in stories:
        for above, below in pairwise(lines):
            if _surely_goes_on(above, below):
                yield (below.top - above.bottom) / above.height


def _surely_goes_on(above: Line, below: Line) -> bool:
    is_open = _END.search(above.text) is None and (above.is_divided or below.text[:1].islower())
    return is_open and above.page == below.page and abs(below.top - above.bottom) < above.height


def _begins(line: Line, group: list[Line], usual: float, leading: float) -> bool:
    before = group[-1]
    if is_bullet(line.text) or _is_heading(line, usual) != _is_heading(before, usual):
        return True
    if abs(line.height - before.height) > OTHER_SIZE * before.height and line.text[:1].isupper():
        return True
    if line.page != before.page:
        return _END.search(before.text) is not None or not (before.is_divided or line.text[:1].islower())
    gap = line.top - before.bottom
    if gap > (leading + FAR) * before.height or line.top < before.top - before.height / 2:
        return True
    if abs(gap + before.height) < before.height / 2 and line.left > before.right:
        return True  # beside it, in another column
    return bool(letters_of(line.text)) and _is_heading(line, usual)


def _is_heading(line: Line, usual: float) -> bool:
    if len(line.text) > LONGEST_HEADING:
        return False
    return line.height > HEADING_SIZE * usual or line.is_bold or _is_lettered(line.text)


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
        return Block("", BlockKind.HEADING, text, at, level=1 if first.height > HEADING_SIZE * usual * 1.2 else 2)
    return Block("", BlockKind.PARAGRAPH, text, at)
