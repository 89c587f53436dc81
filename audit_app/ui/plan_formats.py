"""A plan's paragraphs written into a Qt document, each in its shape; it knows no key and no mark."""

from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QWidget

from audit_app.ui.plan_script import NOT_UNDERSTOOD, PlanScript, Shape
from audit_app.ui.theme import colour_of, measures, scaled
from resources.theme import Colour

_SMALL = (Shape.ROW, Shape.SMALL, Shape.NOTE)
_BOLD = (Shape.SECTION, Shape.HEADING)


def write(document: QTextDocument, script: PlanScript, widget: QWidget) -> None:
    """Put the whole script into an empty document; a paragraph of the one is a block of the other."""
    formats = {shape: (_block_format(widget, shape), _char_format(widget, shape)) for shape in Shape}
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for number, para in enumerate(script.paras):
        block, char = formats[para.shape]
        if para.shape is Shape.LIST and para.level > 1:
            block = QTextBlockFormat(block)
            block.setLeftMargin(scaled(widget, 14 * para.level))
        if para.shape is Shape.SECTION and para.section == NOT_UNDERSTOOD:
            char = QTextCharFormat(char)
            char.setForeground(colour_of(widget, Colour.INADEQUATE))
        if number:
            cursor.insertBlock(block, char)
        else:
            cursor.setBlockFormat(block)
            cursor.setBlockCharFormat(char)
        cursor.insertText(para.text, char)
    cursor.endEditBlock()


def _block_format(widget: QWidget, shape: Shape) -> QTextBlockFormat:
    made, space = QTextBlockFormat(), measures().spacing
    above = {Shape.SECTION: space[4], Shape.HEADING: space[2], Shape.ROW: space[2], Shape.CELL: 2}
    made.setTopMargin(scaled(widget, above.get(shape, space[1])))
    made.setBottomMargin(scaled(widget, 0 if shape is Shape.ROW else 2))
    made.setLineHeight(118, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if shape is Shape.SECTION:
        made.setHeadingLevel(1)
    elif shape is Shape.HEADING:
        made.setHeadingLevel(2)
    elif shape is Shape.LIST:
        made.setLeftMargin(scaled(widget, 14))
    elif shape is Shape.CELL:
        made.setLeftMargin(scaled(widget, 14))
        made.setBackground(colour_of(widget, Colour.CANVAS))
    return made


def _char_format(widget: QWidget, shape: Shape) -> QTextCharFormat:
    made, size = QTextCharFormat(), measures()
    font = widget.font()
    points = {Shape.SECTION: size.card_title}.get(shape, size.caption if shape in _SMALL else size.text)
    font.setPointSizeF(points * scaled(widget, 1_000) / 1_000)
    font.setBold(shape in _BOLD)
    made.setFont(font)
    colour = Colour.SOFT_INK if shape in _SMALL else Colour.ACCENT if shape is Shape.SECTION else Colour.INK
    made.setForeground(colour_of(widget, colour))
    return made
