"""What a child is known by in a file: a number, or name and date of birth. It hashes nothing and keeps nothing."""

import re
from collections.abc import Collection
from typing import Final

from audit_app.domain.register import FieldKind, RegisterField, RegisterRow
from audit_app.intake.keeping import Seen

NAME_KEY: Final = "name_key"
"""The part of a row that holds name with date of birth, beside `match_key`; the store keeps a keyed hash of it."""

KEY_FIELDS: Final = (
    RegisterField("uln", FieldKind.MATCH_KEY, "ULN (for the key only)"),
    RegisterField("surname", FieldKind.TEXT, "Surname (for the key only)"),
    RegisterField("forename", FieldKind.TEXT, "Forename (for the key only)"),
)
"""What a column may be besides a field of the register: it helps to know a child again, and is then dropped."""

KEY_PARTS: Final = tuple(field.name for field in KEY_FIELDS)

_TEMPORARY: Final = re.compile(r"[A-Z][0-9]{11}[A-Z]")  # a permanent UPN ends in a figure (DfE's guide to UPNs)
_NO_ULN: Final = frozenset({"9999999999"})  # stands for a number that is not known yet


def number_of(upn: str, uln: str) -> str:
    """The UPN, else the ULN, in capitals and without blanks; empty where there is neither."""
    first = "".join(upn.split()).upper()
    if first or not uln:
        return first
    second = "".join(uln.split()).upper()
    return "" if second in _NO_ULN else second


def name_key(surname: str, forename: str, date_of_birth: str) -> str:
    """Name and date of birth as one text; the date is ISO."""
    return " ".join((*surname.split(), *forename.split(), date_of_birth))


def is_temporary(number: str) -> bool:
    """Whether a number is a temporary UPN, which a permanent one replaces."""
    return _TEMPORARY.fullmatch(number) is not None


def tells_child(fields: Collection[str]) -> bool:
    """Whether columns of these fields tell one entry from another: a reference, a number, or name and date of birth."""
    return not {"plan_ref", "match_key", "uln"}.isdisjoint(fields) or {"surname", "date_of_birth"} <= set(fields)


def with_keys(row: RegisterRow) -> RegisterRow:
    """A row whose ULN and names have become what the child is known by; they themselves are gone."""
    kept = {name: value for name, value in row.items() if name not in KEY_PARTS}
    given = {name: str(row.get(name, "")) for name in KEY_PARTS}
    number = row.get("match_key") or number_of("", given["uln"])
    if number:
        kept["match_key"] = number
    if given["surname"] and "date_of_birth" in row:
        kept[NAME_KEY] = name_key(given["surname"], given["forename"], str(row["date_of_birth"]))
    return kept


class Namesakes:
    """Finds children of one file who have the same name and date of birth: only numbers that last tell them apart."""

    def __init__(self, seen: Seen) -> None:
        self._seen = seen

    def first(self, name: str, number: str, at: int) -> tuple[int, bool]:
        """Where the name first stood (`at` itself, where it is new), and whether both numbers last.

        Two without any number are the same child by their key, which is said of their keys: the second is then new.
        """
        sureness = 0 if not number else 1 if is_temporary(number.upper()) else 2
        first, other = divmod(self._seen.setdefault(name.casefold(), 3 * at + sureness), 3)
        return (at, False) if sureness == other == 0 else (first, sureness == other == 2)
