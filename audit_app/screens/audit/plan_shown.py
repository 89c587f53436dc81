"""From the thread of a review to what the plan's pane shows of it; it knows no widget's inside."""

from collections.abc import Iterator

from audit_app.screens.audit.plan_choice import choices_of, kind_of
from audit_app.screens.audit.plan_pane import PlanShown
from audit_app.screens.audit.shown import evidence_shown
from audit_app.services.review_page import ReviewPage
from audit_app.services.thread.advice import AdviceDifference, advice_beside
from audit_app.services.thread.beside import Beside
from audit_app.services.thread.page import PlacedFlag, ThreadPage
from audit_app.store.documents import Document
from audit_app.ui.plan_marks import EvidenceMark, FlagMark, flag_mark
from audit_app.ui.plan_script import PlanScript
from scoring.plan.sections import PlanSections
from scoring.plan.text import PlanText

_ASIDE = "The thread reads another document. Words of this one can be attached as evidence; nothing else changes here."


def shown_of(
    thread: ThreadPage,
    review: ReviewPage,
    script: PlanScript,
    differences: tuple[AdviceDifference, ...],
    *,
    can_write: bool,
    beside: Beside | None = None,
) -> PlanShown:
    """What the pane shows: the document `beside` where one is looked at, else the thread's, which must be there.

    Raises ValueError where the thread reads no document.
    """
    home = thread.document
    if home is None:
        raise ValueError("the thread reads no document")
    shown = beside.document if beside is not None else home
    return PlanShown(
        f"{kind_of(shown, thread.documents, home)} · {shown.name}",
        tuple(_notes(thread) if beside is None else _notes_beside(beside)),
        script,
        (
            *(_marked(one) for one in (thread.flags if beside is None else beside.flags)),
            *_evidence(shown, review),
        ),
        can_write,
        differences if beside is None and advice_beside(thread) else None,
        tuple(choices_of(thread.documents, home)),
        shown.id,
        home.id,
    )


def _marked(placed: PlacedFlag) -> FlagMark:
    return flag_mark(placed.block, placed.section, placed.flag, placed.dismissed)


def _evidence(document: Document, review: ReviewPage) -> Iterator[EvidenceMark]:
    """The words of this document that are evidence, marker by marker."""
    for marker, said in review.said.items():
        shown = evidence_shown(said.evidence)
        if shown is not None and shown.link is not None and shown.link.document == document.id:
            yield EvidenceMark(marker, shown.link.place)


def _notes(thread: ThreadPage) -> Iterator[str]:
    """What to know of the thread's document before its words are judged."""
    if thread.sections is not None and thread.text is not None:
        yield from _notes_of(thread.text, thread.sections)


def _notes_beside(beside: Beside) -> Iterator[str]:
    """What to know of a document that is looked at beside it."""
    yield _ASIDE
    if beside.document.about.role == "plan":
        yield from _notes_of(beside.text, beside.sections)
    else:
        yield from beside.text.notes


def _notes_of(text: PlanText, sections: PlanSections) -> Iterator[str]:
    if sections.is_draft:
        yield "This document calls itself a draft."
    for letters in sections.together:
        yield f"Sections {' and '.join(letters)} stand under one heading."
    yield from text.notes
