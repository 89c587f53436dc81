"""What becomes of the places of a draw: assigned, replaced from the reserve, closed with a reason."""

from datetime import date

from audit_app.domain.counting import counted
from audit_app.domain.frame import Candidate, Exclusion, frame
from audit_app.domain.people import Act, Person, holds_right
from audit_app.domain.problems import AppError
from audit_app.services.refusals import demand_reason
from audit_app.store.log.people_log import people
from audit_app.store.log.rights import Op
from audit_app.store.read_draws import HeldPlace, place_of, places_of
from audit_app.store.read_register import PlanEntry, plan_entry
from audit_app.store.workspace import Workspace


def replace_plan(workspace: Workspace, place_id: str, reason: str) -> HeldPlace:
    """Put the next plan of the draw's reserve in the place of one that cannot be audited; returns its place.

    In a draw through strata it is the next of the same stratum. The replaced place keeps its row and the reason.
    Raises AppError where the place is not open, an audit of it was begun, or the reserve is used up.
    """
    why = demand_reason(reason, "Replacing a plan")
    place = open_place(workspace, place_id)
    if place.opened:
        raise AppError(f"The audit of {place.plan_ref} was begun. Abandon it with a reason before replacing the plan.")
    unused = (each for each in places_of(workspace.conn, place.draw_id) if not each.is_drawn and not each.replaces)
    spare = next((each for each in unused if each.stratum == place.stratum), None)
    if spare is None:
        of = f"the stratum {place.stratum}" if place.stratum else "this draw"
        raise AppError(f"The reserve of {of} is used up. Close the place with a reason, or draw again.")
    ops = [Op("place", place.id, "replaced", {"by": spare.id, "reason": why})]
    if place.assigned_to and holds_right(workspace.person, Act.ASSIGN):
        ops.append(Op("place", spare.id, "assigned", {"person": place.assigned_to, "due": place.due}))
    # Labels name places by number: a plan's reference in them would outlive the plan's erasure.
    label = f"Replace the plan in place {place.number} by that in place {spare.number}"
    workspace.door.write(label, ops, reason=why, touches=place.draw_id)
    return _there(workspace, spare.id)


def close_week(workspace: Workspace, draw_id: str, reason: str) -> int:
    """Close every place of a draw that was not audited, with a reason; returns how many.

    Raises AppError where there is no such draw or every place is audited or closed.
    """
    why = demand_reason(reason, "Closing the week")
    places = places_of(workspace.conn, draw_id)
    if not places:
        raise AppError("There is no such draw in this workspace. Check its id.")
    left = [place for place in places if place.is_open and not place.round_id]
    if not left:
        raise AppError("Every place of this draw is audited or closed. There is nothing to close.")
    ops = [Op("place", place.id, "closed", why) for place in left]
    label = f"Close {counted(len(left), 'place', 'places')} of the draw without an audit"
    workspace.door.write(label, ops, reason=why, touches=draw_id)
    return len(left)


def assign(workspace: Workspace, place_id: str, person: str, due: date) -> HeldPlace:
    """Give a place to a person, by id or name, to be submitted by a day.

    Raises AppError where the place is not open, there is no such active person, or it is their own case.
    """
    place = open_place(workspace, place_id)
    who = _somebody(workspace, person)
    entry = plan_entry(workspace.conn, plan_id=place.plan_id)
    if entry is not None:
        refuse_own_case(entry, who, due)
    value = {"person": who.id, "due": due.isoformat()}
    label = f"Assign place {place.number} to {who.name}, due {due.isoformat()}"
    workspace.door.write(label, [Op("place", place.id, "assigned", value)], touches=place.draw_id)
    return _there(workspace, place.id)


def open_place(workspace: Workspace, place_id: str) -> HeldPlace:
    """A place whose plan is still to be audited; raises AppError with the reason where it is not."""
    place = _there(workspace, place_id)
    if place.closed_reason:
        raise AppError(f"The place of {place.plan_ref} is closed: {place.closed_reason}")
    if place.replaced_by:
        raise AppError(f"{place.plan_ref} was replaced: {place.replaced_reason}")
    if not place.in_sample:
        raise AppError(f"{place.plan_ref} is in reserve. It comes in only where it replaces a drawn plan.")
    if place.audited:
        raise AppError(f"{place.plan_ref} is audited already.")
    return place


def refuse_own_case(entry: PlanEntry, person: Person, on: date) -> None:
    """Raise AppError where the person holds the case or wrote the plan, by the rule that draws go by."""
    case = Candidate(entry.plan_ref, case_officer=entry.case_officer, written_by=entry.written_by)
    if frame([case], on, [person.name]).count(Exclusion.OWN_CASE):
        raise AppError(f"{entry.plan_ref} is {person.name}'s own case, so somebody else has to audit it.")


def _there(workspace: Workspace, place_id: str) -> HeldPlace:
    place = place_of(workspace.conn, place_id)
    if place is None:
        raise AppError("There is no such place in a draw of this workspace. Check its id.")
    return place


def _somebody(workspace: Workspace, person: str) -> Person:
    today = workspace.means.now().date()
    for one in people(workspace.conn).values():
        if person in (one.id, one.name):
            if not one.is_active(today):
                raise AppError(f"{one.name} has left this workspace. Choose somebody who is in it.")
            if not holds_right(one, Act.SCORE):
                raise AppError(f"{one.name} has no role that audits. Give them one, or choose somebody else.")
            return one
    raise AppError(f"There is nobody called {person} in this workspace. Choose one of its people.")
