"""The bar at the top: the workspace's name, who works, what was saved when, and the buttons that are always there."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QToolButton, QWidget

from audit_app.ui.icons import Icon
from audit_app.ui.theme import measures
from audit_app.ui.words import icon_button, label

READING_ONLY = "Reading only"


class TopBar(QFrame):
    """Shows; it asks nobody. Its buttons are the window's actions."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        space = measures().spacing
        row = QHBoxLayout(self)
        row.setContentsMargins(space[3], space[1], space[2], space[1])
        row.setSpacing(space[2])
        self.name = label("", "strong", wraps=False)
        self.saved = label("", "caption", wraps=False)
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setFixedWidth(72)
        self.busy.setAccessibleName("Work goes on in the background")
        self.busy.hide()
        self.person = label("", "soft", wraps=False)
        row.addWidget(self.name)
        row.addWidget(self.saved)
        row.addWidget(self.busy)
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

    def clear(self) -> None:
        """Nothing is open."""
        for one in (self.name, self.saved, self.person):
            one.setText("")
