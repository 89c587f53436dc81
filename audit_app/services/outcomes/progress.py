"""Outcomes of one plan kept by hand: added, changed, removed, and how far each was at a review."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import count

from audit_app.domain.outcomes import LONGEST, PROGRESS_WORDS, Outcome, Progress, fault_of
from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.services.erasing import found_plan
from audit_app.store.ids import Ids
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from audit_app.store.read_outcomes import outcomes
from audit_app.store.workspace import Workspace


def outcomes_of(workspace: Workspace, plan_ref: str) -> tuple[Outcome, ...]:
    """The outcomes of a plan with their reviews, by number. Raises AppError where there is no such plan."""
    workspace.demand(Act.READ)
    return outcomes(workspace.conn, found_plan(workspace, plan_ref))


def keep_outcome(workspace: Workspace, outcome: Outcome) -> Outcome:
    """Keep an outcome, new (without an id) or changed; what is held just so writes nothing.

    Raises AppError where it cannot be kept, or the plan has another of that number.
    """
    workspace.demand(Act.EDIT_REGISTER)
    plan_id = found_plan(workspace, outcome.plan_ref)
    kept = replace(outcome, plan_id=plan_id, number=" ".join(outcome.number.split()), words=outcome.words.strip())
    if fault := fault_of(kept):
        raise AppError(fault)
    held = {one.id: one for one in outcomes(workspace.conn, plan_id)}
    numbers = {one.id: one.number for one in held.values()}
    kept = replace(kept, id=outcome.id or id_of_number(Ids(workspace.id), plan_id, kept.number, numbers))
    if any(one.number == kept.number and one.id != outcome.id for one in held.values()):
        raise AppError(f"The plan has an outcome {kept.number} already. Change that one, or give this another number.")
    before = held.get(kept.id)
    if before is None or record_of(before) != record_of(kept):
        verb = "Change" if before is not None else "Add"
        ops = [Op("ehc_outcome", kept.id, "record", record_of(kept))]
        if before is None:
            ops.append(Op("ehc_outcome", kept.id, "deleted", None))  # one of this number may have been removed before
        workspace.door.write(f"{verb} outcome {kept.number} of a plan", ops)
    return kept


def remove_outcome(workspace: Workspace, outcome: Outcome) -> None:
    """Take an outcome away with what its reviews say; undo brings it back."""
    workspace.demand(Act.EDIT_REGISTER)
    found_outcome(workspace, outcome)
    workspace.door.write(f"Remove outcome {outcome.number} of a plan", [Op("ehc_outcome", outcome.id, "deleted", 1)])


def note_progress(workspace: Workspace, outcome: Outcome, on: date, progress: Progress, evidence: str = "") -> None:
    """Note how far an outcome was at the review of a day, in place of what was noted of that day.

    Raises AppError for a day ahead, or evidence that is too long.
    """
    workspace.demand(Act.EDIT_REGISTER)
    demand_day(workspace, on)
    said = demand_short(evidence)
    found_outcome(workspace, outcome)
    id_ = Ids.part(outcome.id, on.isoformat())
    ops = [Op("outcome_progress", id_, "record", progress_record(progress, said, "typed"))]
    if all(one.on != on for one in outcome.reviews):
        ops.append(Op("outcome_progress", id_, "deleted", None))
    words = PROGRESS_WORDS[progress].lower()
    workspace.door.write(f"Note the review of {on:%d/%m/%Y}: outcome {outcome.number} {words}", ops)


def remove_progress(workspace: Workspace, outcome: Outcome, on: date) -> None:
    """Take away what was noted of a review; undo brings it back."""
    workspace.demand(Act.EDIT_REGISTER)
    if all(one.on != on for one in found_outcome(workspace, outcome).reviews):
        raise AppError("Nothing is noted of that review any more. Look at the list again.")
    op = Op("outcome_progress", Ids.part(outcome.id, on.isoformat()), "deleted", 1)
    workspace.door.write(f"Remove the review of {on:%d/%m/%Y} from outcome {outcome.number}", [op])


def id_of_number(ids: Ids, plan_id: str, number: str, held: Mapping[str, object]) -> str:
    """The id for an outcome of this number, where `held` has the numbers of those that there are by their ids.

    An id is made from the number at first; one that was given another number since keeps its id, so that this number
    needs another.
    """
    for at in count(1):
        id_ = ids.ehc_outcome(plan_id, number if at == 1 else f"{number} ({at})")
        if held.get(id_, number) == number:
            return id_
    raise AssertionError("there is always another number")


def demand_day(workspace: Workspace, on: date) -> None:
    """Raises AppError where a review lies ahead."""
    if on > workspace.means.now().date():
        raise AppError(f"{on:%d/%m/%Y} lies ahead. Give the day of the review meeting.")


def demand_short(evidence: str) -> str:
    """The evidence as it is kept; raises AppError where it is too long."""
    said = evidence.strip()
    if len(said) > LONGEST:
        raise AppError(f"The evidence has {len(said):,} letters. Say it in {LONGEST:,} at most.")
    return said


def found_outcome(workspace: Workspace, outcome: Outcome) -> Outcome:
    """The outcome as it stands; raises AppError where it is gone."""
    for one in outcomes(workspace.conn, outcome.plan_id):
        if one.id == outcome.id:
            return one
    raise AppError("That outcome is not there any more. Look at the list again.")


def record_of(outcome: Outcome) -> dict[str, Json]:
    """What the log keeps of an outcome."""
    return {
        "plan_id": outcome.plan_id,
        "number": outcome.number,
        "words": outcome.words or None,
        "area": outcome.area or None,
        "agency": outcome.agency or None,
        "set_on": outcome.set_on.isoformat() if outcome.set_on is not None else None,
        "target": outcome.target.isoformat() if outcome.target is not None else None,
    }


def progress_record(progress: Progress, evidence: str, source: str) -> dict[str, Json]:
    """What the log keeps of one review of an outcome."""
    return {"progress": progress.value, "evidence": evidence or None, "source": source}
