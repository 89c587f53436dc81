"""Pieces of a page that mark what they draw: paragraphs, quotes, list items, figures, grades and intervals."""

from __future__ import annotations

from copy import copy

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph
from reportlab.platypus.paraparser import ParaFrag

from exports.charts.scene import Scene, Shape
from exports.pdf import lines
from exports.pdf.fonts import fragments
from exports.pdf.paint import paint, paint_mark
from exports.pdf.tags import ARTIFACT, Tag, TaggedCanvas
from resources.theme import Colour, Theme

_OF_THIS_TRY = ("_postponed", "canv", "_frame")
"""What reportlab notes on a piece while it tries to place it."""
_LEAST_LINES, _LEAST_TORN = 2, 3
"""No page ends or begins with a single line of a paragraph."""


class TaggedParagraph(Paragraph):  # type: ignore[misc]  # reportlab has no types
    """A paragraph of one tag; what is split off it at a page's end belongs to the same tag."""

    canv: TaggedCanvas
    tag: Tag | None = None
    outline: tuple[str, int] | None = None
    rule: Colour | None = None
    theme: Theme | None = None
    bullet: bool = False
    target: str = ""
    _is_part = False
    _wrapped: float | None = None
    _size = (0.0, 0.0)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size that it takes; lines are broken once for each width, though tables and pages ask again and again."""
        if self._wrapped != width and not self._is_part:
            self._wrapped = width
            self._size = self._broken(width) or super().wrap(width, height)
        return self._size

    def _broken(self, width: float) -> tuple[float, float] | None:
        """Break the lines without reportlab, which takes longer; None where the text asks for more."""
        told = lines.broken(self.frags, width - self.style.leftIndent - self.style.rightIndent)
        if told is None:
            return None
        self.blPara, self.width, self.height = told, width, len(told.lines) * self.style.leading
        return self.width, self.height

    def draw(self) -> None:
        """Draw rule or bullet as what is not read, then the text."""
        if self.outline is not None:
            self.canv.bookmark(self.outline[0], self.outline[1], self.height)
        if self.theme is not None:
            with self.canv.marked(ARTIFACT):
                self._decorate(self.theme)
        with self.canv.marked(self.tag):
            lines.draw(self.canv, self.blPara, self.style, self.height)
        if self.target and self.tag is not None:
            self.canv.lead(self.tag, self.target, (0, 0, self._size[0], self.height))

    def split(self, width: float, height: float) -> list[TaggedParagraph]:
        """The lines that fit and the rest, at least two each; a bookmark and a bullet stay with the first.

        The lines stay as they were broken: reportlab would break all that follows anew for every page.
        """
        if self._wrapped is None:  # a cell asks with a width that is not the one it was wrapped for
            self.wrap(width, height)
        count, fit = len(self.blPara.lines), int(height / self.style.leading)
        if fit >= count:
            return [self]
        if fit == count - 1 and count > _LEAST_TORN:
            fit -= 1
        if fit < _LEAST_LINES or count - fit < _LEAST_LINES:
            return []
        return [self._part(0, fit), self._part(fit, count)]

    def _part(self, first: int, last: int) -> TaggedParagraph:
        part = copy(self)
        for name in _OF_THIS_TRY:
            part.__dict__.pop(name, None)
        part.blPara = self.blPara.clone(lines=self.blPara.lines[first:last])
        part._is_part = True
        part.height = (last - first) * self.style.leading
        part._size = (self._size[0], part.height)
        if first:
            part.outline, part.bullet = None, False
        return part

    def _decorate(self, theme: Theme) -> None:
        self.canv.saveState()
        if self.rule is not None:
            self.canv.setStrokeColor(theme[self.rule])
            self.canv.setLineWidth(2)
            self.canv.line(1, 1, 1, self.height - 1)
        if self.bullet:
            self.canv.setFillColor(theme[Colour.ACCENT])
            self.canv.circle(3, self.height - self.style.fontSize * 0.68, 1.6, stroke=0, fill=1)
        self.canv.restoreState()


def paragraph(text: str, style: ParagraphStyle, tag: Tag | None = None) -> TaggedParagraph:
    """A paragraph of plain text; without a tag it belongs to whatever is being read."""
    return paragraph_of(fragments(text, style), style, tag)


def paragraph_of(words: list[ParaFrag], style: ParagraphStyle, tag: Tag | None = None) -> TaggedParagraph:
    """The same of words in several colours, as `fonts.fragments` makes them."""
    made = TaggedParagraph("", style, frags=words)
    made.tag = tag
    return made


class FigureBox(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A scene as a figure with its text alternative."""

    canv: TaggedCanvas

    def __init__(self, scene: Scene, theme: Theme) -> None:
        super().__init__()
        self.scene, self.theme = scene, theme
        self.width, self.height = scene.width, scene.height

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """The scene's own size."""
        return self.width, self.height

    def draw(self) -> None:
        """Draw the scene, all of it one figure."""
        left, bottom = self.canv.absolutePosition(0, 0)
        right, top = self.canv.absolutePosition(self.width, self.height)
        box = (round(left, 1), round(bottom, 1), round(right, 1), round(top, 1))
        with self.canv.marked(Tag("Figure", alternative=self.scene.alternative, box=box)):
            paint(self.canv, self.scene, self.theme)


class Ornament(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A scene that says nothing which does not stand in words beside it: drawn, not read."""

    canv: TaggedCanvas

    def __init__(self, scene: Scene, theme: Theme) -> None:
        super().__init__()
        self.scene, self.theme = scene, theme

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """The scene's own size."""
        return self.scene.width, self.scene.height

    def draw(self) -> None:
        """Draw the scene as an artifact."""
        with self.canv.marked(ARTIFACT):
            paint(self.canv, self.scene, self.theme)


class MarkedText(TaggedParagraph):
    """A paragraph with a grade's shape before its first line; its style indents it by the shape."""

    shape: Shape | None = None

    def _decorate(self, theme: Theme) -> None:
        if self.shape is not None:
            self.canv.saveState()
            paint_mark(self.canv, self.shape, self.height, theme)
            self.canv.restoreState()
