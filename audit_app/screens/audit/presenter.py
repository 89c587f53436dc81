"""The behaviour of the audit screen: what a key or a click means, saved at once, told in words; it has no widget."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from audit_app.domain.problems import AppError
from audit_app.screens.audit.comparing import (
    NOTHING,
    Compared,
    at_marker,
    at_section,
    field_words,
)
from audit_app.screens.audit.drafting import Drafting, Recovered
from audit_app.screens.audit.saving import Saving
from audit_app.screens.audit.shown import Head, evidence_typed, head_of, in_words, state_of
from audit_app.services.auditing import give, open_audit, set_section_state, tick_advice
from audit_app.services.review_page import ReviewPage, review_page
from audit_app.session import EVERYTHING
from audit_app.store.log.canonical import Json
from audit_app.store.read_review import SaidAt
from audit_app.store.workspace import Workspace
from audit_app.ui.screen import ScreenContext
from forms.model import Answer, Missing, NotScore
from forms.widgets import EvidenceText, FormState

_OURS = frozenset({"score", "review", "audit", "advice", "section_state", "entry"}) | EVERYTHING


class AuditShown(Protocol):
    """What the presenter asks of the view."""

    def show_review(self, page: ReviewPage, state: FormState, head: Head, at: str) -> None: ...
    def show_moved(self, page: ReviewPage, state: FormState, head: Head) -> None: ...
    def show_nothing(self, why: str) -> None: ...
    def show_missing(self, lacking: Sequence[Missing]) -> None: ...
    def show_recovered(self, found: Sequence[Recovered]) -> None: ...
    def show_compared(self, compared: Sequence[Compared]) -> None: ...
    def show_failure(self, words: str) -> None: ...
    def show_evidence_problem(self, words: str) -> None: ...
    def put_back(self, found: Recovered) -> None: ...
    def ask_reason(self) -> None: ...
    def leave_fields(self) -> None: ...


class AuditPresenter(QObject):
    """One review at a time. Each method says what the person did; the view is told what to show.

    `shown` tells that the view shows the review as it is now.
    """

    shown = Signal()

    def __init__(self, context: ScreenContext, view: AuditShown, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context, self._view = context, view
        self._review = ""
        self.page: ReviewPage | None = None
        self.drafting = Drafting(context.session, context.clock, self)
        self.saving = Saving(context.session, view, self)
        self._seen: dict[tuple[str, str], SaidAt] = {}
        self.saving.collided.connect(self._show_theirs)
        self.saving.decided.connect(self._end_compared)
        context.session.changed.connect(self.follow)

    @property
    def unsaved(self) -> tuple[str, ...]:
        """What was given and is not saved, in words."""
        typed = [f"{marker}: {field_words(field).lower()}" for marker, field in self._seen]
        compared = [f"{one.marker}: {field_words(one.field).lower()}" for one in self.saving.compared]
        return tuple(dict.fromkeys((*self.saving.unsaved, *compared, *typed)))

    def show(
        self, *, review_id: str = "", place_id: str = "", plan_ref: str = "", cycle: str = "", on: date | None = None
    ) -> None:
        """Open this review, or the person's own of a drawn place or a plan; with nothing, the one open last."""
        session = self._context.session
        if not session.is_open:
            return
        self._view.leave_fields()
        try:
            if place_id or plan_ref:
                opened = session.write(
                    lambda workspace: open_audit(
                        workspace, place_id=place_id, plan_ref=plan_ref, cycle=cycle or "weekly", on=on
                    )
                )
                review_id = opened.review_id
            self._open(review_id or self._review or self.drafting.last_review())
        except AppError as error:
            self._review, self.page = "", None
            self._view.show_nothing(error.message)

    def follow(self, kinds: object) -> None:
        """Something was saved, here or on another screen."""
        if self._review and isinstance(kinds, frozenset) and kinds & _OURS:
            self.refresh()

    def refresh(self) -> None:
        """Read the review anew and show what moved."""
        if not self._review or not self._context.session.is_open:
            return
        try:
            self.page = self._context.session.read(lambda workspace: review_page(workspace, self._review))
        except AppError as error:
            self._review, self.page = "", None
            self._view.show_nothing(error.message)
            return
        state = state_of(self.page)
        self._view.show_moved(self.page, state, head_of(self.page, state))
        self.shown.emit()

    def is_as_shown(self) -> bool:
        """Whether the review still says what the person sees; where it does not, they see what it says now."""
        before = self.page
        self.refresh()
        return before is not None and before == self.page

    def choose_answer(self, marker: str, answer: Answer) -> None:
        """A score, NA or no evidence. NA by rule has its reason already; what a higher score has no use for goes."""
        page = self.page
        if page is None:
            return
        said = page.said.get(marker)
        if said is not None and said.answer == answer and type(said.answer) is type(answer):
            self.refresh()
            return
        by_rule = page.by_rule.get(marker, "")
        reason: str = by_rule if answer is NotScore.NA else ""
        drops_cause = said is not None and bool(said.cause) and answer not in (0, 1)
        changes_reason = (said.reason if said is not None else "") != reason and not (
            answer is NotScore.NA and not by_rule
        )

        def act(workspace: Workspace) -> object:
            return give(
                workspace,
                page.found.review.id,
                marker,
                score=answer,
                reason=reason if changes_reason else ...,
                cause=None if drops_cause else ...,
            )

        wanted: dict[str, Json] = {"answer": answer}
        if changes_reason:
            wanted["reason"] = reason
        if drops_cause:
            wanted["cause"] = ""
        look = at_marker(page, marker, said, wanted)
        is_saved = self.saving.save(f"{marker}: {answer}", act, look, about=marker)
        if is_saved and answer is NotScore.NA and not by_rule and not (said is not None and said.reason):
            self._view.ask_reason()

    def type_evidence(self, marker: str, shown: EvidenceText) -> None:
        """A key was pressed in the fields of evidence."""
        self._begin_typing(marker, "evidence")
        self.drafting.type_evidence(marker, shown)

    def type_text(self, marker: str, field: str, text: str) -> None:
        """A key was pressed in a note or a reason."""
        self._begin_typing(marker, field)
        self.drafting.type(marker, field, text)

    def leave_evidence(self, marker: str, shown: EvidenceText | None) -> None:
        """The evidence fields were left: saved when complete, else kept as a draft and said what is missing."""
        if self.page is None:
            return
        held = self.page.said.get(marker)
        if shown is None:
            self.drafting.saved(marker, "evidence")
            if held is not None and held.evidence is not None:
                self._give(marker, {"evidence": None}, lambda held, review: give(held, review, marker, evidence=None))
            return
        evidence, fault = evidence_typed(shown)
        wanted: Json = None
        try:
            wanted = evidence.value() if evidence is not None else None
        except AppError as error:
            fault = error.message
        if evidence is None or fault:
            self.drafting.type_evidence(marker, shown)
            self.drafting.flush()
            self._view.show_evidence_problem(fault)
            return
        self._give(marker, {"evidence": wanted}, lambda held, review: give(held, review, marker, evidence=evidence))

    def leave_text(self, marker: str, field: str, text: str) -> None:
        """A note or a reason was left: one change, or none where it says what it said."""
        if self.page is None:
            return
        held = self.page.said.get(marker)
        before = "" if held is None else (held.note if field == "note" else held.reason)
        if before == text:
            self._end_typing(marker, field)
        elif field == "note":
            self._give(marker, {"note": text}, lambda held, review: give(held, review, marker, note=text))
        else:
            self._give(marker, {"reason": text}, lambda held, review: give(held, review, marker, reason=text))

    def choose_cause(self, marker: str, cause: str) -> None:
        """Where a weakness came from; empty takes it back."""
        self._give(marker, {"cause": cause}, lambda held, review: give(held, review, marker, cause=cause or None))

    def share(self, marker: str, is_shared: bool) -> None:
        """Share as good practice, or no longer."""
        wanted: dict[str, Json] = {"good_practice": is_shared}
        self._give(marker, wanted, lambda held, review: give(held, review, marker, good_practice=is_shared))

    def tick(self, source: str, name: str, is_ticked: bool) -> None:
        """A tick of the advice grid."""
        review = self._review
        about = f"{source}.{name}"
        self.saving.save(
            "the advice grid",
            lambda workspace: tick_advice(workspace, review, source, **{name: is_ticked}),
            about=about,
        )

    def choose_state(self, section: str, state: str) -> None:
        """What section C or D holds."""
        review, page = self._review, self.page
        if state and page is not None:
            look = at_section(page, section, page.states.get(section, ""), state)
            act = lambda workspace: set_section_state(workspace, review, section, state)  # noqa: E731
            self.saving.save(f"section {section}", act, look)
        else:
            self.refresh()

    def recover(self, found: Recovered) -> None:
        """Put a text back into its field, where the person goes on with it."""
        self._begin_typing(found.marker, found.field)
        self._view.put_back(found)

    def discard(self, found: Recovered) -> None:
        """Throw a recovered text away."""
        self.drafting.saved(found.marker, found.field)

    def can_leave(self) -> bool:
        """Save what is typed; ask where something could not be saved."""
        self._view.leave_fields()
        self.drafting.flush()
        if not self.saving.unsaved or self.saving.waits:
            return True
        names = ", ".join(self.saving.unsaved)
        text = f"This was not saved: {names}. Stay to try again, or leave without it."
        if not self._context.dialogs.confirm("Some of this is not saved", text, "Leave without it", danger=True):
            return False
        self.saving.forget()
        return True

    def drop(self) -> None:
        """The workspace is locked: forget all of it."""
        self.drafting.drop()
        self.saving.forget()
        self._seen.clear()
        self._review, self.page = "", None
        self._view.show_nothing("")

    def _open(self, review_id: str) -> None:
        if not review_id:
            self._view.show_nothing("")
            return
        session = self._context.session
        self.page = session.read(lambda workspace: review_page(workspace, review_id))
        self._review = review_id
        session.note_access("read", f"review {review_id}")
        self._seen.clear()
        self.saving.begin()
        found = self.drafting.begin(review_id)
        state = state_of(self.page)
        self._view.show_review(self.page, state, head_of(self.page, state), self.drafting.last_marker())
        self.shown.emit()
        self._view.show_recovered(self._unsaved_among(found))

    def _unsaved_among(self, found: Sequence[Recovered]) -> list[Recovered]:
        """Those that say something else than what is saved; the others were saved just before the app ended."""
        if self.page is None or self.page.locked_because:
            return []
        state, lost = state_of(self.page), []
        for one in found:
            held = getattr(state.at(one.marker), one.field)
            if held == one.value:
                self.drafting.saved(one.marker, one.field)
            else:
                words = in_words(held) if isinstance(held, EvidenceText) else held or ""
                lost.append(replace(one, held=words))
        return lost

    def _give(self, marker: str, wanted: Mapping[str, Json], act: Callable[[Workspace, str], object]) -> None:
        """Save one field of a marker; a text that is saved is no draft any more."""
        review, page = self._review, self.page
        if page is None:
            return
        (field,) = wanted
        seen = self._seen.pop((marker, field), page.said.get(marker))
        words = f"{marker}: {field_words(field).lower()}"
        if self.saving.save(words, lambda workspace: act(workspace, review), at_marker(page, marker, seen, wanted)):
            self.drafting.saved(marker, field)

    def _begin_typing(self, marker: str, field: str) -> None:
        """What stands there now is what the person saw, whatever comes in from elsewhere while they type."""
        if self.page is not None:
            self._seen.setdefault((marker, field), self.page.said.get(marker, NOTHING))

    def _end_typing(self, marker: str, field: str) -> None:
        """The field says what is saved."""
        self._seen.pop((marker, field), None)
        self.drafting.saved(marker, field)

    def _show_theirs(self, marker: str, field: str) -> None:
        """Somebody else wrote there: the form shows what, and what the person typed stays a draft until they decide."""
        del marker, field
        self.drafting.flush()
        self.refresh()

    def _end_compared(self, marker: str, field: str) -> None:
        self._end_typing(marker, field)
        self.refresh()
