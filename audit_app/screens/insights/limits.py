"""The behaviour of limits worked out anew: asked for and kept, listed, taken back; it draws no chart."""

from PySide6.QtCore import QObject

from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.screens.insights.months_page import MonthsPage
from audit_app.screens.insights.rebase_dialog import RebaseDialog
from audit_app.services.insights.answering import Insights
from audit_app.services.insights.asked import InsightsRead
from audit_app.services.insights.charts import figures_of
from audit_app.services.reports.rebasing import (
    Chart,
    Rebasing,
    chart_title,
    decide,
    judge,
    month_words,
    months_of,
    rebasings,
    take_back,
)
from audit_app.ui.screen import ScreenContext
from scoring.control import Judged

_WHO = "An owner, a moderator or a chair works limits out anew and sets targets."
_OF_PART = (
    "Choose every team, need, phase and all markers: limits are worked out anew for the chart of the whole cycle."
)


class Limits(QObject):
    """Lives as long as its parent."""

    def __init__(self, page: MonthsPage, context: ScreenContext, parent: QObject) -> None:
        super().__init__(parent)
        self._page, self._context = page, context
        self._read: InsightsRead | None = None
        self._found: Insights | None = None
        page.rebase_requested.connect(self.work_out)
        page.limits.take_back_requested.connect(self.take_back)
        page.limits.targets_requested.connect(self.go_to_targets)

    def show_found(self, read: InsightsRead, found: Insights) -> None:
        """What the charts show now, and who may decide on them."""
        self._read, self._found = read, found
        session = self._context.session
        rows, person = session.read(lambda workspace: (rebasings(workspace), workspace.person))
        has_right = holds_right(person, Act.MANAGE_MEASURES)
        may = session.can_write and has_right
        self._page.limits.show_decided(rows)
        self._page.limits.show_rights(may, "" if has_right else _WHO)
        self._page.rebase_button.setEnabled(may)

    def forget(self) -> None:
        """Let go of what was read."""
        self._read = self._found = None

    def work_out(self, month: str) -> None:
        """Ask from which month on and why, and keep the decision."""
        read, found = self._read, self._found
        if read is None or found is None:
            return
        if not found.asked.is_whole:
            self._context.notify(_OF_PART)
            return
        try:
            asked = self._ask(read, found, month)
            if asked is None:
                return
            chart, since, cause = asked
            self._context.session.write(lambda workspace: decide(workspace, chart, since, cause, read))
        except AppError as error:
            self._context.dialogs.fail("The limits stay as they were", error)
            return
        self._context.notify(f"{chart_title(chart.figure)}: limits are worked out anew from {month_words(since)} on.")

    def take_back(self, row: Rebasing) -> None:
        """Take a decision back; undo brings it back again."""
        try:
            self._context.session.write(lambda workspace: take_back(workspace, row.held.id))
        except AppError as error:
            self._context.dialogs.fail("The decision was not taken back", error)
            return
        self._context.notify(
            f"{chart_title(row.held.figure)}: the limits are one again. Undo brings the decision back."
        )

    def go_to_targets(self) -> None:
        """Where targets are set."""
        self._context.go("timeliness", tab="Targets")

    def _ask(self, read: InsightsRead, found: Insights, month: str) -> tuple[Chart, str, str] | None:
        titles = figures_of(found)
        charts = {figure: Chart(figure, found.asked.cycle, found.asked.framework) for figure in titles}
        points = {figure: months_of(read, chart) for figure, chart in charts.items()}

        def judged(figure: str, since: str) -> Judged:
            return judge(points[figure], read.decided.rebasings, charts[figure], since)

        offered = {figure: (titles[figure], [one.month for one in points[figure]]) for figure in charts}
        dialog = RebaseDialog(offered, month, judged, self._page.window())
        chosen = (dialog.figure, dialog.month, dialog.cause) if self._context.dialogs.run(dialog) else None
        dialog.deleteLater()
        return (charts[chosen[0]], *chosen[1:]) if chosen is not None else None
