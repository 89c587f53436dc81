"""The documents of one plan in its drawer: what each is, when it came in, how large; it opens and writes nothing."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from audit_app.store.documents import Document
from audit_app.store.read_copies import COPY_ROLE
from audit_app.ui.card import clear
from audit_app.ui.document_dialog import about_words
from audit_app.ui.feedback import Banner, Tone
from audit_app.ui.flow import FlowRow
from audit_app.ui.icons import Icon
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label

_KILO = 1_000


def size_words(size: int) -> str:
    """The size of a file: “48 kB”, “2.1 MB”."""
    if size < _KILO * _KILO:
        return f"{max(1, round(size / _KILO))} kB"
    return f"{size / _KILO / _KILO:.1f} MB"


def document_words(document: Document) -> str:
    """What a document is, when it was added and how large it is, in one line."""
    on = date.fromisoformat(document.added_on) if document.added_on else None
    what = about_words(document.about)
    parts = (what[0].upper() + what[1:], f"added {on.day} {on:%b %Y}" if on else "", size_words(document.size))
    return " · ".join(part for part in parts if part)


class DocumentList(QWidget):
    """`open_requested`, `describe_requested`, `copy_requested` carry a `Document`; `add_requested` asks for a file.

    `make_requested` asks for a reading copy of a document, `read_through_requested` to read one through.
    `filled` tells that other documents are listed now.
    """

    add_requested = Signal()
    open_requested = Signal(object)
    describe_requested = Signal(object)
    copy_requested = Signal(object)
    make_requested = Signal(object)
    read_through_requested = Signal(object)
    stop_requested = Signal()
    filled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        space = measures().spacing
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(space[1])
        self.banner, self.working, self.bar = Banner(), label("", "soft"), QProgressBar()
        self.lines = QVBoxLayout()
        self.lines.setSpacing(space[1])
        self.add_button = button("&Add a document…", self.add_requested.emit, icon=Icon.ADD)
        self.stop_button = button("Stop", self.stop_requested.emit, name="Stop reading the document")
        outer.addWidget(self.banner)
        outer.addLayout(self.lines)
        for part in (self.working, self.bar, FlowRow(self.add_button, self.stop_button)):
            outer.addWidget(part)
        self.show_working("")

    def show_documents(
        self, documents: Sequence[Document], *, may_add: bool, may_export: bool, read: Mapping[str, str] | None = None
    ) -> None:
        """List these, and offer what the person may do with them; `read` says who read each reading copy through."""
        clear(self.lines)
        self.add_button.setEnabled(may_add)
        if not documents:
            self.lines.addWidget(label("No document is kept. Add one, docx or PDF, or drop it here.", "soft"))
        for document in documents:
            name = label(document.name, "strong")
            name.setAccessibleName(f"{document.name}: {document_words(document)}")
            self.lines.addWidget(name)
            self.lines.addWidget(label(document_words(document), "soft"))
            if told := (read or {}).get(document.id, ""):
                self.lines.addWidget(label(told, "soft"))
            self.lines.addWidget(FlowRow(*self._acts(document, may_add=may_add, may_export=may_export)))
        self.filled.emit()

    def show_working(self, words: str) -> None:
        """A file is being read; empty words end that."""
        self.working.setText(words)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(words)
        for part in (self.working, self.bar, self.stop_button):
            part.setVisible(bool(words))
        self.add_button.setVisible(not words)
        if words:
            self.banner.say("")

    def show_progress(self, done: int, total: int) -> None:
        """How far the reading is."""
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)

    def say(self, words: str) -> None:
        """Why a document could not be added, opened or written."""
        self.banner.say(words, Tone.FAULT)

    def _acts(self, document: Document, *, may_add: bool, may_export: bool) -> list[QWidget]:
        def act(words: str, tell: Callable[[Document], object]) -> QWidget:
            name = f"{words.removesuffix('…')}: {document.name}"
            return button(words, partial(tell, document), weight="quiet", name=name)

        found = [act("Open the text", self.open_requested.emit)]
        if may_add and document.about.role == COPY_ROLE:
            found.append(act("Read it through…", self.read_through_requested.emit))
        elif may_add:
            found.append(act("What it is…", self.describe_requested.emit))
            found.append(act("Make a reading copy…", self.make_requested.emit))
        if may_export:
            found.append(act("Save a copy…", self.copy_requested.emit))
        return found
