"""The command palette (Ctrl+K): type a few letters of a screen, an action or a plan, and Enter goes there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from audit_app.ui.announce import announce
from audit_app.ui.icons import Icon, icon_of
from audit_app.ui.theme import measures

SHOWN_AT_MOST = 12
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the palette can do: its words, what they belong to ("Screen", "Plan"), its keys, and what it does."""

    words: str
    kind: str
    run: Callable[[], object]
    keys: str = ""
    icon: Icon = Icon.NEXT


Find = Callable[[str], Sequence[Command]]
"""What else fits the text, such as plans by reference; asked with at least two letters."""


def matching(commands: Sequence[Command], text: str) -> list[Command]:
    """The commands in which every word of the text stands, those that begin with it first."""
    words = text.casefold().split()
    found = [one for one in commands if all(word in f"{one.words} {one.kind}".casefold() for word in words)]
    return sorted(found, key=lambda one: not one.words.casefold().startswith(" ".join(words)))


class CommandPalette(QFrame):
    """A sheet over the window with a line to type in and a list; Esc or a click elsewhere closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName("Command palette")
        self._commands: tuple[Command, ...] = ()
        self._find: Find | None = None
        self._before: QWidget | None = None
        space = measures().spacing
        outer = QVBoxLayout(self)
        outer.setContentsMargins(space[2], space[2], space[2], space[2])
        outer.setSpacing(space[1])
        self.line = QLineEdit()
        self.line.setPlaceholderText("Go to a plan, a screen or an action")
        self.line.setAccessibleName("Go to a plan, a screen or an action")
        self.list = QListWidget()
        self.list.setAccessibleName("What fits")
        self.list.setProperty("role", "plain")
        self.list.setIconSize(QSize(18, 18))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(self.line)
        outer.addWidget(self.list, 1)
        self.line.textChanged.connect(self.search)
        self.line.installEventFilter(self)
        self.list.itemClicked.connect(self._run)
        self.list.currentItemChanged.connect(self._tell)
        self.hide()

    def open_with(self, commands: Sequence[Command], find: Find | None = None) -> None:
        """Show it with everything that can be done now."""
        self._commands, self._find = tuple(commands), find
        window = self.parentWidget()
        self._before = window.window().focusWidget() if window is not None else None
        self.line.clear()
        self.search("")
        self._place()
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_sheet(self) -> None:
        """Close it; the focus goes back to where it was."""
        if self.isHidden():
            return
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None

    def forget(self) -> None:
        """Close it and keep nothing of what was found: the workspace is locked."""
        self._before = None
        self.close_sheet()
        self._commands, self._find = (), None
        self.line.clear()
        self.list.clear()

    def refresh(self) -> None:
        """Search again, what was marked stays so: something was read meanwhile in which things can be found."""
        if self.isVisible() and self.line.text().strip():
            row = self.list.currentRow()
            self.search(self.line.text())
            self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))

    def search(self, text: str) -> None:
        """Show what fits the text."""
        found = matching(self._commands, text)
        if self._find is not None and len(text.strip()) > 1:
            found = [*self._find(text.strip()), *found]
        self.list.clear()
        for command in found[:SHOWN_AT_MOST]:
            item = QListWidgetItem(icon_of(command.icon), _line(command))
            item.setData(Qt.ItemDataRole.UserRole, command)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The line keeps the focus; arrows move in the list."""
        if watched is self.line and event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        if watched is not self.line or not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self.list.currentItem())
        elif event.key() in _MOVES:
            step = -1 if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_PageUp) else 1
            self.list.setCurrentRow((self.list.currentRow() + step) % max(self.list.count(), 1))
        else:
            return False
        return True

    def _tell(self, item: QListWidgetItem | None) -> None:
        """The line keeps the focus, so that the list has to be said."""
        announce(self.list, item.text() if item is not None else "")

    def _run(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        command: Command = item.data(Qt.ItemDataRole.UserRole)
        self.close_sheet()
        command.run()

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        wide, high = min(640, window.width() - 48), min(520, window.height() - 96)
        self.setGeometry((window.width() - wide) // 2, 64, wide, high)


def _line(command: Command) -> str:
    keys = f"   {command.keys}" if command.keys else ""
    return f"{command.words}   ·   {command.kind}{keys}"
