"""Young people followed to their adult assessment: who they are, what is likely to be needed, what was done."""

from dataclasses import replace
from datetime import date

from audit_app.domain.outcomes import LONGEST, Adulthood, followed_births, late_adulthood
from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from audit_app.store.read_outcomes import near_adulthood
from audit_app.store.workspace import Workspace


def followed(workspace: Workspace, on: date | None = None) -> tuple[Adulthood, ...]:
    """Everybody from 14 to 18 with a plan in force, and all of whom something is noted; those to look at first."""
    workspace.demand(Act.READ)
    day = on or workspace.means.now().date()
    return late_adulthood(near_adulthood(workspace.conn, day, *followed_births(day)), day)


def note_adulthood(workspace: Workspace, noted: Adulthood) -> None:
    """Keep what is noted of one young person; what is held just so already writes nothing.

    Raises AppError where the days do not follow one another, or something is too long.
    """
    workspace.demand(Act.EDIT_REGISTER)
    _demand_sense(noted, workspace.means.now().date())
    held = next((one for one in followed(workspace) if one.plan_id == noted.plan_id), None)
    if held is None:
        raise AppError("That plan is not followed any more. Look at the list again.")
    old, new = _leaves(held), _leaves(replace(noted, outcome=noted.outcome.strip(), note=noted.note.strip()))
    ops = [Op("adulthood", noted.plan_id, name, value) for name, value in new.items() if value != old[name]]
    if ops:
        workspace.door.write("Note the way to an adult assessment", ops)


def _leaves(one: Adulthood) -> dict[str, Json]:
    return {
        "care": one.care.value,
        "health": one.health.value,
        "due": one.due.isoformat() if one.due is not None else None,
        "referred": one.referred.isoformat() if one.referred is not None else None,
        "assessed": one.assessed.isoformat() if one.assessed is not None else None,
        "outcome": one.outcome or None,
        "note": one.note or None,
    }


def _demand_sense(noted: Adulthood, today: date) -> None:
    for day, what in ((noted.referred, "referral"), (noted.assessed, "assessment")):
        if day is not None and day > today:
            raise AppError(f"The {what} of {day:%d/%m/%Y} lies ahead. Give the day on which it was made.")
    if noted.referred and noted.assessed and noted.assessed < noted.referred:
        raise AppError("The assessment was made before the referral. Correct one of the days.")
    if len(noted.outcome) > LONGEST or len(noted.note) > LONGEST:
        raise AppError(f"What came of it, and the note, have {LONGEST:,} letters at most.")
