"""Taking in what an agency's workbook offers: all of it or what was chosen, as one change that can be undone."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from audit_app.domain.actions import TOLD, Action
from audit_app.domain.agency_workbook import CellChange
from audit_app.domain.counting import counted
from audit_app.domain.people import Act
from audit_app.domain.problems import AppError
from audit_app.services.actions.editing import change_ops, checkpoint_ops
from audit_app.services.actions.opening import action_ops, finding_ops
from audit_app.services.actions.proposing import propose
from audit_app.services.actions.returned import NewAction, Returned, checkpoints_in, compared
from audit_app.services.actions.seen import seen_decision
from audit_app.store.log.rights import Op
from audit_app.store.read_actions import action_rows
from audit_app.store.read_sent import checkpoints_by_action
from audit_app.store.workspace import Workspace

SOURCE = "agency workbook"
"""Where an action comes from that an agency added."""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """How many cells and new actions were taken in, and how many of what was offered was not."""

    accepted: int
    kept: int


def take_in(workspace: Workspace, returned: Returned, keys: Collection[str]) -> TakenIn:
    """Take in the cells and new actions of these keys; of a conflict that is among them the agency's value counts.

    What is not among them stays as it is here. The workbook is noted as back. Raises AppError where something moved
    since it was read; then nothing is written. Taking the same in again writes nothing.
    """
    workspace.demand(Act.MANAGE_ACTIONS)
    workspace.demand_writing()
    now = compared(workspace, returned.reading)
    if (now.changes, now.new) != (returned.changes, returned.new):
        raise AppError("The actions were changed meanwhile, so nothing was taken in. Read the workbook again.")
    chosen = [one for one in now.changes if one.is_open and one.key in keys]
    new = [one for one in now.new if not one.is_here and one.key in keys]
    ops = [*_changed(workspace, chosen), *(op for one in new for op in _opened(workspace, now.sent.agency, one))]
    accepted = len(chosen) + len(new)
    made = TakenIn(accepted, len(now.offers) + len(now.conflicts) - accepted)
    note = _note(workspace, now, made)
    # the note stands by itself: what is taken in can be undone, and that the workbook came back cannot
    if note:
        workspace.door.write(f"The workbook of {now.agency_words} came back", note)
    if ops:
        label = f"Take in the workbook of {now.agency_words}: {counted(accepted, 'change')}"
        workspace.door.write(label, ops)
    return made


def _changed(workspace: Workspace, chosen: Sequence[CellChange]) -> Iterator[Op]:
    """What brings the chosen cells in, action by action."""
    cells: dict[str, dict[str, str]] = {}
    for one in chosen:
        cells.setdefault(one.action, {})[one.field] = one.back
    every = {row.action.id: row.action for row in action_rows(workspace.conn) if row.action.id in cells}
    held = checkpoints_by_action(workspace.conn, list(cells))
    for action, told in cells.items():
        fields = {name: text for name, text in told.items() if name in TOLD}
        yield from change_ops(workspace, every[action], fields)
        before = {one.on: one for one in held.get(action, ())}
        for checkpoint in checkpoints_in(told).values():
            was = before.get(checkpoint.on)
            # of a day that was reported before, what the workbook does not say stays
            kept = (
                checkpoint
                if was is None
                else replace(
                    checkpoint,
                    status=checkpoint.status or was.status,
                    comment=checkpoint.comment or was.comment,
                    evidence=was.evidence,
                )
            )
            yield from checkpoint_ops(workspace, every[action], kept, was)


def _opened(workspace: Workspace, agency: str, one: NewAction) -> Iterator[Op]:
    """What opens an action that the agency added; what it did not fill in is proposed by the follow-up rules."""
    values: Mapping[str, Any] = {name: text for name, text in one.values.items() if name != "evidence"}
    proposal = replace(propose(workspace, [seen_decision(one.values["what"], agency)], source=SOURCE), **values)
    yield from action_ops(workspace, one.id, proposal)
    yield from finding_ops(one.id, proposal.findings)
    action = Action(one.id, "", "", agency, one.values["what"])
    yield from change_ops(workspace, action, {"evidence": one.values.get("evidence", "")})
    if one.checkpoint is not None:
        yield from checkpoint_ops(workspace, action, one.checkpoint, None)


def _note(workspace: Workspace, now: Returned, made: TakenIn) -> list[Op]:
    """That the workbook is back; the same file again is noted where more of it was taken in."""
    if now.came_before and not made.accepted:
        return []
    before = now.sent.accepted if now.came_before else 0
    value = {
        "on": workspace.means.now().date().isoformat(),
        "digest": now.reading.file_digest,
        "accepted": before + made.accepted,
        "kept": made.kept,
    }
    return [Op("sent_workbook", now.sent.id, "returned", value)]
