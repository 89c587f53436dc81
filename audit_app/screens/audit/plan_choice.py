"""Which document of the plan the pane shows: a chooser where there are several, and the way back; it reads none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from audit_app.store.documents import Document
from audit_app.ui.document_dialog import about_words
from audit_app.ui.theme import measures
from audit_app.ui.words import button

_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Choice:
    """A document of the plan, by its id and in words."""

    id: str
    words: str


class DocumentChoice(QWidget):
    """Hidden where there is nothing to choose. `chosen` carries the document's id; Back carries the plan's own."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._home = ""
        self.list = QComboBox()
        self.list.setAccessibleName("Document to read")
        self.list.setAccessibleDescription("Shows another document of this plan to be read. Nothing is changed by it.")
        self.list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.list.setMinimumContentsLength(12)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.back = button("Back to the plan", self._go_back)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(measures().spacing[1])
        row.addWidget(self.list, 1)
        row.addWidget(self.back)
        self.list.activated.connect(self._choose)
        self.show_choices((), "", "")

    def show_choices(self, choices: Sequence[Choice], shown: str, home: str) -> None:
        """Offer these; `shown` is the document that is to be seen, `home` the one that the thread reads."""
        self._home = home
        held = [(self.list.itemData(row), self.list.itemText(row)) for row in range(self.list.count())]
        if held != [(one.id, one.words) for one in choices]:  # else a list that is open would close
            self.list.clear()
            for one in choices:
                self.list.addItem(one.words, one.id)
        self.list.setCurrentIndex(self.list.findData(shown))
        self.list.setToolTip(self.list.currentText())
        had_focus = self.back.hasFocus()
        self.back.setVisible(shown != home)
        self.setVisible(len(choices) > 1)
        if had_focus and shown == home:
            self.list.setFocus()

    def _choose(self, _row: int) -> None:
        self.chosen.emit(str(self.list.currentData() or ""))

    def _go_back(self) -> None:
        self.chosen.emit(self._home)


def choices_of(documents: Sequence[Document], home: Document) -> Iterator[Choice]:
    """The documents in words, with the day on which each was added first: versions of a plan often share a name.

    They come the newest first; `home` is the one that the thread reads.
    """
    for one in documents:
        yield Choice(one.id, f"{kind_of(one, documents, home)}, {_day(one.added_on)}: {_shortened(one.name)}")


def kind_of(document: Document, documents: Sequence[Document], home: Document) -> str:
    """What a document is beside the one that the thread reads: “Older plan”, “Advice of health”.

    `documents` are those of the plan, the newest first.
    """
    if document.id == home.id:
        return "The plan"
    if document.about.role != "plan":
        words = about_words(document.about)
        return words[0].upper() + words[1:]
    ids = [one.id for one in documents]
    return "Newer plan" if ids.index(document.id) < ids.index(home.id) else "Older plan"


def place_beside(section: str, document: Document, documents: Sequence[Document], home: Document) -> str:
    """Where words of another document stand, for evidence: “F, older plan, added 3 Mar 2026”.

    Without the document's name, for it may name the child, and evidence goes into reports.
    """
    kind = kind_of(document, documents, home)
    kind = kind[0].lower() + kind[1:]
    parts = (section or "not in a section",) if document.about.role == "plan" else ()
    return ", ".join((*parts, kind, f"added {_day(document.added_on)}"))


def _day(text: str) -> str:
    on = date.fromisoformat(text[:10]) if text else None
    return f"{on.day} {on:%b %Y}" if on is not None else "unknown day"


def _shortened(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 9]}…{name[-8:]}"
