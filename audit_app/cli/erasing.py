"""`ehcp-audit erase`: one plan on request, or what the retention rules say is due today."""

from audit_app.cli.call import DONE, Call, WrongUse
from audit_app.cli.opening import opened
from audit_app.domain.counting import counted
from audit_app.services.erasing import Erased, ToErase, due_today, erase, of_one_plan
from audit_app.store.workspace import Workspace


def run(call: Call) -> int:
    """Print what is erased, and which older backups still hold it."""
    asked = call.asked
    if (asked.plan_ref is None) is not asked.due:
        raise WrongUse("Say what to erase: either PLAN_REF or --due.")
    if asked.reason is None and not asked.dry_run:
        raise WrongUse("To erase needs --reason TEXT: the rule or the request behind it.")
    with opened(call) as workspace:
        things = _things(call, workspace)
        erased = erase(workspace, things, asked.reason) if things and not asked.dry_run else None
    for thing in things:
        call.console.say(_line(thing, dry_run=asked.dry_run))
    if not things:
        call.console.say("Nothing is due for erasure today.")
    if erased is not None:
        _tell(call, erased)
    return DONE


def _things(call: Call, workspace: Workspace) -> tuple[ToErase, ...]:
    if call.asked.due:
        return due_today(workspace)
    return (of_one_plan(workspace, call.asked.plan_ref),)


def _line(thing: ToErase, *, dry_run: bool) -> str:
    records = counted(len(thing.entities), "record", "records")
    return f"{thing.plan_ref or 'a plan erased before'}: {thing.why}; {records} {'would be ' if dry_run else ''}erased"


def _tell(call: Call, erased: Erased) -> None:
    call.console.warn_all(erased.notes)
    for folder in erased.backups:
        call.console.warn(f"This older backup still holds it: {folder}")
    if erased.backups:
        call.console.warn("A restore erases it again. Remove these backups where the rule demands it.")
