"""A bar on standard error while a long command works, where somebody can see it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from audit_app.cli.console import Console

Progress = Callable[[int, int], None]


@contextmanager
def progress(console: Console, what: str) -> Iterator[Progress]:
    """Called with what is done and the whole; shows nothing where standard error is no terminal."""
    if not console.shows_progress:
        yield lambda _done, _total: None
        return
    from tqdm import tqdm

    with tqdm(desc=what, file=console.err, leave=False) as bar:

        def show(done: int, total: int) -> None:
            bar.total = total or None  # nobody knows the whole while a file is read
            bar.update(done - bar.n)

        yield show
