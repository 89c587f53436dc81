"""What a person gives at the markers of one review: each saved at once, compared first, drafted while it is typed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QObject

from audit_app.domain.problems import AppError
from audit_app.screens.audit.comparing import NOTHING, Compared, at_marker, at_section, field_words
from audit_app.screens.audit.drafting import Drafting, Recovered
from audit_app.screens.audit.saving import Saving
from audit_app.screens.audit.shown import Head, evidence_typed
from audit_app.services.auditing import Evidence, give, set_section_state, tick_advice
from audit_app.services.review_page import ReviewPage
from audit_app.store.log.canonical import Json
from audit_app.store.read_review import SaidAt
from audit_app.store.workspace import Workspace
from audit_app.ui.screen import ScreenContext
from forms.model import Answer, Missing, NotScore
from forms.widgets import EvidenceText, FormState
from scoring.thread.levels import Suggestion


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


class Answering(QObject):
    """`page` is the review as it was read last, None where none is open; whoever opens reviews sets it.

    Each method says what the person did.
    """

    def __init__(self, context: ScreenContext, view: AuditShown, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context, self._view = context, view
        self.page: ReviewPage | None = None
        self.drafting = Drafting(context.session, context.clock, self)
        self.saving = Saving(context.session, view, self)
        self._seen: dict[tuple[str, str], SaidAt] = {}
        self.saving.collided.connect(self._show_theirs)
        self.saving.decided.connect(self._end_compared)

    @property
    def unsaved(self) -> tuple[str, ...]:
        """What was given and is not saved, in words."""
        typed = [f"{marker}: {field_words(field).lower()}" for marker, field in self._seen]
        compared = [f"{one.marker}: {field_words(one.field).lower()}" for one in self.saving.compared]
        return tuple(dict.fromkeys((*self.saving.unsaved, *compared, *typed)))

    def refresh(self) -> None:
        """Show the review as it is now; whoever opens reviews reads it."""
        raise NotImplementedError

    def choose_answer(self, marker: str, answer: Answer, taken: Suggestion | None = None) -> None:
        """A score, NA or no evidence. NA by rule has its reason already; what a higher score has no use for goes.

        `taken` is the suggestion that the score was taken from.
        """
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
                taken=... if taken is None else taken,
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

    def attach(self, marker: str, evidence: Evidence) -> bool:
        """Words chosen in the plan become the evidence of a marker; whether that was saved at once."""
        if self.page is None:
            return False
        wanted: dict[str, Json] = {"evidence": evidence.value()}
        self._give(marker, wanted, lambda held, review: give(held, review, marker, evidence=evidence))
        said = self.page.said.get(marker)
        return said is not None and said.evidence == wanted["evidence"]

    def type_evidence(self, marker: str, shown: EvidenceText) -> None:
        """A key was pressed in the fields of evidence."""
        self.begin_typing(marker, "evidence")
        self.drafting.type_evidence(marker, shown)

    def type_text(self, marker: str, field: str, text: str) -> None:
        """A key was pressed in a note or a reason."""
        self.begin_typing(marker, field)
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
        page = self.page
        if page is not None:
            self.saving.save(
                "the advice grid",
                lambda workspace: tick_advice(workspace, page.found.review.id, source, **{name: is_ticked}),
                about=f"{source}.{name}",
            )

    def choose_state(self, section: str, state: str) -> None:
        """What section C or D holds."""
        page = self.page
        if page is None or not state:
            self.refresh()
            return
        self.saving.save(
            f"section {section}",
            lambda workspace: set_section_state(workspace, page.found.review.id, section, state),
            at_section(page, section, page.states.get(section, ""), state),
        )

    def begin_typing(self, marker: str, field: str) -> None:
        """What stands there now is what the person saw, whatever comes in from elsewhere while they type."""
        if self.page is not None:
            self._seen.setdefault((marker, field), self.page.said.get(marker, NOTHING))

    def forget_typing(self) -> None:
        """Another review, or none: what stood there when somebody began to type is of no use."""
        self._seen.clear()

    def _give(self, marker: str, wanted: Mapping[str, Json], act: Callable[[Workspace, str], object]) -> None:
        """Save one field of a marker; a text that is saved is no draft any more."""
        page = self.page
        if page is None:
            return
        review = page.found.review.id
        (field,) = wanted
        seen = self._seen.pop((marker, field), page.said.get(marker))
        words = f"{marker}: {field_words(field).lower()}"
        if self.saving.save(words, lambda workspace: act(workspace, review), at_marker(page, marker, seen, wanted)):
            self.drafting.saved(marker, field)

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
