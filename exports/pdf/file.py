"""A PDF file that is written while its pages are made: what is finished goes out, and its place alone is kept.

It knows objects and where they stand, nothing of pages, tags or fonts. The same objects give the same bytes.
"""

import codecs
import zlib
from collections.abc import Callable
from hashlib import sha256
from typing import Protocol

_PACKED = 200
"""So many small objects are packed together."""
_FREE, _ALONE, _INSIDE = 0, 1, 2  # how the table of places calls an object: not there, by itself, packed with others
_PLACE = 8  # bytes of an object in that table: one for its kind, five for where, two for its number among the packed


class Out(Protocol):
    """Where a file is written: an open file, or memory."""

    def write(self, data: bytes, /) -> object:
        """Take the next bytes."""


def text(words: str) -> str:
    """A text as it stands in an object."""
    if words.isascii() and words.isprintable():
        return "(" + words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ")"
    return f"<{(codecs.BOM_UTF16_BE + words.encode('utf-16-be')).hex()}>"


def number(value: float) -> str:
    """A number in points, to the thousandth, as short as it can be written."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


class PdfFile:
    """Takes objects by their numbers, in any order; `take` gives the next free number."""

    def __init__(self, out: Out, take: Callable[[], int]) -> None:
        self._out, self.take = out, take
        self._at = 0
        self._digest = sha256()
        self._places = bytearray()
        self._waiting: list[tuple[int, bytes]] = []
        self._write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def put(self, name: int, words: str) -> None:
        """A small object, without a stream."""
        self._waiting.append((name, words.encode("ascii")))
        if len(self._waiting) == _PACKED:
            self._pack()

    def stream(self, name: int, entries: str, data: bytes, *, packed: bool = True) -> None:
        """A stream with the entries of its dictionary."""
        if packed:
            data, entries = zlib.compress(data), f"{entries}/Filter/FlateDecode"
        self.whole(name, b"<<%b/Length %d>>stream\n%b\nendstream" % (entries.encode("ascii"), len(data), data))

    def whole(self, name: int, body: bytes) -> None:
        """An object by itself, as it stands in the file."""
        self._note(name, _ALONE, self._at, 0)
        self._write(b"%d 0 obj\n%b\nendobj\n" % (name, body))

    def finish(self, root: int, info: int) -> None:
        """Write what still waits, where everything stands, and which objects are the first to be read."""
        self._pack()
        name, at = self.take(), self._at
        self._note(name, _ALONE, at, 0)
        size = len(self._places) // _PLACE
        told = self._digest.hexdigest()[:32]
        entries = f"/Type/XRef/W[1 5 2]/Size {size}/Root {root} 0 R/Info {info} 0 R/ID[<{told}><{told}>]"
        self._places[0:_PLACE] = bytes((_FREE, 0, 0, 0, 0, 0, 0xFF, 0xFF))
        self.stream(name, entries, bytes(self._places))
        self._write(b"startxref\n%d\n%%%%EOF\n" % at)

    def _pack(self) -> None:
        if not self._waiting:
            return
        name, at, head = self.take(), 0, []
        for place, (one, body) in enumerate(self._waiting):
            head.append(f"{one} {at}")
            at += len(body) + 1
            self._note(one, _INSIDE, name, place)
        first = (" ".join(head) + "\n").encode("ascii")
        bodies = b"\n".join(body for _, body in self._waiting)
        self.stream(name, f"/Type/ObjStm/N {len(self._waiting)}/First {len(first)}", first + bodies)
        self._waiting.clear()

    def _note(self, name: int, kind: int, where: int, place: int) -> None:
        start = name * _PLACE
        if len(self._places) < start + _PLACE:
            self._places.extend(bytes(start + _PLACE - len(self._places)))
        told = kind.to_bytes(1, "big") + where.to_bytes(5, "big") + place.to_bytes(2, "big")
        self._places[start : start + _PLACE] = told

    def _write(self, data: bytes) -> None:
        self._out.write(data)
        self._digest.update(data)
        self._at += len(data)
