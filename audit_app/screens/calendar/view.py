"""The calendar's widgets: a month and a list of what has a day, reporting lines, at the right a day or meeting."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QTabBar, QWidget

from audit_app.domain.calendar import SOURCE_WORDS, Event
from audit_app.domain.governance import ReportingLine
from audit_app.screens.calendar.lines_page import LinesPage
from audit_app.screens.calendar.month_grid import MonthGrid
from audit_app.screens.calendar.pane import CalendarPane
from audit_app.screens.calendar.wording import Row, list_columns, month_words
from audit_app.ui.card import Page
from audit_app.ui.feedback import Banner, EmptyState, Tone
from audit_app.ui.flow import FlowRow
from audit_app.ui.icons import Icon
from audit_app.ui.palette import Command
from audit_app.ui.screen import Screen
from audit_app.ui.shortcuts import KeyGroup, KeyLine
from audit_app.ui.table import DataTable
from audit_app.ui.words import button, icon_button, label

TABS: Final = ("Month", "List", "Reporting lines")
MONTH, LIST, LINES = range(3)
_LEAST_ROWS, _LETTERS = 8, 18
_NOTHING: Final = (
    "The calendar has the meetings that are reported to, with the days on which data are cut off and papers go out, "
    "and the days of actions, improvement plan, rounds and samples. Take in the usual reporting lines of a local area: "
    "boards, committees, task group, monitoring visits and the rhythms of audits. Each can be changed."
)
_KEYS: Final = (
    KeyLine("← ↑ → ↓", "Another day, in the month"),
    KeyLine("Page Up, Page Down", "The month before, the month after"),
    KeyLine("Home, End", "The first and the last day of the month"),
    KeyLine("Enter", "Open the day, the event or the line"),
    KeyLine("Esc", "Close the day or meeting"),
    KeyLine("Alt+T", "Today"),
    KeyLine("Alt+X", "Export the calendar"),
    KeyLine("Alt+N", "Note the meeting that is open: attendance, challenge, minutes"),
    KeyLine("Alt+R", "Record a decision"),
    KeyLine("Ctrl+Shift+N", "Make an action of the first decision that has none; Enter opens it"),
)


class CalendarView(Screen):
    """Widgets, signals and setters; the presenter has the behaviour."""

    shown = Signal(object)
    dropped = Signal()
    month_requested = Signal(object)
    day_requested = Signal(object)
    day_changed = Signal(object)
    event_requested = Signal(object)
    event_changed = Signal(object)
    filtered = Signal()
    export_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = Page("Calendar", wide=True)
        self.banner, self.pane, self.lines = Banner(), CalendarPane(), LinesPage()
        self.month, self.month_title = MonthGrid(), label("", "section", wraps=False)
        self.before_button = icon_button(Icon.BACK, "The month before", partial(self._step, -1))
        self.after_button = icon_button(Icon.NEXT, "The month after", partial(self._step, 1))
        self.today_button = button("&Today", partial(self.month_requested.emit, None))
        self.export_button = button("E&xport the calendar…", self.export_requested.emit, icon=Icon.EXPORT)
        self.source, self.line = QComboBox(), QComboBox()
        self._fill_choices()
        nothing = EmptyState("Nothing in these three months", "Go to another month, or choose other kinds and lines.")
        self.list = DataTable("Events by day", list_columns(), empty=nothing)
        self.list.set_height_in_rows(_LEAST_ROWS)
        self.list.search.setPlaceholderText("Search the events")
        self.told = label("", "soft")
        self.empty = EmptyState(
            "No reporting line yet",
            _NOTHING,
            words="Take in the usual lines",
            on_click=self.lines.usual_requested.emit,
            icon=Icon.CALENDAR,
        )
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Calendar as what")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for words in TABS:
            self.tabs.addTab(words)
        self._is_there = False
        self._lay_out()
        self._connect()
        self.show_parts(is_there=False, is_known=False)

    def show_with(self, **what: object) -> None:
        """Come up; `on` (a date) shows that day, `line` and `planned` open a meeting, `tab` turns to a page."""
        tab = what.get("tab")
        if isinstance(tab, int) and 0 <= tab < len(TABS):
            self.tabs.setCurrentIndex(tab)
        self.shown.emit(what)

    def commands(self) -> Sequence[Command]:
        """What the palette offers here."""
        turns = [
            Command(f"Calendar: {words.lower()}", "Calendar", partial(self.tabs.setCurrentIndex, tab))
            for tab, words in enumerate(TABS)
        ]
        if self.export_button.isEnabled():
            turns.append(Command("Export the calendar", "Calendar", self.export_requested.emit, icon=Icon.EXPORT))
        if self.lines.add_button.isEnabled():
            turns.append(Command("Add a reporting line", "Calendar", self.lines.add_requested.emit, icon=Icon.ADD))
        return tuple(turns)

    def keys(self) -> Sequence[KeyGroup]:
        """The keys of this screen."""
        return (KeyGroup("Calendar", _KEYS),)

    def regions(self) -> Sequence[QWidget]:
        """The tabs, what they show, and the day or meeting that is open."""
        if self.tabs.isHidden():
            return () if self.empty.isHidden() else (self.empty.button,)
        pane = (self.pane.close_button,) if self.pane.isVisible() else ()
        return (self.tabs, self._shown_part, *pane)

    def drop(self) -> None:
        """Forget everything that was read."""
        self.month.show_month(self.month.day, self.month.day, {})
        self.list.set_rows(())
        self.lines.show_lines(())
        self.show_lines_to_choose(())
        self.pane.forget()
        self.told.clear()
        self.say("")
        self.show_parts(is_there=False, is_known=False)
        self.dropped.emit()

    def show_month(self, day: date, today: date, events: Mapping[date, Sequence[Event]]) -> None:
        """Show the month of a day, the keys on that day."""
        self.month_title.setText(month_words(day))
        self.month.setAccessibleName(f"Month: {month_words(day)}")
        self.month.show_month(day, today, events)

    def show_list(self, events: Sequence[Event], today: date, words: str) -> None:
        """Show the events by day, and what they are in words."""
        before = self.list.current()
        self.list.set_rows(tuple(Row(one, today) for one in events))
        self.told.setText(words)
        if isinstance(before, Row):
            self.list.select(lambda row: row.event == before.event)

    def show_lines_to_choose(self, lines: Sequence[ReportingLine]) -> None:
        """The lines to filter by; the one chosen stays where it is still there."""
        chosen = self.line.currentData()
        self.line.blockSignals(True)
        self.line.clear()
        self.line.addItem("Every reporting line", "")
        for one in lines:
            self.line.addItem(one.body, one.id)
        self.line.setCurrentIndex(max(self.line.findData(chosen), 0))
        self.line.blockSignals(False)

    def show_parts(self, *, is_there: bool, is_known: bool = True) -> None:
        """The calendar, or that there is nothing to show in it; while that is not known yet, neither."""
        self._is_there = is_there
        self.tabs.setVisible(is_there)
        self.empty.setVisible(is_known and not is_there)
        self.export_button.setVisible(is_there)
        self._turn_to(self.tabs.currentIndex())

    def show_rights(self, *, may_manage: bool, may_export: bool) -> None:
        """Whether the person may change reporting lines, and take the calendar out."""
        self.lines.show_rights(may_change=may_manage)
        self.empty.button.setEnabled(may_manage)
        self.export_button.setEnabled(may_export)

    def say(self, text: str, tone: Tone = Tone.FAULT) -> None:
        """A banner at the top; nothing takes it away."""
        self.banner.say(text, tone)

    @property
    def _shown_part(self) -> QWidget:
        return (self.month, self.list.view, self.lines.table.view)[self.tabs.currentIndex()]

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._turn_to)
        self.month.day_opened.connect(self.day_requested)
        self.month.day_changed.connect(self._follow_day)
        self.month.month_wanted.connect(self.month_requested)
        self.list.row_chosen.connect(self._open_row)
        self.list.row_current.connect(self._follow_row)
        self.source.currentIndexChanged.connect(self._filter)
        self.line.currentIndexChanged.connect(self._filter)
        self.pane.closed.connect(self._return)

    def _fill_choices(self) -> None:
        self.source.setAccessibleName("Kinds of events")
        self.line.setAccessibleName("Reporting line")
        self.source.addItem("Everything", "")
        for source, words in SOURCE_WORDS.items():
            self.source.addItem(words, source.value)
        self.line.addItem("Every reporting line", "")
        for box in (self.source, self.line):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(_LETTERS)

    def _turn_to(self, tab: int) -> None:
        for at, part in ((MONTH, self.month), (LIST, self.list), (LIST, self.told), (LINES, self.lines)):
            part.setVisible(self._is_there and at == tab)
        self.moving.setVisible(self._is_there and tab != LINES)
        if tab == LINES:
            self.pane.shut()

    def _step(self, months: int) -> None:
        self.month_requested.emit(months)

    def _filter(self, _at: int) -> None:
        self.filtered.emit()

    def _follow_day(self, day: object) -> None:
        """The pane follows the arrow keys while it is open."""
        if self.pane.isVisible():
            self.day_changed.emit(day)

    def _open_row(self, row: object) -> None:
        if isinstance(row, Row):
            self.event_requested.emit(row.event)

    def _follow_row(self, row: object) -> None:
        if isinstance(row, Row) and self.pane.isVisible():
            self.event_changed.emit(row.event)

    def _return(self) -> None:
        """Back to the day or row from which it came."""
        if self._is_there:
            self._shown_part.setFocus()

    def _lay_out(self) -> None:
        body = self.page.body
        self.page.head.addWidget(self.export_button)
        moving = (self.before_button, self.after_button, self.today_button, self.month_title)
        self.moving = FlowRow(*moving, self.source, self.line)
        for part in (self.banner, self.tabs, self.moving, self.told, self.empty):
            body.addWidget(part)
        body.addWidget(self.month, 1)
        body.addWidget(self.list, 1)
        body.addWidget(self.lines, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.page, 1)
        across.addWidget(self.pane)
