"""Finding the table in a sheet: titles, headings, what stands above them, rows; pure, it knows no mapping."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from audit_app.intake.cells import parse_date, squeezed
from audit_app.intake.faults import refusal
from audit_app.intake.past_grid import Grid, Rows
from audit_app.intake.sheet import Cell

ROWS_FOR_HEADINGS: Final = 30
"""How many rows from the top may be the row of headings."""
LONGEST_HEADING: Final = 500
_LEAST: Final = 2
_KNOWN, _TWICE = 2.0, 0.5
_GROUP_ROWS: Final = 2
_NUMBER: Final = re.compile(r"[+-]?[\d.,\s]+%?")
_REFERENCE: Final = re.compile(r"(?=\S*\d)[\w/.-]+")
_HIDDEN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_LETTERS: Final = 26


@dataclass(frozen=True, slots=True)
class PastColumn:
    """One column of the table: its place in the rows, its heading on one line, and the cell above it, if any."""

    at: int
    heading: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where what stands in a sheet: `titles` are the words above, `rows` what stands below the headings.

    `heading_row` is the row's number in the sheet. `said` are sentences about what is not as it should be.
    """

    grid: Grid
    heading_row: int
    columns: tuple[PastColumn, ...]
    rows: Rows = field(repr=False)
    titles: tuple[str, ...] = ()
    said: tuple[str, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings in their order; each stands once."""
        return tuple(column.heading for column in self.columns)


def find_layout(grid: Grid, is_known: Callable[[str], bool], heading_row: int = 0) -> Layout:
    """Find headings and rows; `is_known` tells headings that are known, `heading_row` names the row where it is not 0.

    Raises AppError where no row can be headings, or nothing stands below them.
    """
    at = _heading_at(grid.rows, is_known, heading_row)
    if at is None:
        where = f"Row {heading_row} is empty." if heading_row else "No row has headings for at least two columns."
        raise refusal(f"{where} Give the columns headings, or say in which row they are.", grid.place())
    number, cells = grid.rows[at]
    body = grid.rows[at + 1 :]
    if not body:
        raise refusal("There are no rows below the headings.", grid.place(number))
    texts = [plain(cell) for cell in cells]
    groups, above = _groups(grid.rows[:at], texts)
    columns, said = _columns(texts, groups, body)
    titles = tuple(dict.fromkeys(text for _, row in above for text in map(plain, row) if text))
    if len(columns) < _LEAST:
        raise refusal("There are fewer than two columns with a heading and values.", grid.place(number))
    return Layout(
        grid, number, columns, body, titles, (*_title_words(titles, number), *said, *_merged_words(grid, number))
    )


def plain(cell: Cell) -> str:
    """A cell's text on one line, without characters that cannot be seen, cut to 500 characters; empty for a fault."""
    if not isinstance(cell, str):
        return ""
    text = " ".join(_HIDDEN.sub(" ", cell.lstrip("\ufeff")).split())
    return text if len(text) <= LONGEST_HEADING else f"{text[: LONGEST_HEADING - 1].rstrip()}…"


def column_letters(at: int) -> str:
    """A column as a spreadsheet names it, A for 0."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def _heading_at(rows: Rows, is_known: Callable[[str], bool], asked: int) -> int | None:
    """The position of the row of headings: that of the number asked for, else the one that looks most like it."""
    if asked:
        return next((at for at, (number, _) in enumerate(rows) if number == asked), None)
    best, best_score = None, 0.0
    for at, (_, cells) in enumerate(rows[:ROWS_FOR_HEADINGS]):
        score = _likeness([plain(cell) for cell in cells], is_known)
        if score > best_score:
            best, best_score = at, score
    return best


def _likeness(texts: Sequence[str], is_known: Callable[[str], bool]) -> float:
    """How much a row looks like headings: different words rather than values, known ones among them."""
    filled = Counter(text for text in texts if text)
    if len(filled) < _LEAST:
        return 0.0
    wordy = sum(1 for text in filled if not is_value(text))
    known = sum(1 for text in filled if is_known(text))
    return wordy + _KNOWN * known - _TWICE * (filled.total() - len(filled))


def is_value(text: str) -> bool:
    """Whether a text looks like something filled in, not like a heading: a date, a number, a reference, a yes."""
    if _NUMBER.fullmatch(text) or _REFERENCE.fullmatch(text):
        return True
    if squeezed(text) in ("yes", "no", "y", "n", "partly", "n/a", "na"):
        return True
    try:
        parse_date(text)
    except ValueError:
        return False
    return True


def _groups(above: Rows, headings: Sequence[str]) -> tuple[list[str], Rows]:
    """What stands over each heading in the row or two above it, and the rows that are titles.

    A row of one text from the first column on is a title. A heading cell that is empty takes what stands over it.
    """
    groups = [""] * len(headings)
    used = 0
    for _, cells in reversed(above[-_GROUP_ROWS:]):
        texts = [plain(cell) for cell in cells]
        first = next((at for at, text in enumerate(texts) if text), 0)
        if len(set(filter(None, texts))) < _LEAST and first == 0:
            break
        used += 1
        for at, text in enumerate(_carried_on(texts, headings)):
            if text and text != headings[at] and not groups[at]:
                groups[at] = text
    return groups, above[: len(above) - used]


def _carried_on(texts: Sequence[str], headings: Sequence[str]) -> Iterator[str]:
    """Each text carried on to the right until the next, over columns that have a heading of their own."""
    held = ""
    for text, heading in zip(texts, headings, strict=True):
        held = text or held
        yield text or (held if heading else "")


def _columns(texts: Sequence[str], groups: Sequence[str], body: Rows) -> tuple[tuple[PastColumn, ...], list[str]]:
    """The columns with a heading or a value; headings that stand twice are told apart by group, else by letter."""
    filled = [any(cells[at] for _, cells in body) for at in range(len(texts))]
    names = [text or (group if holds else "") for text, group, holds in zip(texts, groups, filled, strict=True)]
    twice = {name for name, count in Counter(map(squeezed, filter(None, names))).items() if count > 1}
    found: list[PastColumn] = []
    taken: set[str] = set()
    unnamed = []
    for at, name in enumerate(names):
        if not name and not filled[at]:
            continue
        group = groups[at] if texts[at] else ""
        heading = name or f"Column {column_letters(at)}"
        if not name:
            unnamed.append(column_letters(at))
        if squeezed(heading) in twice and group:
            heading = plain(f"{group}: {heading}")
        if squeezed(heading) in taken:
            heading = f"{heading[: LONGEST_HEADING - 10]} (column {column_letters(at)})"
        taken.add(squeezed(heading))
        found.append(PastColumn(at, heading, group))
    said = []
    if unnamed:
        said.append(f"Columns with values and without a heading, named by their letter: {', '.join(unnamed[:20])}.")
    if twice:
        said.append("Headings that stand twice are told apart by what stands over them, else by their column's letter.")
    return tuple(found), said


def _title_words(titles: Sequence[str], number: int) -> Iterator[str]:
    if titles:
        shown = ", ".join(f"“{title[:60]}”" for title in titles[:3])
        yield f"The headings are in row {number}. Above them is taken for a title: {shown}."


def _merged_words(grid: Grid, number: int) -> Iterator[str]:
    below = sum(area.bottom > number for area in grid.merged)
    if below:
        areas = "merged area" if below == 1 else "merged areas"
        yield f"{below:,} {areas} below the headings: each of their cells is read as holding the text."
