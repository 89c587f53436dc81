"""Looks for a second table with the same sums: one cell is moved, and others after it until the sums agree again."""

from collections.abc import Mapping, Sequence

from scoring.cells import Relation

UNBOUNDED = 1_000_000_000
_LONGEST = 24
_TRIES = 500


class Walk:
    """Searches among unknown cells, each with the room that its count has down and up."""

    def __init__(self, relations: Sequence[Relation], room: Mapping[str, tuple[int, int]]) -> None:
        self._room = room
        self._members: list[list[tuple[str, int]]] = []
        self._sums: dict[str, list[tuple[int, int]]] = {name: [] for name in room}
        for number, relation in enumerate(relations):
            factors = [(relation.total, -1), *((part, 1) for part in relation.parts)]
            self._members.append([(name, factor) for name, factor in factors if name in room])
            for name, factor in self._members[-1]:
                self._sums[name].append((number, factor))
        self._moved: dict[str, int] = {}
        self._gaps: dict[int, int] = {}
        self._tries = 0

    def way_round(self, name: str) -> frozenset[str]:
        """The cells of a believable move of `name` by one, short ones first; empty where none is found in time."""
        self._tries = _TRIES
        for length in range(2, _LONGEST + 1, 2):
            for step in (1, -1):
                if self._allowed(name, step):
                    found = self._try(name, step, length)
                    if found:
                        return found
        return frozenset()

    def _allowed(self, name: str, step: int) -> bool:
        low, high = self._room[name]
        return low <= step <= high

    def _try(self, name: str, step: int, length: int) -> frozenset[str]:
        """Move the cell, follow what that asks for, and take the move back."""
        self._tries -= 1
        self._shift(name, step)
        self._moved[name] = step
        found = self._follow(length - 1)
        del self._moved[name]
        self._shift(name, -step)
        return found

    def _shift(self, name: str, step: int) -> None:
        for number, factor in self._sums[name]:
            gap = self._gaps.pop(number, 0) + factor * step
            if gap:
                self._gaps[number] = gap

    def _follow(self, length: int) -> frozenset[str]:
        if not self._gaps:
            return frozenset(self._moved)
        if length == 0 or self._tries <= 0:
            return frozenset()
        # The sum with the fewest ways to even it out first: none at all ends this path at once.
        for name, step in min((self._ways(number) for number in self._gaps), key=len):
            found = self._try(name, step, length)
            if found:
                return found
        return frozenset()

    def _ways(self, number: int) -> list[tuple[str, int]]:
        gap = self._gaps[number]
        return [
            (name, -gap * factor)
            for name, factor in self._members[number]
            if name not in self._moved and self._allowed(name, -gap * factor)
        ]
