"""A report as a workbook: sheets of typed rows, tables with filters, charts over columns; it knows no file format."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from audit_app.domain.report_look import NO_LOOK, ReportLook

Value = str | float | int | date | None


class Format(StrEnum):
    """How a column's values look; the values themselves are never rounded."""

    TEXT = "text"
    WHOLE = "whole"
    ONE_PLACE = "one_place"
    TWO_PLACES = "two_places"
    GENERAL = "general"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a table: its title (unique in the table), how it looks, how wide it is in characters."""

    title: str
    format: Format = Format.TEXT
    width: float = 14


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar chart over columns of its sheet's table: `labels`, `values` are titles of fields; `note` stands below."""

    title: str
    labels: str
    values: str
    axis: str
    low: float
    high: float | None
    rows: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """Neighbouring columns of a table, by the titles of their fields, whose grounds darken from `low` to `high`."""

    fields: tuple[str, ...]
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a filter: `name` is unique in the workbook, of letters alone."""

    name: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a title, lines of text below it, facts (label and value), then a table and its charts at its right.

    `printed` is how many of the table's columns are printed, 0 for all.
    """

    name: str
    title: str
    lines: tuple[str, ...]
    grid: Grid
    facts: tuple[tuple[str, Value], ...] = ()
    charts: tuple[Bars, ...] = ()
    scale: Scale | None = None
    printed: int = 0


@dataclass(frozen=True, slots=True)
class Book:
    """A whole workbook; `foot` is printed at the foot of each page, `look` has the logo and colour of its reports."""

    title: str
    organisation: str
    subject: str
    foot: str
    sheets: tuple[Sheet, ...]
    look: ReportLook = NO_LOOK
