"""The two lists of an import: what is wrong, by row and column, and what changes in each entry; both can be saved."""

from collections import Counter
from collections.abc import Sequence
from operator import attrgetter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from audit_app.domain.problems import Problem
from audit_app.screens.plans.change_lines import change_columns, change_lines
from audit_app.services.register.entries import EntryChange
from audit_app.ui.card import Card
from audit_app.ui.days import joined_names
from audit_app.ui.icons import Icon
from audit_app.ui.table import DataTable
from audit_app.ui.table_model import Column
from audit_app.ui.words import button, label

_HEIGHT, _MANY = 260, 10
_KEPT_OUT = (
    "Nothing is taken in while there are faults. Save the list for whoever mends the source, or leave a column out "
    "under Columns."
)
_TAKEN_IN = "These are taken in, and left out of figures until they are corrected in the case system."


class ProblemsCard(Card):
    """What is wrong in a file; `save_requested` asks for it as a file of its own."""

    save_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Faults", parent)
        self.problems: tuple[Problem, ...] = ()
        self.about = label("", "soft")
        self.table = DataTable("Faults", _problem_columns())
        self.table.setMinimumHeight(_HEIGHT)
        self.copy_button = button("Copy all of them", self.copy_all, icon=Icon.COPY)
        self.save_button = button("Save the &list…", self.save_requested.emit, icon=Icon.EXPORT)
        self.head.addWidget(self.copy_button)
        self.head.addWidget(self.save_button)
        self.body.addWidget(self.about)
        self.body.addWidget(self.table, 1)

    def show_problems(self, title: str, problems: Sequence[Problem]) -> None:
        """Show these under a title; nothing where there are none."""
        self.problems = tuple(problems)
        self.set_title(f"{title}: {len(problems):,}")
        kept_out = any(problem.severity == "error" for problem in problems)
        self.about.setText(f"{_KEPT_OUT if kept_out else _TAKEN_IN} {most_words(problems)}")
        self.table.set_rows(problems)
        self.setVisible(bool(problems))

    def copy_all(self) -> str:
        """Put every problem on the clipboard, cells apart by tabs; returns them too."""
        self.table.clear_search()
        self.table.view.selectAll()
        return self.table.copy()


class ChangesCard(Card):
    """What an import does to each entry; `save_requested` asks for it as a file of its own."""

    save_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("What changes", parent)
        self.entries: tuple[EntryChange, ...] = ()
        self.table = DataTable("What changes", change_columns())
        self.table.setMinimumHeight(_HEIGHT)
        self.save_button = button("Sa&ve the list…", self.save_requested.emit, icon=Icon.EXPORT)
        self.head.addWidget(self.save_button)
        self.body.addWidget(self.table, 1)

    def show_entries(self, title: str, entries: Sequence[EntryChange]) -> None:
        """Show these under a title; nothing where there are none."""
        self.entries = tuple(entries)
        self.set_title(f"{title}: {len(entries):,}")
        self.table.set_rows(change_lines(entries))
        self.setVisible(bool(entries))


def most_words(problems: Sequence[Problem]) -> str:
    """Where most of them stand: “Most are in final_date (912) and primary_need (88).”; nothing for a few."""
    columns = Counter(problem.place.column[:60] for problem in problems if problem.place.column)
    if len(problems) < _MANY or not columns:
        return ""
    return f"Most are in {joined_names([f'{name} ({count:,})' for name, count in columns.most_common(3)])}."


def _problem_columns() -> tuple[Column, ...]:
    where = attrgetter("place.column")
    return (
        Column("row", "Row", _row_words, _row, figures=True, width=72),
        Column("column", "Column", where, tip=where, choices=True, width=200),
        Column("message", "What is wrong, and what to do", attrgetter("message"), tip=attrgetter("message"), width=520),
        Column("sheet", "Sheet", attrgetter("place.sheet"), hidden=True),
    )


def _row(problem: Problem) -> int | None:
    return problem.place.row if problem.place.row is not None else problem.place.line


def _row_words(problem: Problem) -> str:
    row = _row(problem)
    return "" if row is None else f"{row:,}"
