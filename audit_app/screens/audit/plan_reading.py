"""The behaviour of the plan beside the form: its document read and followed, words attached, sent, dismissed, added."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject

from audit_app.domain.problems import AppError
from audit_app.jobs import Job
from audit_app.screens.audit.plan_choice import place_beside
from audit_app.screens.audit.plan_looking import PlanLooking
from audit_app.screens.audit.plan_pane import TEXT, PlanPane
from audit_app.screens.audit.plan_shown import shown_of
from audit_app.screens.audit.presenter import AuditPresenter
from audit_app.services.auditing import Evidence
from audit_app.services.plan_documents import READ_DOCUMENT
from audit_app.services.thread.advice import AdviceDifference, advice_differences
from audit_app.services.thread.desk import Desk
from audit_app.services.thread.page import ThreadPage, thread_page
from audit_app.services.thread.whole import dismiss_flag, send
from audit_app.session import EVERYTHING
from audit_app.store.documents import Document, documents_of
from audit_app.store.thread_vocabulary import THREAD_ORDER
from audit_app.store.workspace import Workspace
from audit_app.ui.plan_adding import PlanAdding
from audit_app.ui.plan_marks import FlagMark
from audit_app.ui.plan_script import Chosen, PlanScript, script_of
from audit_app.ui.screen import ScreenContext
from forms.model import EvidenceKind
from forms.widgets import PlaceLink
from scoring.plan.text import Place, PlanText

_OURS = frozenset({*THREAD_ORDER, "document", "entry"}) | EVERYTHING


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read last: the thread, what the advice differs in, and of what that was worked out."""

    page: ThreadPage
    differences: tuple[AdviceDifference, ...]
    about: tuple[object, ...]


class PlanView(Protocol):
    """What is asked of the screen's view."""

    plan: PlanPane

    def show_plan(self, *, is_there: bool) -> None: ...
    def open_plan(self, *, focus: bool) -> None: ...
    def marker_at(self) -> str: ...
    def reads_of(self, marker: str) -> Sequence[str]: ...


