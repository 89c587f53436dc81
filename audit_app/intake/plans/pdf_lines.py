"""Lines of a PDF page with where they stand, and which of them are running headers and footers."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

from audit_app.intake.plans.words import readable

EDGE: Final = 0.12
"""A running header or footer stands in this share of the page at its top or bottom."""
REPEATED_ON: Final = 3
"""On so many pages, and on half of all, a line at the edge has to stand to be a running one."""

_BROKEN_WORD: Final = ("\x02", "\ufffe")
"""What the reader puts where a word is divided at the end of a line."""
_DIGITS: Final = re.compile(r"\d+")
_PAGE_NUMBER: Final = re.compile(r"^\W*(?:page\s*)?\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its text, page, box in points from the page's top left corner, type size, and the page's height.

    `is_divided` is whether its last word goes on in the next line.
    """

    text: str
    page: int
    left: float
    top: float
    right: float
    bottom: float
    size: float
    page_height: float
    is_divided: bool = False

    @property
    def at_edge(self) -> bool:
        """Whether it stands where running headers and footers do."""
        return self.top < EDGE * self.page_height or self.bottom > (1 - EDGE) * self.page_height


def lines_of(page: Any, number: int) -> list[Line]:
    """The lines of a page in the order in which the PDF says them."""
    words = page.get_textpage()
    try:
        height = page.get_height()
        found, at = [], 0
        for raw in words.get_text_range().split("\n"):
            line = raw.rstrip("\r")
            text = readable(line.replace("\x02", "").replace("\ufffe", ""))
            if text:
                found.append(_line(words, line, text, at, number, height))
            at += len(raw) + 1
        return found
    finally:
        words.close()


def _line(words: Any, raw: str, text: str, at: int, number: int, height: float) -> Line:
    from pypdfium2.raw import FPDFText_GetFontSize

    first = at + len(raw) - len(raw.lstrip())
    last = at + len(raw.rstrip()) - 1
    boxes = [words.get_charbox(min(index, words.count_chars() - 1), loose=True) for index in (first, max(first, last))]
    left, bottom = boxes[0][0], min(box[1] for box in boxes)
    right, top = boxes[-1][2], max(box[3] for box in boxes)
    size = FPDFText_GetFontSize(words.raw, min(first, words.count_chars() - 1))
    return Line(
        text, number, left, height - top, right, height - bottom, size, height, raw.rstrip().endswith(_BROKEN_WORD)
    )


def repeated_lines(pages: list[list[Line]]) -> frozenset[str]:
    """The running headers and footers of a document, with digits left out: page numbers change."""
    counted = Counter(key for lines in pages for key in {_key(line) for line in lines if line.at_edge})
    enough = max(REPEATED_ON, len(pages) / 2)
    return frozenset(key for key, count in counted.items() if count >= enough)


def is_repeated(line: Line, repeated: frozenset[str]) -> bool:
    """Whether a line is a running header or footer, or a page number."""
    return line.at_edge and (_key(line) in repeated or _PAGE_NUMBER.match(line.text) is not None)


def _key(line: Line) -> str:
    return _DIGITS.sub("#", line.text.casefold())
