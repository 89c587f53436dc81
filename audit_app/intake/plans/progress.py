"""How the readers of plans tell how far they are; they know nobody who watches."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Told (done, total) now and then; raising from it stops the reading with nothing kept."""
