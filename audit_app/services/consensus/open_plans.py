"""The plan or round that a consensus is written into, looked up with what stands in the way, and begun."""

from collections.abc import Sequence

from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.services.consensus.reveal_table import RevealTable, table
from audit_app.services.consensus.standing import RevealPlan
from audit_app.services.consensus.writing import consensus_ops
from audit_app.services.open_reviews import found_audit
from audit_app.store.ids import Ids
from audit_app.store.workspace import Workspace


def round_id_of(workspace: Workspace, audit_id: str) -> str:
    """The round that an audit belongs to; raises AppError where it belongs to none."""
    name = found_audit(workspace, audit_id).round
    if not name:
        raise AppError("This audit belongs to no round, so there is no consensus to come to.")
    return Ids(workspace.id).round(name)


def open_table(workspace: Workspace, round_id: str) -> RevealTable:
    """The reveal table of a round that is not closed yet; raises AppError where it is sealed, void or closed."""
    found = table(workspace, round_id)
    if found.is_closed:
        raise AppError(f"The round {found.round.name} is closed. Reopen it with a reason before changing a consensus.")
    return found


def open_plan(workspace: Workspace, audit_id: str) -> RevealPlan:
    """A plan whose consensus may be written; raises AppError as `open_table`, and where it is locked or given up."""
    workspace.demand(Act.CONSENSUS)
    plan = open_table(workspace, round_id_of(workspace, audit_id)).plan(audit_id)
    if plan is None:
        raise AppError("There is no such plan in this round. It may have been erased under a retention rule.")
    if plan.abandoned:
        raise AppError(f"This audit was abandoned: {plan.abandoned}")
    if plan.is_submitted:
        raise AppError(
            f"The consensus on {plan.plan_ref} is submitted and locked. Reopen it with a reason before changing it."
        )
    return plan


def begin(workspace: Workspace, plans: Sequence[RevealPlan]) -> None:
    """Open the consensus of these plans, where it is not open yet, with what sections C and D hold and the grid.

    It is a change of its own: what is settled afterwards can be undone, that there is a consensus cannot.
    """
    new = [plan for plan in plans if plan.review is None]
    if new:
        ops = [op for plan in new for op in consensus_ops(plan, workspace.person.id)]
        named = new[0].plan_ref if len(new) == 1 else f"{len(new)} plans"
        workspace.door.write(f"Begin the consensus on {named}", ops, touches=new[0].audit_id if len(new) == 1 else "")
