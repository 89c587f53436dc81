"""Where the rows of a file are kept while it is read, and what was seen before: in memory here, on disk elsewhere.

Whoever reads files of any size hands in a keeping of their own, so that memory does not grow with the file.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from audit_app.domain.register import RegisterRow


class RowsKept(Protocol):
    """Takes the rows of a register in the order of the file."""

    @property
    def count(self) -> int:
        """How many rows were taken."""

    def add(self, numbers: Sequence[int], rows: Sequence[RegisterRow]) -> None:
        """Take rows, each with its number in the file; rows of one person come together."""

    def held(self) -> tuple[tuple[RegisterRow, ...], tuple[int, ...]]:
        """Every row and every number as far as memory holds them: none where they lie elsewhere."""


class Seen(Protocol):
    """Remembers which texts were seen, each with a whole number."""

    def setdefault(self, text: str, number: int, /) -> int:
        """The number with which a text came first: this one, where it is new."""

    def has_any(self, texts: Iterable[str], /) -> bool:
        """Whether one of these was seen."""

    def update(self, found: Mapping[str, int], /) -> None:
        """Remember texts that were not seen."""


class RowsInMemory:
    """Every row in memory."""

    def __init__(self) -> None:
        self._rows: list[RegisterRow] = []
        self._numbers: list[int] = []

    @property
    def count(self) -> int:
        """How many rows were taken."""
        return len(self._rows)

    def add(self, numbers: Sequence[int], rows: Sequence[RegisterRow]) -> None:
        """Take rows."""
        self._numbers.extend(numbers)
        self._rows.extend(rows)

    def held(self) -> tuple[tuple[RegisterRow, ...], tuple[int, ...]]:
        """Every row and every number."""
        return tuple(self._rows), tuple(self._numbers)


class SeenInMemory(dict[str, int]):
    """Every text in memory."""

    def has_any(self, texts: Iterable[str]) -> bool:
        """Whether one of these was seen."""
        return not self.keys().isdisjoint(texts)


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where one reading keeps what it reads; `seen` makes an empty memory of texts."""

    rows: RowsKept = field(default_factory=RowsInMemory)
    seen: Callable[[], Seen] = SeenInMemory
