"""What a file of past audits says about this workspace: known plans, frameworks and markers, or faults by row."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from audit_app.domain.cycles import Cycle
from audit_app.intake.faults import FaultList
from audit_app.intake.past_audits import PastAudit, PastAuditsReading, PastReview, PastScore
from audit_app.services.plan_facts import facts_on
from audit_app.services.register.match_keys import folded
from audit_app.store.ids import Ids
from audit_app.store.read_register import PlanEntry
from forms.model import Framework, Lack, PlanFacts, missing, na_by_rule

NOT_BY_RULE: Final = "not by rule"
"""The note on scores at markers that would not apply; the others are named by what is lacking."""
ERASED: Final = "erased"
"""The note on audits that were erased under a retention rule, or whose plan was."""

_NOTES: Final = (
    (Lack.SCORE.value, "without a score"),
    (Lack.EVIDENCE.value, "without the evidence that their score needs"),
    (Lack.CAUSE.value, "at 0 or 1 without a cause"),
    (Lack.REASON.value, "at NA without a reason"),
    (NOT_BY_RULE, "scored although they would not apply by rule: the scores stand"),
)


@dataclass(frozen=True, slots=True)
class PlannedReview:
    """One review of the file under its id; `scores` are by the framework's own marker ids."""

    id: str
    kind: str
    given: PastReview
    scores: dict[str, PastScore]


@dataclass(frozen=True, slots=True)
class PlannedAudit:
    """One audit of the file with what it means in this workspace."""

    id: str
    given: PastAudit
    plan_id: str
    framework: Framework
    reviews: tuple[PlannedReview, ...]


@dataclass(slots=True)
class Planner:
    """Looks up every audit of one file; `faults` stop the import, `noted` counts what is only said.

    `erased` are the ids of entries and audits that may not come back. `framework_of` gives the framework that an id
    in the file means, None where there is none. Audits of plans that are `left_out` are passed over.
    """

    reading: PastAuditsReading
    ids: Ids
    plans: Mapping[str, PlanEntry]
    erased: frozenset[str]
    register_day: date | None
    framework_of: Callable[[str], Framework | None]
    faults: FaultList
    left_out: frozenset[str] = frozenset()
    noted: Counter[str] = field(default_factory=Counter)
    given_grades: int = 0
    _rows: dict[str, tuple[int, str]] = field(default_factory=dict)
    _markers: dict[str, dict[str, str]] = field(default_factory=dict)
    _unknown: set[tuple[str, str]] = field(default_factory=set)

    def plan(self, audit: PastAudit) -> PlannedAudit | None:
        """The audit under its id; None after a fault, and where it or its plan was erased under a retention rule."""
        if self.ids.plan(audit.plan_ref) in self.erased:
            self.noted[ERASED] += 1
            return None
        if audit.plan_ref in self.left_out:
            return None
        entry = self.plans.get(audit.plan_ref)
        framework = self.framework_of(audit.framework)
        if entry is None:
            self._unknown_once(audit.row, "plan_ref", audit.plan_ref, "no plan of this workspace. Import the register")
        if framework is None:
            message = "no framework of this workspace. Write one such as core-42 or weekly-18"
            self._unknown_once(audit.row, "framework", audit.framework, message)
        if entry is None or framework is None:
            return None
        occasion = audit.round or audit.audit_date
        id_ = self.ids.audit(entry.id, audit.cycle, occasion, framework.key)
        if not self._is_first(id_, audit.row, audit.framework, "framework"):
            return None
        if id_ in self.erased:
            self.noted[ERASED] += 1
            return None
        facts = facts_on(entry, date.fromisoformat(audit.audit_date), self.register_day)
        reviews = [self._review(audit, id_, review, framework, facts) for review in audit.reviews]
        return PlannedAudit(id_, audit, entry.id, framework, tuple(one for one in reviews if one is not None))

    def _review(
        self, audit: PastAudit, audit_id: str, review: PastReview, framework: Framework, facts: PlanFacts
    ) -> PlannedReview | None:
        kind = "consensus" if review.is_consensus else "single"
        id_ = self.ids.review(audit_id, folded(review.reviewer), kind)
        if not self._is_first(id_, review.row, review.reviewer, "reviewer"):
            return None
        names = self._names_of(framework)
        scores: dict[str, PastScore] = {}
        for written, score in review.scores.items():
            marker = names.get(written) or names.get(written.casefold())
            if marker is None:
                self.fault(score.row, "marker", f"“{written}” is no marker of {framework.key}. Correct it.")
            else:
                scores[marker] = score
        self._note(audit, review, framework, facts, scores)
        self.given_grades += bool(review.grade)
        return PlannedReview(id_, kind, review, scores)

    def _note(
        self,
        audit: PastAudit,
        review: PastReview,
        framework: Framework,
        facts: PlanFacts,
        scores: Mapping[str, PastScore],
    ) -> None:
        """Count what a review lacks, and scores at markers that would not apply: they stand."""
        answers = {marker: score.answer for marker, score in scores.items()}
        evidence = {marker for marker, score in scores.items() if score.evidence}
        causes = {marker for marker, score in scores.items() if score.cause}
        of_group = audit.cycle == Cycle.MULTI_AGENCY and not review.is_consensus
        agency = review.agency if of_group and review.agency else None
        lacking = missing(framework, answers, evidence, causes, facts, na_reasons=evidence, agency=agency)
        self.noted.update(one.lack.value for one in lacking)
        self.noted[NOT_BY_RULE] += sum(
            isinstance(answers.get(marker.id), int) and na_by_rule(marker, facts) is not None
            for marker in framework.markers
            if marker.na_rule
        )

    def _names_of(self, framework: Framework) -> dict[str, str]:
        """The framework's markers by their ids, as they are written and in small letters."""
        if framework.key not in self._markers:
            ids = [marker.id for marker in framework.markers]
            self._markers[framework.key] = {**{id_.casefold(): id_ for id_ in ids}, **{id_: id_ for id_ in ids}}
        return self._markers[framework.key]

    def _is_first(self, id_: str, row: int, written: str, column: str) -> bool:
        """Whether nothing else in the file means the same audit or reviewer, written in another way."""
        first = self._rows.setdefault(id_, (row, written))
        if first[0] == row:
            return True
        message = f"“{written}” is the same as “{first[1]}” in row {first[0]}. Write it in one way in the whole file."
        self.fault(row, column, message)
        return False

    def _unknown_once(self, row: int, column: str, text: str, words: str) -> None:
        """One fault for a name that is not known, at the first row that has it."""
        if (column, text) not in self._unknown:
            self._unknown.add((column, text))
            self.fault(row, column, f"“{text}” is {words}, or correct it.")

    def notes(self, *, has_evidence: bool = True) -> list[str]:
        """What was noted, in sentences; what lacks evidence, cause or reason only where the file could say it."""
        said = [
            f"Markers {words}: {self.noted[what]:,}."
            for what, words in _NOTES
            if self.noted[what] and (has_evidence or what in (Lack.SCORE.value, NOT_BY_RULE))
        ]
        if self.noted[ERASED]:
            said.append(f"Audits erased under a retention rule and left out: {self.noted[ERASED]:,}.")
        return said

    def fault(self, row: int, column: str, message: str, marker: str = "") -> None:
        """Note a fault in a cell; `marker` where its column may be that of a marker."""
        self.faults.add(message, self.reading.place(row, column, marker))
