"""The behaviour of the form for a new round: what it is made from, judged as it is filled in, and opened."""

from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import QObject, Signal

from audit_app.domain.cycles import DEFAULTS, Cycle, due_date
from audit_app.domain.people import Role
from audit_app.domain.problems import AppError
from audit_app.screens.rounds.dialogs import MemberDialog
from audit_app.screens.rounds.names_dialog import NamesDialog
from audit_app.screens.rounds.new_round import Choices, NewRound
from audit_app.screens.rounds.sending import Sending
from audit_app.services.frameworks import shipped_keys
from audit_app.services.rounds.opening import ahead, open_round
from audit_app.services.rounds.people import add_member, candidates, name_in_register
from audit_app.services.rounds.sending import invite_keyholder
from audit_app.services.samples.turns import DrawTurns, every_draw
from audit_app.store.read_audits import framework_keys
from audit_app.store.read_seats import rounds_held
from audit_app.store.workspace import Workspace
from audit_app.ui.days import plain_day
from audit_app.ui.dialogs import Choice
from audit_app.ui.screen import ScreenContext


class Asking(QObject):
    """`opened` carries the id of the round that was opened."""

    opened = Signal(str)

    def __init__(self, form: NewRound, context: ScreenContext, sending: Sending, parent: QObject) -> None:
        super().__init__(parent)
        self._form, self._context, self._sending = form, context, sending
        form.invitation_requested.connect(self.invite)
        form.changed.connect(self.judge)
        form.open_requested.connect(self.open)
        form.person_requested.connect(self.add_person)
        form.names_requested.connect(self.name_somebody)
        form.draw_requested.connect(lambda: context.go("samples", new=True, cycle=Cycle.MULTI_AGENCY.value))

    def come_up(self, draw_id: str = "") -> None:
        """Fill the form; a draw that is named is chosen."""
        try:
            found = self._context.session.read(lambda workspace: _choices(workspace, self._today()))
        except AppError as error:
            self._form.say_problem(error.message)
            return
        self._form.show_choices(found)
        if draw_id:
            self._form.draw.setCurrentIndex(max(self._form.draw.findData(draw_id), 0))

    def judge(self) -> None:
        """Say what would come of it."""
        if self._form.isHidden() or not self._context.session.is_open:
            return
        wish = self._form.wish()
        if not wish.draw_id:
            self._form.say_problem("There is no multi-agency draw with open plans. Draw eight plans first.")
            return
        try:
            self._form.show_ahead(self._context.session.read(lambda workspace: ahead(workspace, wish)))
        except AppError as error:
            self._form.say_problem(error.message)

    def open(self) -> None:
        """Open the round as it stands in the form."""
        wish = self._form.wish()
        try:
            round_id = self._context.session.write(lambda workspace: open_round(workspace, wish))
        except AppError as error:
            self._context.dialogs.fail("The round was not opened", error)
            return
        self._context.notify(f"The round {wish.name} is open. Make each member's pack or sheet next.")
        self.opened.emit(round_id)

    def add_person(self) -> None:
        """Put somebody on record who takes part without a passphrase here."""
        try:
            taken = self._context.session.read(lambda workspace: [one.person.name for one in candidates(workspace)])
        except AppError as error:
            self._form.say_problem(error.message)
            return
        dialog = MemberDialog(taken)
        if self._context.dialogs.run(dialog):
            given = (dialog.name.text(), dialog.agency, dialog.chosen_roles, dialog.known_as, dialog.teams)
            try:
                self._context.session.write(lambda workspace: add_member(workspace, *given))
            except AppError as error:
                self._context.dialogs.fail("They were not added", error)
            self.come_up()
        dialog.deleteLater()

    def name_somebody(self) -> None:
        """Say under which other names the register knows somebody who scores."""
        try:
            found = self._context.session.read(candidates)
        except AppError as error:
            self._form.say_problem(error.message)
            return
        dialog = NamesDialog([one for one in found if Role.AUDITOR in one.person.roles])
        if self._context.dialogs.run(dialog) and dialog.person:
            person, names = dialog.person, dialog.names
            try:
                self._context.session.write(lambda workspace: name_in_register(workspace, person, names))
            except AppError as error:
                self._context.dialogs.fail("The names were not kept", error)
            self.come_up()
        dialog.deleteLater()

    def invite(self) -> None:
        """Make the first pack of a keyholder who has no keys yet."""
        try:
            found = self._context.session.read(candidates)
        except AppError as error:
            self._form.say_problem(error.message)
            return
        waiting = {
            one.person.id: one.person.name for one in found if Role.KEYHOLDER in one.person.roles and not one.can_hold
        }
        choices = [Choice(person, name) for person, name in waiting.items()]
        said = "The pack gives them a place of their own, in which their keys are made. Take in what they send back."
        person = self._context.dialogs.choose("Invite which keyholder?", said, choices)
        if person is not None:
            self._sending.send(waiting[person], lambda workspace: invite_keyholder(workspace, person))

    def _today(self) -> date:
        return self._context.clock().date()


def _choices(workspace: Workspace, today: date) -> Choices:
    keys = framework_keys(workspace.conn)
    usual = DEFAULTS[Cycle.MULTI_AGENCY].framework_id
    frameworks = sorted({*keys, *shipped_keys()}, key=lambda key: (not key.startswith(usual), key))
    return Choices(
        draws=tuple(_draw(made) for made in every_draw(workspace, today) if _is_open(made)),
        frameworks=tuple((key, key) for key in frameworks),
        people=candidates(workspace),
        me=workspace.unlocked.person,
        name=_free_name(workspace, today),
        due=max(due_date(Cycle.MULTI_AGENCY, today), today + timedelta(days=1)),
    )


def _draw(made: DrawTurns) -> tuple[str, str]:
    return made.draw.id, f"{len(made.sample)} plans drawn {plain_day(made.draw.on_date)}"


def _is_open(made: DrawTurns) -> bool:
    return made.draw.cycle == Cycle.MULTI_AGENCY.value and bool(made.open)


def _free_name(workspace: Workspace, today: date) -> str:
    """The month, with a letter after it where there is a round of that name."""
    taken: Mapping[str, str] = {one.name: one.id for one in rounds_held(workspace.conn)}
    usual = f"{today:%Y-%m}"
    return next(name for name in (usual, *(f"{usual}{letter}" for letter in "bcdefgh")) if name not in taken)
