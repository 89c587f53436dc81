"""`ehcp-audit new`: makes a workspace, whole with its recovery sheet or not at all."""

import os
import shutil
from pathlib import Path

from audit_app.cli import passphrases
from audit_app.cli.call import DONE, Call, WrongUse
from audit_app.domain.problems import AppError
from audit_app.files import write_whole
from audit_app.machine.policy import Policy
from audit_app.services.frameworks import ensure_shipped
from audit_app.store.backup import set_second_place
from audit_app.store.creating import Founder, create_workspace
from audit_app.store.keys.recovery import RecoverySheet
from audit_app.store.workspace import Workspace


def run(call: Call) -> int:
    """Make it, hand its recovery sheet over, and remind of what is still open."""
    composition = call.compose()
    sheet_file = call.asked.recovery
    _demand_free(sheet_file, composition.means.policy)
    if call.asked.second_backup is not None:
        composition.means.policy.demand_backup(call.asked.second_backup)
    founder = Founder(call.asked.organisation, _name(call, composition.user), passphrases.founding(call))
    workspace, sheet = create_workspace(call.asked.workspace, founder, composition.means)
    try:
        with workspace:
            ensure_shipped(workspace)
            if call.asked.second_backup is not None:
                set_second_place(workspace, Path(os.path.abspath(call.asked.second_backup)))  # noqa: PTH100  takes out ".."
        _hand_over(call, workspace, sheet)
    except BaseException:
        shutil.rmtree(workspace.folder, ignore_errors=True)  # nobody could recover a workspace without its sheet
        raise
    _remind(call, workspace)
    return DONE


def _demand_free(sheet_file: Path | None, policy: Policy) -> None:
    """Raise AppError where the sheet could not be written: before a workspace is made for it."""
    if sheet_file is None:
        return
    policy.demand_export(sheet_file)
    if sheet_file.exists():
        raise AppError(f"{sheet_file} exists already and may be another workspace's sheet. Choose another name.")
    if not sheet_file.absolute().parent.is_dir():
        raise AppError(f"The folder {sheet_file.absolute().parent} does not exist. Make it or choose another folder.")


def _name(call: Call, user: str) -> str:
    if call.asked.person is not None:
        return str(call.asked.person)
    if call.console.may_ask:
        try:
            typed = call.console.ask(f"Your name [{user}]: " if user else "Your name: ").strip()
        except EOFError:
            typed = ""
        user = typed or user
    if not user:
        raise WrongUse("The system does not say who you are. Give your name with --person.")
    return user


def _hand_over(call: Call, workspace: Workspace, sheet: RecoverySheet) -> None:
    text = sheet.text(call.asked.organisation, workspace.name, workspace.means.now().date())
    if call.asked.recovery is None:
        call.console.say(text)
        call.console.out.flush()  # a reader that is gone is noticed while the workspace can still be taken back
    else:
        write_whole(call.asked.recovery, text.encode())


def _remind(call: Call, workspace: Workspace) -> None:
    made = f"{workspace.folder} is made."
    sheet = (
        f" Its recovery sheet is in {call.asked.recovery}: print it, then delete the file."
        if call.asked.recovery
        else ""
    )
    call.console.warn(made + sheet)
    call.console.warn("Still open: a second person who can open it. Add one with ehcp-audit people add.")
    if call.asked.second_backup is None and workspace.means.policy.second_backup is None:
        call.console.warn("Still open: a second backup place. Give one with ehcp-audit backup --to DIR --remember.")
