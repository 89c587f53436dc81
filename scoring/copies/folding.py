"""A plan's text as one run of plain letters to search in, each of which knows where it came from; it looks for nothing.

Accents, full-width signs, joined letters, soft hyphens and kinds of dashes, blanks and apostrophes make no difference
there. A word divided at the end of a line is found in two ways: with its hyphen, and joined.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Final

from scoring.copies.kinds import STAND_INS
from scoring.plan.text import BlockKind, Place, PlanText

BOUNDARY: Final = "\x1e"
"""Stands between two blocks; it is white space to a regular expression."""

MASK: Final = "\ue000"
"""Stands for a stand-in that is there already, so that nothing is found in it."""

_LINE_ENDS: Final = frozenset("\n\r\x0b\x0c\x85\u2028\u2029")
_DASHES: Final = frozenset("\u2010\u2011\u2012\u2013\u2014\u2212\u00ad\ufe63\uff0d") - {"\u00ad"}
_APOSTROPHES: Final = frozenset("\u2018\u2019\u02bc\u0060\u00b4\u2032\uff07")
_DIVIDED: Final = re.compile(r"(?<=[^\W\d_])-[ ]*[\n\x1e][ ]*(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Folded:
    """Plain letters; character n stands for the source from `starts[n]` up to `ends[n]`."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a run of at least one plain letter stands in the source."""
        return self.starts[start], self.ends[end - 1]


@dataclass(frozen=True)
class Whole:
    """All blocks of a text as one run, a boundary between two of them."""

    plan: PlanText

    @cached_property
    def text(self) -> str:
        """Every block's words."""
        return BOUNDARY.join(block.text for block in self.plan.blocks)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each block begins."""
        return tuple(accumulate((len(block.text) + 1 for block in self.plan.blocks), initial=0))[:-1]

    @cached_property
    def folded(self) -> Folded:
        """The text with divided words as they stand."""
        return fold(self.text)

    @cached_property
    def joined(self) -> Folded:
        """The text with divided words joined."""
        return _without(self.folded, _DIVIDED.finditer(self.folded.text))

    @cached_property
    def tables(self) -> dict[int, list[int]]:
        """The cells of each table, by their numbers."""
        found: dict[int, list[int]] = {}
        for number, block in enumerate(self.plan.blocks):
            if block.kind is BlockKind.CELL:
                found.setdefault(block.address.table, []).append(number)
        return found

    @property
    def both(self) -> tuple[Folded, Folded]:
        """The two ways in which a word may stand."""
        return self.folded, self.joined

    def block_at(self, position: int) -> int:
        """The number of the block that a position lies in."""
        return max(0, bisect_right(self.starts, position) - 1)

    def pieces(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """A run block by block: number, begin and end within the block; what is empty there is left out."""
        for number in range(self.block_at(start), self.block_at(max(start, end - 1)) + 1):
            begin, length = self.starts[number], len(self.plan.blocks[number].text)
            first, last = max(start - begin, 0), min(end - begin, length)
            if first < last:
                yield number, first, last

    def places(self, start: int, end: int) -> Iterator[Place]:
        """A run as places of the plan."""
        for number, first, last in self.pieces(start, end):
            yield Place(self.plan.blocks[number].id, first, last)


def fold(text: str) -> Folded:
    """A text as plain letters. Stand-ins of a reading copy are one sign each."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for found in STAND_INS.finditer(text):
        _fold_run(text, at, found.start(), letters, starts, ends)
        letters.append(MASK)
        starts.append(found.start())
        ends.append(found.end())
        at = found.end()
    _fold_run(text, at, len(text), letters, starts, ends)
    return Folded("".join(letters), tuple(starts), tuple(ends))


def plain(text: str) -> str:
    """The same for a few words whose places do not matter, blanks as single ones."""
    return " ".join(fold(text).text.split())


def _fold_run(text: str, begin: int, end: int, letters: list[str], starts: list[int], ends: list[int]) -> None:
    for number in range(begin, end):
        made = _letter(text[number])
        if not made and ends and unicodedata.category(text[number]) == "Mn":
            ends[-1] = number + 1  # an accent goes with its letter
        for one in made:
            letters.append(one)
            starts.append(number)
            ends.append(number + 1)


def _letter(sign: str) -> str:
    """What a character is searched as; empty for one that is not to be seen, and for an accent."""
    if sign in _LINE_ENDS:
        return "\n"
    if sign.isascii():
        return " " if sign == "\t" else "'" if sign == "`" else sign
    if sign in _DASHES:
        return "-"
    if sign in _APOSTROPHES:
        return "'"
    if sign.isspace():
        return " "
    if unicodedata.category(sign) == "Cf":
        return ""
    return "".join(one for one in unicodedata.normalize("NFKD", sign) if unicodedata.category(one) != "Mn")


def _without(folded: Folded, gaps: Iterable[re.Match[str]]) -> Folded:
    kept: list[slice] = []
    at = 0
    for gap in gaps:
        kept.append(slice(at, gap.start()))
        at = gap.end()
    kept.append(slice(at, len(folded.text)))
    return Folded(
        "".join(folded.text[one] for one in kept),
        tuple(number for one in kept for number in folded.starts[one]),
        tuple(number for one in kept for number in folded.ends[one]),
    )
