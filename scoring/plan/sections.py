"""The sections of a plan by their letters, and which text belongs to which; it reads no file."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

from scoring.plan.names import DRAFT, is_checked, is_explicit_none
from scoring.plan.placed import Placed
from scoring.plan.placing import Placing
from scoring.plan.text import BlockKind, PlanText

SECTIONS: Final = ("A", "B", "C", "D", "E", "F", "G", "H1", "H2", "I", "J", "K")
"""The sections that a plan must have, separately labelled (SEND Regulations 2014, regulation 12)."""

_FIRST_BLOCKS: Final = 12
"""A draft says so on its first page or in its running headers."""


class SectionText(StrEnum):
    """What a section holds."""

    TEXT = "text"
    NONE = "explicit none"
    BLANK = "blank"
    MISSING = "missing"


@dataclass(frozen=True)
class PlanSections:
    """Every block with its section; `together` are letters that stand under one heading without being told apart."""

    placed: tuple[Placed, ...]
    states: Mapping[str, SectionText]
    is_draft: bool
    together: tuple[tuple[str, ...], ...]

    @cached_property
    def by_block(self) -> dict[str, Placed]:
        """Where each block stands, by its id."""
        return {one.block: one for one in self.placed}

    def in_section(self, section: str) -> tuple[Placed, ...]:
        """What stands in a section, in reading order; with "" what was not understood."""
        return tuple(one for one in self.placed if one.section == section)

    @property
    def missing(self) -> tuple[str, ...]:
        """The letters that are nowhere: a finding at W1, and no fault of the document's reading."""
        return tuple(section for section in SECTIONS if self.states[section] is SectionText.MISSING)


def sections_of(text: PlanText, moved: Mapping[str, str] | None = None) -> PlanSections:
    """Which section each block of a plan stands in; `moved` are blocks that an auditor sent to a section.

    Every block of the text is placed exactly once; what is not understood has the section "".
    """
    placing = Placing(text.blocks)
    placed = tuple(one.moved_to(moved[one.block]) if moved and one.block in moved else one for one in placing.placed)
    words: dict[str, list[str]] = {section: [] for section in SECTIONS}
    for one in placed:
        if one.section in words and not one.is_label and not one.is_note:
            words[one.section].append(text.block(one.block).text)
    states = {section: _state(section in placing.seen, words[section]) for section in SECTIONS}
    return PlanSections(placed, states, _is_draft(text), tuple(dict.fromkeys(placing.together)))


def care_state(text: PlanText, sections: PlanSections, section: str) -> str:
    """The state that a section such as C, D or H1 seems to have: "needs", "checked_none", "unchecked_none", "blank".

    "needs" is any text that is no explicit none; "blank" is empty or missing.
    """
    state = sections.states[section]
    if state in (SectionText.BLANK, SectionText.MISSING):
        return "blank"
    words = " ".join(text.block(one.block).text for one in sections.in_section(section) if not one.is_label)
    if state is SectionText.NONE:
        return "checked_none" if is_checked(words) else "unchecked_none"
    return "needs"


def _state(is_there: bool, words: list[str]) -> SectionText:
    if not words:
        return SectionText.BLANK if is_there else SectionText.MISSING
    return SectionText.NONE if all(is_explicit_none(one) for one in words) else SectionText.TEXT


def _is_draft(text: PlanText) -> bool:
    first = [block for block in text.blocks if block.kind is not BlockKind.FURNITURE][:_FIRST_BLOCKS]
    running = [block for block in text.blocks if block.kind is BlockKind.FURNITURE]
    return any(len(block.text) < 120 and DRAFT.search(block.text) for block in (*first, *running))
