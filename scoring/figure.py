"""One reported number and its id, the same in PDF, Excel, CSV and JSON; how it was counted is not known here."""

from dataclasses import dataclass
from enum import StrEnum

DIMENSIONS = (
    "section", "agency", "area", "team", "need", "phase", "cycle", "framework", "source", "method", "round", "pair",
    "marker",
)  # fmt: skip
BREAKDOWNS = ("team", "need", "phase")
_OF_ITEMS = ("agency", "area")
_ITEMS_IN_GROUPS = "progress.outcomes."
"""Figures of items that are cut by more than their plans: a small group of these gives plans away like any other."""


class Audience(StrEnum):
    """Who reads a report (design §7)."""

    GROUP = "group"
    BOARD = "board"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Figure:
    """The fifteen fields of a reported number, in the order in which files hold them.

    Percentages run from 0 to 100, unrounded; `lower` and `upper` are in the unit of `value`. `withheld` is empty or
    c, z, x. A figure that cannot be computed has no value and says why in `reason`.
    """

    id: str
    label: str
    value: float | None
    numerator: float | None
    denominator: float | None
    lower: float | None
    upper: float | None
    unit: str
    period: str
    cycle: str
    framework: str
    audience: str
    withheld: str
    reason: str
    note: str


@dataclass(frozen=True, slots=True)
class FigureId:
    """A figure's base id with its @DIMENSION=VALUE parts, always in the order of `DIMENSIONS`."""

    base: str
    parts: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if not self.base or "@" in self.base:
            raise ValueError(f"'{self.base}' is no id of a figure.")
        unknown = [name for name, _ in self.parts if name not in DIMENSIONS]
        if unknown:
            raise ValueError(f"'{unknown[0]}' is no dimension of a figure; the dimensions are {', '.join(DIMENSIONS)}.")
        if len(dict(self.parts)) < len(self.parts) or not all(value for _, value in self.parts):
            raise ValueError(f"A dimension of {self.base} stands twice or has no value.")
        object.__setattr__(self, "parts", tuple(sorted(self.parts, key=lambda part: DIMENSIONS.index(part[0]))))

    @classmethod
    def parse(cls, text: str) -> "FigureId":
        """The id in `text`, its parts in any order. Raises ValueError for what is no figure's id."""
        base, *parts = text.split("@")
        pairs = [part.partition("=") for part in parts]
        return cls(base, tuple((name, _unescape(value)) for name, _, value in pairs))

    def __str__(self) -> str:
        return self.base + self.suffix

    @property
    def suffix(self) -> str:
        """The parts as text, `@team=North@cycle=weekly`; in a value, % and @ are written %25 and %40."""
        return "".join(f"@{name}={_escape(value)}" for name, value in self.parts)

    @property
    def breakdown(self) -> tuple[str, ...]:
        """The dimensions that cut the plans into groups: team, need, phase; outcomes' own agency and area too."""
        cutting = (*BREAKDOWNS, *_OF_ITEMS) if self.base.startswith(_ITEMS_IN_GROUPS) else BREAKDOWNS
        return tuple(name for name, _ in self.parts if name in cutting)

    def value(self, dimension: str) -> str:
        """The value of a dimension, or empty."""
        return dict(self.parts).get(dimension, "")

    def with_(self, **values: str) -> "FigureId":
        """This id with dimensions added or replaced."""
        return FigureId(self.base, tuple((dict(self.parts) | values).items()))

    def without(self, *dimensions: str) -> "FigureId":
        """This id with dimensions taken away."""
        return FigureId(self.base, tuple(part for part in self.parts if part[0] not in dimensions))

    def only(self, *dimensions: str) -> "FigureId":
        """This id with no dimensions but these."""
        return FigureId(self.base, tuple(part for part in self.parts if part[0] in dimensions))


def _escape(value: str) -> str:
    return value.replace("%", "%25").replace("@", "%40")


def _unescape(value: str) -> str:
    return value.replace("%40", "@").replace("%25", "%")
