"""Above the board: which plan, its document, what is broken, what is proposed, and whether the thread is confirmed."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from audit_app.screens.thread.telling import Head
from audit_app.ui.dialogs import Weight
from audit_app.ui.elided import ElidedLabel
from audit_app.ui.flow import FlowRow
from audit_app.ui.icons import Icon
from audit_app.ui.pill import Pill, Status, status_pill
from audit_app.ui.theme import measures
from audit_app.ui.words import button, icon_button

_DOCUMENT_WIDTH, _LEAST_WIDTH = 300, 120
_PROPOSED = ("Accept 1 proposed", "Accept all {} proposed")
_LINKS = ("Accept 1 suggested link", "Accept {} suggested links")


class ThreadHeader(QWidget):
    """Shows a `Head`. The buttons are connected by the view; `document_chosen` carries a document's id."""

    document_chosen = Signal(str)
    form_chosen = Signal(str)
    filtered = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan, self.about = ElidedLabel("", "section"), ElidedLabel("", "caption")
        self.documents = QComboBox()
        self.documents.setAccessibleName("The plan's document")
        self.documents.setMinimumContentsLength(16)
        self.documents.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.documents.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.documents.setMinimumWidth(_LEAST_WIDTH)
        self.documents.setMaximumWidth(_DOCUMENT_WIDTH)
        self.add_document = button("Add the plan's document…", icon=Icon.IMPORT)
        self.confirm = button("Confirm thread", weight=Weight.MAIN)
        self.take_back = button("Take back", weight="quiet", name="Take the thread's confirmation back")
        self.board_button = self._form_button("Board", "board")
        self.list_button = self._form_button("List", "list")
        self.only_breaks = button("Breaks only", icon=Icon.FILTER)
        self.levels = button("Suggested levels")
        self.audit = icon_button(Icon.AUDIT, "Open this plan's audit (O)")
        self.add_item = button("Add an item…", icon=Icon.ADD)
        self.accept_all = button("")
        self.accept_links = button("")
        self._pills: list[Pill] = []
        self.pills = FlowRow()
        for checkable in (self.only_breaks, self.levels):
            checkable.setCheckable(True)
        self._lay_out()
        self.documents.activated.connect(self._choose)
        self.only_breaks.clicked.connect(self.filtered)

    def show_head(self, head: Head, *, is_filtered: bool) -> None:
        """Show where the thread stands."""
        _say(self.plan, head.plan_ref)
        _say(self.about, head.about)
        self._show_documents(head)
        self._show_confirming(head)
        self._show_breaks(head)
        self.only_breaks.setChecked(is_filtered)
        self._show_all(self.accept_all, head.proposed, _PROPOSED, head.is_locked)
        self._show_all(self.accept_links, head.suggested, _LINKS, head.is_locked)
        for one in (self.add_document, self.add_item):
            one.setVisible(not head.is_locked)

    def show_form(self, form: str) -> None:
        """Which form of the board is shown."""
        self.board_button.setChecked(form != "list")
        self.list_button.setChecked(form == "list")

    def drop(self) -> None:
        """Forget which plan it was."""
        for text in (self.plan, self.about):
            _say(text, "")
        self.documents.clear()
        self.documents.setToolTip("")
        self._set_pills([])

    def _lay_out(self) -> None:
        space = measures().spacing
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(space[1])
        top = QHBoxLayout()
        top.setSpacing(space[2])
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.plan)
        names.addWidget(self.about)
        top.addLayout(names, 1)
        for part in (self.audit, self.documents, self.add_document, self.take_back, self.confirm):
            top.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        outer.addLayout(top)
        outer.addWidget(self.pills)
        self._row = FlowRow(
            self.board_button,
            self.list_button,
            self.only_breaks,
            self.levels,
            self.add_item,
            self.accept_all,
            self.accept_links,
        )
        outer.addWidget(self._row)

    def show_action_button(self, made: QPushButton) -> None:
        """The button that makes an action of what breaks."""
        self.action_button = made
        made.hide()
        self._row.add(made)

    action_button: QPushButton | None = None

    def _form_button(self, words: str, form: str) -> QPushButton:
        made = button(words, self._form_teller(form), name=f"{words} form of the thread")
        made.setCheckable(True)
        made.setAutoExclusive(False)
        made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        return made

    def _form_teller(self, form: str) -> Callable[[], None]:
        def tell() -> None:
            self.show_form(form)
            self.form_chosen.emit(form)

        return tell

    def _show_documents(self, head: Head) -> None:
        self.documents.clear()
        for one in head.documents:
            self.documents.addItem(one.words, one.id)
        self.documents.setCurrentIndex(max(self.documents.findData(head.document), 0))
        self.documents.setVisible(bool(head.documents))
        self.documents.setEnabled(not head.is_locked)
        self.documents.setToolTip(self.documents.currentText())
        words = "Add another…" if head.documents else "Add the plan's document…"
        self.add_document.setText(words)
        self.add_document.setAccessibleName("Add the plan's document…")

    def _show_confirming(self, head: Head) -> None:
        if self.action_button is not None:
            self.action_button.setVisible(bool(head.confirmed))
        self.take_back.setVisible(bool(head.confirmed) and not head.is_locked)
        self.confirm.setVisible(not head.confirmed and not head.is_locked)
        self.confirm.setEnabled(not head.why_not)
        said = head.why_not or "The thread counts in figures once it is confirmed."
        self.confirm.setToolTip(said)
        self.confirm.setAccessibleDescription(said)

    def _show_breaks(self, head: Head) -> None:
        pills = [status_pill(Status.AMBER, words) for words in head.breaks]
        if head.is_whole:
            pills = [status_pill(Status.GREEN, "No breaks")]
        if head.why_not and not head.confirmed and not head.is_locked:
            pills.append(status_pill(Status.OPEN, head.why_not.rstrip(".")))
        for one in pills:
            one.setToolTip(head.of_plan if one.words.startswith("Year") else "")
            one.setAccessibleDescription(one.toolTip())
        if head.confirmed:
            pills.insert(0, status_pill(Status.DONE, head.confirmed))
        self._set_pills(pills)

    def _set_pills(self, pills: list[Pill]) -> None:
        for one in self._pills:
            one.hide()
            one.deleteLater()
        self._pills = pills
        for one in pills:
            self.pills.add(one)
            one.show()
        self.pills.setVisible(bool(pills))

    def _show_all(self, one: QPushButton, count: int, words: tuple[str, str], is_locked: bool) -> None:
        text = words[count != 1].format(count)
        one.setText(text)
        one.setAccessibleName(text)
        one.setVisible(bool(count) and not is_locked)

    def _choose(self, _number: int) -> None:
        self.document_chosen.emit(self.documents.currentData() or "")


def _say(text: ElidedLabel, words: str) -> None:
    text.setText(words)
    text.setToolTip(words)
    text.setAccessibleName(words)
