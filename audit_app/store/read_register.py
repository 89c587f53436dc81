"""Reading the register: entries as an import, a draw and an audit need them; it changes nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from audit_app.domain.register import RegisterRow
from audit_app.store.driver import Connection
from audit_app.store.log.canonical import Json
from audit_app.store.vocabulary import REGISTER_COLUMNS

_OF_DRAW: Final = (
    *("request_date", "request_outcome", "request_outcome_date", "assessment_outcome", "assessment_outcome_date"),
    *("advice_requested_date", "education_advice_date", "psychology_advice_date", "health_advice_date"),
    *("social_care_advice_date", "draft_date", "final_date", "ceased_date", "case_officer", "written_by"),
)


@dataclass(frozen=True, slots=True)
class HeldRegister:
    """The register as the workspace holds it, by plan reference.

    Each row has the entry's id, its hashed match key, its reference and then the columns in the order of `columns`.
    `erased` are the ids of entries that were erased under a retention rule, `name_keys` the hashed names with dates of
    birth by plan reference.
    """

    columns: tuple[str, ...]
    rows: dict[str, tuple[Json, ...]]
    erased: frozenset[str]
    name_keys: dict[str, str]

    def keys(self) -> Iterator[tuple[str, str | None, str | None]]:
        """The plan reference of each entry, its hashed match key and its hashed name."""
        for ref, row in self.rows.items():
            yield ref, row[1], self.name_keys.get(ref)


def held_register(conn: Connection, first: Sequence[str]) -> HeldRegister:
    """Every entry; the columns named in `first` come first, the others after them."""
    columns = (*first, *(name for name in REGISTER_COLUMNS if name not in first and name != "plan_ref"))
    sql = f"SELECT id, match_key, plan_ref, {', '.join(columns)} FROM entry WHERE plan_ref IS NOT NULL"
    names = conn.execute("SELECT plan_ref, name_key FROM entry WHERE name_key IS NOT NULL AND plan_ref IS NOT NULL")
    rows = {row[2]: row for row in conn.execute(sql).fetchall()}
    return HeldRegister(columns, rows, erased_entries(conn), dict(names.fetchall()))


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


_PLAN = "SELECT id, plan_ref, date_of_birth, year_group, case_officer, written_by FROM entry WHERE plan_ref IS NOT NULL"


def plan_entries(conn: Connection) -> dict[str, PlanEntry]:
    """Every entry by plan reference."""
    return {row[1]: _plan_entry(row) for row in conn.execute(_PLAN)}


def plan_entry(conn: Connection, *, plan_ref: str = "", plan_id: str = "") -> PlanEntry | None:
    """One entry by its reference, or by its id; None where there is none or it was erased."""
    column, value = ("plan_ref", plan_ref) if plan_ref else ("id", plan_id)
    row = conn.execute(f"{_PLAN} AND {column} = ?", (value,)).fetchone()
    return None if row is None else _plan_entry(row)


def _plan_entry(row: Sequence[Json]) -> PlanEntry:
    id_, ref, born, year, officer, writer = row
    return PlanEntry(id_, ref, born or "", year, officer or "", writer or "")


def register_day(conn: Connection) -> date | None:
    """The day of the newest register import: what the register says of a child held then."""
    found = conn.execute("SELECT max(imported_on) FROM register_import").fetchone()[0]
    return date.fromisoformat(found) if found else None


def match_secret(conn: Connection, workspace: str) -> bytes | None:
    """The secret under which match keys are hashed; None in a copy that came from another machine by pack."""
    row = conn.execute("SELECT match_secret FROM workspace WHERE id = ?", (workspace,)).fetchone()
    return bytes.fromhex(row[0]) if row is not None and row[0] else None
