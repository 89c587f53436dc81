"""Rows in the order of a file, items to be sorted, and texts seen before, each as large as the disk allows."""

import marshal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from heapq import merge
from typing import Any, Final, Generic, TypeVar

from audit_app.store.spool import Spool

BLOCK: Final = 1_000
"""How many rows are handed out together, or a few more: those of one person are never parted."""
_RUN: Final = 16_384
_PACKED: Final = 64
"""How many items of a sorted run are read at once: few, because as many wait in memory for each run."""
_TEXTS_IN_MEMORY: Final = 20_000
_BITS: Final = 1 << 23
"""A bit for each text that lies in the file, by its hash: where it is not set the file need not be asked."""
_VALUE: Final = "SELECT value FROM seen WHERE memory = ? AND text = ?"

Row = dict[str, str | int]
Item = tuple[Any, ...]
V = TypeVar("V", str, int)


class SpooledRows:
    """Rows, each with its number in the file, in the order in which they came; values are texts and whole numbers."""

    def __init__(self, spool: Spool, on_block: Callable[[int], None]) -> None:
        """`on_block` is told after each block how many rows there are."""
        self._spool, self._on_block = spool, on_block
        self._packets: list[int] = []
        self._numbers: list[int] = []
        self._rows: list[Row] = []
        self.count = 0

    def add(self, numbers: Sequence[int], rows: Sequence[Row]) -> None:
        """Take rows; those that come together stay together."""
        self._numbers.extend(numbers)
        self._rows.extend(rows)
        self.count += len(rows)
        if len(self._rows) >= BLOCK:
            self._packets.append(self._spool.put(marshal.dumps((self._numbers, self._rows))))
            self._numbers, self._rows = [], []
            self._on_block(self.count)

    def held(self) -> tuple[tuple[Row, ...], tuple[int, ...]]:
        """None: they are to be asked for block by block."""
        return (), ()

    def blocks(self) -> Iterator[tuple[list[int], list[Row]]]:
        """Every row with its number, block by block."""
        for packet in self._packets:
            yield _unpacked(self._spool.get(packet))
        if self._rows:
            yield self._numbers, self._rows


class SortedItems:
    """Items in ascending order, however they came; no two may have the same first two values."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._runs: list[list[int]] = []
        self._last: list[Item] = []
        self.count = 0

    def add(self, item: Item) -> None:
        """Take an item of texts, whole numbers, None, and lists and dictionaries of such."""
        self._last.append(item)
        self.count += 1
        if len(self._last) >= _RUN:
            self._put_away()

    def __iter__(self) -> Iterator[Item]:
        self._last.sort(key=_order)
        if not self._runs:
            return iter(self._last)
        return merge(*map(self._read, self._runs), self._last)

    def _put_away(self) -> None:
        self._last.sort(key=_order)
        parts = (self._last[at : at + _PACKED] for at in range(0, len(self._last), _PACKED))
        self._runs.append([self._spool.put(marshal.dumps(part)) for part in parts])
        self._last = []

    def _read(self, packets: Sequence[int]) -> Iterator[Item]:
        for packet in packets:
            yield from _unpacked(self._spool.get(packet))


class SpooledTexts(Generic[V]):
    """Texts that were seen, each with a value."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._near: dict[str, V] = {}
        self._memory = 0  # its number in the file, once something of it lies there
        self._bits = bytearray()

    def get(self, text: str) -> V | None:
        """The value of a text; None where it was not seen."""
        found = self._near.get(text)
        if found is not None or not self._may_be_far(text):
            return found
        row = self._spool.execute(_VALUE, (self._memory, text)).fetchone()
        return None if row is None else row[0]

    def setdefault(self, text: str, value: V) -> V:
        """The value with which a text came first: this one, where it is new."""
        found = self.get(text)
        if found is not None:
            return found
        self._near[text] = value
        if len(self._near) >= _TEXTS_IN_MEMORY:
            self._put_away()
        return value

    def has_any(self, texts: Iterable[str]) -> bool:
        """Whether one of these was seen."""
        return any(self.get(text) is not None for text in texts)

    def update(self, found: Mapping[str, V]) -> None:
        """Remember texts that were not seen."""
        self._near.update(found)
        if len(self._near) >= _TEXTS_IN_MEMORY:
            self._put_away()

    def _put_away(self) -> None:
        self._memory = self._memory or self._spool.memory()
        rows = ((self._memory, text, value) for text, value in sorted(self._near.items()))
        self._spool.execute("INSERT INTO seen VALUES (?, ?, ?)", rows, many=True)
        self._bits = self._bits or bytearray(_BITS >> 3)
        for place in map(_place_of, self._near):
            self._bits[place >> 3] |= 1 << (place & 7)
        self._near = {}

    def _may_be_far(self, text: str) -> bool:
        """Whether a text may lie in the file; most that do not are known at once."""
        place = _place_of(text)
        return bool(self._memory) and bool(self._bits[place >> 3] & 1 << (place & 7))


def _place_of(text: str) -> int:
    return hash(text) & (_BITS - 1)


def _order(item: Item) -> Item:
    return item[:2]


def _unpacked(packet: bytes) -> Any:
    return marshal.loads(packet)  # noqa: S302 - our own bytes, from memory or from a file under a key of this process
