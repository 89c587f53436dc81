"""The reveal in pictures: all plans, one plan side by side, a score settled, the close, and nothing revealed yet."""

from picture_stage import Stage

from audit_app.screens.reveal.view import CLOSE, OVERVIEW, RevealView
from audit_app.services.consensus import agreeing, closing
from audit_app.services.consensus.reveal_table import table
from audit_app.store.workspace import Workspace

_PLAN = 3
"""The tab of the first plan whose consensus is not submitted."""


def plans(stage: Stage) -> None:
    """Every plan of the round, with how much is left to talk through."""
    view = _reveal(stage)
    view.turn_to(OVERVIEW)
    view.overview.table.view.setFocus()


def plan(stage: Stage) -> None:
    """One plan after what is agreed was carried over: what must be talked through stands first."""
    view = _reveal(stage)
    view.overview.carry_requested.emit()
    view.tabs.setCurrentIndex(_PLAN)
    view.plan.grid.table.view.setFocus()


def settling(stage: Stage) -> None:
    """The group settles on a score, with why and who agreed; names are shown."""
    view = _reveal(stage)
    view.names.setChecked(True)
    card = view.plan.consensus
    card.choose(2)
    card.code.setCurrentIndex(card.code.findData("specialist_knowledge"))
    card.note.setText("The therapist's report of May was read together.")
    card.note.setFocus()


def closed(stage: Stage) -> None:
    """The round is closed, and its learning pages can go out."""
    view = _reveal(stage)
    view.names.setChecked(False)
    round_id = str(view.rounds.currentData())
    stage.window.session.write(lambda workspace: _close(workspace, round_id))
    view.turn_to(CLOSE)
    view.closing.table.view.setFocus()


def nothing(stage: Stage) -> None:
    """No round is revealed yet."""
    _reveal(stage)


def _reveal(stage: Stage) -> RevealView:
    """The screen, to which the screen of rounds leads."""
    stage.window.navigation.buttons["rounds"].setFocus()
    stage.window.go("reveal")
    stage.settle()
    return stage.screen(RevealView)


def _close(workspace: Workspace, round_id: str) -> None:
    for plan in table(workspace, round_id).plans:
        if plan.is_done:
            continue
        for one in plan.cells:
            if not one.is_settled:
                answer = one.given[0].answer
                agreeing.settle(workspace, plan.audit_id, one.marker.id, answer, "chairs_decision")
        agreeing.submit(workspace, plan.audit_id)
    closing.close_round(workspace, round_id)
