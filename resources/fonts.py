"""Where the app's font files lie: Atkinson Hyperlegible, and Noto Sans for the letters that it lacks."""

from enum import StrEnum
from importlib.resources import files
from pathlib import Path

FAMILY = "Atkinson Hyperlegible"


class Face(StrEnum):
    """A face by its file; FALLBACK is one upright weight for Greek, Cyrillic, Devanagari and further Latin letters."""

    REGULAR = "AtkinsonHyperlegible-Regular.ttf"
    BOLD = "AtkinsonHyperlegible-Bold.ttf"
    ITALIC = "AtkinsonHyperlegible-Italic.ttf"
    BOLD_ITALIC = "AtkinsonHyperlegible-BoldItalic.ttf"
    FALLBACK = "NotoSans[wdth,wght].ttf"


def font_file(face: Face) -> Path:
    """The TrueType file of a face. Raises FileNotFoundError with a sentence where the installation lacks it."""
    package = "fontpkg_noto_sans" if face is Face.FALLBACK else "fontpkg_atkinson_hyperlegible"
    try:
        path = Path(str(files(package))) / "files" / face.value
    except ModuleNotFoundError:
        raise FileNotFoundError(_missing(face)) from None
    if not path.is_file():
        raise FileNotFoundError(_missing(face))
    return path


def _missing(face: Face) -> str:
    return f"The font {face.value} is missing from this installation. Install the app again."
