"""Writes single cells so that text stays text: no formula, no character that a workbook cannot hold."""

import re
from datetime import date

from openpyxl.cell import Cell
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from exports.book import Format, Value
from exports.plain import visible

LONGEST = 32_767
"""The most characters that a cell can hold."""
_CUT = "… (cut here: a cell holds no more)"
_FORMULA_STARTS = ("=", "+", "-", "@")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
NUMBER_FORMATS = {
    Format.TEXT: "@",
    Format.WHOLE: "0",
    Format.ONE_PLACE: "0.0",
    Format.TWO_PLACES: "0.00",
    Format.GENERAL: "General",
    Format.DATE: "dd/mm/yyyy",
}
_TOP = Alignment(vertical="top")
_WRAPPED = Alignment(vertical="top", wrap_text=True)


def cell_text(text: str) -> str:
    """The text as a cell holds it: visible marks for control characters, cut with a word where it is too long."""
    shown = _ESCAPE.sub("_x005F_", visible(text))  # a workbook reads _x0041_ as a letter's code
    return shown if len(shown) <= LONGEST else shown[: LONGEST - len(_CUT)] + _CUT


def put(sheet: Worksheet, row: int, column: int, value: Value, form: Format = Format.TEXT) -> Cell:
    """Put a value into a cell, rows and columns counted from 1; a text is marked as text whatever it begins with."""
    cell = sheet.cell(row, column)
    if value is None or value == "":
        return cell
    if isinstance(value, str):
        cell.value = cell_text(value)
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(_FORMULA_STARTS)
        cell.alignment = _WRAPPED
    else:
        cell.value = value
        if isinstance(value, float):  # openpyxl would write 16 digits, and some numbers take 17
            cell.value = repr(value)
            cell.data_type = "n"
        is_count = form is Format.GENERAL and isinstance(value, float) and value.is_integer()
        cell.number_format = "0" if is_count else NUMBER_FORMATS[Format.DATE if isinstance(value, date) else form]
        cell.alignment = _TOP
    return cell
