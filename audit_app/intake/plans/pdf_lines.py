"""Pieces of line on a PDF page with where they stand: by column, by cell, and whole where a word was divided."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Final

from audit_app.intake.plans.pdf_glyphs import baseline_at, character_at, is_bold_at, size_at
from audit_app.intake.plans.words import readable

GAP: Final = 0.5
"""A gap of so many line heights may part two columns, where a column begins there."""
WIDE: Final = 1.6
"""A gap between two words of so many line heights parts two columns."""

MARK_FROM: Final = 0xF0000
MARK_TO: Final = 0xF0000 + 999
"""A small raised number at a word stands as this character, until it is known whether a note has it."""
RAISED: Final = 0.8
"""A raised number is set in type of so much of the size beside it, or smaller."""
BESIDE: Final = 0.6
"""What stands so many sizes of type to the right, or nearer, is of the same line."""
BLANK: Final = 0.15
"""A gap of so many sizes of type is a blank."""
ABOVE: Final = 0.9
BELOW: Final = 0.2
"""So much of the size of type a line reaches above and below its line of writing; boxes of letters differ."""

_DIVIDED: Final = ("\x02", "\ufffe", "\u00ad")
"""What the reader puts where a line ends in a hyphen."""
_WORD: Final = re.compile(r"[^\s\x02\u00ad\ufffe]+[\x02\u00ad\ufffe]?|[\x02\u00ad\ufffe]")
_BROKEN: Final = re.compile(r"(?<=\d)\r\n(?=\S| \S)|(?<=\S)\r\n(?=[1-9])")
"""Where the reader may have taken a small raised number, or what follows one, for a line of its own."""
_NOTE: Final = re.compile(r"([1-9]\d{0,2})\u2060*(?=$|[^\W\d])")
_MARKED: Final = re.compile(r"(.*[^\W\d].*?)(?<!\d)([1-9]\d{0,2})\u2060*$")
_AT_END: Final = "0123456789\u2060"
_HYPHENS: Final = re.compile("[\x02\u00ad\ufffe]")
_SIGN: Final = re.compile(r"^(?:[•▪◦‣·●○■\uf0b7\uf0a7*–-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)])$")

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in points from the top left corner of the page as it is shown."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or the piece of one in a column: its text, page, box in points, and the page's height.

    `size` is that of its type; `first` is how wide its first word is; `note` the raised number that it begins with, or
    0; `is_divided` is whether it ends in a hyphen that the reader took away.
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
    note: int = 0
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
        from pypdfium2 import PdfiumError

        self._no_place = PdfiumError
        self._words = page.get_textpage()
        self._number = number
        self._view: Box = page.get_bbox()
        self._last: Box = (0.0, 0.0, 0.0, 0.0)
        self._count = self._words.count_chars()
        self._text = self._words.get_text_range() if self._count else ""
        if len(self._text) != self._count:  # then characters and their boxes would not match
            self._text = "".join(character_at(self._words, index) for index in range(self._count))
        self._text = _BROKEN.sub(self._mended, self._text)

    def _mended(self, broken: re.Match[str]) -> str:
        """A blank, or nothing, for the end of a line between a number and what stands beside it in another size.

        As many characters as before: a joiner is left out again when the text is made readable.
        """
        at, behind = broken.start() - 1, broken.end() + (self._text[broken.end()] == " ")
        before, after = self._box(at), self._box(behind)
        sizes = size_at(self._words, at), size_at(self._words, behind)
        is_beside = min(before[3], after[3]) > max(before[1], after[1]) and min(sizes) <= RAISED * max(sizes)
        gap = after[0] - before[2]
        if not is_beside or not -1 <= gap <= BESIDE * max(sizes):
            return broken.group()
        return "\u2060 " if gap > BLANK * max(sizes) else "\u2060\u2060"

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
            if not self._is_in_view(word.box):
                continue
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
        try:
            left, bottom, right, top = self._words.get_charbox(at, loose=True)
        except self._no_place:  # a character without a place of its own stands where the last one did
            return self._last
        edge, above = self._view[0], self._view[3]
        self._last = left - edge, above - top, right - edge, above - bottom
        return self._last

    def _is_in_view(self, box: Box) -> bool:
        """Whether the middle of a word stands on the part of the page that is shown.

        Some writers draw a row that is cut by the end of a page whole on both pages, beyond the edge of each.
        """
        width, height = self._view[2] - self._view[0], self._view[3] - self._view[1]
        return 0 <= box[0] + box[2] <= 2 * width and 0 <= box[1] + box[3] <= 2 * height

    def _begins_note(self, words: list[_Word]) -> int:
        """The raised number that a line begins with, 0 where it begins with none."""
        found = _NOTE.match(words[0].text)
        if found is None or (found.end() == len(words[0].text) and len(words) < 2):
            return 0
        behind = words[0].at + found.end() if found.end() < len(words[0].text) else words[1].at
        return int(found[1]) if self._is_raised(words[0].at, behind) else 0

    def _said(self, word: _Word) -> str:
        """A word with the raised number at its end as one mark."""
        found = _MARKED.match(word.text) if word.text[-1] in _AT_END else None
        if found is None or not self._is_raised(word.at + found.start(2), word.at):
            return word.text
        return found[1] + chr(MARK_FROM + int(found[2]))

    def _is_raised(self, at: int, beside: int) -> bool:
        return 0 < size_at(self._words, at) <= RAISED * size_at(self._words, beside)

    def _line(self, words: list[_Word]) -> Line | None:
        note = self._begins_note(words)
        if note:
            rest = words[0].text.lstrip("0123456789\u2060")
            words = [replace(words[0], text=rest), *words[1:]] if rest else words[1:]
        raw = "".join(self._said(word) if word.is_glued else f" {self._said(word)}" for word in words).lstrip(" ")
        ends_divided = raw.endswith(_DIVIDED)
        text = readable(_HYPHENS.sub("", raw))
        if not text:
            return None
        boxes = [word.box for word in words]
        widest = max(words, key=lambda word: word.box[2] - word.box[0])  # a sign of a list may be of another size
        size, base = size_at(self._words, widest.at), self._view[3] - baseline_at(self._words, widest.at)
        top, bottom = widest.box[1], widest.box[3]
        if size and top - size < base < bottom + size:
            top, bottom = base - ABOVE * size, base + BELOW * size
        last = words[-1]
        is_bold = is_bold_at(self._words, words[0].at) and is_bold_at(self._words, last.at + len(last.text) - 1)
        return Line(
            text,
            self._number,
            boxes[0][0],
            top,
            boxes[-1][2],
            bottom,
            self._view[3] - self._view[1],
            ends_divided,
            is_bold,
            size or bottom - top,
            boxes[0][2] - boxes[0][0],
            note,
            tuple(_gaps(words)),
        )


def _gaps(words: list[_Word]) -> Iterator[tuple[int, float, float]]:
    for at, (before, after) in enumerate(pairwise(words), 1):
        if after.box[0] - before.box[2] > GAP * (before.box[3] - before.box[1]):
            yield at, before.box[2], after.box[0]
