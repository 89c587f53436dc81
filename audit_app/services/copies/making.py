"""A reading copy is made and kept as a document of its plan, ticked as read through, and found for packs."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.services.copies.proposing import propose
from audit_app.store.documents import About, documents_of, keep
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from audit_app.store.read_copies import COPY_ROLE, ReadingCopy, copies_of, reading_copy_of
from audit_app.store.workspace import Workspace
from scoring.copies.kinds import Decision, Own
from scoring.copies.replacing import MEDIA, plain_text, reading_copy, undecided
from scoring.plan.text import to_json

NAME: Final = "Reading copy.txt"
"""What every reading copy is called: the name of the document that it is made from may name the child."""


def make(workspace: Workspace, document_id: str, decisions: Mapping[str, Decision], extra: Sequence[Own] = ()) -> str:
    """Keep a reading copy of a document; returns its id.

    `decisions` are by the ids of findings. A copy that is made again has to be read through again, and none that was
    made before it counts any more. Raises AppError as `propose` does, and where something doubtful is not decided.
    """
    proposal = propose(workspace, document_id)
    left = undecided(proposal.findings, decisions)
    if left:
        words = "1 doubtful piece is" if len(left) == 1 else f"{len(left)} doubtful pieces are"
        raise AppError(f"{words} not decided yet. Say of each whether it is replaced or stays, then keep the copy.")
    made = reading_copy(proposal.text, proposal.look, decisions, extra)
    plan_id = proposal.document.plan_id
    kept = keep(workspace, plan_id, NAME, MEDIA, plain_text(made).encode(), to_json(made), About(COPY_ROLE))
    ticked = (one for one in copies_of(workspace.conn, plan_id) if one.is_read_through and one.id != kept.id)
    ops = [_said(kept.id, document_id), *(_said(one.id, one.copy_of) for one in ticked)]
    workspace.door.write("Reading copy made", ops, touches=plan_id)
    return kept.id


def read_through(workspace: Workspace, document_id: str) -> None:
    """Tick a reading copy as read through by the person who has unlocked the workspace, today.

    Raises AppError where it is no reading copy, it is gone, or the person may not add documents.
    """
    workspace.demand(Act.ADD_DOCUMENT)
    held = reading_copy_of(workspace.conn, document_id)
    if held is None:
        raise AppError("This reading copy is not kept any more. Make one from the plan's document again.")
    others = (one for one in copies_of(workspace.conn, held.plan_id) if one.is_read_through and one.id != held.id)
    today = workspace.means.now().astimezone().date().isoformat()
    ops = [
        _said(held.id, held.copy_of, by=workspace.person.id, on=today),
        *(_said(one.id, one.copy_of) for one in others),
    ]
    workspace.door.write("Reading copy read through", ops, touches=held.plan_id)


def copies_ready(workspace: Workspace, plan_ids: Iterable[str]) -> Mapping[str, str | None]:
    """The reading copy of each plan that may be sealed into a pack; None where none may.

    That is one that was read through since it was made, and is of the document that is the plan now.
    """
    return {plan_id: _ready(workspace, plan_id) for plan_id in plan_ids}


def reading_copies(workspace: Workspace, plan_id: str) -> Mapping[str, ReadingCopy]:
    """The reading copies of a plan by their ids."""
    return {one.id: one for one in copies_of(workspace.conn, plan_id)}


def _ready(workspace: Workspace, plan_id: str) -> str | None:
    plan = next((one.id for one in documents_of(workspace.conn, plan_id) if one.about.role == "plan"), None)
    read = [one for one in copies_of(workspace.conn, plan_id) if one.is_read_through and one.copy_of == plan]
    return max(read, key=lambda one: (one.read_on, one.id)).id if read else None


def _said(copy: str, of: str, *, by: str = "", on: str = "") -> Op:
    what: Json = {"by": by or None, "on": on or None, "of": of or None}
    return Op("document", copy, "read_through", what)
