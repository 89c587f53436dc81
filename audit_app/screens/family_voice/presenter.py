"""The behaviour of family voice: reads the conversations of a period or round, notes, changes and takes them away."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QObject

from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.screens.family_voice.view import VoiceView
from audit_app.services.family_voice import (
    VoiceGiven,
    add_conversation,
    change_conversation,
    faults_of,
    of_period,
    of_round,
    remove_conversation,
)
from audit_app.session import EVERYTHING
from audit_app.store.read_voice import Conversation, plans_of_round, round_named
from audit_app.store.workspace import Workspace
from audit_app.ui.screen import ScreenContext

_MOVING = EVERYTHING | {"family_voice", "entry", "round"}
_MONTHS_SHOWN = 62


class VoicePresenter(QObject):
    """Lives as long as its view."""

    def __init__(self, view: VoiceView, context: ScreenContext) -> None:
        super().__init__(view)
        self._view, self._context = view, context
        self._round, self._changed_id = "", ""
        self._plans: tuple[str, ...] = ()
        self._is_dated = self._is_noted = False
        view.ask_before_leaving(self.may_leave)
        view.shown.connect(self.come_up)
        view.dropped.connect(self.forget)
        view.period_changed.connect(self.read)
        view.period_requested.connect(self.show_period)
        view.add_requested.connect(self.add)
        view.change_requested.connect(self.change)
        view.remove_requested.connect(self.remove)
        view.form.save_requested.connect(self.save)
        view.form.left.connect(self.turn_away)
        context.session.changed.connect(self.follow)

    def come_up(self, what: object) -> None:
        """Show a round's conversations, a period's, or the form for a plan."""
        asked = what if isinstance(what, dict) else {}
        if not self._is_dated:
            today = self._today()
            self._view.period.show_months(today - timedelta(days=_MONTHS_SHOWN), today)
            self._is_dated = True
        if "round_id" in asked:
            self._round = str(asked["round_id"] or "")
        self.read()
        if plan_ref := str(asked.get("plan_ref") or ""):
            self._open("", "Note a conversation", VoiceGiven(plan_ref, self._today(), round_id=self._round))

    def read(self) -> None:
        """Read the conversations as they are now."""
        session = self._context.session
        if not session.is_open:
            return
        try:
            name, held = session.read(self._held)
        except AppError as error:
            self._view.say(error.message)
            return
        may_write = session.can_write and holds_right(session.workspace.person, Act.OPEN_AUDIT)
        self._view.show_rights(may_write=may_write)
        self._view.show_conversations(held, f"Round {name}." if name else "", of_round=bool(self._round))
        if held and not self._is_noted:
            self._is_noted = True
            session.note_access("read", "what families said")

    def follow(self, kinds: object) -> None:
        """Something was saved elsewhere."""
        if isinstance(kinds, frozenset) and kinds & _MOVING and self._view.isVisible():
            self.read()

    def show_period(self) -> None:
        """A period instead of the round."""
        self._round = ""
        self.read()

    def add(self) -> None:
        """A new conversation, today."""
        self._open("", "Note a conversation", VoiceGiven("", self._today(), round_id=self._round))

    def change(self, held: Conversation) -> None:
        """What a conversation is to say."""
        if self._view.change_button.isEnabled():
            self._open(held.id, f"Change the conversation about {held.plan_ref}", VoiceGiven.of(held))

    def remove(self, held: Conversation) -> None:
        """Take a conversation away, after asking: it cannot be taken back."""
        text = (
            f"What was noted about {held.plan_ref} is taken out of lists, figures and reports, and cannot be brought "
            "back. Do this where the family takes back its consent."
        )
        if self._context.dialogs.confirm("Take the conversation away", text, "Take away", danger=True):
            self._write(lambda workspace: remove_conversation(workspace, held.id), "The conversation was taken away.")

    def save(self, given: VoiceGiven) -> None:
        """Keep what the form says; what speaks against it stands beside its fields."""
        faults = faults_of(given, self._today())
        self._view.form.show_problems(faults)
        if faults:
            return
        id_ = self._changed_id

        def keep(workspace: Workspace) -> None:
            if id_:
                change_conversation(workspace, id_, given)
            else:
                add_conversation(workspace, given)

        if self._write(keep, "The conversation was noted."):
            self._close()

    def turn_away(self) -> None:
        """Back to the list, after asking where something was typed."""
        if self.may_leave():
            self._close()

    def may_leave(self) -> bool:
        """Whether what was typed may go."""
        if not self._view.unsaved():
            return True
        text = "What you noted of this conversation is not saved yet."
        if not self._context.dialogs.confirm("Leave without saving", text, "Leave it", danger=True):
            return False
        self._close()
        return True

    def forget(self) -> None:
        """The workspace is locked."""
        self._round, self._changed_id, self._plans = "", "", ()
        self._is_dated = self._is_noted = False

    def _held(self, workspace: Workspace) -> tuple[str, tuple[Conversation, ...]]:
        if self._round:
            self._plans = plans_of_round(workspace.conn, self._round)
            return round_named(workspace.conn, self._round), of_round(workspace, self._round)
        period = self._view.period.period()
        self._plans = ()
        return "", of_period(workspace, period.first, period.last) if period is not None else ()

    def _open(self, id_: str, title: str, given: VoiceGiven) -> None:
        self._changed_id = id_
        self._view.say("")
        self._view.show_form(is_shown=True)
        self._view.form.show_given(title, given, self._plans)

    def _close(self) -> None:
        self._changed_id = ""
        self._view.form.forget()
        self._view.show_form(is_shown=False)
        self._view.table.view.setFocus()

    def _write(self, act: Callable[[Workspace], None], said: str) -> bool:
        try:
            self._context.session.write(act)
        except AppError as error:
            self._view.say(error.message)
            return False
        self._view.say("")
        self._context.notify(said)
        return True

    def _today(self) -> date:
        return self._context.clock().astimezone().date()
