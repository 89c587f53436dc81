"""A page as a grid of how much ink stands where, to be kept as text; and what can be wrong with a page by itself."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import combinations

import pypdfium2

from exports.pdf.pictures import pages_told, picture
from exports.pdf.styles import BOTTOM_MARGIN

COLUMNS, ROWS = 20, 28
MOST_CELLS = 8
"""So many of the 560 cells of a page may differ by more than a step: letters are smoothed otherwise elsewhere."""
_WIDE = 200
_STEPS, _DARKEST = 24, 9
_EDGE, _LAPPED, _LEAST_WORDS = 24.0, 0.3, 8

Page = tuple[str, ...]
"""Its rows from top to bottom: a dot where there is no ink, else a digit."""


@dataclass(frozen=True, slots=True)
class Box:
    """A run of letters: what it says and where, in points from the lower left."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    def covers(self, other: "Box") -> float:
        """How much of the smaller of the two lies under the larger, 0 to 1."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.top, other.top) - max(self.bottom, other.bottom)
        least = min(self._area, other._area)
        return wide * high / least if wide > 0 and high > 0 and least else 0.0

    @property
    def _area(self) -> float:
        return (self.right - self.left) * (self.top - self.bottom)


def pages_of(data: bytes, wide: int = _WIDE) -> tuple[Page, ...]:
    """Every page of a PDF as its grid, drawn `wide` pixels wide."""
    return tuple(_page(data, number, wide) for number in range(len(pages_told(data))))


def _page(data: bytes, number: int, wide: int) -> Page:
    drawn = picture(data, number, wide)
    lines = [drawn.data[at * drawn.stride : at * drawn.stride + 4 * drawn.width][1::4] for at in range(drawn.height)]
    return tuple(
        "".join(_cell(lines, column, row, drawn.width, drawn.height) for column in range(COLUMNS))
        for row in range(ROWS)
    )


def _cell(lines: Sequence[bytes], column: int, row: int, width: int, height: int) -> str:
    left, right = column * width // COLUMNS, (column + 1) * width // COLUMNS
    part = lines[row * height // ROWS : (row + 1) * height // ROWS]
    light = sum(sum(line[left:right]) for line in part) / (255 * len(part) * (right - left))
    step = min(round((1 - light) * _STEPS), _DARKEST)
    return str(step) if step else "."


def differing(kept: Page, now: Page) -> int:
    """How many cells differ by more than a step."""
    pairs = zip("".join(kept), "".join(now), strict=True)
    return sum(abs(_step(one) - _step(other)) > 1 for one, other in pairs)


def _step(cell: str) -> int:
    return 0 if cell == "." else int(cell)


def faults(data: bytes) -> Iterator[str]:
    """What is wrong on each page: words beyond the edge, words over words, next to nothing on it."""
    with closing(pypdfium2.PdfDocument(data)) as document:
        for number in range(len(document)):
            with closing(document[number]) as page, closing(page.get_textpage()) as text:
                width, boxes = page.get_width(), _boxes(text)
            where = f"page {number + 1}"
            for box in boxes:
                if box.left < _EDGE or box.right > width - _EDGE:
                    yield f"{where}: “{box.text}” stands beyond the edge"
            for one, other in combinations(boxes, 2):
                if one.covers(other) > _LAPPED:
                    yield f"{where}: “{one.text}” stands over “{other.text}”"
            if sum(len(box.text.split()) for box in boxes if box.bottom > BOTTOM_MARGIN) < _LEAST_WORDS:
                yield f"{where}: next to nothing stands on it"


def _boxes(text: pypdfium2.PdfTextPage) -> list[Box]:
    rectangles = [text.get_rect(at) for at in range(text.count_rects())]
    return [Box(text.get_text_bounded(*one).strip(), *one) for one in rectangles]


def side_by_side(kept: Page | None, now: Page | None) -> str:
    """Both grids beside each other, to be read in a test's message."""
    none = ("(no page)".ljust(COLUMNS), *[" " * COLUMNS] * (ROWS - 1))
    return "\n".join(f"{one}   {other}" for one, other in zip(kept or none, now or none, strict=True))
