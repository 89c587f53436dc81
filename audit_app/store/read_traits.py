"""Reading what entries are, for strata and coverage: their columns, the advice log, when they were looked at."""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from audit_app.domain.cycles import Cycle, Subject, subject_of
from audit_app.domain.features import ADVICE_LOG, COLUMNS
from audit_app.domain.register import RegisterRow
from audit_app.domain.traits import Advice, TraitReader
from audit_app.store.driver import Connection
from audit_app.store.log.canonical import decode
from audit_app.store.read_draws import OF_PLACE
from audit_app.store.read_register import register_day

_FILLED: Final = f"SELECT {', '.join(f'max({name} IS NOT NULL)' for name in COLUMNS)} FROM entry WHERE erased IS NULL"
_IMPORTED: Final = "SELECT columns FROM register_import WHERE columns IS NOT NULL AND erased IS NULL"
_LOG: Final = (
    "SELECT plan_id, agency, requested, due, received, outcome FROM advice_request "
    "WHERE plan_id IS NOT NULL AND erased IS NULL AND deleted IS NULL ORDER BY id"
)
_ROWS: Final = f"SELECT id, {', '.join(COLUMNS)} FROM entry WHERE plan_ref IS NOT NULL AND erased IS NULL"


def trait_reader(conn: Connection, on: date) -> TraitReader:
    """What says on a day what the entries of this workspace are, by the columns that its register holds.

    A column is held where an entry fills it or an import had it: a sensitive one only where it was asked for.
    """
    filled = conn.execute(_FILLED).fetchone()
    columns = {name for name, is_filled in zip(COLUMNS, filled, strict=True) if is_filled}
    for (headings,) in conn.execute(_IMPORTED).fetchall():
        columns.update(name for name in decode(headings) if name in COLUMNS)
    if conn.execute(f"{_LOG} LIMIT 1").fetchone() is not None:
        columns.add(ADVICE_LOG)
    return TraitReader(on, register_day(conn), frozenset(columns))


def advice_log(conn: Connection) -> dict[str, list[Advice]]:
    """The lines of the advice log by plan."""
    found: dict[str, list[Advice]] = {}
    for plan, *texts in conn.execute(_LOG):
        found.setdefault(plan, []).append(Advice(*(text or "" for text in texts)))
    return found


def trait_rows(conn: Connection) -> Iterator[tuple[str, RegisterRow]]:
    """Every entry's id with the fields that say what it is."""
    for id_, *values in conn.execute(_ROWS):
        yield id_, {name: value for name, value in zip(COLUMNS, values, strict=True) if value is not None}


class LookedAt(NamedTuple):
    """When a plan was last drawn into a sample, and the day of its last submitted audit; ISO text, empty for never."""

    drawn: str
    audited: str


# A review or a report that was audited says nothing about the plan: only audits of plans themselves count as looks.
_OTHER_PAPERS: Final = ", ".join(f"'{cycle}'" for cycle in Cycle if subject_of(cycle) is not Subject.PLAN)
_CAME_IN: Final = (
    "(p.role = 'drawn' OR EXISTS (SELECT 1 FROM place q WHERE q.draw_id = p.draw_id AND q.replaced_by = p.id))"
)
_DRAWN: Final = (
    "SELECT p.plan_id, max(d.on_date) FROM place p JOIN draw d ON d.id = p.draw_id "
    "WHERE d.erased IS NULL AND p.erased IS NULL AND p.plan_id IS NOT NULL AND p.replaced_by IS NULL "
    f"AND d.on_date <= ? AND coalesce(d.cycle, '') NOT IN ({_OTHER_PAPERS}) AND {_CAME_IN} GROUP BY p.plan_id"
)
_AUDITED: Final = (
    "SELECT a.plan_id, max(a.date) FROM audit a WHERE a.plan_id IS NOT NULL AND a.date <= ? AND a.abandoned IS NULL "
    f"AND a.erased IS NULL AND a.purpose <> 'practice' AND coalesce(a.cycle, '') NOT IN ({_OTHER_PAPERS}) AND EXISTS "
    "(SELECT 1 FROM review r WHERE r.audit_id = a.id AND r.state = 'submitted' AND r.erased IS NULL) GROUP BY a.plan_id"
)


def looked_at(conn: Connection, on: date) -> dict[str, LookedAt]:
    """Every plan that was drawn or audited up to a day; replaced places and audits for practice aside."""
    drawn = dict(conn.execute(_DRAWN, (on.isoformat(),)).fetchall())
    audited = dict(conn.execute(_AUDITED, (on.isoformat(),)).fetchall())
    return {plan: LookedAt(drawn.get(plan, ""), audited.get(plan, "")) for plan in drawn.keys() | audited.keys()}


class ChanceOf(NamedTuple):
    """The draw that an audit comes from, and its plan's chance there, `6/312`; empty where none was recorded."""

    draw: str
    chance: str


# Of several places that fit, the one of the newest draw stands: later rows replace earlier ones.
_CHANCES: Final = (
    "SELECT a.id, d.id, p.chance FROM audit a JOIN place p ON p.plan_id = a.plan_id JOIN draw d ON d.id = p.draw_id "
    f"WHERE a.id IN (SELECT value FROM json_each(?)) AND {OF_PLACE} AND d.erased IS NULL AND p.erased IS NULL "
    f"AND {_CAME_IN} ORDER BY a.id, d.on_date, d.id"
)
_DESIGNED: Final = "SELECT 1 FROM draw WHERE design ->> 'stratify' IS NOT NULL AND erased IS NULL LIMIT 1"


def has_designs(conn: Connection) -> bool:
    """Whether any draw was made through strata, or with exclusions or weights."""
    return conn.execute(_DESIGNED).fetchone() is not None


def chances(conn: Connection, audits: str) -> dict[str, ChanceOf]:
    """The chance behind each of these audits (a JSON list of ids) that comes from a recorded draw."""
    return {audit: ChanceOf(draw, chance or "") for audit, draw, chance in conn.execute(_CHANCES, (audits,))}
