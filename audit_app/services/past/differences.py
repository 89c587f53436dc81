"""How past audits in a file differ from those that are held: a fault each, as imported audits are locked."""

from collections.abc import Mapping, Sequence

from audit_app.intake.past_audits import PastScore
from audit_app.intake.past_words import grade_words
from audit_app.services.past.planning import PlannedAudit, PlannedReview, Planner
from audit_app.store.driver import Connection
from audit_app.store.log.canonical import Json
from audit_app.store.read_audits import HeldAudit, HeldReview, HeldScore, audits_among, reviews_of, scores_of
from forms.model import answer_text

_MEND = "Correct the file, or reopen the review in the app."
_NOTHING = HeldScore(None, None, "", "", "")


class HeldPast:
    """The audits of a file that the workspace holds already, with their reviews and scores."""

    def __init__(self, conn: Connection, planned: Sequence[PlannedAudit]) -> None:
        self.audits: dict[str, HeldAudit] = audits_among(conn, [audit.id for audit in planned])
        self.reviews: dict[str, HeldReview] = reviews_of(conn, list(self.audits))
        self._scores: dict[str, dict[str, HeldScore]] = {}
        wanted = [one.id for audit in planned for one in audit.reviews if one.id in self.reviews]
        for review, marker, score in scores_of(conn, wanted):
            self._scores.setdefault(review, {})[marker] = score

    def compare(self, audit: PlannedAudit, planner: Planner) -> list[PlannedReview]:
        """The reviews of a file's audit that are not held yet; what differs from held ones is a fault.

        A row that the file lacks is no difference: absence never deletes.
        """
        held = self.audits.get(audit.id)
        if held is None:
            return list(audit.reviews)
        given = audit.given
        if held.abandoned:
            message = "The audit was abandoned in this workspace. Leave its rows out of the file."
            planner.fault(given.row, "plan_ref", message)
        elif held.date != given.audit_date:
            planner.fault(given.row, "audit_date", _differ("the date", held.date, given.audit_date))
        for review in audit.reviews:
            if review.id in self.reviews:
                self._compare_review(review, planner)
        return [review for review in audit.reviews if review.id not in self.reviews]

    def _compare_review(self, review: PlannedReview, planner: Planner) -> None:
        held = self.reviews[review.id]
        if held.agency != review.given.agency:
            planner.fault(review.given.row, "agency", _differ("the agency", held.agency, review.given.agency))
        scores = self._scores.get(review.id, {})
        for marker, score in review.scores.items():
            difference = _difference(marker, scores.get(marker, _NOTHING), score)
            if difference is not None:
                planner.fault(score.row, *difference, marker)
        given = review.given.grade
        stands = held.override_grade or held.grade
        if given and given != stands:
            said = _differ("the grade", grade_words(stands), grade_words(given))
            planner.fault(review.given.row, "grade", said)


def evidence_value(text: str) -> dict[str, Json]:
    """Evidence of an imported score: free text."""
    return {"kind": "text", "text": text}


def _difference(marker: str, held: HeldScore, given: PastScore) -> tuple[str, str] | None:
    """The column in which a row differs from what is held, and how; None where it does not."""
    if held.answer != given.answer:
        return "score", _differ(f"{marker} at", answer_text(held.answer), answer_text(given.answer))
    evidence = _text_of(held.evidence)
    if evidence != given.evidence:
        return "evidence", _differ(f"the evidence at {marker}", evidence, given.evidence)
    if held.cause != given.cause:
        return "cause", _differ(f"the cause at {marker}", held.cause, given.cause)
    return None


def _text_of(evidence: Mapping[str, Json] | None) -> str:
    return str(evidence.get("text", "")) if evidence else ""


def _differ(what: str, held: str, given: str) -> str:
    return f"This workspace holds {what} {_shown(held)}, the file says {_shown(given)}. {_MEND}"


def _shown(text: str) -> str:
    if not text:
        return "(nothing)"
    return f"“{text}”" if len(text) <= 60 else f"“{text[:60]}…”"
