"""The operations that take past audits in: each audit with its submitted reviews, and the frameworks they name."""

from collections.abc import Iterator, Sequence
from typing import Final

from audit_app.domain.cycles import Purpose
from audit_app.services.frameworks import newest_key, prepared
from audit_app.services.past.differences import evidence_value
from audit_app.services.past.planning import PlannedAudit, PlannedReview
from audit_app.store.grades import result_value
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.read_audits import score_value
from audit_app.store.workspace import Workspace
from forms.model import Framework
from scoring.grade import Grader

GIVEN_GRADE: Final = "The grade that the sheet of past audits gives"


class FrameworksOfFile:
    """The frameworks that a file names, each looked up once; `ops` store those that the workspace lacks."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._by_text: dict[str, Framework | None] = {}
        self._graders: dict[str, Grader] = {}
        self.ops: list[Op] = []

    def take(self, framework: Framework, ops: Sequence[Op]) -> None:
        """Know a framework under its own key, which these operations store."""
        self._by_text[framework.key] = framework
        self.ops.extend(ops)

    def named(self, text: str) -> Framework | None:
        """The framework that an id in the file means; raises AppError where an owner has to store it first."""
        if text not in self._by_text:
            self._by_text[text] = self._look_up(text)
        return self._by_text[text]

    def grader(self, framework: Framework) -> Grader:
        """The grader of a framework."""
        if framework.key not in self._graders:
            self._graders[framework.key] = Grader(framework)
        return self._graders[framework.key]

    def _look_up(self, text: str) -> Framework | None:
        key = newest_key(self._workspace, text)
        if key is None:
            return None
        for known in self._by_text.values():
            if known is not None and known.key == key:
                return known
        framework, ops = prepared(self._workspace, key)
        self.ops.extend(ops)
        return framework


def audit_ops(
    audit: PlannedAudit, reviews: Sequence[PlannedReview], frameworks: FrameworksOfFile, *, is_held: bool, by: str
) -> Iterator[Op]:
    """One audit with these reviews; `by` is the person who imports. The audit itself is left out where it is held."""
    given = audit.given
    if not is_held:
        record = {
            "plan_id": audit.plan_id,
            "framework": audit.framework.key,
            "cycle": given.cycle,
            "round": given.round or None,
            "date": given.audit_date,
            "purpose": Purpose.SAMPLE.value,
            "place_id": None,
        }
        yield Op("audit", audit.id, "record", record)
    grader = frameworks.grader(audit.framework)
    for review in reviews:
        yield from _review_ops(audit, review, grader, by)


def _review_ops(audit: PlannedAudit, review: PlannedReview, grader: Grader, by: str) -> Iterator[Op]:
    """One review, submitted on the day of the audit, with its grade and everything that it says.

    A grade that the file gives and the scores do not is an override, so that both stand.
    """
    record = {
        "audit_id": audit.id,
        "reviewer": " ".join(review.given.reviewer.split()),
        "person_id": None,
        "agency": review.given.agency or None,
        "kind": review.kind,
        "source": "import",
    }
    yield Op("review", review.id, "record", record)
    for marker, score in review.scores.items():
        id_ = Ids.score(review.id, marker)
        if score.answer is not None:
            yield Op("score", id_, "score", score_value(score.answer))
        if score.evidence:
            yield Op("score", id_, "evidence", evidence_value(score.evidence))
        if score.cause:
            yield Op("score", id_, "cause", score.cause)
    result = grader.grade({marker: score.answer for marker, score in review.scores.items()})
    yield Op("review", review.id, "result", result_value(result))
    yield Op("review", review.id, "state", {"state": "submitted", "detail": {"on": audit.given.audit_date}})
    if review.given.grade not in ("", result.grade.value):
        yield Op("review", review.id, "override", {"grade": review.given.grade, "reason": GIVEN_GRADE, "by": by})
