"""Draws a scene of shapes on a PDF's canvas, as vectors."""

from reportlab.lib.colors import HexColor

from exports.charts.scene import Anchor, Box, Item, Line, Mark, Scene, Shape, Words, polygon
from exports.pdf import fonts
from exports.pdf.tags import TaggedCanvas
from resources.theme import Colour, Theme


def paint(canvas: TaggedCanvas, scene: Scene, theme: Theme) -> None:
    """Draw the scene with its bottom left corner at the canvas's origin."""
    canvas.saveState()
    for item in scene.items:
        _paint(canvas, item, scene.height, theme)
    canvas.restoreState()


def paint_mark(canvas: TaggedCanvas, shape: Shape, height: float, theme: Theme) -> None:
    """Draw one mark in a drawing of that height."""
    colour = HexColor(theme[shape.colour])
    canvas.setFillColor(colour)
    canvas.setStrokeColor(colour)
    x, y = shape.x, height - shape.y
    if shape.mark is Mark.DOT:
        canvas.circle(x, y, shape.size / 2, stroke=0, fill=1)
    elif shape.mark is Mark.RING:
        canvas.setLineWidth(shape.size / 6)
        canvas.circle(x, y, shape.size * 5 / 12, stroke=1, fill=0)
    else:
        path = canvas.beginPath()
        (first_x, first_y), *others = polygon(shape.mark, shape.size)
        path.moveTo(x + first_x, y - first_y)
        for corner_x, corner_y in others:
            path.lineTo(x + corner_x, y - corner_y)
        path.close()
        canvas.drawPath(path, stroke=0, fill=1)


def _paint(canvas: TaggedCanvas, item: Item, height: float, theme: Theme) -> None:
    match item:
        case Box():
            canvas.setFillColor(HexColor(theme[item.fill]))
            canvas.rect(item.x, height - item.y - item.height, item.width, item.height, stroke=0, fill=1)
        case Line():
            canvas.setStrokeColor(HexColor(theme[item.colour]))
            canvas.setLineWidth(item.width)
            canvas.setDash([3, 2] if item.dashed else [])
            canvas.line(item.x1, height - item.y1, item.x2, height - item.y2)
        case Shape():
            paint_mark(canvas, item, height, theme)
        case Words():
            _words(canvas, item, height, theme[item.colour or Colour.INK])


def _words(canvas: TaggedCanvas, item: Words, height: float, colour: str) -> None:
    font = fonts.BOLD if item.bold else fonts.REGULAR
    text = item.text if item.room is None else fonts.fitted(item.text, font, item.size, item.room)
    wide = fonts.width(text, font, item.size)
    start = {Anchor.START: 0.0, Anchor.MIDDLE: wide / 2, Anchor.END: wide}[item.anchor]
    canvas.setFillColor(HexColor(colour))
    fonts.draw(canvas, text, item.x - start, height - item.y, font, item.size)
