"""Asks under which other names the register knows somebody, so that nobody is given a plan of their own."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from audit_app.services.rounds.people import Candidate
from audit_app.ui.asking import AskingDialog
from audit_app.ui.choice import Weight
from audit_app.ui.fields import Field
from audit_app.ui.words import button


class NamesDialog(AskingDialog):
    """`person` is whose names they are, `names` all of them as they now stand in the field."""

    def __init__(self, found: Sequence[Candidate], parent: QWidget | None = None) -> None:
        said = (
            "Nobody scores a plan that they wrote, advised on or hold as case officer. That is told by names, so give "
            "every spelling that the register or the advice log has of somebody: a maiden name, initials, a service."
        )
        super().__init__("Names in the register", said, parent)
        self._known = {one.person.id: one.known_as for one in found}
        self.who, self.also = QComboBox(), QLineEdit()
        for one in found:
            self.who.addItem(one.person.name, one.person.id)
        self.body.addWidget(Field("&Member", self.who))
        self.body.addWidget(Field("&Other names they go by", self.also, hint="With commas between."))
        self.yes = button("&Keep these names", self.accept, weight=Weight.MAIN)
        self.finish(button("Cancel", self.reject), self.yes)
        self.yes.setDefault(True)
        self.who.currentIndexChanged.connect(self._follow)
        self._follow()

    @property
    def person(self) -> str:
        """The person's id."""
        return str(self.who.currentData() or "")

    @property
    def names(self) -> tuple[str, ...]:
        """The names, as typed."""
        return tuple(filter(None, (one.strip() for one in self.also.text().split(","))))

    def _follow(self) -> None:
        self.also.setText(", ".join(self._known.get(self.person, ())))
