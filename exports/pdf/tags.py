"""The structure of a PDF while its pages are drawn: what belongs to which heading, cell or figure, in reading order.

A canvas marks what it draws as belonging to a tag or as an artifact (lines, running heads); `structure` writes the
tree into the file afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import quote

from reportlab.pdfgen.canvas import Canvas

from exports.plain import one_line


@dataclass(slots=True, eq=False)
class Tag:
    """One element of the structure: a kind of PDF 1.7 (`H1`, `TD`), what it belongs to, what it holds.

    `kids` are further tags and (page, number) of pieces of content, pages counted from 0. `scope` is a header cell's
    `Row` or `Column`; `box` a figure's corners; `linked` the page on which a link's annotation lies.
    """

    kind: str
    parent: Tag | None = None
    alternative: str = ""
    scope: str = ""
    box: tuple[float, float, float, float] | None = None
    kids: list[Tag | tuple[int, int]] = field(default_factory=list)
    placed: bool = False
    linked: int | None = None


ARTIFACT = Tag("Artifact")
"""Stands for what is drawn but not read."""


class TaggedCanvas(Canvas):  # type: ignore[misc]  # reportlab has no types
    """A canvas that keeps a tree of tags. `reading` is the tag to which whatever has no tag of its own belongs."""

    def __init__(self, *arguments: object, tree: Tag, **options: object) -> None:
        super().__init__(*arguments, **options)
        self.tree = tree
        self.reading: Tag | None = None
        self.bookmarks = 0
        self._pieces = 0
        self._is_open = False

    @contextmanager
    def marked(self, tag: Tag | None) -> Iterator[None]:
        """What is drawn inside belongs to the tag, or, without one, to `reading`, else to nothing (an artifact).

        Inside another mark it belongs to that one: marks never nest.
        """
        if self._is_open:
            yield
            return
        asked = tag or self.reading or ARTIFACT
        self._code.append("/Artifact BMC" if asked is ARTIFACT else self._opening(asked))
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
        """Put the tag into the tree, after everything that its parent holds by now; a second time does nothing."""
        if tag.placed or tag is ARTIFACT:
            return
        parent = tag.parent or self.tree
        if parent is not self.tree:
            self.place(parent)
        parent.kids.append(tag)
        tag.placed = True

    def bookmark(self, title: str, level: int, height: float) -> None:
        """A bookmark to the present place, `height` points above the present origin; level 0 is the highest."""
        key = f"b{self.bookmarks}"
        self.bookmarks += 1
        self.bookmarkHorizontal(key, 0, height + 6)
        self.addOutlineEntry(one_line(title), key, level)

    def lead(self, tag: Tag, target: str, box: tuple[float, float, float, float]) -> None:
        """Let a box of the page lead to a file beside this one; `tag` is the link's, which must be marked already."""
        self.linkURL(quote(target), box, relative=1)
        tag.linked = self.getPageNumber() - 1

    def showPage(self) -> None:  # noqa: N802  the name is reportlab's
        """End the page; pieces of content are numbered anew on each."""
        super().showPage()
        self._pieces = 0

    def _opening(self, tag: Tag) -> str:
        self.place(tag)
        number = self._pieces
        self._pieces += 1
        tag.kids.append((self.getPageNumber() - 1, number))
        return f"/{tag.kind} <</MCID {number}>> BDC"
