"""How a long export says how far it is; a Progress that raises stops it before any file is written."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called now and then with what is done and the whole."""


def in_silence(done: int, total: int) -> None:
    """Tell nobody."""
    del done, total


def part(progress: Progress, number: int, parts: int) -> Progress:
    """A Progress for the part `number` (from 0) of equal parts, told to the whole in hundredths of each part."""

    def tell(done: int, total: int) -> None:
        progress(100 * number + (100 * done // total if total else 100), 100 * parts)

    return tell
