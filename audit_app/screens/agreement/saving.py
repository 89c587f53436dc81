"""The behaviour of saving what was measured: where the person says, as far as the policy allows, noted before."""

from pathlib import Path

from PySide6.QtCore import QObject

from audit_app.domain.problems import AppError
from audit_app.services.agreement.lists import agreement_list
from audit_app.services.agreement.measuring import Agreement
from audit_app.ui.screen import ScreenContext
from exports.lists import write_list
from exports.plain import file_name_part

_KINDS = ("Excel workbook (*.xlsx)", "CSV (*.csv)")
_FAILED = "The list was not saved"


class AgreementSaving(QObject):
    """Saves what it is given."""

    def __init__(self, context: ScreenContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context

    def save(self, found: Agreement) -> None:
        """Ask where, note it and write the list; a name that ends in .csv gives CSV."""
        context = self._context
        which = file_name_part(found.asked.round or "every round")
        usual = context.policy.usual_export(Path.home()) / f"agreement-{which}.xlsx"
        path = context.dialogs.save_file("Save how far members agreed", usual, _KINDS)
        if path is None:
            return
        today = context.clock().astimezone().date()
        try:
            context.policy.demand_export(path)
            made = context.session.read(lambda workspace: agreement_list(workspace, found))
            context.session.note_access("export", "agreement between auditors")
        except AppError as error:
            context.dialogs.fail(_FAILED, error)
            return
        context.jobs.start(
            lambda _progress: write_list(path, made, today),
            on_success=lambda _result: context.notify(f"The list was saved as {path.name}."),
            on_failure=self._fail,
        )

    def _fail(self, error: AppError) -> None:
        self._context.dialogs.fail(_FAILED, error)
