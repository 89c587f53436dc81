"""A plan's text with stand-ins in place of what was found and is to go; it finds nothing by itself."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from scoring.copies.folding import Whole
from scoring.copies.kinds import Decision, Finding, Kind, Own
from scoring.copies.left_out import sentences_at
from scoring.copies.names import words_hits
from scoring.plan.text import Place, PlanText

Look = Callable[[PlanText], Sequence[Finding]]
"""Finds what is to be replaced in a text."""

MEDIA: Final = "text/plain"
_MOST_ROUNDS: Final = 6


def undecided(findings: Iterable[Finding], decisions: Mapping[str, Decision]) -> tuple[Finding, ...]:
    """What is doubtful and has no decision yet."""
    return tuple(one for one in findings if not one.sure and one.id not in decisions)


def goes(finding: Finding, decisions: Mapping[str, Decision]) -> bool:
    """Whether this is replaced: what is sure unless it is kept, what is doubtful only where that was decided."""
    if finding.is_fixed:
        return True
    return decisions.get(finding.id, Decision.REPLACE if finding.sure else Decision.KEEP) is Decision.REPLACE


def reading_copy(text: PlanText, look: Look, decisions: Mapping[str, Decision], own: Sequence[Own] = ()) -> PlanText:
    """The text with everything replaced that is to go, looked at again until nothing sure is left in it.

    The blocks keep their ids and addresses, so that it is read and quoted as the plan is.
    """
    made = PlanText(MEDIA, text.blocks, text.pages, ())
    for _ in range(_MOST_ROUNDS):
        findings = [one for one in look(made) if goes(one, decisions)]
        places = [(place, one.kind) for one in findings for place in one.places]
        after = replaced(made, [*places, *_own(made, own)])
        if after == made:
            break
        made = after
    return made


def replaced(text: PlanText, places: Iterable[tuple[Place, Kind]]) -> PlanText:
    """The text with the stand-in of each kind at its places; of places that overlap the widest says by what."""
    of_block: dict[str, list[tuple[int, int, Kind]]] = {}
    for place, kind in places:
        of_block.setdefault(place.block, []).append((place.start, place.end, kind))
    blocks = tuple(
        replace(block, text=_with(block.text, of_block[block.id])) if block.id in of_block else block
        for block in text.blocks
    )
    return replace(text, blocks=blocks)


def plain_text(text: PlanText) -> str:
    """The copy as a text file: a block a paragraph."""
    return "\n\n".join(block.text for block in text.blocks) + "\n"


def own_places(text: PlanText, own: Own) -> tuple[Place, ...]:
    """Where words of one's own stand; with the kind LEFT_OUT the sentences that have them."""
    return tuple(dict.fromkeys(place for place, _ in _own(text, (own,))))


def _own(text: PlanText, own: Iterable[Own]) -> Iterator[tuple[Place, Kind]]:
    whole = Whole(text)
    for one in own:
        for hit in words_hits(whole, one.words, one.kind, ""):
            spans = [(hit.start, hit.end)]
            if one.kind is Kind.LEFT_OUT:
                spans = [*sentences_at(whole, hit.start, hit.end)]
            for start, end in spans:
                yield from ((place, one.kind) for place in whole.places(start, end))


def _with(text: str, spans: list[tuple[int, int, Kind]]) -> str:
    parts: list[str] = []
    at = 0
    for start, end, kind in _merged(spans):
        parts += [text[at:start], kind.stand_in]
        at = end
    return "".join([*parts, text[at:]])


def _merged(spans: list[tuple[int, int, Kind]]) -> list[tuple[int, int, Kind]]:
    """Spans that overlap as one: a sentence that is left out before everything, else by the widest of them."""
    merged: list[tuple[int, int, Kind, int]] = []
    order = [*Kind]
    for start, end, kind in sorted(spans, key=lambda one: (one[0], -one[1], order.index(one[2]))):
        weight = (end - start) + (10**9 if kind is Kind.LEFT_OUT else 0)
        if merged and start < merged[-1][1]:
            first, last, held, heavy = merged[-1]
            merged[-1] = (first, max(last, end), kind if weight > heavy else held, max(weight, heavy))
        else:
            merged.append((start, end, kind, weight))
    return [(start, end, kind) for start, end, kind, _ in merged]
