"""A framework in full, to be read from top to bottom: one text with a list of its sections to go to."""

from collections.abc import Sequence
from types import MappingProxyType

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QComboBox, QTextBrowser, QVBoxLayout, QWidget

from audit_app.screens.settings.parts import narrow
from audit_app.services.framework_text import Block, Style
from audit_app.ui.fields import Field
from audit_app.ui.flow import FlowRow
from audit_app.ui.icons import Icon
from audit_app.ui.theme import RESIZED, measures
from audit_app.ui.words import button

_LEAST_HIGH = 320
_ABOVE = MappingProxyType(
    {Style.TITLE: 0, Style.HEADING: 22, Style.MARKER: 14, Style.TEXT: 4, Style.FACTS: 2, Style.ITEM: 2}
)
_LARGER = MappingProxyType({Style.TITLE: 1.5, Style.HEADING: 1.25, Style.MARKER: 1.05, Style.FACTS: 0.92})
_BOLD = frozenset({Style.TITLE, Style.HEADING, Style.MARKER})


class FrameworkReader(QWidget):
    """`closed` tells that the list is wanted again, `save_requested` that a copy shall be saved."""

    closed = Signal()
    save_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._blocks: tuple[Block, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(measures().spacing[1])
        self.back_button = button("&All frameworks", self.closed.emit, icon=Icon.BACK)
        self.save_button = button("&Save a copy…", self.save_requested.emit, icon=Icon.EXPORT)
        self.sections = narrow(QComboBox(), 22)
        self.sections.activated.connect(self.go_to)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setAccessibleName("The framework in full")
        self.text.setMinimumHeight(_LEAST_HIGH)
        column.addWidget(FlowRow(self.back_button, self.save_button, Field("&Go to", self.sections)))
        column.addWidget(self.text, 1)

    def show_blocks(self, blocks: Sequence[Block]) -> None:
        """Show a framework from its beginning; none forgets it."""
        self._blocks = tuple(blocks)
        self.sections.clear()
        for number, block in enumerate(self._blocks):
            if block.style is Style.HEADING:
                self.sections.addItem(block.text, number)
        self._fill()

    def go_to(self, number: int) -> None:
        """Go to a section."""
        at = self.text.document().findBlockByNumber(int(self.sections.itemData(number)))
        layout = self.text.document().documentLayout()
        self.text.verticalScrollBar().setValue(int(layout.blockBoundingRect(at).top()))
        cursor = QTextCursor(at)
        self.text.setTextCursor(cursor)
        self.text.verticalScrollBar().setValue(int(layout.blockBoundingRect(at).top()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RESIZED and self._blocks:
            self._fill()

    def _fill(self) -> None:
        self.text.clear()
        cursor = QTextCursor(self.text.document())
        cursor.beginEditBlock()
        for number, block in enumerate(self._blocks):
            if number:
                cursor.insertBlock()
            self._set(cursor, block)
        cursor.endEditBlock()
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _set(self, cursor: QTextCursor, block: Block) -> None:
        """One paragraph; its texts are inserted as they are, never read as mark-up."""
        shape = QTextBlockFormat()
        shape.setTopMargin(_ABOVE[block.style])
        shape.setLeftMargin(18 if block.style is Style.ITEM else 0)
        if block.style is Style.HEADING:
            shape.setHeadingLevel(2)
        cursor.setBlockFormat(shape)
        plain, strong = QTextCharFormat(), QTextCharFormat()
        size = self.text.font().pointSizeF() * _LARGER.get(block.style, 1.0)
        for form in (plain, strong):
            form.setFontPointSize(size)
        strong.setFontWeight(QFont.Weight.Bold)
        if block.lead:
            cursor.insertText(f"{block.lead} ", strong)
        cursor.insertText(block.text, strong if block.style in _BOLD else plain)
