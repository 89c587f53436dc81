"""The tokens turned into a Qt palette, fonts and one style sheet; follows the system's light or dark unless told."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from functools import lru_cache

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from audit_app.ui.stylesheet import style_sheet
from resources.fonts import FAMILY, Face, font_file
from resources.theme import Colour, Measures, Theme, read_measures, read_theme

SMALLEST, LARGEST = 1.0, 2.0
_USUAL_SIZE = {"windows": 9.0, "cocoa": 13.0, "xcb": 10.0, "wayland": 10.0}
_DARK_BELOW = 128
RESIZED = frozenset({QEvent.Type.FontChange, QEvent.Type.StyleChange})
"""What a widget's `changeEvent` hears when the size of type is another, once or twice."""


class Mode(StrEnum):
    """Which theme the person wants."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@lru_cache
def theme_named(name: str) -> Theme:
    """A shipped theme, read once."""
    return read_theme(name)


@lru_cache
def measures() -> Measures:
    """The sizes that every theme shares, read once."""
    return read_measures()


def theme_of(widget: QWidget) -> Theme:
    """The theme that a widget is painted in, by the app's palette: so that nothing needs to be handed down or kept.

    Not by the widget's own, which the style sheet and some platforms give another ground for buttons, lists and labels.
    """
    del widget
    ground = QApplication.palette().color(QPalette.ColorRole.Window)
    return theme_named("dark" if ground.lightness() < _DARK_BELOW else "light")


def colour_of(widget: QWidget, role: Colour) -> QColor:
    """A token's colour as the widget is painted now."""
    return QColor(theme_of(widget)[role])


def type_font(widget: QWidget, points: float, *, bold: bool = False) -> QFont:
    """The app's font at a size of the tokens, scaled as the widget's own is."""
    font = QFont(widget.font())
    font.setPointSizeF(points * scale_of(widget))
    font.setBold(bold)
    return font


def scale_of(widget: QWidget) -> float:
    """How much larger than the tokens the person wants everything; the same for all widgets of a moment."""
    del widget
    scale = QApplication.font().pointSizeF() / measures().text
    return scale if scale > 0 else 1.0


def scaled(widget: QWidget, pixels: float) -> int:
    """A length in pixels at the normal size of type, as long as the type is large now."""
    return round(pixels * scale_of(widget))


def load_fonts() -> None:
    """Make the shipped faces known to Qt; raises FileNotFoundError with a sentence where one is missing."""
    for face in Face:
        QFontDatabase.addApplicationFont(str(font_file(face)))


class Look(QObject):
    """Dresses the application; `changed` tells that colours or sizes are others now."""

    changed = Signal()

    def __init__(self, app: QApplication, *, mode: Mode = Mode.SYSTEM, scale: float = 1.0) -> None:
        super().__init__(app)
        self._app = app
        self._mode = mode
        self._scale = scale
        self._system = _system_scale()
        app.setStyle("Fusion")
        load_fonts()
        app.styleHints().colorSchemeChanged.connect(self.follow_system)
        self._dress()

    @property
    def mode(self) -> Mode:
        """What the person chose."""
        return self._mode

    @property
    def scale(self) -> float:
        """The person's own enlargement, 1 to 2, on top of the system's."""
        return self._scale

    @property
    def theme(self) -> Theme:
        """The theme in force."""
        if self._mode is not Mode.SYSTEM:
            return theme_named(self._mode.value)
        is_dark = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return theme_named("dark" if is_dark else "light")

    def set_mode(self, mode: Mode) -> None:
        """Light, dark, or as the system has it."""
        self._mode = mode
        self._dress()

    def set_scale(self, scale: float) -> None:
        """Enlarge everything, between 1 and 2 times."""
        self._scale = min(max(scale, SMALLEST), LARGEST)
        self._dress()

    def follow_system(self, _scheme: object = None) -> None:
        """The system changed between light and dark."""
        if self._mode is Mode.SYSTEM:
            self._dress()

    @contextmanager
    def building(self) -> Iterator[None]:
        """Put many widgets together inside: they get the style sheet once, all of them, at the end.

        Under a style sheet Qt works out the style of a widget and of everything in it each time it gets a parent.
        """
        self._app.setStyleSheet("")
        try:
            yield
        finally:
            self._dress_in_sheet()

    @property
    def _whole_scale(self) -> float:
        """The person's enlargement and the system's together."""
        return min(self._scale * self._system, LARGEST)

    def _dress(self) -> None:
        font = QFont(FAMILY)
        font.setFamilies([FAMILY, "Noto Sans"])
        font.setPointSizeF(measures().text * self._whole_scale)
        self._app.setFont(font)
        self._app.setPalette(palette_of(self.theme))
        self._dress_in_sheet()
        self.changed.emit()

    def _dress_in_sheet(self) -> None:
        self._app.setStyleSheet(style_sheet(self.theme, measures(), self._whole_scale))


def palette_of(theme: Theme) -> QPalette:
    """Qt's roles in the theme's colours; what is disabled is in soft ink."""
    role = QPalette.ColorRole
    colours = {
        role.Window: Colour.CANVAS,
        role.WindowText: Colour.INK,
        role.Base: Colour.SURFACE,
        role.AlternateBase: Colour.CANVAS,
        role.Text: Colour.INK,
        role.Button: Colour.SURFACE,
        role.ButtonText: Colour.INK,
        role.BrightText: Colour.ON_ACCENT,
        role.Highlight: Colour.ACCENT,
        role.HighlightedText: Colour.ON_ACCENT,
        role.Link: Colour.ACCENT,
        role.LinkVisited: Colour.ACCENT,
        role.ToolTipBase: Colour.SURFACE,
        role.ToolTipText: Colour.INK,
        role.PlaceholderText: Colour.SOFT_INK,
        role.Light: Colour.SURFACE,
        role.Midlight: Colour.LINE,
        role.Mid: Colour.LINE,
        role.Dark: Colour.SOFT_INK,
        role.Shadow: Colour.LINE,
        role.Accent: Colour.ACCENT,
    }
    palette = QPalette()
    for part, colour in colours.items():
        palette.setColor(part, QColor(theme[colour]))
    for part in (role.WindowText, role.Text, role.ButtonText, role.BrightText, role.Link):
        palette.setColor(QPalette.ColorGroup.Disabled, part, QColor(theme[Colour.SOFT_INK]))
    return palette


def _system_scale() -> float:
    """How much larger than usual this system's own font is; never smaller, so that text stays readable."""
    usual = _USUAL_SIZE.get(QGuiApplication.platformName(), 0.0)
    size = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).pointSizeF()
    return min(max(size / usual, SMALLEST), LARGEST) if usual and size > 0 else 1.0
