"""What the agreement screen is asked for: a round or every one, and where there is a choice framework and way."""

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from audit_app.screens.agreement.wording import EVERY_ROUND
from audit_app.services.agreement.measuring import Agreement, AgreementAsked
from audit_app.ui.fields import Field
from audit_app.ui.flow import FlowRow
from exports.agreement_words import METHODS

_LETTERS = 18


class AskedRow(FlowRow):
    """`changed` tells that something else is asked for."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.round, self.framework, self.method = QComboBox(), QComboBox(), QComboBox()
        self.fields = {
            "round": Field("&Round", self.round),
            "framework": Field("&Framework", self.framework),
            "method": Field("Scored &by", self.method),
        }
        for box in (self.round, self.framework, self.method):
            box.setMinimumContentsLength(_LETTERS)
            box.activated.connect(self._tell)
        for field in self.fields.values():
            self.add(field)
        self.forget()

    def asked(self, round_: str | None = None) -> AgreementAsked:
        """What the fields ask for, another round in their place where one is given."""
        chosen = str(self.round.currentData() or "") if round_ is None else round_
        method, framework = (str(box.currentData() or "") for box in (self.method, self.framework))
        return AgreementAsked(chosen, method, framework)

    def show_choices(self, found: Agreement) -> None:
        """The rounds of what was measured, the newest first, and what else there is to choose."""
        rounds = [(one.name, one.name) for one in reversed(found.rounds)]
        _fill(self.round, [(EVERY_ROUND, ""), *rounds], found.asked.round)
        _fill(self.framework, [(key, key) for key in found.frameworks], found.asked.framework)
        _fill(self.method, [(METHODS.get(one, one), one) for one in found.methods], found.asked.method)
        self.fields["framework"].setVisible(len(found.frameworks) > 1)
        self.fields["method"].setVisible(len(found.methods) > 1)

    def forget(self) -> None:
        """Nothing to choose but every round."""
        _fill(self.round, [(EVERY_ROUND, "")], "")
        for name in ("framework", "method"):
            self.fields[name].hide()
        self.framework.clear()
        self.method.clear()

    def _tell(self, _number: int) -> None:
        self.changed.emit()


def _fill(box: QComboBox, choices: Iterable[tuple[str, str]], chosen: str) -> None:
    with QSignalBlocker(box):
        box.clear()
        for words, data in choices:
            box.addItem(words, data)
        box.setCurrentIndex(max(box.findData(chosen), 0))
