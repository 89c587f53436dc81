"""What a reading copy of a document would replace; it keeps nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from audit_app.domain.people import Act, holds_right
from audit_app.domain.problems import AppError
from audit_app.services.plan_documents import plan_text
from audit_app.store.documents import Document, document
from audit_app.store.read_copies import COPY_ROLE, known_of_plan
from audit_app.store.workspace import Workspace
from resources.copies import copies_text
from resources.frameworks import framework_text
from resources.thread import concepts_text
from resources.wording import lexicon_text
from scoring.copies.kinds import Finding, Known
from scoring.copies.proposing import propose as find
from scoring.copies.replacing import Look
from scoring.copies.vocabulary import Vocabulary, vocabulary_of
from scoring.plan.text import PlanText

_ORDINARY_OF = ("core-42", "annual-review-10")


@dataclass(frozen=True, slots=True)
class CopyProposal:
    """A document with everything that its reading copy would replace; `look` finds it in any text of the plan."""

    document: Document
    text: PlanText
    findings: tuple[Finding, ...]
    look: Look

    @property
    def doubtful(self) -> tuple[Finding, ...]:
        """What a person has to decide."""
        return tuple(one for one in self.findings if not one.sure)


def propose(workspace: Workspace, document_id: str) -> CopyProposal:
    """Look for everything in a document that says who a child is.

    The name on a find card helps where the person may see it. Whoever shows this notes the reading. Raises AppError
    where the person may not add documents, or the document is gone or is a reading copy itself.
    """
    workspace.demand(Act.ADD_DOCUMENT)
    held = document(workspace.conn, document_id)
    if held.about.role == COPY_ROLE:
        raise AppError("This is a reading copy already. Make one from the plan's own document.")
    text = plan_text(workspace, document_id)
    look = looking(workspace, held.plan_id)
    return CopyProposal(held, text, tuple(look(text)), look)


def looking(workspace: Workspace, plan_id: str) -> Look:
    """What finds all of it in a text of this plan, by what is known of the plan now."""
    known, words = _known(workspace, plan_id), _vocabulary()

    def look(text: PlanText) -> Sequence[Finding]:
        return find(text, known, words)

    return look


def _known(workspace: Workspace, plan_id: str) -> Known:
    held = known_of_plan(workspace.conn, plan_id)
    may_see = holds_right(workspace.person, Act.SEE_FIND_CARD)
    return Known(
        child=held.card_names if may_see else (),
        schools=tuple(filter(None, (held.setting,))),
        staff=tuple(filter(None, (held.officer, held.author))),
        births=tuple(filter(None, (held.born, held.card_born if may_see else ""))),
    )


def _vocabulary() -> Vocabulary:
    others = [framework_text(one) for one in _ORDINARY_OF]
    return vocabulary_of(copies_text(), (*others, concepts_text(), lexicon_text()))
