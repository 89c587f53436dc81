"""Restated figures on a sheet, a row each time that one was other than issued."""

from collections.abc import Iterator

from exports.book import Field, Format, Grid, Sheet, Value
from exports.content import Content
from exports.issued import RestatedTold
from exports.pages.issued import NOT_YET

_FIELDS = (
    Field("Figure", width=46),
    Field("Was", width=34),
    Field("Issued on", Format.DATE, 14),
    Field("Became", width=34),
    Field("Restated on", width=16),
    Field("Why", width=60),
    Field("Id", width=40),
)


def issued(content: Content) -> Iterator[Sheet]:
    """One sheet, or none where no figure is other than it was issued."""
    told = content.issued
    if told is None or not told.restated:
        return
    rows = tuple(_row(one) for one in told.restated)
    yield Sheet("Restated", "Restated figures", tuple(told.lead()), Grid("Restated", _FIELDS, rows))


def _row(one: RestatedTold) -> tuple[Value, ...]:
    on = one.now_on.isoformat() if one.now_on else NOT_YET
    return one.label, one.was, one.was_on, one.now, on, one.why, one.id
