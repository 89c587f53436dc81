"""A round that is over is removed from the computer of who scored it: scores, documents and their keys."""

from audit_app.domain.problems import AppError
from audit_app.services.erasing import Erased, ToErase, erase
from audit_app.services.member.returning import forget_last
from audit_app.store.documents import documents_of
from audit_app.store.log.erase import Entity, of_audit
from audit_app.store.read_assignments import HeldAssignment, assignment_of, assignments_held
from audit_app.store.read_audits import audits_among
from audit_app.store.workspace import Workspace


def remove_round(workspace: Workspace, round_id: str) -> Erased:
    """Erase everything of a round here: what was scored, plans and their documents, the result.

    Raises AppError where the round is not over, so that nothing is lost that is still wanted.
    """
    held = assignment_of(workspace.conn, round_id)
    if held is None:
        raise AppError("There is no such round in this workspace.")
    if held.result is None:
        raise AppError(
            f"The round {held.name} is not over: its result has not come. Send back what is done, and remove the round "
            "once the result is here."
        )
    things = [ToErase(held.name, "the round is over", tuple(_entities(workspace, held)))]
    erased = erase(workspace, things, f"The round {held.name} is over")
    forget_last(workspace, round_id)
    return erased


def _entities(workspace: Workspace, held: HeldAssignment) -> list[Entity]:
    """The audits of a round with their reviews, and the plans that no other round here has."""
    audits = audits_among(workspace.conn, [one.audit_id for one in held.plans])
    others = [one for one in assignments_held(workspace.conn) if one.id != held.id]
    kept = {
        audit.plan_id
        for audit in audits_among(workspace.conn, [plan.audit_id for one in others for plan in one.plans]).values()
    }
    found = [Entity("assignment", held.id)]
    for audit in audits.values():
        found += of_audit(workspace.conn, audit.id)
        if audit.plan_id not in kept:
            found.append(Entity("entry", audit.plan_id))
            found += [Entity("document", one.id) for one in documents_of(workspace.conn, audit.plan_id)]
    return list(dict.fromkeys(found))
