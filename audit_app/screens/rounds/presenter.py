"""The behaviour of the rounds screen: reading rounds and leading to what is done with them."""

from collections.abc import Mapping

from PySide6.QtCore import QObject

from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.domain.rounds import Way
from audit_app.screens.rounds.asking import Asking
from audit_app.screens.rounds.changing import Changing
from audit_app.screens.rounds.leading import Leading
from audit_app.screens.rounds.sending import Sending
from audit_app.screens.rounds.taking import Taking
from audit_app.screens.rounds.view import RoundsView
from audit_app.services.rounds import sending
from audit_app.services.rounds.progress import RoundLine, RoundProgress, SeatProgress, progress, rounds
from audit_app.services.sheets_of_round.handing_back import hand_back_sheet, hand_back_table
from audit_app.services.sheets_of_round.scoring_sheet import sheet_out
from audit_app.ui.dialogs import Choice
from audit_app.ui.screen import ScreenContext

_MOVING = frozenset({"round", "seat", "sealed_review", "review", "person", "draw", "place", "everything"})


class RoundsPresenter(QObject):
    """Lives as long as its view."""

    def __init__(self, view: RoundsView, context: ScreenContext) -> None:
        super().__init__(view)
        self._view, self._context = view, context
        self._lines: tuple[RoundLine, ...] = ()
        self._found: RoundProgress | None = None
        self._chosen = ""
        self._sending = Sending(context, self)
        self._asking = Asking(view.form, context, self._sending, self)
        self._taking = Taking(context, self)
        self._leading = Leading(context, self)
        self._changing = Changing(context, self)
        view.shown.connect(self.come_up)
        view.dropped.connect(self.forget)
        view.new_requested.connect(self.ask_for_round)
        view.take_requested.connect(self._taking.take)
        view.folder_requested.connect(self._taking.take_from_folder)
        view.round_chosen.connect(self.choose)
        view.card.asked.connect(self.do)
        view.form.cancelled.connect(self.put_form_away)
        self._asking.opened.connect(self.show_opened)
        self._leading.reveal_wanted.connect(lambda: self._go("reveal"))
        self._leading.done.connect(self.read)
        self._changing.done.connect(self.read)
        self._taking.taken.connect(self.show_taken)
        context.session.changed.connect(self.follow)

    def come_up(self, what: Mapping[str, object]) -> None:
        """The screen is shown: read everything, choose the round asked for, open the form where that was asked."""
        self._chosen = str(what.get("round_id", "")) or self._chosen
        self._view.say("")
        self.read()
        if what.get("new"):
            self.ask_for_round(str(what.get("draw_id", "")))
        elif not self._view.form.isHidden():
            self._asking.come_up()

    def forget(self) -> None:
        """The workspace is locked."""
        self._lines, self._found, self._chosen = (), None, ""

    def follow(self, kinds: frozenset[str]) -> None:
        """Something was saved: show it, where it could be seen here."""
        if kinds & _MOVING and self._view.isVisible():
            self.read()

    def read(self) -> None:
        """Read every round anew and show it."""
        if not self._context.session.is_open:
            return
        try:
            self._lines = self._context.session.read(rounds)
        except AppError as error:
            self._view.say(error.message)
            return
        if self._chosen not in {line.id for line in self._lines}:
            self._chosen = self._lines[0].id if self._lines else ""
        self._show_emptiness()
        self._view.show_rounds(self._lines, self._chosen)
        self._show_chosen()

    def choose(self, round_id: str) -> None:
        """Show another round."""
        if round_id != self._chosen:
            self._chosen = round_id
            self._show_chosen()

    def ask_for_round(self, draw_id: str = "") -> None:
        """Open the form."""
        if self._may_lead():
            self._view.show_form(True)
            self._asking.come_up(draw_id)

    def put_form_away(self) -> None:
        """Close the form; what was filled in is forgotten."""
        self._view.form.forget()
        self._view.show_form(False)
        self.read()

    def show_opened(self, round_id: str) -> None:
        """A round was opened: show it."""
        self._chosen = round_id
        self.put_form_away()

    def show_taken(self) -> None:
        """Something came in: show it, in the form too."""
        self.read()
        if not self._view.form.isHidden():
            self._asking.come_up()

    def do(self, what: str, one: SeatProgress | None) -> None:
        """Do what was asked for, of the round or of one of its members."""
        found = self._found
        if found is None:
            return
        if one is not None:
            self._do_for(found, what, one)
            return
        does = {
            "reveal": lambda: self._leading.open_scores(found),
            "answer": lambda: self._leading.open_with_answer(found),
            "ask": lambda: self._to_keyholder(found, ask=True),
            "custody": lambda: self._to_keyholder(found, ask=False),
            "void": lambda: self._leading.void(found),
            "extend": lambda: self._changing.extend(found),
            "add": lambda: self._changing.add(found),
            "voice": lambda: self._go("family_voice"),
            "go_reveal": lambda: self._go("reveal"),
            "agreement": lambda: self._go("agreement"),
        }
        does[what]()

    def _do_for(self, found: RoundProgress, what: str, one: SeatProgress) -> None:
        person, name = one.seat.person, one.seat.name
        if what == "pack":
            make = sending.assign if one.has_keys else sending.invite
            self._sending.send(name, lambda workspace: make(workspace, found.id, person))
        elif what == "sheet":
            self._sending.send_sheet(name, lambda workspace: sheet_out(workspace, found.id, person))
        elif what == "result":
            self._sending.send(name, lambda workspace: sending.result(workspace, found.id, person))
        elif what == "back":
            self._hand_back(found, one)
        elif what == "table":
            self._context.go("table_scoring", round_id=found.id, person=person)
        elif what == "take_off":
            self._changing.take_plan_off(found, one)
        elif what == "give_on":
            self._changing.give_on(found, one)
        elif what == "absent":
            self._leading.make_absent(found, one)
        else:
            self._leading.take_out(found, one)

    def _hand_back(self, found: RoundProgress, one: SeatProgress) -> None:
        name, person, way = one.seat.name, one.seat.person, one.seat.way
        again = "change them and return them" if way is Way.PACK else "give all of them anew"
        words = f"Why does {name} get their scores back? They can {again} once more."
        reason = self._context.dialogs.ask_text("Hand back", words, yes="Hand back", lines=3)
        if not reason:
            return
        if way is Way.TABLE:
            self._back_to_table(found.id, person, reason)
            return
        if way is Way.SHEET:
            self._sending.send_sheet(name, lambda workspace: hand_back_sheet(workspace, found.id, person, reason))
        else:
            self._sending.send(name, lambda workspace: sending.hand_back(workspace, found.id, person, reason))

    def _back_to_table(self, round_id: str, person: str, reason: str) -> None:
        try:
            self._context.session.write(lambda workspace: hand_back_table(workspace, round_id, person, reason))
        except AppError as error:
            self._context.dialogs.fail("Nothing was handed back", error)

    def _to_keyholder(self, found: RoundProgress, *, ask: bool) -> None:
        if not found.keyholders:
            return
        person, name = found.keyholders[0]
        if len(found.keyholders) > 1:
            choices = [Choice(one, words) for one, words in found.keyholders]
            chosen = self._context.dialogs.choose("Which keyholder?", "The pack opens for this one alone.", choices)
            if chosen is None:
                return
            person, name = next(one for one in found.keyholders if one[0] == chosen)
        make = sending.ask_release if ask else sending.give_custody
        self._sending.send(name, lambda workspace: make(workspace, found.id, person))

    def _go(self, screen: str) -> None:
        if self._found is not None:
            self._context.go(screen, round_id=self._found.id)

    def _show_chosen(self) -> None:
        if not self._chosen:
            self._found = None
            return
        try:
            self._found = self._context.session.read(lambda workspace: progress(workspace, self._chosen))
        except AppError as error:
            self._view.say(error.message)
            return
        self._view.show_round(self._found, self._context.clock().date(), may_lead=self._may_lead())

    def _may_lead(self) -> bool:
        session = self._context.session
        try:
            person = session.read(lambda workspace: workspace.person)
        except AppError:
            return False
        return holds_right(person, Act.OPEN_ROUND) and session.can_write

    def _show_emptiness(self) -> None:
        may = self._may_lead()
        for one in (self._view.new_button, self._view.take_button, self._view.folder_button):
            one.setEnabled(may)
        text = (
            "Every two months education, health and social care score the same plans, each for themselves, and then "
            "agree. Draw eight plans, choose the members, and open the round: it takes ten minutes."
        )
        who = "" if may else " Somebody with the role of chair opens it."
        self._view.show_empty("No round yet", text + who, "Open a round" if may else "")
