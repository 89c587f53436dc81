"""What an advice recommends: the rows of its provision tables, its lists of recommendations; it compares nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from scoring.plan.items import propose
from scoring.plan.names import Column, column_named, is_explicit_none
from scoring.plan.pieces import points, sign_length, statements
from scoring.plan.sections import sections_of
from scoring.plan.shapes import Shape, shapes_of
from scoring.plan.text import Block, BlockKind, Place, PlanText
from scoring.thread.model import ItemRole
from scoring.wording.sentences import full_sentences

_HEADING: Final = re.compile(
    r"recommend|provision|what .{0,40}(?:needs|should happen|will help)|support (?:required|needed)|next steps",
    re.IGNORECASE,
)
_OTHER_HEADING: Final = re.compile(
    r"background|history|assessment|observation|summary|strength|\bneeds\b|outcome|views|result|signed|contact"
    r"|involvement",
    re.IGNORECASE,
)
_RECOMMENDS: Final = re.compile(
    r"\b(?:recommend(?:s|ed)?|advise[sd]?|should (?:have|receive|be (?:given|offered|provided|taught|seen))"
    r"|will (?:need|require)|requires)\b",
    re.IGNORECASE,
)
_COLUMNS: Final = (Column.PROVISION, Column.WHO, Column.OFTEN)


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One thing that the advice recommends, with its places."""

    words: str
    places: tuple[Place, ...]


def recommendations(advice: PlanText) -> tuple[Recommendation, ...]:
    """What the advice recommends, in reading order.

    From the rows of tables with a column for provision; from what stands under a heading such as “Recommendations”;
    from sections F, G and H where the advice has them; where there is none of these, from sentences that recommend.
    """
    shapes = shapes_of(advice.blocks)
    found = [*_of_tables(shapes), *_under_headings(advice)]
    if not found:
        proposals = propose(advice, sections_of(advice))
        found = [Recommendation(one.words, one.places) for one in proposals if one.role is ItemRole.PROVISION]
    found = found or list(_sentences(advice))
    order = {block.id: at for at, block in enumerate(advice.blocks)}
    unique = {one.places: one for one in found}
    return tuple(sorted(unique.values(), key=lambda one: (order[one.places[0].block], one.places[0].start)))


def _of_tables(shapes: dict[int, Shape]) -> Iterator[Recommendation]:
    for shape in shapes.values():
        if not shape.heads:
            continue
        head = {block.address.column: column_named(block.text) for block in shape.rows[min(shape.heads)]}
        if Column.PROVISION not in head.values():
            continue
        for row, cells in sorted(shape.rows.items()):
            own = [one for one in cells if head.get(one.address.column) in _COLUMNS and not is_explicit_none(one.text)]
            is_any = any(head[one.address.column] is Column.PROVISION for one in own)
            if row not in shape.heads and is_any:
                yield Recommendation("; ".join(one.text for one in own), tuple(Place(one.id) for one in own))


def _under_headings(advice: PlanText) -> Iterator[Recommendation]:
    is_open = False
    for block in advice.blocks:
        if block.kind is BlockKind.HEADING or (len(block.text) <= 60 and block.text.rstrip().endswith(":")):
            is_open = _HEADING.search(block.text) is not None and _OTHER_HEADING.search(block.text) is None
        elif is_open and block.kind in (BlockKind.LIST_ITEM, BlockKind.PARAGRAPH):
            yield from _of_block(block)


def _of_block(block: Block) -> Iterator[Recommendation]:
    for begin, end in points(block.text):
        words = block.text[begin:end]
        skip = sign_length(words)
        pieces = [(0, len(words))] if skip or block.kind is BlockKind.LIST_ITEM else _statements(words)
        for first, last in pieces:
            first = max(first, skip)
            said = words[first:last].strip()
            if said and not is_explicit_none(said) and not said.endswith(":"):
                yield Recommendation(said, (Place(block.id, begin + first, begin + last),))


def _statements(words: str) -> list[tuple[int, int]]:
    return list(statements(words, ItemRole.PROVISION))


def _sentences(advice: PlanText) -> Iterator[Recommendation]:
    for block in advice.blocks:
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
            for begin, end in full_sentences(block.text):
                if _RECOMMENDS.search(block.text[begin:end]):
                    yield Recommendation(block.text[begin:end], (Place(block.id, begin, end),))
