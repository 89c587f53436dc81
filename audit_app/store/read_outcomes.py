"""Reading outcomes of plans with their reviews, and who is followed to adulthood; it changes nothing."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from audit_app.domain.outcomes import Adulthood, Likely, Outcome, Progress, Reviewed
from audit_app.store.driver import Connection
from audit_app.store.log.canonical import Json
from audit_app.store.read_advice import HeldLine

_OUTCOMES: Final = (
    "SELECT o.id, o.plan_id, coalesce(e.plan_ref, ''), o.number, coalesce(o.words, ''), coalesce(o.area, ''), "
    "coalesce(o.agency, ''), o.set_on, o.target FROM ehc_outcome o JOIN entry e ON e.id = o.plan_id "
    "WHERE o.erased IS NULL AND o.deleted IS NULL AND o.number IS NOT NULL AND e.erased IS NULL{only} "
    "ORDER BY e.plan_ref, length(o.number), o.number, o.id"
)
_REVIEWS: Final = (
    "SELECT p.outcome_id, p.reviewed, p.progress, coalesce(p.evidence, ''), coalesce(p.source, '') "
    "FROM outcome_progress p{join} WHERE p.erased IS NULL AND p.deleted IS NULL AND p.progress IS NOT NULL "
    "ORDER BY p.reviewed"
)
_OF_PLAN: Final = " JOIN ehc_outcome o ON o.id = p.outcome_id AND o.plan_id = ?"
# Followed are those about whom something was noted, and every young person of these school years in a plan in force.
_ADULTHOOD: Final = (
    "SELECT e.id, e.plan_ref, e.date_of_birth, a.care, a.health, a.due, a.referred, a.assessed, a.outcome, a.note, "
    "e.casework_team FROM entry e LEFT JOIN adulthood a ON a.id = e.id AND a.erased IS NULL AND a.deleted IS NULL "
    "WHERE e.erased IS NULL AND e.plan_ref IS NOT NULL AND ({noted} IS NOT NULL OR (e.final_date IS NOT NULL "
    "AND (e.ceased_date IS NULL OR e.ceased_date > ?1) AND e.date_of_birth <= ?2 AND e.date_of_birth > ?3)) "
    "AND (?4 = '' OR coalesce(e.casework_team, 'not recorded') = ?4) "
    "ORDER BY e.plan_ref"
)

_RECORD: Final = ("plan_id", "number", "words", "area", "agency", "set_on", "target")
_HELD: Final = f"SELECT id, deleted, {', '.join(_RECORD)} FROM ehc_outcome WHERE erased IS NULL AND plan_id IS NOT NULL"
_PROGRESS: Final = ("progress", "evidence", "source")
_HELD_PROGRESS: Final = (
    f"SELECT outcome_id || '.' || reviewed, deleted, {', '.join(_PROGRESS)} FROM outcome_progress "
    "WHERE erased IS NULL AND progress IS NOT NULL"
)
ADULTHOOD: Final = ("care", "health", "due", "referred", "assessed", "outcome", "note")
_NOTED: Final = "coalesce(care, health, due, referred, assessed, a.outcome, note)"
_NEAR: Final = _ADULTHOOD.format(noted=_NOTED)
_HELD_ADULTHOOD: Final = (
    f"SELECT id, deleted, {', '.join(ADULTHOOD)} FROM adulthood a WHERE erased IS NULL AND {_NOTED} IS NOT NULL"
)


# The columns that say when a review is due (`domain.plan_dates`) and what a plan is grouped by.
_DATED: Final = (
    *("request_date", "request_outcome", "request_outcome_date", "assessment_outcome", "assessment_outcome_date"),
    *("advice_requested_date", "education_advice_date", "psychology_advice_date", "health_advice_date"),
    *("social_care_advice_date", "draft_date", "final_date", "last_review_date", "ceased_date"),
)
_PLANS: Final = (
    f"SELECT id, plan_ref, casework_team, primary_need, year_group, {', '.join(_DATED)} FROM entry "
    "WHERE erased IS NULL AND plan_ref IS NOT NULL ORDER BY plan_ref"
)
# The newest submitted review with a confirmed thread, and its accepted outcomes in their order.
_CONFIRMED: Final = (
    "SELECT i.words FROM thread_item i WHERE i.role = 'outcome' AND i.state = 'accepted' AND i.words IS NOT NULL "
    "AND i.review_id = (SELECT r.id FROM review r JOIN audit a ON a.id = r.audit_id JOIN thread t "
    "ON t.review_id = r.id WHERE a.plan_id = ? AND a.abandoned IS NULL AND a.erased IS NULL AND r.state = 'submitted' "
    "AND t.confirmed_by IS NOT NULL AND t.erased IS NULL ORDER BY a.date DESC, r.no DESC LIMIT 1) "
    "AND i.erased IS NULL ORDER BY i.position, i.item"
)


class PlanToReview(NamedTuple):
    """A plan of the register: what it is grouped by, and the fields that say what is due."""

    id: str
    ref: str
    team: str
    need: str
    year: int | None
    fields: dict[str, str | int]

    @property
    def last(self) -> date | None:
        """The day of its last review."""
        day = self.fields.get("last_review_date")
        return date.fromisoformat(str(day)) if day else None


def plans_to_review(conn: Connection) -> Iterator[PlanToReview]:
    """Every entry with what says when its review is due."""
    for id_, ref, team, need, year, *values in conn.execute(_PLANS):
        fields = {name: value for name, value in zip(_DATED, values, strict=True) if value is not None}
        yield PlanToReview(id_, ref, team or "", need or "", year, fields)


def confirmed_outcomes(conn: Connection, plan_id: str) -> tuple[str, ...]:
    """The outcomes of the plan's newest confirmed thread, in their order; none where there is no such thread."""
    return tuple(words.strip() for (words,) in conn.execute(_CONFIRMED, (plan_id,)) if words.strip())


