"""Reading the register: entries as an import, a draw and an audit need them; it changes nothing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from audit_app.domain.register import RegisterRow
from audit_app.store.driver import Connection
from audit_app.store.log.canonical import Json
from audit_app.store.transaction import rows_in
from audit_app.store.vocabulary import REGISTER_COLUMNS

_OF_DRAW: Final = (
    *("request_date", "request_outcome", "request_outcome_date", "assessment_outcome", "assessment_outcome_date"),
    *("advice_requested_date", "education_advice_date", "psychology_advice_date", "health_advice_date"),
    *("social_care_advice_date", "draft_date", "final_date", "ceased_date", "case_officer", "written_by"),
    "last_review_date",
)


HeldRow = tuple[Json, ...]
"""An entry as it is held: id, hashed match key, hashed name, reference, then the columns asked for."""

BEFORE_COLUMNS: Final = 4
"""How many values of a held row stand before its columns."""


class HeldRegister:
    """The register as the workspace holds it, looked up a part at a time, so that it need not fit into memory.

    `columns` are those of every held row. `erased` are the ids of entries that were erased under a retention rule.
    """

    def __init__(self, conn: Connection, first: Sequence[str]) -> None:
        """The columns named in `first` come first, the others after them."""
        self.columns = (*first, *(name for name in REGISTER_COLUMNS if name not in first and name != "plan_ref"))
        self.erased = erased_entries(conn)
        self._at = {name: BEFORE_COLUMNS + place for place, name in enumerate(self.columns)}
        self._conn = conn
        every = ", ".join(("id", "match_key", "name_key", "plan_ref", *self.columns))
        self._sql = f"SELECT {every} FROM entry WHERE plan_ref IS NOT NULL"
        self._is_empty = conn.execute("SELECT 1 FROM entry WHERE plan_ref IS NOT NULL LIMIT 1").fetchone() is None

    def part(self, numbers: Iterable[str], names: Iterable[str], refs: Iterable[str]) -> dict[str, HeldRow]:
        """By reference the entries with these hashed match keys, these hashed names, or these references."""
        if self._is_empty:
            return {}
        found: dict[str, HeldRow] = {}
        for column, values in (("match_key", numbers), ("name_key", names), ("plan_ref", refs)):
            sql = f"{self._sql} AND {column} IN ({{marks}})"
            found.update((row[3], row) for row in rows_in(self._conn, sql, list(dict.fromkeys(values))))
        return found

    def by_ref(self, ref: str) -> HeldRow | None:
        """One entry by its reference, None where there is none."""
        if self._is_empty:
            return None
        found: HeldRow | None = self._conn.execute(f"{self._sql} AND plan_ref = ?", (ref,)).fetchone()
        return found

    def value(self, row: HeldRow, name: str) -> Json:
        """A column of a held row."""
        return row[self._at[name]]

    def not_ceased(self, on: date) -> Iterator[tuple[str, str]]:
        """Id and reference of every entry that had not ceased by the end of a day, by reference."""
        sql = (
            "SELECT id, plan_ref FROM entry WHERE plan_ref IS NOT NULL AND (ceased_date IS NULL OR ceased_date > ?) "
            "ORDER BY plan_ref"
        )
        yield from self._conn.execute(sql, (on.isoformat(),))


def erased_entries(conn: Connection) -> frozenset[str]:
    """The ids of entries that were erased under a retention rule."""
    return frozenset(row[0] for row in conn.execute("SELECT id FROM entry WHERE erased IS NOT NULL"))


class DrawEntry(NamedTuple):
    """An entry as a draw sees it."""

    id: str
    plan_ref: str
    row: RegisterRow


def draw_entries(conn: Connection) -> list[DrawEntry]:
    """Every entry with the fields that decide whether it can be drawn."""
    sql = f"SELECT id, plan_ref, {', '.join(_OF_DRAW)} FROM entry WHERE plan_ref IS NOT NULL"
    return [
        DrawEntry(id_, ref, {name: value for name, value in zip(_OF_DRAW, values, strict=True) if value is not None})
        for id_, ref, *values in conn.execute(sql)
    ]


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """An entry as an audit of it needs it; dates are ISO text, empty where not known."""

    id: str
    plan_ref: str
    date_of_birth: str
    year_group: int | None
    case_officer: str
    written_by: str
    last_review: str = ""
    review_outcome: str = ""


_PLAN = (
    "SELECT id, plan_ref, date_of_birth, year_group, case_officer, written_by, last_review_date, review_outcome "
    "FROM entry WHERE plan_ref IS NOT NULL"
)


def plan_entries(conn: Connection) -> dict[str, PlanEntry]:
    """Every entry by plan reference."""
    return {row[1]: _plan_entry(row) for row in conn.execute(_PLAN)}


def plan_entry(conn: Connection, *, plan_ref: str = "", plan_id: str = "") -> PlanEntry | None:
    """One entry by its reference, or by its id; None where there is none or it was erased."""
    column, value = ("plan_ref", plan_ref) if plan_ref else ("id", plan_id)
    row = conn.execute(f"{_PLAN} AND {column} = ?", (value,)).fetchone()
    return None if row is None else _plan_entry(row)


def _plan_entry(row: Sequence[Json]) -> PlanEntry:
    id_, ref, born, year, *texts = row
    return PlanEntry(id_, ref, born or "", year, *(text or "" for text in texts))


def register_day(conn: Connection) -> date | None:
    """The day of the newest register import: what the register says of a child held then."""
    found = conn.execute("SELECT max(imported_on) FROM register_import").fetchone()[0]
    return date.fromisoformat(found) if found else None


def match_secret(conn: Connection, workspace: str) -> bytes | None:
    """The secret under which match keys are hashed; None in a copy that came from another machine by pack."""
    row = conn.execute("SELECT match_secret FROM workspace WHERE id = ?", (workspace,)).fetchone()
    return bytes.fromhex(row[0]) if row is not None and row[0] else None
