"""Giving scores back that came by a sheet or round the table, with a reason: they are then said once more."""

from audit_app.domain.problems import AppError
from audit_app.domain.rounds import Way
from audit_app.services.refusals import demand_reason
from audit_app.services.rounds.outgoing import Outgoing
from audit_app.services.rounds.progress import found_seat
from audit_app.services.sheets_of_round.scoring_sheet import sheet_out
from audit_app.services.sheets_of_round.seats import seat_asked
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace


def hand_back_sheet(workspace: Workspace, round_id: str, person: str, reason: str) -> Outgoing:
    """Hand a seat that scores by a sheet back; returns the new, empty sheet, as what was sealed cannot be read.

    Until it comes back the earlier scores stand. Raises AppError where nothing of it is in, and as `sheet_out`.
    """
    _hand_back(workspace, round_id, person, reason, Way.SHEET)
    return sheet_out(workspace, round_id, person)


def hand_back_table(workspace: Workspace, round_id: str, person: str, reason: str) -> None:
    """Hand a seat that scores round the table back: all of its plans are asked again, and until then those here stand.

    Raises AppError where nothing of it is in, and where the member has no such seat.
    """
    _hand_back(workspace, round_id, person, reason, Way.TABLE)


def _hand_back(workspace: Workspace, round_id: str, person: str, reason: str, way: Way) -> None:
    why = demand_reason(reason, "Handing scores back")
    asked = seat_asked(workspace, round_id, person, way)
    if len(asked.to_come) == len(asked.plans):
        raise AppError(f"Nothing of {asked.seat.name} is in, so there is nothing to hand back.")
    number = found_seat(workspace, round_id, person).returned_number + 1
    value = {"number": number, "reason": why, "on": workspace.means.now().date().isoformat()}
    op = Op("seat", Ids.seat(round_id, person), "handed_back", value)
    workspace.door.write(f"Scores handed back to {asked.seat.name}", [op], reason=why, touches=round_id)
