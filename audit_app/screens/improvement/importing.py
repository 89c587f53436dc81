"""The plan's workbook on the screen: saved, and one that came back shown before any of it counts."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from audit_app.domain.counting import counted
from audit_app.domain.plan_rows import CHANGED, GONE, NEW, Difference
from audit_app.domain.problems import AppError
from audit_app.screens.improvement.log_pages import TAKE_ALL, TAKE_MARKED
from audit_app.services.improvement.proposing import Proposed, accept, propose
from audit_app.services.improvement.workbooks import workbook
from audit_app.store.workspace import Workspace
from audit_app.ui.file_saving import FileAsked, FileSaving, Write, of_bytes
from exports.plain import file_name_part

if TYPE_CHECKING:
    from audit_app.screens.improvement.presenter import ImprovementPresenter

_KINDS = ("Excel workbook (*.xlsx)",)


class PlanFiles(QObject):
    """Lives as long as the presenter."""

    def __init__(self, presenter: "ImprovementPresenter") -> None:
        super().__init__(presenter)
        self._presenter, self._view = presenter, presenter.view
        self._proposed: Proposed | None = None
        self._saving = FileSaving(presenter.context, self)
        self._view.export_requested.connect(self.save)
        self._view.import_requested.connect(self.take)
        self._view.proposed.asked.connect(self.do)

    def save(self) -> None:
        """Save the plan as a workbook."""
        held = self._presenter.plan
        if held is None:
            return
        plan_id = held.id

        def make(workspace: Workspace) -> Write:
            return of_bytes(workbook(workspace, plan_id))

        asked = FileAsked(
            "Save the improvement plan",
            f"{file_name_part(held.title)}.xlsx",
            f"improvement plan {held.title}",
            "workbook",
            _KINDS,
        )
        self._saving.save(asked, make)

    def take(self) -> None:
        """Ask for a workbook, and show what it would change."""
        context = self._presenter.context
        path = context.dialogs.open_file("Choose the plan's workbook", _KINDS)
        if path is None:
            return
        try:
            self._proposed = context.session.read(lambda workspace: propose(workspace, path))
        except AppError as error:
            context.dialogs.fail("The workbook was not taken in", error)
            return
        self._show(self._proposed)

    def do(self, what: str, _row: object) -> None:
        """A button beside what the workbook would change."""
        proposed = self._proposed
        if proposed is None:
            return
        if what == TAKE_ALL:
            self._accept(proposed, None)
        elif what == TAKE_MARKED:
            marked = [one for one in self._view.proposed.table.chosen() if isinstance(one, Difference)]
            self._accept(proposed, {one.key for one in marked})
        else:
            self._leave()

    def forget(self) -> None:
        """The workspace is locked."""
        self._proposed = None
        self._saving.forget()
        self._view.proposed.forget()

    def _show(self, proposed: Proposed) -> None:
        view = self._view
        if proposed.is_new:
            told = f"{proposed.file} is a new plan, “{proposed.plan.title}”: {_size(proposed)}. It is taken in whole."
        else:
            new, changed, gone = (proposed.count(what) for what in (NEW, CHANGED, GONE))
            told = (
                f"{proposed.file} would change “{proposed.plan.title}”: {new:,} new, {counted(changed, 'cell')} "
                f"changed, {gone:,} gone. Take in all of it, or mark rows with Ctrl or Shift and take in those."
            )
        view.proposed.show_rows(proposed.differences, told)
        view.show_parts(has_plan=self._presenter.plan is not None, aside=view.proposed)
        view.proposed.buttons[TAKE_ALL].setEnabled(bool(proposed.is_new or proposed.differences))
        view.proposed.buttons[TAKE_MARKED].setVisible(not proposed.is_new)
        view.proposed.table.select(lambda _row: True)
        view.proposed.table.view.setFocus()

    def _accept(self, proposed: Proposed, keys: Collection[str] | None) -> None:
        taken: list[str] = []

        def act(workspace: Workspace) -> None:
            taken.append(accept(workspace, proposed, keys))

        if self._presenter.write(act):
            number = len(proposed.differences) if keys is None else len(keys)
            said = "The plan was taken in." if proposed.is_new else f"{counted(number, 'change')} taken in."
            self._leave()
            self._presenter.choose(taken[0])
            self._presenter.context.notify(f"{said} Undo takes it back.")

    def _leave(self) -> None:
        self._proposed = None
        self._view.proposed.forget()
        self._view.show_parts(has_plan=self._presenter.plan is not None)


def _size(proposed: Proposed) -> str:
    return f"{counted(len(proposed.plan.placed), 'action')} in {counted(len(proposed.plan.themes), 'theme')}"
