"""Audits of annual reviews and of advice in a report about plans: how many, how good, and marker by marker."""

from collections.abc import Iterator
from dataclasses import replace

from exports.content import Content
from exports.document import Block, Heading, Paragraph, Tone
from exports.pages.lead import audited_and_how_good
from exports.pages.markers import marker_table
from exports.pages.summary import grades, tiles
from exports.pages.wording import AUDITED
from exports.papers import PapersTold
from scoring.figures import FigureId


def papers(content: Content) -> Iterator[Block]:
    """A part for each further cycle with audits in the period."""
    for told in content.papers:
        yield Heading(f"Quality of {AUDITED[told.cycle]}", new_page=True)
        own = of_cycle(content, told)
        yield Paragraph(" ".join(audited_and_how_good(own)), Tone.LEAD)
        yield tiles(own)
        yield from grades(own, 3)
        yield from marker_table(own, "The weakest first. Level 2 is sound and 3 strong.", weakest_first=True)
        framework = f"{told.framework.title}, version {told.framework.version}"
        said = f"Scored with {framework}, and never counted together with other audits. A plan counts once."
        yield Paragraph(f"{said} How the sample was drawn stands at the end.", Tone.NOTE)


def of_cycle(content: Content, told: PapersTold) -> Content:
    """The content as a report of that cycle would have it: its figures by their bare ids, its framework."""
    figures = []
    for figure in content.figures:
        asked = FigureId.parse(figure.id)
        if asked.value("cycle") == told.cycle and not asked.value("framework"):
            figures.append(replace(figure, id=str(asked.without("cycle"))))
    head = replace(content.head, cycle=told.cycle, framework=told.framework.key)
    return Content(head, tuple(figures), told.framework)
