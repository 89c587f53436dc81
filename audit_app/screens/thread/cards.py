"""The thread as cards in four columns and strands between them, from a page as it is read; no widget here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from audit_app.services.thread.page import ThreadPage
from audit_app.services.wording import flags_in
from scoring.plan.items import Proposal
from scoring.thread.breaks import ADULTHOOD_LABELS, AREA_LABELS, Break, BreakKind
from scoring.thread.model import COLUMNS, Item, ItemRole, Link
from scoring.thread.suggest import SuggestedLink

TITLES: Mapping[ItemRole, str] = {
    ItemRole.ASPIRATION: "Aspirations",
    ItemRole.NEED: "Needs",
    ItemRole.OUTCOME: "Outcomes",
    ItemRole.PROVISION: "Provision",
}
SINGULAR: Mapping[ItemRole, str] = {
    ItemRole.ASPIRATION: "Aspiration",
    ItemRole.NEED: "Need",
    ItemRole.OUTCOME: "Outcome",
    ItemRole.PROVISION: "Provision",
}

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Card:
    """One card of the board: an item, or a proposal that nobody accepted yet.

    `flags` are the flagged phrases by their characters in `words`; `linked` the cards that it is linked to.
    """

    id: str
    role: ItemRole
    section: str
    words: str
    caption: str = ""
    breaks: tuple[BreakKind, ...] = ()
    remarks: tuple[str, ...] = ()
    flags: tuple[Span, ...] = ()
    linked: tuple[str, ...] = ()
    is_proposal: bool = False

    @property
    def kind(self) -> str:
        """What it is, in words: “Need, section B” or “Proposed need, section B”."""
        name = SINGULAR[self.role]
        return (
            f"Proposed {name.lower()}, section {self.section}"
            if self.is_proposal
            else f"{name}, section {self.section}"
        )

    @property
    def break_words(self) -> tuple[str, ...]:
        """The breaks at this card, in words."""
        return tuple(kind.label for kind in self.breaks)

    @property
    def notes(self) -> tuple[str, ...]:
        """Everything that stands at the card beside its words."""
        flagged = f"{len(self.flags)} flagged phrase{'s' if len(self.flags) > 1 else ''}" if self.flags else ""
        return tuple(part for part in (self.caption, *self.break_words, *self.remarks, flagged) if part)

    @property
    def spoken(self) -> str:
        """The card as a screen reader says it."""
        return ". ".join((self.kind, self.words.rstrip("."), *self.notes, _links_in_words(len(self.linked)))) + "."


@dataclass(frozen=True, slots=True)
class Strand:
    """A line between two cards; `why` where it is only suggested, empty where it is a link."""

    link: Link
    why: str = ""
    origin: str = "hand"

    @property
    def is_suggested(self) -> bool:
        """Whether nobody accepted it yet."""
        return bool(self.why)


@dataclass(frozen=True)
class Board:
    """The columns of cards in their order, and the strands between cards that are there."""

    columns: Mapping[ItemRole, tuple[Card, ...]] = field(default_factory=lambda: dict.fromkeys(COLUMNS, ()))
    strands: tuple[Strand, ...] = ()

    def __post_init__(self) -> None:
        """Look cards up once."""
        object.__setattr__(self, "by_id", {card.id: card for column in self.columns.values() for card in column})

    by_id: Mapping[str, Card] = field(init=False, repr=False, compare=False, default_factory=dict)

    @property
    def cards(self) -> tuple[Card, ...]:
        """Every card, column by column."""
        return tuple(card for role in COLUMNS for card in self.columns[role])

    def proposals(self, role: ItemRole | None = None) -> tuple[Card, ...]:
        """The cards that nobody accepted yet, of a column or of all."""
        return tuple(card for card in self.cards if card.is_proposal and role in (None, card.role))

    @property
    def suggested(self) -> tuple[Strand, ...]:
        """The links that are only suggested, strongest first."""
        return tuple(strand for strand in self.strands if strand.is_suggested)

    def only_broken(self) -> "Board":
        """The cards at which the thread breaks, and the strands between them."""
        columns = {role: tuple(card for card in cards if card.breaks) for role, cards in self.columns.items()}
        kept = {card.id for cards in columns.values() for card in cards}
        return Board(columns, tuple(one for one in self.strands if {one.link.first, one.link.second} <= kept))


def board_of(page: ThreadPage, suggested: Sequence[SuggestedLink]) -> Board:
    """The board of a page, with these suggested links."""
    broken = _by_item(page.breaks)
    remarks = {one.item: one.words for one in page.remarks}
    linked: dict[str, list[str]] = {}
    for link in sorted(page.thread.links):
        linked.setdefault(link.first, []).append(link.second)
        linked.setdefault(link.second, []).append(link.first)
    checked = {held.item.id for held in page.items if held.checked}
    cards = [
        _card(
            item, page, broken.get(item.id, ()), remarks.get(item.id, ""), linked.get(item.id, ()), item.id in checked
        )
        for item in page.thread.items
    ]
    cards += [_ghost(one) for one in page.proposals]
    strands = [Strand(link, origin=page.held.links.get(link, "hand")) for link in sorted(page.thread.links)]
    strands += [Strand(one.link, one.why, one.origin) for one in suggested]
    return Board({role: tuple(card for card in cards if card.role is role) for role in COLUMNS}, tuple(strands))


def _card(
    item: Item, page: ThreadPage, broken: Sequence[Break], remark: str, linked: Sequence[str], is_checked: bool
) -> Card:
    return Card(
        item.id,
        item.role,
        item.section,
        item.words,
        caption_of(item, is_checked=is_checked),
        tuple(one.kind for one in broken),
        (remark,) if remark else (),
        _flags(item, page),
        tuple(linked),
    )


def _flags(item: Item, page: ThreadPage) -> tuple[Span, ...]:
    """The flagged phrases of an outcome or a line that nobody dismissed."""
    if item.role not in (ItemRole.OUTCOME, ItemRole.PROVISION):
        return ()
    return tuple(
        (flag.offset, flag.offset + flag.length)
        for flag in flags_in(item.words, item.section)
        if not page.dismissed.get(flag.id)
    )


def caption_of(item: Item, *, is_checked: bool) -> str:
    """What is said of an item in a few words: a need's area, an outcome's part of adulthood, a line confirmed."""
    if item.role is ItemRole.NEED and item.area is not None:
        return AREA_LABELS[item.area]
    if item.role is ItemRole.OUTCOME and item.adulthood is not None:
        return f"Adulthood: {ADULTHOOD_LABELS[item.adulthood].lower()}"
    return "Line confirmed" if item.role is ItemRole.PROVISION and is_checked else ""


def _ghost(proposal: Proposal) -> Card:
    area = AREA_LABELS[proposal.area] if proposal.area is not None else ""
    return Card(proposal.id, proposal.role, proposal.section, proposal.words, area, is_proposal=True)


def _by_item(found: Sequence[Break]) -> dict[str, list[Break]]:
    by_item: dict[str, list[Break]] = {}
    for one in found:
        by_item.setdefault(one.item, []).append(one)
    return by_item


def _links_in_words(count: int) -> str:
    return "not linked" if not count else f"{count} link{'s' if count > 1 else ''}"
