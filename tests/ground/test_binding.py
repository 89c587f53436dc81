"""Guards the pin of PySide6: 6.12.0 on Python below 3.12 drops references to None and True until the process aborts."""

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QLabel

CALLS = 200  # far below the 600 emits after which a faulty binding aborts, so that the test fails instead
SLACK = 50  # what the interpreter itself may give back meanwhile


class Sender(QObject):
    """Emits a signal; nobody listens."""

    happened = Signal()


def test_binding_keeps_none_alive_over_void_calls(qapp: QApplication) -> None:
    label = QLabel()
    label.setText("first")
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        label.setText("again")
    assert sys.getrefcount(None) > before - SLACK


def test_binding_keeps_true_alive_over_emits(qapp: QApplication) -> None:
    sender = Sender()
    sender.happened.emit()
    before = sys.getrefcount(True)
    for _ in range(CALLS):
        sender.happened.emit()
    assert sys.getrefcount(True) > before - SLACK
