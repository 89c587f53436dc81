"""Every modal dialog of the app, behind one small set of questions; tests hand in a fake that answers them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from audit_app.domain.problems import AppError


class Weight(Enum):
    """How a choice looks: the one that is meant, another, or one that destroys."""

    MAIN = "main"
    PLAIN = "plain"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question: what the caller gets back, the words on its button, and how it looks."""

    id: str
    words: str
    weight: Weight = Weight.PLAIN


FRAME = "EHC plan audit"
"""What stands in a dialog's frame, and so in the system's list of windows: a question can name a plan, this cannot."""

Check = Callable[[str], str]
"""What speaks against a text, in a sentence; empty where it will do."""


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

    def tell(self, title: str, text: str) -> None:
        """Say something that must be read before going on."""
        self.choose(title, text, [Choice("ok", "OK", Weight.MAIN)])

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
        """The id of the choice taken; None for Esc."""
        box = QMessageBox(self._parent)
        box.setWindowTitle(FRAME)
        box.setText(title)
        box.setInformativeText(text)
        if details:
            box.setDetailedText(details)
        taken: dict[object, str] = {}
        for choice in choices:
            button = box.addButton(choice.words, _ROLES[choice.weight])
            button.setProperty("weight", choice.weight.value)
            taken[button] = choice.id
            if choice.weight is not Weight.DANGER and box.defaultButton() is None:
                box.setDefaultButton(button)
        box.setEscapeButton(box.buttons()[-1])
        self.run(box)
        clicked = box.clickedButton()
        return taken.get(clicked) if clicked is not None else None

    def ask_text(
        self, title: str, label: str, *, text: str = "", yes: str = "OK", check: Check | None = None, lines: int = 1
    ) -> str | None:
        """A line, or a few lines, that the person typed, without blanks at its ends; `check` keeps the button shut."""
        dialog = TextDialog(title, label, text, yes, check or _must_be_there, lines, self._parent)
        return dialog.text() if self.run(dialog) else None

    def open_file(self, title: str, kinds: Sequence[str], start: Path | None = None) -> Path | None:
        """A file that is there; `kinds` as "Register (*.csv *.xlsx)"."""
        return self._pick(title, QFileDialog.FileMode.ExistingFile, start, kinds)

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
        return Path(chosen[0]) if chosen else None


class TextDialog(QDialog):
    """Asks for a text; what speaks against it stands beside the field."""

    def __init__(
        self, title: str, label: str, text: str, yes: str, check: Check, lines: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(FRAME)
        self.setMinimumWidth(420)
        heading = QLabel(title)
        heading.setProperty("role", "cardTitle")
        heading.setWordWrap(True)
        self._check = check
        self.field: QLineEdit | QPlainTextEdit = QLineEdit() if lines == 1 else QPlainTextEdit()
        self.field.setAccessibleName(label.replace("&", ""))
        caption = QLabel(label)
        caption.setWordWrap(True)
        caption.setBuddy(self.field)
        self.problem = QLabel()
        self.problem.setProperty("role", "problem")
        self.problem.setWordWrap(True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.yes = self.buttons.addButton(yes, QDialogButtonBox.ButtonRole.AcceptRole)
        self.yes.setProperty("weight", Weight.MAIN.value)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (heading, caption, self.field, self.problem, self.buttons):
            layout.addWidget(widget)
        if isinstance(self.field, QLineEdit):
            self.field.setText(text)
        else:
            self.field.setPlainText(text)
            self.field.setTabChangesFocus(True)
            self.field.setMinimumHeight(self.field.fontMetrics().lineSpacing() * lines + 16)
        self.field.textChanged.connect(self.judge)
        self.yes.setEnabled(not check(self.text()))

    def text(self) -> str:
        """What stands in the field, without blanks at its ends."""
        field = self.field
        return (field.text() if isinstance(field, QLineEdit) else field.toPlainText()).strip()

    def judge(self) -> None:
        """Say what speaks against the text as it stands."""
        fault = self._check(self.text())
        self.problem.setText(fault)
        self.yes.setEnabled(not fault)


_CLOSE = Choice("close", "Close", Weight.MAIN)
_ROLES = {
    Weight.MAIN: QMessageBox.ButtonRole.AcceptRole,
    Weight.PLAIN: QMessageBox.ButtonRole.RejectRole,
    Weight.DANGER: QMessageBox.ButtonRole.DestructiveRole,
}


def _must_be_there(text: str) -> str:
    return "" if text else "This is empty. Type something, or press Cancel."
