"""The behaviour of the audit screen: what a key or a click means, saved at once, told in words; it has no widget."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from audit_app.domain.problems import AppError
from audit_app.screens.audit.drafting import Drafting, Recovered
from audit_app.screens.audit.shown import Head, evidence_typed, head_of, state_of
from audit_app.services.auditing import give, open_audit, set_section_state, tick_advice
from audit_app.services.review_page import ReviewPage, review_page
from audit_app.session import EVERYTHING
from audit_app.store.workspace import Workspace
from audit_app.ui.screen import ScreenContext
from forms.model import Answer, Missing, NotScore
from forms.widgets import EvidenceText, FormState

_OURS = frozenset({"score", "review", "audit", "advice", "section_state", "entry"}) | EVERYTHING
Write = Callable[[Workspace], object]


class AuditShown(Protocol):
    """What the presenter asks of the view."""

    def show_review(self, page: ReviewPage, state: FormState, head: Head, at: str) -> None: ...
    def show_moved(self, page: ReviewPage, state: FormState, head: Head) -> None: ...
    def show_nothing(self, why: str) -> None: ...
    def show_missing(self, lacking: Sequence[Missing]) -> None: ...
    def show_recovered(self, found: Sequence[Recovered]) -> None: ...
    def show_failure(self, words: str) -> None: ...
    def show_evidence_problem(self, words: str) -> None: ...
    def put_back(self, found: Recovered) -> None: ...
    def ask_reason(self) -> None: ...
    def leave_fields(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A change that could not be saved: what it was, in words, and how to try again."""

    words: str
    act: Write


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
        self._unsaved: list[Unsaved] = []
        context.session.changed.connect(self.follow)

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

        is_saved = self.save(f"{marker}: {answer}", act)
        if is_saved and answer is NotScore.NA and not by_rule and not (said is not None and said.reason):
            self._view.ask_reason()

    def leave_evidence(self, marker: str, shown: EvidenceText | None) -> None:
        """The evidence fields were left: saved when complete, else kept as a draft and said what is missing."""
        if self.page is None:
            return
        held = self.page.said.get(marker)
        if shown is None:
            self.drafting.saved(marker, "evidence")
            if held is not None and held.evidence is not None:
                self._give(marker, "evidence", lambda workspace, review: give(workspace, review, marker, evidence=None))
            return
        evidence, fault = evidence_typed(shown)
        try:
            if evidence is not None:
                evidence.value()
        except AppError as error:
            fault = error.message
        if evidence is None or fault:
            self.drafting.type_evidence(marker, shown)
            self.drafting.flush()
            self._view.show_evidence_problem(fault)
            return
        self._give(marker, "evidence", lambda workspace, review: give(workspace, review, marker, evidence=evidence))

    def leave_text(self, marker: str, field: str, text: str) -> None:
        """A note or a reason was left: one change, or none where it says what it said."""
        if self.page is None:
            return
        held = self.page.said.get(marker)
        before = "" if held is None else (held.note if field == "note" else held.reason)
        if before == text:
            self.drafting.saved(marker, field)
        elif field == "note":
            self._give(marker, field, lambda workspace, review: give(workspace, review, marker, note=text))
        else:
            self._give(marker, field, lambda workspace, review: give(workspace, review, marker, reason=text))

    def choose_cause(self, marker: str, cause: str) -> None:
        """Where a weakness came from; empty takes it back."""
        self._give(marker, "", lambda workspace, review: give(workspace, review, marker, cause=cause or None))

    def share(self, marker: str, is_shared: bool) -> None:
        """Share as good practice, or no longer."""
        self._give(marker, "", lambda workspace, review: give(workspace, review, marker, good_practice=is_shared))

    def tick(self, source: str, name: str, is_ticked: bool) -> None:
        """A tick of the advice grid."""
        review = self._review
        self.save("the advice grid", lambda workspace: tick_advice(workspace, review, source, **{name: is_ticked}))

    def choose_state(self, section: str, state: str) -> None:
        """What section C or D holds."""
        review = self._review
        if state:
            self.save(f"section {section}", lambda workspace: set_section_state(workspace, review, section, state))
        else:
            self.refresh()

    def save(self, words: str, act: Write) -> bool:
        """Save one change now; one that fails is kept, told, and can be tried again."""
        try:
            self._context.session.write(act)
        except AppError as error:
            self._unsaved.append(Unsaved(words, act))
            self._view.show_failure(f"{words} was not saved. {error.message}")
            return False
        return True

    def retry(self) -> None:
        """Try everything that was not saved again, in its order."""
        waiting, self._unsaved = self._unsaved, []
        self._view.show_failure("")
        for number, one in enumerate(waiting):
            if not self.save(one.words, one.act):
                self._unsaved += waiting[number + 1 :]
                return

    def recover(self, found: Recovered) -> None:
        """Put a text back into its field, where the person goes on with it."""
        self._view.put_back(found)

    def discard(self, found: Recovered) -> None:
        """Throw a recovered text away."""
        self.drafting.saved(found.marker, found.field)

    def can_leave(self) -> bool:
        """Save what is typed; ask where something could not be saved."""
        self._view.leave_fields()
        self.drafting.flush()
        if not self._unsaved:
            return True
        names = ", ".join(one.words for one in self._unsaved)
        text = f"This was not saved: {names}. Stay to try again, or leave without it."
        if not self._context.dialogs.confirm("Some of this is not saved", text, "Leave without it", danger=True):
            return False
        self._unsaved.clear()
        self._view.show_failure("")
        return True

    def drop(self) -> None:
        """The workspace is locked: forget all of it."""
        self.drafting.drop()
        self._unsaved.clear()
        self._review, self.page = "", None
        self._view.show_nothing("")

    def _open(self, review_id: str) -> None:
        if not review_id:
            self._view.show_nothing("")
            return
        session = self._context.session
        self.page = session.read(lambda workspace: review_page(workspace, review_id))
        self._review = review_id
        session.workspace.note_access("read", f"review {review_id}")
        found = self.drafting.begin(review_id)
        state = state_of(self.page)
        self._view.show_review(self.page, state, head_of(self.page, state), self.drafting.last_marker())
        self.shown.emit()
        self._view.show_recovered(self._unsaved_among(found))

    def _unsaved_among(self, found: Sequence[Recovered]) -> list[Recovered]:
        """Those that say something else than what is saved; the others were saved just before the app ended."""
        if self.page is None or self.page.locked_because:
            return []
        state = state_of(self.page)
        lost = [one for one in found if getattr(state.at(one.marker), one.field) != one.value]
        for one in found:
            if one not in lost:
                self.drafting.saved(one.marker, one.field)
        return lost

    def _give(self, marker: str, field: str, act: Callable[[Workspace, str], object]) -> None:
        review = self._review
        words = f"{marker}: {field}" if field else marker
        if self.save(words, lambda workspace: act(workspace, review)) and field:
            self.drafting.saved(marker, field)
