"""Reads which reading copies there are and what is known of a plan besides its text; it opens no document."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from audit_app.store.driver import Connection
from audit_app.store.log.canonical import Json, decode

COPY_ROLE: Final = "reading copy"
"""What a document is that holds a plan's text with stand-ins for names."""

_COPIES: Final = (
    "SELECT id, plan_id, coalesce(copy_of, ''), coalesce(read_by, ''), coalesce(read_on, '') FROM document "
    f"WHERE role = '{COPY_ROLE}' AND key IS NOT NULL AND erased IS NULL"
)
_KNOWN: Final = "SELECT setting_name, case_officer, written_by, date_of_birth, find_card FROM entry WHERE id = ?"


@dataclass(frozen=True, slots=True)
class ReadingCopy:
    """A reading copy: of which document, who read it through (an id) and on which day (ISO); empty for nobody."""

    id: str
    plan_id: str
    copy_of: str
    read_by: str
    read_on: str

    @property
    def is_read_through(self) -> bool:
        """Whether somebody ticked it as read through since it was made."""
        return bool(self.read_by)


@dataclass(frozen=True, slots=True)
class KnownOfPlan:
    """What register and find card say of a plan; empty text where nothing."""

    setting: str
    officer: str
    author: str
    born: str
    card_names: tuple[str, ...]
    card_born: str


def copies_of(conn: Connection, plan_id: str) -> tuple[ReadingCopy, ...]:
    """The reading copies of a plan that are kept, by id."""
    return tuple(ReadingCopy(*row) for row in conn.execute(f"{_COPIES} AND plan_id = ? ORDER BY id", (plan_id,)))


def reading_copy_of(conn: Connection, document_id: str) -> ReadingCopy | None:
    """One reading copy; None where there is none of this id."""
    row = conn.execute(f"{_COPIES} AND id = ?", (document_id,)).fetchone()
    return None if row is None else ReadingCopy(*row)


def known_of_plan(conn: Connection, plan_id: str) -> KnownOfPlan:
    """What the workspace knows of whom a plan is about. Raises LookupError where there is no such plan."""
    row = conn.execute(_KNOWN, (plan_id,)).fetchone()
    if row is None:
        raise LookupError(plan_id)
    setting, officer, author, born, card = (value or "" for value in row)
    return KnownOfPlan(setting, officer, author, born, *_card(card))


def _card(text: str) -> tuple[tuple[str, ...], str]:
    """Names and date of birth on a find card, which is an object with both, or a name alone."""
    if text[:1] != "{":
        return ((text,) if text else ()), ""
    card: dict[str, Json] = decode(text)
    names: Sequence[Json] = [value for name, value in card.items() if name != "date_of_birth"]
    return tuple(str(one) for one in names if one), str(card.get("date_of_birth") or "")
