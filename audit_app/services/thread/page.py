"""One plan's thread as the board shows it: text, sections, proposals, items, links, breaks, suggestions, flags."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from audit_app.services.open_reviews import OpenReview, found_review
from audit_app.services.plan_documents import plan_read, plan_text
from audit_app.services.review_page import locked_because
from audit_app.services.wording import flags_in, shipped_lexicon, shipped_phrases
from audit_app.store.documents import Document, documents_of
from audit_app.store.read_register import plan_entry
from audit_app.store.read_thread import ACCEPTED, HeldItem, HeldThread, dismissed_for_plan, held_thread
from audit_app.store.workspace import Workspace
from resources.thread import concepts_text
from scoring.plan.items import Proposal, propose
from scoring.plan.sections import SECTIONS, PlanSections, care_state, sections_of
from scoring.plan.text import PlanText
from scoring.specific import Elements, OutcomeHints, elements, outcome_hints
from scoring.thread.breaks import Break, Remark, breaks, is_complete, remarks
from scoring.thread.concepts import concepts_of
from scoring.thread.levels import SaidOf, Suggestion, suggested_levels
from scoring.thread.model import ItemRole, Thread
from scoring.thread.suggest import SuggestedLink, suggest
from scoring.wording import Flag


@dataclass(frozen=True, slots=True)
class PlacedFlag:
    """A flagged phrase in a block of the plan, with the reason why it was dismissed, if it was."""

    block: str
    section: str
    flag: Flag
    dismissed: str


@dataclass(frozen=True)
class ThreadPage:
    """Everything about the thread of one review.

    `text` and `sections` are None while the plan has no document. `proposals` are those that nobody accepted or
    dismissed. `locked_because` is why nothing may be changed, in a sentence; empty where the person may go on.
    """

    found: OpenReview
    plan_ref: str
    year_group: int | None
    documents: tuple[Document, ...]
    document: Document | None
    text: PlanText | None
    sections: PlanSections | None
    held: HeldThread
    proposals: tuple[Proposal, ...]
    rows: Mapping[str, str]
    """The table row that an item stands in, by its id."""
    dismissed: Mapping[str, str]
    locked_because: str

    @property
    def items(self) -> tuple[HeldItem, ...]:
        """The items of the board, in their order."""
        return tuple(held for held in self.held.items if held.state == ACCEPTED)

    @property
    def newer(self) -> Document | None:
        """The newest document that is the plan itself, where the thread reads one that came before it."""
        newest = next((one for one in self.documents if one.about.role == "plan"), None)
        if newest is None or self.document is None:
            return None
        ids = [one.id for one in self.documents]
        return newest if ids.index(newest.id) < ids.index(self.document.id) else None

    @property
    def thread(self) -> Thread:
        """The board as a graph."""
        return self.held.thread

    @cached_property
    def breaks(self) -> tuple[Break, ...]:
        """Where the thread breaks."""
        return breaks(self.thread, year_group=self.year_group)

    @cached_property
    def remarks(self) -> tuple[Remark, ...]:
        """What is worth showing at items without being a break."""
        return remarks(self.thread)

    @property
    def is_complete(self) -> bool | None:
        """Whether none of the four counted breaks is there; None without needs."""
        return is_complete(self.thread)

    @cached_property
    def suggested_links(self) -> tuple[SuggestedLink, ...]:
        """Links that the plan suggests, and nobody made or passed over."""
        found = suggest(self.thread.items, self.rows, self.held.links, concepts_of(concepts_text()))
        return tuple(one for one in found if one.link not in self.held.passed)

    @cached_property
    def hints(self) -> Mapping[str, OutcomeHints]:
        """What the words of each outcome show, by item."""
        return {item.id: outcome_hints(item.words, shipped_lexicon()) for item in self.thread.of(ItemRole.OUTCOME)}

    @cached_property
    def elements(self) -> Mapping[str, Elements]:
        """What the words of each line give, by item."""
        return {
            item.id: elements(item.words, shipped_phrases(), shipped_lexicon(), item.section)
            for item in self.thread.of(ItemRole.PROVISION)
        }

    @cached_property
    def flags(self) -> tuple[PlacedFlag, ...]:
        """The flagged phrases of the plan's text, in reading order, dismissed ones among them."""
        if self.text is None or self.sections is None:
            return ()
        return placed_flags(self.text, self.sections, self.dismissed)

    @cached_property
    def levels(self) -> Mapping[str, Suggestion]:
        """The levels that the thread suggests, by marker; only for markers of the review's form."""
        said = {held.item.id: self._said(held) for held in self.items}
        found = suggested_levels(
            self.thread,
            said,
            year_group=self.year_group,
            explicit_none=self._of_state("unchecked_none"),
            checked_none=self._of_state("checked_none"),
            blank=self._of_state("blank"),
        )
        return {one.marker: one for one in found if one.marker in self.found.asked}

    @cached_property
    def care_states(self) -> Mapping[str, str]:
        """The states that sections C and D seem to have; empty without a document."""
        if self.text is None or self.sections is None:
            return {}
        return {section: care_state(self.text, self.sections, section) for section in ("C", "D")}

    @property
    def not_understood(self) -> tuple[str, ...]:
        """The blocks of the plan that stand in no section."""
        if self.sections is None:
            return ()
        return tuple(one.block for one in self.sections.in_section("") if not one.is_label)

    def _of_state(self, state: str) -> frozenset[str]:
        """The sections of needs and provision that are in a state of `care_state`; empty without a document."""
        if self.text is None or self.sections is None:
            return frozenset()
        text, sections = self.text, self.sections
        return frozenset(one for one in SECTIONS if care_state(text, sections, one) == state)

    def _said(self, held: HeldItem) -> SaidOf:
        if held.item.role is ItemRole.OUTCOME:
            return SaidOf(held.smart)
        if held.item.role is not ItemRole.PROVISION or not held.checked:
            return SaidOf({})
        flagged = any(not self.dismissed.get(flag.id) for flag in flags_in(held.item.words, held.item.section))
        found = self.elements[held.item.id]
        return SaidOf(held.gives, bool(held.countable), found.qualified, flagged)


