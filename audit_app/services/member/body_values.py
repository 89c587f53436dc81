"""The values of a pack's body, each looked at before it is used; it knows no pack and no workspace."""

import re
from collections.abc import Callable
from typing import Final, TypeVar

from audit_app.domain.canonical_json import Json
from audit_app.exchange.refusals import Altered
from forms.model import FrameworkError

Made = TypeVar("Made")
_ID: Final = re.compile(r"[0-9a-f]{32}")
_KEY: Final = re.compile(r"[0-9a-f]{64}")
_STRANGE: Final = "what lies in it is not what such a pack holds"


def read_strictly(read: Callable[[Json], Made], value: Json) -> Made:
    """What `read` makes of a value of a pack; raises Altered where it is of another shape."""
    try:
        return read(value)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError, FrameworkError):
        raise Altered(_STRANGE) from None


def text(value: Json, least: int = 1) -> str:
    """A text; raises ValueError."""
    if not isinstance(value, str) or len(value) < least:
        raise ValueError("A text is expected.")
    return value


def number(value: Json) -> int:
    """A whole number from 0; raises ValueError."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError("A number is expected.")
    return value


def id_of(value: Json) -> str:
    """An id of 32 hexadecimal digits; raises ValueError."""
    return fitting(_ID, value)


def key_of(value: Json) -> str:
    """A public key of 64 hexadecimal digits; raises ValueError."""
    return fitting(_KEY, value)


def fitting(shape: re.Pattern[str], value: Json) -> str:
    """A text of this shape; raises ValueError."""
    if not isinstance(value, str) or not shape.fullmatch(value):
        raise ValueError("An id or a key is expected.")
    return value
