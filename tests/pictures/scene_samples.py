"""Samples in pictures: this week's draw, its record, another draw asked for, and what is done to its places."""

from picture_stage import Stage

from audit_app.screens.samples.view import SamplesView
from audit_app.services.turns import TurnState


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


def no_seed(stage: Stage) -> None:
    """A draw that cannot be made."""
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


def _view(stage: Stage) -> SamplesView:
    return stage.screen(SamplesView)
