"""Which lines of a PDF run along its pages as headers and footers; it knows no paragraphs."""

import re
from collections import Counter
from typing import Final

from audit_app.intake.plans.pdf_lines import Line

EDGE: Final = 0.12
"""A running header or footer stands in this share of the page at its top or bottom."""
REPEATED_ON: Final = 2
"""On so many pages, and on half of all, a line at the edge has to stand to be a running one."""
NUMBERED_OFF: Final = 3
"""Printed page numbers may run so many behind or before, as after a title page without one."""
_DIGITS: Final = re.compile(r"\d+")
_PAGE_NUMBER: Final = re.compile(r"^\W*(?:page\s*)?\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?\W*$", re.IGNORECASE)


def repeated_lines(pages: list[list[Line]]) -> frozenset[str]:
    """The running headers and footers of a document, with page numbers left out, for they change."""
    last = len(pages)
    counted = Counter(key for lines in pages for key in {_key(line, last) for line in lines if _at_edge(line)})
    enough = max(REPEATED_ON, len(pages) / 2)
    return frozenset(key for key, count in counted.items() if count >= enough)


def is_repeated(line: Line, repeated: frozenset[str], last: int) -> bool:
    """Whether a line is a running header or footer, or a page number; `last` is how many pages there are."""
    return _at_edge(line) and (_key(line, last) in repeated or _PAGE_NUMBER.match(line.text) is not None)


def _key(line: Line, last: int) -> str:
    def shown(found: re.Match[str]) -> str:
        near = len(found.group()) < 4 and abs(int(found.group()) - line.page) <= NUMBERED_OFF
        return "#" if near or found.group() == str(last) else found.group()

    return _DIGITS.sub(shown, line.text.casefold())


def _at_edge(line: Line) -> bool:
    """Whether it stands where running headers and footers do."""
    return line.top < EDGE * line.page_height or line.bottom > (1 - EDGE) * line.page_height
