"""What stands behind each score at one marker: the quoted evidence, cause and note of every member."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from audit_app.screens.reveal.wording import about_given, given_words, mark_of, name_of, why_words
from audit_app.services.consensus.standing import Given, RevealCell
from audit_app.ui.card import Card, clear
from audit_app.ui.pill import Pill
from audit_app.ui.scrolling import scroll_by_key
from audit_app.ui.theme import colour_of, measures, scaled
from audit_app.ui.words import label
from exports.causes import CAUSES
from exports.charts.scene import Mark
from exports.content import Extract
from exports.plain import visible
from forms.model import Framework
from resources.theme import Colour

_LEAST_HEIGHT = 130


class _Rule(QWidget):
    """The upright line at the left of what is quoted."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(3)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        QPainter(self).fillRect(self.rect(), colour_of(self, Colour.ACCENT))


class _Reading(QScrollArea):
    """Scrolled by arrows where it is longer than its room."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not scroll_by_key(self, event.key()):
            super().keyPressEvent(event)


class EvidenceCard(Card):
    """The marker's question, why it is talked through, and each answer with what stands behind it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName("Evidence of each agency")
        self.question, self.why = label("", "strong"), label("")
        self.area = _Reading()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName("Evidence of each agency")
        inside = QWidget()
        inside.setProperty("role", "canvas")
        self.answers = QVBoxLayout(inside)
        self.answers.setContentsMargins(0, 0, measures().spacing[1], 0)
        self.answers.setSpacing(measures().spacing[2])
        self.area.setWidget(inside)
        self.area.setMinimumHeight(scaled(self, _LEAST_HEIGHT))
        self.body.addWidget(self.question)
        self.body.addWidget(self.why)
        self.body.addWidget(self.area, 1)

    def show_cell(self, shown: RevealCell | None, framework: Framework | None, *, shows_names: bool) -> None:
        """Every answer at a marker; nothing without one."""
        clear(self.answers)
        if shown is None or framework is None:
            self.question.clear()
            self.why.clear()
            return
        self.question.setText(f"{shown.marker.id}  {shown.marker.question}")
        self.why.setText(why_words(shown, framework))
        for one in shown.given:
            self.answers.addWidget(_answer(one, framework, shows_names=shows_names))
        if not shown.given:
            self.answers.addWidget(label("No member answered this marker.", "soft"))
        self.answers.addStretch(1)
        self.area.verticalScrollBar().setValue(0)


def _answer(one: Given, framework: Framework, *, shows_names: bool) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(measures().spacing[0])
    head = QHBoxLayout()
    head.setSpacing(measures().spacing[1])
    shape, colour = mark_of(one.answer) or (Mark.RING, Colour.SOFT_INK)
    head.addWidget(Pill(shape, colour, given_words(one, framework)))
    head.addWidget(label(name_of(one.member, shows_names=shows_names), "strong"), 1)
    column.addLayout(head)
    if one.words is not None:
        column.addWidget(_quote(one.words))
    for words in _beside(one):
        column.addWidget(label(words, "soft"))
    return made


def _quote(words: Extract) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(measures().spacing[1])
    row.addWidget(_Rule())
    text = visible(words.text).strip()
    said = f"“{text}”  {words.place}" if text and words.place else f"“{text}”" if text else words.place
    row.addWidget(label(said), 1)
    return made


def _beside(one: Given) -> list[str]:
    found = [f"Cause: {CAUSES.get(one.cause, one.cause).lower()}" if one.cause else ""]
    found.append(f"NA because: {visible(one.reason)}" if one.reason else "")
    found.append(f"Note: {visible(one.note)}" if one.note else "")
    found.append("Shared as good practice" if one.is_good_practice else "")
    about = about_given(one)
    found.append(about[:1].upper() + about[1:])
    return [words for words in found if words]
