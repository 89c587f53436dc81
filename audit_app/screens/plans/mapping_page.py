"""The page of a mapping: a row for each column of the file and what speaks against it; it decides nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from audit_app.domain.problems import Problem
from audit_app.screens.plans.mapping_draft import MappedColumn
from audit_app.screens.plans.mapping_model import TITLES
from audit_app.screens.plans.mapping_parts import ChoicesBar, KeepingBar, RowDetail
from audit_app.screens.plans.mapping_picker import FieldPicker
from audit_app.screens.plans.mapping_table import MappingTable
from audit_app.screens.plans.mapping_targets import Target
from audit_app.ui.card import Page
from audit_app.ui.dialogs import Weight
from audit_app.ui.feedback import Banner, Tone
from audit_app.ui.icons import Icon
from audit_app.ui.words import button, label

_TABLE_HEIGHT = 260


class MappingPage(Page):
    """`field_wanted` carries a heading and what was typed, `field_chosen` a heading and a field or None,
    `take_requested` a heading and whether it is taken in.
    """

    field_wanted = Signal(str, str)
    field_chosen = Signal(str, object)
    take_requested = Signal(str, bool)
    go_on_requested = Signal()
    cancel_requested = Signal()
    other_file_requested = Signal()

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        title: str = "What the columns are",
        name: str = "Columns of the file",
        titles: Sequence[str] = TITLES,
        has_ticks: bool = True,
        choices: str = "fields",
    ) -> None:
        super().__init__(title, parent=parent)
        self.setAccessibleName(title)
        self.about = label("", "soft")
        self.banner = Banner()
        self.choices = ChoicesBar()
        self.table = MappingTable(name=name, titles=titles, has_ticks=has_ticks)
        self.table.setMinimumHeight(_TABLE_HEIGHT)
        self.detail = RowDetail()
        self.keeping = KeepingBar()
        for part in (self.about, self.banner, *self._above_choices(), self.choices):
            self.body.addWidget(part)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.detail)
        self.without = label("", "caption")
        self.body.addWidget(self.without)
        self.body.addWidget(self.keeping)
        self.picker = FieldPicker(self, choices)
        self._fill_head()
        self._connect()

    def show_columns(self, about: str, rows: Sequence[MappedColumn], tally: str) -> None:
        """The columns as they are mapped now."""
        self.about.setText(about)
        self.choices.tally.setText(tally)
        self.table.rows.show_rows(rows)
        self.detail.show_row(self.table.current())

    def show_problems(self, problems: Sequence[Problem], faulty_columns: int) -> None:
        """What speaks against the mapping as a whole, and whether it can be gone on with."""
        faults = [problem.message for problem in problems if problem.severity == "error"]
        if faulty_columns:
            columns = "column has" if faulty_columns == 1 else "columns have"
            faults.append(f"{faulty_columns} {columns} a fault, which stands beside it.")
        self.banner.say(" ".join(faults), Tone.FAULT)
        self.go_on_button.setEnabled(not faults)
        missed = " ".join(problem.message for problem in problems if problem.severity == "query")
        self.without.setText(missed)
        self.without.setVisible(bool(missed))

    def show_name(self, name: str) -> None:
        """The name under which the mapping is remembered."""
        self.keeping.edit.setText(name)
        self.keeping.show_problem("")

    def open_picker(self, heading: str, targets: Sequence[Target], chosen: str | None, text: str) -> None:
        """Let the field of a column be chosen."""
        self.table.go_to(heading)
        self.picker.open_for(heading, targets, chosen, self.table.cell_of(heading, self), text)

    def forget(self) -> None:
        """Show no file."""
        self.picker.close_sheet()
        self.picker.list.clear()
        self.show_columns("", (), "")
        self.show_problems((), 0)
        self.show_name("")
        self.choices.shown.setCurrentIndex(0)
        self.choices.show_sources((), -1)
        self.choices.show_sheets((), "")

    def _above_choices(self) -> Sequence[QWidget]:
        """What a page of another kind has above; made here, as Tab follows the order in which parts come in."""
        return ()

    def _fill_head(self) -> None:
        self.go_on_button = button("Show &what would change", self.go_on_requested.emit, weight=Weight.MAIN)
        self.go_on_button.setToolTip("Ctrl+Enter")
        self.other_button = button("Another &file…", self.other_file_requested.emit, icon=Icon.OPEN)
        self.cancel_button = button("Cancel", self.cancel_requested.emit)
        for made in (self.cancel_button, self.other_button, self.go_on_button):
            self.head.addWidget(made)

    def _connect(self) -> None:
        self.table.open_requested.connect(self.field_wanted)
        self.table.leave_out_requested.connect(self._leave_out)
        self.table.rows.take_requested.connect(self.take_requested)
        self.table.current_changed.connect(self.detail.show_row)
        self.choices.shown_changed.connect(self.table.rows.show_stands)
        self.picker.picked.connect(self.field_chosen)
        self.picker.closed.connect(self.table.setFocus)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            go_on = QShortcut(QKeySequence(keys), self)
            go_on.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            go_on.activated.connect(self.go_on_button.click)

    def _leave_out(self, heading: str) -> None:
        self.field_chosen.emit(heading, None)
