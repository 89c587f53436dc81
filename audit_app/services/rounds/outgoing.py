"""A pack that is ready to leave: its bytes, a file name that says nothing, and the six words where it has some."""

from collections.abc import Callable
from dataclasses import dataclass, field

from audit_app.exchange.pack import SUFFIX

_NAME_BYTES = 6


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A pack to be saved or sent; `code` are the six words to be told by phone, empty for a pack that needs none."""

    name: str
    data: bytes = field(repr=False)
    code: tuple[str, ...] = field(default=(), repr=False)


def plain_name(random: Callable[[int], bytes]) -> str:
    """A file name that says neither from whom nor for whom."""
    return f"{random(_NAME_BYTES).hex()}{SUFFIX}"
