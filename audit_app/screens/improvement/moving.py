"""Rows of an improvement plan moved and taken away on the screen: up, down, under another outcome; all undone."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from audit_app.domain.counting import counted
from audit_app.domain.improvement import ImprovementPlan
from audit_app.screens.improvement.choosing import Line
from audit_app.screens.improvement.forms import Asked, FormDialog, Input
from audit_app.services.improvement import editing

if TYPE_CHECKING:
    from audit_app.screens.improvement.presenter import ImprovementPresenter

_UNDO = "Undo brings it back."


class PlanMoving(QObject):
    """Lives as long as the presenter, which shows what came of it."""

    def __init__(self, presenter: "ImprovementPresenter") -> None:
        super().__init__(presenter)
        self._presenter, self._view = presenter, presenter.view
        drawer = presenter.view.table.drawer
        drawer.move_requested.connect(self.move)
        drawer.elsewhere_requested.connect(self.put_elsewhere)
        drawer.remove_requested.connect(self.remove)

    def move(self, row_id: str, step: int) -> None:
        """Move a theme, outcome or action up or down among its neighbours; at the end that is said."""
        held = self._presenter.plan
        if held is None:
            return
        moved: list[bool] = []
        plan_id = held.id
        was_done = self._presenter.write(lambda one: moved.append(editing.move(one, plan_id, row_id, step)))
        if was_done and not moved[0]:
            self._presenter.context.notify("It is the first already." if step < 0 else "It is the last already.")

    def put_elsewhere(self) -> None:
        """Ask under which other outcome the action is to stand."""
        held, line = self._presenter.plan, self._line()
        if held is None or line is None or line.placed is None:
            return
        plan_id, action_id, session = held.id, line.placed.action.id, self._presenter.context.session
        choices = _others(held, line)
        if not choices:
            self._view.say("The plan has no other required outcome. Add one first.")
            return

        def keep(found: dict[str, Any]) -> None:
            target = str(found.get("outcome") or choices[0][0])
            session.write(lambda workspace: editing.move_to(workspace, plan_id, action_id, target))

        asked = (Asked("outcome", "Required &outcome", Input.CHOICE, "It stands last there.", choices),)
        title = f"Put {line.label} under another outcome"
        self._presenter.changing.run(FormDialog(title, asked, {}, keep, self._view.window(), yes="&Put it there"))

    def remove(self, row_id: str) -> None:
        """Take a row away, after asking where actions go with it; undo brings all of it back."""
        held, line = self._presenter.plan, self._line()
        if held is None or line is None:
            return
        what, actions = _told(line, row_id)
        if actions:
            text = f"{what} goes with its {counted(actions, 'action')} and what was reported of them. {_UNDO}"
            if not self._presenter.context.dialogs.confirm(f"Take away {what}", text, "Take away", danger=True):
                return
        plan_id = held.id
        self._view.table.drawer.shut()
        said = f"{what} was taken away. {_UNDO}"
        self._presenter.write(lambda workspace: editing.remove(workspace, plan_id, row_id), said)

    def _line(self) -> Line | None:
        return self._view.table.current()


def _others(held: ImprovementPlan, line: Line) -> tuple[tuple[str, str], ...]:
    """Every other required outcome of the plan, its id and words."""
    own = line.outcome.id if line.outcome is not None else ""
    return tuple(
        (outcome.id, f"{theme.letter}{outcome.number}. {outcome.words}")
        for theme in held.themes
        for outcome in theme.outcomes
        if outcome.id != own
    )


def _told(line: Line, row_id: str) -> tuple[str, int]:
    """What a row is called, and how many actions stand in it."""
    if row_id == line.theme.id:
        return f"Theme {line.theme.letter}", sum(len(one.actions) for one in line.theme.outcomes)
    if line.outcome is not None and row_id == line.outcome.id:
        return f"Outcome {line.theme.letter}{line.outcome.number}", len(line.outcome.actions)
    return line.label, 0
