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
        yield replace(plain, name=words.capitalize(), title=f"Quality of {words}", lines=lines, grid=grid)
