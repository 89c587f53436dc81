"""A review meeting's words on a plan's outcomes as one change, and outcomes taken from a confirmed golden thread."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from audit_app.domain.counting import counted
from audit_app.domain.outcomes import LONGEST, Outcome, Progress
from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.services.erasing import found_plan
from audit_app.services.outcomes.progress import demand_day, demand_short, id_of_number, progress_record, record_of
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.read_outcomes import confirmed_outcomes, outcomes
from audit_app.store.workspace import Workspace

_GONE: Final = "The outcomes of this plan are others now. Look at the plan again."
Said = Mapping[str, tuple[Progress, str]]
"""By the outcome's id how far it was, and the evidence."""


def note_review(workspace: Workspace, plan_ref: str, on: date, said: Said) -> None:
    """Note what a review of a day said of some outcomes of a plan, in place of what was noted of that day.

    Raises AppError for a day ahead, evidence that is too long, or an outcome that is gone. Nothing said, or the same
    as is held, writes nothing.
    """
    workspace.demand(Act.EDIT_REGISTER)
    demand_day(workspace, on)
    held = {one.id: one for one in outcomes(workspace.conn, found_plan(workspace, plan_ref))}
    if not said.keys() <= held.keys():
        raise AppError(_GONE)
    ops: list[Op] = []
    for id_, (progress, evidence) in said.items():
        words = demand_short(evidence)
        before = next((one for one in held[id_].reviews if one.on == on), None)
        if before is not None and (before.progress, before.evidence) == (progress, words):
            continue
        key = Ids.part(id_, on.isoformat())
        ops.append(Op("outcome_progress", key, "record", progress_record(progress, words, "typed")))
        if before is None:
            ops.append(Op("outcome_progress", key, "deleted", None))
    if ops:
        workspace.door.write(f"Note the review of {on:%d/%m/%Y}", ops)


def offered(workspace: Workspace, plan_ref: str) -> tuple[str, ...]:
    """The outcomes in section E of the plan's newest confirmed thread that are not among its outcomes yet."""
    workspace.demand(Act.READ)
    plan_id = found_plan(workspace, plan_ref)
    known = {_plain(one.words) for one in outcomes(workspace.conn, plan_id)}
    return tuple(words for words in confirmed_outcomes(workspace.conn, plan_id) if _plain(words) not in known)


def take_offered(workspace: Workspace, plan_ref: str) -> int:
    """Take them as the plan's outcomes, numbered on from those it has; returns how many."""
    workspace.demand(Act.EDIT_REGISTER)
    plan_id, ids = found_plan(workspace, plan_ref), Ids(workspace.id)
    numbers = {one.id: one.number for one in outcomes(workspace.conn, plan_id)}
    last = max((int(number) for number in numbers.values() if number.isdecimal()), default=0)
    ops: list[Op] = []
    for at, words in enumerate(offered(workspace, plan_ref), last + 1):
        id_ = id_of_number(ids, plan_id, str(at), numbers)
        made = Outcome(id_, plan_id, plan_ref, str(at), words[:LONGEST])
        ops += [Op("ehc_outcome", id_, "record", record_of(made)), Op("ehc_outcome", id_, "deleted", None)]
    if ops:
        workspace.door.write(f"Take {counted(len(ops) // 2, 'outcome')} from a plan's golden thread", ops)
    return len(ops) // 2


def _plain(words: str) -> str:
    return " ".join(words[:LONGEST].casefold().split())
