"""The words of a plan to be read, searched and quoted from; it saves nothing and opens nothing outside."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QToolTip, QWidget

from audit_app.ui.plan_formats import write
from audit_app.ui.plan_keys import Wish, wish_of
from audit_app.ui.plan_marks import EvidenceMark, FlagMark, Mark, format_of, tip, told
from audit_app.ui.plan_script import Chosen, PlanScript
from audit_app.ui.theme import RESIZED
from scoring.plan.sections import SECTIONS
from scoring.plan.text import Place

_LOOKS = RESIZED | {QEvent.Type.PaletteChange}


class PlanReader(QTextEdit):
    """Shows a `PlanScript` with marks; the arrows move a caret, Shift and the arrows choose words.

    `attach_requested` carries what was `Chosen`, `marker_requested` the marker of the evidence at the caret,
    `send_requested` blocks and their new section, `dismiss_requested` a `FlagMark`, `told` what stands at the caret
    in a sentence, `left` that the person goes back. Where `quotes_only` words are attached and nothing else is changed.
    """

    attach_requested = Signal(object)
    marker_requested = Signal(str)
    send_requested = Signal(object, str)
    dismiss_requested = Signal(object)
    find_requested = Signal()
    order_requested = Signal()
    flags_requested = Signal()
    told = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.script: PlanScript | None = None
        self.can_write = True
        self.quotes_only = False
        self._marks: list[tuple[int, int, Mark]] = []
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "plan")
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAccessibleName("The plan's words")
        self.setAccessibleDescription("Arrows move, Shift and arrows choose words, E attaches them as evidence.")
        self.cursorPositionChanged.connect(self._tell)

    def show_script(self, script: PlanScript) -> None:
        """Show this text; where the same document was shown before, the caret stays at its words."""
        before = self.caret()
        same = self.script is not None and self.script.text is script.text
        scroll = self.verticalScrollBar().value()
        self.script = script
        self._marks = []
        self._write()
        if same and before is not None and script.span_of(before) is not None:
            self._place_caret(before)
            self.verticalScrollBar().setValue(scroll)

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Mark these; what was dismissed is not drawn and still told."""
        self._marks = []
        if self.script is not None:
            for mark in marks:
                span = self.script.span_of(mark.place)
                if span is not None:
                    self._marks.append((*span, mark))
        self._marks.sort(key=lambda one: one[:2])
        self._draw_marks()

    def forget(self) -> None:
        """Show nothing and keep nothing of it."""
        self.script = None
        self._marks = []
        self.setExtraSelections([])
        self.setDocument(QTextDocument(self))

    @property
    def _may_arrange(self) -> bool:
        """Whether text may be sent to sections and flags dismissed."""
        return self.can_write and not self.quotes_only

    def caret(self) -> Place | None:
        """Where the caret stands in the plan."""
        return self.script.place_at(self.textCursor().position()) if self.script is not None else None

    def chosen(self) -> Chosen | None:
        """The plan's words that are chosen."""
        cursor = self.textCursor()
        if self.script is None or not cursor.hasSelection():
            return None
        return self.script.chosen(cursor.selectionStart(), cursor.selectionEnd())

    def go_to(self, place: Place) -> bool:
        """Show these words, chosen; False where the text has none such."""
        span = self.script.span_of(place) if self.script is not None else None
        if span is None:
            return False
        cursor = self.textCursor()
        cursor.setPosition(span[0])
        self.setTextCursor(cursor)
        self._to_top()
        cursor.setPosition(span[1], QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        return True

    def go_to_section(self, section: str) -> bool:
        """Show a section from its beginning; False where nothing is shown of it."""
        start = self.script.section_start(section) if self.script is not None else None
        if start is None:
            return False
        cursor = self.textCursor()
        cursor.setPosition(start)
        self.setTextCursor(cursor)
        self._to_top()
        return True

    def find_words(self, words: str, *, back: bool = False, again: bool = False) -> bool:
        """Choose the next place of these words, going round at the end; False where there is none."""
        if not words:
            return False
        cursor = self.textCursor()
        if not again:
            cursor.setPosition(cursor.selectionStart())
        flag = QTextDocument.FindFlag.FindBackward if back else QTextDocument.FindFlag(0)
        found = self.document().find(words, cursor, flag)
        if found.isNull():
            around = QTextCursor(self.document())
            if back:
                around.movePosition(QTextCursor.MoveOperation.End)
            found = self.document().find(words, around, flag)
        if found.isNull():
            return False
        self.setTextCursor(found)
        self.ensureCursorVisible()
        return True

    def attach(self) -> None:
        """Ask that the chosen words become evidence; say what to do where none are chosen."""
        chosen = self.chosen()
        if chosen is None:
            self.told.emit("Nothing is chosen. Choose words with Shift and the arrows, then press E.")
        elif self.can_write:
            self.attach_requested.emit(chosen)

    def send_to(self, section: str) -> None:
        """Ask that the chosen words, else those at the caret, go to a section."""
        self._send(self._blocks(), section)

    def marks_at(self, position: int) -> list[Mark]:
        """What is marked at a position."""
        return [mark for first, last, mark in self._marks if first <= position < max(last, first + 1)]

    def evidence(self) -> tuple[EvidenceMark, ...]:
        """The words of this text that are evidence, in reading order."""
        return tuple(mark for _, _, mark in self._marks if isinstance(mark, EvidenceMark))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        wish, section = wish_of(event)
        if wish is Wish.GO:
            event.setAccepted(self.go_to_section(self._next_of(section)))
        elif wish is Wish.SEND:
            self._send_by_key(section)
        elif wish is not None:
            self._do(wish)
        elif event.text().isalnum() and not event.modifiers() & _HELD:
            event.accept()  # no other letter is a key of the form while the plan is read
        elif event.text() in ("[", "]"):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Its own keys come before those of menus and screens."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            wish, _ = wish_of(event)
            if wish is not None:
                event.accept()
                return True
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Tell what is marked under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            marks = self.marks_at(self._position(event.pos()))
            QToolTip.showText(event.globalPos(), tip(marks), self.viewport())
            return True
        return super().viewportEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """On evidence it leads to the marker, elsewhere it chooses a word."""
        evidence = self._evidence_at(self._position(event.position().toPoint()))
        if evidence is not None:
            self.marker_requested.emit(evidence.marker)
        else:
            super().mouseDoubleClickEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802 - the name by which Qt calls it
        """Plain words, without fonts and colours."""
        made, chosen = QMimeData(), self.chosen()
        made.setText(chosen.words if chosen is not None else "")
        return made

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(self._is_ours(event))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.setAccepted(self._is_ours(event) and self._section_at(event.position().toPoint()) in SECTIONS)

    def dropEvent(self, event: QDropEvent) -> None:
        """Words that are dropped onto a section go there."""
        section = self._section_at(event.position().toPoint())
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if self._is_ours(event) and section in SECTIONS:
            self._send(self._blocks(), section)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _LOOKS and getattr(self, "script", None) is not None:
            place, marks = self.caret(), [mark for _, _, mark in self._marks]
            self._write()
            self.show_marks(marks)
            if place is not None:
                self._place_caret(place)

    def _write(self) -> None:
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        document.setDefaultFont(self.font())
        if self.script is not None:
            write(document, self.script, self)
        self.setDocument(document)
        self.viewport().setAcceptDrops(True)

    def _do(self, wish: Wish) -> None:
        match wish:
            case Wish.ATTACH:
                self.attach()
            case Wish.MARKER:
                evidence = self._evidence_at(self.textCursor().selectionStart())
                if evidence is not None:
                    self.marker_requested.emit(evidence.marker)
            case Wish.NEXT_FLAG | Wish.LAST_FLAG:
                self._to_flag(back=wish is Wish.LAST_FLAG)
            case Wish.DISMISS:
                flags = self._flags_at(self.textCursor().selectionStart())
                if flags and self._may_arrange:
                    self.dismiss_requested.emit(flags[0])
            case Wish.FIND:
                self.find_requested.emit()
            case Wish.ORDER:
                self.order_requested.emit()
            case Wish.LIST:
                self.flags_requested.emit()
            case Wish.LEAVE:
                self.left.emit()

    def _to_flag(self, *, back: bool) -> None:
        at = self.textCursor().selectionStart()
        open_flags = [
            (first, mark) for first, _, mark in self._marks if isinstance(mark, FlagMark) and not mark.dismissed
        ]
        if not open_flags:
            self.told.emit("Nothing is flagged here.")
            return
        if back:
            before = [one for one in open_flags if one[0] < at]
            _, mark = before[-1] if before else open_flags[-1]
        else:
            _, mark = next((one for one in open_flags if one[0] > at), open_flags[0])
        self.go_to(mark.place)

    def _blocks(self) -> tuple[str, ...]:
        """The pieces that are chosen, else the one at the caret."""
        chosen, place = self.chosen(), self.caret()
        if chosen is not None:
            return chosen.blocks
        return (place.block,) if place is not None else ()

    def _send_by_key(self, section: str) -> None:
        """H sends to H1, and what stands there already to H2."""
        blocks = self._blocks()
        if section == "H1" and self.script is not None:
            placed = self.script.sections.by_block
            section = "H2" if blocks and all(placed[one].section == "H1" for one in blocks) else "H1"
        self._send(blocks, section)

    def _send(self, blocks: Sequence[str], section: str) -> None:
        if self.script is None or not self._may_arrange:
            return
        if not blocks:
            self.told.emit("Put the caret into the words that are to go to another section.")
            return
        self.send_requested.emit(blocks, section)

    def _next_of(self, section: str) -> str:
        """The section that a letter leads to; H leads to H2 from within H1."""
        para = self.script.para_at(self.textCursor().position()) if self.script is not None else None
        return "H2" if section == "H1" and para is not None and para.section == "H1" else section

    def _section_at(self, point: QPoint) -> str:
        para = self.script.para_at(self._position(point)) if self.script is not None else None
        return para.section if para is not None else ""

    def _is_ours(self, event: QDropEvent) -> bool:
        return event.source() in (self, self.viewport()) and self._may_arrange

    def _position(self, point: QPoint) -> int:
        return self.cursorForPosition(point).position()

    def _evidence_at(self, position: int) -> EvidenceMark | None:
        return next((mark for mark in self.marks_at(position) if isinstance(mark, EvidenceMark)), None)

    def _flags_at(self, position: int) -> list[FlagMark]:
        return [mark for mark in self.marks_at(position) if isinstance(mark, FlagMark)]

    def _place_caret(self, place: Place) -> None:
        span = self.script.span_of(place) if self.script is not None else None
        if span is not None:
            cursor = self.textCursor()
            cursor.setPosition(span[0])
            self.setTextCursor(cursor)

    def _to_top(self) -> None:
        """Scroll so that the caret stands near the top."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())
        self.ensureCursorVisible()
        bar.setValue(bar.value() + self.cursorRect().top() - self.fontMetrics().lineSpacing())

    def _draw_marks(self) -> None:
        self.setExtraSelections([*self._selections()])

    def _selections(self) -> Iterator[QTextEdit.ExtraSelection]:
        quoted = [one for one in self._marks if isinstance(one[2], EvidenceMark)]
        flagged = [one for one in self._marks if isinstance(one[2], FlagMark) and not one[2].dismissed]
        for first, last, mark in (*quoted, *flagged):
            yield self._selection(first, last, format_of(self, mark))
        for first, last, mark in quoted:  # drawn over what lies below it: both at once where both are
            for begin, end, flag in flagged:
                if begin < last and first < end:
                    both = format_of(self, flag)
                    both.merge(format_of(self, mark))
                    yield self._selection(max(begin, first), min(end, last), both)

    def _selection(self, first: int, last: int, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
        made, cursor = QTextEdit.ExtraSelection(), QTextCursor(self.document())
        cursor.setPosition(first)
        cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        made.cursor, made.format = cursor, look
        return made

    def _tell(self) -> None:
        """What stands at the caret, for the line below and for screen readers."""
        if self.script is None:
            return
        cursor = self.textCursor()
        marks = self.marks_at(cursor.selectionStart())
        place = self.script.place_at(cursor.selectionStart())
        where = self.script.where(place.block) if place is not None else ""
        self.told.emit(" ".join([f"{where}." if where else "", *told(marks)]).strip())


_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