def held_outcomes(conn: Connection) -> dict[str, HeldLine]:
    """Every outcome by its id, those too that were removed; none of what was erased."""
    return _held(conn, _HELD, _RECORD)


def held_progress(conn: Connection) -> dict[str, HeldLine]:
    """What is noted of every outcome at every review by its id, what was removed too."""
    return _held(conn, _HELD_PROGRESS, _PROGRESS)


def held_adulthood(conn: Connection) -> dict[str, HeldLine]:
    """What is noted of every young person by the plan's id."""
    return _held(conn, _HELD_ADULTHOOD, ADULTHOOD)


def outcomes(conn: Connection, plan_id: str = "") -> tuple[Outcome, ...]:
    """Every outcome that is kept with its reviews, of one plan or of all, by reference and number."""
    values = (plan_id,) if plan_id else ()
    reviews = defaultdict(list)
    for id_, on, progress, evidence, source in conn.execute(_REVIEWS.format(join=_OF_PLAN if plan_id else ""), values):
        reviews[id_].append(Reviewed(date.fromisoformat(on), Progress(progress), evidence, source))
    only = " AND o.plan_id = ?" if plan_id else ""
    return tuple(
        Outcome(id_, plan, ref, number, words, area, agency, _day(set_on), _day(target), tuple(reviews[id_]))
        for id_, plan, ref, number, words, area, agency, set_on, target in conn.execute(
            _OUTCOMES.format(only=only), values
        )
    )


def near_adulthood(conn: Connection, on: date, youngest: date, oldest: date, team: str = "") -> tuple[Adulthood, ...]:
    """Everybody born after `oldest` and by `youngest` with a plan in force, and all of whom something is noted."""
    rows = conn.execute(_NEAR, (on.isoformat(), youngest.isoformat(), oldest.isoformat(), team))
    return tuple(
        Adulthood(
            plan,
            ref,
            _day(birth),
            Likely(care or Likely.UNKNOWN),
            Likely(health or Likely.UNKNOWN),
            _day(due),
            _day(referred),
            _day(assessed),
            outcome or "",
            note or "",
            casework or "",
        )
        for plan, ref, birth, care, health, due, referred, assessed, outcome, note, casework in rows
    )


def _held(conn: Connection, sql: str, names: tuple[str, ...]) -> dict[str, HeldLine]:
    found: dict[str, HeldLine] = {}
    for id_, deleted, *values in conn.execute(sql):
        record: dict[str, Json] = dict(zip(names, values, strict=True))
        found[id_] = HeldLine(record, deleted is None)
    return found


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
