"""What tests of the window share: a light workspace, dialogs that answer by themselves, jobs that run at once."""

import hashlib
import itertools
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QObject

from audit_app.machine.folders import Folders
from audit_app.session import Session
from audit_app.store.creating import Founder, create_workspace
from audit_app.store.ids import Ids
from audit_app.store.keys.passphrase import KdfSettings
from audit_app.store.log.rights import Op
from audit_app.store.means import Means
from audit_app.store.opening import open_workspace
from audit_app.store.workspace import Workspace
from audit_app.ui.preferences import PreferenceKeeper
from audit_app.ui.screen import ScreenContext

PASSPHRASE = "mary has a long passphrase"
LIGHT = KdfSettings(time_cost=1, memory_kib=8, parallelism=1)


class Clock:
    """A clock that goes on by a second each time it is read, and can be set."""

    def __init__(self, start: datetime = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)) -> None:
        self.at = start

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at


def light_means(base: Path, clock: Callable[[], datetime] | None = None) -> Means:
    """The means of a machine whose user's data lie in `base`; guessing a passphrase costs nothing."""
    counter = itertools.count()

    def random(size: int) -> bytes:
        return hashlib.shake_256(f"{base.name}/{next(counter)}".encode()).digest(size)

    return Means(clock or Clock(), random, "laptop", base / "anchors", lambda _: None, LIGHT)


@dataclass(frozen=True, slots=True)
class Place:
    """A workspace on disk, made by Mary, and the machine it lies on."""

    folder: Path
    means: Means

    def open(self) -> Workspace:
        """Open it as Mary, who is owner, auditor, moderator and chair."""
        return open_workspace(self.folder, PASSPHRASE, self.means)


def light_workspace(base: Path, plans: int = 9) -> Place:
    """A new workspace with so many plans in its register, closed."""
    means = light_means(base)
    workspace, _ = create_workspace(base / "Ashford", Founder("Ashford", "Mary", PASSPHRASE), means)
    with closing(workspace):
        ids = Ids(workspace.id)
        refs = [f"EHC-{number:04d}" for number in range(1, plans + 1)]
        ops = [Op("entry", ids.plan(ref), "row", {"plan_ref": ref, "final_date": "2025-03-01"}) for ref in refs]
        if ops:
            workspace.door.write("Import the register", ops)
        return Place(workspace.folder, means)


def context_for(place: Place | None = None, parent: QObject | None = None) -> tuple[ScreenContext, "Visits"]:
    """A context with fakes, the workspace open where one is given, and where the screen went and what it said.

    Close it with `context.session.lock()`.
    """
    clock: Callable[[], datetime] = place.means.clock if place is not None else Clock()
    session = Session(clock, parent)
    if place is not None:
        session.open(place.open())
    visits = Visits()
    data = place.folder.parent / "data" if place is not None else Path("data")
    keeper = PreferenceKeeper(data / "preferences.json", parent=session)
    context = ScreenContext(
        session, JobsAtOnce(parent), FakeDialogs(), clock, visits.go, visits.notify, Folders(data), keeper
    )
