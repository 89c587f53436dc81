"""A plan's text while a reading copy is made or read through: marks by shape and colour; it changes nothing."""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QShowEvent, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from audit_app.screens.plans.copies_draft import CopyLine, Standing
from audit_app.ui.plan_formats import write
from audit_app.ui.plan_script import PlanScript, plain_script
from audit_app.ui.theme import RESIZED, colour_of
from resources.theme import Colour
from scoring.plan.sections import sections_of
from scoring.plan.text import Place, PlanText

_LOOKS = RESIZED | {QEvent.Type.PaletteChange}
_LINE = QTextCharFormat.UnderlineStyle


class CopyText(QTextEdit):
    """Shows a `PlanText` as it runs. `at_end` tells once that its last line was in view, `words_chosen` what was chosen
    by hand.
    """

    at_end = Signal()
    words_chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._script: PlanScript | None = None
        self._lines: tuple[CopyLine, ...] = ()
        self._is_told = self._is_led = False
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "plan")
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAccessibleName(name)
        self.selectionChanged.connect(self._tell_chosen)
        self.verticalScrollBar().valueChanged.connect(self._look)
        self.verticalScrollBar().rangeChanged.connect(self._look)

    def show_text(self, text: PlanText) -> None:
        """Show this from its beginning."""
        self._script = plain_script(text, sections_of(text))
        self._write()

    def show_lines(self, lines: Iterable[CopyLine]) -> None:
        """Mark what becomes of each piece."""
        self._lines = tuple(lines)
        self.setExtraSelections([*self._selections()])

    def forget(self) -> None:
        """Show nothing and keep nothing of it."""
        self._script, self._lines = None, ()
        self.setExtraSelections([])
        self.setDocument(QTextDocument(self))

    def go_to(self, place: Place) -> None:
        """Bring words into view, chosen."""
        span = self._script.span_of(place) if self._script is not None else None
        if span is None:
            return
        cursor = self.textCursor()
        cursor.setPosition(span[0])
        cursor.setPosition(span[1], QTextCursor.MoveMode.KeepAnchor)
        self._is_led = True
        self.setTextCursor(cursor)
        self._is_led = False
        self.ensureCursorVisible()

    def caret(self) -> Place | None:
        """Where the caret stands, or what is chosen begins."""
        return self._script.place_at(self.textCursor().selectionStart()) if self._script is not None else None

    def chosen(self) -> str:
        """The words that are chosen."""
        cursor = self.textCursor()
        if self._script is None or not cursor.hasSelection():
            return ""
        found = self._script.chosen(cursor.selectionStart(), cursor.selectionEnd())
        return found.words if found is not None else ""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _LOOKS and getattr(self, "_script", None) is not None:
            self._write()

    def _write(self) -> None:
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        document.setDefaultFont(self.font())
        if self._script is not None:
            write(document, self._script, self)
        self.setDocument(document)
        self.show_lines(self._lines)

    def _tell_chosen(self) -> None:
        if not self._is_led and (words := self.chosen()):
            self.words_chosen.emit(words)

    def _look(self) -> None:
        bar, line = self.verticalScrollBar(), self.fontMetrics().lineSpacing()
        if self.isVisible() and not self._is_told and self._script is not None and bar.value() + line >= bar.maximum():
            self._is_told = True
            self.at_end.emit()

    def _selections(self) -> Iterator[QTextEdit.ExtraSelection]:
        if self._script is None:
            return
        looks = {one: self._look_of(one) for one in Standing}
        for line in sorted(self._lines, key=lambda one: one.standing is Standing.LEFT_OUT):
            for place in line.places:
                span = self._script.span_of(place)
                if span is not None:
                    made, cursor = QTextEdit.ExtraSelection(), QTextCursor(self.document())
                    cursor.setPosition(span[0])
                    cursor.setPosition(span[1], QTextCursor.MoveMode.KeepAnchor)
                    made.cursor, made.format = cursor, looks[line.standing]
                    yield made

    def _look_of(self, standing: Standing) -> QTextCharFormat:
        """Replaced on a tint with a line below, left out struck out, doubtful on a wave, what stays on dots."""
        made = QTextCharFormat()
        if standing is Standing.LEFT_OUT:
            made.setFontStrikeOut(True)
            made.setForeground(colour_of(self, Colour.INADEQUATE))
            return made
        shape, colour = {
            Standing.REPLACED: (_LINE.SingleUnderline, Colour.ACCENT),
            Standing.DOUBTFUL: (_LINE.WaveUnderline, Colour.REQUIRES_IMPROVEMENT),
            Standing.STAYS: (_LINE.DotLine, Colour.SOFT_INK),
        }[standing]
        made.setUnderlineStyle(shape)
        made.setUnderlineColor(colour_of(self, colour))
        if standing is Standing.REPLACED:
            made.setBackground(colour_of(self, Colour.ACCENT_WASH))
        return made
