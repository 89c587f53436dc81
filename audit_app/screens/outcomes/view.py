"""The widgets of the outcomes: three lists under tabs, each with its filters and what can be done with a row."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QTabBar, QVBoxLayout, QWidget

from audit_app.screens.outcomes.lines import (
    OutcomeLine,
    PersonLine,
    Shown,
    outcome_columns,
    person_columns,
    review_columns,
)
from audit_app.ui.card import Page
from audit_app.ui.feedback import Banner, EmptyState, Tone
from audit_app.ui.flow import FlowRow
from audit_app.ui.focus import pass_focus
from audit_app.ui.icons import Icon
from audit_app.ui.palette import Command
from audit_app.ui.screen import Screen
from audit_app.ui.shortcuts import KeyGroup, KeyLine
from audit_app.ui.table import DataTable
from audit_app.ui.words import button, label

TABS: Final = ("Progress", "Annual reviews", "Adulthood")
PROGRESS, REVIEWS, ADULTHOOD = range(3)
_LEAST_ROWS, _LETTERS = 6, 9
_KEYS: Final = (
    KeyLine("← →", "Another list, on the tabs"),
    KeyLine("Enter", "Open the plan; under Adulthood, change what is noted"),
    KeyLine("R", "Adulthood: referred today"),
    KeyLine("A", "Adulthood: assessed today"),
    KeyLine("O", "Adulthood: open the plan"),
    KeyLine("Ctrl+C", "Copy the rows that are marked"),
)
_NOTHING: Final = (
    (
        "No outcome yet",
        "Outcomes and what each annual review said of them come from a table, a row an outcome at a review: plan_ref, "
        "outcome, words, area, agency, set_on, target, reviewed, progress, evidence. In a plan they can be added by "
        "hand, or taken from its confirmed golden thread.",
        "Import outcomes",
    ),
    (
        "No review is due",
        "When an annual review is due follows from the register: a year after the last one, else after the final plan.",
        "Import the register",
    ),
    (
        "Nobody is followed yet",
        "Young people from 14 with a plan in force and a date of birth in the register stand here, and everybody of "
        "whom something is noted: plan_ref, care, health, due, referred, assessed, outcome, note.",
        "Import the way to adulthood",
    ),
)


class OutcomesView(Screen):
    """Widgets, signals and setters; the presenter has the behaviour. `import_requested` carries the tab."""

    shown = Signal(object)
    dropped = Signal()
    import_requested = Signal(int)
    plan_requested = Signal(str)
    change_requested = Signal(object)
    referred_requested = Signal(object)
    assessed_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ("", "", "")
        self._may_write = False
        self.page = Page("Outcomes", wide=True)
        self.banner, self.told = Banner(), label("", "soft")
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("What of outcomes")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for words in TABS:
            self.tabs.addTab(words)
        self.import_button = button("&Import…", self._ask_import, icon=Icon.IMPORT)
        columns = (outcome_columns(), review_columns(), person_columns())
        self.tables = tuple(_table(title, part) for title, part in zip(TABS, columns, strict=True))
        self.empties = tuple(
            EmptyState(title, said, words=words, on_click=self._ask_import, icon=Icon.DONE)
            for title, said, words in _NOTHING
        )
        self._make_acts()
        self._lay_out()
        self._connect()
        pass_focus(self, self.tabs)
        self._show_parts()

    @property
    def tab(self) -> int:
        """Which list is shown."""
        return self.tabs.currentIndex()

    def show_with(self, **what: object) -> None:
        """Come up; `tab` turns to a list."""
        tab = what.get("tab")
        if isinstance(tab, int) and 0 <= tab < len(TABS):
            self.tabs.setCurrentIndex(tab)
        self.shown.emit(what)

    def commands(self) -> Sequence[Command]:
        """What the palette offers here."""
        return tuple(
            Command(f"Outcomes: {words.lower()}", "Outcomes", partial(self.tabs.setCurrentIndex, tab), icon=Icon.DONE)
            for tab, words in enumerate(TABS)
        )

    def keys(self) -> Sequence[KeyGroup]:
        """The keys of this screen."""
        return (KeyGroup("Outcomes", _KEYS),)

    def regions(self) -> Sequence[QWidget]:
        """The tabs, and the list or the one step on."""
        table, empty = self.tables[self.tab], self.empties[self.tab]
        return (self.tabs, empty.button) if table.isHidden() else (self.tabs, table.search, table.view)

    def drop(self) -> None:
        """Forget every plan that was read."""
        self._words = ("", "", "")
        for table in self.tables:
            table.set_rows(())
        self.told.clear()
        self.say("")
        self._show_parts()
        self.dropped.emit()

    def show_listed(self, shown: Shown) -> None:
        """Show the three lists; filters, order and the current rows stay."""
        self._words = shown.words
        for table, rows in zip(self.tables, (shown.outcomes, shown.reviews, shown.people), strict=True):
            table.set_rows(rows)
        self.tabs.setTabText(REVIEWS, f"{TABS[REVIEWS]}  {shown.late:,} late" if shown.late else TABS[REVIEWS])
        self._show_parts()

    def show_rights(self, *, may_write: bool) -> None:
        """Whether the person may import and change."""
        self._may_write = may_write
        self.import_button.setEnabled(may_write)
        for empty in self.empties:
            empty.button.setEnabled(may_write)
        self._mark()

    def current_person(self) -> PersonLine | None:
        """The young person on whom the arrow keys are."""
        row = self.tables[ADULTHOOD].current()
        return row if isinstance(row, PersonLine) else None

    def say(self, text: str, tone: Tone = Tone.FAULT) -> None:
        """A banner at the top; nothing takes it away."""
        self.banner.say(text, tone)

    def _make_acts(self) -> None:
        self.change_button = button("&Change…", partial(self._act, self.change_requested))
        self.referred_button = button("&Referred today", partial(self._act, self.referred_requested))
        self.assessed_button = button("&Assessed today", partial(self._act, self.assessed_requested))
        self.open_button = button("&Open the plan", self._open_person)
        self.acts = FlowRow(self.change_button, self.referred_button, self.assessed_button, self.open_button)

    def _lay_out(self) -> None:
        self.page.head.addWidget(self.import_button)
        for part in (self.banner, self.tabs, self.told, self.acts):
            self.page.body.addWidget(part)
        for table, empty in zip(self.tables, self.empties, strict=True):
            self.page.body.addWidget(table, 1)
            self.page.body.addWidget(empty, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.page)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._show_parts)
        for table in self.tables:
            table.row_chosen.connect(self._choose)
        people = self.tables[ADULTHOOD]
        people.row_current.connect(self._mark)
        for key, act in (
            ("R", self.referred_button.click),
            ("A", self.assessed_button.click),
            ("O", self.open_button.click),
        ):
            made = QShortcut(QKeySequence(key), people.view)
            made.setContext(Qt.ShortcutContext.WidgetShortcut)
            made.activated.connect(act)

    def _choose(self, line: Any) -> None:
        if isinstance(line, PersonLine):
            if self._may_write:
                self.change_requested.emit(line.one)
        elif isinstance(line, OutcomeLine):
            self.plan_requested.emit(line.one.plan_ref)
        else:
            self.plan_requested.emit(line.row.plan_ref)

    def _act(self, wish: Any) -> None:
        line = self.current_person()
        if line is not None:
            wish.emit(line.one)

    def _open_person(self) -> None:
        line = self.current_person()
        if line is not None:
            self.plan_requested.emit(line.one.plan_ref)

    def _ask_import(self) -> None:
        self.import_requested.emit(self.tab)

    def _mark(self, *_: object) -> None:
        """What can be done with the young person on whom the arrow keys are."""
        line = self.current_person()
        for made in (self.change_button, self.referred_button, self.assessed_button):
            made.setEnabled(self._may_write and line is not None)
        self.open_button.setEnabled(line is not None)
        if line is not None:
            self.referred_button.setEnabled(self._may_write and line.one.referred is None)
            self.assessed_button.setEnabled(self._may_write and line.one.assessed is None)

    def _show_parts(self, *_: object) -> None:
        """The list of the tab, or what leads to one."""
        for tab, (table, empty) in enumerate(zip(self.tables, self.empties, strict=True)):
            is_there = bool(table.model.total)
            table.setVisible(tab == self.tab and is_there)
            empty.setVisible(tab == self.tab and not is_there)
        has_rows = not self.tables[self.tab].isHidden()
        self.told.setText(self._words[self.tab] if has_rows else "")
        self.told.setVisible(has_rows)
        self.acts.setVisible(self.tab == ADULTHOOD and has_rows)
        self._mark()


def _table(title: str, columns: Sequence[Any]) -> DataTable:
    made = DataTable(title, columns)
    made.set_height_in_rows(_LEAST_ROWS)
    made.search.setPlaceholderText("Search the list")
    for box in made.choices.values():
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(_LETTERS)
    return made
