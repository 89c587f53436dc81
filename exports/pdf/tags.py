"""What a page's pieces are while they are drawn: what belongs to which heading, cell or figure, in reading order.

A canvas marks what it draws as belonging to a tag or as an artifact (lines, running heads); `structure` writes the
tree of tags into the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from reportlab.pdfgen.canvas import Canvas


@dataclass(slots=True, eq=False)
class Tag:
    """One element of the structure: a kind of PDF 1.7 (`H1`, `TD`), what it belongs to, what it holds.

    `scope` is a header cell's `Row` or `Column`; `box` a figure's corners. The rest is the tree's: its object's number
    once it is placed, the object of the page on which it begins, further tags and references to pieces of content,
    and, before those, references to what is written already.
    """

    kind: str
    parent: Tag | None = None
    alternative: str = ""
    scope: str = ""
    box: tuple[float, float, float, float] | None = None
    number: int = 0
    page: int = 0
    kids: list[Tag | str] = field(default_factory=list)
    written: bytearray | None = None


ARTIFACT = Tag("Artifact")
"""Stands for what is drawn but not read."""


class Tree(Protocol):
    """Takes tags in the order in which they are read."""

    def place(self, tag: Tag) -> None:
        """Put the tag behind everything that its parent holds by now; a second time does nothing."""

    def piece(self, tag: Tag, page: int) -> int:
        """The number of the page's next piece of content, which belongs to the tag."""


class TaggedCanvas(Canvas):  # type: ignore[misc]  # reportlab has no types
    """A canvas that marks what it draws. `reading` is the tag to which whatever has no tag of its own belongs.

    Without a tree nothing is read: all is an artifact.
    """

    tree: Tree | None = None
    page = 0
    reading: Tag | None = None
    _is_open = False

    @contextmanager
    def marked(self, tag: Tag | None) -> Iterator[None]:
        """What is drawn inside belongs to the tag, or, without one, to `reading`, else to nothing (an artifact).

        Inside another mark it belongs to that one: marks never nest.
        """
        if self._is_open:
            yield
            return
        asked = tag or self.reading or ARTIFACT
        self._code.append(self._opening(asked))
        self._is_open = True
        try:
            yield
        finally:
            self._code.append("EMC")
            self._is_open = False

    def add(self, operators: str) -> None:
        """Draw by the operators of a page themselves; colours and widths set so last to the end of the saved state."""
        self._code.append(operators)

    def translate(self, dx: float, dy: float) -> None:
        """Move the origin; every piece of a page does, and reportlab's own way to write six numbers is slow."""
        a, b, c, d, e, f = self._currentMatrix  # type: ignore[has-type]  # reportlab has no types
        self._currentMatrix = (a, b, c, d, a * dx + c * dy + e, b * dx + d * dy + f)
        self._code.append(f"1 0 0 1 {dx:.3f} {dy:.3f} cm")

    def begin_artifact(self) -> None:
        """What is drawn from here to `end_artifact` is not read: for callers that are told of both ends apart."""
        self._code.append("/Artifact BMC")
        self._is_open = True

    def end_artifact(self) -> None:
        """The other end of `begin_artifact`."""
        self._code.append("EMC")
        self._is_open = False

    def place(self, tag: Tag) -> None:
        """Put the tag into the tree even where nothing in it is drawn."""
        if self.tree is not None and tag is not ARTIFACT:
            self.tree.place(tag)

    def _opening(self, tag: Tag) -> str:
        if self.tree is None or tag is ARTIFACT:
            return "/Artifact BMC"
        return f"/{tag.kind} <</MCID {self.tree.piece(tag, self.page)}>> BDC"
