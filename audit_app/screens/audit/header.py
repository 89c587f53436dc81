"""Above the form: the plan, how far the review is, when it was saved, undo and redo with words, and submit."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from audit_app.screens.audit.shown import Head
from audit_app.ui.dialogs import Weight
from audit_app.ui.icons import Icon
from audit_app.ui.theme import measures
from audit_app.ui.words import button, icon_button, label


class AuditHeader(QWidget):
    """Shows a `Head`; the buttons `undo`, `redo` and `submit` are connected by the view."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        space = measures().spacing
        self.plan = label("", "section", wraps=False)
        self.about = label("", "caption", wraps=False)
        self.progress = label("", "", wraps=False)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(140, 6)
        self.saved = label("", "caption", wraps=False)
        self.undo = icon_button(Icon.UNDO, "Undo")
        self.redo = icon_button(Icon.REDO, "Redo")
        self.submit = button("Submit", weight=Weight.MAIN)
        self.submit.setToolTip("Ctrl + Enter")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space[2])
        row.addLayout(_column(self.plan, self.about), 1)
        row.addLayout(_column(self.progress, self.bar, gap=6))
        row.addWidget(self.saved, 0, Qt.AlignmentFlag.AlignVCenter)
        for one in (self.undo, self.redo, self.submit):
            row.addWidget(one, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_head(self, head: Head) -> None:
        """Show where the review stands; never a grade."""
        self.plan.setText(head.plan_ref)
        self.about.setText(head.about)
        self.progress.setText(f"{head.done} of {head.total} markers")
        self.bar.setRange(0, max(head.total, 1))
        self.bar.setValue(head.done)
        self.bar.setAccessibleName(f"{head.done} of {head.total} markers done")
        for part in (self.submit, self.undo, self.redo):
            part.setVisible(head.can_submit)

    def drop(self) -> None:
        """Forget which plan it was."""
        for text in (self.plan, self.about, self.progress, self.saved):
            text.clear()

    def show_saved(self, time: str) -> None:
        """When the last change was saved."""
        self.saved.setText(f"Saved {time}" if time else "")

    def show_undo(self, undo: str, redo: str) -> None:
        """What each of them would take back, in words."""
        for made, verb, words, keys in (
            (self.undo, "Undo", undo, "Ctrl + Z"),
            (self.redo, "Redo", redo, "Ctrl + Y"),
        ):
            name = f"{verb}: {words}" if words else f"Nothing to {verb.lower()}"
            made.setEnabled(bool(words))
            made.setAccessibleName(name)
            made.setToolTip(f"{name} ({keys})" if words else name)


def _column(*widgets: QWidget, gap: int = 0) -> QVBoxLayout:
    made = QVBoxLayout()
    made.setSpacing(gap)
    made.addStretch(1)
    for widget in widgets:
        made.addWidget(widget)
    made.addStretch(1)
    return made
