"""Closing a round once every plan has its consensus, and reopening it with a reason."""

from collections.abc import Iterator

from audit_app.domain.counting import counted
from audit_app.domain.people import Act
from audit_app.domain.problems import AppError, Problem
from audit_app.domain.rounds import RoundState
from audit_app.services.consensus.open_plans import open_plan, open_table
from audit_app.services.consensus.reveal_table import RevealTable, revealed_round
from audit_app.services.refusals import demand_reason
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace


def lacking(table: RevealTable) -> tuple[str, ...]:
    """What stands in the way of closing a round, a sentence for each plan; nothing where it may be closed."""
    return tuple(_lacking(table))


def give_up(workspace: Workspace, audit_id: str, reason: str) -> None:
    """Take a plan out of its round, with a reason: it counts nowhere; what members scored of it stays as it is.

    Raises AppError where the round is closed, the plan was given up already, or its consensus is submitted.
    """
    why = demand_reason(reason, "Giving a plan up")
    plan = open_plan(workspace, audit_id)
    label = f"Give {plan.plan_ref} up in its round"
    workspace.door.write(label, [Op("audit", audit_id, "abandoned", why)], reason=why, touches=audit_id)


def close_round(workspace: Workspace, round_id: str) -> None:
    """Close a round, signed: every plan has a submitted consensus, or was abandoned with a reason.

    Raises AppError with a problem for each plan that is not done; then nothing is written.
    """
    workspace.demand(Act.CLOSE_ROUND)
    found = open_table(workspace, round_id)
    if missing := lacking(found):
        raise AppError(
            f"The round {found.round.name} cannot be closed yet: "
            f"{counted(len(missing), 'thing is', 'things are')} missing.",
            [Problem(one) for one in missing],
        )
    _write(workspace, round_id, RoundState.CLOSED, f"Close the round {found.round.name}")


def reopen_round(workspace: Workspace, round_id: str, reason: str) -> None:
    """Take a closed round back to revealed, with a reason, so that a consensus can be changed.

    Raises AppError where it is not closed.
    """
    workspace.demand(Act.CLOSE_ROUND)
    why = demand_reason(reason, "Reopening a round")
    found = revealed_round(workspace, round_id)
    if found.state is not RoundState.CLOSED:
        raise AppError(f"The round {found.name} is open already. Go on with its consensus.")
    _write(workspace, round_id, RoundState.REVEALED, f"Reopen the round {found.name}", why)


def _lacking(table: RevealTable) -> Iterator[str]:
    for plan in table.plans:
        if plan.is_done:
            continue
        left = plan.told.left
        if left:
            yield f"{plan.plan_ref}: {counted(left, 'marker is', 'markers are')} not settled yet."
        else:
            yield f"{plan.plan_ref}: the consensus is not submitted yet."


def _write(workspace: Workspace, round_id: str, state: RoundState, label: str, reason: str = "") -> None:
    detail = {"on": workspace.means.now().date().isoformat()} | ({"reason": reason} if reason else {})
    op = Op("round", round_id, "state", {"state": state.value, "detail": detail})
    workspace.door.write(label, [op], reason=reason)
