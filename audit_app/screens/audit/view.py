"""The widgets of the audit screen: header, notices, the form, and the panel at its right; it decides nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from audit_app.screens.audit.comparing import Compared
from audit_app.screens.audit.drafting import Recovered
from audit_app.screens.audit.header import AuditHeader
from audit_app.screens.audit.notice import Notice, notice_of
from audit_app.screens.audit.panels import Shown, SidePanel
from audit_app.screens.audit.plan_pane import PlanPane
from audit_app.screens.audit.plan_room import PlanRoom
from audit_app.screens.audit.result import ResultCard
from audit_app.screens.audit.shown import Head
from audit_app.services.review_page import ReviewPage
from audit_app.ui.action_opening import KEY_LINE
from audit_app.ui.feedback import Banner, EmptyState, Tone
from audit_app.ui.focus import tab_behind
from audit_app.ui.icons import Icon
from audit_app.ui.plan_keys import KEYS as PLAN_KEYS
from audit_app.ui.screen import Screen
from audit_app.ui.shortcuts import KeyGroup
from audit_app.ui.theme import measures
from audit_app.ui.words import button
from forms.model import Missing
from forms.widgets import KEY_GROUPS, AuditForm, EvidenceText, FormState

_ROOM_FOR_BOTH = 1_240
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CTRL = Qt.KeyboardModifier.ControlModifier


class AuditView(Screen):
    """Signals for what is asked of the whole review; what is said at a marker comes from `form`."""

    submit_requested = Signal()
    reopen_requested = Signal()
    override_requested = Signal()
    next_requested = Signal()
    abandon_requested = Signal()
    retry_requested = Signal()
    samples_requested = Signal()
    keys_requested = Signal()
    plan_requested = Signal()
    thread_requested = Signal()
    restore_requested = Signal(object)
    discard_requested = Signal(object)
    mine_requested = Signal(object)
    theirs_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "canvas")
        self._page: ReviewPage | None = None
        self._notice: Notice | None = None
        self.header = AuditHeader()
        self.form = AuditForm()
        self.panel = SidePanel()
        self.plan = PlanPane()
        self.room = PlanRoom(self.form, self.plan)
        self.failure, self.breach, self.locked = Banner(), Banner(), Banner()
        self.result = ResultCard(self.reopen_requested.emit, self.override_requested.emit, self.next_requested.emit)
        self.abandon_button = button("Give this audit up…", self.abandon_requested.emit, weight="quiet")
        self.empty = EmptyState(
            "No plan is open",
            "Open one of this week's plans from Samples.",
            icon=Icon.AUDIT,
        )
        self._lay_out()
        self._connect()
        self.show_nothing("")

    def _lay_out(self) -> None:
        space = measures().spacing
        outer = QVBoxLayout(self)
        outer.setContentsMargins(space[3], space[2], space[3], 0)
        outer.setSpacing(space[2])
        outer.addWidget(self.header)
        for banner in (self.failure, self.breach, self.locked):
            outer.addWidget(banner)
        across = QHBoxLayout()
        across.setSpacing(space[3])
        across.addWidget(self.room, 1)
        across.addWidget(self.panel)
        across.addWidget(self.empty, 1)
        outer.addLayout(across, 1)
        self.say_empty(is_small=False)
        self.form.column.top.addWidget(self.result)
        self.form.column.bottom.addWidget(self.abandon_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _connect(self) -> None:
        self.header.submit.clicked.connect(self._submit)
        self.empty.button.clicked.connect(self.samples_requested)
        self.header.beside.clicked.connect(self._toggle_plan)
        self.header.to_thread.clicked.connect(self.thread_requested)
        self.plan.closed.connect(self.close_plan)
        self.plan.left.connect(self.leave_plan)
        self.plan.widen_requested.connect(self.room.widen)
        self.form.moved.connect(self.plan.show_marker)
        self.form.ended.connect(self._ended)
        self.form.keys_requested.connect(self.keys_requested)
        panel = self.panel
        panel.closed.connect(self._panel_closed)
        panel.marker_chosen.connect(self.form.go_to)
        panel.copy_requested.connect(self._copy_notice)
        panel.restore_requested.connect(self.restore_requested)
        panel.discard_requested.connect(self.discard_requested)
        panel.mine_requested.connect(self.mine_requested)
        panel.theirs_requested.connect(self.theirs_requested)

    def keys(self) -> Sequence[KeyGroup]:
        """The keys of this screen, for the shortcut sheet."""
        return (*KEY_GROUPS, KeyGroup("Once it is submitted", (KEY_LINE,)), PLAN_KEYS)

    def regions(self) -> Sequence[QWidget]:
        """Header, sections, marker, plan, panel."""
        return (
            *(self.header.submit, self.form.sections, self.form.card),
            *((self.plan.first,) if self.room.is_shown else ()),
            self.panel.close_button,
        )

    def show_review(self, page: ReviewPage, state: FormState, head: Head, at: str) -> None:
        """Show a review from the start, open at the marker where it was left."""
        self.empty.hide()
        self.panel.shut()
        self.header.show()
        self.room.show()
        self.room.on_top = False
        self._make_room()
        self._show_around(page, head)
        self.form.show_form(state, "" if page.verdict is not None else at)
        tab_behind(self.plan, self.form)
        self.plan.show_marker(self.form.at)
        self.form.take_focus()
        if page.verdict is None:
            self.form.settle()
        else:
            self.form.column.verticalScrollBar().setValue(0)

    def show_moved(self, page: ReviewPage, state: FormState, head: Head) -> None:
        """Show what moved in the review that is open."""
        is_lock = (self._page is not None and self._page.verdict is None) != (page.verdict is None)
        self._show_around(page, head)
        if is_lock:
            self.show_review(page, state, head, self.form.at)
            return
        self.form.show_state(state)
        if self.panel.shown is Shown.MISSING:
            self.panel.show_missing(page.lacking)

    def show_nothing(self, why: str) -> None:
        """No review is open; `why` where one could not be opened."""
        self._page = self._notice = None
        self.panel.shut()
        self.panel.forget()
        self.form.drop()
        self.header.drop()
        for part in (self.header, self.room, self.form, self.plan, self.breach, self.locked, self.failure):
            part.hide()
        if why:
            self.failure.say(why, Tone.FAULT)
        self.empty.show()

    def say_empty(self, *, is_small: bool) -> None:
        """Where plans come from: a draw, or in a member's small workspace a pack."""
        where = (
            "one of the plans that were sent to you, from Your part"
            if is_small
            else "one of this week's plans from Samples"
        )
        words = "Go to &Your part" if is_small else "Go to &Samples"
        self.empty.say("No plan is open", f"Open {where}.", words)

    def show_missing(self, lacking: Sequence[Missing]) -> None:
        """What submission demands, with the focus on the first; nothing closes the list."""
        self.panel.show_missing(lacking)
        self._make_room()
        self.panel.take_focus()

    def show_recovered(self, found: Sequence[Recovered]) -> None:
        """What was typed and never saved; nothing closes the list."""
        self.panel.show_recovered(found)
        self._make_room()

    def show_plan(self, *, is_there: bool) -> None:
        """Whether there is a plan's text to stand beside the form."""
        self.room.is_there = is_there
        self._make_room()

    def open_plan(self, *, focus: bool) -> None:
        """The plan comes up, beside the form or over it."""
        self.room.wanted = self.room.asked = True
        self.room.on_top = self.room.on_top or focus
        self._make_room()
        if focus:
            self.plan.first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_plan(self) -> None:
        """The plan goes, until it is asked for again."""
        self.room.wanted = self.room.asked = self.room.on_top = False
        self._make_room()
        self.form.take_focus()

    def leave_plan(self) -> None:
        """Back to the form; the plan stays beside it where there is room."""
        self.room.on_top = False
        self._make_room()
        self.form.take_focus()

    def marker_at(self) -> str:
        """The marker that is open."""
        return self.form.at

    def reads_of(self, marker: str) -> Sequence[str]:
        """The sections that a marker reads, its own first."""
        if self._page is None or marker not in self._page.found.framework:
            return ()
        found = self._page.found.framework.marker(marker)
        return (found.section, *found.reads)

    def show_compared(self, compared: Sequence[Compared]) -> None:
        """What somebody else wrote where the person wrote too; nothing closes the list."""
        self.panel.show_compared(compared)
        self._make_room()

    def show_failure(self, words: str) -> None:
        """What could not be saved; nothing takes it away."""
        self.failure.say(words, Tone.FAULT, words="Retry" if words else "", on_click=self.retry_requested.emit)

    def show_rights(self, *, may_reopen: bool, may_override: bool, next_plan: str) -> None:
        """Show the result with what the person may do about it, and what comes next, where the keys go on."""
        if self._page is None:
            return
        before = self.result.isVisible()
        self.result.show_page(self._page, may_reopen=may_reopen, may_override=may_override, next_plan=next_plan)
        if next_plan and not before and self.result.isVisible():
            self.result.next_button.setFocus(Qt.FocusReason.TabFocusReason)

    def show_evidence_problem(self, words: str) -> None:
        """What is wrong with the evidence, beside its fields."""
        self.form.card.evidence.show_problem(words)

    def put_back(self, found: Recovered) -> None:
        """A recovered text into its field, with the focus there."""
        self.form.go_to(found.marker)
        card = self.form.card
        if isinstance(found.value, EvidenceText):
            card.evidence.show_draft(found.value)
            card.evidence.begin(found.value.kind)
        else:
            card.show_draft(found.field, found.value)
            card.texts[found.field].setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_reason(self) -> None:
        """Why a marker does not apply."""
        self.form.card.ask_reason()

    def leave_fields(self) -> None:
        """Tell what is typed and not saved yet."""
        self.form.leave()

    def event(self, event: QEvent) -> bool:
        """Alt and a section's letter belong to the form before any menu."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
            return super().event(event)
        if not self.form.isVisible() or not self.form.section_of_key(event):
            return super().event(event)
        event.accept()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that no field wanted."""
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == _CTRL and event.key() in _ENTER:
            self._submit()
        elif not (self.form.isVisible() and self.form.handle_key(event)):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _show_around(self, page: ReviewPage, head: Head) -> None:
        is_new_page = self._page is None or self._page.found.review.id != page.found.review.id
        self._page = page
        self.header.show_head(head)
        self.abandon_button.setVisible(head.is_abandonable)
        is_submitted = page.found.review.is_submitted
        self.locked.say("" if is_submitted else page.locked_because, Tone.NOTE)
        self._show_breach(page, is_new_page=is_new_page)
        if page.verdict is None:
            self.result.hide()

    def _show_breach(self, page: ReviewPage, *, is_new_page: bool) -> None:
        before, self._notice = self._notice, notice_of(page)
        if self._notice is None:
            self.breach.say("")
            if self.panel.shown is Shown.NOTICE:
                self.panel.shut()
            return
        text = f"This plan holds another child's data. Today: {self._notice.today}"
        self.breach.say(text, Tone.FAULT, words="Open the notice", on_click=self._open_notice)
        if before is None and not is_new_page:  # it was found just now
            self._open_notice()

    def _open_notice(self) -> None:
        if self._notice is not None:
            self.panel.show_notice(self._notice)
            self._make_room()

    def _copy_notice(self) -> None:
        if self._notice is not None:
            QGuiApplication.clipboard().setText(self._notice.text)

    def _submit(self) -> None:
        self.submit_requested.emit()

    def _ended(self) -> None:
        """Enter at the last marker: the next step is to submit."""
        if self.header.submit.isVisible():
            self.header.submit.setFocus(Qt.FocusReason.TabFocusReason)

    def _toggle_plan(self) -> None:
        if self.room.is_shown:
            self.close_plan()
        else:
            self.plan_requested.emit()

    def _panel_closed(self) -> None:
        self._make_room()
        self.form.take_focus()

    def _make_room(self) -> None:
        """The sections give way to the panel and to the plan where there is no room for both."""
        self.room.arrange()
        is_beside = not self.panel.isHidden() or self.room.is_shown
        self.form.sections.setVisible(not (self.width() < _ROOM_FOR_BOTH and is_beside))
        self.header.beside.setChecked(self.room.is_shown)
