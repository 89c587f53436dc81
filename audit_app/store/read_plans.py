"""Reading the register as the list of plans shows it, and one plan with its draws and audits; it changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from audit_app.domain.register import RegisterRow, ceased, is_plan
from audit_app.store.driver import Connection
from audit_app.store.figures.audits import UNSEALED
from audit_app.store.log.canonical import Json

_LISTED: Final = (
    *("primary_need", "secondary_need", "year_group", "setting_name", "setting_type", "casework_team"),
    *("case_officer", "written_by", "request_date", "draft_date", "final_date", "last_review_date", "ceased_date"),
)
_DECIDING: Final = (
    *("request_outcome", "request_outcome_date", "assessment_outcome", "assessment_outcome_date"),
    *("advice_requested_date", "education_advice_date", "psychology_advice_date", "health_advice_date"),
    "social_care_advice_date",
)

# A birth date, sex, ethnicity and the keys that match children between files have no part in a list of plans.
_SHOWN: Final = (
    *_LISTED,
    *_DECIDING,
    *("setting_urn", "exception", "review_outcome", "review_decision_date", "review_final_date"),
    *("phase_transfer_due", "phase_transfer_final", "plan_version", "looked_after", "child_protection"),
    *("child_in_need", "known_to_health", "known_to_social_care", "transferred_in"),
)

IN_FORCE, IN_PROCESS, CEASED = "in force", "in process", "ceased"
"""The standing of an entry: a plan, not (yet) a plan, or a plan that ended."""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """An entry of the register in a list; dates are ISO text, texts empty where not known.

    `standing` is IN_FORCE, IN_PROCESS or CEASED on the day asked for. `audits` counts submitted audits, abandoned
    and practice aside; `last_audit` is the day of the newest of them, `grade` what it was graded, empty where it is
    sealed, not submitted or waits for a consensus.
    """

    id: str
    plan_ref: str
    primary_need: str
    secondary_need: str
    year_group: int | None
    setting_name: str
    setting_type: str
    casework_team: str
    case_officer: str
    written_by: str
    request_date: str
    draft_date: str
    final_date: str
    last_review_date: str
    ceased_date: str
    standing: str
    audits: int
    last_audit: str
    grade: str

    @property
    def days_taken(self) -> int | None:
        """Days from request to final plan; None where one is missing or they stand in an impossible order."""
        if not self.request_date or not self.final_date or self.final_date < self.request_date:
            return None
        return (date.fromisoformat(self.final_date) - date.fromisoformat(self.request_date)).days


_ENTRIES: Final = (
    f"SELECT id, plan_ref, {', '.join((*_LISTED, *_DECIDING))} FROM entry "
    "WHERE plan_ref IS NOT NULL AND erased IS NULL ORDER BY plan_ref"
)


def plan_list(conn: Connection, on: date) -> tuple[PlanRow, ...]:
    """Every entry as it stands on a day, by reference."""
    audits = _audits_by_plan(conn)
    return tuple(_row(row, on, audits.get(row[0], (0, "", ""))) for row in conn.execute(_ENTRIES))


def _row(values: Sequence[Json], on: date, audits: tuple[int, str, str]) -> PlanRow:
    id_, ref, *fields = values
    known = {name: value for name, value in zip((*_LISTED, *_DECIDING), fields, strict=True) if value is not None}
    year = fields.pop(_LISTED.index("year_group"))
    need, second, setting, kind, team, officer, writer, asked, draft, final, review, end = (
        value or "" for value in fields[: len(_LISTED) - 1]
    )
    about = (id_, ref, need, second, year, setting, kind, team, officer, writer)
    return PlanRow(*about, asked, draft, final, review, end, standing(known, on), *audits)


def standing(row: RegisterRow, on: date) -> str:
    """Whether an entry is a plan in force on a day, in process, or ceased."""
    if ceased(row, on):
        return CEASED
    return IN_FORCE if is_plan(row, on) else IN_PROCESS


# The review by which an audit counts is its consensus, else its only review (`store.figures.audits`).
_GRADES: Final = (
    "SELECT a.plan_id, a.date, coalesce(max(CASE WHEN r.kind = 'consensus' OR n.reviews = 1 "
    f"THEN coalesce(r.override_grade, r.grade) END), ''), {UNSEALED} FROM audit a JOIN review r ON r.audit_id = a.id "
    "JOIN (SELECT audit_id, count(*) AS reviews FROM review WHERE state = 'submitted' AND erased IS NULL "
    "GROUP BY audit_id) n ON n.audit_id = a.id "
    "WHERE a.abandoned IS NULL AND a.erased IS NULL AND a.purpose <> 'practice' AND r.state = 'submitted' "
    "AND r.erased IS NULL GROUP BY a.id ORDER BY a.date, a.id"
)


def _audits_by_plan(conn: Connection) -> dict[str, tuple[int, str, str]]:
    """Plan → how many submitted audits, the day of the newest, its grade."""
    found: dict[str, tuple[int, str, str]] = {}
    for plan, day, grade, unsealed in conn.execute(_GRADES):
        found[plan] = (found.get(plan, (0, "", ""))[0] + 1, day or "", grade if unsealed else "")
    return found


@dataclass(frozen=True, slots=True)
class PlanReview:
    """A review in a plan's history; `grade` and `override_grade` are empty while a round is sealed."""

    id: str
    reviewer: str
    person_id: str
    agency: str
    kind: str
    state: str
    grade: str
    override_grade: str

    @property
    def standing_grade(self) -> str:
        """The grade that stands: an override before what the scores gave."""
        return self.override_grade or self.grade


