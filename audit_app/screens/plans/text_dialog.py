"""A document's text in a dialog, to be read and searched; the original never touches the disk in plain."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from audit_app.ui.asking import FRAME
from audit_app.ui.plan_marks import NEVER_RULES, FlagMark
from audit_app.ui.plan_script import PlanScript
from audit_app.ui.plan_text import PlanReader
from audit_app.ui.theme import measures, scaled
from audit_app.ui.words import button, label


class PlanTextDialog(QDialog):
    """Shows a `PlanScript` with its flags."""

    def __init__(
        self, name: str, script: PlanScript, flags: tuple[FlagMark, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(FRAME)
        self.setAccessibleName(name)
        self.reader = PlanReader()
        self.reader.can_write = False
        self.told = label("", "caption")
        self.told.setMinimumHeight(2 * self.told.fontMetrics().lineSpacing())
        self.search = QLineEdit()
        self.search.setAccessibleName("Search the words")
        self.search.setPlaceholderText("Search the words")
        self.close_button = button("Close", self.reject)
        space = measures().spacing
        outer = QVBoxLayout(self)
        outer.setContentsMargins(space[4], space[3], space[4], space[3])
        outer.setSpacing(space[1])
        row = QHBoxLayout()
        row.addWidget(label(NEVER_RULES if flags else "", "soft"), 1)
        row.addWidget(self.close_button)
        outer.addWidget(label(name, "cardTitle"))
        for part in (self.search, self.reader, self.told):
            outer.addWidget(part)
        outer.addLayout(row)
        self.reader.told.connect(self.told.setText)
        self.reader.left.connect(self.reject)
        self.reader.find_requested.connect(self.search.setFocus)
        self.search.textEdited.connect(self._seek)
        self.search.returnPressed.connect(self._seek_on)
        self.reader.show_script(script)
        self.reader.show_marks(flags)
        self.close_button.setAutoDefault(False)
        self.reader.setFocus(Qt.FocusReason.OtherFocusReason)

    def sizeHint(self) -> QSize:
        return QSize(scaled(self, 720), scaled(self, 560))

    def _seek(self, words: str) -> None:
        self.reader.find_words(words)

    def _seek_on(self) -> None:
        self.reader.find_words(self.search.text(), again=True)
