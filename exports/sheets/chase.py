"""The chase list on a sheet: a row for each request for advice that is owed, with a filter by whom it goes to."""

from collections.abc import Iterator

from exports.book import Grid, Sheet
from exports.chase_list import FIELDS, chase_lines, chase_rows
from exports.content import Content


def chase(content: Content) -> Iterator[Sheet]:
    """One sheet; none in reports that have no such list."""
    told = content.chase
    if told is not None:
        grid = Grid("Chase", FIELDS, chase_rows(told))
        yield Sheet("Chase list", "Chase list: advice that is owed", chase_lines(told), grid)
