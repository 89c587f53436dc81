"""Writes single cells so that text stays text: no formula, no character that a workbook cannot hold."""

import re
from copy import copy
from dataclasses import dataclass
from datetime import date
from functools import partial

from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.worksheet import Worksheet

from exports.book import Format, Value
from exports.plain import visible
from resources.theme import Colour, Theme

LONGEST = 32_767
"""The most characters that a cell can hold."""
TITLE_SIZE = 16
_FAMILY = "Calibri"
_CUT = "… (cut here: a cell holds no more)"
_FORMULA_STARTS = ("=", "+", "-", "@")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_NUMBER_FORMATS = {
    Format.TEXT: "@",
    Format.WHOLE: "0",
    Format.ONE_PLACE: "0.0",
    Format.TWO_PLACES: "0.00",
    Format.GENERAL: "General",
    Format.DATE: "dd/mm/yyyy",
}


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """How a cell looks; colours are six hexadecimal digits, `line` is the colour of the line below.

    A look equals itself alone: it is looked up for every cell, and comparing colours there would take most of the time.
    """

    colour: str
    size: float = 10
    bold: bool = False
    fill: str = ""
    line: str = ""
    side: str = "general"
    upright: str = "top"
    wraps: bool = True
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Looks:
    """The looks of a workbook: around its tables, of their headers, and of their cells; `first` is a row's name."""

    title: Look
    line: Look
    label: Look
    fact: Look
    head_first: Look
    head_text: Look
    head_number: Look
    first: Look
    text: Look
    number: Look


def looks_of(theme: Theme) -> Looks:
    """The looks of a theme."""
    ink, soft, line = (theme[colour][1:] for colour in (Colour.INK, Colour.SOFT_INK, Colour.LINE))
    head = partial(Look, theme[Colour.ON_ACCENT][1:], bold=True, fill=theme[Colour.ACCENT][1:], upright="center")
    return Looks(
        title=Look(ink, TITLE_SIZE, bold=True, wraps=False),
        line=Look(soft, wraps=False),
        label=Look(soft, bold=True),
        fact=Look(ink, wraps=False),
        head_first=head(side="left"),
        head_text=head(side="left", indent=1),
        head_number=head(side="right"),
        first=Look(ink, line=line, side="left"),
        text=Look(ink, line=line, side="left", indent=1),
        number=Look(ink, line=line),
    )


class Pen:
    """Puts values into the cells of one workbook; each look is made once and copied from then on."""

    def __init__(self, theme: Theme) -> None:
        self.looks = looks_of(theme)
        self._styles: dict[tuple[Look, str, bool], StyleArray] = {}

    def put(
        self, sheet: Worksheet, row: int, column: int, value: Value, look: Look, form: Format = Format.TEXT
    ) -> Cell:
        """Put a value into a cell, rows and columns counted from 1; text is marked as text whatever it begins with."""
        cell = sheet.cell(row, column)
        number_format, is_formula_like = _NUMBER_FORMATS[form], False
        if isinstance(value, str):
            cell.value = cell_text(value) or None
            cell.data_type = "s"
            is_formula_like = value.startswith(_FORMULA_STARTS)
            number_format = "General"
        elif isinstance(value, float):
            number_format = "0" if form is Format.GENERAL and value.is_integer() else number_format
            cell.value = repr(value)  # openpyxl would write 16 digits, and some numbers take 17
            cell.data_type = "n"
        elif value is not None:
            cell.value = value
            number_format = _NUMBER_FORMATS[Format.DATE] if isinstance(value, date) else number_format
        self._style(cell, look, number_format, is_formula_like)
        return cell

    def _style(self, cell: Cell, look: Look, number_format: str, is_formula_like: bool) -> None:
        key = (look, number_format, is_formula_like)
        if key not in self._styles:
            cell.font = Font(name=_FAMILY, size=look.size, bold=look.bold, color=look.colour)
            cell.alignment = Alignment(
                horizontal=look.side, vertical=look.upright, wrap_text=look.wraps, indent=look.indent
            )
            if look.fill:
                cell.fill = PatternFill("solid", start_color=look.fill)
            if look.line:
                cell.border = Border(bottom=Side("thin", color=look.line))
            cell.number_format = number_format
            cell.quotePrefix = is_formula_like  # so that editing the cell does not make a formula of it either
            self._styles[key] = cell._style
        cell._style = copy(self._styles[key])


def cell_text(text: str) -> str:
    """The text as a cell holds it: visible marks for control characters, cut with a word where it is too long."""
    shown = _ESCAPE.sub("_x005F_", visible(text))  # a workbook reads _x0041_ as a letter's code
    return shown if len(shown) <= LONGEST else shown[: LONGEST - len(_CUT)] + _CUT
