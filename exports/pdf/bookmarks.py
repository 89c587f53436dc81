"""Bookmarks of a PDF, each written as soon as what follows it is known; it knows nothing of pages."""

from dataclasses import dataclass

from exports.pdf.file import PdfFile, text
from exports.plain import one_line


@dataclass(slots=True)
class _Open:
    """A bookmark under which more may come: its own entries, its first and last child, how many are below it."""

    name: int
    entries: str
    first: int = 0
    last: int = 0
    below: int = 0


class Bookmarks:
    """Takes bookmarks in their order; `root` is the object that they all hang on."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self.root = file.take()
        self._open = [_Open(self.root, "/Type/Outlines")]

    def add(self, title: str, level: int, place: str) -> None:
        """A bookmark to a place, as PDF writes one; level 0 is the highest, and none is left out on the way down."""
        name, previous = self._file.take(), 0
        depth = min(level + 1, len(self._open))
        while len(self._open) > depth:
            previous = self._close(name if len(self._open) == depth + 1 else 0)
        parent = self._open[-1]
        parent.first, parent.last = parent.first or name, name
        before = f"/Prev {previous} 0 R" if previous else ""
        self._open.append(_Open(name, f"/Title{text(one_line(title))}/Parent {parent.name} 0 R/Dest[{place}]{before}"))

    def finish(self) -> None:
        """Write the rest."""
        while self._open:
            self._close(0)

    def _close(self, following: int) -> int:
        """Write the innermost open bookmark with what follows it on its level."""
        done = self._open.pop()
        if self._open:
            self._open[-1].below += 1 + done.below
        after = f"/Next {following} 0 R" if following else ""
        children = f"/First {done.first} 0 R/Last {done.last} 0 R/Count {done.below}" if done.first else ""
        self._file.put(done.name, f"<<{done.entries}{after}{children}>>")
        return done.name
