"""Audits of annual reviews and of advice in the workbook of a report about plans: a sheet of markers for each."""

from collections.abc import Iterator
from dataclasses import replace

from exports.book import Sheet
from exports.content import Content
from exports.pages.lead import audited_and_how_good
from exports.pages.papers import of_cycle
from exports.pages.wording import AUDITED
from exports.sheets.quality import markers


def papers(content: Content) -> Iterator[Sheet]:
    """A sheet for each further cycle with audits in the period."""
    for told in content.papers:
        own = of_cycle(content, told)
        plain, words = markers(own), AUDITED[told.cycle]
        grid = replace(plain.grid, name="".join(part.capitalize() for part in words.split()))
        lines = (*audited_and_how_good(own), *plain.lines)
        charts = tuple(replace(one, title=f"{one.title}, {words}") for one in plain.charts)
        name, title = words.capitalize(), f"Quality of {words}"
        yield replace(plain, name=name, title=title, lines=lines, grid=grid, charts=charts)
