"""Actions in pictures: the list, one in full, the forms, a finding becoming one, long words, two thousand, none."""

from functools import partial

from picture_stage import Stage
from PySide6.QtGui import QImage

from audit_app.screens.actions.lines import Line
from audit_app.screens.actions.view import ActionsView
from audit_app.screens.chase.view import ChaseView
from audit_app.services.actions.editing import change
from audit_app.services.actions.opening import open_action
from audit_app.services.actions.proposing import propose
from audit_app.services.actions.seen import seen_decision
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace

LONG = (
    "Agree with every service of the trust, the two acute hospitals and the community provider a nil return and a "
    "report form that asks for needs, what follows from them at school and at home, what is provided, how often, by "
    "whom with which qualification, and by when it is reviewed, so that sections C and G can be written from it "
)
MANY = 2_000


def listed(stage: Stage) -> None:
    """The open actions, the overdue first."""
    view = stage.go("actions", ActionsView)
    view.table.view.setFocus()
    view.table.view.selectRow(0)


def practice(stage: Stage) -> None:
    """A practice of which closure is asked for, with what a later sample shows."""
    _open(stage, lambda line: line.action.is_systemic and line.action.asked is not None)


def closed(stage: Stage) -> None:
    """A practice that was closed beside a later sample."""
    view = stage.screen(ActionsView)
    view.standing.setCurrentIndex(view.standing.findData("closed"))
    stage.settle()
    _open(stage, lambda line: line.action.is_systemic)


def form(stage: Stage) -> QImage | None:
    """All fields of an action."""
    view = stage.screen(ActionsView)
    view.standing.setCurrentIndex(0)
    _open(stage, lambda line: line.action.is_systemic)
    stage.dialogs.acts.append(stage.dialogs.keep)
    view.drawer.change_requested.emit()
    return None


def progress(stage: Stage) -> QImage | None:
    """How far an action is."""
    stage.dialogs.acts.append(stage.dialogs.keep)
    stage.screen(ActionsView).drawer.report_requested.emit(None)
    return None


def long_words(stage: Stage) -> None:
    """An action with as many words as its fields take."""
    view = stage.screen(ActionsView)
    line = view.table.model.rows[0]
    owner = "Designated Clinical Officer and head of therapies"
    words = {"what": (LONG * 4)[:1000], "owner": owner, "success": LONG * 2}
    stage.window.session.write(partial(change, action_id=line.action.id, values=words))
    _open(stage, lambda one: one.action.id == line.action.id)


def from_finding(stage: Stage) -> None:
    """Overdue advice of the chase list becoming an action."""
    view = stage.go("chase", ChaseView)
    view.table.view.selectRow(0)
    assert view.action_button is not None
    view.action_button.click()


def many(stage: Stage) -> None:
    """Two thousand actions."""
    stage.window.session.write(_many)
    stage.go("actions", ActionsView).table.view.setFocus()


def nothing(stage: Stage) -> None:
    """No action was opened yet."""
    stage.go("actions", ActionsView)


def _open(stage: Stage, fits: object) -> None:
    view = stage.screen(ActionsView)
    assert callable(fits)
    found = next(line for line in view.table.model.rows if isinstance(line, Line) and fits(line))
    view.table.select(lambda line: line is found)
    view.action_requested.emit(found)
    view.table.view.setFocus()


def _many(workspace: Workspace) -> None:
    """As many as a large partnership has in some years."""
    first = open_action(workspace, propose(workspace, [seen_decision("Write to every school about it.", "education")]))
    ops = []
    for number in range(MANY):
        id_ = f"{number:032x}"
        ops.append(Op("action", id_, "record", {"opened_on": "2026-01-05", "opened_by": workspace.person.id}))
        ops.append(Op("action", id_, "what", f"Put finding {number} right in the plan."))
        ops.append(Op("action", id_, "agency", ("education", "health", "social_care", "coordinator")[number % 4]))
        ops.append(Op("action", id_, "due", f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}"))
        status = ("green", "amber", "red", "grey")[number % 4]
        ops.append(Op("action_checkpoint", Ids.part(id_, "2026-10-01"), "status", status))
    workspace.door.write(f"Two thousand beside {first}", ops)
