"""Samples in pictures: this week's draw, its record, another draw asked for, and what is done to its places."""

from picture_stage import Stage
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QComboBox

from audit_app.domain.features import Feature, Trait
from audit_app.screens.samples.view import SamplesView
from audit_app.services.samples.turns import TurnState


def samples(stage: Stage) -> None:
    """This week's six and whose turn each is."""
    stage.go("samples", SamplesView).places.view.setFocus()


def record(stage: Stage) -> None:
    """The draw record, which lets anybody repeat the draw."""
    bar = _view(stage).page.verticalScrollBar()
    bar.setValue(bar.maximum())


def form(stage: Stage) -> None:
    """Another draw asked for."""
    _view(stage).new_button.click()


def choices(stage: Stage) -> None:
    """Strata, exclusions and weights, each with how many plans it holds."""
    form = _view(stage).form
    form.choices_button.click()
    _choose(form.choices.by, "phase")
    form.choices.quotas["post-16"].setValue(2)
    _choose(form.choices.traits.boxes[Trait(Feature.NEARING_ADULT)], 3)
    stage.settle()
    page = _view(stage).page
    inner = page.widget()
    assert inner is not None
    page.verticalScrollBar().setValue(form.choices_button.mapTo(inner, QPoint(0, 0)).y())


def coverage(stage: Stage) -> None:
    """A year's samples against the register."""
    _view(stage).show_coverage()


def waiting(stage: Stage) -> None:
    """Which plans were never looked at."""
    bar = _view(stage).page.verticalScrollBar()
    bar.setValue(bar.maximum())


def nothing_covered(stage: Stage) -> None:
    """No plan to count yet."""
    stage.go("samples", SamplesView, coverage=True)


def no_seed(stage: Stage) -> None:
    """A draw that cannot be made."""
    if _view(stage).form.shows_choices:
        _view(stage).form.choices_button.click()
        _view(stage).page.verticalScrollBar().setValue(0)
    _view(stage).form.seed.clear()
    _view(stage).form.draw_button.click()


def drawn(stage: Stage) -> None:
    """Six more plans, and the notice that says so."""
    view = _view(stage)
    view.form.seed.setText("weekly-2026-W47-2")
    view.form.draw_button.click()


def assigning(stage: Stage) -> None:
    """Whose turn a plan is to be."""
    stage.quiet()
    stage.dialogs.acts.append(stage.dialogs.keep)
    _view(stage).assign_button.click()


def replacing(stage: Stage) -> None:
    """A plan that cannot be audited, and why."""
    view = _view(stage)
    view.places.select(lambda turn: turn.state is TurnState.WAITING)
    stage.dialogs.acts.append(stage.dialogs.keep)
    view.replace_button.click()


def _choose(box: QComboBox, value: object) -> None:
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def _view(stage: Stage) -> SamplesView:
    return stage.screen(SamplesView)
