"""Which review or report of its plan an audit looks at, in words: as its draw says, else the last review by its day."""

from datetime import date

from audit_app.domain.cycles import Subject, subject_of
from audit_app.domain.papers import Paper, last_review
from audit_app.store.driver import Connection
from audit_app.store.read_audits import HeldAudit
from audit_app.store.read_draws import paper_in
from audit_app.store.read_register import PlanEntry

_NOT_DRAWN = "one report: say in the first marker's note whose"


def paper_words(conn: Connection, audit: HeldAudit, entry: PlanEntry | None) -> str:
    """“Annual review of 12 May 2026”; empty in a cycle about the plan itself, and where nothing is known of a review.

    An audit of advice that comes from no draw looks at whichever report its auditor took up.
    """
    subject = subject_of(audit.cycle)
    if subject is Subject.PLAN:
        return ""
    drawn = paper_in(conn, audit.place_id)
    if drawn is None and subject is Subject.REVIEW and entry is not None:
        held = last_review({"last_review_date": entry.last_review}, date.fromisoformat(audit.date))
        drawn = Paper(held) if held is not None else None
    if drawn is not None:
        return drawn.words
    return _NOT_DRAWN if subject is Subject.ADVICE else ""
