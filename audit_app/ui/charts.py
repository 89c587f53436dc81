"""Charts on the screen: a scene painted by Qt in the theme's colours, in a frame that says what it shows."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from audit_app.ui.announce import announce
from audit_app.ui.card import Card
from audit_app.ui.chart_copy import copy_picture, copy_rows, rows_of
from audit_app.ui.flow import FlowRow
from audit_app.ui.icons import Icon
from audit_app.ui.scene_painting import paint_scene
from audit_app.ui.theme import RESIZED, measures, scale_of, theme_named, theme_of
from audit_app.ui.words import button, label
from exports.charts.interval import interval_bar
from exports.charts.scene import Box, Scene, Shape

MakeScene = Callable[[float], Scene]
"""Draws at a width in points: `lambda width: grade_chart(shares, width)`."""
_REACH = 12.0
"""How far beside a mark a press still means it, in points."""
_PICTURE = 520.0
"""How wide a copied picture is drawn, in points."""


class SceneView(QLabel):
    """A scene as wide as there is room; its accessible description carries every number in it.

    `mark_chosen` and `box_chosen` tell which of the scene's shapes or boxes was pressed, from 0 in their order; what a
    press opens, the keyboard opens in a table beside the chart.
    """

    mark_chosen = Signal(int)
    box_chosen = Signal(int)

    def __init__(self, name: str, make: MakeScene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPixmap(QPixmap(1, 1))  # a label with a picture is heard as a graphic; what is seen is painted below
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_scene(make)

    @property
    def per_point(self) -> float:
        """Pixels to a point of the scene, larger with the person's type."""
        return 1.33 * scale_of(self)

    def show_scene(self, make: MakeScene) -> None:
        """Show another drawing."""
        self._make = make
        self._fit()

    def scene(self) -> Scene:
        """The drawing at the present width."""
        return self._make(max(self.width(), 200) / self.per_point)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The nearest mark, else the box below the pointer."""
        x, y = event.position().x() / self.per_point, event.position().y() / self.per_point
        items = self.scene().items
        marks = [one for one in items if isinstance(one, Shape)]
        boxes = [one for one in items if isinstance(one, Box)]
        near = [((one.x - x) ** 2 + (one.y - y) ** 2, at) for at, one in enumerate(marks)]
        if near and min(near)[0] <= _REACH**2:
            self.mark_chosen.emit(min(near)[1])
            return
        inside = (at for at, one in enumerate(boxes) if 0 <= x - one.x <= one.width and 0 <= y - one.y <= one.height)
        if (at := next(inside, None)) is not None:
            self.box_chosen.emit(at)

    def sizeHint(self) -> QSize:
        return QSize(480, round(self._make(480 / self.per_point).height * self.per_point))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESIZED:
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, per_point, rect = QPainter(self), self.per_point, event.rect()
        between = rect.top() / per_point, (rect.bottom() + 1) / per_point
        paint_scene(painter, self.scene(), theme_of(self), per_point=per_point, between=between)

    def _fit(self) -> None:
        scene = self._make(480 / self.per_point)
        self.setAccessibleDescription(scene.alternative)
        self.setFixedHeight(round(scene.height * self.per_point))
        self.update()


class ChartFrame(Card):
    """A chart with its title, unit, number of plans and note, as in the reports; copied as a picture or as a table.

    `rows` are what the table says, its head first; without them it says what the chart's words say.
    """

    def __init__(
        self,
        title: str,
        make: MakeScene,
        *,
        unit: str = "",
        count: str = "",
        note: str = "",
        rows: Sequence[Sequence[str]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        self.unit = label("", "caption", wraps=False)
        self.head.addWidget(self.unit)
        self.chart = SceneView(title, make)
        self.note = label("", "caption")
        self.picture_button = button(
            "Copy picture", self.copy_picture, weight="quiet", icon=Icon.COPY, name=f"Copy picture: {title}"
        )
        self.table_button = button(
            "Copy as table", self.copy_table, weight="quiet", icon=Icon.COLUMNS, name=f"Copy as table: {title}"
        )
        self.copying = FlowRow(self.picture_button, self.table_button)
        for part in (self.chart, self.note, self.copying):
            self.body.addWidget(part)
        self.body.addStretch(1)  # beside a chart with more words its head and drawing stay at the top
        self.show_scene(make, unit=unit, count=count, note=note, rows=rows)

    def show_scene(
        self,
        make: MakeScene,
        *,
        unit: str = "",
        count: str = "",
        note: str = "",
        rows: Sequence[Sequence[str]] = (),
    ) -> None:
        """Show another drawing in the same frame."""
        self._make, self._rows = make, rows
        self.chart.show_scene(make)
        self.unit.setText(" · ".join(part for part in (unit, count) if part))
        self.note.setText(note)
        self.note.setVisible(bool(note))

    def rename(self, title: str) -> None:
        """Another title, on the chart and its buttons too."""
        self.set_title(title)
        self.chart.setAccessibleName(title)
        self.picture_button.setAccessibleName(f"Copy picture: {title}")
        self.table_button.setAccessibleName(f"Copy as table: {title}")

    def copy_picture(self) -> QImage:
        """Put the chart on the clipboard as it stands in a report, on a light ground; returns it too."""
        scene, theme = self._make(_PICTURE), theme_named("light")
        made = copy_picture(self.title.text(), self.unit.text(), scene, theme, self.note.text())
        announce(self, "The chart was copied as a picture.")
        return made

    def copy_table(self) -> str:
        """Put the chart's numbers on the clipboard, cells apart by tabs; returns them too."""
        rows = self._rows or rows_of(self.title.text(), self.unit.text(), self._make(_PICTURE))
        text = copy_rows(rows)
        announce(self, "The chart was copied as a table.")
        return text


class IntervalBar(SceneView):
    """A value with its interval on a scale, small enough for a row."""

    def __init__(
        self, name: str, value: float, lower: float | None, upper: float | None, low: float = 0, high: float = 100
    ) -> None:
        super().__init__(name, lambda width: interval_bar(value, lower, upper, low, high, width))
        self.setMinimumWidth(120)


class FigureTile(Card):
    """A figure: what it counts, the count large, the percentage and interval small."""

    def __init__(self, words: str, count: str, detail: str = "", parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.body.setSpacing(measures().spacing[0])
        self.words, self.count, self.detail = label(words, "soft"), label("", "figure"), label("", "caption")
        for part in (self.words, self.count, self.detail):
            self.body.addWidget(part)
        self.body.addStretch(1)  # beside a tile with more words the numbers stay in one line
        self.show_figure(count, detail)

    def show_figure(self, count: str, detail: str = "") -> None:
        """Show another number."""
        self.count.setText(count)
        self.detail.setText(detail)
        self.detail.setVisible(bool(detail))
        self.setAccessibleName(f"{self.words.text()}: {count}. {detail}".strip())


def tiles(*made: FigureTile) -> QWidget:
    """A row of figures, equally wide."""
    row = QWidget()
    across = QHBoxLayout(row)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(measures().spacing[2])
    for tile in made:
        column = QVBoxLayout()
        column.addWidget(tile)
        across.addLayout(column, 1)
    return row
