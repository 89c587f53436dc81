"""What can be done to the places of a draw: opened, assigned, replaced, closed, and their case numbers copied."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from audit_app.domain.problems import AppError
from audit_app.screens.samples.assign_dialog import AssignDialog
from audit_app.screens.samples.drawing import Auditor
from audit_app.screens.samples.view import SamplesView
from audit_app.services.auditing import open_audit
from audit_app.services.samples.sampling import assign, close_week, replace_plan
from audit_app.services.samples.turns import DrawTurns, Turn, TurnState
from audit_app.store.workspace import Workspace
from audit_app.ui.days import full_day
from audit_app.ui.screen import ScreenContext

T = TypeVar("T")


class PlaceActs(QObject):
    """Hears what the person wants done to a place, does it and says so; a refusal stands in the banner."""

    def __init__(
        self,
        view: SamplesView,
        context: ScreenContext,
        made: Callable[[], DrawTurns | None],
        able: Callable[[], tuple[Auditor, ...]],
    ) -> None:
        super().__init__(view)
        self._view, self._context = view, context
        self._made, self._able = made, able
        view.open_requested.connect(self.open_audit)
        view.assign_requested.connect(self.assign)
        view.replace_requested.connect(self.replace)
        view.close_requested.connect(self.close_week)
        view.round_requested.connect(self.open_round)
        view.copy_requested.connect(self.copy)
        view.record.copy_requested.connect(self.copy_command)

    def open_audit(self, turn: Turn) -> None:
        """Open the person's own review of a place and go to it."""
        if turn.state is TurnState.IN_ROUND:
            self._context.go("rounds", round_id=turn.round_id)
            return
        if not turn.is_open:
            self._context.notify(f"{turn.plan_ref or 'This plan'} is not waiting to be audited.")
            return
        opened = self._try(lambda workspace: open_audit(workspace, place_id=turn.place_id))
        if opened is not None:
            self._context.go("audit", review_id=opened.review_id)

    def open_round(self) -> None:
        """Go to where a round about this draw is opened."""
        made = self._made()
        if made is not None:
            self._context.go("rounds", new=True, draw_id=made.draw.id)

    def assign(self, turns: list[Turn]) -> None:
        """Give some places to one person."""
        first = turns[0]
        refs = [turn.plan_ref for turn in turns]
        dialog = AssignDialog(
            refs, self._able(), first.person_id, first.due or self._context.clock().astimezone().date(), self._view
        )
        try:
            is_meant = self._context.dialogs.run(dialog)
            person, due = dialog.person, dialog.due
        finally:
            dialog.deleteLater()
        if not is_meant or not person:
            return
        if self._try(lambda workspace: _assign_all(workspace, turns, person, due)) is None:
            return
        name = next(one.name for one in self._able() if one.id == person)
        self._context.notify(f"{', '.join(refs)}: {name}'s turn, due {full_day(due)}.")

    def replace(self, turn: Turn) -> None:
        """Put the next plan of the reserve in a place, with a reason."""
        why = self._context.dialogs.ask_text(
            f"Replace {turn.plan_ref}",
            "&Why can it not be audited? The next plan of the reserve comes in; the record keeps your reason.",
            yes="Replace",
            lines=3,
        )
        if why is None:
            return
        new = self._try(lambda workspace: replace_plan(workspace, turn.place_id, why))
        if new is not None:
            self._context.notify(f"{turn.plan_ref} was replaced by {new.plan_ref}.")

    def close_week(self) -> None:
        """Close what was not audited, with a reason."""
        made = self._made()
        if made is None or not made.open:
            return
        refs = ", ".join(turn.plan_ref or "(erased)" for turn in made.open)
        why = self._context.dialogs.ask_text(
            "Close the week",
            f"&Why were these not audited? {refs}. They are closed without an audit, and the figures count them so.",
            yes="Close the week",
            lines=3,
        )
        if why is None:
            return
        closed = self._try(lambda workspace: close_week(workspace, made.draw.id, why))
        if closed is not None:
            self._context.notify(f"The week is closed; {closed} of its plans without an audit.")

    def copy(self, plan_ref: str) -> None:
        """Put a case number on the clipboard."""
        QGuiApplication.clipboard().setText(plan_ref)
        self._context.notify(f"{plan_ref} was copied.")

    def copy_command(self, command: str) -> None:
        """Put the command that repeats the draw on the clipboard."""
        QGuiApplication.clipboard().setText(command)
        self._context.notify("The command was copied.")

    def _try(self, act: Callable[[Workspace], T]) -> T | None:
        """What a service that writes returns; None where it refused, and then the banner says why."""
        self._view.say("")
        try:
            return self._context.session.write(act)
        except AppError as error:
            self._view.say(error.message)
            return None


def _assign_all(workspace: Workspace, turns: list[Turn], person: str, due: date) -> int:
    """Assign every place; one that is refused stops the rest, and its sentence is raised."""
    for turn in turns:
        assign(workspace, turn.place_id, person, due)
    return len(turns)
