"""Charts on the screen: a scene painted by Qt in the theme's colours, in a frame that says what it shows."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from audit_app.ui.card import Card
from audit_app.ui.marks import draw_mark
from audit_app.ui.theme import RESIZED, measures, scale_of, theme_of
from audit_app.ui.words import label
from exports.charts.interval import interval_bar
from exports.charts.scene import Anchor, Box, Line, Scene, Shape, Words
from resources.theme import Theme

MakeScene = Callable[[float], Scene]
"""Draws at a width in points: `lambda width: grade_chart(shares, width)`."""


def paint_scene(painter: QPainter, scene: Scene, theme: Theme, *, per_point: float = 1.0) -> None:
    """Paint a scene from the painter's origin, `per_point` pixels to a point."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(per_point, per_point)
    for item in scene.items:
        if isinstance(item, Box):
            painter.fillRect(QRectF(item.x, item.y, item.width, item.height), QColor(theme[item.fill]))
        elif isinstance(item, Line):
            style = Qt.PenStyle.DashLine if item.dashed else Qt.PenStyle.SolidLine
            painter.setPen(QPen(QColor(theme[item.colour]), item.width, style))
            painter.drawLine(QPointF(item.x1, item.y1), QPointF(item.x2, item.y2))
        elif isinstance(item, Shape):
            draw_mark(painter, item.mark, QPointF(item.x, item.y), item.size, QColor(theme[item.colour]))
        else:
            _paint_words(painter, item, theme)
    painter.restore()


def _paint_words(painter: QPainter, words: Words, theme: Theme) -> None:
    font = QFont(QApplication.font())
    font.setPixelSize(1000)  # measured large and scaled down: sizes of scenes are fractions of a pixel
    font.setBold(words.bold)
    metrics = QFontMetricsF(font)
    share = words.size / 1000
    text = words.text
    if words.room is not None:
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, words.room / share)
    wide = metrics.horizontalAdvance(text) * share
    left = {Anchor.START: 0.0, Anchor.MIDDLE: wide / 2, Anchor.END: wide}[words.anchor]
    painter.save()
    painter.translate(words.x - left, words.y)
    painter.scale(share, share)
    painter.setFont(font)
    painter.setPen(QColor(theme[words.colour]))
    painter.drawText(QPointF(0, 0), text)
    painter.restore()


class SceneView(QLabel):
    """A scene as wide as there is room; its accessible description carries every number in it."""

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

    def sizeHint(self) -> QSize:
        return QSize(480, round(self._make(480 / self.per_point).height * self.per_point))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESIZED:
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        paint_scene(painter, self.scene(), theme_of(self), per_point=self.per_point)

    def _fit(self) -> None:
        scene = self._make(480 / self.per_point)
        self.setAccessibleDescription(scene.alternative)
        self.setFixedHeight(round(scene.height * self.per_point))
        self.update()


class ChartFrame(Card):
    """A chart with its title, unit, number of plans and note, as in the reports."""

    def __init__(
        self,
        title: str,
        make: MakeScene,
        *,
        unit: str = "",
        count: str = "",
        note: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        self.unit = label(" · ".join(part for part in (unit, count) if part), "caption", wraps=False)
        self.head.addWidget(self.unit)
        self.chart = SceneView(title, make)
        self.note = label(note, "caption")
        self.body.addWidget(self.chart)
        self.body.addWidget(self.note)
        self.note.setVisible(bool(note))

    def show_scene(self, make: MakeScene, *, unit: str = "", count: str = "", note: str = "") -> None:
        """Show another drawing in the same frame."""
        self.chart.show_scene(make)
        self.unit.setText(" · ".join(part for part in (unit, count) if part))
        self.note.setText(note)
        self.note.setVisible(bool(note))


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
