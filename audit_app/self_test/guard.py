"""Keeps the self-test to itself: no network, and nothing written outside of its folder; it knows no audit."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from audit_app.domain.problems import AppError

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
# What changes a folder, and which of its arguments names what is changed.
_CHANGES: Mapping[str, int] = MappingProxyType(
    {
        **dict.fromkeys(("os.mkdir", "os.remove", "os.rmdir", "os.chmod"), 0),
        **dict.fromkeys(("os.rename", "os.link", "os.symlink"), 1),
    }
)
_ONLY_ASKS = "socket.gethostname"  # this computer's own name, which needs no network
# What decides where the app and the libraries below it keep things of the user: each leads into the folder.
_HOMES = (
    *("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"),
    *("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR"),
)


class StrayedOut(AppError):
    """The app did something that the self-test forbids."""


class Guard:
    """Watches what this process does from `keep` on, for good; `strays` is what it tried although it may not.

    `folder` is a real path, without links.

    It sees what Python does. What libraries do below it is shown from outside: in a network namespace, by a trace.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self.strays: list[str] = []

    def keep(self) -> None:
        """Lead every home into the folder, and forbid the rest."""
        home = Path(self._folder) / "home"
        home.mkdir(mode=0o700)
        os.environ.update(dict.fromkeys(_HOMES, str(home)))
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        sys.dont_write_bytecode = True
        sys.addaudithook(self.look)

    def look(self, event: str, args: Sequence[object]) -> None:
        """Called by Python before it acts; raises StrayedOut where it may not."""
        if event.startswith("socket.") and event != _ONLY_ASKS:
            self._refuse(f"It tried to use the network ({event}).")
        elif event == "open" and len(args) > 2 and isinstance(args[2], int) and args[2] & _WRITES:
            self._demand_inside(event, args[0])
        elif event in _CHANGES and not _is_relative_to_handle(args):
            self._demand_inside(event, args[_CHANGES[event]])

    def _demand_inside(self, event: str, path: object) -> None:
        if not isinstance(path, str | bytes | os.PathLike):
            return  # a handle that is open already
        name = os.path.abspath(os.fsdecode(path))  # noqa: PTH100  no file system is asked, as this is called by it
        if name not in (os.devnull, self._folder) and not name.startswith(self._folder + os.sep):
            self._refuse(f"It tried to write {name} ({event}).")

    def _refuse(self, what: str) -> None:
        self.strays.append(what)
        raise StrayedOut(f"The self-test may touch nothing but its own folder. {what}")


def _is_relative_to_handle(args: Sequence[object]) -> bool:
    """Whether the names count from an open folder, which was itself reached by name."""
    return isinstance(args[-1], int) and args[-1] >= 0
