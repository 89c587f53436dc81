"""What a child is known by in a file: a number, or name and date of birth. It hashes nothing and keeps nothing."""

import re
from typing import Final

from audit_app.domain.register import FieldKind, RegisterField

NAME_KEY: Final = "name_key"
"""The part of a row that holds name with date of birth, beside `match_key`; the store keeps a keyed hash of it."""

KEY_FIELDS: Final = (
    RegisterField("uln", FieldKind.MATCH_KEY, "ULN (for the match key only)"),
    RegisterField("surname", FieldKind.TEXT, "Surname (for the match key only)"),
    RegisterField("forename", FieldKind.TEXT, "Forename (for the match key only)"),
)
"""What a column may be besides a field of the register: it helps to know a child again, and is then dropped."""

_TEMPORARY: Final = re.compile(r"[A-Z][0-9]{11}[A-Z]")  # a permanent UPN ends in a figure (DfE's guide to UPNs)
_NO_ULN: Final = frozenset({"9999999999"})  # stands for a number that is not known yet


def number_of(upn: str, uln: str) -> str:
    """The UPN, else the ULN, in capitals and without blanks; empty where there is neither."""
    first = "".join(upn.split()).upper()
    second = "".join(uln.split()).upper()
    return first or ("" if second in _NO_ULN else second)


def name_key(surname: str, forename: str, date_of_birth: str) -> str:
    """Name and date of birth as one text; the date is ISO."""
    return " ".join((*surname.split(), *forename.split(), date_of_birth))


def is_temporary(number: str) -> bool:
    """Whether a number is a temporary UPN, which a permanent one replaces."""
    return _TEMPORARY.fullmatch(number) is not None
