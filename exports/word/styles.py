"""How a Word file looks: its own named styles in the theme's colours, so that a paste takes those of the paper."""

from typing import Any, Final

from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from resources.theme import Colour, Measures, Theme

FONT: Final = "Arial"
"""A font that every office has: the reports' own cannot be embedded here."""
_HEADINGS: Final = {"Title": 22.0, "Heading 1": 16.0, "Heading 2": 13.0, "Heading 3": 11.0}


def prepare(document: Any, theme: Theme, measures: Measures, language: str, own_colour: str = "") -> None:
    """Give the document's styles their font, sizes, colours and language; headings take the colour of who reports."""
    of_headings = dict.fromkeys(_HEADINGS, own_colour or theme[Colour.INK])
    of_headings["Heading 1"] = own_colour or theme[Colour.ACCENT]
    _set_font(document.styles["Normal"], measures.text, theme[Colour.INK])
    spacing = document.styles["Normal"].paragraph_format
    spacing.space_after, spacing.line_spacing_rule = Pt(6), WD_LINE_SPACING.SINGLE
    for name, size in _HEADINGS.items():
        style = document.styles[name]
        _set_font(style, size, of_headings[name], is_bold=True)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(size * 0.8), Pt(4)
        style.paragraph_format.keep_with_next = True
        _without_line(style)
    _set_font(document.styles["Quote"], measures.text, theme[Colour.INK], is_italic=True)
    _set_font(document.styles["Caption"], measures.caption, theme[Colour.SOFT_INK])
    _set_font(document.styles["Subtitle"], 13, theme[Colour.SOFT_INK])
    for name in ("Header", "Footer"):
        _set_font(document.styles[name], 8.5, theme[Colour.SOFT_INK])
    _speak(document, language)


def _set_font(style: Any, size: float, colour: str, *, is_bold: bool = False, is_italic: bool = False) -> None:
    font = style.font
    font.name, font.size, font.bold, font.italic = FONT, Pt(size), is_bold, is_italic
    font.color.rgb = RGBColor.from_string(colour[1:])
    fonts = style.element.rPr.rFonts
    for part in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # these would win over the name
        fonts.attrib.pop(qn(f"w:{part}"), None)
    fonts.set(qn("w:cs"), FONT)


def _without_line(style: Any) -> None:
    """The title of Word's own template is underlined."""
    for line in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(line)


def _speak(document: Any, language: str) -> None:
    """The language by which a screen reader reads the text and a speller looks at it."""
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for held in defaults.findall(qn("w:lang")):
        defaults.remove(held)
    told = OxmlElement("w:lang")
    told.set(qn("w:val"), language)
    defaults.append(told)
