"""What is done on the board: items accepted, added, changed, removed; links made and taken away; each one change."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from audit_app.domain.problems import AppError
from audit_app.screens.thread.cards import Card
from audit_app.screens.thread.presenter import ThreadPresenter, ThreadShown
from audit_app.services.thread import items, links, whole
from audit_app.services.thread.desk import Desk, short
from audit_app.services.thread.items import NewItem, Part
from audit_app.ui.screen import ScreenContext
from scoring.plan.items import Proposal
from scoring.thread.model import ItemRole, Link

_LOST = "The thread is no longer confirmed, because it was changed."


class Acting(QObject):
    """Writes through the session; the presenter hears of it as of any other change."""

    def __init__(self, context: ScreenContext, presenter: ThreadPresenter, view: ThreadShown) -> None:
        super().__init__(presenter)
        self._context, self._presenter, self._view = context, presenter, view

    def write(self, act: Callable[[Desk], object], *, lost: str = _LOST) -> bool:
        """Do one thing to the thread; whether it was saved. Says `lost` where it took a confirmation back."""
        review, page = self._presenter.review, self._presenter.page
        if page is None:
            return False
        was_confirmed = page.held.is_confirmed
        try:
            self._context.session.write(lambda workspace: act(Desk(workspace, review)))
        except AppError as error:
            self._view.show_failure(error.message)
            return False
        self._view.show_failure("")
        now = self._presenter.page
        if was_confirmed and now is not None and not now.held.is_confirmed:
            self._context.notify(lost)
        return True

    def accept(self, cards: Sequence[Card]) -> None:
        """Put proposals on the board; the next proposal is current then."""
        new = self._new(cards)
        if new and self.write(lambda desk: items.accept(desk, new)):
            self._go_on(cards[-1].role)

    def dismiss(self, cards: Sequence[Card]) -> None:
        """Turn proposals down."""
        new = self._new(cards)
        if new and self.write(lambda desk: items.dismiss(desk, new)):
            self._tell("Proposal dismissed." if len(new) == 1 else f"{len(new)} proposals dismissed.")

    def add(self, new: NewItem) -> None:
        """Put words of the auditor's own on the board."""
        before = set(self._presenter.board.by_id)
        if self.write(lambda desk: items.accept(desk, [new])):
            made = next((card.id for card in self._presenter.board.cards if card.id not in before), "")
            self._presenter.go_to(made or self._presenter.marks.current)

    def edit(self, card: Card, words: str, section: str) -> None:
        """Say a card in other words, or that it stands elsewhere; a proposal is accepted with them."""
        if card.is_proposal:
            (proposal,) = self._new([card])
            self.add(NewItem(card.role, section, words, proposal.places, proposal.source, proposal.area))
        else:
            self.write(lambda desk: items.edit(desk, card.id, words, section))

    def split(self, card: Card, parts: Sequence[Part]) -> None:
        """Make two cards of one."""
        self.write(lambda desk: items.split(desk, card.id, parts))

    def merge(self, ids: Sequence[str]) -> None:
        """Make one card of several; the first stays."""
        if self.write(lambda desk: items.merge(desk, ids)):
            self._presenter.mark(chosen=frozenset())
            self._presenter.go_to(ids[0])

    def remove(self, cards: Sequence[Card]) -> None:
        """Take cards off the board, with a way back."""
        if self.write(lambda desk: items.remove(desk, [card.id for card in cards])):
            self._tell(f"Removed: {short(cards[0].words)}")

    def link(self, one: str, other: str) -> bool:
        """Link two cards, whichever was chosen first; whether it was saved."""
        return self.write(lambda desk: links.link(desk, {links.between(desk, one, other): "hand"}))

    def accept_links(self, found: Sequence[tuple[Link, str]]) -> bool:
        """Make suggested links real, each with where it came from."""
        return self.write(lambda desk: links.link(desk, dict(found)))

    def pass_over(self, link: Link) -> bool:
        """A suggested link is not wanted, now or later; whether that was saved."""
        return self.write(lambda desk: links.pass_over(desk, link))

    def unlink(self, link: Link) -> None:
        """Take a link away."""
        if self.write(lambda desk: links.unlink(desk, [link])):
            self._tell("Link taken away.")

    def read_document(self, document_id: str) -> None:
        """Read another document of the plan."""
        self.write(lambda desk: whole.read_document(desk, document_id))

    def confirm(self) -> None:
        """Say that the thread is right."""
        if self.write(whole.confirm):
            self._context.notify("The thread is confirmed and counts in figures once the audit is submitted.")

    def take_back(self) -> None:
        """Say that it is not right yet."""
        self.write(whole.take_back_confirmation, lost="The thread is no longer confirmed. It counts in no figure.")

    def undo(self) -> None:
        """Take the last change back, and say which: the button of a notice; the keys are the window's."""
        try:
            done = self._context.session.undo()
        except AppError as error:
            self._context.notify(error.message)
            return
        if done:
            self._context.notify(f"Undone: {done}")

    def _tell(self, words: str) -> None:
        self._context.notify(words, button="Undo", on_click=self.undo)

    def _go_on(self, role: ItemRole) -> None:
        """To the next proposal: in the same column first."""
        board = self._presenter.board
        waiting = board.proposals(role) or board.proposals()
        if waiting:
            self._presenter.go_to(waiting[0].id)

    def _new(self, cards: Sequence[Card]) -> list[NewItem]:
        page = self._presenter.page
        by_id: dict[str, Proposal] = {one.id: one for one in page.proposals} if page is not None else {}
        found = [by_id[card.id] for card in cards if card.id in by_id]
        return [NewItem(one.role, one.section, one.words, one.places, one.id, one.area) for one in found]
