"""Milestones on a line of time: a row for each action under its theme, a mark for each date; it knows no plan."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from audit_app.domain.period import add_months
from exports.charts.scene import Anchor, Item, Line, Mark, Scene, Shape, Words
from resources.theme import Colour

_LEFT_SHARE, _LEFT_MOST, _RIGHT, _TOP = 0.42, 260.0, 14.0, 26.0
_ROW, _HEAD, _SIZE = 15.0, 20.0, 8.0
_ROOM = 38.0
"""The width that a month's name needs, in points."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Dated:
    """One date: its mark and what is said of it (“17 Apr 2018, passed”)."""

    on: date
    mark: Mark
    colour: Colour
    said: str


@dataclass(frozen=True, slots=True)
class DatedRow:
    """One action with its dates; `runs` draws a line from its first on, since it recurs."""

    name: str
    dates: tuple[Dated, ...]
    runs: bool = False


@dataclass(frozen=True, slots=True)
class DatedGroup:
    """A theme with its rows."""

    name: str
    rows: tuple[DatedRow, ...]


def milestone_chart(groups: Sequence[DatedGroup], today: date, width: float, title: str) -> Scene:
    """The chart, `width` points wide; its shapes stand in the order of the dates of the rows."""
    days = [one.on for group in groups for row in group.rows for one in row.dates]
    high = _TOP + sum(_HEAD + _ROW * len(group.rows) for group in groups) + 8
    if not days:
        return Scene(width, _TOP, (), f"{title}. No milestone has a date.")
    axis = _Axis(min(days), max(days), min(width * _LEFT_SHARE, _LEFT_MOST), width - _RIGHT)
    items = [*_grid(axis, high), *_today(axis, today, high), *_rows(groups, axis)]
    return Scene(width, high, tuple(items), f"{title}. {_told(groups)}")


@dataclass(frozen=True, slots=True)
class _Axis:
    """Whole months from the first date to the last, between two edges."""

    earliest: date
    latest: date
    left: float
    right: float

    @property
    def first(self) -> date:
        return self.earliest.replace(day=1)

    @property
    def last(self) -> date:
        return add_months(self.latest.replace(day=1), 1)

    def x(self, day: date) -> float:
        share = (day - self.first).days / max((self.last - self.first).days, 1)
        return self.left + (self.right - self.left) * min(max(share, 0.0), 1.0)

    def months(self) -> list[date]:
        """The months that are named: every one, or every third, sixth or twelfth where there is less room."""
        count = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        room = (self.right - self.left) / max(count, 1)
        step = next((step for step in (1, 3, 6, 12, 24) if room * step >= _ROOM), 60)
        found = (add_months(self.first, at) for at in range(count))
        return [
            month for month in found if (month.month - 1) % min(step, 12) == 0 and (step <= 12 or month.year % 2 == 0)
        ]


def _grid(axis: _Axis, high: float) -> Iterator[Item]:
    for month in axis.months():
        x = axis.x(month)
        yield Line(x, _TOP - 6, x, high - 4, Colour.LINE, 0.6)
        yield Words(f"{_MONTHS[month.month - 1]} {month.year % 100:02}", x + 2, _TOP - 10, 8, Colour.SOFT_INK)


def _today(axis: _Axis, today: date, high: float) -> Iterator[Item]:
    if axis.first <= today < axis.last:
        x = axis.x(today)
        yield Line(x, _TOP - 4, x, high - 4, Colour.ACCENT, 1.0, dashed=True)
        yield Words("today", x, high, 7.5, Colour.ACCENT, Anchor.MIDDLE)


def _rows(groups: Sequence[DatedGroup], axis: _Axis) -> Iterator[Item]:
    y = _TOP
    for group in groups:
        yield Words(group.name, 0, y + 13, 9, Colour.INK, bold=True, room=axis.right)
        y += _HEAD
        for row in group.rows:
            yield Words(row.name, 4, y + 10, 8.5, Colour.INK, room=axis.left - 14)
            middle = y + 7
            if row.runs and row.dates:
                yield Line(axis.x(row.dates[0].on), middle, axis.right, middle, Colour.LINE, 1.4)
            for one in row.dates:
                yield Shape(one.mark, axis.x(one.on), middle, _SIZE, one.colour)
            y += _ROW


def _told(groups: Sequence[DatedGroup]) -> str:
    said = (
        f"{row.name}: {', '.join(one.said for one in row.dates)}{', and so on' if row.runs else ''}."
        for group in groups
        for row in group.rows
        if row.dates
    )
    return " ".join(said)
