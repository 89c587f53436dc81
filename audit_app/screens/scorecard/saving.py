"""Saves the scorecard as a list or as a page; how a file is saved it leaves to `ui.file_saving`."""

from datetime import date

from audit_app.services.measures.lists import values_list
from audit_app.services.measures.page import scorecard_document, write_page
from audit_app.store.workspace import Workspace
from audit_app.ui.file_saving import FileAsked, FileSaving, Write


def save_as_list(saving: FileSaving, today: date) -> None:
    """Every value, in the form that the import takes back."""
    asked = FileAsked("Save the measures", f"measures-{today.isoformat()}.xlsx", "measures")
    saving.save_list(asked, lambda workspace: values_list(workspace, today))


def save_as_page(saving: FileSaving, today: date) -> None:
    """The scorecard as a PDF to print."""

    def make(workspace: Workspace) -> Write:
        made = scorecard_document(workspace, today)
        return lambda path: write_page(path, made, today)

    kinds = ("PDF (*.pdf)",)
    saving.save(FileAsked("Save the scorecard", f"scorecard-{today.isoformat()}.pdf", "scorecard", "page", kinds), make)
