"""Reading draws, their places and what came of them; it changes nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from audit_app.domain.cycles import Subject, subject_of
from audit_app.domain.papers import Paper
from audit_app.store.driver import Connection
from audit_app.store.log.canonical import Json, decode


@dataclass(frozen=True, slots=True)
class HeldDraw:
    """A draw as it was recorded; `excluded` counts entries left out by reason, `on_date` is ISO text.

    `design` is empty where nothing was asked for beyond the size; else it holds lists: `stratify`, `quotas`, `exclude`,
    `weights` as asked for, `left_out` (how many plans each trait left out) and `strata` (name and what came of it). A
    draw through strata has its starts in these, and 0 here. `papers` says by a place's number which review or which
    report of its plan is audited, in the cycles that are about one.
    """

    id: str
    cycle: str
    on_date: str
    seed: str
    size: int
    months: int
    weight_sum: int
    start: int
    frame_size: int
    frame_hash: str
    excluded: dict[str, int]
    drawn_by: str
    note: str
    design: dict[str, list[Json]] = field(default_factory=dict)
    papers: dict[int, Paper] = field(default_factory=dict)


PAPERS: Final = "papers"
"""Where the record of a draw keeps which paper is audited in each place."""

_DRAW: Final = (
    "SELECT id, cycle, on_date, seed, size, months, weight_sum, start, frame_size, frame_hash, excluded, drawn_by, "
    "note, design FROM draw WHERE erased IS NULL AND "
)


def draw_of(conn: Connection, draw_id: str) -> HeldDraw | None:
    """One draw, None where there is none."""
    row = conn.execute(f"{_DRAW} id = ?", (draw_id,)).fetchone()
    return None if row is None else _draw(row)


def draws_asked_like(conn: Connection, cycle: str, on: str, seed: str, size: int) -> list[HeldDraw]:
    """The draws of this cycle, day, seed and size, by id; their designs may differ.

    Machines that worked apart may have recorded several alike: all of them name the same one first.
    """
    sql = f"{_DRAW} cycle = ? AND on_date = ? AND seed = ? AND size = ? ORDER BY id"
    return [_draw(row) for row in conn.execute(sql, (cycle, on, seed, size)).fetchall()]


_LATER_IMPORT: Final = (
    "SELECT 1 FROM register_import i JOIN op o ON o.id = i.id AND o.field = 'record' "
    "JOIN change c ON c.writer = o.writer AND c.seq = o.seq WHERE c.lamport > "
    "(SELECT max(c.lamport) FROM op o JOIN change c ON c.writer = o.writer AND c.seq = o.seq "
    "WHERE o.id = ? AND o.field = 'record') LIMIT 1"
)


def register_changed_since(conn: Connection, draw_id: str) -> bool:
    """Whether a register import changed anything after this draw was recorded."""
    return conn.execute(_LATER_IMPORT, (draw_id,)).fetchone() is not None


def _draw(row: Sequence[Json]) -> HeldDraw:
    id_, cycle, on, seed, size, months, weights, start, frame, hash_, excluded, drawn_by, note, design = row
    asked = decode(design) if design else {}
    papers = asked.pop(PAPERS, [])
    return HeldDraw(
        *(id_, cycle, on, seed, size, months, int(weights), int(start or 0), frame, hash_),
        excluded=decode(excluded) if excluded else {},
        drawn_by=drawn_by or "",
        note=note or "",
        design=asked,
        papers={number: Paper.read(plain) for number, plain in papers},
    )


@dataclass(frozen=True, slots=True)
class HeldPlace:
    """A place in a draw and what came of it.

    `replaces` is the place whose number it took, empty for a drawn one and for a reserve not used. `assigned_to` and
    `due` of a place that replaces another are that one's where it has none itself. `opened` and `audited` say
    whether an audit of it was begun, and whether a review of one was submitted; abandoned audits aside.
    `round_id` is the round with seats in which it is scored.
    """

    id: str
    draw_id: str
    number: int
    role: str
    plan_id: str
    plan_ref: str
    chance: str
    assigned_to: str
    due: str
    replaced_by: str
    replaced_reason: str
    closed_reason: str
    opened: bool
    audited: bool
    replaces: str
    stratum: str = ""
    weight: int = 1
    round_id: str = ""

    @property
    def is_drawn(self) -> bool:
        """Whether the place was drawn, not held in reserve."""
        return self.role == "drawn"

    @property
    def in_sample(self) -> bool:
        """Whether its plan is in the sample now: drawn or moved up, and not replaced."""
        return (self.is_drawn or self.replaces != "") and not self.replaced_by

    @property
    def is_open(self) -> bool:
        """Whether its plan is in the sample and still to be audited."""
        return self.in_sample and not self.audited and not self.closed_reason


# An imported audit names no place: it is of this one where the plan was audited in the draw's cycle from its day on.
OF_PLACE: Final = (
    "a.plan_id = p.plan_id AND a.abandoned IS NULL "
    "AND (a.place_id = p.id OR (a.place_id IS NULL AND a.cycle = d.cycle AND a.date >= d.on_date))"
)
_OPENED: Final = f"SELECT 1 FROM audit a WHERE {OF_PLACE}"
_AUDITED: Final = f"SELECT 1 FROM audit a JOIN review r ON r.audit_id = a.id WHERE {OF_PLACE} AND r.state = 'submitted'"
_IN_ROUND: Final = (
    "SELECT r.id FROM audit a JOIN round r ON r.name = a.round AND r.design IS NOT NULL AND r.void_on IS NULL "
    "WHERE a.place_id = p.id AND a.abandoned IS NULL LIMIT 1"
)
_PLACES: Final = (
    "SELECT p.id, p.draw_id, p.number, p.role, p.plan_id, e.plan_ref, p.chance, p.assigned_to, p.due, p.replaced_by, "
    f"p.replaced_reason, p.closed_reason, EXISTS ({_OPENED}), EXISTS ({_AUDITED}), q.id, p.stratum, p.weight, "
    f"({_IN_ROUND}) "
    "FROM place p JOIN draw d ON d.id = p.draw_id LEFT JOIN entry e ON e.id = p.plan_id "
    "LEFT JOIN place q ON q.draw_id = p.draw_id AND q.replaced_by = p.id "
    "WHERE p.draw_id = ? AND p.erased IS NULL ORDER BY p.number"
)


def places_of(conn: Connection, draw_id: str) -> list[HeldPlace]:
    """The places of a draw in order, drawn ones first; an erased plan's reference is empty."""
    places: dict[str, HeldPlace] = {}
    for row in conn.execute(_PLACES, (draw_id,)).fetchall():
        if row[0] not in places:
            places[row[0]] = _place(row, places)
    return list(places.values())


