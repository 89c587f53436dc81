"""How a long use case says how far it is, and how it is stopped."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called now and then with what is done and the whole, in rows; it may raise Cancelled.

The whole is 0 as long as nobody knows it, as while a file is read.
"""

STEP = 1_000
"""How many rows lie between two calls."""


class Cancelled(Exception):
    """The person stopped the use case; raised by a Progress, it leaves nothing half done."""


def in_silence(done: int, total: int) -> None:
    """Tell nobody."""
    del done, total
