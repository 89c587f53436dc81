"""The published shares of other areas: rows of a national table as they were printed, suppressed cells and all.

Source of the shape: DfE, Education, health and care plans, `timeliness_20_week`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from scoring.timeliness.issued import Share

SYMBOLS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "c": "withheld by the publisher",
        "x": "not available",
        "z": "not applicable",
        "low": "under one half of a percent",
    }
)
"""What stands in a published cell in place of a number, and what it means."""


class Level(StrEnum):
    """What a row is about."""

    ENGLAND = "England"
    REGION = "region"
    AREA = "area"


@dataclass(frozen=True, slots=True)
class PublishedShare:
    """Plans within 20 weeks, of plans: as published, a number or one of SYMBOLS."""

    count: str
    of: str
    percent: str

    @property
    def share(self) -> Share | None:
        """The counts, None where one of them is not published."""
        if not (self.count.isdigit() and self.of.isdigit()):
            return None
        return Share(int(self.count), int(self.of))

    @property
    def value(self) -> float | None:
        """The percentage, from the counts where they are published, else as published; None where it is neither."""
        counts = self.share
        if counts is not None:
            return counts.percent
        try:
            return float(self.percent)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """One year of England, a region or an area; `region` is the code of an area's region."""

    year: int
    level: Level
    code: str
    name: str
    region: str
    including: PublishedShare
    excluding: PublishedShare

    @property
    def exceptions(self) -> Share | None:
        """The exception rate, None where a count is not published."""
        with_, without = self.including.share, self.excluding.share
        return None if with_ is None or without is None else Share(with_.of - without.of, with_.of)


@dataclass(frozen=True, slots=True)
class Place:
    """An area that can be chosen: its newest name, its code and its region's."""

    code: str
    name: str
    region: str
    region_name: str


def places(rows: Iterable[PublishedRow]) -> tuple[Place, ...]:
    """The areas of a table by name, each as its newest year has it."""
    every = sorted(rows, key=lambda row: row.year)
    regions = {row.code: row.name for row in every if row.level is Level.REGION}
    newest = {row.code: row for row in every if row.level is Level.AREA}
    found = (Place(row.code, row.name, row.region, regions.get(row.region, "")) for row in newest.values())
    return tuple(sorted(found, key=lambda one: one.name.casefold()))
