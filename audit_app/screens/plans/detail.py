"""One plan in the drawer: how it stands, flags, dates, weeks taken, and its audits with their grades."""

from collections.abc import Iterator, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QWidget

from audit_app.domain.register import REGISTER_FIELDS, FieldKind
from audit_app.screens.plans.advice import AdviceList
from audit_app.screens.plans.documents import DocumentList
from audit_app.screens.plans.history import AuditEntry, RegisterStep, draw_words, trends
from audit_app.screens.plans.lines import STANDINGS, weeks_words, year_words
from audit_app.screens.plans.outcomes import OutcomeList
from audit_app.screens.plans.timeline import next_words, timeline
from audit_app.screens.plans.timeline_view import NextStep, Timeline
from audit_app.services.register.history import HistoryStep
from audit_app.store.read_plans import CEASED, PlanDetail, standing
from audit_app.ui.card import clear
from audit_app.ui.drawer import Drawer
from audit_app.ui.focus import tab_through
from audit_app.ui.icons import Icon
from audit_app.ui.pill import Pill
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label, rule
from exports.pages.wording import NEEDS

_FIELDS = {field.name: field for field in REGISTER_FIELDS}
_ABOUT = (
    *("primary_need", "secondary_need", "year_group", "setting_name", "setting_type", "setting_urn"),
    *("casework_team", "case_officer", "written_by", "plan_version", "exception"),
    *("request_outcome", "assessment_outcome", "review_outcome"),
)
_PAGES = {Qt.Key.Key_PageDown: 0.9, Qt.Key.Key_PageUp: -0.9, Qt.Key.Key_Home: -1e3, Qt.Key.Key_End: 1e3}
"""How many pages the keys scroll, once the focus is in the drawer."""
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


def taken(detail: PlanDetail) -> str:
    """How long it took from request to final plan, in a sentence; empty where that cannot be said."""
    asked, final = (detail.fields.get(name) for name in ("request_date", "final_date"))
    if not asked or not final or str(final) < str(asked):
        return ""
    days = (date.fromisoformat(str(final)) - date.fromisoformat(str(asked))).days
    within = "within" if days <= 140 else "beyond"
    return f"{weeks_words(days)} weeks from request to final plan, {within} 20 weeks."


def next_step(detail: PlanDetail, today: date) -> tuple[tuple[str, ...], bool]:
    """What comes next for a plan, in sentences, and whether it is overdue; none where nothing is known to be due."""
    if standing(detail.fields, today) == CEASED:
        return ("It has ceased: nothing is due.",), False
    return next_words(detail.fields, today)


class PlanDrawer(Drawer):
    """Shows one plan. `copy_requested` and `voice_requested` carry its reference, `review_requested` the id of a review
    to open.
    """

    copy_requested = Signal(str)
    voice_requested = Signal(str)
    review_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.documents = DocumentList()  # one for all plans: a document that is being read stays in view
        self.documents.hide()
        self.documents.filled.connect(self._order)
        self.advice = AdviceList()
        self.advice.hide()
        self.advice.filled.connect(self._order)
        self.outcomes = OutcomeList()
        self.outcomes.hide()
        self.outcomes.filled.connect(self._order)

    def show_plan(
        self, detail: PlanDetail, today: date, steps: Sequence[HistoryStep] = (), *, keeps_place: bool = False
    ) -> None:
        """Show this plan as it stands on a day; `steps` are what imports changed, the newest first.

        It is shown from its top, unless the place that is read is to be kept.
        """
        self._empty()
        words, mark, colour = STANDINGS[standing(detail.fields, today)]
        self.body.addWidget(_row(Pill(mark, colour, words), self._copy_button(detail.plan_ref)))
        told, is_overdue = next_step(detail, today)
        if told:
            self.body.addWidget(NextStep(told, is_overdue))
        if raised := flags(detail):
            self.body.addWidget(label("Flags", "overline"))
            self.body.addWidget(label(", ".join(raised)))
        self.body.addWidget(_pairs([*about(detail)]))
        self._section("Dates")
        if said := taken(detail):
            self.body.addWidget(label(said))
        moments = timeline(detail.fields, today)
        self.body.addWidget(Timeline(moments) if moments else label("The register gives no dates.", "soft"))
        self._section("Outcomes and reviews")
        self.body.addWidget(self.outcomes)
        self._section("Advice asked for")
        self.body.addWidget(self.advice)
        self._section("Documents")
        self.body.addWidget(self.documents)
        for part in self._lasting():
            part.show()
        self._section("Audits")
        self._show_audits(detail)
        self.body.addWidget(self._voice_button(detail.plan_ref))
        if detail.draws:
            self._section("Samples")
            for draw in detail.draws:
                self.body.addWidget(label(draw_words(draw), "soft"))
        if steps:
            self._section("In the register")
            for step in steps:
                self.body.addWidget(RegisterStep(step))
        self._order()
        self.open_with(detail.plan_ref)
        if not keeps_place:
            self._scroll_to(0)

    def forget(self) -> None:
        """Show no plan."""
        self._empty()
        self.title.clear()
        self.setAccessibleName("")
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        pages = _PAGES.get(Qt.Key(event.key()))
        bar = self._scroll().verticalScrollBar()
        if pages is None:
            super().keyPressEvent(event)
        else:
            self._scroll_to(bar.value() + round(pages * bar.pageStep()))

    def _order(self) -> None:
        """Tab follows what is read."""
        tab_through(self.body)

    def _empty(self) -> None:
        for part in self._lasting():
            self.body.removeWidget(part)
            part.setParent(self)
            part.hide()
        clear(self.body)

    def _lasting(self) -> tuple[QWidget, ...]:
        """What is there once for all plans."""
        return (self.outcomes, self.advice, self.documents)

    def _scroll(self) -> QScrollArea:
        found = self.findChild(QScrollArea)
        if found is None:
            raise AssertionError("a drawer scrolls")
        return found

    def _scroll_to(self, place: int) -> None:
        self._scroll().verticalScrollBar().setValue(place)

    def _show_audits(self, detail: PlanDetail) -> None:
        for audit, trend in zip(detail.audits, trends(detail.audits), strict=True):
            shown = AuditEntry(audit, trend)
            shown.review_requested.connect(self.review_requested)
            self.body.addWidget(shown)
        if not detail.audits:
            self.body.addWidget(label("Never audited.", "soft"))

    def _section(self, title: str) -> None:
        self.body.addWidget(rule())
        self.body.addWidget(label(title, "cardTitle"))

    def _voice_button(self, plan_ref: str) -> QWidget:
        made = button("Note what the family said…", weight="quiet", icon=Icon.PEOPLE)
        made.clicked.connect(lambda _checked=False: self.voice_requested.emit(plan_ref))
        return made

    def _copy_button(self, plan_ref: str) -> QWidget:
        made = button("Copy case number (C)", weight="quiet", icon=Icon.COPY)
        made.clicked.connect(lambda _checked=False: self.copy_requested.emit(plan_ref))
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
