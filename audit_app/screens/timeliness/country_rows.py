"""The lines of the country's table as cells: the register's own count, and the published rows as they are printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from audit_app.screens.timeliness.wording import share_line
from audit_app.services.timeliness.comparisons import ComparisonTable
from exports.pages.wording import MISSING
from scoring.timeliness.issued import Issued, Share
from scoring.timeliness.published import SYMBOLS, Level, PublishedRow, PublishedShare
from scoring.timeliness.words import percent_words

EXCLUDING: Final = "excluding"
INCLUDING: Final = "including"
EXCEPTIONS: Final = "exceptions"
"""What the table shows: the share without exceptions, of every plan, or the exception rate."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a year: short in the table, in full when it is pointed at or read out."""

    short: str
    full: str
    value: float | None


@dataclass(frozen=True, slots=True)
class CountryRow:
    """A line of the table."""

    name: str
    what: str
    cells: Mapping[int, Cell]


def country_rows(found: ComparisonTable, how: str) -> tuple[CountryRow, ...]:
    """The register's own count first, then the lines as published; each has a name that no other has."""
    own = {year: _counted(issued, how) for year, issued in found.register.items()}
    lines = (
        CountryRow(
            line.name,
            "as published" if line.own else "" if line.level is Level.ENGLAND else line.level.value,
            {year: _published(row, how) for year, row in line.years.items()},
        )
        for line in found.lines
    )
    return (CountryRow("This register", "counted here", own), *lines)


def _counted(issued: Issued, how: str) -> Cell:
    """The register's own share, the exception rate with it in the full words."""
    if how == EXCEPTIONS:
        return _own(issued.exceptions)
    group = issued.including if how == INCLUDING else issued.excluding
    return _own(group.within, _rate(issued.exceptions))


def _published(row: PublishedRow, how: str) -> Cell:
    """The share as published, the exception rate with it in the full words; the rate follows from two counts."""
    if how == EXCEPTIONS:
        return _of_counts(row.exceptions, row.excluding)
    return _printed(row.including if how == INCLUDING else row.excluding, _rate(row.exceptions))


def _rate(share: Share | None) -> str:
    return "" if share is None or share.percent is None else f"; {percent_words(share.percent)} with an exception"


def _own(share: Share, more: str = "") -> Cell:
    return Cell(percent_words(share.percent), f"{share_line(share)}{more}", share.percent)


def _of_counts(share: Share | None, printed: PublishedShare) -> Cell:
    """The exception rate; where a count is not published, the symbol that stands in its place."""
    if share is None or share.percent is None:
        return _printed(PublishedShare(printed.count, printed.of, printed.of if share is None else ""), "")
    return Cell(percent_words(share.percent), f"{share.count:,} of {share.of:,}", share.percent)


def _printed(share: PublishedShare, more: str) -> Cell:
    value, counts = share.value, share.share
    if value is None:
        return Cell(share.percent or MISSING, SYMBOLS.get(share.percent, "Not published."), None)
    full = f"{counts.count:,} of {counts.of:,}, {value:.1f} %" if counts is not None else f"{value:.1f} %"
    return Cell(f"{value:.1f} %", f"{full}{more}", value)
