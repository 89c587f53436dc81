"""Pages of reports in pictures, all of a report's on one sheet: of the demo's year, and made up, rich and thin."""

from collections.abc import Callable, Mapping
from functools import cache, partial
from math import ceil

from made_reports import REPORTS
from picture_machine import NOW
from picture_stage import Stage
from PySide6.QtGui import QColor, QImage, QPainter

from audit_app.services.reports.content import contents
from audit_app.services.reports.reporting import ReportAsked, looked_at
from exports.pdf.pictures import pages_told, picture
from exports.report_files import report_pdf
from scoring.figures import Audience

_WIDE, _ACROSS, _GAP = 500, 4, 12
_GROUND = "#888888"
_SHADES = bytes(round(round(value * 31 / 255) * 255 / 31) for value in range(256))
"""Thirty-two shades of each colour: a saved picture has few, and letters on paper would take them all."""
_TWO, _YEAR = "2026-09..2026-10", "2025-11..2026-10"

OF_DEMO = {
    "weekly": ReportAsked("weekly", "2026-W46"),
    "team": ReportAsked("team", "2026-W46"),
    "chase": ReportAsked("chase", f"{NOW:%Y-%m}"),
    "monthly": ReportAsked("monthly", _TWO),
    "monthly-board": ReportAsked("monthly", _TWO, Audience.BOARD),
    "two-monthly": ReportAsked("two-monthly", _TWO),
    "quarterly": ReportAsked("quarterly", "2026-07..2026-09", Audience.BOARD),
    "inspection": ReportAsked("inspection", _TWO),
    "you-said": ReportAsked("you-said", _TWO, Audience.BOARD),
    "you-said-public": ReportAsked("you-said", _YEAR, Audience.PUBLIC),
}
"""Reports of the demo's last months, the first file of each."""


def demo_pages(stage: Stage, name: str) -> QImage:
    """Every page of a report of the demo."""
    workspace = stage.window.session.workspace
    return sheet(report_pdf(contents(workspace, looked_at(workspace, OF_DEMO[name]))[0]))


@cache
def _made(name: str) -> bytes:
    return REPORTS[name]()


def made_pages(_stage: Stage, name: str) -> QImage:
    """Every page of a made-up report."""
    return sheet(_made(name))


def scenes() -> Mapping[str, Callable[[Stage], QImage]]:
    """What brings each picture about, by its name."""
    of_demo = {f"page-demo-{name}": partial(demo_pages, name=name) for name in OF_DEMO}
    return of_demo | {f"page-{name}": partial(made_pages, name=name) for name in REPORTS}


def sheet(data: bytes) -> QImage:
    """All pages of a PDF beside and below each other."""
    told = pages_told(data)
    high = ceil(_WIDE * told[0].height / told[0].width)
    across, down = min(len(told), _ACROSS), ceil(len(told) / _ACROSS)
    whole = QImage(across * (_WIDE + _GAP) + _GAP, down * (high + _GAP) + _GAP, QImage.Format.Format_RGB32)
    whole.fill(QColor(_GROUND))
    painter = QPainter(whole)
    for number in range(len(told)):
        one = picture(data, number, _WIDE)
        image = QImage(one.data.translate(_SHADES), one.width, one.height, one.stride, QImage.Format.Format_RGB32)
        row, column = divmod(number, _ACROSS)
        painter.drawImage(_GAP + column * (_WIDE + _GAP), _GAP + row * (high + _GAP), image)
    painter.end()
    return whole
