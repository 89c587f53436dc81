"""Whether words that a board reads name a plan: the references in them are looked up in the register."""

import re
from typing import Final

from audit_app.store.driver import Connection
from audit_app.store.read_issued import plans_called

_TOKEN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9/_.-]*[A-Za-z0-9]")
_LEAST_DIGITS: Final = 5
"""A number of fewer figures may be a year or a count; one of so many that is a plan's reference is that reference."""


def plan_named(conn: Connection, words: str) -> str:
    """The first plan that the words name by its reference; empty where they name none."""
    asked = {token for token in _TOKEN.findall(words) if _could_be_a_plan(token)}
    return min(plans_called(conn, sorted(asked)), default="")


def _could_be_a_plan(token: str) -> bool:
    digits = sum(letter.isdigit() for letter in token)
    return bool(digits) and (digits >= _LEAST_DIGITS or any(letter.isalpha() for letter in token))
