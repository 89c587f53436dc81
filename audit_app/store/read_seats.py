"""Reading rounds with their seats and sealed boxes; it opens none of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from audit_app.domain.round_plan import RoundPlan
from audit_app.domain.rounds import RoundState, Seat, Standing, Way, gets_copies
from audit_app.store.driver import Connection
from audit_app.store.log.canonical import Json, decode
from audit_app.store.transaction import rows_in


@dataclass(frozen=True, slots=True)
class Half:
    """One holder's wrapped half of what opens a round; `half` is "a" or "b", `wrapped` base64."""

    person: str
    half: str
    wrapped: str


@dataclass(frozen=True, slots=True)
class HeldRound:
    """A round as it is held; days are ISO text, keys hexadecimal or base64 as docs/rounds.md says, empty where none.

    `design` holds `framework`, `chairs`, `keyholders`, `double_rated`; empty of a round from before there were seats.
    """

    id: str
    name: str
    cycle: str
    opened_on: str
    due: str
    draw_id: str
    is_sealed: bool
    state: RoundState
    design: dict[str, Json]
    public: str
    locked: str
    halves: tuple[Half, ...]
    opened_private: str
    opened_by: str
    opened_with: str
    opened_on_day: str
    void_on: str
    void_reason: str

    @property
    def is_void(self) -> bool:
        """Whether it can never be opened and has to be scored again."""
        return bool(self.void_on)

    @property
    def is_open_to_chair(self) -> bool:
        """Whether it was opened without a keyholder; of rounds from earlier records nothing is known of that."""
        return bool(self.design) and not self.is_sealed

    @property
    def due_day(self) -> date:
        """The last day for scores."""
        return date.fromisoformat(self.due)


_ROUND: Final = (
    "SELECT id, name, cycle, opened_on, due, draw_id, sealed, coalesce(state, 'open'), design, public, locked, halves, "
    "opened_private, opened_by, opened_with, opened_on_day, void_on, void_reason FROM round "
    "WHERE name IS NOT NULL AND erased IS NULL AND deleted IS NULL"
)


def round_of(conn: Connection, round_id: str) -> HeldRound | None:
    """One round, None where there is none."""
    row = conn.execute(f"{_ROUND} AND id = ?", (round_id,)).fetchone()
    return None if row is None else _round(row)


def rounds_held(conn: Connection) -> tuple[HeldRound, ...]:
    """Every round, the latest opened first."""
    return tuple(_round(row) for row in conn.execute(f"{_ROUND} ORDER BY opened_on DESC, name DESC"))


def _round(row: Sequence[Json]) -> HeldRound:
    id_, name, cycle, opened, due, draw_id, sealed, state, design, public, locked, halves, *ended = row
    return HeldRound(
        *(id_, name, cycle or "", opened or "", due or "", draw_id or ""),
        is_sealed=str(sealed) == "1",
        state=RoundState(state),
        design=decode(design) if design else {},
        public=public or "",
        locked=locked or "",
        halves=tuple(Half(**half) for half in decode(halves)) if halves else (),
        **dict(
            zip(
                ("opened_private", "opened_by", "opened_with", "opened_on_day", "void_on", "void_reason"),
                (text or "" for text in ended),
                strict=True,
            )
        ),
    )


@dataclass(frozen=True, slots=True)
class HeldSeat:
    """A seat with what went out to it and came back; numbers are 0 and days empty where nothing did.

    `proof` (hex) is the secret that the first pack carried; `box_key` and `sign_key` (hex) are the member's own.
    """

    seat: Seat
    box_key: str
    sign_key: str
    sent_number: int
    sent_on: str
    proof: str
    returned_number: int
    returned_on: str
    back_number: int
    back_reason: str
    back_on: str


_SEATS: Final = (
    "SELECT s.person_id, coalesce(p.name, s.person_id), s.agency, s.way, s.audits, s.markers, s.copies, s.newcomer, "
    "coalesce(s.standing, ''), coalesce(s.standing_reason, ''), coalesce(s.answered, 0), coalesce(s.asked, 0), "
    "p.member_box_key, p.member_sign_key, s.sent_number, s.sent_on, s.proof, s.returned_number, s.returned_on, "
    "s.back_number, s.back_reason, s.back_on FROM seat s LEFT JOIN person p ON p.id = s.person_id "
    "WHERE s.round_id = ? AND s.agency IS NOT NULL AND s.erased IS NULL AND s.deleted IS NULL ORDER BY s.agency, 2"
)
_RETURNED: Final = "SELECT person_id, audit_id FROM sealed_review WHERE round_id = ? AND box IS NOT NULL"


def seats_of(conn: Connection, round_id: str) -> tuple[HeldSeat, ...]:
    """The seats of a round by agency and name."""
    returned: dict[str, set[str]] = {}
    for person, audit in conn.execute(_RETURNED, (round_id,)):
        returned.setdefault(person, set()).add(audit)
    erased = frozenset(audit for (audit,) in conn.execute("SELECT id FROM audit WHERE erased IS NOT NULL"))
    rows = conn.execute(_SEATS, (round_id,)).fetchall()
    return tuple(_seat(row, frozenset(returned.get(row[0], ())), erased) for row in rows)


