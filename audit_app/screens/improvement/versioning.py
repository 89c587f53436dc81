"""Versions of the plan on the screen: made, signed off, compared with the plan as it is now or with each other."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from audit_app.domain.counting import counted
from audit_app.domain.problems import AppError
from audit_app.screens.improvement import asked
from audit_app.screens.improvement.forms import Asked, FormDialog, Input
from audit_app.screens.improvement.log_pages import COMPARE, MAKE, SIGN, TWO
from audit_app.services.improvement import versions
from audit_app.services.improvement.versions import Version
from audit_app.ui.days import plain_day

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
        elif isinstance(row, Version) and what == TWO:
            self._compare_two(row)

    def compare(self, row: object) -> None:
        """What the plan has changed since a version."""
        if isinstance(row, Version):
            self._show_compared(row, None)

    def _compare_two(self, row: Version) -> None:
        """Ask for the other version, and show what the later of both has otherwise."""
        plan_id = self._plan_id()
        every = self._presenter.context.session.read(lambda workspace: versions.versions(workspace, plan_id))
        others = [one for one in every if one.held.id != row.held.id]
        if not others:
            self._view.say("There is no other version yet. Make one, or compare this one with the plan as it is now.")
            return
        chosen: list[Version] = []

        def keep(found: dict[str, Any]) -> None:
            chosen.extend(one for one in others if one.held.id == (found.get("other") or others[0].held.id))

        asked = (Asked("other", "The &other version", Input.CHOICE, choices=tuple(_choice(one) for one in others)),)
        title = f"Compare version {row.held.number} with another"
        self._presenter.changing.run(FormDialog(title, asked, {}, keep, self._view.window(), yes="&Compare"))
        if chosen:
            ids = [one.held.id for one in every]  # the newest first
            later, earlier = sorted((row, chosen[0]), key=lambda one: ids.index(one.held.id))
            self._show_compared(earlier, later)

    def _show_compared(self, earlier: Version, later: Version | None) -> None:
        plan_id, ids = self._plan_id(), (earlier.held.id, later.held.id if later is not None else "")
        try:
            found = self._presenter.context.session.read(lambda workspace: versions.compared(workspace, plan_id, *ids))
        except AppError as error:
            self._view.say(error.message)
            return
        told = f"Since version {earlier.held.number}: {counted(len(found), 'difference')}."
        if later is not None:
            told = (
                f"From version {earlier.held.number} to version {later.held.number}: "
                f"{counted(len(found), 'difference')}."
            )
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


def _choice(one: Version) -> tuple[str, str]:
    signed = f", signed off by {one.held.signed_board}" if one.is_signed else ", not signed off"
    return one.held.id, f"Version {one.held.number} of {plain_day(one.held.made_on)}{signed}"
