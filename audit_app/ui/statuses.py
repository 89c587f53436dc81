"""The statuses of actions on the screen: a pill's shape and colour, a letter and a word, the same everywhere."""

from collections.abc import Mapping
from types import MappingProxyType

from audit_app.domain.status import LETTERS, NOT_REPORTED, Status
from audit_app.ui.pill import Status as Pilled

PILLS: Mapping[Status | None, Pilled] = MappingProxyType(
    {
        Status.GREEN: Pilled.GREEN,
        Status.AMBER: Pilled.AMBER,
        Status.RED: Pilled.RED,
        Status.GREY: Pilled.GREY,
        None: Pilled.OPEN,
    }
)


def status_words(status: Status | None) -> str:
    """“A Amber”: a letter and a word beside the shape."""
    return NOT_REPORTED.capitalize() if status is None else f"{LETTERS[status]} {status.value.capitalize()}"
