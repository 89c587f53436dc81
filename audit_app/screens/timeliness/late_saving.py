"""Saves the late plans as a list; how a file is saved it leaves to `ui.file_saving`."""

from audit_app.services.timeliness.counting import Timeliness
from audit_app.services.timeliness.lists import late_list
from audit_app.ui.file_saving import FileAsked, FileSaving
from exports.plain import file_name_part


def save_late_plans(saving: FileSaving, found: Timeliness) -> None:
    """Ask where, note it and write the list."""
    asked = FileAsked("Save the late plans", f"late-plans-{file_name_part(found.period.text)}.xlsx", "late plans")
    saving.save_list(asked, lambda workspace: late_list(workspace, found))
