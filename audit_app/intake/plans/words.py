"""The characters of a plan as people read them: ligatures taken apart, soft hyphens out; no word is lost."""

import re
from typing import Final

_LIGATURES: Final = {
    **dict(
        zip("\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)
    ),
    # soft hyphen, word joiner, zero width space and joiners, byte order mark: nothing that is read
    **dict.fromkeys(("\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"), ""),
    **dict.fromkeys(("\u00a0", "\u2007", "\u202f"), " "),
}
_TABLE: Final = str.maketrans(_LIGATURES)
# control characters that are no white space, lone surrogates, and marks that turn the direction of the text
_UNREADABLE: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
_SPACES: Final = re.compile(r"[ \t\x0b\x0c\r\u2028\u2029]+")
_AROUND_LINES: Final = re.compile(r" *\n *")


def readable(text: str) -> str:
    """The text as it is read: blanks single, lines trimmed, what no reader sees left out, what cannot be shown as �."""
    plain = _UNREADABLE.sub("\ufffd", text.translate(_TABLE))
    return _AROUND_LINES.sub("\n", _SPACES.sub(" ", plain)).strip()
