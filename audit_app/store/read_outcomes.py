"""Reading outcomes of plans with their reviews, and who is followed to adulthood; it changes nothing."""

from collections import defaultdict
from datetime import date
from typing import Final

from audit_app.domain.outcomes import Adulthood, Likely, Outcome, Progress, Reviewed
from audit_app.store.driver import Connection

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
    "SELECT e.id, e.plan_ref, e.date_of_birth, a.care, a.health, a.due, a.referred, a.assessed, a.outcome, a.note "
    "FROM entry e LEFT JOIN adulthood a ON a.id = e.id AND a.erased IS NULL AND a.deleted IS NULL "
    "WHERE e.erased IS NULL AND e.plan_ref IS NOT NULL AND (a.id IS NOT NULL OR (e.final_date IS NOT NULL "
    "AND (e.ceased_date IS NULL OR e.ceased_date > ?1) AND e.date_of_birth <= ?2 AND e.date_of_birth > ?3)) "
    "ORDER BY e.plan_ref"
)


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


def near_adulthood(conn: Connection, on: date, youngest: date, oldest: date) -> tuple[Adulthood, ...]:
    """Everybody born after `oldest` and by `youngest` with a plan in force, and all of whom something is noted."""
    rows = conn.execute(_ADULTHOOD, (on.isoformat(), youngest.isoformat(), oldest.isoformat()))
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
        )
        for plan, ref, birth, care, health, due, referred, assessed, outcome, note in rows
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
