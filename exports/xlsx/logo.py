"""A logo on a worksheet, with its text alternative; it stands in a row of its own at the top."""

import io
from typing import Final

from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor, SpreadsheetDrawing
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.worksheet.worksheet import Worksheet

from audit_app.domain.report_look import Logo
from exports.plain import one_line
from exports.xlsx.cells import cell_text

_GAP: Final = 4.0
_UNITS: Final = 12_700
"""The units of a drawing in a point."""


def add_logo(worksheet: Worksheet, logo: Logo) -> float:
    """Put the logo into the first row; returns how high that row must be, in points."""
    wide, high = logo.printed
    gap = round(_GAP * _UNITS)
    image = Image(io.BytesIO(logo.png))
    image.anchor = OneCellAnchor(
        _from=AnchorMarker(col=0, colOff=gap, row=0, rowOff=gap),
        ext=XDRPositiveSize2D(round(wide * _UNITS), round(high * _UNITS)),
    )
    image.anchor.pic = SpreadsheetDrawing()._picture_frame(1)  # made here, since openpyxl gives each the same words
    image.anchor.pic.nvPicPr.cNvPr.descr = cell_text(one_line(logo.words))
    worksheet.add_image(image)
    return high + 2 * _GAP
