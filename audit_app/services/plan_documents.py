"""Documents of a plan: taken in, read into text, kept encrypted; what the text means is for the thread to say."""

from dataclasses import dataclass
from pathlib import Path

from audit_app.domain.people import Act, Agency
from audit_app.domain.problems import AppError
from audit_app.files import write_whole
from audit_app.intake.content import opened
from audit_app.intake.limits import Limits
from audit_app.intake.plans.progress import Progress
from audit_app.intake.plans.reading import LARGEST_BYTES, read_plan
from audit_app.services.erasing import found_plan
from audit_app.store.documents import (
    About,
    Document,
    describe,
    documents_of,
    keep,
    original,
    text_of,
    there_at_submission,
)
from audit_app.store.workspace import Workspace
from scoring.plan.items import propose
from scoring.plan.sections import PlanSections, sections_of
from scoring.plan.text import PlanText, from_json, to_json
from scoring.thread.model import ItemRole

READ_DOCUMENT = "read a plan's document"
"""The access log's act."""


@dataclass(frozen=True, slots=True)
class PlanTaken:
    """What was taken in: the document, what was found in each section, and what a person should look at."""

    document: Document
    sections: PlanSections
    proposed: dict[ItemRole, int]
    not_understood: int
    notes: tuple[str, ...]


def import_plan(
    workspace: Workspace, plan_ref: str, path: Path, *, about: About | None = None, progress: Progress | None = None
) -> PlanTaken:
    """Read a plan's docx or PDF, or with `about` the advice of an agency, and keep it encrypted.

    Raises AppError where there is no such plan, the person may not add documents, or the file cannot be read; then
    nothing is kept. The same file again changes nothing.
    """
    workspace.demand(Act.ADD_DOCUMENT)
    plan_id = found_plan(workspace, plan_ref)
    with opened(path, Limits(file_bytes=LARGEST_BYTES)) as file:
        content = file.read(LARGEST_BYTES + 1)
    return take_plan(workspace, plan_id, path.name, content, about=about, progress=progress)


def take_plan(
    workspace: Workspace,
    plan_id: str,
    name: str,
    content: bytes,
    *,
    about: About | None = None,
    progress: Progress | None = None,
) -> PlanTaken:
    """Keep a document that is given as bytes; otherwise as `import_plan`."""
    text = read_plan(name, content, progress)
    document = keep(workspace, plan_id, name, text.media, content, to_json(text), about or About())
    sections = sections_of(text)
    proposals = propose(text, sections)
    counts = {role: sum(one.role is role for one in proposals) for role in ItemRole}
    strange = sum(1 for one in sections.in_section("") if not one.is_label)
    return PlanTaken(document, sections, counts, strange, text.notes)


def advice_of(agency: Agency, service: str = "") -> About:
    """What a document is that holds the advice of an agency."""
    return About("advice", agency.value, service.strip())


def change_about(workspace: Workspace, document_id: str, about: About) -> None:
    """Say whether a document is the plan or an agency's advice, as one change.

    Raises AppError where the person may not, or the document is gone.
    """
    workspace.demand(Act.ADD_DOCUMENT)
    describe(workspace, document_id, about)


def plan_read(workspace: Workspace, plan_id: str, review_id: str, chosen: str) -> Document | None:
    """The document of a plan that a review reads: the one that it chose, else the newest that is the plan itself.

    A submitted review goes on reading what was there when it was submitted, where there was anything: what is judged
    and quoted does not change with a plan that comes later.
    """
    held = documents_of(workspace.conn, plan_id)
    plans = [one for one in held if one.about.role == "plan"]
    then = there_at_submission(workspace.conn, review_id)
    found = [
        *(one for one in held if one.id == chosen),
        *(one for one in plans if one.id in then),
        *plans,
    ]
    return found[0] if found else None


def plan_text(workspace: Workspace, document_id: str) -> PlanText:
    """The text of a document. Raises AppError where it is erased, missing or damaged."""
    try:
        return from_json(text_of(workspace, document_id))
    except ValueError as error:
        raise AppError("The text of this document cannot be read. Add the document again.") from error


def original_of(workspace: Workspace, document: Document) -> bytes:
    """The document as it was taken in, noted in the access log. Raises AppError where it is not kept any more."""
    workspace.note_access(READ_DOCUMENT, document.id)
    return original(workspace, document.id)


def write_original(workspace: Workspace, document: Document, path: Path) -> None:
    """Write a document as it was taken in to a file outside, in plain; noted in the access log before.

    Whoever calls this has asked the machine's policy first. Raises AppError where the person may not export, the
    access cannot be noted, the document is gone or damaged, or the file cannot be written.
    """
    workspace.demand(Act.EXPORT)
    workspace.door.knows()  # raises where nothing can be noted
    content = original(workspace, document.id)
    workspace.note_access("export", f"document {document.id} of plan {document.plan_id}")
    write_whole(path, content)
