"""The top of a first page beside its title: a band in the colour of whoever reports, which is not read; their logo."""

import io

from reportlab.lib.utils import ImageReader

from audit_app.domain.report_look import Logo, ReportLook
from exports.pdf.styles import FIRST_TOP_MARGIN, RIGHT_MARGIN
from exports.pdf.tags import ARTIFACT, Tag, TaggedCanvas
from exports.plain import one_line

_BAND = 8.0
_UNDER_MARGIN = 16.0
"""How far a logo reaches below the margin: beside the organisation's name, down to the heading."""
_GAP = 14.0


def draw_cover(canvas: TaggedCanvas, look: ReportLook, page: tuple[float, float]) -> None:
    """Draw what there is of band and logo on the first page; the logo is the first thing that is read."""
    width, height = page
    if look.colour:
        with canvas.marked(ARTIFACT):
            canvas.saveState()
            canvas.setFillColor(look.colour)
            canvas.rect(0, height - _BAND, width, _BAND, stroke=0, fill=1)
            canvas.restoreState()
    if look.logo is not None:
        _draw_logo(canvas, look.logo, width - RIGHT_MARGIN, height - FIRST_TOP_MARGIN - _UNDER_MARGIN)


def room_of(logo: Logo | None) -> float:
    """How much of the first line's width a logo takes."""
    return logo.printed[0] + _GAP if logo is not None else 0.0


def _draw_logo(canvas: TaggedCanvas, logo: Logo, right: float, bottom: float) -> None:
    wide, high = logo.printed
    left = right - wide
    box = (round(left, 1), round(bottom, 1), round(right, 1), round(bottom + high, 1))
    with canvas.marked(Tag("Figure", alternative=one_line(logo.words), box=box)):
        canvas.drawImage(ImageReader(io.BytesIO(logo.png)), left, bottom, wide, high)
