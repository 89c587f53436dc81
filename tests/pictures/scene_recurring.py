"""Across plans in pictures: breaks and phrases with the plans behind them, a group of few plans, and nothing yet."""

from datetime import date

from picture_stage import Stage

from audit_app.screens.recurring.view import RecurringView


def breaks(stage: Stage) -> None:
    """The breaks that recur over twelve months; where there are no audits, what to do."""
    stage.go("recurring", RecurringView).take_focus()


def phrases(stage: Stage) -> None:
    """The most frequent phrases, with the keys on a plan behind the first."""
    view = stage.screen(RecurringView)
    view.lines.show_list(1)
    view.lines.opened.emit()


def few(stage: Stage) -> None:
    """One team's plans of a month, narrowed to what social care answers for."""
    view = stage.screen(RecurringView)
    view.lines.show_list(0)
    view.period.show_months(date(2026, 11, 1), date(2026, 11, 1))
    view.asked.emit()
    view.among.groups["team"].setCurrentIndex(1)
    view.among.sections.setCurrentIndex(view.among.sections.count() - 1)
    view.narrowed.emit()
    view.take_focus()
