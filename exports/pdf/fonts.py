"""The embedded fonts, and which letters are set in which: a letter that no font has is shown as a visible mark."""

from dataclasses import dataclass
from functools import cache, lru_cache

from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont, TTFontFace
from reportlab.platypus.paraparser import ParaFrag

from exports.pdf.file import number
from exports.pdf.tags import TaggedCanvas
from exports.plain import UNSHOWABLE, visible
from resources.fonts import Face, font_file

REGULAR = "Report"
BOLD = "Report-Bold"
FALLBACK = "Report-Fallback"
_FACES = {REGULAR: Face.REGULAR, BOLD: Face.BOLD, FALLBACK: Face.FALLBACK}


_ESCAPES = str.maketrans({"\\": r"\\", "(": r"\(", ")": r"\)", "\r": r"\r", "\n": r"\n"})
_NARROWEST = 0.15
"""The width of the narrowest letters, of the size of the type."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one font."""

    text: str
    is_fallback: bool


class _Widths(dict[str, float]):
    """How wide each letter of a font is, in thousandths of its size; those it lacks are as wide as the font says."""

    def __init__(self, face: TTFontFace) -> None:
        super().__init__({chr(code): width for code, width in face.charWidths.items()})
        self._other = float(face.defaultWidth)

    def __missing__(self, letter: str) -> float:
        return self._other


class _Font(TTFont):  # type: ignore[misc]  # reportlab has no types
    """A font that measures words quickly: measuring takes a good part of setting a page."""

    def __init__(self, name: str, file: str) -> None:
        super().__init__(name, file)
        self._widths = _Widths(self.face)

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:  # noqa: N802  reportlab's name
        """How wide the text is at that size, in points."""
        del encoding
        return 0.001 * size * sum(map(self._widths.__getitem__, text))


def register() -> None:
    """Make the fonts known to reportlab under the names above; a second time does nothing."""
    if FALLBACK in pdfmetrics.getRegisteredFontNames():
        return
    for name, face in _FACES.items():
        pdfmetrics.registerFont(_Font(name, str(font_file(face))))


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


def fragments(text: str, style: ParagraphStyle, colour: Color | None = None) -> list[ParaFrag]:
    """The text as reportlab's paragraphs hold it: letters in their fonts, line ends as breaks; nothing is markup.

    Handed over in this form, it need not be escaped and read again as XML, which takes longer than setting it.
    """
    bound = text.replace(" %", "\u00a0%")  # no line begins with the sign
    found: list[ParaFrag] = []
    for run in runs(bound):
        first, *others = run.text.split("\n")
        font = FALLBACK if run.is_fallback else style.fontName
        found.append(_fragment(first, font, style, colour))
        for line in others:
            found += [_fragment("", font, style, colour, lineBreak=True), _fragment(line, font, style, colour)]
    return found


def _fragment(text: str, font: str, style: ParagraphStyle, colour: Color | None, **more: bool) -> ParaFrag:
    return ParaFrag(
        text=text,
        fontName=font,
        fontSize=style.fontSize,
        textColor=colour or style.textColor,
        bold=0,
        italic=0,
        rise=0,
        greek=0,
        link=[],
        us_lines=[],
        **more,
    )


def draw(canvas: TaggedCanvas, text: str, x: float, y: float, font: str, size: float) -> None:
    """The text in one line with its left end at (x, y), in the colour that the canvas has."""
    shown = (
        f"{family} {number(size)} Tf ({codes}) Tj"
        for run in runs(text.replace("\n", " "))
        for family, codes in coded(canvas, run.text, FALLBACK if run.is_fallback else font)
    )
    canvas.add(f"BT {number(x)} {number(y)} Td {' '.join(shown)} ET")


def coded(canvas: TaggedCanvas, text: str, name: str) -> list[tuple[str, str]]:
    """The text as a page writes it: stretches of one family of the font's letters, with the codes of the letters.

    A family has at most 256 letters. The first has the letters of English under their own codes.
    """
    doc = canvas._doc
    plain = text.replace("\u00a0", " ")
    family = doc.fontMapping.get(name)
    if family and plain.isascii() and plain.isprintable():
        return [(f"{family}+0", plain.translate(_ESCAPES))]
    font = pdfmetrics.getFont(name)
    return [
        (font.getSubsetInternalName(subset, doc), codes.decode("latin-1").translate(_ESCAPES))
        for subset, codes in font.splitString(text, doc)
    ]


@lru_cache(maxsize=20_000)
def word_width(word: str, font: str, size: float) -> float:
    """How wide a word is, in points: reports say many words again and again."""
    return float(pdfmetrics.stringWidth(word, font, size))


def width(text: str, font: str, size: float) -> float:
    """How wide `draw` makes the text, in points."""
    found = runs(text.replace("\n", " "))
    return float(sum(pdfmetrics.stringWidth(run.text, FALLBACK if run.is_fallback else font, size) for run in found))


def fitted(text: str, font: str, size: float, room: float) -> str:
    """The text cut with an ellipsis so that it is at most `room` points wide."""
    most = int(room / (size * _NARROWEST))  # more letters than that have no room
    if len(text) <= most and width(text, font, size) <= room:
        return text
    low, high = 0, min(len(text), most)
    while low < high:
        middle = (low + high + 1) // 2
        if width(text[:middle].rstrip() + "…", font, size) <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"


@cache
def _letters(name: str) -> frozenset[str]:
    register()
    glyphs = pdfmetrics.getFont(name).face.charToGlyph
    return frozenset(chr(code) for code, glyph in glyphs.items() if glyph) | {"\n"}
