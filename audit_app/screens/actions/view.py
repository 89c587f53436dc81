"""The widgets of the actions: which are looked at, the list, and one of them in the drawer."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from audit_app.screens.actions.drawer import ActionDrawer
from audit_app.screens.actions.lines import Line, columns
from audit_app.screens.actions.review import ReviewPane
from audit_app.services.actions.listing import STANDINGS, Wanted
from audit_app.ui.card import Page
from audit_app.ui.choice import Weight
from audit_app.ui.feedback import Banner, EmptyState, Tone
from audit_app.ui.file_drop import FileDrop
from audit_app.ui.flow import FlowRow
from audit_app.ui.focus import pass_focus
from audit_app.ui.icons import Icon
from audit_app.ui.palette import Command
from audit_app.ui.screen import Screen
from audit_app.ui.shortcuts import KeyGroup, KeyLine
from audit_app.ui.table import DataTable
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label, restyle

_LETTERS, _LEAST_ROWS = 10, 6
_NOTHING: Final = (
    "A finding becomes an action where it is seen: press Ctrl+Shift+N in a submitted audit, the thread, Across plans, "
    "the reveal table or the chase list, and Enter. What a board decided can be opened here."
)
_KEYS: Final = (
    KeyLine("Ctrl+F", "Search what is done, by whom, for which plan or marker"),
    KeyLine("Enter", "Open the action"),
    KeyLine("Esc", "Close the action"),
    KeyLine("Alt+N", "Open an action on a decision"),
    KeyLine("Alt+E", "Edit the action that is open"),
    KeyLine("Alt+G", "Report how far it is"),
    KeyLine("Alt+K", "Ask for closure"),
    KeyLine("Alt+L", "Close it, where somebody else asked"),
    KeyLine("Alt+J", "Make one of the actions that are marked"),
    KeyLine("Alt+S", "Send an agency its workbook"),
    KeyLine("Alt+T", "Take in a workbook that came back"),
    KeyLine("Space", "In a workbook that came back: take a change in, or leave it"),
)


class ActionsView(Screen):
    """`shown` carries what the screen was called with; the presenter has the behaviour."""

    shown = Signal(object)
    dropped = Signal()
    wanted_changed = Signal(object)
    action_requested = Signal(object)
    action_changed = Signal(object)
    new_requested = Signal()
    join_requested = Signal(object)
    rules_requested = Signal()
    send_requested = Signal()
    take_requested = Signal()
    file_dropped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = Page("Actions", wide=True)
        self.banner, self.told = Banner(), label("", "soft")
        self.standing = QComboBox()
        self.standing.setAccessibleName("Which actions")
        for key, (words, _) in STANDINGS.items():
            self.standing.addItem(words, key)
        self.systemic, self.mine = QCheckBox("Practice onl&y"), QCheckBox("M&ine")
        self.mine.setToolTip("Of your agency, and of your teams where you have some")
        self.new_button = button("&New action…", self.new_requested.emit, weight=Weight.MAIN, icon=Icon.ADD)
        self.join_button = button("&Join into one…", self._join)
        self.send_button = button("&Send workbook…", self.send_requested.emit)
        self.send_button.setToolTip("An agency's open actions as a workbook that people without the app fill in")
        self.take_button = button("&Take workbook in…", self.take_requested.emit)
        self.take_button.setToolTip("A workbook that an agency filled in; it can be dropped here too")
        self.out, self.review, self.drop_place = label("", "soft"), ReviewPane(), FileDrop(self)
        self.rules_button = button("Follow-up r&ules…", self.rules_requested.emit, weight="quiet")
        self.empty = EmptyState(
            "No action yet", _NOTHING, words="New action", on_click=self.new_requested.emit, icon=Icon.DONE
        )
        nothing = EmptyState("None of these", "No action stands so. Choose another standing, or all of them.")
        self.table = DataTable("Actions", columns(), empty=nothing)
        self.drawer = ActionDrawer()
        self._lay_out()
        self._connect()
        pass_focus(self, self.table.search)
        self.show_lines((), is_any=False)

    def show_with(self, **what: object) -> None:
        """Come up; `action_id` opens one, `standing` chooses which are listed."""
        self.shown.emit(what)

    def commands(self) -> Sequence[Command]:
        """What the palette offers here."""
        rules = Command("Follow-up rules", "Actions", self.rules_requested.emit, icon=Icon.CALENDAR)
        if not self.new_button.isEnabled():
            return (rules,)
        return (
            Command("Open an action on a decision", "Actions", self.new_requested.emit, icon=Icon.ADD),
            Command("Send a workbook to an agency", "Actions", self.send_requested.emit, icon=Icon.EXPORT),
            Command("Take in a workbook that came back", "Actions", self.take_requested.emit, icon=Icon.IMPORT),
            rules,
        )

    def keys(self) -> Sequence[KeyGroup]:
        """The keys of this screen."""
        return (KeyGroup("Actions", _KEYS),)

    def regions(self) -> Sequence[QWidget]:
        """The search, the list, and the action that is open."""
        if not self.review.isHidden():
            return (self.review.table.view, self.review.end)
        if self.table.isHidden():
            return (self.empty.button,)
        drawer = (self.drawer.close_button,) if self.drawer.isVisible() else ()
        return (self.table.search, self.table.view, *drawer)

    def drop(self) -> None:
        """Forget every action that was read."""
        self.show_lines((), is_any=False)
        self.told.clear()
        self.show_out("", is_late=False)
        self.drawer.forget()
        self.say("")
        self.dropped.emit()

    def wanted(self) -> Wanted:
        """Which actions are asked for; words and columns are the table's."""
        return Wanted(str(self.standing.currentData()), systemic=self.systemic.isChecked(), mine=self.mine.isChecked())

    def choose_standing(self, key: str) -> None:
        """Choose which are listed, telling nobody."""
        for box in (self.standing, self.systemic, self.mine):
            box.blockSignals(True)
        self.standing.setCurrentIndex(max(self.standing.findData(key), 0))
        self.systemic.setChecked(False)
        self.mine.setChecked(False)
        for box in (self.standing, self.systemic, self.mine):
            box.blockSignals(False)

    def show_lines(self, lines: Sequence[Line], *, is_any: bool) -> None:
        """The list; `is_any` says whether there is an action at all."""
        self.table.set_rows(lines)
        for part in (self.filters, self.table.bar, self.list, self.join_button, self.new_button):
            part.setVisible(is_any)
        self.empty.setVisible(not is_any)
        self._is_any = is_any
        self._mark()
        if not self.review.isHidden():
            self.show_review(is_shown=True)

    def show_out(self, words: str, *, is_late: bool) -> None:
        """Which agencies have a workbook that is not back."""
        self.out.setText(words)
        self.out.setProperty("role", "problem" if is_late else "soft")
        restyle(self.out)
        self.out.setVisible(bool(words) and self.review.isHidden())

    def show_review(self, *, is_shown: bool) -> None:
        """The workbook that came back in place of the list, or the list again."""
        self.review.setVisible(is_shown)
        for part in (self.filters, self.table.bar, self.list, self.join_button, self.new_button):
            part.setVisible(self._is_any and not is_shown)
        self.empty.setVisible(not self._is_any and not is_shown)
        for one in (self.told, self.rules_button):
            one.setVisible(not is_shown)
        self.out.setVisible(bool(self.out.text()) and not is_shown)
        self.drop_place.set_ready(self._may_manage and not is_shown)
        if not is_shown and self._is_any and self.isVisible():
            self.table.view.setFocus()

    def show_told(self, words: str) -> None:
        """What stands above the list."""
        self.told.setText(words)

    def show_rights(self, *, may_manage: bool) -> None:
        """Whether the person may open and change actions."""
        for made in (self.new_button, self.empty.button):
            made.setEnabled(may_manage)
        for one in (self.send_button, self.take_button):
            one.setEnabled(may_manage)
        self._may_manage = may_manage
        self.drop_place.set_ready(may_manage and self.review.isHidden())
        self._mark()

    def say(self, text: str, tone: Tone = Tone.FAULT) -> None:
        """A banner at the top; nothing takes it away."""
        self.banner.say(text, tone)

    _may_manage = _is_any = False

    def _connect(self) -> None:
        self.standing.currentIndexChanged.connect(self._ask)
        self.systemic.toggled.connect(self._ask)
        self.mine.toggled.connect(self._ask)
        self.table.row_chosen.connect(self.action_requested)
        self.table.row_current.connect(self._follow)
        self.table.view.selectionModel().selectionChanged.connect(self._mark)
        self.drawer.closed.connect(self.table.view.setFocus)
        self.drop_place.dropped.connect(self.file_dropped)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.table.search.setFocus)

    def _ask(self) -> None:
        self.wanted_changed.emit(self.wanted())

    def _follow(self, line: Any) -> None:
        """The drawer follows the arrow keys while it is open."""
        if line is not None and self.drawer.isVisible():
            self.action_changed.emit(line)

    def _mark(self) -> None:
        """Several open actions can be made one."""
        marked = [line for line in self.table.chosen() if isinstance(line, Line) and line.action.is_open]
        self.join_button.setEnabled(self._may_manage and len(marked) > 1)

    def _join(self) -> None:
        self.join_requested.emit(tuple(line for line in self.table.chosen() if line.action.is_open))

    def _lay_out(self) -> None:
        for made in (self.rules_button, self.join_button, self.new_button):
            self.page.head.addWidget(made)
        body = self.page.body
        self.filters = FlowRow(self.standing, self.systemic, self.mine, self.send_button, self.take_button)
        self.table.search.setPlaceholderText("Search actions")
        for box in self.table.choices.values():
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(_LETTERS)
        for part in (self.banner, self.told, self.out, self.filters, self.table.bar):
            body.addWidget(part)  # the bar over list and drawer, so that the filters keep their room
        self.list = QWidget()
        across = QHBoxLayout(self.list)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(measures().spacing[3])
        across.addWidget(self.table, 1)
        across.addWidget(self.drawer)
        self.table.set_height_in_rows(_LEAST_ROWS)
        body.addWidget(self.list, 1)
        body.addWidget(self.empty, 1)
        body.addWidget(self.review, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.page)
