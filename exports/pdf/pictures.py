"""Pages of a finished report as pictures and as text, made in memory alone: nothing is written for them."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

from exports.pdf.styles import BOTTOM_MARGIN, TOP_MARGIN

WIDEST = 4000
"""The widest picture that is made, in pixels."""

_SLACK = 3.0  # letters reach a little beyond their margin
_ONE_AT_A_TIME = Lock()  # the library keeps state of its own, which two threads would damage


@dataclass(frozen=True, slots=True)
class PageTold:
    """One page: its size in points, and what it says between its running head and its foot."""

    width: float
    height: float
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """One page in pixels: rows of `stride` bytes, each pixel its blue, green and red and a byte without meaning."""

    width: int
    height: int
    stride: int
    data: bytes


def pages_told(data: bytes) -> tuple[PageTold, ...]:
    """Every page of a PDF, in order."""
    with _opened(data) as document:
        return tuple(_told(document, number) for number in range(len(document)))


def picture(data: bytes, number: int, width: int) -> Picture:
    """One page of a PDF, counted from 0, as a picture `width` pixels wide, at most WIDEST."""
    with _opened(data) as document, closing(document[number]) as page:
        scale = min(max(width, 1), WIDEST) / page.get_width()
        with closing(page.render(scale=scale, prefer_bgrx=True, rev_byteorder=False)) as bitmap:
            return Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    import pypdfium2

    with _ONE_AT_A_TIME, closing(pypdfium2.PdfDocument(data)) as document:
        yield document


def _told(document: Any, number: int) -> PageTold:
    with closing(document[number]) as page, closing(page.get_textpage()) as text:
        width, height = page.get_width(), page.get_height()
        top = height - TOP_MARGIN + _SLACK if number else height  # the first page has no running head
        said = text.get_text_bounded(left=0, bottom=BOTTOM_MARGIN - _SLACK, right=width, top=top)
        return PageTold(width, height, "\n".join(line.strip() for line in said.splitlines()))
