"""The main window: the start screen while nothing is open, else bar, navigation and screens; moves, locks, undoes."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from audit_app.domain.problems import AppError
from audit_app.jobs import Jobs
from audit_app.machine.folders import Folders
from audit_app.session import Clock, Session
from audit_app.shell.actions import build
from audit_app.shell.clipboard import ClipboardGuard
from audit_app.shell.commands import Commands
from audit_app.shell.idle import IdleLock
from audit_app.shell.locking import Locking
from audit_app.shell.navigation import Navigation
from audit_app.shell.screens import left_out_of
from audit_app.shell.stack import ScreenStack
from audit_app.shell.top_bar import TopBar
from audit_app.shell.work import WorkInBar
from audit_app.store.means import Means
from audit_app.ui.dialogs import Dialogs
from audit_app.ui.feedback import Banner, Toast, Tone
from audit_app.ui.icons import Icon
from audit_app.ui.palette import CommandPalette
from audit_app.ui.preferences import PreferenceKeeper
from audit_app.ui.screen import Screen, ScreenContext, ScreenSpec
from audit_app.ui.theme import Look

TITLE = "EHC plan audit"
_WRITER_WAIT_MS = 30_000


@dataclass(frozen=True, slots=True)
class Parts:
    """What the window is put together from."""

    session: Session
    jobs: Jobs
    dialogs: Dialogs
    clock: Clock
    folders: Folders
    preferences: PreferenceKeeper
    look: Look
    means: Means


MakeStart = Callable[[ScreenContext], Screen]


class MainWindow(QMainWindow):
    """`go` and `notify` are what screens get in their context; `lock` and closing wait for what is being saved."""

    def __init__(self, parts: Parts, specs: Sequence[ScreenSpec], make_start: MakeStart) -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        self.resize(1280, 800)
        self._parts = parts
        self._idle: IdleLock | None = None
        self.session, self.jobs, self.dialogs = parts.session, parts.jobs, parts.dialogs
        self.dialogs.set_parent(self)
        self.context = ScreenContext(
            parts.session,
            parts.jobs,
            parts.dialogs,
            parts.clock,
            self.go,
            self.notify,
            parts.folders,
            parts.preferences,
            parts.means.policy,
        )
        self.bar, self.navigation, self.screens = TopBar(), Navigation(specs), ScreenStack(specs)
        self.screens.set_context(self.context)
        self.banner, self.start = Banner(), make_start(self.context)
        self._lay_out()
        self.toast, self.palette_sheet, self.locking = Toast(self), CommandPalette(self), Locking(self, parts)
        self.work = WorkInBar(parts.jobs, self.bar, self.notify, self)
        self.clipboard = ClipboardGuard(QGuiApplication.clipboard(), self)
        self.commands = Commands(self, parts)
        self.acts = build(self, self.commands.table())
        for id_, icon in (("palette", Icon.SEARCH), ("undo", Icon.UNDO), ("redo", Icon.REDO), ("lock", Icon.LOCK)):
            self.bar.add_action(self.acts[id_], icon)
        self.shown: tuple[ScreenSpec, ...] = tuple(specs)
        self._keys = {spec.id: QShortcut(QKeySequence(spec.shortcut), self) for spec in specs if spec.shortcut}
        for id_, key in self._keys.items():
            key.activated.connect(partial(self.go, id_))
        self._connect()
        self.show_undo()
        self.show_closed()

    @property
    def means(self) -> Means:
        """The means of workspaces on this machine."""
        return self._parts.means

    def watch(self, idle: IdleLock) -> None:
        """Lock when the idle time is over, whatever is open; it runs only while a workspace is."""
        self._idle = idle
        idle.expired.connect(self.lock_idle)
        self.session.opened.connect(idle.start)
        self.session.locked.connect(idle.stop)
        self._parts.preferences.changed.connect(self.follow_preferences)

    def lock_idle(self) -> None:
        """Nobody was there for a while."""
        minutes = self._parts.preferences.current.idle_minutes
        self.lock("idle", f"Locked after {minutes} minutes without use. What you gave is saved.")

    def follow_preferences(self) -> None:
        """Theme, size of type and idle time as the person has them now."""
        wanted = self._parts.preferences.current
        if self._parts.look.mode is not wanted.mode:
            self._parts.look.set_mode(wanted.mode)
        if self._parts.look.scale != wanted.scale:
            self._parts.look.set_scale(wanted.scale)
        if self._idle is not None:
            self._idle.set_minutes(wanted.idle_minutes)

    def go(self, screen: str, /, **what: object) -> None:
        """Move to a screen of the open workspace; nothing where it is locked or the present one does not let go."""
        if self.session.is_open and not self.locking.is_going_on:
            self.screens.go(screen, what)

    def notify(self, text: str, /, *, button: str = "", on_click: Callable[[], None] | None = None) -> None:
        """Say what happened, for a few seconds; nothing once the window is being locked, since it may name a plan."""
        if not self.locking.is_going_on:
            self.toast.say(text, words=button, on_click=on_click)

    def note_copy(self, rows: int) -> None:
        """Rows of a table went to the clipboard: they leave the app as a file would."""
        if self.session.is_open:
            self.session.note_access("export", f"{rows} rows of a table, to the clipboard")

    def note_picture(self) -> None:
        """A chart went to the clipboard."""
        if self.session.is_open:
            self.session.note_access("export", "a chart as a picture, to the clipboard")

    def unsaved(self) -> Sequence[str]:
        """What the screens have not saved yet, in words."""
        return self.screens.unsaved()

    def lock(self, why: str = "lock", words: str = "") -> None:
        """Lock, whatever is going on: dialogs are turned away, work is stopped, what is not saved yet is saved."""
        self.locking.begin(why, words)

    def show_opened(self) -> None:
        """A workspace was opened."""
        workspace = self.session.workspace
        self.setWindowTitle(f"{TITLE} — {workspace.name}")
        self.bar.show_workspace(workspace.name, workspace.person.name, can_write=workspace.can_write)
        self._show_state_of_workspace()
        self._all.setCurrentWidget(self._work)
        self.commands.show_open(is_open=True)
        self._leave_out(left_out_of(workspace))
        if self.shown:
            self.go(self.shown[0].id)

    def _leave_out(self, screens: Collection[str]) -> None:
        """Navigation, keys and palette lead to all but these screens."""
        self.shown = tuple(one for one in self.screens.specs.values() if one.id not in screens)
        ids = {one.id for one in self.shown}
        self.navigation.show_only(ids)
        for id_, key in self._keys.items():
            key.setEnabled(id_ in ids)

    def cover(self, name: str) -> None:
        """Nothing of the workspace can be read or done any more; what it holds in memory is let go a moment later."""
        self.start.show_with(closing=name)
        self._show_start()
        self._all.repaint()

    def show_closed(self) -> None:
        """The workspace was locked: nothing of it stays on the screen or in memory."""
        self._show_start()
        self.screens.drop_all()

    def _show_start(self) -> None:
        self.clipboard.clear()
        self.palette_sheet.forget()
        self.toast.hide()
        self.toast.text.clear()
        self.toast.setAccessibleName("")
        self.bar.clear()
        self.banner.say("")
        self.setWindowTitle(TITLE)
        self._all.setCurrentWidget(self.start)
        self.commands.show_open(is_open=False)

    def show_undo(self) -> None:
        """Undo and redo say what they would do."""
        for id_, words, verb in (("undo", self.session.undo_words, "Undo"), ("redo", self.session.redo_words, "Redo")):
            self.acts[id_].setText(f"{verb}: {words}" if words else verb)
            self.acts[id_].setEnabled(bool(words))
        self.bar.name_buttons()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_close():
            event.ignore()
            return
        self.locking.close_now()
        self.clipboard.clear()
        event.accept()

    def _may_close(self) -> bool:
        """Work that is being saved is asked about first: what is typed can only be saved when it is over."""
        if not self.session.is_open:
            return self.start.can_leave()
        if self.locking.is_going_on:
            return True
        if self.session.is_lent:
            text = "Something is still being saved. Stopping it keeps nothing of it."
            if not self.dialogs.confirm("Work goes on", text, "Stop and close"):
                return False
            self.jobs.stop_all(_WRITER_WAIT_MS)
        now = self.screens.screen_now
        return now is None or now.can_leave()

    def _show_state_of_workspace(self) -> None:
        workspace = self.session.workspace
        if workspace.holder is not None:
            self.banner.say(workspace.holder.sentence, Tone.WARNING)
        elif workspace.faults:
            try:
                workspace.demand_writing()
            except AppError as error:
                self.banner.say(error.message, Tone.FAULT)
        else:
            self.banner.say(workspace.gap, Tone.WARNING)

    def _lay_out(self) -> None:
        self._work = QWidget()
        column = QVBoxLayout(self._work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.navigation)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.banner)
        right.addWidget(self.screens, 1)
        row.addLayout(right, 1)
        column.addLayout(row, 1)
        self._all = QStackedWidget()
        self._all.addWidget(self.start)
        self._all.addWidget(self._work)
        self.setCentralWidget(self._all)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def _connect(self) -> None:
        session = self.session
        session.opened.connect(self.show_opened)
        session.locked.connect(self.show_closed)
        session.saved.connect(self.bar.show_saved)
        session.undo_changed.connect(self.show_undo)
        self.navigation.asked_for.connect(self.go)
        self.screens.moved.connect(self.navigation.show_current)
        self.clipboard.rows_copied.connect(self.note_copy)
        self.clipboard.picture_copied.connect(self.note_picture)
        self.jobs.running_changed.connect(self.palette_sheet.refresh, Qt.ConnectionType.QueuedConnection)
