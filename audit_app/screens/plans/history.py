"""The history of one plan: audits with their grades and whether they were better, samples, and what imports changed."""

from collections.abc import Iterator, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from audit_app.screens.plans.change_lines import field_words
from audit_app.services.register.history import HistoryStep
from audit_app.services.register.lists import CHANGE_WORDS
from audit_app.store.read_plans import PlanAudit, PlanDraw, PlanReview
from audit_app.ui.days import full_day, joined_names
from audit_app.ui.pill import Pill, Status, grade_pill, status_pill
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label
from exports.pages.wording import CYCLES
from forms.model import Grade


def audit_words(audit: PlanAudit) -> str:
    """Which audit it was: “Weekly, weekly-18/1, by Ann and Ben”."""
    names = joined_names([review.reviewer for review in audit.reviews if review.kind != "consensus"])
    parts = [CYCLES.get(audit.cycle, audit.cycle).capitalize(), audit.framework]
    if audit.round:
        parts.append(f"round {audit.round}")
    if audit.purpose not in ("", "sample"):
        parts.append(audit.purpose)
    return ", ".join([*parts, *([f"by {names}"] if names else [])])


def audit_pill(audit: PlanAudit) -> Pill:
    """What came of an audit: its grade, or why there is none."""
    if audit.abandoned:
        return status_pill(Status.GREY, "Abandoned")
    if audit.is_sealed:
        return status_pill(Status.OPEN, "Sealed until the reveal")
    grade = standing_grade(audit)
    if grade:
        return grade_pill(grade, Grade(grade).label)
    submitted = sum(review.state == "submitted" for review in audit.reviews)
    return status_pill(Status.OPEN, "Awaiting consensus" if submitted > 1 else "In progress")


def standing_grade(audit: PlanAudit) -> str:
    """The grade by which an audit counts: its consensus's, else that of its only review; empty where there is none."""
    if audit.abandoned or audit.is_sealed:
        return ""
    submitted = [review for review in audit.reviews if review.state == "submitted"]
    counted = [review for review in submitted if review.kind == "consensus"] or submitted
    return counted[0].standing_grade if len(counted) == 1 else ""


def trends(audits: Sequence[PlanAudit]) -> Iterator[str]:
    """For each audit, the newest first, how its grade stands to that before it under the same framework, in words."""
    for number, audit in enumerate(audits):
        grade = standing_grade(audit)
        before = next((older for older in audits[number + 1 :] if _is_comparable(audit, older)), None)
        if before is None or not _is_graded(audit):
            yield ""
        else:
            yield _trend_words(Grade(grade), Grade(standing_grade(before)))


def _is_comparable(audit: PlanAudit, older: PlanAudit) -> bool:
    """Frameworks, their versions and cycles are never compared with each other, nor practice with what counts."""
    kinds = (audit.framework, audit.cycle, audit.purpose == "practice")
    return kinds == (older.framework, older.cycle, older.purpose == "practice") and _is_graded(older)


def _is_graded(audit: PlanAudit) -> bool:
    grade = standing_grade(audit)
    return bool(grade) and Grade(grade) is not Grade.NOT_GRADED


def _trend_words(grade: Grade, before: Grade) -> str:
    if grade is before:
        return "As the time before"
    return f"{'Better' if grade.rank > before.rank else 'Lower'} than the time before: {before.label}"


def draw_words(draw: PlanDraw) -> str:
    """“Drawn in the weekly sample of Mon 16 Nov 2026”."""
    role = {"drawn": "Drawn", "moved up": "Moved up from the reserve"}.get(draw.role, "In reserve")
    said = f"{role} in the {CYCLES.get(draw.cycle, draw.cycle)} sample of {full_day(date.fromisoformat(draw.on_date))}"
    if draw.replaced_reason:
        return f"{said}; replaced: {draw.replaced_reason}"
    return f"{said}; closed: {draw.closed_reason}" if draw.closed_reason else said


def step_lines(step: HistoryStep) -> Iterator[str]:
    """What one change of the register did to the plan, a line each: “Moved school: Setting URN: 100 → 101”."""
    for change, fields in step.change.parts():
        said = "; ".join(map(field_words, fields))
        yield f"{CHANGE_WORDS[change]}: {said}" if said else CHANGE_WORDS[change]
    if not step.change.changes:
        yield step.words


class RegisterStep(QWidget):
    """One change of the register in the history of a plan, with the day on which it was imported or said."""

    def __init__(self, step: HistoryStep, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(measures().spacing[0])
        column.addWidget(label(full_day(step.on), "strong", wraps=False))
        for said in step_lines(step):
            column.addWidget(label(said, "caption"))


class AuditEntry(QWidget):
    """One audit in the history; `review_requested` carries the id of a review to open."""

    review_requested = Signal(str)

    def __init__(self, audit: PlanAudit, trend: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(measures().spacing[0])
        day = full_day(date.fromisoformat(audit.date)) if audit.date else "No date"
        column.addWidget(label(day, "strong", wraps=False))
        is_one = len(audit.reviews) == 1 and not audit.is_sealed
        column.addWidget(_row(audit_pill(audit), *([self._opens(audit.reviews[0], day)] if is_one else [])))
        for said in (trend, audit_words(audit), f"Abandoned: {audit.abandoned}" if audit.abandoned else ""):
            if said:
                column.addWidget(label(said, "caption"))
        for review in audit.reviews if len(audit.reviews) > 1 and not audit.is_sealed else ():
            column.addWidget(_row(label(review_words(review), "caption"), self._opens(review, day), is_wide=True))

    def _opens(self, review: PlanReview, day: str) -> QWidget:
        opens = button("Open", weight="quiet", name=f"Open the review of {review.reviewer or review.kind}, {day}")
        opens.clicked.connect(lambda _checked=False: self.review_requested.emit(review.id))
        return opens


def review_words(review: PlanReview) -> str:
    """“Education, Ann: Good”, “Consensus: in progress”."""
    who = (
        "Consensus"
        if review.kind == "consensus"
        else ", ".join(part for part in (review.agency.replace("_", " ").capitalize(), review.reviewer) if part)
    )
    grade = Grade(review.standing_grade).label if review.standing_grade else "in progress"
    return f"{who}: {grade}"


def _row(*parts: QWidget, is_wide: bool = False) -> QWidget:
    """Parts beside each other; the first one takes the room that is left where it `is_wide`."""
    made = QWidget()
    across = QHBoxLayout(made)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(measures().spacing[1])
    for number, part in enumerate(parts):
        across.addWidget(part, int(is_wide and number == 0))
    if not is_wide:
        across.addStretch(1)
    return made
