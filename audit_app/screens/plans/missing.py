"""The behaviour of asking what became of plans that the last import did not have."""

from datetime import date
from types import MappingProxyType

from PySide6.QtCore import QObject, Signal

from audit_app.domain.counting import counted
from audit_app.domain.problems import AppError
from audit_app.intake.cells import parse_date
from audit_app.screens.plans.missing_page import MissingPage
from audit_app.services.register.missing import Became, missing_entries, say_what_became
from audit_app.ui.screen import ScreenContext

_MISTAKE = (
    "It is taken out of the register, and stays in the audit trail. If a later file has it, it comes back. Call a plan "
    "a mistake only where it never belonged to this area."
)


_DONE = MappingProxyType({Became.KEPT: "kept", Became.CEASED: "ceased", Became.MISTAKE: "taken out of the register"})


class MissingPlans(QObject):
    """`turned_to` carries the page that is to be shown, None for the list; `counted` how many are still to be asked."""

    turned_to = Signal(object)
    counted = Signal(int)

    def __init__(self, page: MissingPage, context: ScreenContext, parent: QObject) -> None:
        super().__init__(parent)
        self._page, self._context = page, context
        page.said.connect(self.write)
        page.left.connect(self._leave)

    def count(self) -> None:
        """Tell how many are still to be asked; none where nothing may be written."""
        session = self._context.session
        found = session.read(missing_entries).entries if session.is_open and session.can_write else ()
        self.counted.emit(len(found))

    def show(self) -> None:
        """Ask."""
        if self._context.session.is_open:
            self._page.show_missing(self._context.session.read(missing_entries))
            self.turned_to.emit(self._page)
            self._page.table.view.setFocus()

    def forget(self) -> None:
        """The workspace is locked: nothing of it is shown any more."""
        self._page.forget()
        self.counted.emit(0)

    def write(self, became: Became) -> None:
        """Save what became of those that are marked."""
        chosen = tuple(self._page.chosen())
        if not chosen:
            return
        who = chosen[0].plan_ref if len(chosen) == 1 else counted(len(chosen), "plan", "plans")
        on = self._day(who) if became is Became.CEASED else None
        if became is Became.CEASED and on is None:
            return
        if became is Became.MISTAKE and not self._context.dialogs.confirm(
            f"Was {who} a mistake?", _MISTAKE, "Take out", danger=True
        ):
            return
        try:
            self._context.session.write(lambda workspace: say_what_became(workspace, chosen, became, on))
        except AppError as error:
            self._page.say_fault(error.message)
            return
        self._context.notify(f"{who}: {_DONE[became]}.")
        self.count()
        self.show()

    def _day(self, who: str) -> date | None:
        said = self._context.dialogs.ask_text(
            f"When did {who} cease?", "The &day, such as 31/03/2026", yes="Save", check=_day_fault
        )
        return date.fromisoformat(parse_date(said)) if said is not None else None

    def _leave(self) -> None:
        self.turned_to.emit(None)


def _day_fault(text: str) -> str:
    try:
        parse_date(text)
    except ValueError as error:
        return str(error)
    return ""
