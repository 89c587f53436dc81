"""What was sent to be scored, and what went back: locked until the chair hands it back."""

from dataclasses import dataclass

from audit_app.domain.problems import AppError
from audit_app.store.read_assignments import HeldAssignment, assignment_with, sent_back
from audit_app.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SentBy:
    """The round that a review was sent for: whom to ask, and whether the review went back as it stands."""

    assignment: HeldAssignment
    went_back: bool

    @property
    def whom(self) -> str:
        """The chairs by name."""
        return " or ".join(one.name for one in self.assignment.chairs)


def sent_by(workspace: Workspace, audit_id: str, review_id: str) -> SentBy | None:
    """The round that a review was sent for, None for an audit of this workspace's own."""
    held = assignment_with(workspace.conn, audit_id)
    return None if held is None else SentBy(held, review_id in sent_back(workspace.conn, held))


def demand_here(workspace: Workspace, audit_id: str, review_id: str) -> None:
    """Raise AppError where a review went back to the chair, who alone can hand it back."""
    found = sent_by(workspace, audit_id, review_id)
    if found is not None and found.went_back:
        raise AppError(
            f"This review was sent back for the round {found.assignment.name}, so it stays as it is until the round "
            f"is opened. Ask {found.whom} to hand it back with a reason."
        )


def demand_own(workspace: Workspace, audit_id: str) -> None:
    """Raise AppError where an audit was sent here to be scored: it is not this workspace's to give up."""
    held = assignment_with(workspace.conn, audit_id)
    if held is not None:
        whom = " or ".join(one.name for one in held.chairs)
        raise AppError(
            f"This plan was sent to you for the round {held.name}, so it is not yours to give up. Tell {whom} why you "
            "cannot score it."
        )
