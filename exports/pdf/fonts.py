"""The embedded fonts, and which letters are set in which: a letter that no font has is shown as a visible mark."""

from dataclasses import dataclass
from functools import cache
from html import escape

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from exports.pdf.tags import TaggedCanvas
from exports.plain import UNSHOWABLE, visible
from resources.fonts import Face, font_file

REGULAR = "Report"
BOLD = "Report-Bold"
ITALIC = "Report-Italic"
BOLD_ITALIC = "Report-BoldItalic"
FALLBACK = "Report-Fallback"
_FACES = {
    REGULAR: Face.REGULAR,
    BOLD: Face.BOLD,
    ITALIC: Face.ITALIC,
    BOLD_ITALIC: Face.BOLD_ITALIC,
    FALLBACK: Face.FALLBACK,
}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one font."""

    text: str
    is_fallback: bool


def register() -> None:
    """Make the fonts known to reportlab under the names above; a second time does nothing."""
    if FALLBACK in pdfmetrics.getRegisteredFontNames():
        return
    for name, face in _FACES.items():
        pdfmetrics.registerFont(TTFont(name, str(font_file(face))))
    for bold, italic, name in ((0, 0, REGULAR), (1, 0, BOLD), (0, 1, ITALIC), (1, 1, BOLD_ITALIC)):
        addMapping(REGULAR, bold, italic, name)


def runs(text: str) -> list[Run]:
    """The text as stretches that the main font has and stretches in the fallback, line ends kept."""
    shown = visible(text).replace("\t", " ")
    own, others = _letters(REGULAR), _letters(FALLBACK)
    if own.issuperset(shown):
        return [Run(shown, is_fallback=False)]
    found: list[Run] = []
    for letter in shown:
        is_fallback = letter not in own
        kept = letter if not is_fallback or letter in others else UNSHOWABLE
        if found and found[-1].is_fallback == is_fallback:
            found[-1] = Run(found[-1].text + kept, is_fallback)
        else:
            found.append(Run(kept, is_fallback))
    return found


def markup(text: str) -> str:
    """The text as reportlab's paragraphs read it: escaped, line ends as breaks, letters in their fonts."""
    bound = text.replace(" %", "\u00a0%")  # no line begins with the sign
    return "".join(
        f'<font face="{FALLBACK}">{_escaped(run)}</font>' if run.is_fallback else _escaped(run) for run in runs(bound)
    )


def draw(canvas: TaggedCanvas, text: str, x: float, y: float, font: str, size: float) -> None:
    """The text in one line with its left end at (x, y), in the colour that the canvas has."""
    for run in runs(text.replace("\n", " ")):
        name = FALLBACK if run.is_fallback else font
        canvas.setFont(name, size)
        canvas.drawString(x, y, run.text)
        x += pdfmetrics.stringWidth(run.text, name, size)


def width(text: str, font: str, size: float) -> float:
    """How wide `draw` makes the text, in points."""
    found = runs(text.replace("\n", " "))
    return float(sum(pdfmetrics.stringWidth(run.text, FALLBACK if run.is_fallback else font, size) for run in found))


def fitted(text: str, font: str, size: float, room: float) -> str:
    """The text cut with an ellipsis so that it is at most `room` points wide."""
    if width(text, font, size) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width(text[:middle].rstrip() + "…", font, size) <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"


def _escaped(run: Run) -> str:
    return escape(run.text, quote=False).replace("\n", "<br/>")


@cache
def _letters(name: str) -> frozenset[str]:
    register()
    glyphs = pdfmetrics.getFont(name).face.charToGlyph
    return frozenset(chr(code) for code, glyph in glyphs.items() if glyph) | {"\n"}
