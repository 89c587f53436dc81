"""What the advice beside a plan says and the plan lacks, weakens or invents, document by document: hints for W7."""

from dataclasses import dataclass

from audit_app.services.plan_documents import plan_text
from audit_app.services.thread.page import ThreadPage
from audit_app.services.wording import shipped_lexicon, shipped_phrases
from audit_app.store.documents import Document
from audit_app.store.workspace import Workspace
from resources.thread import concepts_text
from scoring.plan.advice import Difference, Vocabulary, compare
from scoring.thread.concepts import concepts_of


@dataclass(frozen=True, slots=True)
class AdviceDifference:
    """One difference between the plan and a document of advice."""

    document: Document
    difference: Difference


def advice_beside(page: ThreadPage) -> tuple[Document, ...]:
    """The documents of advice that lie beside the plan, the newest first."""
    return tuple(one for one in page.documents if one.about.role == "advice")


def advice_differences(workspace: Workspace, page: ThreadPage) -> tuple[AdviceDifference, ...]:
    """What differs, for each advice in turn; nothing where the plan has no document.

    Takes a moment for each advice. Raises AppError where a document cannot be read.
    """
    if page.text is None or page.sections is None:
        return ()
    words = Vocabulary(shipped_phrases(), shipped_lexicon(), concepts_of(concepts_text()))
    return tuple(
        AdviceDifference(document, found)
        for document in advice_beside(page)
        for found in compare(plan_text(workspace, document.id), page.text, page.sections, words)
    )
