"""What stands in pictures in place of the folder that the machine really lies in, so that their bytes repeat."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

USER = "imogen"
SHOWN_HOME = f"/home/{USER}"


def usual(text: str, home: Path) -> str:
    """The text as it would be on a usual machine."""
    return text.replace(str(home), SHOWN_HOME)


@contextmanager
def usual_folders(window: QWidget, home: Path) -> Iterator[None]:
    """Meanwhile every text under a widget names a usual folder; nobody is told, and then it is as before."""
    labels = [one for one in window.findChildren(QLabel) if str(home) in one.text()]
    edits = [one for one in window.findChildren(QLineEdit) if str(home) in one.text()]
    shown: list[QLabel | QLineEdit] = [*labels, *edits]
    before = [one.text() for one in shown]
    _show(shown, [usual(text, home) for text in before])
    yield
    _show(shown, before)


def _show(widgets: list[QLabel | QLineEdit], texts: list[str]) -> None:
    for one, text in zip(widgets, texts, strict=True):
        at = one.cursorPosition() if isinstance(one, QLineEdit) else 0
        with QSignalBlocker(one):
            one.setText(text)
            if isinstance(one, QLineEdit):
                one.setCursorPosition(min(at, len(text)))
