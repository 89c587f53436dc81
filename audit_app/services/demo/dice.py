"""Chance that comes from words: the same words give the same numbers on every machine and every Python."""

import hashlib
from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """A stream of chance of its own for each thing that is made up, so that one never shifts another.

    Built on `Random.random` alone, the only stream that Python promises to keep.
    """

    def __init__(self, *words: str) -> None:
        self._next = Random("\n".join(words)).random  # noqa: S311  made-up data need to repeat, not to be secret

    def share(self) -> float:
        """A number from 0 up to but not 1."""
        return self._next()

    def chance(self, share: float) -> bool:
        """Yes in this share of cases, 0 to 1."""
        return self._next() < share

    def whole(self, first: int, last: int) -> int:
        """A whole number, both ends included."""
        return first + int(self._next() * (last - first + 1))

    def between(self, low: float, high: float) -> float:
        """A number from low up to high."""
        return low + self._next() * (high - low)

    def bell(self) -> float:
        """A number that is mostly near 0: mean 0, standard deviation 1, never beyond 4.3.

        A sum of six, not a logarithm: additions come out alike on every machine.
        """
        return (sum(self._next() for _ in range(6)) - 3.0) * 2**0.5

    def pick(self, things: Sequence[T]) -> T:
        """One of them."""
        return things[int(self._next() * len(things))]

    def weighted(self, things: Sequence[tuple[T, float]]) -> T:
        """One of them, each as often as its weight says."""
        at = self._next() * sum(weight for _, weight in things)
        for thing, weight in things:
            at -= weight
            if at < 0:
                return thing
        return things[-1][0]

    def few(self, things: Sequence[T], count: int) -> list[T]:
        """So many different ones of them, in their order; all where there are fewer."""
        left = list(range(len(things)))
        kept = sorted(left.pop(int(self._next() * len(left))) for _ in range(min(count, len(things))))
        return [things[at] for at in kept]


class Even:
    """Says yes to a share of those who ask, as evenly as whole numbers allow: so a few show a trend, too."""

    def __init__(self) -> None:
        self._due = 0.5

    def says_yes(self, share: float) -> bool:
        """Whether this one belongs to the share, 0 to 1, which may change from one to the next."""
        self._due += share
        if self._due < 1:
            return False
        self._due -= 1
        return True


def made_id(*words: str) -> str:
    """An id, 32 hexadecimal digits, that these words always give."""
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:32]
