"""Sections by agency: how each agency scored each section, as a heat map with its numbers in the cells."""

from collections.abc import Iterator

from exports.charts.heat import Heat, heat_map
from exports.content import Content
from exports.document import Block, Chart, Heading, Paragraph, Tone
from exports.heat import HeatTold
from exports.pages.summary import CHART_WIDTH
from exports.pages.wording import count, sentence
from scoring.figures import AGENCY_NAMES

TITLE = "Sections, as each agency scored them"


def heat(content: Content) -> Iterator[Block]:
    """The heat map; nothing where the report tells none."""
    told = content.heat
    if told is None:
        return
    at = {id_: number for number, (id_, _) in enumerate(told.sections)}
    columns = {agency: number for number, agency in enumerate(told.agencies)}
    cells = {(at[one.section], columns[one.agency]): Heat(one.mean, one.plans) for one in told.cells}
    rows = tuple((id_, sentence(title).rstrip(".")) for id_, title in told.sections)
    yield Heading(TITLE, 3)
    scene = heat_map(rows, tuple(AGENCY_NAMES[agency] for agency in told.agencies), cells, CHART_WIDTH)
    yield Chart("Mean level of each section's markers, by agency", scene)
    for line in how(told):
        yield Paragraph(line, Tone.NOTE)


def how(told: HeatTold) -> tuple[str, ...]:
    """What a cell is, what an empty one means, and what two cells beside each other do not say."""
    few = f"A dot: fewer than {told.least} plans ({count(told.few, 'cell')}). " if told.few else ""
    return (
        "A cell is the mean of the plans, each with the mean of what this agency gave the section's markers, from 0 to "
        "3; n counts plans. It is what each agency scored before the consensus.",
        f"{few}An empty cell: the agency does not score that section. Agencies score different markers of a section, "
        "so that two cells beside each other prove no difference.",
    )
