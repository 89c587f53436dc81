"""What the chair changes of a round that runs: the due date, a further member, who takes a leaver's plans over."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from audit_app.domain.people import Role
from audit_app.domain.problems import AppError
from audit_app.domain.rounds import Standing
from audit_app.screens.rounds.changing_dialogs import DueDialog, SeatDialog
from audit_app.services.rounds.changing import extend_due, seat_late, take_off
from audit_app.services.rounds.latecomers import Late, late
from audit_app.services.rounds.people import Candidate, candidates
from audit_app.services.rounds.progress import RoundProgress, SeatProgress
from audit_app.store.workspace import Workspace
from audit_app.ui.dialogs import Choice
from audit_app.ui.screen import ScreenContext


class Changing(QObject):
    """`done` tells that the round stands otherwise now."""

    done = Signal()

    def __init__(self, context: ScreenContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    def extend(self, found: RoundProgress) -> None:
        """Let the round run longer, with a reason."""
        dialog = DueDialog(found.due, self._context.clock().date())
        if self._context.dialogs.run(dialog):
            due, why = dialog.due, dialog.reason
            back = self._write(lambda workspace: extend_due(workspace, found.id, due, why))
            if back is not None:
                again = f" Waited for again: {', '.join(back)}." if back else ""
                self._context.notify(f"The round {found.name} runs until {due:%d/%m/%Y}.{again}")
        dialog.deleteLater()

    def add(self, found: RoundProgress) -> None:
        """A further member: they score every plan that they may."""
        seated = {one.seat.person for one in found.seats}
        free = [one for one in self._able() if one.person.id not in seated]
        if not free:
            self._context.dialogs.tell(
                "Everybody on record has a part",
                "To add somebody who is not on record, press Open a new round, add them there, and cancel the form.",
            )
            return
        said = "They score the markers of their agency on every plan that they stand far enough from."
        self._ask(found, SeatDialog("Add a member to the round", said, free))

    def give_on(self, found: RoundProgress, gone: SeatProgress) -> None:
        """The plans that a member left without scores go to another of their agency."""
        name, seats = gone.seat.name, {one.seat.person: one.seat for one in found.seats}
        there = frozenset(person for person, seat in seats.items() if seat.standing is Standing.TAKING_PART)
        able = [
            one
            for one in self._able()
            if one.person.agency.value == gone.seat.agency and (one.person.id in there or one.person.id not in seats)
        ]
        if not able:
            self._context.dialogs.tell(
                "Nobody can take them over",
                f"Nobody else of the agency of {name} is on record as an auditor. To add somebody, press Open a new "
                "round, add them there, and cancel the form.",
            )
            return
        said = f"They score what {name} left. What {name} submitted stays theirs and opens with the others."
        self._ask(found, SeatDialog(f"Give the plans of {name} on", said, able, there), gone.seat.person)

    def take_plan_off(self, found: RoundProgress, one: SeatProgress) -> None:
        """A member does not score a plan that they were given, as where they know the child."""
        name, person = one.seat.name, one.seat.person
        left = [Choice(audit, ref) for audit, ref in found.plans if audit in one.seat.missing]
        audit = self._context.dialogs.choose(
            "Which plan is taken off?",
            f"{name} does not score it. What is in already stays in. Where it went out to {name}, tell them to leave "
            "it; scores that come all the same are left out.",
            left,
        )
        if audit is None:
            return
        reason = self._context.dialogs.ask_text(
            "Take a plan off", f"Why does {name} not score it?", yes="Take it off", lines=3
        )
        if reason:
            self._write(lambda workspace: take_off(workspace, found.id, person, audit, reason))

    def _ask(self, found: RoundProgress, dialog: SeatDialog, instead_of: str = "") -> None:
        if self._context.dialogs.run(dialog):
            wish, why = dialog.wish, dialog.reason
            try:
                ahead = self._context.session.read(lambda workspace: late(workspace, found.id, wish, instead_of))
            except AppError as error:
                self._fail(error)
            else:
                title = f"{ahead.name} scores {len(ahead.plans)} of these plans"
                if self._context.dialogs.confirm(title, _ahead_words(ahead), "Give them a part"):
                    self._write(lambda workspace: seat_late(workspace, found.id, wish, why, instead_of))
        dialog.deleteLater()

    def _able(self) -> Sequence[Candidate]:
        try:
            found = self._context.session.read(candidates)
        except AppError as error:
            self._fail(error)
            return ()
        return [one for one in found if Role.AUDITOR in one.person.roles]

    def _write(self, work: Callable[[Workspace], Any]) -> Any:
        try:
            made = self._context.session.write(work)
        except AppError as error:
            self._fail(error)
            return None
        self.done.emit()
        return made

    def _fail(self, error: AppError) -> None:
        self._context.dialogs.fail("The round was not changed", error)


def _ahead_words(ahead: Late) -> str:
    barred = "".join(f" Not {one.plan_ref}: they {one.reason}." for one in ahead.barred)
    next_ = "Make their next pack or sheet then." if ahead.has_seat else "Make their pack or sheet then."
    return f"Plans: {', '.join(ahead.plans)}.{barred} {next_}"
