"""Check digits of numbers that say who a child is: NHS number, UPN, ULN; it reads no text.

NHS number: modulus 11 (NHS Data Dictionary). UPN: the first letter is modulus 23 of the rest (DfE guide to unique
pupil numbers). ULN: modulus 11 (Learning Records Service).
"""

from typing import Final

_LETTERS: Final = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""The check letters of UPNs, without I, O and S."""


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits are an NHS number by their check digit."""
    if len(digits) != 10 or not digits.isdigit():
        return False
    rest = 11 - sum(int(one) * (10 - place) for place, one in enumerate(digits[:9])) % 11
    return rest != 10 and (0 if rest == 11 else rest) == int(digits[9])


def is_uln(digits: str) -> bool:
    """Whether ten digits are a unique learner number by their check digit."""
    if len(digits) != 10 or not digits.isdigit() or digits[0] == "0":
        return False
    rest = sum(int(one) * (10 - place) for place, one in enumerate(digits[:9])) % 11
    return rest != 0 and 10 - rest == int(digits[9])


def is_upn(number: str) -> bool:
    """Whether a letter and twelve signs are a unique pupil number by their check letter; in capitals, without blanks.

    The last sign of a temporary number is a letter.
    """
    if len(number) != 13 or number[0] not in _LETTERS or not number[1:12].isdigit():
        return False
    last = number[12]
    if not (last.isdigit() or last in _LETTERS):
        return False
    values = [int(one) for one in number[1:12]] + [int(last) if last.isdigit() else _LETTERS.index(last)]
    return _LETTERS[sum(value * weight for weight, value in enumerate(values, start=2)) % 23] == number[0]
