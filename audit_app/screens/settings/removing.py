"""The behaviour of removing somebody: asked for with a reason, then a new key for the database, in the background."""

from PySide6.QtCore import QObject, Signal

from audit_app.domain.problems import AppError
from audit_app.screens.settings.reading import PersonRow
from audit_app.screens.settings.rotating import Rotating
from audit_app.screens.settings.view import SettingsView
from audit_app.store import keyring
from audit_app.ui.screen import ScreenContext

_REMOVAL = (
    "They cannot open the workspace any more, and the database gets a new key, which takes a while. What they did "
    "stays on record. Backups made before still open with their passphrase: remove those that they can reach. Say why; "
    "it stands in the audit trail."
)
_NO_KEYS = (
    "They have no passphrase here, so nothing is encrypted anew; they lose their roles from today. What they did stays "
    "on record. Say why; it stands in the audit trail."
)


class Removing(QObject):
    """Lives as long as its view; `ended` is emitted once a removal that was begun is over, well or not."""

    ended = Signal()

    def __init__(self, view: SettingsView, context: ScreenContext) -> None:
        super().__init__(view)
        self._view, self._context = view, context
        self._rotating = Rotating(context, self)
        self._name = ""
        view.people.cancelled.connect(self._rotating.cancel)

    def remove(self, row: PersonRow) -> None:
        """Ask why, then take somebody's keys away, while the window goes on."""
        said = _REMOVAL if row.can_open else _NO_KEYS
        reason = self._context.dialogs.ask_text(f"Remove {row.name}?", said, yes="Remove", danger=True)
        if reason is None:
            return
        self._view.say("")
        self._name = row.name
        try:
            if row.can_open:
                self._rotate(row.id, reason)
            else:
                self._context.session.write(lambda workspace: keyring.remove(workspace, row.id, reason))
                self._tell()
        except AppError as error:
            self._fail(error)

    def _rotate(self, person: str, reason: str) -> None:
        self._view.people.begin(f"{self._name} is being removed: the database gets a new key.")
        try:
            self._rotating.start(
                lambda workspace: keyring.removal(workspace, person, reason),
                words="Changing the keys",
                on_done=self._tell,
                on_failure=self._fail,
                on_progress=self._view.people.working.show_progress,
                on_end=self.ended.emit,
            )
        except AppError:
            self.ended.emit()
            raise

    def _tell(self) -> None:
        self._context.notify(f"{self._name} is removed, and cannot open the workspace.")

    def _fail(self, error: AppError) -> None:
        self._view.say(error.message)
