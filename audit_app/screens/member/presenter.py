"""The behaviour of a member's first screen: reads, sends back, releases, shows the card, removes what is over."""

from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from audit_app.domain.counting import counted
from audit_app.domain.problems import AppError
from audit_app.screens.member.half_card import HELLO, RELEASE
from audit_app.screens.member.round_card import AGAIN, CARD, OPEN, REMOVE, SEND
from audit_app.screens.member.taking import Taking
from audit_app.screens.member.view import MemberView
from audit_app.services.erasing import Erased
from audit_app.services.member.assignments import Assignment, assignments
from audit_app.services.member.calibration import READ_CARD, card
from audit_app.services.member.card_file import told_of, write_card
from audit_app.services.member.custody import Custody, custodies, hello, release
from audit_app.services.member.removing import remove_round
from audit_app.services.member.returning import last_return, make_return
from audit_app.store.read_assignments import partnership_of
from audit_app.ui.feedback import Tone
from audit_app.ui.pack_saving import Asked, PackSaving, Sent
from audit_app.ui.screen import ScreenContext

CARDS = ("PDF (*.pdf)", "Excel workbook (*.xlsx)", "CSV (*.csv)")
_CHAIR = "the chair"
_FINAL = "What is submitted goes with it, sealed, and stays as it is: only the chair can hand it back, with a reason."


class MemberPresenter(QObject):
    """Lives as long as its view."""

    def __init__(self, view: MemberView, context: ScreenContext) -> None:
        super().__init__(view)
        self._view, self._context = view, context
        self._saving, self._taking = PackSaving(context, self), Taking(view, context, self.read, self)
        self._rounds: tuple[Assignment, ...] = ()
        self._halves: tuple[Custody, ...] = ()
        self._card = ""
        self._acts = {
            OPEN: self.open_review,
            SEND: self.send_back,
            AGAIN: self.send_again,
            CARD: self.show_card,
            REMOVE: self.remove,
            RELEASE: self.release,
            HELLO: self.send_keys,
        }
        view.shown.connect(self.read)
        view.dropped.connect(self.forget)
        view.asked.connect(self.do)
        view.card.back_requested.connect(view.show_rounds)
        view.card.save_requested.connect(self.save_card)
        context.session.changed.connect(self.follow)

    def forget(self) -> None:
        """The workspace is locked."""
        self._rounds, self._halves, self._card = (), (), ""

    def follow(self, kinds: object) -> None:
        """Something was saved: read anew where the person sees it."""
        del kinds
        if self._view.isVisible():
            self.read()

    def read(self) -> None:
        """Read what there is."""
        session = self._context.session
        if not session.is_open:
            return
        try:
            self._rounds, self._halves = session.read(lambda held: (assignments(held), custodies(held)))
            partnership = session.read(lambda held: partnership_of(held.conn))
        except AppError as error:
            self._view.say(error.message, Tone.FAULT)
            return
        is_invited = partnership is not None and bool(partnership.proof) and not self._halves
        today = self._context.clock().astimezone().date()
        self._view.show_parts(self._rounds, self._halves, today, can_write=session.can_write, is_invited=is_invited)

    def do(self, act: str, about: str) -> None:
        """What a button of a card asks for."""
        self._acts[act](about)

    def open_review(self, review_id: str) -> None:
        """To the form of a plan."""
        self._context.go("audit", review_id=review_id)

    def send_back(self, round_id: str) -> None:
        """Everything that is submitted, and how far the rest is."""
        one = next(one for one in self._rounds if one.round_id == round_id)
        ready = ", ".join(plan.plan_ref for plan in one.ready)
        what = f"It takes with it: {ready}. {_FINAL}" if ready else "It says how far you are, and no score."
        asked = Asked(f"Send back the round {one.name}", what, _CHAIR, "Making what goes back")
        self._saving.send(asked, lambda held: make_return(held, round_id), partial(self._tell_sent, "Sent back."))

    def send_again(self, round_id: str) -> None:
        """The last pack byte for byte, where it was lost on its way."""
        text = "It is the same pack as before; taken in twice, it counts once."
        asked = Asked("Save the last pack again", text, _CHAIR, "Finding the last pack")
        said = partial(self._tell_sent, "The same pack again.")
        self._saving.send(asked, lambda held: last_return(held, round_id), said)

    def show_card(self, round_id: str) -> None:
        """The calibration card; that it was read is noted."""
        try:
            told = self._context.session.read(lambda held: told_of(card(held, round_id)))
        except AppError as error:
            self._view.say(error.message, Tone.WARNING)
            return
        self._card = round_id
        self._context.session.note_access(READ_CARD, f"round {told.round}")
        self._view.show_card(told)

    def save_card(self) -> None:
        """The card as a file, which the member alone makes."""
        context, round_id = self._context, self._card
        suggested = context.policy.usual_export(Path.home()) / "Calibration card.pdf"
        path = context.dialogs.save_file("Save the calibration card", suggested, CARDS)
        if path is None:
            return
        try:
            context.policy.demand_export(path)
            context.session.read(lambda held: write_card(held, round_id, path))
        except AppError as error:
            context.dialogs.fail("The card was not saved", error)
            return
        context.notify(f"The card is in {path.name}. That it left is noted in the access log.")

    def remove(self, round_id: str) -> None:
        """Erase a round that is over, once the person has confirmed it."""
        one = next(one for one in self._rounds if one.round_id == round_id)
        text = (
            f"The plans of the round {one.name} with their documents, what you scored and your calibration card are "
            "erased from this computer. What the partnership holds stays there. This cannot be undone."
        )
        if not self._context.dialogs.confirm(f"Remove the round {one.name}?", text, "Remove it", danger=True):
            return
        try:
            self._context.write(
                lambda held, _progress: remove_round(held, round_id),
                on_success=partial(self._tell_removed, one.name),
                on_failure=self._fail,
                words="Removing a round",
            )
        except AppError as error:
            self._fail(error)

    def release(self, round_id: str) -> None:
        """Give the half to the chair who asked."""
        one = next(one for one in self._halves if one.round_id == round_id)
        text = (
            f"{one.asked_by} can then open every sealed score of the round {one.name}, and so can whoever gets hold of "
            "both halves. It cannot be taken back."
        )
        asked = Asked(f"Release the round {one.name}", text, _CHAIR, "Making the answer")
        self._saving.send(asked, lambda held: release(held, round_id), partial(self._tell_sent, "Released."))

    def send_keys(self, _about: str) -> None:
        """An invited keyholder's first pack."""
        text = "It holds your public keys, and what shows that you had the invitation. No passphrase is in it."
        asked = Asked("Send your keys to the chair", text, _CHAIR, "Making the pack")
        self._saving.send(asked, hello, partial(self._tell_sent, "Your keys are on their way."))

    def _tell_sent(self, what: str, sent: Sent) -> None:
        self.read()
        self._view.say(f"{what} {sent.words}")

    def _tell_removed(self, name: str, erased: Erased) -> None:
        self.read()
        older = counted(len(erased.backups), "older backup holds", "older backups hold")
        still = f" {older} it until thinned." if erased.backups else ""
        self._view.say(f"The round {name} was removed from this computer.{still}")

    def _fail(self, error: AppError) -> None:
        with suppress(AppError):
            self.read()
        self._view.say(error.message, Tone.WARNING)
