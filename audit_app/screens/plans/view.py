"""The plans screen's widgets: the list with its filters, the drawer of one plan, and the panel of an import."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from audit_app.domain.counting import counted
from audit_app.screens.plans.detail import PlanDrawer
from audit_app.screens.plans.import_panel import ImportPanel
from audit_app.screens.plans.lines import PlanLine, columns, tallied
from audit_app.screens.plans.mapping_page import MappingPage
from audit_app.screens.plans.missing_page import MissingPage
from audit_app.screens.plans.past_pages import PastColumnsPage, PastPages, PastWordsPage
from audit_app.ui.card import Page
from audit_app.ui.drawer import WIDTH
from audit_app.ui.feedback import Banner, EmptyState, Tone
from audit_app.ui.file_drop import FileDrop
from audit_app.ui.focus import pass_focus
from audit_app.ui.icons import Icon
from audit_app.ui.palette import Command
from audit_app.ui.screen import Screen
from audit_app.ui.shortcuts import KeyGroup, KeyLine
from audit_app.ui.table import DataTable
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label

_FOUND_AT_MOST = 8
_SEARCH, _LETTERS = 150, 7
_MAPPING_KEYS = (
    KeyLine("Up, Down", "Another column"),
    KeyLine("Enter, or letters", "Choose what it goes into"),
    KeyLine("Delete", "Leave the column out"),
    KeyLine("Space", "Take in what is sensitive, or not"),
    KeyLine("Ctrl+Enter", "Show what would change"),
)


class PlansView(Screen):
    """Widgets, signals and setters; the presenter has the behaviour."""

    shown = Signal(object)
    dropped = Signal()
    register_requested = Signal()
    audits_requested = Signal()
    advice_requested = Signal()
    plan_requested = Signal(object)
    plan_changed = Signal(object)
    copy_requested = Signal(str)
    go_to_plan_requested = Signal(str)
    file_dropped = Signal(object)
    last_import_requested = Signal()
    missing_requested = Signal()
    outcomes_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[PlanLine, ...] = ()
        self._is_reading = False
        self.stack = QStackedWidget()
        self.panel = ImportPanel()
        self.mapping = MappingPage()
        self.past = PastPages(PastColumnsPage(), PastWordsPage())
        self.page = Page("Plans")
        for part in (self.page, self.panel, self.mapping, self.past.columns, self.past.words):
            self.stack.addWidget(part)
        self.missing = MissingPage()
        self.stack.addWidget(self.missing)
        self.drop_target = FileDrop(self)
        self.drop_target.dropped.connect(self.file_dropped)
        self._fill_page()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)
        pass_focus(self, self.table.search)

    def show_with(self, **what: object) -> None:
        """Come up; `plan_ref` opens one, `import_register` and others like it ask for a file, `last_import` tells."""
        self.shown.emit(what)

    def commands(self) -> Sequence[Command]:
        """What the palette offers here."""
        return (
            Command("Import the register", "Plans", self.register_requested.emit, icon=Icon.IMPORT),
            Command("Import past audits", "Plans", self.audits_requested.emit, icon=Icon.IMPORT),
            Command("Import an advice log", "Plans", self.advice_requested.emit, icon=Icon.IMPORT),
            Command("Show outcomes and annual reviews", "Plans", self.outcomes_requested.emit, icon=Icon.DONE),
            *self._last_import_command(),
        )

    def found(self, text: str) -> Sequence[Command]:
        """Plans whose reference holds the text."""
        wanted = text.casefold().strip()
        lines = [line for line in self._lines if wanted in line.plan_ref.casefold()]
        return [self._command(line) for line in lines[:_FOUND_AT_MOST]]

    def keys(self) -> Sequence[KeyGroup]:
        """The keys of this screen."""
        if self.stack.currentWidget() is self.mapping:
            return (KeyGroup("What the columns are", _MAPPING_KEYS),)
        if (keys := self.past.keys(self.stack.currentWidget())) is not None:
            return (keys,)
        lines = (
            KeyLine("Ctrl+F", "Search the plans"),
            KeyLine("Enter", "Open the plan"),
            KeyLine("Esc", "Close the plan"),
            KeyLine("C", "Copy the case number"),
            KeyLine("Ctrl+C", "Copy the rows that are marked"),
        )
        return (KeyGroup("Plans", lines),)

    def regions(self) -> Sequence[QWidget]:
        """The search, the list, and the plan that is open; or the columns of a file and where their mapping is kept."""
        if self.stack.currentWidget() is self.mapping:
            return (self.mapping.choices.shown, self.mapping.table, self.mapping.keeping.edit)
        if regions := self.past.regions(self.stack.currentWidget()):
            return regions
        drawer = (self.drawer.close_button,) if self.drawer.isVisible() else ()
        return (self.table.search, self.table.view, *drawer)

    def drop(self) -> None:
        """Forget every plan that was read."""
        self.show_lines(())
        self.drawer.forget()
        self.say("")
        self.dropped.emit()

    def show_lines(self, lines: Sequence[PlanLine]) -> None:
        """The list."""
        self._lines = tuple(lines)
        self._is_reading = False
        self.table.set_rows(lines)
        self.tally.setText(tallied(lines) if lines else "")
        self._show_emptiness()

    def show_reading(self) -> None:
        """The register is being read."""
        self._is_reading = True
        self.tally.setText("Reading the register…")
        self._show_emptiness()

    def show_rights(self, may_register: bool, may_audits: bool) -> None:
        """Whether the person may import."""
        for made in (self.register_button, self.advice_button, self.empty.button):
            made.setEnabled(may_register)
        self.audits_button.setEnabled(may_audits)
        self.drop_target.set_ready(may_register or may_audits)

    def show_part(self, part: QWidget | None) -> None:
        """A page of an import, or the list."""
        self.stack.setCurrentWidget(self.page if part is None else part)

    def show_last_import(self, is_there: bool) -> None:
        """Whether it can be seen again what the last import changed."""
        self.last_button.setVisible(is_there)

    def show_missing(self, count: int) -> None:
        """How many plans the last import did not have, of which it is not known what became of them."""
        words = f"{counted(count, 'plan was', 'plans were')} not in the last import…"
        self.missing_button.setText(words)
        self.missing_button.setAccessibleName(words)
        self.missing_button.setVisible(count > 0)

    def say(self, text: str, tone: Tone = Tone.FAULT) -> None:
        """A banner at the top; nothing takes it away."""
        self.banner.say(text, tone)

    def _fill_page(self) -> None:
        self.register_button = button("Import the re&gister…", self.register_requested.emit, icon=Icon.IMPORT)
        self.audits_button = button("Import past a&udits…", self.audits_requested.emit, icon=Icon.IMPORT)
        self.advice_button = button("Import an ad&vice log…", self.advice_requested.emit, icon=Icon.IMPORT)
        for made in (self.register_button, self.audits_button, self.advice_button):
            self.page.head.addWidget(made)
        self.banner = Banner()
        self.tally = label("", "soft")
        self.outcomes_button = button("Outcomes and revie&ws", self.outcomes_requested.emit, weight="quiet")
        self.last_button = button("What the last import changed", self.last_import_requested.emit, weight="quiet")
        self.last_button.hide()
        self.missing_button = button("", self.missing_requested.emit, weight="quiet")
        self.missing_button.hide()
        above = QHBoxLayout()
        above.addWidget(self.tally, 1)
        above.addWidget(self.outcomes_button)
        above.addWidget(self.missing_button)
        above.addWidget(self.last_button)
        self.page.body.addWidget(self.banner)
        self.page.body.addLayout(above)
        self.empty = EmptyState(
            "No register yet",
            "The register lists every plan and request that the area is responsible for. Choose a table of your case "
            "system, CSV or Excel, or drop it here: what its columns are is shown next. Names of children are not "
            "needed.",
            words="Import the register",
            on_click=self.register_requested.emit,
            icon=Icon.PLANS,
        )
        self.page.body.addWidget(self.empty, 1)
        self._fill_list()
        self._show_emptiness()
        self._bind_keys()

    def _fill_list(self) -> None:
        self.table = DataTable("Plans", columns())
        self.page.body.addWidget(self.table.bar)  # over list and drawer, so that the filters keep their room
        self.table.view.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # references differ at their ends
        self.table.search.setPlaceholderText("Search plans")
        self.table.search.setMinimumWidth(_SEARCH)
        for box in self.table.choices.values():
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(_LETTERS)
        self.table.row_chosen.connect(self.plan_requested)
        self.table.row_current.connect(self._follow)
        self.drawer = PlanDrawer()
        self.drawer.copy_requested.connect(self.copy_requested)
        self.drawer.closed.connect(self.table.view.setFocus)
        self.list = QWidget()
        across = QHBoxLayout(self.list)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(measures().spacing[3])
        across.addWidget(self.table, 1)
        across.addWidget(self.drawer)
        self.page.body.addWidget(self.list, 1)
        if (column := self.page.body.parentWidget()) is not None:
            column.setMaximumWidth(measures().content_width + WIDTH)  # the drawer takes nothing from the list

    def _show_emptiness(self) -> None:
        is_empty = not self._lines and not self._is_reading
        self.empty.setVisible(is_empty)
        self.outcomes_button.setVisible(not is_empty)
        self.table.bar.setVisible(not is_empty)
        self.list.setVisible(not is_empty)

    def _bind_keys(self) -> None:
        for widget in (self.table.view, self.drawer):
            key = QShortcut(QKeySequence("C"), widget)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(self._copy)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.table.search.setFocus)

    def _follow(self, line: Any) -> None:
        """The drawer follows the arrow keys while it is open."""
        if line is not None and self.drawer.isVisible():
            self.plan_changed.emit(line)

    def _last_import_command(self) -> Sequence[Command]:
        if self.last_button.isHidden():
            return ()
        words = "See what the last import changed"
        return (Command(words, "Plans", self.last_import_requested.emit, icon=Icon.HISTORY),)

    def _copy(self) -> None:
        line = self.table.current()
        if line is not None:
            self.copy_requested.emit(line.plan_ref)

    def _command(self, line: PlanLine) -> Command:
        about = ", ".join(part for part in (line.standing, line.team) if part)
        return Command(
            f"{line.plan_ref} · {about}", "Plan", lambda: self.go_to_plan_requested.emit(line.plan_ref), icon=Icon.PLANS
        )
