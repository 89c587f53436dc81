"""Lines of text: words of one look broken into them, and broken lines as the operators of a page.

Reportlab breaks what has several looks or words longer than a line; where both could, they break alike.
"""

from collections.abc import Sequence
from typing import Any

from reportlab.lib.colors import Color
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus.paragraph import ParaLines, split, strip
from reportlab.platypus.paraparser import ParaFrag

from exports.pdf import fonts
from exports.pdf.file import number
from exports.pdf.tags import TaggedCanvas

_SQUEEZED = 0.05
"""So much of each space a line may give up so that one word more has room."""
_SOFT_HYPHEN = "\u00ad"
_ROUNDING = -1e-8
Look = tuple[str, float, Color]
"""A font, its size, and a colour."""


def broken(fragments: Sequence[ParaFrag], room: float) -> ParaLines | None:
    """The lines of a text of one look; None where reportlab must break it."""
    if len(fragments) != 1 or _SOFT_HYPHEN in fragments[0].text:
        return None
    one = fragments[0]
    text = strip(one.text)
    lines = _broken(split(text) if text else [], one.fontName, one.fontSize, room)
    if lines is None:
        return None
    return ParaLines(kind=0, lines=lines, fontName=one.fontName, fontSize=one.fontSize, textColor=one.textColor)


def _broken(words: list[str], font: str, size: float, room: float) -> list[tuple[float, list[str]]] | None:
    space = fonts.word_width(" ", font, size)
    lines: list[tuple[float, list[str]]] = []
    line: list[str] = []
    width = -space
    for word in words:
        wide = fonts.word_width(word, font, size)
        longer = width + space + wide
        if longer <= room + _SQUEEZED * space * len(line):
            line.append(word)
            width = longer
        elif wide > room:
            return None
        else:
            lines.append((room - width, line))
            line, width = [word], wide
    if line:
        lines.append((room - width, line))
    return lines


def draw(canvas: TaggedCanvas, told: ParaLines, style: ParagraphStyle, height: float) -> None:
    """Draw broken lines from the top of a piece of that height; each ends with a space, so that words stay apart."""
    if not told.lines:
        return
    down = height - (told.fontSize if told.kind == 0 else told.lines[0].fontSize)
    pen, at = _Pen(canvas), 0.0
    for line in told.lines:
        pieces, spare, spaces = _simple(told, line) if told.kind == 0 else _mixed(line)
        squeeze = spare / spaces if spare < _ROUNDING and spaces > 0 else 0.0
        begin = style.leftIndent + (spare if style.alignment == TA_RIGHT and not squeeze else 0.0)
        pen.code.append(f"{number(begin - at)} {number(down)} Td")
        at, down = begin, -style.leading
        if squeeze:
            pen.code.append(f"{squeeze:.4f} Tw")
        for place, (text, look) in enumerate(pieces, 1):
            pen.write(text + " " if place == len(pieces) else text, look)
        if squeeze:
            pen.code.append("0 Tw")
    canvas.add(f"q BT {' '.join(pen.code)} ET Q")


class _Pen:
    """Writes texts one behind the other; says font and colour where they change."""

    def __init__(self, canvas: TaggedCanvas) -> None:
        self._canvas = canvas
        self.code: list[str] = []
        self._font: tuple[str, float] | None = None
        self._colour: Color | None = None

    def write(self, text: str, look: Look) -> None:
        """Write a text in that look."""
        name, size, colour = look
        if colour is not self._colour:
            self._colour = colour
            self.code.append(f"{' '.join(f'{part:.4f}' for part in colour.rgb())} rg")
        for family, codes in fonts.coded(self._canvas, text, name):
            if (family, size) != self._font:
                self._font = (family, size)
                self.code.append(f"{family} {number(size)} Tf")
            self.code.append(f"({codes}) Tj")


def _simple(told: ParaLines, line: tuple[float, list[str]]) -> tuple[list[tuple[str, Look]], float, int]:
    """A line of one look: its pieces, the room to spare, its spaces."""
    text = " ".join(line[1])
    look = (told.fontName, told.fontSize, told.textColor)
    return [(text, look)], line[0], len(line[1]) - 1 + text.count("\u00a0")


def _mixed(line: Any) -> tuple[list[tuple[str, Look]], float, int]:
    """The same of a line in several looks, as reportlab has broken it."""
    pieces = [(one.text, (one.fontName, one.fontSize, one.textColor)) for one in line.words if one.text]
    spaces = line.wordCount - 1 + sum(text.count("\u00a0") for text, _ in pieces)
    return pieces, line.extraSpace, spaces
