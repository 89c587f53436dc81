"""Saves an agency's learning page; how a file is saved it leaves to `ui.file_saving`."""

from functools import partial

from audit_app.services.report_look import report_look
from audit_app.ui.file_saving import FileAsked, FileSaving
from exports.learning import LearningPage
from exports.learning_page import learning_file, write_learning


def save_page(saving: FileSaving, page: LearningPage) -> None:
    """Ask where, note it and write the page."""
    noted = f"the learning page of {page.agency_name}, round {page.round}"
    asked = FileAsked("Save the learning page", learning_file(page), noted, "page", ("PDF (*.pdf)",))
    saving.save(asked, lambda workspace: partial(write_learning, page=page, look=report_look(workspace)))
