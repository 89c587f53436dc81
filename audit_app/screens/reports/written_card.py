"""The card of the reports that were written last, with a button for each of their files."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from audit_app.screens.reports.asking import FORMAT_NAMES
from audit_app.screens.reports.written import WrittenReport
from audit_app.ui.card import Card, clear
from audit_app.ui.flow import FlowRow
from audit_app.ui.icons import Icon
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label


class WrittenCard(Card):
    """`open_requested` carries the path of a file or a folder, for the system's own program."""

    open_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Written last", parent)
        self._folder = Path()
        self.reports = QVBoxLayout()
        self.reports.setSpacing(measures().spacing[0])
        self.open_folder = button("Open folder", self._open_folder, icon=Icon.OPEN)
        self.body.addLayout(self.reports)
        self.body.addWidget(self.open_folder)
        self.hide()

    def show_written(self, folder: Path, written: Sequence[WrittenReport]) -> None:
        """The reports of this folder, the newest first; no card without any."""
        self._folder = folder
        clear(self.reports)
        for one in written:
            self.reports.addWidget(label(one.words))
            files = (
                button(name, partial(self._ask_for, path), weight="quiet", name=f"Open {one.words} as {name}")
                for path in one.files
                for name in [FORMAT_NAMES[path.suffix[1:]]]
            )
            self.reports.addWidget(FlowRow(*files))
        self.setVisible(bool(written))

    def _ask_for(self, path: Path) -> None:
        self.open_requested.emit(path)

    def _open_folder(self) -> None:
        self._ask_for(self._folder)
