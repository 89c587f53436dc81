"""The plan beside the form: its text, its flags, what to do with chosen words; it decides nothing and saves nothing."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QProgressBar,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from audit_app.screens.audit.advice_list import AdviceList
from audit_app.screens.audit.plan_choice import Choice, DocumentChoice
from audit_app.screens.audit.plan_lists import FlagList
from audit_app.services.thread.advice import AdviceDifference
from audit_app.ui.elided import ElidedLabel
from audit_app.ui.feedback import Banner, EmptyState, Tone
from audit_app.ui.file_drop import FileDrop
from audit_app.ui.icons import Icon
from audit_app.ui.plan_marks import FlagMark, Mark
from audit_app.ui.plan_script import TITLES, Order, PlanScript
from audit_app.ui.plan_text import PlanReader
from audit_app.ui.theme import RESIZED, measures
from audit_app.ui.words import button, icon_button, label
from scoring.plan.text import Place

TEXT, FLAGS, ADVICE = 0, 1, 2
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WIDTHS = {"[": 40, "]": -40}
_TOLD_LINES = 3
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


@dataclass(frozen=True, slots=True)
class PlanShown:
    """What the pane shows of one plan: what the document is, what to know of it, its text, flags and evidence.

    `differences` are those from the advice beside it, None where there is no advice. `documents` can be chosen from,
    `document` is the one shown, `home` the one that the thread reads.
    """

    title: str
    notes: tuple[str, ...]
    script: PlanScript
    marks: tuple[Mark, ...]
    can_write: bool
    differences: tuple[AdviceDifference, ...] | None = None
    documents: tuple[Choice, ...] = ()
    document: str = ""
    home: str = ""

    @property
    def is_aside(self) -> bool:
        """Whether another document is looked at than the thread reads: it is quoted from and not changed."""
        return self.document != self.home

    @property
    def flags(self) -> tuple[FlagMark, ...]:
        """The flagged phrases, in reading order."""
        return tuple(mark for mark in self.marks if isinstance(mark, FlagMark))


class _Search(QLineEdit):
    """Enter seeks the next place, Shift and Enter the one before, Esc goes back to the text."""

    wanted = Signal(bool)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.wanted.emit(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class PlanPane(QFrame):
    """`reader` has the signals for what is done in the text; `add_requested` asks for a file, `file_dropped` has one.

    `order_chosen` carries an `Order`, `stop_requested` ends the reading of a file, `closed` that the pane went.
    """

    add_requested = Signal()
    file_dropped = Signal(object)
    order_chosen = Signal(object)
    dismiss_requested = Signal(object)
    stop_requested = Signal()
    widen_requested = Signal(int)
    closed = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName("The plan")
        self.order = Order.SECTIONS
        self.reader, self.flags, self.advice = PlanReader(), FlagList(), AdviceList()
        self.choice = DocumentChoice()
        self.banner, self.notes = Banner(), label("", "soft")
        self.told = label("", "caption")
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.empty = EmptyState(
            "The plan is not here yet",
            "Add the plan's document, docx or PDF, or drop it here. It is kept encrypted with the audit's records.",
            words="Add the plan's document",
            on_click=self.add_requested.emit,
        )
        self._make_head()
        self._make_search()
        self._make_working()
        self._lay_out()
        self._connect()
        self.drop_target = FileDrop(self)
        self.drop_target.dropped.connect(self.file_dropped)
        self._fit()
        self.show_nothing(can_add=False)

    @property
    def first(self) -> QWidget:
        """What takes the focus when the pane comes up."""
        if self.reader.script is None:
            return self.empty.button
        return {FLAGS: self.flags.list, ADVICE: self.advice.list}.get(self.tabs.currentIndex(), self.reader)

    def show_plan(self, shown: PlanShown) -> None:
        """Show this text with its marks; the place that was read stays where it is."""
        self._name(shown.title)
        self.choice.show_choices(shown.documents, shown.document, shown.home)
        self.notes.setText(" ".join(shown.notes))
        self.notes.setVisible(bool(shown.notes))
        self.reader.can_write, self.reader.quotes_only = shown.can_write, shown.is_aside
        if self.reader.script != shown.script:
            self.reader.show_script(shown.script)
        self.reader.show_marks(shown.marks)
        may_arrange = shown.can_write and not shown.is_aside
        self.flags.show_flags(shown.flags, can_write=may_arrange)
        count = sum(not flag.dismissed for flag in shown.flags)
        self.tabs.setTabText(FLAGS, f"Flags  {count}")
        self.advice.show_differences(shown.differences or ())
        self.tabs.setTabText(ADVICE, f"Advice  {len(shown.differences or ())}")
        self.tabs.setTabVisible(ADVICE, shown.differences is not None)
        self.attach.setEnabled(shown.can_write)
        self.send.setEnabled(may_arrange)
        self._show_parts(is_there=True)

    def show_marker(self, marker: str) -> None:
        """The marker that chosen words are attached to."""
        self.attach.setText(f"Attach to {marker}  E" if marker else "Attach  E")
        self.attach.setAccessibleName(f"Attach the chosen words to {marker} as evidence")

    def show_nothing(self, *, can_add: bool) -> None:
        """There is no document."""
        self.reader.forget()
        self.choice.show_choices((), "", "")
        self.flags.show_flags((), can_write=False)
        self.advice.show_differences(())
        self._name("The plan")
        self.told.clear()
        self.notes.hide()
        self.search.clear()
        self.show_rights(can_add=can_add)
        self._show_parts(is_there=False)

    def show_rights(self, *, can_add: bool) -> None:
        """Whether the person may add a document."""
        self.drop_target.set_ready(can_add)
        for made in (self.empty.button, self.add_button):
            made.setEnabled(can_add)

    def show_working(self, words: str) -> None:
        """A file is being read; empty words end that."""
        self.working.setVisible(bool(words))
        self.working_words.setText(words)
        self.bar.setAccessibleName(words)
        self.bar.setRange(0, 0)
        if words:
            self.banner.say("")

    def show_progress(self, done: int, total: int) -> None:
        """How far the reading is."""
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)

    def say(self, words: str) -> None:
        """Why a document could not be taken in or shown; nothing takes it away."""
        self.banner.say(words, Tone.FAULT)

    def show_place(self, place: Place) -> bool:
        """Show these words in the text; False where it has none such."""
        self.tabs.setCurrentIndex(TEXT)
        return self.reader.go_to(place)

    def begin_search(self) -> None:
        """Let the person search the text."""
        self.tabs.setCurrentIndex(TEXT)
        self.search_row.show()
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _make_head(self) -> None:
        self.title = ElidedLabel("The plan", "cardTitle")
        self.find_button = icon_button(Icon.SEARCH, "Search the plan's words (Ctrl+F)", self.begin_search)
        self.order_button = icon_button(Icon.COLUMNS, "Show the plan as it stands (O)", self._turn_order)
        self.add_button = icon_button(Icon.ADD, "Add a document: a newer plan, or advice", self.add_requested.emit)
        self.close_button = icon_button(Icon.CLOSE, "Close the plan", self.closed.emit)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName("Text, flags or advice")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for words in ("Text", "Flags", "Advice"):
            self.tabs.addTab(words)
        self.attach = button("Attach  E", self._attach, name="Attach the chosen words as evidence")
        self.send = button("Send to…", self._open_sections, name="Send the chosen words to a section")
        self.sections = QMenu(self)
        for section, title in TITLES.items():
            self.sections.addAction(f"{section}  {title}", partial(self._send, section))

    def _make_search(self) -> None:
        self.search, self.search_told = _Search(), label("", "caption", wraps=False)
        self.search.setAccessibleName("Search the plan's words")
        self.search.setPlaceholderText("Search the plan's words")
        self.search_row = QWidget()
        row = QHBoxLayout(self.search_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.search, 1)
        row.addWidget(self.search_told)
        self.search_row.hide()

    def _make_working(self) -> None:
        self.working, self.working_words, self.bar = QWidget(), label("", "soft"), QProgressBar()
        self.stop_button = button("Stop", self.stop_requested.emit, name="Stop reading the document")
        row = QHBoxLayout(self.working)
        row.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout()
        column.addWidget(self.working_words)
        column.addWidget(self.bar)
        row.addLayout(column, 1)
        row.addWidget(self.stop_button)
        self.working.hide()

    def _lay_out(self) -> None:
        space = measures().spacing
        outer = QVBoxLayout(self)
        outer.setContentsMargins(space[2], space[1], space[1], space[1])
        outer.setSpacing(space[1])
        head = QHBoxLayout()
        head.setSpacing(space[0])
        head.addWidget(self.title, 1)
        for made in (self.find_button, self.order_button, self.add_button, self.close_button):
            head.addWidget(made)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.reader)
        self.stack.addWidget(self.flags)
        self.stack.addWidget(self.advice)
        self.foot = QWidget()
        foot = QVBoxLayout(self.foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(space[1])
        foot.addWidget(self.told)
        acts = QHBoxLayout()
        acts.setSpacing(space[1])
        for act in (self.attach, self.send):
            acts.addWidget(act)
        acts.addStretch(1)
        foot.addLayout(acts)
        outer.addLayout(head)
        for part in (self.choice, self.banner, self.notes, self.working, self.tabs, self.search_row):
            outer.addWidget(part)
        outer.addWidget(self.stack, 1)
        outer.addWidget(self.empty, 1)
        outer.addWidget(self.foot)

    def _connect(self) -> None:
        reader = self.reader
        self.tabs.currentChanged.connect(self._turn)
        self.search.wanted.connect(self._seek)
        self.search.textEdited.connect(self._type)
        self.search.left.connect(self._end_search)
        reader.find_requested.connect(self.begin_search)
        reader.order_requested.connect(self._turn_order)
        reader.flags_requested.connect(self._to_flags)
        reader.told.connect(self.told.setText)
        reader.left.connect(self.left)
        reader.dismiss_requested.connect(self.dismiss_requested)
        self.flags.left.connect(self.left)
        self.advice.left.connect(self.left)
        self.advice.place_chosen.connect(self._to_place)
        self.flags.flag_chosen.connect(self._to_flag)
        self.flags.dismiss_requested.connect(self.dismiss_requested)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """No letter of the form is heard while the focus is here."""
        focus, held = self.focusWidget(), event.modifiers() & _COMMANDS
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_P) and not held:
            self.left.emit()
        elif event.key() in _ENTER and not held:
            if isinstance(focus, QAbstractButton):
                focus.click()
        elif event.text() in _WIDTHS and not held:
            self.widen_requested.emit(_WIDTHS[event.text()])
        elif held or not event.text().isalnum():
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESIZED and hasattr(self, "told"):
            self._fit()

    def _fit(self) -> None:
        """Room for what stands at the caret, so that the text above does not jump at every step."""
        self.told.setMinimumHeight(_TOLD_LINES * self.told.fontMetrics().lineSpacing())

    def _show_parts(self, *, is_there: bool) -> None:
        for part in (self.tabs, self.stack, self.find_button, self.order_button, self.add_button):
            part.setVisible(is_there)
        self.foot.setVisible(is_there and self.tabs.currentIndex() == TEXT)
        self.empty.setVisible(not is_there)
        if not is_there:
            self.search_row.hide()

    def _name(self, words: str) -> None:
        self.title.setText(words)
        self.title.setToolTip(words)
        self.title.setAccessibleName(words)

    def _turn(self, tab: int) -> None:
        self.stack.setCurrentIndex(tab)
        self.foot.setVisible(tab == TEXT)

    def _turn_order(self) -> None:
        self.order = Order.READING if self.order is Order.SECTIONS else Order.SECTIONS
        other = "as it stands" if self.order is Order.SECTIONS else "by section"
        self.order_button.setToolTip(f"Show the plan {other} (O)")
        self.order_button.setAccessibleName(f"Show the plan {other} (O)")
        self.order_chosen.emit(self.order)

    def _to_flags(self) -> None:
        self.tabs.setCurrentIndex(FLAGS)
        self.flags.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _to_flag(self, flag: FlagMark) -> None:
        self._to_place(flag.place)

    def _to_place(self, place: Place) -> None:
        self.show_place(place)
        self.reader.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _open_sections(self) -> None:
        self.sections.popup(self.send.mapToGlobal(QPoint(0, self.send.height())))

    def _attach(self) -> None:
        self.reader.attach()

    def _send(self, section: str) -> None:
        self.reader.send_to(section)

    def _type(self, words: str) -> None:
        self._say_found(self.reader.find_words(words) or not words)

    def _seek(self, back: bool) -> None:
        self._say_found(self.reader.find_words(self.search.text(), back=back, again=True))

    def _say_found(self, is_found: bool) -> None:
        self.search_told.setText("" if is_found else "Not found")

    def _end_search(self) -> None:
        self.search_row.hide()
        self.reader.setFocus(Qt.FocusReason.ShortcutFocusReason)
