"""The columns of one table of a return: which cell is which element. It knows no file and no meaning of any value."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from audit_app.intake.sen2.records import ELEMENTS, SPELLINGS
from audit_app.intake.sheet import Cell, CellFault

LONGEST_VALUE: Final = 10_000
MOST_FAULTS: Final = 10_000
"""How many cells without a value are kept at most: the first of them stop the file."""
_WORD: Final = re.compile(r"[a-z0-9]+")
_ASIDE: Final = re.compile(r"\([^()]*\)")
_KEY: Final = re.compile(r"[a-z0-9]+tableid|referencedate")
_SYSTEM: Final = re.compile(r"nativeid|[a-z0-9]+orderseqcolumn|sourceid|record type|la")
_FLOAT: Final = re.compile(r"([0-9]{1,15})\.0")

Refuse = Callable[[int, str, str], Exception]
"""Makes the refusal of a table: row, heading, and the sentence."""


class TableRow(NamedTuple):
    """One row of a table: its number, its texts by element, and why a cell has no text where a workbook gives none."""

    number: int
    values: dict[str, str]
    faults: dict[str, str]


def plain_heading(heading: str) -> str:
    """A heading by its words alone: without case, signs, line breaks and what stands in brackets."""
    return " ".join(_WORD.findall(_ASIDE.sub(" ", heading.casefold())))


def own_name(heading: str) -> str:
    """A heading that is the name of an element, as exports and workbooks have them."""
    folded = heading.strip().casefold()
    return SPELLINGS.get(folded, folded)


def by_words(headings: Mapping[str, str]) -> Callable[[str], str]:
    """What finds the element of a heading in words, `headings` being those known of one table."""

    def element_of(heading: str) -> str:
        plain = plain_heading(heading)
        return own_name(headings.get(plain, plain))

    return element_of


class Headed:
    """Reads the rows under one line of headings; what no element stands for is counted in `unread`."""

    def __init__(
        self,
        number: int,
        cells: Sequence[Cell],
        element_of: Callable[[str], str],
        refuse: Refuse,
        unread: Counter[str],
    ) -> None:
        """Raises what `refuse` makes where two headings stand for one element."""
        texts = [cell.lstrip("\ufeff").strip() if isinstance(cell, str) else "" for cell in cells]
        self.names = tuple(element_of(text) if text else "" for text in texts)
        self.headings: Mapping[str, str] = dict(zip(self.names, texts, strict=True))
        self._refuse, self._unread = refuse, unread
        self._read = frozenset(name for name in self.names if name in ELEMENTS or _KEY.fullmatch(name))
        self._passed_over = frozenset(name for name in self.names if not name or _SYSTEM.fullmatch(name))
        doubled = next((one for one, count in Counter(self.names).items() if one and count > 1), None)
        if doubled is not None:
            raise refuse(number, self.headings[doubled], "The heading stands twice.")

    def rows(self, records: Iterable[tuple[int, Sequence[Cell]]]) -> Iterator[TableRow]:
        """Each row that holds anything under a heading. Raises what `refuse` makes for what would be lost."""
        for number, cells in records:
            if len(cells) > len(self.names) and any(cells[len(self.names) :]):
                raise self._refuse(number, "", "The row has more cells than there are headings.")
            row = self._row(number, cells)
            if row.values or row.faults:
                yield row

    def _row(self, number: int, cells: Sequence[Cell]) -> TableRow:
        values: dict[str, str] = {}
        faults: dict[str, str] = {}
        for name, cell in zip(self.names, cells, strict=False):
            if name in self._passed_over:
                continue
            if name not in self._read:
                self._unread[name] += bool(cell)
            elif isinstance(cell, CellFault):
                faults[name] = cell.message
            elif len(cell) > LONGEST_VALUE:
                raise self._refuse(number, self.headings[name], f"A cell is longer than {LONGEST_VALUE:,} characters.")
            else:
                values[name] = cell.strip()
        return TableRow(number, values if any(values.values()) else {}, faults)


def whole_number(text: str) -> str:
    """A text without the “.0” that a spreadsheet program adds to numbers that were kept as text."""
    found = _FLOAT.fullmatch(text)
    return found[1] if found is not None else text
