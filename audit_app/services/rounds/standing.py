"""Members who leave a round or do not come, and a round that cannot be opened any more; each with its reason."""

from collections.abc import Iterator

from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.domain.rounds import Standing
from audit_app.services.refusals import demand_reason
from audit_app.services.rounds.progress import found_seat
from audit_app.services.rounds.sealing import demand_open
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.opened_boxes import is_for_damage
from audit_app.store.read_seats import HeldRound, plans_of_round
from audit_app.store.workspace import Workspace


def withdraw(workspace: Workspace, round_id: str, person: str, reason: str) -> None:
    """Record that a member left the round for good. What they submitted stands and opens with the rest.

    Nobody else's part is touched. Raises AppError where the round is open no more or they left already.
    """
    workspace.demand(Act.OPEN_ROUND)
    why = demand_reason(reason, "Withdrawing somebody")
    held, seat = demand_open(workspace, round_id), found_seat(workspace, round_id, person)
    if seat.seat.standing is Standing.WITHDRAWN:
        raise AppError(f"{seat.seat.name} withdrew from this round already.")
    _write(workspace, held, person, seat.seat.name, Standing.WITHDRAWN, why)


def record_absent(workspace: Workspace, round_id: str, person: str, reason: str) -> None:
    """Record why the scores of a member are not waited for, now that the due date has passed.

    What they submitted opens with the rest, and they are there again once the rest comes. Raises AppError before the
    due date, where everything of theirs is in (unless the reason is that a box of theirs is damaged), and where they
    withdrew.
    """
    workspace.demand(Act.OPEN_ROUND)
    why = demand_reason(reason, "Recording somebody as absent")
    held, seat = demand_open(workspace, round_id), found_seat(workspace, round_id, person)
    if workspace.means.now().date() <= held.due_day:
        raise AppError(
            f"The round runs until {held.due_day:%d/%m/%Y}, so nobody is absent yet. Wait until then, or record that "
            "they withdrew."
        )
    if seat.seat.standing is Standing.WITHDRAWN:
        raise AppError(f"{seat.seat.name} withdrew from this round, so they are not waited for.")
    if seat.seat.is_finished and not is_for_damage(why):
        raise AppError(f"Everything of {seat.seat.name} is in, so they are not absent.")
    _write(workspace, held, person, seat.seat.name, Standing.ABSENT, why)


def make_void(workspace: Workspace, round_id: str, reason: str) -> None:
    """Give a round up that can never be opened: every keyholder, or chair and deputy, are lost.

    Its audits are abandoned, so that the plans can be scored in a new round; what was submitted stays sealed for ever.
    Raises AppError where the round was opened, or is void already.
    """
    workspace.demand(Act.OPEN_ROUND)
    why = demand_reason(reason, "Giving a round up")
    held = demand_open(workspace, round_id)
    today = workspace.means.now().date().isoformat()
    ops = [Op("round", round_id, "void", {"on": today, "reason": why}), *_abandoned(workspace, held, why)]
    workspace.door.write(f"The round {held.name} is void", ops, reason=why, touches=round_id, sign="void")


def _abandoned(workspace: Workspace, held: HeldRound, why: str) -> Iterator[Op]:
    for plan in plans_of_round(workspace.conn, held.id):
        if not plan.abandoned:
            yield Op("audit", plan.audit_id, "abandoned", f"The round {held.name} is void: {why}")


def _write(workspace: Workspace, held: HeldRound, person: str, name: str, standing: Standing, why: str) -> None:
    value = {"state": standing.value, "reason": why, "on": workspace.means.now().date().isoformat()}
    op = Op("seat", Ids.seat(held.id, person), "standing", value)
    workspace.door.write(f"{name} {_SAID[standing]}", [op], reason=why, touches=held.id)


_SAID = {Standing.WITHDRAWN: "withdrew from the round", Standing.ABSENT: "is absent from the round"}
