"""What each key of the board does to the current card, step by step: linking, going through suggestions, and so on."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from audit_app.screens.thread.acting import Acting
from audit_app.screens.thread.cards import Card, Strand
from audit_app.screens.thread.item_dialogs import ItemDialog, SplitDialog, parts_of
from audit_app.screens.thread.keys import Act
from audit_app.screens.thread.presenter import ThreadPresenter
from audit_app.services.thread.desk import short
from audit_app.services.thread.items import NewItem
from audit_app.ui.dialogs import Choice
from audit_app.ui.screen import ScreenContext
from scoring.thread.model import SECTIONS_OF, ItemRole, Link

_SECTIONS = tuple(section for sections in SECTIONS_OF.values() for section in sections)


class Hands(QObject):
    """`details_asked` and `levels_asked` tell that a drawer is to be opened with the keys in it."""

    details_asked = Signal()
    levels_asked = Signal()

    def __init__(self, context: ScreenContext, presenter: ThreadPresenter, acting: Acting) -> None:
        super().__init__(presenter)
        self._context, self._presenter, self._acting = context, presenter, acting
        self._does: Mapping[Act, Callable[[], None]] = {
            Act.ENTER: self.enter,
            Act.ACCEPT_COLUMN: self.accept_column,
            Act.CANCEL: self.cancel,
            Act.LINK: self.link,
            Act.UNLINK: self.unlink,
            Act.SUGGEST: self.suggest,
            Act.ACCEPT_LINKS: self.accept_links,
            Act.ADD: self.add,
            Act.EDIT: self.edit,
            Act.SPLIT: self.split,
            Act.MERGE: self.merge,
            Act.MARK: self.mark,
            Act.REMOVE: self.remove,
            Act.FILTER: self.filter,
            Act.LEVELS: self.levels_asked.emit,
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
        card, marks = self._card, self._presenter.marks
        if marks.offered is not None:
            self._accept_offered()
        elif marks.link_from:
            self.link()
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

    def cancel(self) -> None:
        """End what was begun; else unmark what is marked."""
        self._presenter.mark(link_from="", offered=None, hint="", chosen=frozenset())

    def link(self) -> None:
        """Begin a link at the current card, or end it here."""
        card, start = self._card, self._presenter.marks.link_from
        if card is None or card.is_proposal:
            self._context.notify("Accept the proposal first, then link it.")
        elif not start or start == card.id:
            hint = f"Linking from “{short(card.words)}”. Go to another card and press L or Enter; Escape cancels."
            self._presenter.mark(link_from=card.id, offered=None, hint=hint)
        elif self._acting.link(start, card.id):
            self._presenter.mark(link_from="", hint="")

    def drop_on(self, one: str, other: str) -> None:
        """A card was dragged onto another."""
        if self._acting.link(one, other):
            self._presenter.mark(link_from="", hint="")

    def unlink(self) -> None:
        """The link of the current card; where it has several, the person says which."""
        card = self._card
        if card is None or not card.linked:
            self._context.notify("This card has no link.")
            return
        other: str | None = card.linked[0]
        if len(card.linked) > 1:
            cards = [self._presenter.board.by_id[id_] for id_ in card.linked if id_ in self._presenter.board.by_id]
            choices = [Choice(one.id, f"{one.section}: {short(one.words)}") for one in cards]
            title = "Which link is taken away?"
            other = self._context.dialogs.choose(title, short(card.words), [*choices, Choice("", "Cancel")])
        link = next((one for one in self._links_at(card.id) if other in (one.first, one.second)), None)
        if other and link is not None:
            self._acting.unlink(link)

    def suggest(self) -> None:
        """The next suggested link."""
        offers = self._presenter.offers
        if not offers:
            self._presenter.mark(offered=None, hint="")
            self._context.notify("No link is suggested just now.")
            return
        links = [one.link for one in offers]
        now = self._presenter.marks.offered
        self._offer(offers[(links.index(now) + 1) % len(links) if now in links else 0])

    def accept_links(self) -> None:
        """Every suggested link, asked once."""
        offers = self._presenter.offers
        if not offers:
            self._context.notify("No link is suggested just now.")
            return
        text = "Each joins items of one row of the plan's table, or items whose words are alike. Undo takes all back."
        if self._context.dialogs.confirm(f"Accept {len(offers)} suggested links?", text, "Accept all"):
            self._acting.accept_links([(one.link, one.origin) for one in offers])

    def accept_link(self, link: Link) -> None:
        """One suggested link."""
        found = next((one for one in self._presenter.offers if one.link == link), None)
        if found is not None:
            self._acting.accept_links([(found.link, found.origin)])

    def add(self) -> None:
        """An item of the auditor's own words; its column follows from the section."""
        card = self._card
        dialog = ItemDialog("Add an item", _SECTIONS, card.section if card is not None else "B", "", "Add")
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
        dialog = ItemDialog(title, SECTIONS_OF[card.role], card.section, card.words, yes)
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
        dialog = SplitDialog(card.words)
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
            self._pass_over(offered)
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

    @property
    def _card(self) -> Card | None:
        return self._presenter.board.by_id.get(self._presenter.marks.current)

    @property
    def _is_changing(self) -> bool:
        marks, card = self._presenter.marks, self._card
        return bool(marks.offered or marks.link_from or (card is not None and card.is_proposal))

    def _links_at(self, card_id: str) -> list[Link]:
        page = self._presenter.page
        found = sorted(page.thread.links) if page is not None else []
        return [one for one in found if card_id in (one.first, one.second)]

    def _offer(self, strand: Strand) -> None:
        """Show a suggestion: the card further left is current, both are marked."""
        offers, board = self._presenter.offers, self._presenter.read
        if board is None:
            return
        one, other = (board.board.by_id[id_] for id_ in (strand.link.first, strand.link.second))
        hint = (
            f"Suggested link {offers.index(strand) + 1} of {len(offers)}: "
            f"“{short(one.words)}” – “{short(other.words)}”. "
            f"{strand.why} Enter accepts, Delete passes over, S shows the next, Escape ends."
        )
        self._presenter.go_to(one.id)
        self._presenter.mark(offered=strand.link, link_from="", hint=hint)

    def _accept_offered(self) -> None:
        """Accept the suggestion that is looked at, and show the next."""
        offered = self._presenter.marks.offered
        found = next((one for one in self._presenter.offers if one.link == offered), None)
        if found is not None and self._acting.accept_links([(found.link, found.origin)]):
            self._next_offer()

    def _pass_over(self, link: Link) -> None:
        self._presenter.pass_over(link)
        self._next_offer()

    def _next_offer(self) -> None:
        if self._presenter.offers:
            self._offer(self._presenter.offers[0])
        else:
            self._presenter.mark(offered=None, hint="")


_CHANGES = frozenset(
    {
        *(Act.ENTER, Act.ACCEPT_COLUMN, Act.LINK, Act.UNLINK, Act.SUGGEST, Act.ACCEPT_LINKS, Act.ADD, Act.EDIT),
        *(Act.SPLIT, Act.MERGE, Act.REMOVE),
    }
)
"""What would change the thread."""
