"""The area beside England, its region and its neighbours, in three tables of years."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from exports.document import Block, Cell, Column, Heading, Paragraph, Table, Tone
from exports.pages.wording import MISSING
from exports.plain import one_line
from exports.timeliness import CountryTold
from scoring.timeliness.issued import Issued, Share
from scoring.timeliness.published import PublishedRow
from scoring.timeliness.words import percent_words, published_words, symbols_note

_MOST_YEARS: Final = 6
_Published = Callable[[PublishedRow], str]
_Counted = Callable[[Issued], Share]


def beside_the_country(told: CountryTold) -> Iterator[Block]:
    """Within 20 weeks with and without exceptions, and the exception rate, which belongs beside them."""
    years = told.years[-_MOST_YEARS:]
    yield Heading("Beside the country", 3)
    yield _table(
        told,
        years,
        "Plans issued within 20 weeks, with exceptions.",
        lambda row: published_words(row.including),
        lambda issued: issued.including.within,
    )
    yield _table(
        told,
        years,
        "The same without plans that have an exception.",
        lambda row: published_words(row.excluding),
        lambda issued: issued.excluding.within,
    )
    yield _table(
        told,
        years,
        "Plans with an exception, of all plans issued.",
        lambda row: percent_words(row.exceptions.percent) if row.exceptions is not None else MISSING,
        lambda issued: issued.exceptions,
    )
    signs = symbols_note(_signs(told, years))
    what = f" {signs}." if signs else ""
    yield Paragraph(
        f"Source: {one_line(told.source)}. “This register” is counted from the same rules.{what}", Tone.NOTE
    )


def _table(told: CountryTold, years: Sequence[int], caption: str, published: _Published, counted: _Counted) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for line in told.lines:
        name = f"{one_line(line.name)}{', as published' if line.own else ''}"
        cells = (published(line.years[year]) if year in line.years else MISSING for year in years)
        rows.append((name, *cells))
    own = (percent_words(counted(told.register[year]).percent) if year in told.register else MISSING for year in years)
    rows.append(("This register", *own))
    columns = (Column("Area", 2.2), *(Column(str(year), 0.9, number=True) for year in years))
    return Table(columns, tuple(rows), caption)


def _signs(told: CountryTold, years: Sequence[int]) -> set[str]:
    rows = [line.years[year] for line in told.lines for year in years if year in line.years]
    shares = [share for row in rows for share in (row.including, row.excluding)]
    return {share.percent for share in shares if share.value is None}
