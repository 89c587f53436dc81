"""Plans issued in a period: within twenty weeks, exceptions beside it, how long they took, month by month."""

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from audit_app.screens.timeliness.wording import (
    left_out_words,
    month_point,
    plans,
    share_line,
    share_words,
    weeks_words,
)
from audit_app.services.timeliness.counting import Timeliness
from audit_app.ui.card import Card, clear
from audit_app.ui.charts import ChartFrame, FigureTile, tiles
from audit_app.ui.theme import measures
from audit_app.ui.words import label
from exports.charts.series import month_chart
from scoring.timeliness.clock import Band

_TITLE = "Issued within 20 weeks, month by month"
_RATE = (
    "Read the two shares with the exception rate beside them: where many plans are called exceptions, the share "
    "without them says little."
)


class IssuedPage(QWidget):
    """Tiles, the months as a chart, and the bands of the official statistics."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(measures().spacing[3])
        self.excluding = FigureTile("In 20 weeks, without exceptions", "")
        self.including = FigureTile("In 20 weeks, every plan", "")
        self.exceptions = FigureTile("With an exception", "")
        self.weeks = FigureTile("From request to plan, on average", "")
        self.chart = ChartFrame(_TITLE, lambda width: month_chart((), width), unit="% of plans without exceptions")
        self.bands = Card("How long they took")
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(measures().spacing[4])
        self.grid.setVerticalSpacing(measures().spacing[1])
        for column, share in enumerate((0, 1, 1)):
            self.grid.setColumnStretch(column, share)
        self.bands.body.addLayout(self.grid)
        self.waiting = label("", "soft")
        self.bands.body.addWidget(self.waiting)
        outer.addWidget(tiles(self.excluding, self.including, self.exceptions, self.weeks))
        outer.addWidget(label(_RATE, "soft"))
        outer.addWidget(self.chart)
        outer.addWidget(self.bands)
        outer.addStretch(1)

    def show_issued(self, found: Timeliness) -> None:
        """Show the plans of the period."""
        issued = found.issued
        self.excluding.show_figure(*share_words(issued.excluding.within))
        self.including.show_figure(*share_words(issued.including.within))
        self.exceptions.show_figure(*share_words(issued.exceptions))
        self.weeks.show_figure(*weeks_words(issued.including))
        points = tuple(month_point(one.month, one.issued.excluding.within) for one in found.months)
        note = "A dot is a month's share, the line its 95 % interval; the number below is how many plans were issued. "
        self.chart.show_scene(
            lambda width: month_chart(points, width),
            unit="% of plans without exceptions",
            count=plans(issued.excluding.n),
            note=f"{note}{left_out_words(found.left_out)}",
        )
        self._show_bands(found)
        self.waiting.setText(_waiting(found))

    def forget(self) -> None:
        """Show nothing."""
        clear(self.grid)
        for tile in (self.excluding, self.including, self.exceptions, self.weeks):
            tile.show_figure("")
        self.chart.show_scene(lambda width: month_chart((), width))
        self.waiting.clear()

    def _show_bands(self, found: Timeliness) -> None:
        clear(self.grid)
        for column, words in enumerate(("", "Every plan", "Without exceptions")):
            self.grid.addWidget(label(words, "overline", wraps=False), 0, column)
        for row, band in enumerate(Band, start=1):
            name = band.value[0].upper() + band.value[1:]
            self.grid.addWidget(label(name, "strong", wraps=False), row, 0)
            self.grid.addWidget(label(share_line(found.issued.including.share(band))), row, 1)
            self.grid.addWidget(label(share_line(found.issued.excluding.share(band))), row, 2)


def _waiting(found: Timeliness) -> str:
    if not found.waiting:
        return "No request is over 20 weeks old without a plan or a refusal."
    verb = "is" if found.waiting == 1 else "are"
    waiting = f"{plans(found.waiting, 'request')} {verb} over 20 weeks old without a plan or a refusal"
    return f"{waiting}, and counted nowhere above."
