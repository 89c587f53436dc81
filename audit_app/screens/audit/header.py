"""Above the form: which plan, how far the review is, and submit; what was saved when stands in the window's bar."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from audit_app.screens.audit.shown import Head
from audit_app.ui.dialogs import Weight
from audit_app.ui.elided import ElidedLabel
from audit_app.ui.icons import Icon
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label


class AuditHeader(QWidget):
    """Shows a `Head`; the buttons `submit`, `beside` and `to_thread` are connected by the view."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        space = measures().spacing
        self.plan = label("", "section", wraps=False)
        self.about = ElidedLabel("", "caption")
        self.progress = label("", "", wraps=False)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(140, 6)
        self.beside = button("The plan  P", icon=Icon.DOCUMENT, name="The plan beside the form")
        self.beside.setCheckable(True)
        self.beside.setToolTip("The plan's words beside the form (P)")
        self.to_thread = button("The thread", icon=Icon.THREAD, name="This plan's golden thread")
        self.to_thread.setToolTip("This plan's golden thread (Ctrl+5)")
        self.submit = button("Submit", weight=Weight.MAIN)
        self.submit.setToolTip("Ctrl + Enter")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space[2])
        row.addLayout(_column(self.plan, self.about), 1)
        row.addLayout(_column(self.progress, self.bar, gap=6))
        row.addWidget(self.beside, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.to_thread, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.submit, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_head(self, head: Head) -> None:
        """Show where the review stands; never a grade."""
        self.plan.setText(head.plan_ref)
        self._say_about(head.about)
        self.progress.setText(f"{head.done} of {head.total} markers")
        self.bar.setRange(0, max(head.total, 1))
        self.bar.setValue(head.done)
        self.bar.setAccessibleName(f"{head.done} of {head.total} markers done")
        self.submit.setVisible(head.can_submit)

    def drop(self) -> None:
        """Forget which plan it was."""
        for text in (self.plan, self.progress):
            text.clear()
        self._say_about("")

    def _say_about(self, words: str) -> None:
        self.about.setText(words)
        self.about.setToolTip(words)
        self.about.setAccessibleName(words)


def _column(*widgets: QWidget, gap: int = 0) -> QVBoxLayout:
    made = QVBoxLayout()
    made.setSpacing(gap)
    made.addStretch(1)
    for widget in widgets:
        made.addWidget(widget)
    made.addStretch(1)
    return made
