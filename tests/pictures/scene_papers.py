"""Annual reviews and advice in pictures: a sample of each, the form that scores it, a report about it."""

from picture_stage import Stage
from PySide6.QtWidgets import QComboBox

from audit_app.screens.audit.screen import AuditScreen
from audit_app.screens.reports.view import ReportsView
from audit_app.screens.samples.view import SamplesView
from audit_app.services.samples.turns import TurnState


def reviews(stage: Stage) -> None:
    """Six annual reviews, drawn just now."""
    _draw(stage, "annual-review")


def review(stage: Stage) -> None:
    """The form of one of them: which review it is, and its ten markers."""
    _audit(stage, "AR4")


def advice(stage: Stage) -> None:
    """Six reports of advice, one of each plan."""
    _draw(stage, "advice")


def report_of_advice(stage: Stage) -> None:
    """The form of one of them."""
    _audit(stage, "AD6")


def reports(stage: Stage) -> None:
    """A quarterly report about annual reviews."""
    view = stage.go("reports", ReportsView, kind="quarterly")
    view.form.cycle.choose("annual-review")
    view.form.cycle.changed.emit()


def _draw(stage: Stage, cycle: str) -> None:
    view = stage.go("samples", SamplesView)
    view.new_button.click()
    _choose(view.form.cycle, cycle)
    view.form.draw_button.click()
    stage.settle()
    stage.quiet()


def _audit(stage: Stage, marker: str) -> None:
    view = stage.go("samples", SamplesView)
    view.places.select(lambda turn: turn.state is TurnState.WAITING and turn.is_mine)
    view.open_button.click()
    stage.settle()
    stage.screen(AuditScreen).form.go_to(marker)


def _choose(box: QComboBox, value: object) -> None:
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())
