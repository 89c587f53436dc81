"""The made-up computer of the pictures: its clock stands still, its chance repeats, its demo is made once."""

import hashlib
import itertools
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from picture_folders import USER
from qt_support import LIGHT

from audit_app.machine.folders import Folders
from audit_app.machine.places import Surroundings, reason_against
from audit_app.services.demo import make_demo
from audit_app.store.means import Means
from audit_app.store.workspace import SUFFIX
from resources.demo import partnership

NOW = datetime(2026, 11, 19, 14, 2, tzinfo=UTC)
"""A Thursday: three of the demo's six plans of the week are audited then, and one is begun."""


@dataclass(frozen=True, slots=True)
class Machine:
    """One user's files, in `home`. Everything random follows from `name` alone."""

    home: Path
    name: str

    @property
    def folders(self) -> Folders:
        """The app's folders."""
        return Folders(self.home / ".local" / "share" / "ehcp-audit")

    @property
    def demo(self) -> Path:
        """Where the demo's workspace lies, once it is there."""
        return self.folders.workspaces / f"{partnership().workspace}{SUFFIX}"

    def means(self) -> Means:
        """Clock, chance and anchors; guessing a passphrase costs nothing. Once for each machine: chance begins anew."""
        return Means(lambda: NOW, _chance(self.name), f"{USER}-desk", self.folders.anchors, self._unsuitable, LIGHT)

    def _unsuitable(self, path: Path) -> str | None:
        return reason_against(str(path), Surroundings((), {}, str(self.home)))


def machine_with_demo(home: Path) -> Machine:
    """A machine with the demo on it; takes some seconds, so it is made once and others begin as copies."""
    made = Machine(home, "demo")
    make_demo(made.folders.workspaces, made.means())
    return made


def copy_of(machine: Machine, home: Path, name: str) -> Machine:
    """Another machine with the same files, in a home that is emptied first."""
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(machine.home, home)
    return Machine(home, name)


def empty_machine(home: Path, name: str) -> Machine:
    """A machine without any file, in a home that is emptied first."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    return Machine(home, name)


def _chance(name: str) -> Callable[[int], bytes]:
    counter = itertools.count()

    def random(size: int) -> bytes:
        return hashlib.shake_256(f"{name}/{next(counter)}".encode()).digest(size)

    return random
