"""What the chair does to a round: opening its scores, hand back, absence, withdrawal, void; each asked before."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from audit_app.domain.counting import counted
from audit_app.domain.problems import AppError
from audit_app.exchange.layout import LARGEST_PACK
from audit_app.files import read_bounded
from audit_app.screens.rounds.dialogs import KeyholderDialog
from audit_app.services.rounds.progress import RoundProgress, SeatProgress
from audit_app.services.rounds.revealing import Revealed, reveal_here, reveal_unsealed, reveal_with
from audit_app.services.rounds.standing import make_void, record_absent, withdraw
from audit_app.store.workspace import Workspace
from audit_app.ui.dialogs import Choice
from audit_app.ui.screen import ScreenContext

_PACKS = ("Sealed pack (*.ehcppack)",)


class Leading(QObject):
    """`done` tells that the round stands otherwise now, `reveal_wanted` that the person goes on to the reveal."""

    done = Signal()
    reveal_wanted = Signal()

    def __init__(self, context: ScreenContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    def open_scores(self, found: RoundProgress) -> None:
        """Open the scores, with a keyholder at this computer or, of a round that was not sealed, alone."""
        if not found.is_sealed:
            self._open_alone(found)
            return
        here = self._keyholders_here(found)
        if not here:
            self._context.dialogs.tell(
                "No keyholder has a passphrase here",
                "The keyholders of this round have places of their own. Ask one of them: make the pack that asks for "
                "their half, send it, and open the scores with their answer.",
            )
            return
        dialog = KeyholderDialog(here, f"the round {found.name}")
        if self._context.dialogs.run(dialog):
            who, secret = dialog.keyholder, dialog.passphrase
            self._write(lambda workspace: reveal_here(workspace, found.id, who, secret), self._tell_opened)
        dialog.deleteLater()

    def open_with_answer(self, found: RoundProgress) -> None:
        """Open the scores with the half that a keyholder sent."""
        path = self._context.dialogs.open_file("Open with a keyholder's answer", _PACKS)
        if path is not None:
            self._write(lambda workspace: _with_answer(workspace, found.id, path), self._tell_opened)

    def make_absent(self, found: RoundProgress, one: SeatProgress) -> None:
        """Record why somebody's scores are not waited for."""
        words = f"Why are the scores of {one.seat.name} not waited for?"
        self._with_reason("Record as absent", words, record_absent, found, one)

    def take_out(self, found: RoundProgress, one: SeatProgress) -> None:
        """Somebody leaves the round for good: what they submitted stands."""
        words = f"Why does {one.seat.name} withdraw? What they submitted stands and opens with the others."
        self._with_reason("Withdraw", words, withdraw, found, one)

    def void(self, found: RoundProgress) -> None:
        """The round can never be opened."""
        reason = self._context.dialogs.ask_text(
            "Make the round void",
            "Why can this round not be opened? Its scores stay sealed for ever, and its plans are scored again.",
            yes="Make it void",
            danger=True,
            lines=3,
        )
        if reason:
            self._write(lambda workspace: make_void(workspace, found.id, reason), lambda _result: self.done.emit())

    def _open_alone(self, found: RoundProgress) -> None:
        if self._context.dialogs.confirm(
            f"Open the scores of {found.name}",
            "Every member's scores are opened in one step, for everybody who can open this workspace. It cannot be "
            "taken back. This round was not sealed, and every page of it says so.",
            "Open the scores",
        ):
            self._write(lambda workspace: reveal_unsealed(workspace, found.id), self._tell_opened)

    def _keyholders_here(self, found: RoundProgress) -> list[tuple[str, str]]:
        opens = self._context.session.read(lambda workspace: {one.id for one in workspace.key_file.people})
        return [(person, name) for person, name in found.keyholders if person in opens]

    def _with_reason(
        self,
        title: str,
        words: str,
        service: Callable[[Workspace, str, str, str], object],
        found: RoundProgress,
        one: SeatProgress,
    ) -> None:
        reason = self._context.dialogs.ask_text(title, words, yes=title, lines=3)
        if reason:
            person = one.seat.person
            self._write(
                lambda workspace: service(workspace, found.id, person, reason), lambda _result: self.done.emit()
            )

    def _tell_opened(self, made: Revealed) -> None:
        absent = f" Absent: {', '.join(made.absent)}." if made.absent else ""
        opened = counted(made.reviews, "review is", "reviews are")
        self.done.emit()
        taken = self._context.dialogs.choose(
            "The scores are open",
            f"{opened} open.{absent} Originals stand as they are. The group now looks at them together.",
            [Choice("reveal", "Go to the reveal"), Choice("later", "Later")],
        )
        if taken == "reveal":
            self.reveal_wanted.emit()

    def _write(self, work: Callable[[Workspace], Any], then: Callable[[Any], None]) -> None:
        try:
            self._context.write(
                lambda workspace, _progress: work(workspace),
                on_success=then,
                on_failure=self._fail,
                words="Working on the round",
            )
        except AppError as error:
            self._fail(error)

    def _fail(self, error: AppError) -> None:
        self._context.dialogs.fail("That was not done", error)


def _with_answer(workspace: Workspace, round_id: str, path: Path) -> Revealed:
    return reveal_with(workspace, round_id, read_bounded(path, LARGEST_PACK))
