"""The panel in which the owner of a figure says something of it for the report's period; it saves nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from audit_app.screens.reports.commentary_lines import CommentLine, Typed
from audit_app.screens.reports.words_box import WordsBox, letters_told
from audit_app.services.reports.commentary import MOST_LETTERS, MOST_OWNER
from audit_app.ui.fields import Field
from audit_app.ui.flow import FlowRow
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label, reading

_ABOUT = (
    "Printed beside the figure in this period's monthly and quarterly reports for the group and the board. Name no "
    "child and no plan."
)
_PUBLIC = (
    "Then these words are printed as typed in the public You said, we did, wherever it shows this very figure. Numbers "
    "are refused, also in the role. Other words have to be allowed again."
)


class CommentaryPanel(QScrollArea):
    """`figure_chosen` carries a topic; `typed` what stands in the fields after a key; the others are wishes."""

    figure_chosen = Signal(str)
    typed = Signal(object)
    save_requested = Signal()
    remove_requested = Signal()
    public_requested = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[CommentLine, ...] = ()
        self.figures, self.owner, self.words = QComboBox(), QLineEdit(), WordsBox()
        self.figures.setMinimumContentsLength(24)
        self.owner.setMaxLength(MOST_OWNER)
        self.figures_field = Field("Fi&gure", self.figures)
        self.owner_field = Field("Who answers f&or it (a role, such as SEN manager)", self.owner)
        self.words_field = Field("What they sa&y", self.words)
        self.why_none, self.now, self.wrong = label("", "soft"), label("", "soft"), label("")
        self.count, self.draft = label("", "caption"), label("", "caption")
        self.save_button = button("Keep &this", self.save_requested.emit, name="Keep what the owner says")
        self.remove_button = button("Remo&ve", self.remove_requested.emit, name="Remove what the owner says")
        self.public = QCheckBox("The public may rea&d this")
        self.public_note, self.public_wrong = reading(_PUBLIC, "caption"), label("")
        self.public.setAccessibleDescription(_PUBLIC)
        self.public.clicked.connect(self._allow)
        self._lay_out()
        self.figures.activated.connect(self._choose)
        self.owner.textEdited.connect(self._tell)
        self.words.textChanged.connect(self._tell)

    @property
    def topic(self) -> str:
        """The figure that is chosen, empty where there is none."""
        return str(self.figures.currentData() or "")

    def given(self) -> Typed:
        """What stands in the fields."""
        return Typed(self.words_field.text(), self.owner_field.text())

    def show_none(self, why: str) -> None:
        """Nothing can be said here, and why."""
        self._lines = ()
        with QSignalBlocker(self.figures):
            self.figures.clear()
        self.show_typed(Typed())
        self.why_none.setText(why)
        self.why_none.setVisible(bool(why))
        self.fields.hide()

    def show_lines(self, lines: Sequence[CommentLine], topic: str) -> None:
        """The figures to choose from, one of them chosen."""
        self._lines = tuple(lines)
        with QSignalBlocker(self.figures):
            self.figures.clear()
            for one in lines:
                self.figures.addItem(one.title, one.topic)
            self.figures.setCurrentIndex(max(self.figures.findData(topic), 0))
        self._say_whole()
        self.why_none.hide()
        self.fields.show()

    def show_figure(self, line: CommentLine, typed: Typed, *, draft: str, may_write: bool, why_not: str) -> None:
        """A figure with what is said of it, or a draft of that; `draft` says where it came from."""
        self._say_whole()
        self.now.setText(f"{line.label}: {line.words}")
        self.wrong.setText(" ".join(line.went_wrong))
        self.wrong.setVisible(bool(line.went_wrong))
        self.show_typed(typed)
        self.say_draft(draft or why_not)
        self.owner.setReadOnly(not may_write)
        self.words.setReadOnly(not may_write)
        self.remove_button.setEnabled(may_write and bool(line.said))
        self.save_button.setEnabled(may_write)
        self.words_field.show_problems(())

    def show_public(self, is_public: bool, may: bool, wrong: str = "") -> None:
        """Whether the public may read what is kept, and why that cannot be."""
        self.public.setChecked(is_public)
        self.public.setEnabled(may)
        self.public_wrong.setText(wrong)
        self.public_wrong.setVisible(bool(wrong))

    def show_typed(self, typed: Typed) -> None:
        """Put these words into the fields; nobody typed them."""
        if typed != self.given():  # else whoever is typing keeps the place in the text
            with QSignalBlocker(self.owner), QSignalBlocker(self.words):
                self.owner.setText(typed.owner)
                self.words.setPlainText(typed.words)
        self._count()

    def say_draft(self, words: str) -> None:
        """Where what stands in the fields is kept."""
        self.draft.setText(words)
        self.draft.setVisible(bool(words))

    def _lay_out(self) -> None:
        self.fields = QWidget()
        inner = QVBoxLayout(self.fields)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(measures().spacing[1])
        row = FlowRow(self.remove_button, self.save_button)
        inside = (self.figures_field, self.now, self.wrong, self.owner_field, self.words_field)
        for part in (*inside, self.count, self.draft, row, self.public, self.public_wrong, self.public_note):
            inner.addWidget(part)
        whole = QWidget()
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(0, 0, measures().spacing[1], 0)
        outer.setSpacing(measures().spacing[1])
        outer.addWidget(reading(_ABOUT))
        outer.addWidget(self.why_none)
        outer.addWidget(self.fields)
        outer.addStretch(1)
        self.setWidget(whole)
        for ground in (whole, self.viewport()):
            ground.setAutoFillBackground(False)  # the card shows through
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _say_whole(self) -> None:
        """A name that the list cuts stands whole in its tooltip."""
        self.figures.setToolTip(self.figures.currentText())

    def _choose(self) -> None:
        self.figure_chosen.emit(self.topic)

    def _allow(self) -> None:
        self.public_requested.emit(self.public.isChecked())

    def _tell(self) -> None:
        self._count()
        self.typed.emit(self.given())

    def _count(self) -> None:
        self.count.setText(letters_told(len(self.words_field.text()), MOST_LETTERS))
