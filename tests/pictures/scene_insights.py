"""Insights in pictures: months, every section, plans behind a month, the heat map, markers, and nothing yet."""

from dataclasses import replace
from datetime import date

from picture_stage import Stage
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from audit_app.screens.insights.view import MARKERS, MONTHS, SECTIONS, InsightsView
from audit_app.services.insights.asked import EVERY_SECTION
from audit_app.services.reports.rebasing import Chart, decide
from audit_app.services.timeliness.trajectories import keep
from audit_app.store.workspace import Workspace
from scoring.timeliness.trajectories import Basis, Point, Trajectory


def months(stage: Stage) -> None:
    """Filters, tiles and the first charts."""
    stage.go("insights", InsightsView)


def behind(stage: Stage) -> None:
    """The plans behind the newest month, its rows marked."""
    view = _turn(stage, MONTHS)
    QTest.keyClick(view.months.table.view, Qt.Key.Key_Return)
    stage.settle()
    view.page.ensureWidgetVisible(view.months.card)


def every_section(stage: Stage) -> None:
    """A control chart for each section."""
    view = _turn(stage, MONTHS)
    _choose(view, "section", EVERY_SECTION)
    stage.settle()
    view.page.verticalScrollBar().setValue(view.months.y() + view.months.effective.height())


def decided(stage: Stage) -> None:
    """A target that may be met, and limits worked out anew from two months on."""
    points = (Point(date(2025, 3, 1), 40), Point(date(2026, 9, 1), 65))
    target = Trajectory("Good plans", "plans.effective@cycle=weekly", Basis.AUDITED, None, points, "SEND board")
    chart = Chart("plans.effective", "weekly")
    cause = "Every plan is read by a second officer before it is sent, after the training of summer 2025"

    def decide_all(held: Workspace) -> None:
        keep(held, target)
        decide(held, chart, "2025-10", cause)
        decide(held, replace(chart, figure="score.overall"), "2026-02", "A new writing guide")

    stage.window.session.write(decide_all)
    view = _turn(stage, MONTHS)
    _choose(view, "cycle", "weekly")
    _choose(view, "section", "W")
    view.page.verticalScrollBar().setValue(view.tabs.y())


def limits(stage: Stage) -> None:
    """The months in rows, and the decisions in rows."""
    view = stage.screen(InsightsView)
    view.page.ensureWidgetVisible(view.months.limits.why_not)
    view.page.verticalScrollBar().setValue(view.page.verticalScrollBar().maximum())


def rebase(stage: Stage) -> None:
    """The dialog that asks from which month on and why."""
    view = stage.screen(InsightsView)
    stage.dialogs.acts.append(stage.dialogs.keep)
    view.months.rebase_requested.emit("2026-04")


def sections(stage: Stage) -> None:
    """The heat map of the multi-agency cycle."""
    view = stage.screen(InsightsView)
    _choose(view, "cycle", "multi-agency")
    _turn(stage, SECTIONS)
    view.page.verticalScrollBar().setValue(view.tabs.y())


def markers(stage: Stage) -> None:
    """Markers in rows and drawn."""
    view = _turn(stage, MARKERS)
    view.page.verticalScrollBar().setValue(view.tabs.y())


def nothing(stage: Stage) -> None:
    """No audit counts yet."""
    stage.go("insights", InsightsView)


def _turn(stage: Stage, tab: int) -> InsightsView:
    view = stage.screen(InsightsView)
    view.drawer.shut()
    view.tabs.setCurrentIndex(tab)
    stage.settle()
    return view


def _choose(view: InsightsView, kind: str, value: str) -> None:
    box = view.filters.boxes[kind]
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())
