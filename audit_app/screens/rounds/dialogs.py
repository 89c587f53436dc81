"""What the rounds screen asks and tells in dialogs of its own: six words, a member to add, a keyholder's passphrase."""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QWidget

from audit_app.domain.people import Agency, Role
from audit_app.screens.rounds.wording import AGENCIES
from audit_app.ui.asking import AskingDialog
from audit_app.ui.choice import Weight
from audit_app.ui.fields import Field, passphrase_field, passphrase_of
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label

_ROLES = (
    (Role.AUDITOR, "Scores plans"),
    (Role.KEYHOLDER, "Keeps a key: opens rounds together with the chair"),
)
_ABREAST = 3


class CodeDialog(AskingDialog):
    """Shows the six words by which a first pack opens; they are shown once."""

    def __init__(self, name: str, file: str, code: Sequence[str], parent: QWidget | None = None) -> None:
        said = (
            f"The pack is saved as {file}. Send it to {name} as you like. Tell them these words by phone, never in the "
            "same message: without them nobody can open it. They are shown this once."
        )
        super().__init__(f"Six words for {name}", said, parent)
        grid = QGridLayout()
        grid.setHorizontalSpacing(measures().spacing[4])
        grid.setVerticalSpacing(measures().spacing[2])
        for place, word in enumerate(code):
            one = label(f"{place + 1}  {word}", "title", wraps=False)
            one.setAccessibleName(f"Word {place + 1}: {word}")
            grid.addWidget(one, place // _ABREAST, place % _ABREAST)
        self.body.addLayout(grid)
        yes = button("They &have them", self.accept, weight=Weight.MAIN)
        self.finish(yes)
        yes.setDefault(True)


class KeyholderDialog(AskingDialog):
    """Asks which keyholder is there and for their passphrase; `keyholder` and `passphrase` are what was given."""

    def __init__(self, keyholders: Sequence[tuple[str, str]], name: str, parent: QWidget | None = None) -> None:
        said = (
            "A keyholder of this round types their own passphrase here. The scores of every member are then opened in "
            "one step, for everybody who can open this workspace. It cannot be taken back."
        )
        super().__init__(f"Open the scores of {name}", said, parent)
        self.who = QComboBox()
        for id_, words in keyholders:
            self.who.addItem(words, id_)
        self.secret = passphrase_field("Their &passphrase")
        self.body.addWidget(Field("&Keyholder", self.who))
        self.body.addWidget(self.secret)
        self.yes = button("&Open the scores", self.judge, weight=Weight.MAIN)
        self.finish(button("Cancel", self.reject), self.yes)
        self.yes.setDefault(True)

    @property
    def keyholder(self) -> str:
        """The keyholder's person id."""
        return str(self.who.currentData() or "")

    @property
    def passphrase(self) -> str:
        """Their passphrase as typed."""
        return passphrase_of(self.secret)

    def judge(self) -> None:
        """Close where a passphrase was typed."""
        self.secret.show_problems(() if self.passphrase else ("Let them type their passphrase.",))
        if self.passphrase:
            self.accept()


class MemberDialog(AskingDialog):
    """Asks who is to be added: somebody who takes part without a passphrase to this workspace."""

    def __init__(self, taken: Sequence[str], parent: QWidget | None = None) -> None:
        said = (
            "They get no passphrase to this workspace and see nothing of it. A pack gives them a place of their own on "
            "their own computer; a scoring sheet or the table needs no app at all."
        )
        super().__init__("Add somebody to audit groups", said, parent)
        self._taken = frozenset(taken)
        self.name = Field("&Name", QLineEdit())
        self.agency_box = QComboBox()
        for agency, words in AGENCIES.items():
            self.agency_box.addItem(words, agency)
        hint = "As the register or the advice log spells them, commas between: nobody scores their own plan."
        self.also = Field("&Other names they go by", QLineEdit(), hint=hint)
        self.managed = Field("Casework &teams they manage", QLineEdit(), hint="With commas between.")
        self.roles = {role: QCheckBox(words) for role, words in _ROLES}
        self.roles[Role.AUDITOR].setChecked(True)
        self.problem = label("", "problem")
        self.problem.hide()
        for part in (self.name, Field("&Agency", self.agency_box), *self.roles.values(), self.problem, self.also):
            self.body.addWidget(part)
        self.body.addWidget(self.managed)
        self.yes = button("A&dd them", self.judge, weight=Weight.MAIN)
        self.finish(button("Cancel", self.reject), self.yes)
        self.yes.setDefault(True)

    @property
    def agency(self) -> Agency:
        """The agency chosen."""
        return Agency(self.agency_box.currentData())

    @property
    def chosen_roles(self) -> tuple[Role, ...]:
        """The roles ticked."""
        return tuple(role for role, box in self.roles.items() if box.isChecked())

    @property
    def known_as(self) -> tuple[str, ...]:
        """Further names, as typed."""
        return _apart(self.also.text())

    @property
    def teams(self) -> tuple[str, ...]:
        """Teams, as typed."""
        return _apart(self.managed.text())

    def judge(self) -> None:
        """Close where nothing speaks against it; what does stands beside its field."""
        name = self.name.text()
        said = "Give their name." if not name else f"There is a {name} already." if name in self._taken else ""
        self.name.show_problems((said,) if said else ())
        self.problem.setText("" if self.chosen_roles else "Tick what they do.")
        self.problem.setVisible(not self.chosen_roles)
        if not said and self.chosen_roles:
            self.accept()


def _apart(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (one.strip() for one in text.split(","))))
