"""Pieces of line on a PDF page with where they stand: by column, by cell, and whole where a word was divided."""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import hypot
from typing import Any, Final

from audit_app.intake.plans.words import readable

GAP: Final = 0.5
"""A gap of so many line heights may part two columns, where a column begins there."""
WIDE: Final = 1.6
"""A gap between two words of so many line heights parts two columns."""

ABOVE: Final = 0.9
BELOW: Final = 0.2
"""So much of the size of type a line reaches above and below its line of writing; boxes of letters differ."""

_DIVIDED: Final = ("\x02", "\ufffe", "\u00ad")
"""What the reader puts where a line ends in a hyphen."""
_WORD: Final = re.compile(r"[^\s\x02\u00ad\ufffe]+[\x02\u00ad\ufffe]?|[\x02\u00ad\ufffe]")
_ORDINAL: Final = re.compile(r"(?<=\d)\r\n(?=(?:st|nd|rd|th)\b)", re.IGNORECASE)
"""A raised “th” on a line of its own, as the reader says it; the joiners in its place are left out again."""
_HYPHENS: Final = re.compile("[\x02\u00ad\ufffe]")
_SIGN: Final = re.compile(r"^(?:[•▪◦‣·●○■\uf0b7\uf0a7*–-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)])$")

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in points from the top left corner of the page."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or the piece of one in a column: its text, page, box in points, and the page's height.

    `size` is that of its type; `first` is how wide its first word is; `is_divided` is whether it ends in a hyphen that
    the reader took away.
    """

    text: str
    page: int
    left: float
    top: float
    right: float
    bottom: float
    page_height: float
    is_divided: bool = False
    is_bold: bool = False
    size: float = 0.0
    first: float = 0.0
    gaps: tuple[tuple[int, float, float], ...] = ()
    """Wider gaps between words: how many words stand before, where they end, and where the next begins, in points."""

    @property
    def height(self) -> float:
        """How high the line is, in points."""
        return max(self.bottom - self.top, 1.0)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    box: Box
    cell: int
    at: int
    is_glued: bool
    """Whether no blank stands before it, as where a word is divided."""


class PageWords:
    """The words of a page in the order in which the PDF says them."""

    def __init__(self, page: Any, number: int) -> None:
        self._words = page.get_textpage()
        self._number = number
        self._height = page.get_height()
        self._last: Box = (0.0, 0.0, 0.0, 0.0)
        self._count = self._words.count_chars()
        self._text = self._words.get_text_range() if self._count else ""
        if len(self._text) != self._count:  # then characters and their boxes would not match
            self._text = "".join(_character(self._words, index) for index in range(self._count))
        self._text = _ORDINAL.sub("\u2060\u2060", self._text)

    @property
    def is_any(self) -> bool:
        """Whether there is any text."""
        return bool(self._text.strip())

    def close(self) -> None:
        """Give the page's text back."""
        self._words.close()

    def lines(self, cells: tuple[Box, ...] = ()) -> list[tuple[Line, int]]:
        """The pieces of line in the PDF's order, each with the index of its cell; -1 outside of all."""
        found: list[tuple[Line, int]] = []
        at = 0
        for raw in re.split(r"[\r\n]", self._text):
            for words in self._pieces(raw, at, cells):
                line = self._line(words)
                if line is not None:
                    found.append((line, words[0].cell))
            at += len(raw) + 1
        return found

    def _pieces(self, raw: str, at: int, cells: tuple[Box, ...]) -> Iterator[list[_Word]]:
        piece: list[_Word] = []
        behind = -1
        for found in _WORD.finditer(raw):
            word = self._word(found.group(), at + found.start(), cells, is_glued=found.start() == behind)
            behind = found.end()
            if piece and (word.cell != piece[-1].cell or self._is_far(piece, word)):
                yield piece
                piece = []
            piece.append(word)
        if piece:
            yield piece

    def _is_far(self, piece: list[_Word], word: _Word) -> bool:
        before = piece[-1].box
        if abs((before[1] + before[3]) - (word.box[1] + word.box[3])) > before[3] - before[1]:
            return True  # on another line, though the PDF says none
        if len(piece) == 1 and _SIGN.match(piece[0].text):
            return False  # the sign of a list stands far from its words
        return word.box[0] - before[2] > WIDE * max(before[3] - before[1], 1.0) or word.box[2] < piece[0].box[0] - 1

    def _word(self, text: str, at: int, cells: tuple[Box, ...], *, is_glued: bool) -> _Word:
        first, last = self._box(at), self._box(at + len(text) - 1)
        box = first[0], min(first[1], last[1]), max(last[2], first[2]), max(first[3], last[3])
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2  # a cell may have no margin at its left
        cell = next((n for n, one in enumerate(cells) if one[0] <= x <= one[2] and one[1] <= y <= one[3]), -1)
        return _Word(text, box, cell, at, is_glued)

    def _box(self, at: int) -> Box:
        from pypdfium2 import PdfiumError

        try:
            left, bottom, right, top = self._words.get_charbox(at, loose=True)
        except PdfiumError:  # a character without a place of its own stands where the last one did
            return self._last
        self._last = left, self._height - top, right, self._height - bottom
        return self._last

    def _line(self, words: list[_Word]) -> Line | None:
        raw = words[0].text + "".join(word.text if word.is_glued else f" {word.text}" for word in words[1:])
        ends_divided = raw.endswith(_DIVIDED)
        text = readable(_HYPHENS.sub("", raw))
        if not text:
            return None
        boxes = [word.box for word in words]
        widest = max(words, key=lambda word: word.box[2] - word.box[0])  # a sign of a list may be of another size
        size, base = _size(self._words, widest.at), self._height - _baseline(self._words, widest.at)
        top, bottom = widest.box[1], widest.box[3]
        if size and top - size < base < bottom + size:
            top, bottom = base - ABOVE * size, base + BELOW * size
        last = words[-1]
        is_bold = _is_bold(self._words, words[0].at) and _is_bold(self._words, last.at + len(last.text) - 1)
        return Line(
            text,
            self._number,
            boxes[0][0],
            top,
            boxes[-1][2],
            bottom,
            self._height,
            ends_divided,
            is_bold,
            size or bottom - top,
            boxes[0][2] - boxes[0][0],
            tuple(_gaps(words)),
        )


