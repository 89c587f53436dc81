"""Links step by step: begun at one card and ended at another, suggestions gone through, one of several taken away."""

from PySide6.QtCore import QObject

from audit_app.screens.thread.acting import Acting
from audit_app.screens.thread.cards import Card, Strand
from audit_app.screens.thread.presenter import ThreadPresenter
from audit_app.services.thread.desk import short
from audit_app.ui.dialogs import Choice
from audit_app.ui.screen import ScreenContext
from scoring.thread.model import Link


class Linking(QObject):
    """What was begun is in the presenter's marks, so that board and list show it."""

    def __init__(self, context: ScreenContext, presenter: ThreadPresenter, acting: Acting) -> None:
        super().__init__(presenter)
        self._context, self._presenter, self._acting = context, presenter, acting

    @property
    def is_going_on(self) -> bool:
        """Whether a link was begun, or a suggestion is being looked at."""
        return bool(self._presenter.marks.offered or self._presenter.marks.link_from)

    def finish(self) -> None:
        """Enter: accept the suggestion that is looked at, or end the link here."""
        if self._presenter.marks.offered is not None:
            self._accept_offered()
        else:
            self.link()

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

    @property
    def _card(self) -> Card | None:
        return self._presenter.board.by_id.get(self._presenter.marks.current)

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

    def pass_over(self, link: Link) -> None:
        """A suggestion is not wanted, now or later; where it was being looked at, the next one comes."""
        was_offered = self._presenter.marks.offered == link
        if self._acting.pass_over(link) and was_offered:
            self._next_offer()

    def _next_offer(self) -> None:
        if self._presenter.offers:
            self._offer(self._presenter.offers[0])
        else:
            self._presenter.mark(offered=None, hint="")