@dataclass(frozen=True, slots=True)
class PlanAudit:
    """An audit in a plan's history with its reviews; `abandoned` is the reason, empty where it was not."""

    id: str
    date: str
    cycle: str
    round: str
    framework: str
    purpose: str
    abandoned: str
    is_sealed: bool
    reviews: tuple[PlanReview, ...]


@dataclass(frozen=True, slots=True)
class PlanDraw:
    """A draw in which the plan had a place."""

    draw_id: str
    cycle: str
    on_date: str
    role: str
    replaced_reason: str
    closed_reason: str


@dataclass(frozen=True, slots=True)
class PlanDetail:
    """One entry with its filled fields, its draws and its audits, newest first."""

    id: str
    plan_ref: str
    fields: RegisterRow
    audits: tuple[PlanAudit, ...]
    draws: tuple[PlanDraw, ...]


_DETAIL: Final = (
    f"SELECT id, plan_ref, {', '.join(_SHOWN)} FROM entry WHERE id = ? AND plan_ref IS NOT NULL AND erased IS NULL"
)
_AUDITS: Final = (
    f"SELECT a.id, a.date, a.cycle, a.round, a.framework, a.purpose, a.abandoned, NOT {UNSEALED} FROM audit a "
    "WHERE a.plan_id = ? AND a.erased IS NULL ORDER BY a.date DESC, a.id"
)
_REVIEWS: Final = (
    "SELECT r.id, r.reviewer, r.person_id, r.agency, r.kind, coalesce(r.state, 'open'), r.grade, r.override_grade "
    "FROM review r WHERE r.audit_id = ? AND r.kind IS NOT NULL AND r.erased IS NULL "
    "ORDER BY r.kind <> 'consensus', r.no"
)
_DRAWS: Final = (
    "SELECT d.id, d.cycle, d.on_date, CASE WHEN p.role = 'drawn' THEN 'drawn' WHEN EXISTS (SELECT 1 FROM place q "
    "WHERE q.draw_id = p.draw_id AND q.replaced_by = p.id) THEN 'moved up' ELSE 'reserve' END, p.replaced_reason, "
    "p.closed_reason FROM place p JOIN draw d ON d.id = p.draw_id WHERE p.plan_id = ? AND p.erased IS NULL "
    "AND d.erased IS NULL ORDER BY d.on_date DESC, d.id"
)


def plan_detail(conn: Connection, plan_id: str) -> PlanDetail | None:
    """One entry with its history, None where there is none or it was erased."""
    row = conn.execute(_DETAIL, (plan_id,)).fetchone()
    if row is None:
        return None
    fields = {name: value for name, value in zip(_SHOWN, row[2:], strict=True) if value not in (None, "", 0)}
    audits = [_audit(conn, audit) for audit in conn.execute(_AUDITS, (plan_id,)).fetchall()]
    draws = [PlanDraw(*(value or "" for value in draw)) for draw in conn.execute(_DRAWS, (plan_id,))]
    return PlanDetail(row[0], row[1], fields, tuple(audits), tuple(draws))


def _audit(conn: Connection, row: Sequence[Json]) -> PlanAudit:
    is_sealed = bool(row[7])
    reviews = tuple(_review(review, is_sealed) for review in conn.execute(_REVIEWS, (row[0],)))
    id_, day, cycle, round_, framework, purpose, abandoned = (text or "" for text in row[:7])
    return PlanAudit(id_, day, cycle, round_, framework, purpose, abandoned, is_sealed, reviews)


def _review(row: Sequence[Json], is_sealed: bool) -> PlanReview:
    id_, reviewer, person, agency, kind, state, grade, override = (value or "" for value in row)
    if is_sealed:
        grade = override = ""
    return PlanReview(id_, reviewer, person, agency, kind, state, grade, override)
