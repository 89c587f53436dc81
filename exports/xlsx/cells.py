"""Writes single cells so that text stays text: no formula, no character that a workbook cannot hold."""

import re
from dataclasses import dataclass
from datetime import date
from functools import partial
from html import escape

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

from exports.book import Format, Value
from exports.plain import visible
from resources.theme import Colour, Theme

LONGEST = 32_767
"""The most characters that a cell can hold."""
TITLE_SIZE = 16
_FAMILY = "Calibri"
_CUT = "… (cut here: a cell holds no more)"
_FORMULA_STARTS = ("=", "+", "-", "@")
_FIRST_DAY = date(1899, 12, 30)  # workbooks count days from here, right from 1 March 1900 on
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

    `is_open` lets it be filled in where the sheet is protected; with `stays_text` whatever is typed over its text
    stays as it is typed: 3-4 is no date.
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
    is_open: bool = False
    stays_text: bool = False


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
    """Writes the cells of one workbook as they stand in its sheets; each look is told to the workbook once.

    openpyxl would make an object of every cell first, which takes most of the time of a report.
    """

    def __init__(self, workbook: Workbook, theme: Theme) -> None:
        self.theme, self.looks = theme, looks_of(theme)
        self._sheet = workbook.active
        self._styles: dict[tuple[Look, str, bool], int] = {}

    def cell(self, place: str, value: Value, look: Look, form: Format = Format.TEXT) -> str:
        """The cell at a place such as “B7”; text is marked as text whatever it begins with."""
        if isinstance(value, str):
            form_of_text = _NUMBER_FORMATS[Format.TEXT] if look.stays_text else "General"
            style = self._style(look, form_of_text, is_formula_like=value.startswith(_FORMULA_STARTS))
            text = cell_text(value)
            if not text:
                return f'<c r="{place}" s="{style}"/>'
            kept = ' xml:space="preserve"' if text != text.strip() else ""
            return f'<c r="{place}" s="{style}" t="inlineStr"><is><t{kept}>{escape(text, quote=False)}</t></is></c>'
        number, number_format = _number(value, form)
        return f'<c r="{place}" s="{self._style(look, number_format)}">{number}</c>'

    def _style(self, look: Look, number_format: str, *, is_formula_like: bool = False) -> int:
        key = (look, number_format, is_formula_like)
        found = self._styles.get(key)
        if found is None:
            found = self._styles[key] = self._told(look, number_format, is_formula_like)
        return found

    def _told(self, look: Look, number_format: str, is_formula_like: bool) -> int:
        """The workbook's number of a look; openpyxl takes looks through a cell, which belongs to no row here."""
        cell = WriteOnlyCell(self._sheet)
        cell.font = Font(name=_FAMILY, size=look.size, bold=look.bold, color=look.colour)
        cell.alignment = Alignment(
            horizontal=look.side, vertical=look.upright, wrap_text=look.wraps, indent=look.indent
        )
        if look.fill:
            cell.fill = PatternFill("solid", start_color=look.fill)
        if look.line:
            cell.border = Border(bottom=Side("thin", color=look.line))
        if look.is_open:
            cell.protection = Protection(locked=False)
        cell.number_format = number_format
        cell.quotePrefix = is_formula_like  # so that editing the cell does not make a formula of it either
        return int(cell.style_id)


def _number(value: float | date | None, form: Format) -> tuple[str, str]:
    """What stands in a cell that holds no text, and the format that shows it."""
    if value is None:
        return "", _NUMBER_FORMATS[form]
    if isinstance(value, date):
        return f"<v>{(value - _FIRST_DAY).days}</v>", _NUMBER_FORMATS[Format.DATE]
    is_whole = isinstance(value, float) and value.is_integer()
    # the shortest digits that give the same number back: openpyxl would write 16, and some numbers take 17
    return f"<v>{value!r}</v>", "0" if form is Format.GENERAL and is_whole else _NUMBER_FORMATS[form]


def cell_text(text: str) -> str:
    """The text as a cell holds it: visible marks for control characters, cut with a word where it is too long."""
    shown = visible(text)
    if "_x" in shown:
        shown = _ESCAPE.sub("_x005F_", shown)  # a workbook reads _x0041_ as a letter's code
    return shown if len(shown) <= LONGEST else shown[: LONGEST - len(_CUT)] + _CUT
