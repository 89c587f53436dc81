"""How one card is set: its words in at most four lines with flagged phrases underlined, and what stands below them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QWidget

from audit_app.screens.thread.cards import Card, Span
from audit_app.ui.theme import colour_of, measures, scaled, type_font
from resources.theme import Colour
from scoring.thread.breaks import BreakKind

MOST_LINES = 4
_PAD, _GAP = 10, 4
_SHORT: Mapping[BreakKind, str] = {
    BreakKind.NEED_WITHOUT_OUTCOME: "No outcome",
    BreakKind.NEED_WITHOUT_PROVISION: "No provision",
    BreakKind.OUTCOME_WITHOUT_PROVISION: "No provision",
    BreakKind.OUTCOME_WITHOUT_NEED: "No need",
    BreakKind.PROVISION_WITHOUT_NEED: "No need",
    BreakKind.EDUCATES_OUTSIDE_F: "Educates, not in F",
    BreakKind.SHORT_BREAK_MISPLACED: "Wrong part of H",
    BreakKind.ADULTHOOD_MISSING: "Adulthood",
}
"""At a card its column says the rest: “Need without outcome”."""


@dataclass(frozen=True)
class Setting:
    """Fonts and lengths of a moment: they follow the theme and the size of type."""

    text: QFont
    caption: QFont
    strong: QFont
    flag: QColor
    pad: float
    gap: float

    @property
    def caption_height(self) -> float:
        """How high a line of small type is."""
        return QFontMetricsF(self.caption).lineSpacing()


def setting_of(widget: QWidget) -> Setting:
    """The fonts and lengths in which a widget sets its cards now."""
    sizes = measures()
    return Setting(
        type_font(widget, sizes.text),
        type_font(widget, sizes.caption),
        type_font(widget, sizes.caption, bold=True),
        colour_of(widget, Colour.REQUIRES_IMPROVEMENT),
        scaled(widget, _PAD),
        scaled(widget, _GAP),
    )


@dataclass(frozen=True)
class Note:
    """One line below the words; `is_break` has a drawn triangle before it."""

    words: str
    is_break: bool


@dataclass(frozen=True)
class Shape:
    """A card set to a width: where its words begin below its top, its notes, and how high it is, in pixels."""

    words: QTextLayout
    words_top: float
    notes: tuple[Note, ...]
    notes_top: float
    height: float


def shape_of(card: Card, width: float, setting: Setting) -> Shape:
    """Set a card to a width."""
    inner = width - 2 * setting.pad
    layout, high = _set(card.words, card.flags, inner, setting)
    head = setting.caption_height + setting.gap
    words_top = setting.pad + head + setting.gap
    notes = _notes(card)
    notes_top = words_top + high + (setting.gap if notes else 0)
    height = notes_top + len(notes) * (setting.caption_height + 2) + setting.pad
    return Shape(layout, words_top, notes, notes_top, height)


def _notes(card: Card) -> tuple[Note, ...]:
    captions = [Note(card.caption, False)] if card.caption else []
    flagged = len(card.flags)
    flags = [Note(f"{flagged} flagged phrase{'s' if flagged > 1 else ''}", False)] if flagged else []
    remarks = [Note(words, False) for words in card.remarks]
    return (*captions, *(Note(_SHORT[kind], True) for kind in card.breaks), *remarks, *flags)


def _set(words: str, flags: Sequence[Span], width: float, setting: Setting) -> tuple[QTextLayout, float]:
    text = " ".join(words.split())
    if text != words:  # places are counted in the words as they are; blanks that are drawn alike may not move them
        text = words.replace("\n", "\u2028").replace("\t", " ")
    starts = _line_starts(text, width, setting.text)
    if len(starts) > MOST_LINES:
        begin = starts[MOST_LINES - 1]
        rest = text[begin:].replace("\u2028", " ")
        text = text[:begin] + QFontMetricsF(setting.text).elidedText(rest, Qt.TextElideMode.ElideRight, width)
    layout = QTextLayout(text, setting.text)
    layout.setFormats([_underlined(start, min(end, len(text)), setting) for start, end in flags if start < len(text)])
    return layout, _break_lines(layout, width)


def _line_starts(text: str, width: float, font: QFont) -> list[int]:
    """Where the lines begin, one more than are shown at most."""
    layout = QTextLayout(text, font)
    starts: list[int] = []
    layout.beginLayout()
    while len(starts) <= MOST_LINES:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    return starts


def _break_lines(layout: QTextLayout, width: float) -> float:
    high, count = 0.0, 0
    layout.setCacheEnabled(True)
    layout.beginLayout()
    while count < MOST_LINES:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, high))
        high += line.height()
        count += 1
    layout.endLayout()
    return high


def _underlined(start: int, end: int, setting: Setting) -> QTextLayout.FormatRange:
    looks = QTextCharFormat()
    looks.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DashUnderline)
    looks.setUnderlineColor(setting.flag)
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, end - start, looks
    return made
