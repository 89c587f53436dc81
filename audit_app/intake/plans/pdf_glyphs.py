"""Single characters of a PDF's page: what they are, in what type, where their line of writing is."""

import ctypes
from math import hypot
from typing import Any


def character_at(words: Any, index: int) -> str:
    """A character of a page's text; what has no code of its own is �."""
    from pypdfium2.raw import FPDFText_GetUnicode

    code = FPDFText_GetUnicode(words.raw, index)
    return chr(code) if 0 < code <= 0xFFFF else "\ufffd"


def baseline_at(words: Any, index: int) -> float:
    """How far above the bottom of the page the line of writing stands, in points."""
    from pypdfium2.raw import FPDFText_GetCharOrigin

    x, y = ctypes.c_double(), ctypes.c_double()
    return y.value if FPDFText_GetCharOrigin(words.raw, index, x, y) else 0.0


def size_at(words: Any, index: int) -> float:
    """The size of type in points: what the PDF names, made as large as it draws it."""
    from pypdfium2.raw import FS_MATRIX, FPDFText_GetFontSize, FPDFText_GetMatrix

    matrix = FS_MATRIX()
    if not FPDFText_GetMatrix(words.raw, index, matrix):
        return 0.0
    return float(FPDFText_GetFontSize(words.raw, index)) * hypot(matrix.c, matrix.d)


def is_bold_at(words: Any, index: int) -> bool:
    """Whether a character is set in a bold type, by its name."""
    from pypdfium2.raw import FPDFText_GetFontInfo

    name = ctypes.create_string_buffer(128)
    FPDFText_GetFontInfo(words.raw, index, name, 128, ctypes.c_int())
    return b"bold" in name.value.lower() or b"black" in name.value.lower()
