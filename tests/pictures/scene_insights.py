"""Insights in pictures: months, every section, plans behind a month, the heat map, markers, and nothing yet."""

from picture_stage import Stage
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from audit_app.screens.insights.view import MARKERS, MONTHS, SECTIONS, InsightsView
from audit_app.services.insights.asked import EVERY_SECTION


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
