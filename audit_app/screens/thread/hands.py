"""What each key of the board does to the current card: accept, add, edit, split, merge, remove; links are beside it."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from audit_app.screens.thread.acting import Acting
from audit_app.screens.thread.cards import Card
from audit_app.screens.thread.details import details_of
from audit_app.screens.thread.item_dialogs import ItemDialog, SplitDialog, parts_of
from audit_app.screens.thread.keys import Act
from audit_app.screens.thread.linking import Linking
from audit_app.screens.thread.presenter import ThreadPresenter
from audit_app.services.thread.items import NewItem
from audit_app.ui.screen import ScreenContext
from scoring.plan.text import Place
from scoring.thread.model import SECTIONS_OF, ItemRole

_SECTIONS = tuple(section for sections in SECTIONS_OF.values() for section in sections)


class Hands(QObject):
    """`details_asked` and `levels_asked` tell that a drawer is to be opened with the keys in it."""

    details_asked = Signal()
    levels_asked = Signal()

    def __init__(self, context: ScreenContext, presenter: ThreadPresenter, acting: Acting, home: QWidget) -> None:
        super().__init__(presenter)
        self._home = home
        self._context, self._presenter, self._acting = context, presenter, acting
        self.linking = Linking(context, presenter, acting)
        self._does: Mapping[Act, Callable[[], None]] = {
            Act.ENTER: self.enter,
            Act.ACCEPT_COLUMN: self.accept_column,
            Act.CANCEL: self.linking.cancel,
            Act.LINK: self.linking.link,
            Act.UNLINK: self.linking.unlink,
            Act.SUGGEST: self.linking.suggest,
            Act.ACCEPT_LINKS: self.linking.accept_links,
            Act.ADD: self.add,
            Act.EDIT: self.edit,
            Act.SPLIT: self.split,
            Act.MERGE: self.merge,
            Act.MARK: self.mark,
            Act.REMOVE: self.remove,
            Act.FILTER: self.filter,
            Act.LEVELS: self.levels_asked.emit,
            Act.PLAN: self.show_in_plan,
            Act.AUDIT: self.open_audit,
        }

    def do(self, act: Act) -> None:
        """Do what a key means; what would change a locked review says why it does not."""
        page = self._presenter.page
        if page is None:
            return
        if page.locked_because and act in _CHANGES and not (act is Act.ENTER and not self._is_changing):
            self._context.notify(page.locked_because)
            return
        self._does[act]()

    def enter(self) -> None:
        """Finish what was begun, accept the proposal, or open the details."""
        card = self._card
        if self.linking.is_going_on:
            self.linking.finish()
        elif card is not None and card.is_proposal:
            self._acting.accept([card])
        elif card is not None:
            self.details_asked.emit()

    def accept_column(self) -> None:
        """Every proposal of the current column."""
        if self._card is not None:
            self.accept_all(self._card.role)

    def accept_all(self, role: ItemRole | None = None) -> None:
        """Every proposal of a column, or of all."""
        found = self._presenter.board.proposals(role)
        if found:
            self._acting.accept(found)

    def add(self) -> None:
        """An item of the auditor's own words; its column follows from the section."""
        card = self._card
        dialog = ItemDialog("Add an item", _SECTIONS, card.section if card is not None else "B", "", "Add", self._home)
        if self._context.dialogs.run(dialog):
            role = next(role for role, known in SECTIONS_OF.items() if dialog.section in known)
            self._acting.add(NewItem(role, dialog.section, dialog.words))
        dialog.deleteLater()

    def edit(self) -> None:
        """Words and section of the current card."""
        card = self._card
        if card is None:
            return
        title, yes = ("Edit and accept", "Accept") if card.is_proposal else ("Edit the card", "Save")
        dialog = ItemDialog(title, SECTIONS_OF[card.role], card.section, card.words, yes, self._home)
        if self._context.dialogs.run(dialog) and (dialog.words, dialog.section) != (card.words, card.section):
            self._acting.edit(card, dialog.words, dialog.section)
        dialog.deleteLater()

    def split(self) -> None:
        """Two cards of the current one."""
        card, page = self._card, self._presenter.page
        held = next((one for one in page.items if card is not None and one.item.id == card.id), None) if page else None
        if card is None or held is None or page is None:
            self._context.notify("Accept the proposal first, then split it.")
            return
        dialog = SplitDialog(card.words, self._home)
        if self._context.dialogs.run(dialog):
            self._acting.split(card, parts_of(card.words, dialog.at, held.item.places, page.text))
        dialog.deleteLater()

    def merge(self) -> None:
        """The current card with those that are marked; the one that stands first stays."""
        card, chosen = self._card, self._presenter.marks.chosen
        if card is None or not chosen - {card.id}:
            self._context.notify("Mark the other cards with Space first, then press M.")
            return
        self._acting.merge([one.id for one in self._presenter.board.cards if one.id in chosen | {card.id}])

    def mark(self) -> None:
        """Mark the current card, or no longer."""
        card = self._card
        if card is not None:
            self._presenter.mark(chosen=self._presenter.marks.chosen ^ {card.id})

    def mark_one(self, card_id: str) -> None:
        """Mark this card, or no longer; it is current then."""
        self._presenter.go_to(card_id)
        self.mark()

    def remove(self) -> None:
        """Pass a suggestion over, dismiss a proposal, or take the card off the board; with it those that are marked."""
        offered = self._presenter.marks.offered
        if offered is not None:
            self.linking.pass_over(offered)
            return
        ids = self._presenter.marks.chosen | {self._presenter.marks.current}
        cards = [one for one in self._presenter.board.cards if one.id in ids]
        proposed = [one for one in cards if one.is_proposal]
        if proposed:
            self._acting.dismiss(proposed)
        elif cards:
            self._acting.remove(cards)

    def filter(self) -> None:
        """Breaks only, or everything."""
        self._presenter.filter(not self._presenter.is_filtered)

    def show_in_plan(self) -> None:
        """Where the words of the current card stand in the plan, beside the form; else says why they are not shown."""
        card, read = self._card, self._presenter.read
        details = details_of(read.page, read.board, card.id) if read is not None and card is not None else None
        if details is None:
            return
        if details.places:
            self.show_place(details.places[0].place)
        elif details.held is not None and details.held.item.places:
            self._context.notify("These words stand in another document of the plan. Choose it above first.")
        else:
            self._context.notify("The plan's text does not have these words: they were typed here.")

    def show_place(self, place: Place) -> None:
        """A place of the plan, beside the form of the same review."""
        self._context.go("audit", review_id=self._presenter.review, block=place.block, start=place.start, end=place.end)

    def open_audit(self) -> None:
        """The form of the same review."""
        self._context.go("audit", review_id=self._presenter.review)

    @property
    def _card(self) -> Card | None:
        return self._presenter.board.by_id.get(self._presenter.marks.current)

    @property
    def _is_changing(self) -> bool:
        return self.linking.is_going_on or (self._card is not None and self._card.is_proposal)


_CHANGES = frozenset(
    {
        *(Act.ENTER, Act.ACCEPT_COLUMN, Act.LINK, Act.UNLINK, Act.SUGGEST, Act.ACCEPT_LINKS, Act.ADD, Act.EDIT),
        *(Act.SPLIT, Act.MERGE, Act.REMOVE),
    }
)
"""What would change the thread."""