def _seat(row: Sequence[Json], returned: frozenset[str], erased: frozenset[str]) -> HeldSeat:
    """Nobody is waited for on a plan that was erased."""
    person, name, agency, way, audits, markers, copies, newcomer, standing, why, answered, asked, *packs = row
    seat = Seat(
        *(person, name, agency, Way(way), tuple(one for one in decode(audits) if one not in erased)),
        markers=tuple(decode(markers)),
        wants_copies=gets_copies(agency, bool(copies)),
        is_newcomer=bool(newcomer),
        standing=Standing(standing),
        standing_reason=why,
        returned=returned,
        answered=answered,
        asked=asked,
    )
    box_key, sign_key, sent, sent_on, proof, back, back_on, handed, reason, handed_on = packs
    return HeldSeat(
        seat,
        *(box_key or "", sign_key or "", sent or 0, sent_on or "", proof or "", back or 0, back_on or ""),
        *(handed or 0, reason or "", handed_on or ""),
    )


@dataclass(frozen=True, slots=True)
class HeldBox:
    """One sealed review: `box`, `key` and `signature` base64, the last empty of a sheet or scores typed in.

    `number` counts the returns of one review; the greatest counts.
    """

    id: str
    round_id: str
    person: str
    audit_id: str
    review_id: str
    number: int
    source: str
    box: str
    key: str
    signature: str
    answered: int
    asked: int
    sent_on: str
    late: bool


_BOXES: Final = (
    "SELECT id, round_id, person_id, audit_id, review_id, number, source, box, key, coalesce(signature, ''), "
    "coalesce(answered, 0), coalesce(asked, 0), coalesce(sent_on, ''), coalesce(late, 0) FROM sealed_review "
    "WHERE round_id = ? AND box IS NOT NULL AND erased IS NULL ORDER BY review_id, number"
)


def boxes_of(conn: Connection, round_id: str) -> tuple[HeldBox, ...]:
    """Every box of a round, those of one review in the order in which they came in."""
    return tuple(_box(row) for row in conn.execute(_BOXES, (round_id,)))


def _box(row: Sequence[Json]) -> HeldBox:
    *parts, late = row
    values: list[Json] = [*parts, bool(late)]
    return HeldBox(*values)


def newest_boxes(conn: Connection, round_id: str) -> tuple[HeldBox, ...]:
    """Of each review the box that counts."""
    return tuple({box.review_id: box for box in boxes_of(conn, round_id)}.values())


_PLANS: Final = (
    "SELECT a.id, a.plan_id, coalesce(e.plan_ref, ''), a.framework, a.date, coalesce(a.abandoned, '') FROM audit a "
    "JOIN round r ON r.name = a.round AND coalesce(r.cycle, a.cycle) = a.cycle "
    "LEFT JOIN entry e ON e.id = a.plan_id LEFT JOIN place p ON p.id = a.place_id "
    "WHERE r.id = ? AND a.erased IS NULL AND a.deleted IS NULL ORDER BY p.number, 3, a.id"
)


@dataclass(frozen=True, slots=True)
class PlanOfRound:
    """One plan of a round by its audit; the reference is empty where it was erased, `abandoned` the reason."""

    audit_id: str
    plan_id: str
    plan_ref: str
    framework: str
    date: str
    abandoned: str


def plans_of_round(conn: Connection, round_id: str) -> tuple[PlanOfRound, ...]:
    """The plans of a round in the order of its draw."""
    return tuple(PlanOfRound(*row) for row in conn.execute(_PLANS, (round_id,)))


@dataclass(frozen=True, slots=True)
class HeldKeys:
    """A person's public keys (hex, empty where none): those of this workspace, and those of their own small one."""

    box_key: str
    sign_key: str
    member_box_key: str
    member_sign_key: str
    known_as: tuple[str, ...]


_KEYS: Final = "SELECT id, box_key, sign_key, member_box_key, member_sign_key, known_as FROM person"


def keys_held(conn: Connection) -> dict[str, HeldKeys]:
    """Everybody's public keys and further names, by person."""
    return {
        id_: HeldKeys(box or "", sign or "", own_box or "", own_sign or "", tuple(decode(names)) if names else ())
        for id_, box, sign, own_box, own_sign, names in conn.execute(_KEYS)
    }


def seats_held(conn: Connection) -> dict[str, int]:
    """In how many rounds each person has sat, those from earlier records among them."""
    sql = (
        "SELECT m.value, count(*) FROM round r, json_each(r.members) m "
        "WHERE r.members IS NOT NULL AND r.erased IS NULL AND r.deleted IS NULL GROUP BY m.value"
    )
    return dict(conn.execute(sql).fetchall())


_CLOSE: Final = (
    "SELECT e.id, e.plan_ref, coalesce(e.case_officer, ''), coalesce(e.written_by, ''), coalesce(e.casework_team, '') "
    "FROM entry e WHERE e.plan_ref IS NOT NULL AND e.id IN ({marks})"
)
_ADVISERS: Final = (
    "SELECT plan_id, service, provider FROM advice_request WHERE deleted IS NULL AND plan_id IN ({marks})"
)


def close_to(conn: Connection, plan_ids: Sequence[str]) -> dict[str, RoundPlan]:
    """Who stands close to each of these plans, by plan id: as the register and the advice log say."""
    advised: dict[str, set[str]] = {}
    for plan, service, provider in rows_in(conn, _ADVISERS, plan_ids):
        advised.setdefault(plan, set()).update(name for name in (service, provider) if name)
    found = {row[0]: row for row in rows_in(conn, _CLOSE, plan_ids)}
    return {
        id_: RoundPlan(ref, officer, writer, team, tuple(sorted(advised.get(id_, ()))))
        for id_, ref, officer, writer, team in found.values()
    }
