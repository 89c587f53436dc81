"""Another document of a plan, read beside the one that its thread reads: text, sections, flags; it writes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from audit_app.domain.problems import AppError
from audit_app.services.plan_documents import plan_text
from audit_app.services.thread.page import PlacedFlag, placed_flags
from audit_app.store.documents import Document, document
from audit_app.store.workspace import Workspace
from scoring.plan.sections import PlanSections, sections_of
from scoring.plan.text import PlanText


@dataclass(frozen=True, slots=True)
class Beside:
    """A document as it came in: what a person sent to other sections was said of the thread's document alone.

    `flags` are empty for advice: the wording of a plan is looked at, not that of its advice.
    """

    document: Document
    text: PlanText
    sections: PlanSections
    flags: tuple[PlacedFlag, ...]


def read_beside(workspace: Workspace, plan_id: str, document_id: str, dismissed: Mapping[str, str]) -> Beside:
    """Read a document of this plan; `dismissed` has the reasons of the plan's dismissed flags.

    Raises AppError where it is not one of this plan, or is erased, missing or damaged.
    """
    held = document(workspace.conn, document_id)
    if held.plan_id != plan_id:
        raise AppError(f"{held.name} belongs to another plan. Choose a document of this one.")
    text = plan_text(workspace, document_id)
    sections = sections_of(text)
    return Beside(held, text, sections, placed_flags(text, sections, dismissed) if held.about.role == "plan" else ())