def _place(row: Sequence[Json], before: dict[str, HeldPlace]) -> HeldPlace:
    """The place, with the assignment of the one that it replaces where it has none of its own."""
    id_, draw_id, number, role, plan_id, ref, chance, assigned, due, by, by_reason, closed, *others = row
    opened, audited, of, stratum, weight, round_id = others
    replaced = before.get(of or "")
    if not assigned and replaced is not None:
        assigned, due = replaced.assigned_to, replaced.due
    texts = (plan_id, ref, chance, assigned, due, by, by_reason, closed)
    plan, ref, chance, assigned, due, by, by_reason, closed = (text or "" for text in texts)
    return HeldPlace(
        *(id_, draw_id, number, role, plan, ref, chance, assigned, due, by, by_reason, closed),
        opened=bool(opened),
        audited=bool(audited),
        replaces=of or "",
        stratum=stratum or "",
        weight=weight or 1,
        round_id=round_id or "",
    )


def place_of(conn: Connection, place_id: str) -> HeldPlace | None:
    """One place, None where there is none."""
    draw_id = place_id.split(".", 1)[0]
    return next((place for place in places_of(conn, draw_id) if place.id == place_id), None)


def paper_in(conn: Connection, place_id: str) -> Paper | None:
    """The review or report of its plan that a place is about; None in a cycle about the plan itself."""
    draw_id, _, number = place_id.partition(".")
    held = draw_of(conn, draw_id) if number.isdigit() else None
    return held.papers.get(int(number)) if held is not None else None


_OPEN_PLACES: Final = (
    "SELECT p.plan_id FROM place p JOIN draw d ON d.id = p.draw_id "
    "WHERE d.cycle = ? AND d.erased IS NULL AND p.erased IS NULL AND p.replaced_by IS NULL AND p.closed_reason IS NULL "
    "AND (p.role = 'drawn' OR EXISTS (SELECT 1 FROM place q WHERE q.draw_id = p.draw_id AND q.replaced_by = p.id)) "
    f"AND NOT EXISTS ({_AUDITED})"
)


def open_places(conn: Connection, cycle: str) -> frozenset[str]:
    """The plan of every place of the cycle that is in its sample and still to be audited."""
    return frozenset(row[0] for row in conn.execute(_OPEN_PLACES, (cycle,)))


_AUDIT_DATES: Final = (
    "SELECT plan_id, date, cycle FROM audit "
    "WHERE plan_id IS NOT NULL AND date IS NOT NULL AND abandoned IS NULL AND purpose <> 'practice'"
)


def audit_dates(conn: Connection, subject: Subject) -> Iterator[tuple[str, str]]:
    """Plan and date (ISO) of every audit of such a paper; those abandoned or made for practice aside."""
    for plan, day, cycle in conn.execute(_AUDIT_DATES):
        if subject_of(cycle or "") is subject:
            yield plan, day
