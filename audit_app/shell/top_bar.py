"""The bar at the top: the workspace's name, who works, what was saved when, and the buttons that are always there."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from audit_app.ui.busy import BusyBar
from audit_app.ui.icons import Icon
from audit_app.ui.theme import measures
from audit_app.ui.words import icon_button, label

READING_ONLY = "Reading only"
SOME_WORK = "Work goes on in the background"


class TopBar(QFrame):
    """Shows; it asks nobody. Its buttons are the window's actions, and the one that stops what is shown as working."""

    stop_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        space = measures().spacing
        row = QHBoxLayout(self)
        row.setContentsMargins(space[3], space[1], space[2], space[1])
        row.setSpacing(space[2])
        self.name = label("", "strong", wraps=False)
        self.saved = label("", "caption", wraps=False)
        self.busy = BusyBar()
        self.busy.setRange(0, 0)
        self.busy.setFixedWidth(72)
        self.busy.setAccessibleName(SOME_WORK)
        self.busy.setTextVisible(False)
        self.busy.hide()
        self.working = label("", "caption", wraps=False)
        self.stop = icon_button(Icon.CLOSE, "Stop", self.stop_requested.emit)
        for one in (self.working, self.stop):
            one.hide()
        self.person = label("", "soft", wraps=False)
        row.addWidget(self.name)
        row.addWidget(self.saved)
        row.addWidget(self.busy)
        row.addWidget(self.working)
        row.addWidget(self.stop)
        row.addStretch(1)
        self._row = row
        self._acting: list[tuple[QToolButton, QAction]] = []
        row.addWidget(self.person)

    def add_action(self, action: QAction, icon: Icon) -> QToolButton:
        """A button for one of the window's actions."""
        made = icon_button(icon, action.text(), action.trigger)
        self._row.addWidget(made)
        self._acting.append((made, action))
        self.name_buttons()
        return made

    def name_buttons(self) -> None:
        """The buttons say what their actions say now, and are there when those are."""
        for made, action in self._acting:
            keys = action.shortcut().toString()
            made.setAccessibleName(action.text())
            made.setToolTip(f"{action.text()} ({keys})" if keys else action.text())
            made.setEnabled(action.isEnabled())

    def show_workspace(self, name: str, person: str, *, can_write: bool) -> None:
        """Show what is open, and who opened it."""
        self.name.setText(name)
        self.person.setText(person)
        self.saved.setText("" if can_write else READING_ONLY)

    def show_saved(self, at: str) -> None:
        """Something was saved at this local time."""
        self.saved.setText(f"Saved {at}")

    def show_busy(self, running: int) -> None:
        """So many pieces of work go on."""
        self.busy.setVisible(running > 0)

    def show_work(self, words: str) -> None:
        """A piece of work that can be stopped here, “Making a backup”; empty where there is none."""
        self.busy.setRange(0, 0)
        self.busy.setAccessibleName(words or SOME_WORK)
        self.working.setText(words)
        self.stop.setEnabled(True)
        self.stop.setAccessibleName(f"Stop: {words}")
        self.stop.setToolTip(f"Stop: {words}")
        for one in (self.working, self.stop):
            one.setVisible(bool(words))

    def show_progress(self, done: int, total: int) -> None:
        """So much of it is done."""
        self.busy.setRange(0, max(total, 1))
        self.busy.setValue(done)

    def show_stopping(self) -> None:
        """It was asked to stop."""
        self.working.setText("Stopping")
        self.stop.setEnabled(False)

    def clear(self) -> None:
        """Nothing is open."""
        for one in (self.name, self.saved, self.person):
            one.setText("")
