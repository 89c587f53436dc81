"""Saves what was measured as a list, one row a figure; how a file is saved it leaves to `ui.file_saving`."""

from audit_app.services.agreement.lists import agreement_list
from audit_app.services.agreement.measuring import Agreement
from audit_app.ui.file_saving import FileAsked, FileSaving
from exports.plain import file_name_part


def save_agreement(saving: FileSaving, found: Agreement) -> None:
    """Ask where, note it and write the list."""
    name = f"agreement-{file_name_part(found.asked.round or 'every round')}.xlsx"
    asked = FileAsked("Save how far members agreed", name, "agreement between auditors")
    saving.save_list(asked, lambda workspace: agreement_list(workspace, found))
