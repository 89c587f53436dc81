"""What owners say of figures, beside the section of the report that the figures stand in."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from exports.commentary import CommentTold
from exports.content import Content
from exports.document import Block, Heading, Paragraph, Quote
from exports.plain import one_line
from scoring.figures import FigureId

GRADES: Final = "grades"
SECTIONS: Final = "sections"
GROUPS: Final = "groups"
TIMELINESS: Final = "timeliness"
MARKERS: Final = "markers"
MEASURES: Final = "measures"
"""The scorecard prints its own notes."""
OTHERS: Final = "others"

_STARTS: Mapping[str, str] = MappingProxyType(
    {
        "plans.over_3_years": TIMELINESS,
        "plans.": GRADES,
        "grade.": GRADES,
        "score.overall": GRADES,
        "score.": SECTIONS,
        "marker.": MARKERS,
        "timeliness.": TIMELINESS,
        "reviews.": TIMELINESS,
        "measure.": MEASURES,
    }
)
"""The part of a report in which a figure stands, by how its id begins; the first that fits."""


def commentary(content: Content, part: str) -> Iterator[Block]:
    """What is said of the figures of one part; nothing where nobody said anything."""
    said = [one for one in content.commentary if part_of(one.id) == part]
    if said:
        yield Heading("What owners say", 3)
    for one in said:
        yield Paragraph(f"{one_line(one.label)}:")
        yield quote_of(one)


def part_of(id_: str) -> str:
    """The part of a report that a figure stands in."""
    asked = FigureId.parse(id_)
    if asked.breakdown:
        return GROUPS
    return next((part for start, part in _STARTS.items() if asked.base.startswith(start)), OTHERS)


def quote_of(one: CommentTold) -> Quote:
    """The words, with the role of whoever they are."""
    return Quote(one_line(one.words), one_line(one.owner))
