"""A scoring sheet for one member of a round, as a file to send; it reads none back."""

from audit_app.domain.problems import AppError
from audit_app.domain.rounds import Way
from audit_app.domain.scoring_sheet import ScoringSheet, SheetPlan
from audit_app.services.rounds.latecomers import demand_far
from audit_app.services.rounds.outgoing import Outgoing
from audit_app.services.sheets_of_round.seats import SeatAsked, demand_to_come, seat_asked
from audit_app.store.ids import Ids
from audit_app.store.log.people_log import people
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace
from scoring.figures import AGENCIES

_NAME_BYTES = 4


def sheet_out(workspace: Workspace, round_id: str, person: str) -> Outgoing:
    """The scoring sheet of a member, with the plans whose scores are still to come; that it was made is on record.

    Made again the same day it has the same bytes. Raises AppError where the member scores in another way, everything
    is in, none of their plans can be scored any more, or the person may not.
    """
    from exports.scoring_sheet.writing import scoring_sheet_bytes
    from resources.theme import read_theme

    asked = seat_asked(workspace, round_id, person, Way.SHEET)
    if not asked.plans:
        raise AppError(f"None of the plans of {asked.seat.name} can be scored any more: they were given up or erased.")
    demand_to_come(asked)
    demand_far(workspace, asked.round, asked.seat, asked.seat.missing)
    today = workspace.means.now().date()
    value = {"number": asked.number, "on": today.isoformat(), "proof": ""}
    op = Op("seat", Ids.seat(round_id, person), "invited", value)
    workspace.door.write(f"Make a scoring sheet for {asked.seat.name}", [op], touches=round_id)
    data = scoring_sheet_bytes(sheet_of(workspace, asked), read_theme("light"))
    workspace.note_access("export", f"scoring sheet of {asked.seat.name} in the round {asked.round.name}")
    return Outgoing(f"scoring-sheet-{workspace.means.random(_NAME_BYTES).hex()}.xlsx", data)


def sheet_of(workspace: Workspace, asked: SeatAsked) -> ScoringSheet:
    """What the sheet of a seat asks now."""
    everybody, held = people(workspace.conn), asked.round
    chairs = [everybody[one].name for one in held.design["chairs"] if one in everybody]
    return ScoringSheet(
        workspace=workspace.id,
        round_id=held.id,
        person=asked.seat.person,
        number=asked.number,
        framework=asked.asked,
        plans=tuple(SheetPlan(plan.plan_ref, plan.facts) for plan in asked.to_come),
        organisation=workspace.name,
        round_name=held.name,
        member=asked.seat.name,
        agency=AGENCIES[asked.seat.agency],
        due=held.due_day,
        made_on=workspace.means.now().date(),
        chairs=tuple(chairs),
        is_sealed=held.is_sealed,
    )
