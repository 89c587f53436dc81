"""The first page: workspaces opened before, and the ways to another."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from audit_app.screens.start.page import StartPage
from audit_app.screens.start.recent import Recent
from audit_app.ui.card import clear
from audit_app.ui.dialogs import Weight
from audit_app.ui.file_drop import FileDrop
from audit_app.ui.icons import Icon
from audit_app.ui.words import button, label

_ABOUT = (
    "Audits the quality of Education, Health and Care plans, and shows honestly whether it is moving. Everything stays "
    "on this computer, encrypted."
)
_NONE = "No workspace has been opened on this computer yet. Make one, or look around in the demo first."


class ChoosePage(StartPage):
    """`open_requested` carries the folder of a workspace; the other wishes carry nothing."""

    open_requested = Signal(object)

    def __init__(self) -> None:
        super().__init__("EHC plan audit", _ABOUT)
        self.card.set_title("Workspaces")
        self.recent = QVBoxLayout()
        self.recent.setSpacing(8)
        self.body.addLayout(self.recent)
        self.new = button("&New workspace…", weight=Weight.MAIN, icon=Icon.ADD)
        self.open = button("&Open another…", icon=Icon.OPEN)
        self.restore = button("&Restore a backup…", icon=Icon.RESTORE)
        self.demo = button("Look at the &demo", weight="quiet")
        self.set_foot(self.new, self.open, self.restore, self.demo)
        self.pack = button("Open a &pack that you were sent…", icon=Icon.IMPORT)
        self.body.addLayout(row(self.pack))
        self.drop = FileDrop(self)
        self.drop.set_ready(True)
        self.show_recent(())

    def show_recent(self, listed: Sequence[Recent]) -> None:
        """Show what was opened before, newest first."""
        clear(self.recent)
        if not listed:
            self.recent.addWidget(label(_NONE))
        for one in listed:
            tile = self._tile(one)
            self.recent.addWidget(tile)
            tile.show()  # at once, so that it can take the focus

    def tiles(self) -> list[QPushButton]:
        """The buttons of the workspaces."""
        items = (self.recent.itemAt(at) for at in range(self.recent.count()))
        found = (item.widget() for item in items if item is not None)
        return [one for one in found if isinstance(one, QPushButton)]

    def _tile(self, one: Recent) -> QPushButton:
        made = button("", partial(self.open_requested.emit, one.folder), weight="tile", name=f"Open {one.name}")
        made.setSizePolicy(made.sizePolicy().Policy.Expanding, made.sizePolicy().Policy.Fixed)
        grid = QGridLayout(made)
        grid.setContentsMargins(14, 10, 14, 10)
        name = label(one.name, "strong", wraps=False)
        opened = label(f"opened {one.opened.day} {one.opened:%B %Y}", "caption", wraps=False)
        where = label(str(one.folder.parent), "caption", wraps=False)
        for one_line in (name, where):
            one_line.setMinimumWidth(10)
        grid.addWidget(name, 0, 0)
        grid.addWidget(opened, 0, 1)
        grid.addWidget(where, 1, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setSizeConstraint(QGridLayout.SizeConstraint.SetMinimumSize)  # as high as its letters are, once dressed
        made.setToolTip(str(one.folder))
        return made


def row(*widgets: QWidget) -> QHBoxLayout:
    """Widgets beside each other, what is left over at the right."""
    made = QHBoxLayout()
    for widget in widgets:
        made.addWidget(widget)
    made.addStretch(1)
    return made
