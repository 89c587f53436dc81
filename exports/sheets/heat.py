"""Sections × agencies on a sheet: the levels on a scale of colours, and on how many plans each rests."""

from collections.abc import Iterator

from exports.book import Field, Format, Grid, Scale, Sheet, Value
from exports.content import Content
from exports.heat import HIGHEST, HeatTold
from exports.pages.heat import TITLE, how
from scoring.figures import AGENCY_NAMES


def heat(content: Content) -> Iterator[Sheet]:
    """One sheet, or none where the report tells nothing of it."""
    told = content.heat
    if told is None:
        return
    names = tuple(AGENCY_NAMES[agency] for agency in told.agencies)
    fields = (
        Field("Section", width=9),
        Field("Title", width=38),
        *(Field(name, Format.TWO_PLACES, 14) for name in names),
        *(Field(f"{name}, plans", Format.WHOLE, 14) for name in names),
    )
    rows = tuple(_row(told, id_, title) for id_, title in told.sections)
    yield Sheet("Heat map", TITLE, how(told), Grid("HeatMap", fields, rows), scale=Scale(names, 0, HIGHEST))


def _row(told: HeatTold, id_: str, title: str) -> tuple[Value, ...]:
    found = [told.cell(id_, agency) for agency in told.agencies]
    levels = (None if one is None else "·" if one.mean is None else one.mean for one in found)
    return (id_, title, *levels, *(None if one is None else one.plans for one in found))
