"""Text made fit for files: what cannot be shown gets a visible mark instead; nothing is dropped in silence."""

import re

UNSHOWABLE = "\ufffd"
"""The mark that stands for a character that no font or file can hold."""

_CONTROLS = {code: 0x2400 + code for code in range(32) if code not in (9, 10)} | {127: 0x2421}
# Marks that turn the direction of reading: a text could show other words than it holds.
_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], 0xFFFD)
_OTHERS = {0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD, 0x2028: 0x0A, 0x2029: 0x0A, 0x85: 0x0A}
_C1 = dict.fromkeys([code for code in range(0x80, 0xA0) if code != 0x85], 0xFFFD)
_SURROGATES = re.compile("[\ud800-\udfff]")
_TABLE = {**_CONTROLS, **_TURNING, **_OTHERS, **_C1}


def visible(text: str) -> str:
    """The text with line ends as \\n, and control, turning and broken characters as visible marks (␀, �)."""
    if text.isascii() and text.isprintable():
        return text
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return encodable(lines).translate(_TABLE)


def one_line(text: str) -> str:
    """The text as `visible` makes it, in one line without surplus spaces."""
    return " ".join(visible(text).split())


def encodable(text: str) -> str:
    """The text with halves of broken characters (lone surrogates) replaced, which no UTF-8 file can hold."""
    return _SURROGATES.sub(UNSHOWABLE, text)


def shortened(text: str, most: int) -> str:
    """The text in at most that many characters, cut at a word with an ellipsis where it is longer."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > most // 2 else cut).rstrip(" ,;:.") + "…"


def file_name_part(text: str, most: int = 60) -> str:
    """The text as a part of a file's name on every system: letters, digits, - and . only, never empty."""
    kept = "".join(letter if letter.isalnum() or letter in "-." else "-" for letter in one_line(text))
    return re.sub(r"-{2,}", "-", kept)[:most].strip("-.") or "unnamed"
