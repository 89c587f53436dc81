"""How far something is at a checkpoint, in the four words of a written statement; knows no plan and no action."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Status(StrEnum):
    """Green, amber, red or grey. Where nobody reported there is none at all: blank is not grey."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    GREY = "grey"


MEANINGS: Mapping[Status, str] = MappingProxyType(
    {
        Status.GREEN: "completed or embedding",
        Status.AMBER: "progressing",
        Status.RED: "little or no progress",
        Status.GREY: "addressed through wider or alternative systems",
    }
)
"""What each means, as the statement says it."""

LETTERS: Mapping[Status, str] = MappingProxyType(
    {Status.GREEN: "G", Status.AMBER: "A", Status.RED: "R", Status.GREY: "Gy"}
)
"""The sign that stands beside the colour, so that colour is never the only one."""

NOT_REPORTED = "not reported"
"""What is said where a checkpoint has no status."""

_READ = {
    **{letter.casefold(): status for status, letter in LETTERS.items()},
    **{status.value: status for status in Status},
    "gray": Status.GREY,
    "complete": Status.GREEN,
    "completed": Status.GREEN,
    "embedding": Status.GREEN,
    "progressing": Status.AMBER,
    "no progress": Status.RED,
    "little or no progress": Status.RED,
}


def read_status(text: str) -> Status | None:
    """The status that a cell means ("G", "Amber"), None where it is blank; raises ValueError for another word."""
    said = " ".join(text.split()).casefold()
    if said in ("", "-", "–", NOT_REPORTED):
        return None
    try:
        return _READ[said]
    except KeyError:
        say = "Write Green, Amber, Red or Grey, or leave it blank."
        raise ValueError(f"“{text.strip()}” is no status. {say}") from None