def _gaps(words: list[_Word]) -> Iterator[tuple[int, float, float]]:
    for at, (before, after) in enumerate(pairwise(words), 1):
        if after.box[0] - before.box[2] > GAP * (before.box[3] - before.box[1]):
            yield at, before.box[2], after.box[0]


def _character(words: Any, index: int) -> str:
    from pypdfium2.raw import FPDFText_GetUnicode

    code = FPDFText_GetUnicode(words.raw, index)
    return chr(code) if 0 < code <= 0xFFFF else "\ufffd"


def _baseline(words: Any, index: int) -> float:
    """How far above the bottom of the page the line of writing stands, in points."""
    from pypdfium2.raw import FPDFText_GetCharOrigin

    x, y = ctypes.c_double(), ctypes.c_double()
    return y.value if FPDFText_GetCharOrigin(words.raw, index, x, y) else 0.0


def _size(words: Any, index: int) -> float:
    """The size of type in points: what the PDF names, made as large as it draws it."""
    from pypdfium2.raw import FS_MATRIX, FPDFText_GetFontSize, FPDFText_GetMatrix

    matrix = FS_MATRIX()
    if not FPDFText_GetMatrix(words.raw, index, matrix):
        return 0.0
    return float(FPDFText_GetFontSize(words.raw, index)) * hypot(matrix.c, matrix.d)


def _is_bold(words: Any, index: int) -> bool:
    from pypdfium2.raw import FPDFText_GetFontInfo

    name = ctypes.create_string_buffer(128)
    FPDFText_GetFontInfo(words.raw, index, name, 128, ctypes.c_int())
    return b"bold" in name.value.lower() or b"black" in name.value.lower()
