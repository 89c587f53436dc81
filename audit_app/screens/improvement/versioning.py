"""Versions of the plan on the screen: made, signed off, compared with the plan as it is now."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from audit_app.domain.counting import counted
from audit_app.domain.problems import AppError
from audit_app.screens.improvement import asked
from audit_app.screens.improvement.forms import FormDialog
from audit_app.screens.improvement.log_pages import COMPARE, MAKE, SIGN
from audit_app.services.improvement import versions
from audit_app.services.improvement.versions import Version

if TYPE_CHECKING:
    from audit_app.screens.improvement.presenter import ImprovementPresenter


class PlanVersions(QObject):
    """Lives as long as the presenter."""

    def __init__(self, presenter: "ImprovementPresenter") -> None:
        super().__init__(presenter)
        self._presenter, self._view = presenter, presenter.view
        self._view.versions.asked.connect(self.do)
        self._view.versions.chosen.connect(self.compare)
        self._view.compared.asked.connect(self.leave)

    def show(self) -> None:
        """Fill the page of versions."""
        plan_id = self._plan_id()
        found = self._presenter.context.session.read(lambda workspace: versions.versions(workspace, plan_id))
        self._view.versions.show_rows(found)

    def do(self, what: str, row: object) -> None:
        """A button of the versions."""
        if what == MAKE:
            self._make()
        elif isinstance(row, Version) and what == SIGN:
            self._sign(row)
        elif what == COMPARE:
            self.compare(row)

    def compare(self, row: object) -> None:
        """What the plan has changed since a version."""
        if not isinstance(row, Version):
            return
        plan_id, id_ = self._plan_id(), row.held.id
        try:
            found = self._presenter.context.session.read(lambda workspace: versions.compared(workspace, plan_id, id_))
        except AppError as error:
            self._view.say(error.message)
            return
        told = f"Since version {row.held.number}: {counted(len(found), 'difference')}."
        self._view.compared.show_rows(found, told)
        self._view.show_parts(has_plan=True, aside=self._view.compared)
        self._view.compared.table.view.setFocus()

    def leave(self, _what: str, _row: object) -> None:
        """Back to the versions."""
        self._view.compared.forget()
        self._view.show_parts(has_plan=self._presenter.plan is not None)
        self._view.versions.table.view.setFocus()

    def forget(self) -> None:
        """The workspace is locked."""
        self._view.compared.forget()

    def _make(self) -> None:
        plan_id, session = self._plan_id(), self._presenter.context.session

        def keep(found: dict[str, Any]) -> None:
            session.write(lambda workspace: versions.make_version(workspace, plan_id, str(found.get("note") or "")))

        told = "The whole plan is kept as it is now, under a digest. It cannot be changed or taken back."
        self._presenter.changing.run(
            FormDialog("Make a version", asked.VERSION, {}, keep, self._view.window(), yes="&Make it", told=told)
        )

    def _sign(self, row: Version) -> None:
        plan_id, id_, session = self._plan_id(), row.held.id, self._presenter.context.session

        def keep(found: dict[str, Any]) -> None:
            board = str(found.get("board") or "")
            session.write(lambda workspace: versions.sign_off(workspace, plan_id, id_, board))

        told = f"Version {row.held.number} is noted as signed off today. This cannot be taken back."
        self._presenter.changing.run(
            FormDialog("Sign off", asked.SIGNED, {}, keep, self._view.window(), yes="Sign &off", told=told)
        )

    def _plan_id(self) -> str:
        return self._presenter.plan.id if self._presenter.plan is not None else ""
