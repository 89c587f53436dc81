"""A report as blocks to be read from top to bottom: what the PDF prints and a screen can show; it knows neither.

Texts are plain, never markup. A table's cell is text, a grade, or an interval to be drawn beside its words.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import overload

from audit_app.domain.report_look import NO_LOOK, ReportLook
from exports.charts.scene import Scene


class Tone(StrEnum):
    """How a paragraph speaks."""

    LEAD = "lead"
    TEXT = "text"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """What stands at the top: who reports, what, on which period; `part` is the part of the organisation it is on."""

    organisation: str
    heading: str
    period: str
    facts: tuple[tuple[str, str], ...]
    part: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 2 to 4 (the title is 1); 2 and 3 stand in the bookmarks, as `bookmark` where that is given."""

    text: str
    level: int = 2
    new_page: bool = False
    bookmark: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    text: str
    tone: Tone = Tone.TEXT


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the plan or of the audit, as they were written, and where they stand."""

    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short texts."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Links:
    """A list of short texts, each of which leads to a file beside this one: (text, path with /)."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Label and value, a row each."""

    rows: tuple[tuple[str, str], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class GradeCell:
    """A grade by its value and its words: drawn as its shape and said as its words."""

    grade: str
    words: str


@dataclass(frozen=True, slots=True)
class IntervalCell:
    """A value with its bounds on a scale from `low` to `high`, drawn; its words stand in a neighbouring cell."""

    value: float
    lower: float | None
    upper: float | None
    low: float
    high: float


Cell = str | GradeCell | IntervalCell | None


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column: its share of the width, and whether its values are numbers, which align right."""

    title: str
    share: float
    number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose header row repeats on every page; the first column names the row."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure shown large: `value` over `label`, with `detail` below; `leads_to` is the heading that says more."""

    label: str
    value: str
    detail: str
    leads_to: str = ""


@dataclass(frozen=True, slots=True)
class Tiles:
    """Up to four figures beside each other."""

    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class GradeBanner:
    """A plan's grade with what stands beside it."""

    grade: str
    words: str
    detail: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with a title and a text that says what it shows."""

    title: str
    scene: Scene
    note: str = ""


Block = Heading | Paragraph | Quote | Bullets | Links | Facts | Table | Tiles | GradeBanner | Chart


class Blocks(Sequence[Block]):
    """Blocks that are made whenever they are read, so that a long report is never held whole; read them in order."""

    def __init__(self, make: Callable[[], Iterator[Block]]) -> None:
        self._make = make
        self._number: int | None = None

    def __iter__(self) -> Iterator[Block]:
        return self._make()

    def __len__(self) -> int:
        if self._number is None:
            self._number = sum(1 for _ in self)
        return self._number

    @overload
    def __getitem__(self, place: int) -> Block: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Block]: ...

    def __getitem__(self, place: int | slice) -> Block | Sequence[Block]:
        return tuple(self)[place]

    def __repr__(self) -> str:
        return repr(tuple(self))


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report.

    The organisation, its part and `running` stand at the head of every page, `foot` at its foot, and `subject` in the
    properties; `look` has the logo and colour of whoever reports.
    """

    title: TitleBlock
    running: str
    foot: str
    subject: str
    blocks: Sequence[Block]
    language: str = "en-GB"
    look: ReportLook = NO_LOOK