def placed_flags(text: PlanText, sections: PlanSections, dismissed: Mapping[str, str]) -> tuple[PlacedFlag, ...]:
    """The flagged phrases of a plan's text, in reading order; `dismissed` has the reason of each that was."""
    return tuple(
        PlacedFlag(placed.block, placed.section, flag, dismissed.get(flag.id, ""))
        for placed in sections.placed
        if placed.section and not placed.is_label
        for flag in flags_in(text.block(placed.block).text, placed.section)
    )


def thread_page(workspace: Workspace, review_id: str, *, text: PlanText | None = None) -> ThreadPage:
    """Read the thread of a review; `text` spares reading the document again where it is at hand.

    Raises AppError where there is no such review, or its document cannot be read.
    """
    found = found_review(workspace, review_id)
    conn, plan_id = workspace.conn, found.audit.plan_id
    held = held_thread(conn, review_id)
    documents = documents_of(conn, plan_id)
    chosen = plan_read(workspace, plan_id, review_id, held.document)
    if chosen is not None and text is None:
        text = plan_text(workspace, chosen.id)
    sections = sections_of(text, held.moved) if text is not None and chosen is not None else None
    every = propose(text, sections) if text is not None and sections is not None else ()
    entry = plan_entry(conn, plan_id=plan_id)
    row_of = {one.id: one.row for one in every if one.row}
    return ThreadPage(
        found,
        entry.plan_ref if entry is not None else "(erased)",
        entry.year_group if entry is not None else None,
        documents,
        chosen,
        text if chosen is not None else None,
        sections,
        held,
        _still_proposed(every, held),
        {one.item.id: row_of[one.source] for one in held.items if one.source in row_of},
        {**dismissed_for_plan(conn, review_id), **held.dismissed_flags},
        locked_because(workspace, found),
    )


def _still_proposed(every: tuple[Proposal, ...], held: HeldThread) -> tuple[Proposal, ...]:
    """The proposals that nobody decided about; of a newer document, what was decided in the same words counts too."""
    here, taken = {one.id for one in every}, {one.source for one in held.items}
    before = {_said(one.item.role, one.item.section, one.item.words) for one in held.items if one.source not in here}
    return tuple(one for one in every if one.id not in taken and _said(one.role, one.section, one.words) not in before)


def _said(role: str, section: str, words: str) -> tuple[str, str, str]:
    return role, section, " ".join(words.split()).casefold()
