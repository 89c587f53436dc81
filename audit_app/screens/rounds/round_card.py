"""One round on the screen: its state, its members, and the card in which the scores are opened; it decides nothing."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from audit_app.domain.rounds import RoundState, Standing, Way
from audit_app.screens.rounds.columns import seat_columns
from audit_app.screens.rounds.wording import due_words, seal_words, state_of
from audit_app.services.rounds.progress import RoundProgress, SeatProgress
from audit_app.ui.card import Card
from audit_app.ui.choice import Weight
from audit_app.ui.feedback import EmptyState
from audit_app.ui.flow import FlowRow
from audit_app.ui.icons import Icon
from audit_app.ui.pill import status_pill
from audit_app.ui.table import DataTable
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label

_LEAST, _MOST = 5, 9


class RoundCard(QWidget):
    """`asked` carries the name of what is wanted and the member it is wanted of (None for the round)."""

    asked = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(measures().spacing[2])
        self._found: RoundProgress | None = None
        self._may_lead = False
        for part in (self._head(), self._members(), self._opening()):
            outer.addWidget(part)
        outer.addStretch(1)

    def show_round(self, found: RoundProgress, today: date, *, may_lead: bool) -> None:
        """Show how a round stands; who may not lead it reads."""
        self._found, self._may_lead = found, may_lead
        self.head.set_title(f"Round {found.name}")
        self.pill.show_status(*state_of(found.state, bool(found.void_reason)))
        self.due.setText(due_words(found, today))
        self.seal.setText((found.void_reason and f"Void: {found.void_reason}") or seal_words(found))
        self.plans.setText("Plans: " + ", ".join(ref or "(erased)" for _, ref in found.plans))
        kept = self.members.current()
        self.members.set_rows(found.seats)
        person = kept.seat.person if kept is not None else ""
        if not self.members.select(lambda one: one.seat.person == person):
            self.members.select(lambda _one: True)
        self._show_opening(found, may_lead=may_lead)
        self._follow(self.members.current())

    def forget(self) -> None:
        """Nothing of a round is shown any more."""
        self._found = None
        self.members.set_rows(())

    def _head(self) -> QWidget:
        self.head = Card("Round")
        self.pill = status_pill(*state_of(RoundState.OPEN, False))
        self.head.head.addWidget(self.pill)
        self.due, self.seal, self.plans = label("", "strong"), label("", "soft"), label("", "soft")
        for words in (self.due, self.seal, self.plans):
            self.head.body.addWidget(words)
        self.voice = button("Family voi&ce", lambda: self.asked.emit("voice", None), icon=Icon.PERSON)
        self.void = button("Make &void", lambda: self.asked.emit("void", None), weight="quiet")
        self.extend = button("E&xtend the date", lambda: self.asked.emit("extend", None), weight="quiet")
        self.head.body.addWidget(FlowRow(self.voice, self.extend, self.void))
        return self.head

    def _members(self) -> QWidget:
        card = Card("Members")
        empty = EmptyState("No members", "")
        self.members = DataTable("Members of the round", seat_columns(), empty=empty, searchable=False)
        self.members.set_height_in_rows(_LEAST, _MOST)
        self.members.row_current.connect(self._follow)
        self.members.row_chosen.connect(lambda _row: self._send_main())
        self.pack = button("Make their &pack", lambda: self._ask("pack"), icon=Icon.EXPORT)
        self.sheet = button("Make their s&heet", lambda: self._ask("sheet"), icon=Icon.EXPORT)
        self.table = button("Ta&ke down their scores", lambda: self._ask("table"), icon=Icon.EDIT)
        self.back = button("Hand &back", lambda: self._ask("back"))
        self.withdraw = button("With&draw", lambda: self._ask("withdraw"))
        self.absent = button("Record &as absent", lambda: self._ask("absent"))
        self.result = button("Make their re&sult", lambda: self._ask("result"), icon=Icon.EXPORT)
        self.take_off = button("Take a p&lan off", lambda: self._ask("take_off"))
        self.give_on = button("G&ive their plans on", lambda: self._ask("give_on"))
        self.add = button("Add a &member", lambda: self.asked.emit("add", None), weight="quiet", icon=Icon.ADD)
        sends = (self.pack, self.sheet, self.table, self.result)
        card.body.addWidget(self.members)
        card.body.addWidget(
            FlowRow(*sends, self.back, self.absent, self.withdraw, self.take_off, self.give_on, self.add)
        )
        return card

    def _opening(self) -> QWidget:
        self.opening = Card("Open the scores")
        self.rule = label("", "")
        self.open_button = button("&Open the scores", lambda: self.asked.emit("reveal", None), weight=Weight.MAIN)
        self.ask_button = button("Ask a ke&yholder elsewhere", lambda: self.asked.emit("ask", None), icon=Icon.EXPORT)
        self.answer_button = button("Open with their ans&wer", lambda: self.asked.emit("answer", None))
        self.custody = button("Giv&e a keyholder their half", lambda: self.asked.emit("custody", None), weight="quiet")
        self.go_on = button("Go to the &reveal", lambda: self.asked.emit("go_reveal", None), weight=Weight.MAIN)
        self.agreement = button("Agr&eement", lambda: self.asked.emit("agreement", None))
        self.opening.body.addWidget(self.rule)
        row = QHBoxLayout()
        row.addWidget(
            FlowRow(self.open_button, self.ask_button, self.answer_button, self.custody, self.go_on, self.agreement), 1
        )
        self.opening.body.addLayout(row)
        return self.opening

    def _show_opening(self, found: RoundProgress, *, may_lead: bool) -> None:
        is_open = found.state is RoundState.OPEN and not found.void_reason
        self.opening.set_title("Open the scores" if is_open else "The scores")
        for one in (self.open_button, self.ask_button, self.answer_button):
            one.setVisible(is_open and (found.is_sealed or one is self.open_button))
            one.setEnabled(may_lead and found.rule.is_met)
        self.custody.setVisible(is_open and found.is_sealed)
        self.custody.setEnabled(may_lead)
        self.go_on.setVisible(found.state is not RoundState.OPEN)
        self.agreement.setVisible(found.state is not RoundState.OPEN)
        for each in (self.void, self.extend, self.add):
            each.setVisible(is_open)
            each.setEnabled(may_lead)
        self.rule.setText(_rule_words(found))

    def _follow(self, one: SeatProgress | None) -> None:
        found = self._found
        if found is None:
            return
        is_open = found.state is RoundState.OPEN and not found.void_reason
        takes_part = one is not None and one.seat.standing is Standing.TAKING_PART
        way = one.seat.way if one is not None else None
        for each, wanted in ((self.pack, Way.PACK), (self.sheet, Way.SHEET), (self.table, Way.TABLE)):
            each.setVisible(way is wanted and found.state is RoundState.OPEN)
            each.setEnabled(is_open and takes_part and self._may_lead)
        self.pack.setText("Make their &pack" if one is None or not one.has_keys else "Make their next &pack")
        self.back.setVisible(found.state is RoundState.OPEN)
        self.back.setEnabled(is_open and takes_part and self._may_lead and one is not None and bool(one.seat.returned))
        self.withdraw.setVisible(found.state is RoundState.OPEN)
        self.withdraw.setEnabled(is_open and takes_part and self._may_lead)
        self.take_off.setVisible(found.state is RoundState.OPEN)
        has_more = one is not None and bool(one.seat.missing) and len(one.seat.audits) > 1
        self.take_off.setEnabled(is_open and takes_part and self._may_lead and has_more)
        has_left = one is not None and one.seat.standing is Standing.WITHDRAWN and not one.seat.is_finished
        self.give_on.setVisible(is_open and has_left)
        self.give_on.setEnabled(self._may_lead)
        self.absent.setVisible(found.state is RoundState.OPEN)
        waits = one is not None and takes_part and not one.seat.is_finished
        self.absent.setEnabled(is_open and waits and self._may_lead)
        self.result.setVisible(found.state is not RoundState.OPEN and way is Way.PACK)
        self.result.setEnabled(self._may_lead and one is not None and one.has_keys)

    def _send_main(self) -> None:
        for each in (self.pack, self.sheet, self.table, self.result):
            if each.isVisible() and each.isEnabled():
                each.click()
                return

    def _ask(self, what: str) -> None:
        one = self.members.current()
        if one is not None:
            self.asked.emit(what, one)


def _rule_words(found: RoundProgress) -> str:
    if found.void_reason:
        return "This round cannot be opened. Its plans can be scored again in a new round."
    if found.state is not RoundState.OPEN:
        return "The scores are open. Originals stand as they are; the group now agrees one score for each marker."
    lines: Sequence[str] = found.rule.reasons
    if lines:
        return "Not yet:\n" + "\n".join(f"• {line}" for line in lines)
    if not found.is_sealed:
        return "Everything that is needed is in. This round is not sealed: you can open it alone, and that is said."
    return "Everything that is needed is in. Open it with a keyholder beside you, or ask one elsewhere."
