"""What tests of the window share: a light workspace, dialogs that answer by themselves, jobs that run at once."""

import hashlib
import itertools
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible, QTextDocument
from PySide6.QtWidgets import QDialog, QWidget

from audit_app.domain.problems import AppError
from audit_app.jobs import Job, Jobs, Work
from audit_app.machine.folders import Folders
from audit_app.session import Session
from audit_app.store.creating import Founder, create_workspace
from audit_app.store.ids import Ids
from audit_app.store.keys.passphrase import KdfSettings
from audit_app.store.log.rights import Op
from audit_app.store.means import Means
from audit_app.store.opening import open_workspace
from audit_app.store.workspace import Workspace
from audit_app.ui.dialogs import Check, Choice, Dialogs
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
    return context, visits


class Visits:
    """Where a screen wanted to go, and what it said."""

    def __init__(self) -> None:
        self.went: list[tuple[str, dict[str, object]]] = []
        self.said: list[str] = []
        self.buttons: list[Callable[[], None] | None] = []

    def go(self, screen: str, /, **what: object) -> None:
        self.went.append((screen, what))

    def notify(self, text: str, /, *, button: str = "", on_click: Callable[[], None] | None = None) -> None:
        del button
        self.said.append(text)
        self.buttons.append(on_click)


class JobsAtOnce(Jobs):
    """Jobs that are over when `start` returns."""

    def _run(self, job: Job, work: Work) -> None:
        job.work(work)


class HeldJobs(Jobs):
    """Jobs that wait until the test lets them go."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.held: list[tuple[Job, Work]] = []

    def _run(self, job: Job, work: Work) -> None:
        self.held.append((job, work))

    def let_go(self) -> None:
        """Run the oldest one to its end."""
        job, work = self.held.pop(0)
        job.work(work)


class FakeDialogs(Dialogs):
    """Answers from `answers`, in order, and keeps what was asked; an unexpected question fails the test."""

    def __init__(self, *answers: Any) -> None:
        super().__init__()
        self.answers: list[Any] = list(answers)
        self.asked: list[tuple[str, str]] = []
        self.printed: list[str] = []

    def _answer(self, title: str, text: str = "") -> Any:
        if self._turns_away:
            return None
        self.asked.append((title, text))
        if not self.answers:
            raise AssertionError(f"nobody answers “{title}”: {text}")
        return self.answers.pop(0)

    def tell(self, title: str, text: str, *, details: str = "") -> None:
        self.asked.append((title, text))

    def confirm(self, title: str, text: str, yes: str, *, danger: bool = False) -> bool:
        return bool(self._answer(title, text))

    def fail(self, title: str, error: AppError, *, retry: bool = False) -> bool:
        if not retry:
            self.asked.append((title, error.message))
            return False
        return bool(self._answer(title, error.message))

    def choose(self, title: str, text: str, choices: Sequence[Choice], *, details: str = "") -> str | None:
        answer = self._answer(title, text)
        assert answer is None or answer in {choice.id for choice in choices}
        return answer if answer is None else str(answer)

    def ask_text(
        self,
        title: str,
        label: str,
        *,
        text: str = "",
        yes: str = "OK",
        check: Check | None = None,
        lines: int = 1,
        danger: bool = False,
    ) -> str | None:
        answer = self._answer(title, label)
        assert answer is None or check is None or not check(answer)
        return answer if answer is None else str(answer)

    def open_file(self, title: str, kinds: Sequence[str], start: Path | None = None) -> Path | None:
        return self._path(title)

    def open_files(self, title: str, kinds: Sequence[str], start: Path | None = None) -> tuple[Path, ...]:
        answer = self._answer(title)
        return () if answer is None else tuple(Path(one) for one in answer)

    def save_file(self, title: str, suggested: Path, kinds: Sequence[str]) -> Path | None:
        return self._path(title)

    def choose_folder(self, title: str, start: Path | None = None) -> Path | None:
        return self._path(title)

    def print_document(self, title: str, document: QTextDocument) -> bool:
        self.printed.append(document.toPlainText())
        return bool(self._answer(title))

    def run(self, dialog: QDialog) -> bool:
        """The answer may be a function that works with the dialog and says whether it is accepted."""
        answer = self._answer(dialog.windowTitle())
        return bool(answer(dialog) if callable(answer) else answer)

    def _path(self, title: str) -> Path | None:
        answer = self._answer(title)
        return None if answer is None else Path(answer)


def unnamed(widget: QWidget) -> list[str]:
    """The widgets that can be seen under this one, take the focus, and have neither a name nor a label."""
    found = []
    for child in widget.findChildren(QWidget):
        unseen = not child.isVisibleTo(widget) or child.objectName().startswith("qt_") or _in_popup(child)
        if unseen or child.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        if not (child.accessibleName() or _spoken(child) or _has_label(child)):
            found.append(f"{child.metaObject().className()} in {type(child.parentWidget()).__name__}")
    return found


def _in_popup(widget: QWidget) -> bool:
    """Whether it is the list of a closed combo box, which speaks as part of it."""
    parent = widget.parentWidget()
    return parent is not None and parent.metaObject().className().startswith("QComboBoxPrivate")


def _spoken(widget: QWidget) -> str:
    face = QAccessible.queryAccessibleInterface(widget)
    return face.text(QAccessible.Text.Name) if face is not None else ""


def _has_label(widget: QWidget) -> bool:
    face = QAccessible.queryAccessibleInterface(widget)
    if face is None:
        return False
    flag = QAccessible.RelationFlag.Label
    return any(relation[1] & flag and relation[0].text(QAccessible.Text.Name) for relation in face.relations())
