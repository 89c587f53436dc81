"""A suggested level with its arithmetic, and what an auditor said of an item that it counts; it knows no marker."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SaidOf:
    """What an auditor said of an item: tests of an outcome or elements of a line by name, and whether it counts."""

    said: Mapping[str, bool]
    countable: bool = True
    qualified: bool = True
    flagged: bool = False

    @property
    def is_specific(self) -> bool:
        """Whether a line names the support without a vague word, who gives it, and the time where it can be counted."""
        wanted = ("what", "who", "often", "long") if self.countable else ("what", "who")
        return not self.flagged and all(self.said.get(name, False) for name in wanted)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A level from 0 to 3 for a marker, and how it comes about."""

    marker: str
    level: int
    arithmetic: str
