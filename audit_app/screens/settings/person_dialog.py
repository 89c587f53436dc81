"""Asks who is to be added: name, agency, roles, and a passphrase that they type twice themselves."""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from audit_app.domain.people import Agency, Role
from audit_app.screens.settings.reading import AGENCIES, ROLES
from audit_app.store.keys.passphrase import passphrase_problems
from audit_app.store.person_ops import PersonDetails
from audit_app.ui.dialogs import Weight
from audit_app.ui.fields import Field, passphrase_field, passphrase_of
from audit_app.ui.theme import measures
from audit_app.ui.words import button, label

RULE = "At least 8 characters; three or four words are best."
DIFFER = "The two passphrases differ. Type the same twice."


class PersonDialog(QDialog):
    """`details` and `chosen_passphrase` are what was asked for; it closes only when nothing speaks against them."""

    def __init__(self, taken: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._taken = frozenset(taken)
        self.setWindowTitle("Add a person")
        self.setMinimumWidth(460)
        space = measures().spacing
        outer = QVBoxLayout(self)
        outer.setContentsMargins(space[4], space[4], space[4], space[3])
        outer.setSpacing(space[2])
        self.name = Field("&Name", QLineEdit())
        self.agency = QComboBox()
        for agency, words in AGENCIES.items():
            self.agency.addItem(words, agency.value)
        outer.addWidget(self.name)
        outer.addWidget(Field("&Agency they score for", self.agency))
        outer.addWidget(label("What they may do", "strong"))
        self.roles: dict[Role, QCheckBox] = {}
        for role, (name, trusted) in ROLES.items():
            box = QCheckBox(f"{name}: {trusted}")
            box.setAccessibleName(f"{name}: {trusted}")
            self.roles[role] = box
            outer.addWidget(box)
        self.no_role = label("", "problem")
        self.no_role.hide()
        outer.addWidget(self.no_role)
        self.passphrase = passphrase_field("Their &passphrase", hint=f"{RULE} Let them type it themselves.")
        self.again = passphrase_field("Their passphrase a&gain")
        outer.addWidget(self.passphrase)
        outer.addWidget(self.again)
        row = QHBoxLayout()
        row.addStretch(1)
        self.no = button("Cancel", self.reject)
        self.yes = button("A&dd the person", self.judge, weight=Weight.MAIN)
        row.addWidget(self.no)
        row.addWidget(self.yes)
        outer.addLayout(row)
        self.yes.setDefault(True)

    @property
    def details(self) -> PersonDetails:
        """Who is to be added."""
        roles = frozenset(role for role, box in self.roles.items() if box.isChecked())
        return PersonDetails(self.name.text(), Agency(self.agency.currentData()), roles)

    @property
    def chosen_passphrase(self) -> str:
        """Their passphrase as typed."""
        return passphrase_of(self.passphrase)

    def judge(self) -> None:
        """Close where all will do; otherwise say beside each field what speaks against it."""
        name = self.name.text()
        said = "" if name else "Give their name."
        if name in self._taken:
            said = f"{name} can open this workspace already. Give the second one a name of their own."
        self.name.show_problems((said,) if said else ())
        no_role = "" if self.details.roles else "Tick at least one role."
        self.no_role.setText(no_role)
        self.no_role.setVisible(bool(no_role))
        if is_new_passphrase(self.passphrase, self.again) and not said and not no_role:
            self.accept()


def is_new_passphrase(first: Field, again: Field) -> bool:
    """Whether a passphrase typed twice will do; what speaks against it stands beside its field."""
    typed = passphrase_of(first)
    problems = passphrase_problems(typed)
    first.show_problems(problems)
    differs = not problems and passphrase_of(again) != typed
    again.show_problems((DIFFER,) if differs else ())
    return not problems and not differs
