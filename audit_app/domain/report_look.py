"""How reports look: a logo and a colour, held only where they are safe and can be read; it knows no file and no screen.

Its parts are logged values of the workspace, so that backups, packs and undo carry them without anything of their own.
"""

import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping
from dataclasses import dataclass
from math import floor
from typing import Final

from audit_app.domain.canonical_json import Json
from audit_app.domain.plain_png import png_size
from audit_app.domain.problems import AppError
from resources.theme import contrast

READABLE: Final = 4.5
"""The least contrast of words with the paper behind them (WCAG 2.1, level AA)."""
LOGO_WIDTH: Final = 720
LOGO_HEIGHT: Final = 240
"""A logo is kept at most so large, in pixels: over 300 to an inch where it is printed."""
LOGO_BYTES: Final = 48 * 1024
"""A logo is kept in at most so many bytes: the change log holds the old one and the new with every change of it."""
MOST_WORDS: Final = 200
"""So many letters may say what a logo shows."""
COLOURS: Final = (
    ("Navy", "#1B3A6B"),
    ("Blue", "#1F5FA8"),
    ("Teal", "#00646B"),
    ("Green", "#22663F"),
    ("Olive", "#56620E"),
    ("Brown", "#7A4A1E"),
    ("Red", "#A3262A"),
    ("Plum", "#86265F"),
    ("Purple", "#5B3A8C"),
    ("Slate", "#3D4A5C"),
)
"""Colours to choose from, by name; each can be read on white and has white words on it."""
_PRINTED_WIDTH, _PRINTED_HEIGHT, _LARGEST_PIXEL = 170.0, 46.0, 0.75
"""The room of a logo beside the organisation's name, and the largest that a pixel of it may be, in points."""
_PAPER: Final = "#FFFFFF"
_HEX: Final = re.compile(r"#?([0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})")


@dataclass(frozen=True, slots=True)
class Logo:
    """A small plain PNG on white, its size in pixels, and what is said to those who cannot see it."""

    png: bytes
    width: int
    height: int
    words: str

    @property
    def printed(self) -> tuple[float, float]:
        """Its width and height on a page, in points: as large as its room, and never so large that its pixels show."""
        scale = min(_PRINTED_WIDTH / self.width, _PRINTED_HEIGHT / self.height, _LARGEST_PIXEL)
        return self.width * scale, self.height * scale


@dataclass(frozen=True, slots=True)
class ReportLook:
    """The logo, and the colour as #RRGGBB; None and empty where reports look as the app has them."""

    colour: str = ""
    logo: Logo | None = None


NO_LOOK: Final = ReportLook()
"""Reports as the app has them."""


def look_of(value: Json, organisation: str) -> ReportLook:
    """The look that these values say; what in it is damaged or unsafe is left out. Words unset are the organisation."""
    if not isinstance(value, Mapping):
        return NO_LOOK
    colour = value.get("colour")
    is_sound = isinstance(colour, str) and _HEX.fullmatch(colour) and len(colour) == len(_PAPER)
    if not is_sound or contrast(str(colour), _PAPER) < READABLE:
        colour = ""
    words = value.get("logo_words")
    said = words if isinstance(words, str) and words.strip() else organisation or "Logo"
    return ReportLook(str(colour), _logo(value.get("logo"), said[:MOST_WORDS]))


def logo_text(png: bytes) -> str:
    """A logo as the setting holds it. Raises ValueError where it is not the plain small PNG that can be kept."""
    text = b64encode(png).decode()
    if _logo(text, "") is None:
        raise ValueError("not a plain small PNG")
    return text


def colour_of(typed: str) -> str:
    """A colour as typed, “1f5fa8” or “#15A”, as #RRGGBB.

    Raises AppError where it is none, or where words in it could not be read on white; then it says what would do.
    """
    found = _HEX.fullmatch(typed.strip())
    if found is None:
        raise AppError("This is no colour. Type a hash and six digits or letters from A to F, such as #1F5FA8.")
    digits = found[1].upper()
    colour = "#" + (digits if len(digits) == len(_PAPER) - 1 else "".join(digit * 2 for digit in digits))
    if contrast(colour, _PAPER) < READABLE:
        raise AppError(
            f"{colour} has a contrast of {ratio(colour)} to 1 with white paper, and words need {READABLE} to 1 so that "
            f"everybody can read them. {_darker(colour)}, the same colour darker, would do."
        )
    return colour


def ratio(colour: str) -> str:
    """The contrast of a colour with white in words, “6.51”, never rounded up."""
    return f"{floor(contrast(colour, _PAPER) * 100) / 100:.2f}"


def _darker(colour: str) -> str:
    """The same colour, as little darker as it must be."""
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    shades = ("#" + "".join(f"{part * share // 255:02X}" for part in parts) for share in range(255, -1, -1))
    return next(shade for shade in shades if contrast(shade, _PAPER) >= READABLE)


def _logo(text: Json, words: str) -> Logo | None:
    if not isinstance(text, str) or len(text) > LOGO_BYTES * 4 // 3 + 4:
        return None
    try:
        png = b64decode(text, validate=True)
    except (NotBase64, ValueError):
        return None
    size = png_size(png, LOGO_WIDTH, LOGO_HEIGHT)
    return Logo(png, *size, words) if size is not None else None
