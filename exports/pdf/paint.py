"""Draws a scene of shapes on a PDF's canvas, as vectors, in the operators of a page: reportlab's own take longer."""

from reportlab.lib.colors import HexColor

from exports.charts.scene import Anchor, Box, Item, Line, Mark, Scene, Shape, Words, polygon
from exports.pdf import fonts
from exports.pdf.tags import TaggedCanvas
from resources.theme import Colour, Theme

_ROUND = 0.5523
"""How far the handles of a quarter of a circle reach, of its radius."""


def paint(canvas: TaggedCanvas, scene: Scene, theme: Theme) -> None:
    """Draw the scene with its bottom left corner at the canvas's origin."""
    canvas.saveState()
    for item in scene.items:
        _paint(canvas, item, scene.height, theme)
    canvas.restoreState()


def paint_mark(canvas: TaggedCanvas, shape: Shape, height: float, theme: Theme) -> None:
    """Draw one mark in a drawing of that height, inside a saved state."""
    x, y, colour = shape.x, height - shape.y, _rgb(theme[shape.colour])
    if shape.mark is Mark.RING:
        canvas.add(f"{colour} RG {shape.size / 6:.2f} w {_circle(x, y, shape.size * 5 / 12)} S")
    elif shape.mark is Mark.DOT:
        canvas.add(f"{colour} rg {_circle(x, y, shape.size / 2)} f")
    else:
        first, *others = (
            f"{x + corner_x:.2f} {y - corner_y:.2f}" for corner_x, corner_y in polygon(shape.mark, shape.size)
        )
        canvas.add(f"{colour} rg {first} m {' '.join(f'{corner} l' for corner in others)} h f")


def _paint(canvas: TaggedCanvas, item: Item, height: float, theme: Theme) -> None:
    match item:
        case Box():
            bottom = height - item.y - item.height
            place = f"{item.x:.2f} {bottom:.2f} {item.width:.2f} {item.height:.2f}"
            canvas.add(f"{_rgb(theme[item.fill])} rg {place} re f")
        case Line():
            look = f"{_rgb(theme[item.colour])} RG {item.width:.2f} w {'[3 2]' if item.dashed else '[]'} 0 d"
            start, end = f"{item.x1:.2f} {height - item.y1:.2f}", f"{item.x2:.2f} {height - item.y2:.2f}"
            canvas.add(f"{look} {start} m {end} l S")
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


def _rgb(colour: str) -> str:
    """A theme's colour, “#0B5C7A”, as the three numbers of a page."""
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.4f}" for at in (1, 3, 5))


def _circle(x: float, y: float, radius: float) -> str:
    """A circle as four curves."""
    far = radius * _ROUND
    quarters = ((1, 0, 0, 1), (0, 1, -1, 0), (-1, 0, 0, -1), (0, -1, 1, 0))  # from where, to where, on a unit circle
    curves = (
        f"{x + radius * ax + far * bx:.2f} {y + radius * ay + far * by:.2f} "
        f"{x + radius * bx + far * ax:.2f} {y + radius * by + far * ay:.2f} "
        f"{x + radius * bx:.2f} {y + radius * by:.2f} c"
        for ax, ay, bx, by in quarters
    )
    return f"{x + radius:.2f} {y:.2f} m {' '.join(curves)}"
