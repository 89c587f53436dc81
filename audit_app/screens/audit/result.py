"""The grade of a submitted review with everything that made it: shown only once it is locked."""

from collections.abc import Callable, Iterable
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from audit_app.services.review_page import ReviewPage, Verdict
from audit_app.ui.card import Card, clear
from audit_app.ui.dialogs import Weight
from audit_app.ui.icons import Icon
from audit_app.ui.pill import Pill, grade_pill
from audit_app.ui.theme import measures, type_font
from audit_app.ui.words import button, label, rule
from forms.model import FollowUp, Grade

_UNITS = {"days": ("day", "days"), "working_days": ("working day", "working days"), "months": ("month", "months")}
_SHOWN = 5
NO_GRADE = "Your part of the markers: no grade is worked out before the consensus."


class ResultCard(Card):
    """Grade, percentage, band before limits, each limit that fired, what would change it, and what follows."""

    def __init__(
        self,
        on_reopen: Callable[[], object],
        on_override: Callable[[], object],
        on_next: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        self.next_button = button("", on_next, weight=Weight.MAIN, icon=Icon.NEXT)
        self.reopen_button = button("Reopen…", on_reopen, icon=Icon.LOCK)
        self.override_button = button("Override the grade…", on_override)
        self.grades = QVBoxLayout()
        self.grades.setSpacing(measures().spacing[1])
        self.head.insertLayout(0, self.grades, 1)
        self.parts = QVBoxLayout()
        self.parts.setSpacing(measures().spacing[2])
        self.body.addLayout(self.parts)
        self.body.addWidget(rule())
        foot = self._foot = QHBoxLayout()
        for one in (self.next_button, self.reopen_button, self.override_button):
            foot.addWidget(one)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.hide()

    def show_action_button(self, made: QPushButton) -> None:
        """The button that makes an action of the findings."""
        self.action_button = made
        self._foot.insertWidget(self._foot.count() - 1, made)

    def allow_action(self, *, may_open: bool) -> None:
        """Whether the person may open actions."""
        if self.action_button is not None:
            self.action_button.setVisible(may_open)

    action_button: QPushButton | None = None

    def show_page(self, page: ReviewPage, *, may_reopen: bool, may_override: bool, next_plan: str) -> None:
        """Show the verdict, or hide where there is none; `next_plan` is what the person is to audit next, or empty."""
        self.setVisible(page.verdict is not None)
        clear(self.grades)
        clear(self.parts)
        if page.verdict is None:
            return
        self.next_button.setText(f"&Next: {next_plan.replace('&', '&&')}")
        self.next_button.setAccessibleName(f"Audit the next plan, {next_plan}")
        self.next_button.setVisible(bool(next_plan))
        self.reopen_button.setVisible(may_reopen)
        self.override_button.setVisible(may_override)
        if page.is_part:
            self._show_part(page)
            return
        self._show_grades(page, page.verdict)
        columns = QHBoxLayout()
        columns.setSpacing(measures().spacing[5])
        columns.addLayout(_part("Limits", limit_words(page.verdict) or ["No limit fired."]), 1)
        columns.addLayout(_part("What would change it", change_words(page.verdict)), 1)
        self.parts.addLayout(columns)
        follows = [follow_words(one) for one in page.verdict.follow_up]
        if follows:
            self.parts.addLayout(_part("What follows", follows))

    def _show_part(self, page: ReviewPage) -> None:
        """Part of the markers has no grade: what the group makes of all of them has."""
        self.override_button.hide()
        self.grades.addWidget(label(NO_GRADE, "strong"))
        self.setAccessibleName(NO_GRADE)
        if page.decided.on:
            self.grades.addWidget(label(_submitted_words(page), "soft"))
        if page.sent_by is not None:
            went = page.sent_by.went_back
            words = (
                f"It went back: {page.sent_by.whom} alone can hand it back." if went else "It was not sent back yet."
            )
            self.parts.addWidget(label(words))

    def _show_grades(self, page: ReviewPage, verdict: Verdict) -> None:
        framework, result = page.found.framework, verdict.result
        row = QHBoxLayout()
        row.setSpacing(measures().spacing[2])
        counts = verdict.override or result.grade
        row.addWidget(_large(grade_pill(counts.value, framework.label(counts))))
        row.addWidget(label(percent_words(verdict), "figure", wraps=False))
        row.addStretch(1)
        self.grades.addLayout(row)
        if verdict.override is not None:
            self.grades.addLayout(self._override_row(page, result.grade))
        self.setAccessibleName(f"Result: {framework.label(counts)}, {percent_words(verdict)}")
        if page.decided.on:
            who = _submitted_words(page)
            self.grades.addWidget(label(f"Band before limits: {framework.label(result.band)} · {who}", "soft"))

    def _override_row(self, page: ReviewPage, given: Grade) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(measures().spacing[1])
        row.addWidget(label("The scores give", "soft", wraps=False))
        row.addWidget(grade_pill(given.value, page.found.framework.label(given)))
        decided = page.decided
        row.addWidget(label(f"Overridden by {decided.override_by}: {decided.override_reason}"), 1)
        return row


def _submitted_words(page: ReviewPage) -> str:
    on = date.fromisoformat(page.decided.on)
    return f"Submitted by {page.found.review.reviewer} on {on.day} {on:%B %Y}"


def percent_words(verdict: Verdict) -> str:
    """The percentage with at most one decimal, so that what is just below a band does not look as if it reached it."""
    exact = verdict.result.percentage
    if exact is None:
        return "nothing scored"
    tenths = int(exact * 10)
    return f"{tenths // 10} %" if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10} %"


def limit_words(verdict: Verdict) -> list[str]:
    """Each limit that fired, with its markers."""
    return [f"{one.words} {_markers(one.markers)}".strip() for one in verdict.result.limits]


def change_words(verdict: Verdict) -> list[str]:
    """What holds the grade, and the single scores that would raise or lower it."""
    held = [
        one for one in verdict.change.words if not any(one.startswith(limit.words) for limit in verdict.result.limits)
    ]
    found = [*held, *_some(one.words for one in verdict.change.up), *_some(one.words for one in verdict.change.down)]
    return found or ["No single score would change the grade."]


def follow_words(rule: FollowUp) -> str:
    """What is asked for, and by when."""
    if rule.within == 0:
        return f"{rule.action} Today."
    one, many = _UNITS[rule.unit]
    when = f"{rule.within} {one if rule.within == 1 else many}"
    return f"{rule.action.rstrip('.')}: {'' if rule.or_at_next_review else 'within '}{when}."


def _some(words: Iterable[str]) -> list[str]:
    listed = list(words)
    rest = len(listed) - _SHOWN
    return listed if rest <= 0 else [*listed[:_SHOWN], f"… and {rest} more single scores."]


def _markers(markers: tuple[str, ...]) -> str:
    return f"({', '.join(markers)})" if markers else ""


def _part(title: str, lines: Iterable[str]) -> QVBoxLayout:
    made = QVBoxLayout()
    made.setSpacing(measures().spacing[0])
    made.addWidget(label(title, "overline"))
    for line in lines:
        made.addWidget(label(line))
    made.addStretch(1)
    return made


def _large(pill: Pill) -> Pill:
    pill.setFont(type_font(pill, measures().card_title, bold=True))
    return pill
