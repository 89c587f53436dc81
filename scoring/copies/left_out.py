"""Sentences that never travel: those that speak of child protection or a child in need, and what stands beside them."""

from collections.abc import Iterator
from typing import Final

from scoring.copies.folding import Whole, plain
from scoring.copies.kinds import Hit, Kind
from scoring.copies.vocabulary import Vocabulary
from scoring.plan.text import Block, BlockKind
from scoring.wording.sentences import full_sentences

_LABEL: Final = 80
"""A cell of no more characters only names what stands beside or below it."""
_WHY: Final = "speaks of child protection or a child in need, which never travels"
_BESIDE: Final = "stands in the row of words that never travel"
_BELOW: Final = "stands below a heading that never travels"


def never_travels(whole: Whole, vocabulary: Vocabulary) -> Iterator[Hit]:
    """The sentences that go; what stands in a table's row beside a label of them, and doubtful what stands below."""
    spans = [folded.span(*found.span()) for folded in whole.both for found in vocabulary.left_out.finditer(folded.text)]
    blocks = {number for start, end in spans for number, _, _ in whole.pieces(start, end)}
    for start, end in spans:
        for begin, last in sentences_at(whole, start, end):
            yield _hit(whole, begin, last, _WHY, True)
    for number in sorted(blocks):
        yield from _beside(whole, number, blocks)


def sentences_at(whole: Whole, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The whole sentences that a run touches."""
    for number, first, last in whole.pieces(start, end):
        begin = whole.starts[number]
        for one, other in full_sentences(whole.plan.blocks[number].text):
            if one < last and first < other:
                yield begin + one, begin + other


def _beside(whole: Whole, number: int, gone: set[int]) -> Iterator[Hit]:
    block = whole.plan.blocks[number]
    if block.kind is BlockKind.CELL and len(block.text) <= _LABEL:
        for other in whole.tables[block.address.table]:
            cell = whole.plan.blocks[other].address
            if other in gone:
                continue
            if cell.row == block.address.row:
                yield from _all_of(whole, other, _BESIDE, True)
            elif cell.column == block.address.column and cell.row > block.address.row and _is_head(block):
                yield from _all_of(whole, other, _BELOW, False)
    elif block.kind is BlockKind.HEADING or _is_lead(block):
        for other in range(number + 1, len(whole.plan.blocks)):
            if whole.plan.blocks[other].kind is BlockKind.HEADING or (_is_lead(block) and other > number + 1):
                return
            if other not in gone:
                yield from _all_of(whole, other, _BELOW, False)


def _is_head(block: Block) -> bool:
    return block.header or block.address.row == 1


def _is_lead(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and len(block.text) <= _LABEL and block.text.rstrip().endswith(":")


def _all_of(whole: Whole, number: int, why: str, sure: bool) -> Iterator[Hit]:
    begin = whole.starts[number]
    for start, end in full_sentences(whole.plan.blocks[number].text):
        words = whole.text[begin + start : begin + end]
        if any(one.isalnum() for one in words) and not _is_stand_in(words):
            yield _hit(whole, begin + start, begin + end, why, sure)


def _is_stand_in(words: str) -> bool:
    return words == Kind.LEFT_OUT.stand_in


def _hit(whole: Whole, start: int, end: int, why: str, sure: bool) -> Hit:
    return Hit(Kind.LEFT_OUT, start, end, why, sure, plain(whole.text[start:end]))
