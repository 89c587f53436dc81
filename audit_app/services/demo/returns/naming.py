"""Names and numbers of children who do not exist: made of syllables and counting, so that they are nobody's."""

from typing import Final

_SYLLABLES: Final = (
    *("bar", "den", "fel", "gor", "hul", "jas", "kim", "lor", "mek", "nal"),
    *("pen", "quo", "rud", "sel", "tam", "ved", "wix", "yan", "zor", "cor"),
)
_FORENAMES: Final = ("Robin", "Ash", "Sky", "River", "Rowan", "Ellis", "Jude", "Kit", "Lane", "Remy", "Sage", "Wren")
_LETTERS: Final = "ABCDEFGHJKLMNPQRTUVWXYZ"  # check letters of a UPN, by their value (DfE's guide to UPNs)
_AUTHORITY: Final = "999"  # no authority has it


def surname(number: int) -> str:
    """A surname that no other number has."""
    parts: list[str] = []
    while number or len(parts) < 3:
        number, at = divmod(number, len(_SYLLABLES))
        parts.append(_SYLLABLES[at])
    return "".join(parts).capitalize()


def forename(number: int) -> str:
    """A forename."""
    return _FORENAMES[number % len(_FORENAMES)]


def upn(number: int, *, temporary: bool = False) -> str:
    """A unique pupil number with the right check letter; a temporary one ends with a letter."""
    figures = f"{_AUTHORITY}{number:08d}" if temporary else f"{_AUTHORITY}{number:09d}"
    values = [*map(int, figures), 0] if temporary else list(map(int, figures))
    letter = _LETTERS[sum(weight * value for weight, value in enumerate(values, start=2)) % 23]
    return f"{letter}{figures}{_LETTERS[0] if temporary else ''}"


def uln(number: int) -> str:
    """A unique learner number."""
    return f"{1_000_000_000 + number}"
