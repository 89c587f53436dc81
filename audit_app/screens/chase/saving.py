"""Saves the chase list as it is shown; how a file is saved it leaves to `ui.file_saving`."""

from audit_app.services.advice.chasing import chase_file
from audit_app.ui.file_saving import FileAsked, FileSaving
from exports.chase import ChaseTold
from exports.plain import file_name_part


def save_chase_list(saving: FileSaving, told: ChaseTold) -> None:
    """Ask where, note it and write the list; that of one addressee says whose it is."""
    to = {line.addressee for line in told.lines}
    whose = f"-{file_name_part(to.pop().lower())}" if len(to) == 1 else ""
    asked = FileAsked("Save the chase list", f"chase-list-{told.on.isoformat()}{whose}.xlsx", "the chase list")
    saving.save_list(asked, lambda workspace: chase_file(workspace, told))
