"""The widgets of the improvement plan: which plan, six pages under tabs, and what a workbook would change instead."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QTabBar, QVBoxLayout, QWidget

from audit_app.screens.improvement.list_page import ListPage
from audit_app.screens.improvement.log_pages import (
    compared_page,
    escalations_page,
    proposed_page,
    risks_page,
    versions_page,
)
from audit_app.screens.improvement.moved_page import MovedPage
from audit_app.screens.improvement.table_page import TablePage
from audit_app.screens.improvement.timeline_page import TimelinePage
from audit_app.services.improvement.examples import Example
from audit_app.store.read_improvement import PlanName
from audit_app.ui.card import Card, Page
from audit_app.ui.choice import Weight
from audit_app.ui.feedback import Banner, Tone
from audit_app.ui.flow import FlowRow
from audit_app.ui.focus import pass_focus
from audit_app.ui.icons import Icon
from audit_app.ui.palette import Command
from audit_app.ui.screen import Screen
from audit_app.ui.shortcuts import KeyGroup, KeyLine
from audit_app.ui.words import button, label

TABS = ("Table", "Timeline", "What moved", "Risks and issues", "Escalations", "Versions")
TABLE, TIMELINE, MOVED, RISKS, ESCALATIONS, VERSIONS = range(6)
_NOTHING = (
    "An improvement plan has themes, required outcomes and actions with owners, measures and a status at each "
    "checkpoint. Begin with a plan that was published, with your own workbook, or with nothing."
)
_WHO_CHANGES = "An owner, moderator or chair changes the plan; team managers report progress, risks and escalations."
_KEYS = (
    KeyLine("← →", "Another page, on the tabs"),
    KeyLine("Ctrl+F", "Search the plan"),
    KeyLine("Enter", "Open the row; Esc closes it"),
    KeyLine("Alt+E", "Edit the action that is open"),
    KeyLine("Alt+A", "Add an action"),
    KeyLine("Alt+O", "Add a required outcome"),
    KeyLine("Alt+H", "Add a theme"),
    KeyLine("Alt+I", "Add a checkpoint"),
)


class ImprovementView(Screen):
    """Widgets, signals and setters; the presenter has the behaviour."""

    shown = Signal(object)
    dropped = Signal()
    turned = Signal(int)
    plan_chosen = Signal(str)
    plan_requested = Signal()
    begin_requested = Signal()
    example_requested = Signal(str)
    import_requested = Signal()
    export_requested = Signal()
    remove_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.labels: dict[str, str] = {}
        self._today: Callable[[], date] = date.today
        self._has_plan = False
        self.page = Page("Improvement plan", wide=True)
        self.banner, self.told, self.why_not = Banner(), label("", "soft"), label(_WHO_CHANGES, "soft")
        self.why_not.hide()
        self.plans = QComboBox()
        self.plans.setAccessibleName("Improvement plan to look at")
        self.plans.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.plans.setMinimumContentsLength(30)
        self.plans.activated.connect(self._choose)
        self.plan_button = button("&Plan…", self.plan_requested.emit, name="Title and dates of the plan")
        self.new_button = button("&New plan…", self.begin_requested.emit, icon=Icon.ADD)
        self.import_button = button("Impor&t…", self.import_requested.emit, icon=Icon.IMPORT)
        self.export_button = button("E&xport…", self.export_requested.emit, icon=Icon.EXPORT)
        self.remove_button = button("Take away", self.remove_requested.emit, name="Take the plan away")
        self.table, self.timeline, self.moved = TablePage(), TimelinePage(), MovedPage()
        self.risks = risks_page(self.labels)
        self.escalations = escalations_page(self.labels, self._day)
        self.versions, self.compared, self.proposed = versions_page(), compared_page(), proposed_page()
        self.pages: tuple[QWidget, ...] = (
            *(self.table, self.timeline, self.moved, self.risks, self.escalations, self.versions),
        )
        self.asides: tuple[ListPage, ...] = (self.proposed, self.compared)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("What of the improvement plan")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for words in TABS:
            self.tabs.addTab(words)
        self.tabs.currentChanged.connect(self._turn_to)
        self.empty = self._empty()
        self._lay_out()
        pass_focus(self, self.tabs)
        self.show_parts(has_plan=False)

    def show_with(self, **what: object) -> None:
        """Come up; `tab` turns to a page, `plan_id` to a plan, `action_id` opens an action."""
        tab = what.get("tab")
        if isinstance(tab, int) and 0 <= tab < len(TABS):
            self.tabs.setCurrentIndex(tab)
        self.shown.emit(what)

    def commands(self) -> Sequence[Command]:
        """What the palette offers here."""
        if not self._has_plan:
            return ()
        return tuple(
            Command(f"Improvement plan: {words.lower()}", "Improvement plan", partial(self.tabs.setCurrentIndex, tab))
            for tab, words in enumerate(TABS)
        )

    def keys(self) -> Sequence[KeyGroup]:
        """The keys of this screen."""
        return (KeyGroup("Improvement plan", _KEYS),)

    def regions(self) -> Sequence[QWidget]:
        """The plan, the tabs, the rows and the one that is open."""
        if not self._has_plan:
            return (self.first,) if self.aside is None else (self.aside.table.view,)
        aside = self.aside
        if aside is not None:
            return (self.plans, aside.table.view)
        drawer = self.table.drawer
        opened = (drawer.close_button,) if self.tabs.currentIndex() == TABLE and drawer.isVisible() else ()
        rows = self._rows()
        return (self.plans, self.tabs, *((rows,) if rows is not None else ()), *opened)

    @property
    def aside(self) -> ListPage | None:
        """What stands instead of the pages: a workbook that came back, or two versions compared."""
        return next((one for one in self.asides if not one.isHidden()), None)

    def drop(self) -> None:
        """Forget every plan."""
        for page in (self.table, self.timeline, self.moved):
            page.forget()
        for one in (self.risks, self.escalations, self.versions, *self.asides):
            one.forget()
        self.labels.clear()
        self.plans.clear()
        self.told.clear()
        self.say("")
        self.show_parts(has_plan=False)
        self.dropped.emit()

    def set_today(self, today: Callable[[], date]) -> None:
        """By whose clock escalations wait."""
        self._today = today

    def show_plans(self, names: Sequence[PlanName], chosen: str) -> None:
        """The plans to choose from."""
        with QSignalBlocker(self.plans):
            self.plans.clear()
            for one in names:
                self.plans.addItem(one.title, one.id)
            self.plans.setCurrentIndex(max(self.plans.findData(chosen), 0))

    def show_rights(self, *, may_edit: bool, may_report: bool, may_export: bool) -> None:
        """What the person may do now."""
        self.why_not.setVisible(not may_edit)
        for made in (self.plan_button, self.new_button, self.remove_button, self.import_button, *self.starts):
            made.setEnabled(may_edit)
        self.import_button.setEnabled(may_edit or may_report)
        self.export_button.setEnabled(may_export)
        self.table.show_rights(may_edit=may_edit)
        for page in (self.risks, self.escalations, self.proposed):
            page.show_rights(may=may_report)
        self.versions.show_rights(may=may_edit)
        self.compared.show_rights(may=True)

    def show_parts(self, *, has_plan: bool, aside: ListPage | None = None) -> None:
        """The page of the tab, or what stands instead of it, or how a plan is begun."""
        self._has_plan = has_plan
        for part in (self.choice, self.told, self.tabs):
            part.setVisible(has_plan and aside is None)
        for tab, page in enumerate(self.pages):
            page.setVisible(has_plan and aside is None and tab == self.tabs.currentIndex())
        for one in self.asides:
            one.setVisible(one is aside)
        self.empty.setVisible(not has_plan and aside is None)

    def say(self, text: str, tone: Tone = Tone.FAULT) -> None:
        """A banner at the top."""
        self.banner.say(text, tone)

    def show_examples(self, examples: Sequence[Example]) -> None:
        """The plans that the app ships, each with a button on the empty page."""
        for made, one in zip(self.starts, examples, strict=False):
            made.setText(f"Load: {one.title}")
            made.setAccessibleName(f"Load the example {one.title}")
            made.setToolTip(one.about)

    def _empty(self) -> QWidget:
        card = Card("No improvement plan yet")
        card.body.addWidget(label(_NOTHING))
        examples = [button("Load an example", partial(self._load, at)) for at in range(2)]
        blank = button("&Begin an empty plan…", self.begin_requested.emit)
        workbook = button("Import a &workbook…", self.import_requested.emit, icon=Icon.IMPORT)
        self.starts = (*examples, workbook, blank)
        self.first = examples[0]
        examples[0].setProperty("weight", Weight.MAIN.value)
        for made in self.starts:
            card.body.addWidget(made)
        return card

    def _load(self, at: int) -> None:
        self.example_requested.emit(("written-statement", "roadmap")[at])

    def _lay_out(self) -> None:
        head = (self.plans, self.plan_button, self.new_button, self.import_button, self.export_button)
        self.choice = FlowRow(*head, self.remove_button)
        body = self.page.body
        for part in (self.banner, self.choice, self.told, self.why_not, self.tabs):
            body.addWidget(part)
        for page in (*self.pages, *self.asides):
            body.addWidget(page, 1)
        body.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self._find)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.page)

    def _find(self) -> None:
        """The search of the page that is shown; on one without any, that of the table."""
        aside = self.aside
        page = aside if aside is not None else self.pages[self.tabs.currentIndex()]
        if isinstance(page, MovedPage):
            self.tabs.setCurrentIndex(TABLE)
            page = self.table
        if isinstance(page, TablePage | TimelinePage | ListPage):
            page.table.search.setFocus()

    def _rows(self) -> QWidget | None:
        page = self.pages[self.tabs.currentIndex()]
        if isinstance(page, TablePage | TimelinePage | ListPage):
            return page.table.view
        return self.moved.tables[0].view if self.moved.tables else self.moved.after

    def _choose(self) -> None:
        self.plan_chosen.emit(str(self.plans.currentData() or ""))

    def _turn_to(self, tab: int) -> None:
        self.show_parts(has_plan=self._has_plan, aside=self.aside)
        self.page.verticalScrollBar().setValue(0)
        self.turned.emit(tab)

    def _day(self) -> date:
        return self._today()
