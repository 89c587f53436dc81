"""One plan in the drawer: how it stands, flags, dates, weeks taken, and its audits with their grades."""

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from audit_app.domain.register import REGISTER_FIELDS, FieldKind
from audit_app.screens.plans.lines import STANDINGS, weeks_words, year_words
from audit_app.store.read_plans import PlanAudit, PlanDetail, PlanDraw, standing
from audit_app.ui.card import clear
from audit_app.ui.days import full_day, joined_names, plain_day
from audit_app.ui.drawer import Drawer
from audit_app.ui.icons import Icon
from audit_app.ui.pill import Pill, Status, grade_pill, status_pill
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label, rule
from exports.pages.wording import CYCLES, NEEDS
from forms.model import Grade

_FIELDS = {field.name: field for field in REGISTER_FIELDS}
_ABOUT = (
    *("primary_need", "secondary_need", "year_group", "setting_name", "setting_type", "setting_urn"),
    *("casework_team", "case_officer", "written_by", "plan_version", "exception"),
    *("request_outcome", "assessment_outcome", "review_outcome"),
)
_OUTCOMES = {"Y": "yes", "N": "no", "H": "before the records began"}
_REVIEWED = {"A": "amend", "C": "cease", "M": "maintain"}


def flags(detail: PlanDetail) -> list[str]:
    """The flags that are set, by their labels."""
    return [
        field.label for field in REGISTER_FIELDS if field.kind is FieldKind.YES_NO and detail.fields.get(field.name)
    ]


def about(detail: PlanDetail) -> Iterator[tuple[str, str]]:
    """What the register says of the plan, label and value, dates aside."""
    for name in _ABOUT:
        value = detail.fields.get(name)
        if value is not None:
            yield _FIELDS[name].label, _value(name, value)


def _value(name: str, value: str | int) -> str:
    text = str(value)
    if name == "year_group":
        return year_words(int(value))
    if name in ("primary_need", "secondary_need"):
        return f"{NEEDS[text]} ({text})" if text in NEEDS else text
    if name == "exception":
        return "yes" if text in ("1", "yes") else f"regulation 10(4)({text})"
    if name == "review_outcome":
        return _REVIEWED.get(text, text)
    return _OUTCOMES.get(text, text) if name.endswith("_outcome") else text


def dates(detail: PlanDetail) -> Iterator[tuple[str, str]]:
    """The dates that are known, in the order of the process."""
    for field in REGISTER_FIELDS:
        if field.kind is FieldKind.DATE and field.name in detail.fields:
            yield field.label, plain_day(str(detail.fields[field.name]))


def taken(detail: PlanDetail) -> str:
    """How long it took from request to final plan, in a sentence; empty where that cannot be said."""
    asked, final = (detail.fields.get(name) for name in ("request_date", "final_date"))
    if not asked or not final or str(final) < str(asked):
        return ""
    days = (date.fromisoformat(str(final)) - date.fromisoformat(str(asked))).days
    within = "within" if days <= 140 else "beyond"
    return f"{weeks_words(days)} weeks from request to final plan, {within} 20 weeks."


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
    submitted = [review for review in audit.reviews if review.state == "submitted"]
    counted = [review for review in submitted if review.kind == "consensus"] or submitted
    if len(counted) == 1 and counted[0].standing_grade:
        grade = counted[0].standing_grade
        return grade_pill(grade, Grade(grade).label)
    return status_pill(Status.OPEN, "Awaiting consensus" if len(counted) > 1 else "In progress")


def draw_words(draw: PlanDraw) -> str:
    """“Drawn in the weekly sample of Mon 16 Nov 2026”."""
    role = {"drawn": "Drawn", "moved up": "Moved up from the reserve"}.get(draw.role, "In reserve")
    said = f"{role} in the {CYCLES.get(draw.cycle, draw.cycle)} sample of {full_day(date.fromisoformat(draw.on_date))}"
    if draw.replaced_reason:
        return f"{said}; replaced: {draw.replaced_reason}"
    return f"{said}; closed: {draw.closed_reason}" if draw.closed_reason else said


class PlanDrawer(Drawer):
    """Shows one plan. `copy_requested` carries its reference, `review_requested` the id of a review to open."""

    copy_requested = Signal(str)
    review_requested = Signal(str)

    def show_plan(self, detail: PlanDetail, today: date) -> None:
        """Show this plan as it stands on a day."""
        clear(self.body)
        words, mark, colour = STANDINGS[standing(detail.fields, today)]
        self.body.addWidget(_row(Pill(mark, colour, words), self._copy_button(detail.plan_ref)))
        if raised := flags(detail):
            self.body.addWidget(label("Flags", "overline"))
            self.body.addWidget(label(", ".join(raised)))
        self.body.addWidget(_pairs([*about(detail)]))
        self._section("Dates")
        if said := taken(detail):
            self.body.addWidget(label(said, "strong"))
        found = [*dates(detail)]
        self.body.addWidget(_pairs(found) if found else label("The register gives no dates.", "soft"))
        self._section("Audits")
        for audit in detail.audits:
            self.body.addWidget(self._audit(audit))
        if not detail.audits:
            self.body.addWidget(label("Never audited.", "soft"))
        if detail.draws:
            self._section("Samples")
            for draw in detail.draws:
                self.body.addWidget(label(draw_words(draw), "soft"))
        self.open_with(detail.plan_ref)

    def forget(self) -> None:
        """Show no plan."""
        clear(self.body)
        self.title.clear()
        self.setAccessibleName("")
        self.hide()

    def _section(self, title: str) -> None:
        self.body.addWidget(rule())
        self.body.addWidget(label(title, "cardTitle"))

    def _copy_button(self, plan_ref: str) -> QWidget:
        made = button("Copy case number (C)", weight="quiet", icon=Icon.COPY)
        made.clicked.connect(lambda _checked=False: self.copy_requested.emit(plan_ref))
        return made

    def _audit(self, audit: PlanAudit) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(measures().spacing[0])
        day = full_day(date.fromisoformat(audit.date)) if audit.date else "No date"
        column.addWidget(label(day, "strong", wraps=False))
        parts: list[QWidget] = [audit_pill(audit)]
        if audit.reviews and not audit.is_sealed:
            opens = button("Open", weight="quiet", name=f"Open the audit of {day}")
            review = audit.reviews[0].id
            opens.clicked.connect(lambda _checked=False: self.review_requested.emit(review))
            parts.append(opens)
        column.addWidget(_row(*parts))
        column.addWidget(label(audit_words(audit), "caption"))
        if audit.abandoned:
            column.addWidget(label(f"Abandoned: {audit.abandoned}", "caption"))
        return made


def _row(*parts: QWidget) -> QWidget:
    made = QWidget()
    across = QHBoxLayout(made)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(measures().spacing[1])
    for part in parts:
        across.addWidget(part)
    across.addStretch(1)
    return made


def _pairs(pairs: list[tuple[str, str]]) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(measures().spacing[2])
    grid.setVerticalSpacing(measures().spacing[0])
    grid.setColumnMinimumWidth(0, 140)
    grid.setColumnStretch(1, 1)
    for number, (name, value) in enumerate(pairs):
        said = label(value)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        said.setAccessibleName(f"{name}: {value}")
        grid.addWidget(label(name, "soft"), number, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(said, number, 1, Qt.AlignmentFlag.AlignTop)
    return made