class PlanReading(QObject):
    """Lives as long as the screen. `plan_thread` is what was read last of the review that is open, None until then."""

    def __init__(self, context: ScreenContext, presenter: AuditPresenter, view: PlanView, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._presenter, self._view = context, presenter, view
        self.plan_thread: ThreadPage | None = None
        self._review = self._noted = ""
        self._text: PlanText | None = None
        self._read: _Read | None = None
        self._script: PlanScript | None = None
        self._job: Job | None = None
        self.adding, self.looking = PlanAdding(context, self), PlanLooking(context, self)
        self._is_stale = False
        self._wanted: Place | None = None
        self._left_at: Place | None = None
        self.adding.working.connect(view.plan.show_working)
        self.adding.progressed.connect(view.plan.show_progress)
        self.adding.refused.connect(view.plan.say)
        self.looking.arrived.connect(self._show_looked_at)
        self.looking.refused.connect(self._refuse_look)
        view.plan.choice.chosen.connect(self.show_document)
        presenter.shown.connect(self.follow_review)
        context.session.changed.connect(self.follow)

    def follow_review(self) -> None:
        """The form shows a review: read its plan where it is another one, else mark the evidence as it is now."""
        page = self._presenter.page
        review = page.found.review.id if page is not None else ""
        if review != self._review:
            self.forget()
            self._review = review
            self.read()
        elif self.plan_thread is not None:
            self._show()

    def follow(self, kinds: object) -> None:
        """Something was saved: what was read is old where it touches the plan's words or its thread."""
        if self._presenter.page is None:
            self.forget()
        elif self._review and isinstance(kinds, frozenset) and kinds & _OURS:
            if kinds & (frozenset({"document", "thread"}) | EVERYTHING):
                self._text = None
            self.read()

    def read(self) -> None:
        """Read the plan's words, in the background where there are any; asked meanwhile, once more afterwards."""
        if self._job is not None:
            self._is_stale = True
            return
        self._is_stale = False
        review, text, session = self._review, self._text, self._context.session
        if not review or not session.is_open:
            return
        try:
            if not session.read(self._has_document):
                self._take(_Read(session.read(lambda workspace: thread_page(workspace, review)), (), ()))
                return
            before = self._read
            job = self._context.read(
                lambda workspace, _progress: _read(workspace, review, text, before),
                on_success=self._take,
                on_failure=self._fail,
                on_finished=self._finish,
            )
            self._job = job if job.is_running else None
        except AppError as error:
            self._fail(error)

    def forget(self) -> None:
        """Another review, or the workspace is locked: nothing of the plan stays."""
        if self._job is not None:
            self._job.cancel()
        self.adding.stop()
        self.looking.forget()
        self._job = None
        self._review = self._noted = ""
        self.plan_thread, self._text, self._script, self._wanted = None, None, None, None
        self._read, self._left_at = None, None
        self._presenter.plan_thread = None
        self._view.plan.show_nothing(can_add=False)
        self._view.plan.show_working("")
        self._view.plan.say("")
        self._view.show_plan(is_there=False)

    def attach(self, chosen: Chosen) -> None:
        """Chosen words become the evidence of the open marker, with their section and address."""
        marker, shown = self._view.marker_at(), self._shown
        if not marker or not shown or not self._can_write:
            return
        where, thread, beside = chosen.section or "not in a section", self.plan_thread, self.looking.read
        if beside is not None and thread is not None and thread.document is not None:
            where = place_beside(chosen.section, beside.document, thread.documents, thread.document)
        evidence = Evidence(EvidenceKind.QUOTATION, chosen.words, where, document=shown, at=chosen.place)
        page = self._presenter.page
        said = page.said.get(marker) if page is not None else None
        had = said is not None and bool(said.evidence)
        if self._presenter.attach(marker, evidence):
            instead = " in place of what stood there" if had else ""
            self._offer_undo(f"Attached to {marker} as evidence{instead}.")

    def take(self, marker: str) -> None:
        """Take the level that the thread suggests for a marker; it is recorded that it was taken, and from what."""
        found = self.plan_thread.levels.get(marker) if self.plan_thread is not None else None
        if found is not None:
            self._presenter.choose_answer(marker, found.level, found)

    def send(self, blocks: Sequence[str], section: str) -> None:
        """Text goes to the section where it belongs; the caret goes on to what is not understood next."""
        review, lost = self._review, self.plan_thread.not_understood if self.plan_thread is not None else ()
        after = [one for one in lost if one not in blocks]
        if after and len(after) < len(lost):
            self._wanted = Place(after[min(lost.index(blocks[0]), len(after) - 1)] if blocks[0] in lost else after[0])
        if self._write(lambda workspace: send(Desk(workspace, review), tuple(blocks), section)):
            self._offer_undo(f"Sent to section {section}.")
        else:
            self._wanted = None

    def dismiss(self, flag: FlagMark) -> None:
        """Dismiss a flagged phrase with a reason, or flag it again where it was dismissed."""
        reason: str | None = ""
        if not flag.dismissed:
            reason = self._context.dialogs.ask_text(
                f"Dismiss “{flag.words}”",
                "Why this phrase is clear enough here. It is remembered for this plan.",
                yes="Dismiss",
            )
        review = self._review
        if reason is not None:
            self._write(lambda workspace: dismiss_flag(Desk(workspace, review), flag.id, reason))

    def choose_file(self) -> None:
        """Ask for a document of the plan."""
        page = self._presenter.page
        if page is not None:
            self.adding.choose(page.plan_ref, has_plan=self._has_plan)

    def add(self, path: Path) -> None:
        """Take a document in, in the background."""
        page = self._presenter.page
        if page is not None:
            self._view.open_plan(focus=False)
            self.adding.add(page.plan_ref, path, has_plan=self._has_plan)

    def go_to_marker(self, marker: str) -> None:
        """From the form to the plan: to the evidence of the marker, else to the first section that it reads."""
        self._view.open_plan(focus=True)
        page, reader = self._presenter.page, self._view.plan.reader
        if page is None or self._script is None:
            return
        marks = [mark for mark in reader.evidence() if mark.marker == marker]
        if marks:
            self._view.plan.show_place(marks[0].place)
        elif reader.chosen() is None:
            next((one for one in self._view.reads_of(marker) if reader.go_to_section(one)), None)

    def go_to_link(self, link: PlaceLink) -> None:
        """Show the words of an evidence; where they stand in another document, name it and offer to show them there."""
        if link.document == self._shown and self._shown:
            self._go_to(link.place)
            return
        found = self._held(link.document)
        if found is None:
            self._context.notify("The document that these words stand in is not kept any more.")
            return
        self._context.notify(
            f"These words stand in {found.name}, not in the document shown.",
            button="Show them there",
            on_click=partial(self._show_elsewhere, self._review, link),
        )

    def go_to_block(self, place: Place) -> None:
        """Show a place of the plan that the thread reads, now or as soon as it is read."""
        was = self.looking.read
        self.looking.forget()  # one that is still being read, too
        if was is not None:
            self._script = None
            self._show()
        self._go_to(place)

    def show_document(self, document_id: str, place: Place | None = None) -> None:
        """Show a document of the plan to be read, at a place where one is named; the thread's own is the way back."""
        thread, found = self.plan_thread, self._held(document_id)
        if thread is None or thread.document is None or found is None:
            return
        caret = self._view.plan.reader.caret()
        if self.looking.read is None and caret is not None:
            at = max(caret.start, 1)  # a place that ends at 0 would be the whole block
            self._left_at = Place(caret.block, at, at)
        self._view.plan.say("")
        if found.id != thread.document.id:
            self._wanted = place
            self.looking.look(found, thread.dismissed)
            return
        self.looking.forget()
        self._wanted = place or self._left_at
        self._show_looked_at()

    def turn(self, _order: object) -> None:
        """By section, or as the document runs."""
        if self.plan_thread is not None:
            self._script = None
            self._show()

    @property
    def _shown(self) -> str:
        """The id of the document that the pane shows, empty while there is none."""
        if self.looking.read is not None:
            return self.looking.read.document.id
        thread = self.plan_thread
        return thread.document.id if thread is not None and thread.document is not None else ""

    def _held(self, document_id: str) -> Document | None:
        held = self.plan_thread.documents if self.plan_thread is not None else ()
        return next((one for one in held if one.id == document_id), None)

    @property
    def _has_plan(self) -> bool:
        return self.plan_thread is not None and self.plan_thread.document is not None

    @property
    def _can_write(self) -> bool:
        page = self._presenter.page
        return page is not None and not page.locked_because

    def _has_document(self, workspace: Workspace) -> bool:
        page = self._presenter.page
        return page is not None and bool(documents_of(workspace.conn, page.found.audit.plan_id))

    def _take(self, read: _Read) -> None:
        thread = read.page
        if thread.found.review.id != self._review:
            return
        self._read = read
        self.plan_thread, self._text, self._script = thread, thread.text, None
        self.looking.keep_to(thread.documents, thread.document)
        if thread.document is not None and self._noted != thread.document.id:
            self._noted = thread.document.id
            self._context.session.note_access(READ_DOCUMENT, thread.document.id)
        self._show()
        self._presenter.use_thread(thread)
        self._go_to_wanted()

    def _go_to(self, place: Place) -> None:
        self._view.open_plan(focus=True)
        self._wanted = place
        self._go_to_wanted()

    def _go_to_wanted(self) -> None:
        if self._wanted is not None and self._script is not None and not self.looking.is_reading:
            self._view.plan.show_place(self._wanted)
            self._wanted = None

    def _show_looked_at(self) -> None:
        """Another document than before: from its text on, and at the place that is wanted."""
        self._script = None
        self._show()
        self._view.plan.tabs.setCurrentIndex(TEXT)
        self._go_to_wanted()

    def _refuse_look(self, words: str) -> None:
        """What was shown stays, and the chooser says so again."""
        self._wanted = None
        self._show()
        self._view.plan.say(words)

    def _show_elsewhere(self, review: str, link: PlaceLink) -> None:
        """The words of an evidence in its own document, unless another review was opened since."""
        if review and review == self._review:
            self._view.open_plan(focus=True)
            self.show_document(link.document, link.place)

    def _show(self) -> None:
        thread, page, pane = self.plan_thread, self._presenter.page, self._view.plan
        if thread is None or page is None:
            return
        if thread.text is None or thread.sections is None:
            pane.show_nothing(can_add=self.adding.may_add)
            self._view.show_plan(is_there=False)
            return
        if self._script is None:
            aside = self.looking.script(pane.order)
            self._script = aside or script_of(thread.text, thread.sections, pane.order)
        differences, beside = self._read.differences if self._read is not None else (), self.looking.read
        pane.show_plan(shown_of(thread, page, self._script, differences, can_write=self._can_write, beside=beside))
        pane.show_rights(can_add=self.adding.may_add)
        self._view.show_plan(is_there=True)

    def _write(self, act: Callable[[Workspace], object]) -> bool:
        """Write at once; a failure stands in the pane."""
        try:
            self._context.session.write(act)
        except AppError as error:
            self._view.plan.say(error.message)
            return False
        self._view.plan.say("")
        return True

    def _offer_undo(self, words: str) -> None:
        step = self._context.session.undo_words
        self._context.notify(words, button="Undo", on_click=partial(self._undo, step))

    def _undo(self, step: str) -> None:
        """Take the step back that was offered, unless something else was done since."""
        session = self._context.session
        if not session.is_open or session.undo_words != step:
            return
        try:
            session.undo()
        except AppError as error:
            self._view.plan.say(error.message)

    def _fail(self, error: AppError) -> None:
        self._view.plan.show_nothing(can_add=self.adding.may_add)
        self._view.plan.say(error.message)

    def _finish(self) -> None:
        self._job = None
        if self._is_stale:
            self.read()


def _read(workspace: Workspace, review: str, text: PlanText | None, before: _Read | None) -> _Read:
    """Read and work out in the background what is worked out when it is asked for.

    The advice is compared anew only where its documents, the plan's or where text stands are others than before.
    """
    page = thread_page(workspace, review, text=text)
    _ = page.flags, page.levels
    about = (page.document, page.documents, tuple(sorted(page.held.moved.items())))
    if before is not None and before.about == about:
        return _Read(page, before.differences, about)
    return _Read(page, advice_differences(workspace, page), about)
