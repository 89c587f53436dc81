"""Loads what the first screen needs while a person types their passphrase, a part for each turn of the window."""

import linecache
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from audit_app.shell.window import MainWindow

FIRST_SCREEN = "home"

FOR_THE_KEY = (
    "argon2.low_level",
    "cryptography.hazmat.primitives.ciphers.aead",
    "cryptography.hazmat.primitives.hpke",
    "cryptography.hazmat.primitives.asymmetric.ed25519",
)
"""What unlocking needs first. It runs in a thread that loads these itself, so they are left to it once it has begun:
two threads that import packages with circles in them can shut each other out."""

MODULES = (
    "forms.model",
    "scoring.figures",
    "audit_app.store.read_audits",
    "audit_app.services.reports.reporting",
    "audit_app.services.home",
    "audit_app.services.audit_opening",
    f"audit_app.screens.{FIRST_SCREEN}",
)
"""In the order of what needs what, so that none keeps the window from a key for long; all are loaded by their users."""


class LoadAhead(QObject):
    """Begins when `start` is called, ends when everything is there or a workspace is opened."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._parts = _parts(window)
        self._turn = QTimer(self)
        self._turn.setInterval(0)  # after whatever the window has to do, painting and keys among it
        self._turn.timeout.connect(self.load_next)
        window.session.opened.connect(self._turn.stop)

    @property
    def is_going_on(self) -> bool:
        """Whether something is still to be loaded."""
        return self._turn.isActive()

    def start(self) -> None:
        """Begin; to be called once the window is shown."""
        self._turn.start()

    def load_next(self) -> None:
        """One part more."""
        part = next(self._parts, None)
        if part is None:
            self._turn.stop()
        else:
            part()
        linecache.clearcache()  # Qt for Python reads the source of each module that is imported, where it would stay


def _parts(window: MainWindow) -> Iterator[Callable[[], object]]:
    for name in FOR_THE_KEY:
        if not window.jobs.running:  # begun on this thread, so this cannot change meanwhile
            yield partial(import_module, name)
    for name in MODULES:
        yield partial(import_module, name)
    yield partial(window.screens.make_ready, FIRST_SCREEN)
    # The first object of a class that Qt hides has Qt for Python load every class it might be. Among the window's
    # children is one; else it would be the first event that the idle lock hears.
    yield window.children
