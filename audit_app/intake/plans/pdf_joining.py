"""Lines of a PDF put together to the text that was written: which hyphen at the end of a line belongs to a word."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from statistics import median
from typing import Final

from audit_app.intake.plans.pdf_lines import Line

LEADING: Final = 0.1
"""The gap between lines of a paragraph, in heights of a line, where no line of the document tells."""
END: Final = re.compile("[.!?:;][\"'”’)\\]\U000f0000-\U000f03e7]*$")
"""What ends a sentence, or leads into what follows."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST: Final = re.compile(r"[^\W\d_]+$")
_FIRST: Final = re.compile(r"^[^\W\d_]+")
_FIRSTS: Final = """
all anti co cross ear early ex eye face fine first full half hand high home key large life long low mid mini multi near
non one open out over part peer post pre quarter re real school second self semi short six small step ten third three
time top two under up well whole word year four five seven eight nine twelve fifteen twenty thirty forty fifty sixty
seventy eighty ninety
"""
_SECONDS: Final = """
about access age aged and based being care centred chair class day directed down ended eye face faced focused form free
friendly funded going grade group half hand help in informed led length level long made making minded minute month motor
old on one out paced page part person point rich round scale school sensory setting shaped sided sight sized skill
skills specific stage step talk term time to trained two up weekly wide word worker year years
"""
_FIRST_HALVES: Final = frozenset(_FIRSTS.split())
"""With these a word with a hyphen of its own usually begins."""
_SECOND_HALVES: Final = frozenset(_SECONDS.split())
"""With these one usually ends."""


class Joining:
    """Puts lines together; the document's own words tell which hyphens belong to a word.

    `leading` is the gap between two lines of a paragraph in this document, in heights of a line.
    """

    def __init__(self, stories: Iterable[list[Line]]) -> None:
        every = list(stories)
        gaps = list(gaps_of(every))
        self.leading = median(gaps) if gaps else LEADING
        self._words = {word for story in every for word in _whole_words(story)}
        self._divides = self._does_divide(every)

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
        known = self._known(before, after)
        return not self._divides if known is None else known

    def _known(self, before: str, after: str) -> bool | None:
        """Whether the document's words say that a hyphen belongs to a word; None where they do not tell."""
        one, other = _LAST.search(before), _FIRST.search(after)
        if one is None or other is None or other.group()[0].isupper() or one.group().isupper():
            return True
        first, second = one.group().casefold(), other.group().casefold()
        if first + second in self._words:
            return False
        is_own = f"{first}-{second}" in self._words or {first, second} <= self._words
        return True if is_own or first in _FIRST_HALVES or second in _SECOND_HALVES else None

    def _does_divide(self, stories: list[list[Line]]) -> bool:
        """Whether words are divided at the ends of lines here, as where nothing tells; a word processor divides none.

        The words of which something tells decide, by their number.
        """
        ends = [(one, other) for lines in stories for one, other in pairwise(lines) if one.is_divided]
        known = [self._known(one.text, other.text) for one, other in ends]
        return known.count(False) >= known.count(True)


def _whole_words(lines: list[Line]) -> Iterator[str]:
    """The words of these lines without the parts of divided ones."""
    goes_on = False
    for line in lines:
        words = [word.casefold() for word in _WORD.findall(line.text)]
        yield from words[int(goes_on) : len(words) - int(line.is_divided)]
        goes_on = line.is_divided


def gaps_of(stories: list[list[Line]]) -> Iterator[float]:
    """The gaps between lines that surely belong together, in heights of a line."""
    for lines in stories:
        for above, below in pairwise(lines):
            if _surely_goes_on(above, below):
                yield (below.top - above.bottom) / above.height


def _surely_goes_on(above: Line, below: Line) -> bool:
    is_open = END.search(above.text) is None and (above.is_divided or below.text[:1].islower())
    return is_open and above.page == below.page and abs(below.top - above.bottom) < above.height
