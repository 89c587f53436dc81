"""A scoring sheet that came back: read whole or not at all, and sealed before anything of it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.domain.rounds import Way
from audit_app.domain.scoring_sheet import ScoringSheet, SheetAnswer, SheetMark
from audit_app.intake.scoring_sheet import open_sheet
from audit_app.intake.scoring_sheet_lines import answers_in
from audit_app.services.answering import Evidence
from audit_app.services.rounds.sealing import review_of_seat, seal_all
from audit_app.services.sheets_of_round.saying import PlanSaid, Said, answer_ops
from audit_app.services.sheets_of_round.scoring_sheet import sheet_of
from audit_app.services.sheets_of_round.seats import SeatAsked, demand_to_come, seat_asked
from audit_app.store.read_seats import round_of
from audit_app.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SheetTaken:
    """Whose sheet was taken in, by name, and how many plans and answers were sealed."""

    person: str
    plans: int
    answers: int


def sheet_in(workspace: Workspace, data: bytes, name: str = "") -> SheetTaken:
    """Take a scoring sheet in and seal it at once, all of it or none; `name` is that of the file, for its faults.

    Nothing of it reaches database, log or disk but the boxes. Raises AppError, with a problem for every fault and its
    cell, where the sheet is another round's or workspace's, older or newer than what the seat is asked now, came in
    already, or is not complete; then nothing was kept.
    """
    workspace.demand(Act.OPEN_ROUND)
    file = open_sheet(data, name)
    asked = _asked(workspace, file.mark)
    sheet = sheet_of(workspace, asked)
    _refuse_other(file.mark, sheet, asked)
    answers = answers_in(file, sheet)
    told = {plan.plan_ref: _told([one for one in answers if one.plan_ref == plan.plan_ref]) for plan in asked.to_come}
    person = asked.seat.person
    sealed = {
        plan.audit_id: answer_ops(review_of_seat(workspace, plan.audit_id, person), asked, plan, told[plan.plan_ref])
        for plan in asked.to_come
    }
    seal_all(workspace, asked.round.id, person, sealed, Way.SHEET.value)
    return SheetTaken(asked.seat.name, len(sealed), len(answers))


def _asked(workspace: Workspace, mark: SheetMark) -> SeatAsked:
    """The seat that a sheet belongs to; raises AppError where there is none, or its scores are in."""
    if mark.workspace != workspace.id:
        raise AppError("This scoring sheet belongs to another partnership's workspace. Take it in there.")
    if round_of(workspace.conn, mark.round_id) is None:
        raise AppError("This scoring sheet belongs to a round that is not in this workspace. Choose the right sheet.")
    asked = seat_asked(workspace, mark.round_id, mark.person, Way.SHEET)
    demand_to_come(asked)
    return asked


def _refuse_other(mark: SheetMark, sheet: ScoringSheet, asked: SeatAsked) -> None:
    """A sheet that asks something else than the seat is asked now would be read wrongly."""
    name = asked.seat.name
    if mark.number > sheet.number:
        raise AppError(
            f"This sheet of {name} is newer than what this workspace knows of the round: the workspace may have been "
            "restored from a backup. Open the newest copy of it, or send them a new sheet."
        )
    if mark.number < sheet.number:
        raise AppError(
            f"This sheet of {name} was made before their scores were handed back. Send them a new sheet, into which "
            "they copy what still holds."
        )
    if (mark.framework, mark.digest) != (sheet.mark.framework, sheet.mark.digest):
        raise AppError(
            f"This sheet of {name} asks for other plans or markers than their seat has now. Send them a new sheet, "
            "into which they copy what still holds."
        )


def _told(answers: Sequence[SheetAnswer]) -> PlanSaid:
    return PlanSaid({one.marker: _said(one) for one in answers})


def _said(one: SheetAnswer) -> Said:
    evidence = Evidence(one.kind, one.words, one.where, one.by, one.on) if one.kind is not None else None
    return Said(one.answer, evidence, one.cause.value if one.cause is not None else "", one.reason, one.note)
