"""Frameworks as widgets: the list, one in full, and what is wrong with a file; it knows no service."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from audit_app.domain.problems import Problem
from audit_app.screens.settings.framework_reader import FrameworkReader
from audit_app.screens.settings.parts import Lines, OneAtATime
from audit_app.services.framework_list import FrameworkRow
from audit_app.services.framework_text import Block
from audit_app.ui.card import Card
from audit_app.ui.days import plain_day
from audit_app.ui.dialogs import Weight
from audit_app.ui.flow import FlowRow
from audit_app.ui.focus import pass_focus
from audit_app.ui.icons import Icon
from audit_app.ui.table import DataTable
from audit_app.ui.table_model import Column
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label, reading

_LEAST_ROWS, _MOST_ROWS, _PROBLEM_LINES = 4, 12, 6
_SAID = (
    "A framework is the form that auditors fill in and the rules of its grade. An audit keeps the version that it was "
    "begun with; new audits take the newest. To make a version of your own, save a copy, edit it, raise its version, "
    "and add it here once nothing is wrong with it."
)


class FrameworksCard(Card):
    """Which frameworks there are and who uses them."""

    read_requested = Signal(object)
    add_requested = Signal()
    check_requested = Signal()

    def __init__(self) -> None:
        super().__init__("Frameworks")
        columns = (
            Column("title", "Framework", _name, tip=lambda row: row.key, width=192),
            Column("markers", "Markers", lambda row: str(row.markers), lambda row: row.markers, figures=True, width=75),
            Column("audits", "Audits", _audits, lambda row: row.used.audits, tip=_used, width=160),
            Column("taken", "New audits of", _taken, tip=_taken, width=168),
            Column("form", "Form", lambda row: row.form, tip=lambda row: row.form, width=108, yields=2),
            Column("source", "From", lambda row: "the app" if row.is_shipped else "a file", width=60, yields=1),
        )
        self.table = DataTable("Frameworks", columns, searchable=False)
        self.table.set_height_in_rows(_LEAST_ROWS, _MOST_ROWS)
        self.table.row_chosen.connect(self.read_requested)
        self.read_button = button("&Read in full", self._read, weight=Weight.MAIN, icon=Icon.DOCUMENT)
        self.check_button = button("&Check a file…", self.check_requested.emit, icon=Icon.DONE)
        self.add_button = button("&Add from a file…", self.add_requested.emit, icon=Icon.IMPORT)
        self.why_not = label("", "soft")
        self.outcome = label("", "strong")
        self.problems = Lines("What is wrong with the file", _PROBLEM_LINES)
        self.reader = FrameworkReader()
        self.list = self._list()
        self.stack = OneAtATime(self.list, self.reader)
        self.body.addWidget(self.stack, 1)
        self.reader.closed.connect(self.show_list)
        self.show_outcome("", ())
        pass_focus(self, self.table.view)

    @property
    def is_reading(self) -> bool:
        """Whether one framework is shown in full."""
        return self.stack.current is self.reader

    def show_rows(self, rows: Sequence[FrameworkRow], *, may: bool, why_not: str) -> None:
        """The frameworks, and whether one may be added."""
        now = self.table.current()
        self.table.set_rows(rows)
        if not (isinstance(now, FrameworkRow) and self.table.select(lambda row: row.key == now.key)):
            self.table.select(lambda _row: True)
        self.read_button.setEnabled(bool(rows))
        self.add_button.setEnabled(may)
        self.why_not.setText(why_not)
        self.why_not.setVisible(bool(why_not))

    def show_outcome(self, words: str, problems: Sequence[Problem]) -> None:
        """What came of looking at a file, line by line; empty words take it away."""
        self.outcome.setText(words)
        self.outcome.setVisible(bool(words))
        self.problems.setPlainText("\n".join(str(problem) for problem in problems))
        self.problems.setVisible(bool(problems))

    def show_in_full(self, blocks: Sequence[Block]) -> None:
        """One framework from its beginning."""
        self.reader.show_blocks(blocks)
        self.stack.show_page(self.reader)
        self.reader.text.setFocus()

    def show_list(self) -> None:
        """Back to the list."""
        had_focus = self.reader.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
        self.stack.show_page(self.list)
        self.reader.show_blocks(())
        if had_focus:
            self.table.view.setFocus()

    def forget(self) -> None:
        """The workspace is locked."""
        self.show_list()
        self.show_outcome("", ())
        self.show_rows((), may=False, why_not="")

    def _list(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(measures().spacing[1])
        column.addWidget(reading(_SAID, "soft"))
        column.addWidget(self.table)
        column.addWidget(FlowRow(self.read_button, self.check_button, self.add_button))
        for part in (self.why_not, self.outcome, self.problems):
            column.addWidget(part)
        column.addStretch(1)
        return page

    def _read(self) -> None:
        row = self.table.current()
        if row is not None:
            self.read_requested.emit(row)


def _name(row: FrameworkRow) -> str:
    return f"{row.title}, version {row.key.partition('/')[2]}"


def _audits(row: FrameworkRow) -> str:
    """How many rest on it, and the day of the last."""
    return f"{row.used.audits:,}, last {plain_day(row.used.last[:10])}" if row.used.audits else "none"


def _taken(row: FrameworkRow) -> str:
    """Which new audits take it: a version that a newer one follows is taken by none."""
    return ", ".join(row.taken_by) or "none"


def _used(row: FrameworkRow) -> str:
    """From when to when audits were made by it."""
    if not row.used.audits:
        return "No audit rests on it."
    return f"{row.used.audits:,} audits, {plain_day(row.used.first[:10])} to {plain_day(row.used.last[:10])}"
