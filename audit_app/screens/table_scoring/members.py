"""Who scores round the table, and how many of their plans are sealed; the one who speaks next is chosen here."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from audit_app.domain.scoring_sheet import NOT_SEALED
from audit_app.services.sheets_of_round.table import Table, TableSeat
from audit_app.ui.card import Page
from audit_app.ui.choice import Weight
from audit_app.ui.feedback import EmptyState
from audit_app.ui.icons import Icon
from audit_app.ui.table import DataTable
from audit_app.ui.table_model import Column
from audit_app.ui.words import button, reading
from scoring.figures import AGENCIES

_TOLD = (
    "One member at a time says their scores to whoever types, out of earshot of the others. Each plan is sealed before "
    "the next one, and each member before the next. Such scores are blind by procedure, not by encryption, and are "
    "counted apart in reports."
)
_LEAST_ROWS = 3


class MembersPage(QWidget):
    """`chosen` carries the id of the member who speaks next."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = Page("Round the table")
        self.told = reading(_TOLD)
        self.table = DataTable("Members who score round the table", _columns(), empty=EmptyState("", ""))
        self.table.set_height_in_rows(_LEAST_ROWS)
        self.empty = EmptyState("", "", icon=Icon.PEOPLE)
        self.begin_button = button("&Take their scores down", self._begin, weight=Weight.MAIN)
        self.back_button = button("Back to the &round")
        self.table.row_chosen.connect(self._choose)
        self.table.row_current.connect(self._show_current)
        self.page.head.addWidget(self.back_button)
        self.page.head.addWidget(self.begin_button)
        for part in (self.told, self.table, self.empty):
            self.page.body.addWidget(part)
        self.page.body.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.page)

    def show_table(self, found: Table | None) -> None:
        """Show the members, the first who is not done chosen; or why nobody can score here now."""
        seats = found.seats if found is not None else ()
        self.table.set_rows(seats)
        self.table.setVisible(bool(seats))
        self.begin_button.setVisible(bool(seats))
        is_sealed = found is None or found.is_sealed
        self.told.setText(_TOLD if is_sealed else f"{_TOLD} {NOT_SEALED}")
        why = found.why_not if found is not None else ""
        self.empty.say("Nobody scores here now", why, "")
        self.empty.setVisible(bool(why))
        following = next((seat.person for seat in seats if not seat.is_done), "")
        if following:
            self.table.select(lambda seat: seat.person == following)
        self._show_current()

    def take_focus(self) -> None:
        """To the next step: the member chosen begins, or back to the round."""
        can_begin = self.begin_button.isVisible() and self.begin_button.isEnabled()
        (self.begin_button if can_begin else self.back_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_current(self, _row: object = None) -> None:
        now = self.table.current()
        self.begin_button.setEnabled(isinstance(now, TableSeat) and not now.is_done)

    def _begin(self) -> None:
        self._choose(self.table.current())

    def _choose(self, seat: object) -> None:
        if isinstance(seat, TableSeat) and not seat.is_done:
            self.chosen.emit(seat.person)


def _columns() -> list[Column]:
    return [
        Column("name", "Member", lambda seat: seat.name),
        Column("agency", "Agency", lambda seat: AGENCIES[seat.agency]),
        Column("sealed", "Plans sealed", _sealed_words),
    ]


def _sealed_words(seat: TableSeat) -> str:
    return "All sealed" if seat.is_done else f"{seat.sealed} of {seat.plans}"
