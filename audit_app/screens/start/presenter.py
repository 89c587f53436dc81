"""What the start screen does: shows what was opened before, unlocks, restores, recovers, and says what to do next."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from audit_app.domain.problems import AppError, Problem
from audit_app.screens.start.busy_page import BusyPage
from audit_app.screens.start.open_pages import RecoverPage, RestorePage, UnlockPage
from audit_app.screens.start.opener import Opener
from audit_app.screens.start.pack import PackWay
from audit_app.screens.start.page import StartPage
from audit_app.screens.start.recent import read_recent
from audit_app.screens.start.refusals import Step, refusal_of
from audit_app.screens.start.view import StartView
from audit_app.screens.start.walk import Walk
from audit_app.screens.start.work import Known, Unlocking, Work, demo_making, look_at, recovering, restoring, unlocking
from audit_app.services.sheet_kept import is_kept, note_kept
from audit_app.store.keys.errors import WrongPassphrase
from audit_app.store.keys.keyjson import read_key_file
from audit_app.store.keys.passphrase import passphrase_problems
from audit_app.store.keys.recovery import RecoverySheet
from audit_app.store.means import Means
from audit_app.store.newest_backup import made_at
from audit_app.store.restore import find_backup
from audit_app.store.schema import SCHEMA
from audit_app.store.workspace import BACKUPS, SUFFIX
from audit_app.ui.dialogs import Choice, Weight
from audit_app.ui.fields import passphrase_of
from audit_app.ui.screen import ScreenContext

SLOW_MS = 400
"""What takes longer than this to open is shown as work that goes on."""
_OPENING = "What an earlier session left is tidied up and the change log is verified. Then it opens by itself."
_WHO_HAS_IT = (
    "When this workspace was made its recovery sheet was shown, and nobody said that they have it. Without the sheet "
    "nobody can open the workspace when every passphrase is lost. A new one takes the place of the old."
)
_LOCKING = "Work that was going on is being stopped: it is kept whole or not at all. This takes a moment."


class StartPresenter(QObject):
    """Listens to the view's pages; every workspace that opens goes through `Opener`."""

    def __init__(self, view: StartView, context: ScreenContext, means: Means, user: str) -> None:
        super().__init__(view)
        self._view, self._context, self._means = view, context, means
        self._opener = Opener(context, means, self)
        self._walk = Walk(view, context, means, user, self)
        self._known: Known | None = None
        self._backup: Path | None = None
        self._page: StartPage = view.choose
        self._waiting: StartPage = view.choose
        self._opening = ""
        self._failed = 0
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW_MS)
        self._slow.timeout.connect(self.show_opening)
        self._opener.unlocked.connect(self.open_unlocked)
        self._opener.failed.connect(self.show_failure)
        self._opener.opened.connect(self.end_opening)
        self._walk.ended.connect(self.open_unlocked)
        self._walk.left.connect(self.show_list)
        self._pack = PackWay(view, context, means, self)
        self._pack.ended.connect(self.open_unlocked)
        self._pack.known.connect(self.ask_for)
        self._pack.left.connect(self.show_list)
        self._connect()
        self.show_list()

    def show_with(self, **what: object) -> None:
        """The list, or one workspace to be unlocked; with a `passphrase` it is tried at once, at everybody's lock.

        `closing` names a workspace that is being locked.
        """
        folder, passphrase, closing = what.get("unlock"), str(what.get("passphrase", "")), what.get("closing")
        if isinstance(closing, str):
            self._view.busy.begin(f"Locking {closing}", _LOCKING, can_stop=False)
            self._show(self._view.busy)
        elif isinstance(folder, Path):
            self.ask_for(folder, str(what.get("person", "")), str(what.get("words", "")))
            if passphrase and self._known is not None and self._page is self._view.unlock:
                self._try(self._page, unlocking(self._known, "", passphrase))
        else:
            self.show_list()

    def can_leave(self) -> bool:
        """Whether the app may be closed while this is shown."""
        return self._walk.may_leave()

    def show_list(self) -> None:
        """What was opened before."""
        view = self._view
        view.choose.show_recent(read_recent(self._context.folders))
        view.choose.banner.say("")
        self._show(view.choose)
        tiles = view.choose.tiles()
        (tiles[0] if tiles else view.choose.new).setFocus()

    def ask_for(self, folder: Path, person: str = "", words: str = "") -> None:
        """Ask for the passphrase of a workspace."""
        try:
            known = look_at(folder)
        except AppError as error:
            self._refuse(self._view.choose, error, folder)
            return
        self._known, self._failed = known, 0
        page = self._view.unlock
        page.show_workspace(known.folder, known.people, person, words)
        self._show(page, page.passphrase.widget)

    def choose_workspace(self) -> None:
        """Ask for the folder of a workspace."""
        folder = self._context.dialogs.choose_folder("Open a workspace", self._context.folders.workspaces)
        if folder is not None:
            self.ask_for(folder)

    def unlock(self) -> None:
        """Try the passphrase that was typed."""
        page = self._view.unlock
        if self._known is None or self._opener.is_busy:
            return
        if not page.typed():
            page.passphrase.show_problems(["The passphrase is empty. Type it."])
            return
        page.passphrase.show_problems(())
        self._try(page, unlocking(self._known, page.person(), page.typed()))

    def open_unlocked(self, found: Unlocking) -> None:
        """The keys are open: open the workspace, in the background, since the log is verified first."""
        self._waiting = self._page
        self._waiting.set_waiting(is_waiting=True)
        self._opening = found.folder.name.removesuffix(SUFFIX)
        self._slow.start()
        self._opener.open(
            found, failed_before=self._failed, on_progress=self._show_progress, on_finished=self._end_waiting
        )

    def show_opening(self) -> None:
        """It takes longer than a moment: say what goes on, and let it be stopped."""
        if self._opener.is_busy and not isinstance(self._page, BusyPage):
            self._view.busy.begin(f"Opening {self._opening}", _OPENING)
            self._show(self._view.busy, self._view.busy.stop)

    def end_opening(self) -> None:
        """It is open: nothing typed stays."""
        self._slow.stop()
        self._view.unlock.forget()
        self._failed = 0
        self._walk.complete()
        self._remind_of_sheet()

    def _show_progress(self, done: int, total: int) -> None:
        if isinstance(self._page, BusyPage):
            self._page.show_progress(done, total)

    def show_failure(self, error: AppError) -> None:
        """Say on the page that was tried why it did not work, and what to do next."""
        if isinstance(error, WrongPassphrase):
            self._failed += 1
        page = self._waiting if isinstance(self._page, BusyPage) else self._page
        page = self._view.choose if isinstance(page, BusyPage) else page
        self._refuse(page, error, self._known.folder if self._known is not None else None)
        if page is self._view.unlock:
            self._view.unlock.passphrase.widget.setFocus()

    def choose_backup(self, folder: Path | None = None) -> None:
        """Ask for a backup, or take the newest in this folder."""
        start = folder or self._context.folders.workspaces
        chosen = folder or self._context.dialogs.choose_folder("Choose a backup, or a folder of backups", start)
        if chosen is None:
            return
        try:
            backup = find_backup(chosen)
            people = look_at_backup(backup)
        except AppError as error:
            page = self._page if self._page is self._view.restore else self._view.choose
            self._refuse(page, error, None)
            return
        self._backup = backup
        made = made_at(backup.name)
        said = f"{made.astimezone():%d/%m/%Y %H:%M} · {backup}" if made is not None else str(backup)
        self._view.restore.show_backup(said, self._free_name(backup), people)
        self._show(self._view.restore, self._view.restore.passphrase.widget)

    def restore_backup(self) -> None:
        """Restore the backup that is shown."""
        page = self._view.restore
        name = page.name_field.text()
        problems = [] if name else ["The name is empty. Type one."]
        if "/" in name or "\\" in name:
            problems.append("A name has no / or \\ in it. Leave them out.")
        page.name_field.show_problems(problems)
        page.passphrase.show_problems([] if page.typed() else ["The passphrase is empty. Type it."])
        if problems or not page.typed() or self._backup is None or self._opener.is_busy:
            return
        target = self._context.folders.workspaces / name
        self._try(page, restoring(self._backup, target, page.typed(), page.person(), self._means))

    def begin_recovery(self) -> None:
        """Ask for the recovery sheet of the workspace that is shown."""
        if self._known is not None:
            page = self._view.recover
            page.show_people(self._known.people, self._view.unlock.person())
            self._show(page, page.groups)

    def recover(self) -> None:
        """Open with the sheet that was typed."""
        page = self._view.recover
        new, again = passphrase_of(page.new), passphrase_of(page.again)
        sheet, problems = _sheet(page.groups_field.text())
        page.groups_field.show_problems(problems)
        faults = passphrase_problems(new)
        page.new.show_problems(faults)
        page.again.show_problems([] if new == again else ["This is not the same. Type both again."])
        if sheet is None or faults or new != again or self._known is None or self._opener.is_busy:
            return
        self._try(page, recovering(self._known, sheet, page.person(), new, self._means))

    def make_demo(self) -> None:
        """Make the demo, or open the one that is there."""
        page = self._view.busy
        page.begin("Making the demo", "A fictional partnership with two years of audits. This takes about a minute.")
        self._show(page, page.stop)
        work = demo_making(self._context.folders.workspaces, self._means)
        self._opener.try_to(work, on_progress=page.show_progress, on_finished=self._end_demo)

    def _end_demo(self) -> None:
        if not self._context.session.is_open and isinstance(self._page, BusyPage):
            said = self._view.choose.banner.text.text()
            self._show(self._view.choose)
            self._view.choose.banner.setVisible(bool(said))

    def _remind_of_sheet(self) -> None:
        """The walk to this workspace ended before anybody said that they have its sheet."""
        session = self._context.session
        if not session.can_write or session.read(is_kept):
            return
        choices = [Choice("have", "I have it", Weight.MAIN), Choice("new", "Make a new one"), Choice("later", "Later")]
        taken = self._context.dialogs.choose("Who has the recovery sheet?", _WHO_HAS_IT, choices)
        if taken == "have":
            session.write(note_kept)
        elif taken == "new":
            self._context.go("settings", part="sheet")

    def _try(self, page: StartPage, work: Work) -> None:
        page.banner.say("")
        page.set_waiting(is_waiting=True)
        self._waiting = page
        self._opener.try_to(work, on_finished=self._end_waiting)

    def _end_waiting(self) -> None:
        """What was tried is over, and nothing follows from it; stopped, the page from which it was tried comes back."""
        if self._opener.is_busy:
            return
        self._slow.stop()
        self._waiting.set_waiting(is_waiting=False)
        if not self._context.session.is_open and isinstance(self._page, BusyPage):
            back = self._view.choose if isinstance(self._waiting, BusyPage) else self._waiting
            self._show(back, back.main)

    def _refuse(self, page: StartPage, error: AppError, folder: Path | None) -> None:
        refusal = refusal_of(error)
        acts = {
            Step.CHOOSE_ANOTHER: self.choose_workspace,
            Step.RECOVER: self.begin_recovery,
            Step.RESTORE: lambda: self.choose_backup(folder / BACKUPS if folder else None),
            Step.USE_USUAL_PLACE: self._use_usual_place,
            Step.AGAIN: page.press_main,
        }
        words = refusal.words if refusal.step is not Step.AGAIN or page.main is not None else ""
        page.set_waiting(is_waiting=False)
        page.banner.say(refusal.sentence, refusal.tone, words=words, on_click=acts[refusal.step])
        self._show(page)

    def _use_usual_place(self) -> None:
        """A workspace on a share: restore its newest backup into the place where it may lie."""
        if self._known is not None:
            self.choose_backup(self._known.folder / BACKUPS)

    def _free_name(self, backup: Path) -> str:
        parent = backup.parent.parent if backup.parent.name == BACKUPS else backup.parent
        base = parent.name.removesuffix(".backups").removesuffix(SUFFIX) or "Restored"
        name, number = base, 1
        while (self._context.folders.workspaces / f"{name}{SUFFIX}").exists():
            number += 1
            name = f"{base} restored" if number == 2 else f"{base} restored {number - 1}"
        return name

    def _show(self, page: StartPage, focus: QWidget | None = None) -> None:
        self._page = page
        self._view.show_page(page, focus)

    def _connect(self) -> None:
        view = self._view
        view.choose.open_requested.connect(self.ask_for)
        view.choose.new.clicked.connect(self._walk.begin)
        view.choose.open.clicked.connect(self.choose_workspace)
        view.choose.restore.clicked.connect(self._begin_restore)
        view.choose.demo.clicked.connect(self.make_demo)
        view.choose.pack.clicked.connect(self._pack.choose)
        view.choose.drop.dropped.connect(self._pack.begin)
        view.made.connect(self.listen_to)

    def listen_to(self, page: object) -> None:
        """A page was made just now."""
        self._pack.listen_to(page)
        if isinstance(page, UnlockPage):
            page.asked.connect(self.unlock)
            page.forgotten.clicked.connect(self.begin_recovery)
        elif isinstance(page, RestorePage):
            page.asked.connect(self.restore_backup)
            page.choose.clicked.connect(self._begin_restore)
        elif isinstance(page, RecoverPage):
            page.asked.connect(self.recover)
        elif isinstance(page, BusyPage):
            page.stop.clicked.connect(self._opener.stop)
        if isinstance(page, UnlockPage | RestorePage | RecoverPage):
            page.back.clicked.connect(self.show_list)

    def _begin_restore(self) -> None:
        self.choose_backup()


def look_at_backup(backup: Path) -> tuple[tuple[str, str], ...]:
    """Who can open this backup; raises DamagedKeyFile, NewerVersion."""
    return tuple((entry.id, entry.name) for entry in read_key_file(backup, SCHEMA).people)


def _sheet(typed: str) -> tuple[RecoverySheet | None, list[Problem | str]]:
    try:
        return RecoverySheet.parse(typed), []
    except AppError as error:
        return None, list(error.problems)
