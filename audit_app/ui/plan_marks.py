"""What is marked in a plan's text and how it is told: flagged phrases and the words that are evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QWidget

from audit_app.ui.theme import colour_of
from resources.theme import Colour
from scoring.plan.text import Place
from scoring.wording import Flag

NEVER_RULES = "The app flags and never rules."


@dataclass(frozen=True, slots=True)
class FlagMark:
    """A flagged phrase: its words and class, why it was flagged and what would mend it.

    `severity` is high, medium or low; `dismissed` the reason for which it no longer counts, empty where it does.
    """

    id: str
    place: Place
    words: str
    section: str
    title: str
    why: str
    better: str
    severity: str
    dismissed: str = ""

    @property
    def told(self) -> str:
        """All of it in sentences."""
        said = f"“{self.words}”: {self.title.lower()} ({self.severity}). {self.why} To mend it: {self.better}"
        return f"{said} Dismissed: {self.dismissed}" if self.dismissed else said


@dataclass(frozen=True, slots=True)
class EvidenceMark:
    """Words that are evidence of a marker."""

    marker: str
    place: Place

    @property
    def told(self) -> str:
        """What it is, with the key that leads there."""
        return f"Evidence of {self.marker}. Enter goes to {self.marker}."


Mark = FlagMark | EvidenceMark


def flag_mark(block: str, section: str, flag: Flag, dismissed: str = "") -> FlagMark:
    """A phrase that was flagged in a block, to be marked there."""
    of, place = flag.of, Place(block, flag.offset, flag.offset + flag.length)
    return FlagMark(flag.id, place, flag.text, section, of.title, of.why, of.better, flag.severity.value, dismissed)


_LINES = {
    "high": QTextCharFormat.UnderlineStyle.WaveUnderline,
    "medium": QTextCharFormat.UnderlineStyle.DashUnderline,
    "low": QTextCharFormat.UnderlineStyle.DotLine,
}


def format_of(widget: QWidget, mark: Mark) -> QTextCharFormat:
    """How a mark is drawn: flags by the shape of the line below, evidence by a wash and a line above."""
    made = QTextCharFormat()
    if isinstance(mark, FlagMark):
        made.setUnderlineStyle(_LINES.get(mark.severity, QTextCharFormat.UnderlineStyle.DotLine))
        made.setUnderlineColor(colour_of(widget, Colour.REQUIRES_IMPROVEMENT))
    else:
        made.setBackground(colour_of(widget, Colour.ACCENT_WASH))
        made.setFontOverline(True)  # above, so that a flag's line below is still to be seen
    return made


def tip(marks: Sequence[Mark]) -> str:
    """The marks at one place for a tooltip; what comes from a file is never read as mark-up."""
    return "".join(f"<p>{escape(line)}</p>" for line in told(marks))


def told(marks: Sequence[Mark]) -> list[str]:
    """The marks at one place, a sentence or more each; where a flag is among them, what a flag is."""
    ruled = [NEVER_RULES] if any(isinstance(mark, FlagMark) for mark in marks) else []
    return [*(mark.told for mark in marks), *ruled]
