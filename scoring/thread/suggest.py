"""Links that the plan itself suggests: the row of its table, or the words that two items share. Never a link by itself.

Likeness of words: shared concepts and shared stems, each weighed by how rare it is in this plan (inverse document
frequency), over those of the item that says less. Small, explainable, the same everywhere; no model of any kind.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from scoring.thread.concepts import Concepts
from scoring.thread.model import Item, ItemRole, Link
from scoring.thread.words import telling_words

AT_LEAST = 0.3
"""A likeness below this is chance in plans of everyday wording."""
OF_THE_BEST = 0.9
"""Beside the best partner of an item, those at this share of its likeness are suggested too."""
PAIRS = (
    (ItemRole.ASPIRATION, ItemRole.OUTCOME),
    (ItemRole.NEED, ItemRole.OUTCOME),
    (ItemRole.OUTCOME, ItemRole.PROVISION),
    (ItemRole.NEED, ItemRole.PROVISION),
)
"""The columns between which links are suggested."""
OF_CONCEPTS = 0.55
"""Concepts that two items share say more than words that they share: so much of their likeness."""


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
    suggested again.
    """
    held = set(existing)
    by_row = [one for one in _by_rows(items, rows) if one.link not in held]
    settled = {(one.link.first, _role(items, one.link.second)) for one in by_row}
    settled |= {(one.link.second, _role(items, one.link.first)) for one in by_row}
    settled |= {(end, _role(items, other)) for link in held for end, other in _ends(link)}
    by_words = [one for one in _by_words(items, concepts, settled) if one.link not in held]
    return tuple(sorted([*by_row, *by_words], key=lambda one: (-one.strength, one.link)))


def _ends(link: Link) -> tuple[tuple[str, str], tuple[str, str]]:
    return (link.first, link.second), (link.second, link.first)


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
    items: Sequence[Item], concepts: Concepts, settled: set[tuple[str, ItemRole | None]]
) -> list[SuggestedLink]:
    said = {item.id: said_in(item.words, concepts) for item in items}
    weights = weights_of(said.values())
    found: list[SuggestedLink] = []
    for left, right in PAIRS[:3]:
        ones = [item for item in items if item.role is left]
        others = [item for item in items if item.role is right]
        likeness = {
            (one.id, other.id): likeness_of(said[one.id], said[other.id], weights) for one in ones for other in others
        }
        best: dict[str, float] = {}
        for (one, other), value in likeness.items():
            best[one] = max(best.get(one, 0.0), value)
            best[other] = max(best.get(other, 0.0), value)
        for (one, other), value in likeness.items():
            if value < AT_LEAST or value < OF_THE_BEST * max(best[one], best[other]):
                continue
            if (one, right) in settled or (other, left) in settled:
                continue
            words = _shared_words(said[one], said[other], weights)
            found.append(SuggestedLink(Link(one, other), "words", min(0.99, value), f"Both speak of {words}."))
    return found


def said_in(words: str, concepts: Concepts) -> dict[str, str]:
    """What words speak of: stems and concepts, each with its word."""
    about = {f"#{concept}": word for concept, word in concepts.of(words).items()}
    return {**telling_words(words), **about}


def weights_of(every: Iterable[dict[str, str]]) -> dict[str, float]:
    """How much each stem or concept tells among these texts: the rarer, the more."""
    texts = list(every)
    counted: dict[str, int] = {}
    for said in texts:
        for key in said:
            counted[key] = counted.get(key, 0) + 1
    return {key: log((1 + len(texts)) / (1 + count)) + 0.05 for key, count in counted.items()}


def likeness_of(one: dict[str, str], other: dict[str, str], weights: Mapping[str, float]) -> float:
    """How alike what two items speak of is: concepts first, words beside them."""
    concepts = _share(_concepts_in(one), _concepts_in(other), weights)
    words = _share(one.keys() - _concepts_in(one), other.keys() - _concepts_in(other), weights)
    return OF_CONCEPTS * concepts + (1 - OF_CONCEPTS) * words


def _concepts_in(said: dict[str, str]) -> set[str]:
    return {key for key in said if key.startswith("#")}


def _share(one: set[str], other: set[str], weights: Mapping[str, float]) -> float:
    smaller = min(sum(weights[key] for key in one), sum(weights[key] for key in other))
    return sum(weights[key] for key in one & other) / smaller if smaller > 0 else 0.0


def _shared_words(one: dict[str, str], other: dict[str, str], weights: Mapping[str, float]) -> str:
    keys = sorted(one.keys() & other.keys(), key=lambda key: (-weights[key], key))
    words: list[str] = []
    for key in keys:
        said = f"{key[1:].replace('_', ' ')} (“{one[key]}”, “{other[key]}”)" if key.startswith("#") else f"“{one[key]}”"
        words.append(said)
    return ", ".join(words[:3])
