"""From the thread of a review to what the plan's pane shows of it; it knows no widget's inside."""

from collections.abc import Iterator

from audit_app.screens.audit.plan_pane import PlanShown
from audit_app.screens.audit.shown import evidence_shown
from audit_app.services.review_page import ReviewPage
from audit_app.services.thread.advice import AdviceDifference, advice_beside
from audit_app.services.thread.page import PlacedFlag, ThreadPage
from audit_app.ui.plan_marks import EvidenceMark, FlagMark, flag_mark
from audit_app.ui.plan_script import PlanScript


def shown_of(
    thread: ThreadPage,
    review: ReviewPage,
    script: PlanScript,
    differences: tuple[AdviceDifference, ...],
    *,
    can_write: bool,
) -> PlanShown:
    """What the pane shows; `thread` must have a document."""
    name = thread.document.name if thread.document is not None else ""
    return PlanShown(
        name,
        tuple(_notes(thread)),
        script,
        (*(_marked(one) for one in thread.flags), *_evidence(thread, review)),
        can_write,
        differences if advice_beside(thread) else None,
    )


def _marked(placed: PlacedFlag) -> FlagMark:
    return flag_mark(placed.block, placed.section, placed.flag, placed.dismissed)


def _evidence(thread: ThreadPage, review: ReviewPage) -> Iterator[EvidenceMark]:
    """The words of this document that are evidence, marker by marker."""
    for marker, said in review.said.items():
        shown = evidence_shown(said.evidence)
        if shown is None or shown.link is None or thread.document is None:
            continue
        if shown.link.document == thread.document.id:
            yield EvidenceMark(marker, shown.link.place)


def _notes(thread: ThreadPage) -> Iterator[str]:
    """What to know of the document before its words are judged."""
    if thread.sections is None or thread.text is None:
        return
    if thread.sections.is_draft:
        yield "This document calls itself a draft."
    for letters in thread.sections.together:
        yield f"Sections {' and '.join(letters)} stand under one heading."
    yield from thread.text.notes
