"""A chart for the clipboard: as a picture on a light ground, with its title, or as rows that a sheet takes in."""

from collections.abc import Sequence
from dataclasses import replace
from textwrap import wrap

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter

from audit_app.ui.scene_painting import paint_scene
from exports.charts.scene import Item, Scene, Words
from resources.theme import Colour, Theme

_MARGIN, _TITLE, _UNIT, _SIZE = 12.0, 13.0, 9.0, 3.0
"""In points; the last are pixels to a point: sharp enough for print."""
_HEAD = 40.0
_LINE, _LETTER = 13.0, 4.9
"""How high a line of the note is, and how wide a letter of it at most on average, in points."""


def copy_picture(title: str, unit: str, scene: Scene, theme: Theme, note: str = "") -> QImage:
    """Put the picture on the clipboard; returns it too."""
    made = picture_of(title, unit, scene, theme, note)
    QGuiApplication.clipboard().setImage(made)
    return made


def copy_rows(rows: Sequence[Sequence[str]]) -> str:
    """Put rows on the clipboard, cells apart by tabs; returns them too."""
    text = "\n".join("\t".join(cell.replace("\t", " ").replace("\n", " ") for cell in row) for row in rows)
    QGuiApplication.clipboard().setText(text)
    return text


def picture_of(title: str, unit: str, scene: Scene, theme: Theme, note: str = "") -> QImage:
    """The scene below its title and unit, above its note."""
    lines = wrap(note, int(scene.width / _LETTER))
    wide, high = scene.width + 2 * _MARGIN, scene.height + _HEAD + _LINE * len(lines) + 2 * _MARGIN
    image = QImage(round(wide * _SIZE), round(high * _SIZE), QImage.Format.Format_RGB32)
    image.fill(QColor(theme[Colour.SURFACE]))
    image.setText("Description", scene.alternative)
    heading: tuple[Item, ...] = (
        Words(title, 0, _TITLE, _TITLE, bold=True, room=scene.width),
        Words(unit, 0, _TITLE + 15, _UNIT, Colour.SOFT_INK, room=scene.width),
    )
    painter = QPainter(image)
    painter.scale(_SIZE, _SIZE)
    painter.translate(QPointF(_MARGIN, _MARGIN))
    paint_scene(painter, replace(scene, items=heading), theme)
    painter.translate(QPointF(0, _HEAD))
    paint_scene(painter, scene, theme)
    said = (
        Words(line, 0, scene.height + _LINE * at, _UNIT, Colour.SOFT_INK, room=scene.width)
        for at, line in enumerate(lines, 1)
    )
    paint_scene(painter, replace(scene, items=tuple(said)), theme)
    painter.end()
    return image


def rows_of(title: str, unit: str, scene: Scene) -> list[list[str]]:
    """A chart without rows of its own: what its words say, a row for each name and value."""
    said = scene.alternative.replace(". ", ".\n").replace("; ", "\n").splitlines()
    rows = [[part.strip() for part in line.rstrip(".").split(": ", 1)] for line in said if line.strip(" .")]
    return [[title, unit], *[[*row, ""][:2] for row in rows]]
