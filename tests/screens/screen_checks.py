"""What tests of the screens share: real presses that are counted, and what a view has that nobody could name."""

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QScrollArea, QWidget


class Clicks:
    """Presses buttons with the mouse and counts the presses."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, button: QAbstractButton) -> None:
        """Press a button that can be seen and pressed."""
        assert button.isVisible()
        assert button.isEnabled()
        self.count += 1
        # a tick box is hit on its box, which stands at its left
        spot = QPoint(10, button.rect().center().y())
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)


def press(widget: QWidget, key: Qt.Key) -> None:
    """Press a key in a widget."""
    widget.setFocus()
    QTest.keyClick(widget, key)


def nameless(view: QWidget) -> list[str]:
    """The visible widgets that take the focus and have no name."""
    return [
        f"{type(child).__name__} {child.objectName()}"
        for child in view.findChildren(QWidget)
        if child.isVisible()
        and child.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not child.objectName().startswith("qt_")
        and not child.accessibleName()
    ]


def least_width(page: QScrollArea) -> int:
    """The least width in which everything on a page is in view."""
    inner = page.widget()
    assert inner is not None
    return inner.minimumSizeHint().width()


def texts(view: QWidget) -> str:
    """Every text that a view holds, seen or not, after what was let go is gone."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    labels = [child.text() for child in view.findChildren(QLabel)]
    lines = [child.text() for child in view.findChildren(QLineEdit)]
    return "\n".join([*labels, *lines])
