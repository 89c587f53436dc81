"""Everything that the drawer shows of one card, from a page as it is read; no widget here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from audit_app.screens.thread.cards import Board, Card, Span
from audit_app.services.thread.page import ThreadPage
from audit_app.services.wording import flags_in
from audit_app.store.read_thread import HeldItem
from scoring.plan.text import Place
from scoring.specific import Elements, OutcomeHints
from scoring.thread.model import ItemRole, Link

TEST_LABELS: Mapping[str, str] = {
    "specific": "Specific",
    "measurable": "Measurable",
    "achievable": "Achievable",
    "realistic": "Realistic",
    "time_bound": "Time-bound",
    "personal": "A person's outcome, not provision",
}
ELEMENT_LABELS: Mapping[str, str] = {
    "what": "What is provided",
    "who": "Who, with what qualification",
    "group": "Ratio or group",
    "often": "How often",
    "long": "How long",
    "where": "Where",
    "oversight": "Overseen by",
    "review": "Reviewed when",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One yes-or-no question: what was said, and what the words of the item show, with the words found.

    `seems` is what the words look like, None where they cannot tell; it is no answer.
    """

    name: str
    label: str
    said: bool | None
    seems: bool | None
    hint: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class FlagShown:
    """A flagged phrase: its characters in the words, what it is, why, and what would make it specific."""

    span: Span
    text: str
    why: str
    better: str


@dataclass(frozen=True, slots=True)
class PlaceShown:
    """Where words stand in the plan, in words, and the words around them."""

    place: Place
    words: str
    around: str


@dataclass(frozen=True, slots=True)
class LinkShown:
    """A link of the card as the drawer lists it; `why` where it is only suggested."""

    link: Link
    other: str
    words: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Details:
    """One card with everything that can be said of it; `held` is None for a proposal."""

    card: Card
    held: HeldItem | None
    is_locked: bool
    breaks: tuple[tuple[str, str], ...]
    flags: tuple[FlagShown, ...]
    places: tuple[PlaceShown, ...]
    links: tuple[LinkShown, ...]
    asked: tuple[Asked, ...] = ()
    countable: Asked | None = None

    @property
    def may_change(self) -> bool:
        """Whether anything may be said of it."""
        return self.held is not None and not self.is_locked


def details_of(page: ThreadPage, board: Board, card_id: str) -> Details | None:
    """What the drawer shows; None where the card is not there."""
    card = board.by_id.get(card_id)
    if card is None:
        return None
    held = next((one for one in page.items if one.item.id == card_id), None)
    asked, countable = _asked(page, held)
    return Details(
        card,
        held,
        bool(page.locked_because),
        tuple((one.words, one.mend) for one in page.breaks if one.item == card_id),
        _flags(page, card),
        tuple(_place(page, place) for place in _places(page, card_id, held) if _is_there(page, place)),
        _links(board, card),
        asked,
        countable,
    )


def _asked(page: ThreadPage, held: HeldItem | None) -> tuple[tuple[Asked, ...], Asked | None]:
    if held is None:
        return (), None
    if held.item.role is ItemRole.OUTCOME:
        return _tests(page.hints[held.item.id], held), None
    if held.item.role is ItemRole.PROVISION:
        found = page.elements[held.item.id]
        return _elements(found, held), _countable(found, held)
    return (), None


def _tests(hints: OutcomeHints, held: HeldItem) -> tuple[Asked, ...]:
    return tuple(
        Asked(name, label, held.smart.get(name), hints[name].met, hints[name].why, hints[name].spans)
        for name, label in TEST_LABELS.items()
    )


def _elements(found: Elements, held: HeldItem) -> tuple[Asked, ...]:
    words = held.item.words
    return tuple(
        Asked(
            name,
            label,
            held.gives.get(name),
            found.gives(name),
            _found_words(words, found.found[name]),
            found.found[name],
        )
        for name, label in ELEMENT_LABELS.items()
    )


def _countable(found: Elements, held: HeldItem) -> Asked:
    hint = (
        "Not in equipment, an approach or the environment: then how often and how long are not asked. "
        "Your answer confirms the line."
    )
    return Asked("countable", "Time can be counted", held.countable, found.countable, hint)


def _found_words(words: str, spans: tuple[Span, ...]) -> str:
    if not spans:
        return "Not found in the words."
    quoted = [f"“{words[start:end]}”" for start, end in spans[:3]]
    return f"Found: {', '.join(quoted)}"


def _flags(page: ThreadPage, card: Card) -> tuple[FlagShown, ...]:
    if not card.flags and not card.is_proposal:
        return ()
    return tuple(
        FlagShown((flag.offset, flag.offset + flag.length), flag.text, flag.of.why, flag.of.better)
        for flag in flags_in(card.words, card.section)
        if not page.dismissed.get(flag.id) and card.role in (ItemRole.OUTCOME, ItemRole.PROVISION)
    )


def _places(page: ThreadPage, card_id: str, held: HeldItem | None) -> tuple[Place, ...]:
    """Where a card's words stand: as it was said, unless the text read now has the very same words elsewhere alone."""
    if held is not None:
        known = tuple(place for place in held.item.places if _is_there(page, place))
        if page.text is not None and any(held.item.words in page.text.block(one.block).text for one in known):
            return known
        return tuple(_same_words(page, held.item.words)) or known
    return next((one.places for one in page.proposals if one.id == card_id), ())


def _same_words(page: ThreadPage, words: str) -> Iterator[Place]:
    for block in page.text.blocks if page.text is not None else ():
        at = block.text.find(words)
        if at >= 0:
            yield Place(block.id, at, at + len(words))


def _is_there(page: ThreadPage, place: Place) -> bool:
    return page.text is not None and any(block.id == place.block for block in page.text.blocks)


def _place(page: ThreadPage, place: Place) -> PlaceShown:
    if page.text is None:
        return PlaceShown(place, "", "")
    block = page.text.block(place.block)
    return PlaceShown(place, block.address.words or "in the text", block.text)


def _links(board: Board, card: Card) -> tuple[LinkShown, ...]:
    found = []
    for strand in board.strands:
        if card.id not in (strand.link.first, strand.link.second):
            continue
        other = board.by_id.get(strand.link.second if strand.link.first == card.id else strand.link.first)
        if other is not None:
            found.append(LinkShown(strand.link, other.id, f"{other.kind}: {other.words}", strand.why))
    return tuple(found)
