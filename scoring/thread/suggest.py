"""Links that the plan itself suggests: the row of its table, or the words that two items share. Never a link by itself.

By words each item finds the one partner that is most like it, where that one stands clearly before all others: an
outcome among needs and among aspirations, a line of provision among outcomes. What the need of an outcome speaks of
counts for the outcome too, be that link made, of a row, or suggested.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scoring.thread.concepts import Concepts
from scoring.thread.model import Item, ItemRole, Link
from scoring.thread.themes import Theme, Themes, themes_of

AT_LEAST = {ItemRole.NEED: 0.24, ItemRole.ASPIRATION: 0.24, ItemRole.OUTCOME: 0.33}
"""A likeness to a partner in this column below this is chance in plans of everyday wording."""
CLEARLY = 1.4
"""So many times more alike than to the next one an item is to the partner that is suggested."""
PAIRS = (
    (ItemRole.ASPIRATION, ItemRole.OUTCOME),
    (ItemRole.NEED, ItemRole.OUTCOME),
    (ItemRole.OUTCOME, ItemRole.PROVISION),
    (ItemRole.NEED, ItemRole.PROVISION),
)
"""The columns between which links are suggested."""


@dataclass(frozen=True, slots=True)
class SuggestedLink:
    """A link that might be one: `origin` is "row" or "words", `strength` from 0 to 1, `why` for the auditor."""

    link: Link
    origin: str
    strength: float
    why: str


def suggest(
    items: Sequence[Item], rows: Mapping[str, str], existing: Iterable[Link], concepts: Concepts
) -> tuple[SuggestedLink, ...]:
    """Links to suggest, strongest first; `rows` gives the table row that an item stands in, where it does.

    Items that stand in a row with others of the pair's columns are linked by their rows alone. Existing links are not
    suggested again, nor is another need for an outcome that has one, or another outcome for a line.
    """
    held = set(existing)
    by_row = [one for one in _by_rows(items, rows) if one.link not in held]
    settled = {(one.link.first, _role(items, one.link.second)) for one in by_row}
    settled |= {(one.link.second, _role(items, one.link.first)) for one in by_row}
    settled |= {(link.second, _role(items, link.first)) for link in held}
    known = [*held, *(one.link for one in by_row)]
    by_words = [one for one in _by_words(items, concepts, known, settled) if one.link not in held]
    return tuple(sorted([*by_row, *by_words], key=lambda one: (-one.strength, one.link)))


def _role(items: Sequence[Item], id_: str) -> ItemRole | None:
    return next((item.role for item in items if item.id == id_), None)


def _by_rows(items: Sequence[Item], rows: Mapping[str, str]) -> list[SuggestedLink]:
    in_row: dict[str, list[Item]] = {}
    for item in items:
        if row := rows.get(item.id):
            in_row.setdefault(row, []).append(item)
    return [
        SuggestedLink(Link(one.id, other.id), "row", 1.0, "They stand in the same row of the plan's table.")
        for together in in_row.values()
        for one in together
        for other in together
        if (one.role, other.role) in PAIRS[1:3] or ((one.role, other.role) == PAIRS[3] and _no_outcome(together))
    ]


def _no_outcome(together: Sequence[Item]) -> bool:
    return not any(item.role is ItemRole.OUTCOME for item in together)


def _by_words(
    items: Sequence[Item], concepts: Concepts, known: Iterable[Link], settled: set[tuple[str, ItemRole | None]]
) -> list[SuggestedLink]:
    themes = themes_of(items, concepts)
    needs, outcomes = _themes(items, ItemRole.NEED, themes), _themes(items, ItemRole.OUTCOME, themes)
    answered = [
        one for one in _partners(needs, outcomes, ItemRole.NEED, themes) if not _is_settled(one.link, items, settled)
    ]
    wishes = _partners(_themes(items, ItemRole.ASPIRATION, themes), outcomes, ItemRole.ASPIRATION, themes)
    whole = dict(outcomes)
    for link in (*known, *(one.link for one in answered)):
        if link.first in needs and link.second in whole:
            whole[link.second] = whole[link.second].beside(needs[link.first])
    lines = _partners(whole, _themes(items, ItemRole.PROVISION, themes), ItemRole.OUTCOME, themes, outcomes)
    return [*answered, *(one for one in (*wishes, *lines) if not _is_settled(one.link, items, settled))]


def _themes(items: Sequence[Item], role: ItemRole, themes: Themes) -> dict[str, Theme]:
    return {item.id: themes.of[item.id] for item in items if item.role is role}


def _is_settled(link: Link, items: Sequence[Item], settled: set[tuple[str, ItemRole | None]]) -> bool:
    return (link.first, _role(items, link.second)) in settled or (link.second, _role(items, link.first)) in settled


def _partners(
    ones: Mapping[str, Theme],
    others: Mapping[str, Theme],
    role: ItemRole,
    themes: Themes,
    own: Mapping[str, Theme] | None = None,
) -> Iterator[SuggestedLink]:
    """For each of the others its partner among the ones, of this role, where one stands clearly before all.

    A need has one outcome that is most like it: to another outcome it is suggested only where it is as like. `own` is
    what the ones say themselves, without what was added.
    """
    alike = {(one, other): themes.likeness(ones[one], others[other]) for one in ones for other in others}
    best = {one: max((alike[one, other] for other in others), default=0.0) for one in ones}
    for other in others:
        ranked = sorted(ones, key=lambda one: (-alike[one, other], one))
        values = [*(alike[one, other] for one in ranked[:2]), 0.0, 0.0]
        if values[0] < AT_LEAST[role] or values[0] < CLEARLY * values[1]:
            continue
        if role is ItemRole.NEED and values[0] < best[ranked[0]]:
            continue
        why = _why(ones[ranked[0]], others[other], themes, own[ranked[0]] if own else None)
        yield SuggestedLink(Link(ranked[0], other), "words", values[0] / (1 + values[0]), why)


def _why(one: Theme, other: Theme, themes: Themes, own: Theme | None) -> str:
    if own is not None and not themes.shared(own, other):
        return f"The need of this outcome speaks of what this line does: {', '.join(themes.shared(one, other)[:3])}."
    return f"Both speak of {', '.join(themes.shared(one, other)[:3])}."
