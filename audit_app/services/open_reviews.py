"""A review with its audit, plan and framework, looked up together; each lack is a sentence."""

from dataclasses import dataclass

from audit_app.domain.problems import AppError
from audit_app.store.grades import framework_of
from audit_app.store.read_audits import HeldAudit, HeldReview, audit_of, framework_text, review_of_id
from audit_app.store.workspace import Workspace
from forms.model import Framework


@dataclass(frozen=True, slots=True)
class OpenReview:
    """A review and what it is about; `asked` is the framework with the markers that this review answers alone."""

    review: HeldReview
    audit: HeldAudit
    framework: Framework
    asked: Framework


def found_audit(workspace: Workspace, audit_id: str) -> HeldAudit:
    """The audit with this id; raises AppError where there is none."""
    audit = audit_of(workspace.conn, audit_id)
    if audit is None:
        raise AppError("There is no such audit in this workspace. It may have been erased under a retention rule.")
    return audit


def found_review(workspace: Workspace, review_id: str) -> OpenReview:
    """The review with this id, open or not; raises AppError where there is none."""
    review = review_of_id(workspace.conn, review_id)
    if review is None:
        raise AppError("There is no such review in this workspace. It may have been erased under a retention rule.")
    audit = found_audit(workspace, review.audit_id)
    framework = framework_held(workspace, audit.framework)
    return OpenReview(review, audit, framework, framework.only(review.markers) if review.markers else framework)


def open_review(workspace: Workspace, review_id: str) -> OpenReview:
    """The review with this id; raises AppError where it is submitted or its audit was abandoned."""
    found = found_review(workspace, review_id)
    if found.review.is_submitted:
        raise AppError("This review is submitted and locked. Reopen it with a reason before changing it.")
    if found.audit.abandoned:
        raise AppError(f"This audit was abandoned: {found.audit.abandoned}")
    return found


def framework_held(workspace: Workspace, key: str) -> Framework:
    """A framework that the workspace keeps; raises AppError where it lacks it."""
    text = framework_text(workspace.conn, key)
    if text is None:
        raise AppError(f"The workspace does not keep the framework {key}. Run a check.")
    return framework_of(text)
