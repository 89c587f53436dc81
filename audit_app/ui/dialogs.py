"""Every modal dialog of the app, behind one small set of questions; tests hand in a fake that answers them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from audit_app.domain.problems import AppError
from audit_app.ui.asking import FRAME as FRAME
from audit_app.ui.asking import Check as Check
from audit_app.ui.asking import ChoiceDialog, TextDialog
from audit_app.ui.choice import Choice as Choice
from audit_app.ui.choice import Weight as Weight


class Dialogs:
    """Asks the person something and waits for the answer; None or False where they turned away, or the window locked.

    `parent` is the main window. `close_all` ends whatever is open, as the idle lock does.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        self._parent = parent
        self._open: list[QDialog] = []
        self._turns_away = False

    def set_parent(self, parent: QWidget) -> None:
        """The window that later dialogs belong to."""
        self._parent = parent

    def tell(self, title: str, text: str, *, details: str = "") -> None:
        """Say something that must be read before going on; `details` are lines to scroll and copy."""
        self.choose(title, text, [Choice("ok", "OK", Weight.MAIN)], details=details)

    def confirm(self, title: str, text: str, yes: str, *, danger: bool = False) -> bool:
        """Whether to go on; `yes` is the verb on the button."""
        weight = Weight.DANGER if danger else Weight.MAIN
        return self.choose(title, text, [Choice("yes", yes, weight), Choice("no", "Cancel")]) == "yes"

    def fail(self, title: str, error: AppError, *, retry: bool = False) -> bool:
        """Show what went wrong and each fault behind it; whether to try again, where `retry` offers that."""
        choices = [Choice("retry", "Retry", Weight.MAIN), Choice("close", "Close")] if retry else [_CLOSE]
        details = "\n".join(str(problem) for problem in error.problems)
        return self.choose(title, error.message, choices, details=details) == "retry"

    def choose(self, title: str, text: str, choices: Sequence[Choice], *, details: str = "") -> str | None:
        """The id of the choice taken, the safe one given last; None for Esc. See `asking.ChoiceDialog`."""
        dialog = ChoiceDialog(title, text, choices, details, self._parent)
        self.run(dialog)
        dialog.deleteLater()
        return dialog.taken

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
        """A line, or a few lines, that the person typed, without blanks at its ends; `check` keeps the button shut."""
        choice = Choice("yes", yes, Weight.DANGER if danger else Weight.MAIN)
        dialog = TextDialog(title, label, text, choice, check or _must_be_there, lines, self._parent)
        said = dialog.text() if self.run(dialog) else None
        dialog.deleteLater()
        return said

    def open_file(self, title: str, kinds: Sequence[str], start: Path | None = None) -> Path | None:
        """A file that is there; `kinds` as "Register (*.csv *.xlsx)"."""
        return self._pick(title, QFileDialog.FileMode.ExistingFile, start, kinds)

    def open_files(self, title: str, kinds: Sequence[str], start: Path | None = None) -> tuple[Path, ...]:
        """Files that are there, any number of them; none where the person turned away."""
        return self._pick_many(title, QFileDialog.FileMode.ExistingFiles, start, kinds)

    def save_file(self, title: str, suggested: Path, kinds: Sequence[str]) -> Path | None:
        """A file to write; the person is asked before one that is there is replaced."""
        return self._pick(title, QFileDialog.FileMode.AnyFile, suggested, kinds, saving=True)

    def choose_folder(self, title: str, start: Path | None = None) -> Path | None:
        """A folder that is there, or one that was just made in the dialog."""
        return self._pick(title, QFileDialog.FileMode.Directory, start, ())

    def print_document(self, title: str, document: QTextDocument) -> bool:
        """Whether the document went to a printer that the person chose."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        dialog = QPrintDialog(printer, self._parent)
        dialog.setWindowTitle(title)
        if not self.run(dialog):
            return False
        document.print_(printer)
        return True

    def run(self, dialog: QDialog) -> bool:
        """Show a dialog of a screen's own and wait; whether it was accepted."""
        if self._turns_away:
            return False
        self._open.append(dialog)
        try:
            return dialog.exec() == QDialog.DialogCode.Accepted.value
        finally:
            self._open.remove(dialog)

    def close_all(self) -> None:
        """Turn every open dialog away, the newest first."""
        for dialog in reversed(self._open):
            dialog.reject()

    @contextmanager
    def turned_away(self) -> Iterator[None]:
        """Meanwhile every question is answered with no: nobody is there, and the lock must not wait."""
        self.close_all()
        self._turns_away = True
        try:
            yield
        finally:
            self._turns_away = False

    def _pick(
        self, title: str, mode: QFileDialog.FileMode, start: Path | None, kinds: Sequence[str], *, saving: bool = False
    ) -> Path | None:
        chosen = self._pick_many(title, mode, start, kinds, saving=saving)
        return chosen[0] if chosen else None

    def _pick_many(
        self, title: str, mode: QFileDialog.FileMode, start: Path | None, kinds: Sequence[str], *, saving: bool = False
    ) -> tuple[Path, ...]:
        dialog = QFileDialog(self._parent, title)
        dialog.setFileMode(mode)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, mode is QFileDialog.FileMode.Directory)
        if saving:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        if kinds:
            dialog.setNameFilters(list(kinds))
        if start is not None:
            dialog.setDirectory(str(start.parent if saving else start))
            if saving:
                dialog.selectFile(start.name)
                dialog.setDefaultSuffix(start.suffix.removeprefix("."))
        chosen = dialog.selectedFiles() if self.run(dialog) else []
        dialog.deleteLater()
        return tuple(Path(one) for one in chosen)


_CLOSE = Choice("close", "Close", Weight.MAIN)


def _must_be_there(text: str) -> str:
    return "" if text else "This is empty. Type something, or press Cancel."
