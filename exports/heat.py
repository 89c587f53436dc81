"""Sections × agencies as a report tells them: a level in each cell, or why there is none; it counts nothing."""

from dataclasses import dataclass

HIGHEST = 3.0
"""The highest level of a marker, and so of a cell; the lowest is 0."""


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One agency's view of one section: a mean level, 0 to 3, over so many plans; both None where too few scored it."""

    section: str
    agency: str
    mean: float | None
    plans: int | None


@dataclass(frozen=True, slots=True)
class HeatTold:
    """Sections (id and title) from top to bottom, agencies from left to right, and the cells that there are.

    A section that an agency does not score has no cell. `least` is the fewest plans with which a cell shows its level.
    """

    sections: tuple[tuple[str, str], ...]
    agencies: tuple[str, ...]
    cells: tuple[HeatCell, ...]
    least: int

    def cell(self, section: str, agency: str) -> HeatCell | None:
        """The cell of a section and an agency, None where that agency does not score it."""
        return next((one for one in self.cells if (one.section, one.agency) == (section, agency)), None)

    @property
    def few(self) -> int:
        """How many cells have too few plans to show a level."""
        return sum(one.mean is None for one in self.cells)
