"""Coming to a consensus: what is agreed carried over, the plan's grade locked; `settling` does a single marker.

A consensus is a review of its own; what members scored stays as it is. It counts for figures once it is submitted.
Golden threads stay with the reviews in which members made them: of a consensus one counts that was made in it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from audit_app.domain.counting import counted
from audit_app.domain.people import Act
from audit_app.domain.problems import AppError, Place, Problem
from audit_app.services import auditing
from audit_app.services.auditing import Submitted
from audit_app.services.consensus.open_plans import begin, open_plan, open_table, round_id_of
from audit_app.services.consensus.settling import settle
from audit_app.services.consensus.standing import RevealCell, RevealPlan
from audit_app.services.consensus.writing import Settling, carried, score_ops
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace
from forms.model import NotScore
from scoring.consensus import CellKind, How, ReasonCode

__all__ = ["CarriedOver", "carry_over", "reopen", "settle", "submit", "take_lower"]

_CARRIED: Mapping[CellKind, How] = MappingProxyType(
    {CellKind.AGREED: How.AGREED, CellKind.SINGLE: How.SINGLE, CellKind.BY_RULE: How.AGREED}
)


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """How many cells were carried over as agreed and as single, and how many of the round are left to settle.

    `to_talk` and `close` are those among the left that must be talked through, and that lie one level apart.
    """

    agreed: int
    single: int
    to_talk: int
    close: int
    left: int


def carry_over(workspace: Workspace, round_id: str) -> CarriedOver:
    """Take what all agencies gave alike, and what one alone gave, into the consensus of every plan, as one change.

    Evidence, cause and notes go with it. What is settled already stays. Raises AppError where the round is not
    revealed or is closed, and where the person may not write a consensus; nothing is written where nothing is left.
    """
    workspace.demand(Act.CONSENSUS)
    found = open_table(workspace, round_id)
    plans = [plan for plan in found.plans if not plan.is_done]
    taken = [(plan, shown) for plan in plans for shown in plan.cells if _is_carried(shown)]
    begin(workspace, plans)
    ops = [op for plan, shown in taken for op in score_ops(plan.review_id, shown.marker.id, _carried(plan, shown))]
    if ops:
        workspace.door.write(f"Carry over what is agreed in the round {found.round.name}", ops)
    kinds = [_CARRIED[shown.cell.kind] for _, shown in taken]
    left = [shown for plan in plans for shown in plan.cells if not shown.is_settled and not _is_carried(shown)]
    return CarriedOver(
        agreed=kinds.count(How.AGREED),
        single=kinds.count(How.SINGLE),
        to_talk=sum(shown.cell.kind.must_talk for shown in left),
        close=sum(shown.cell.kind is CellKind.CLOSE for shown in left),
        left=len(left),
    )


def take_lower(workspace: Workspace, audit_id: str) -> int:
    """Settle what lies one level apart in a plan, and hangs no grade on it, at the lower score, as one change.

    The reason is “split difference”; returns how many cells that was. Raises AppError as `settle`.
    """
    plan = open_plan(workspace, audit_id)
    close = [one for one in plan.cells if one.cell.kind is CellKind.CLOSE and not one.is_settled]
    ops: list[Op] = []
    for shown in close:
        lower = min(answer for answer in shown.cell.answers if isinstance(answer, int))
        said = carried(shown, lower)
        ops += score_ops(plan.review_id, shown.marker.id, replace(said, code=ReasonCode.SPLIT_DIFFERENCE.value))
    if close:
        begin(workspace, [plan])
        label = f"Take the lower score of {counted(len(close), 'marker')} one level apart"
        workspace.door.write(label, ops, touches=audit_id)
    return len(close)


def submit(workspace: Workspace, audit_id: str) -> Submitted:
    """Lock a plan's consensus with its grade, and sign it.

    Raises AppError with a problem for each marker where something lacks; then nothing is written.
    """
    plan = open_plan(workspace, audit_id)
    lacking = [(one.marker.id, one.lack) for one in plan.cells if one.lack]
    if lacking:
        raise AppError(
            f"The consensus on {plan.plan_ref} is not complete: {counted(len(lacking), 'marker is', 'markers are')} "
            "not settled yet.",
            [Problem(words, Place(column=marker)) for marker, words in lacking],
        )
    return auditing.submit(workspace, plan.review_id)


def reopen(workspace: Workspace, audit_id: str, reason: str) -> None:
    """Unlock a plan's consensus, with a reason, until the round is closed. Raises AppError where it is not locked."""
    plan = open_table(workspace, round_id_of(workspace, audit_id)).plan(audit_id)
    if plan is None or not plan.is_submitted:
        raise AppError("The consensus of this plan is open already. Go on with it.")
    auditing.reopen(workspace, plan.review_id, reason)


def _is_carried(shown: RevealCell) -> bool:
    return shown.cell.kind in _CARRIED and (shown.held is None or shown.held.answer is None)


def _carried(plan: RevealPlan, shown: RevealCell) -> Settling:
    if shown.cell.kind is CellKind.BY_RULE:
        return Settling(NotScore.NA, How.AGREED, reason=plan.by_rule[shown.marker.id])
    (answer,) = shown.cell.answers
    return carried(shown, answer)
