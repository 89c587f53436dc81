"""Asks who is to be added or what of somebody is to be another: name, agency, roles, teams, last day, passphrase."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from audit_app.domain.people import Agency, Role
from audit_app.screens.settings.parts import day_of
from audit_app.screens.settings.reading import AGENCIES, ROLES
from audit_app.services.people import PersonWish
from audit_app.store.keys.passphrase import passphrase_problems
from audit_app.store.person_ops import PersonDetails
from audit_app.ui.dialogs import Weight
from audit_app.ui.fields import Field, passphrase_field, passphrase_of
from audit_app.ui.theme import measures, scaled
from audit_app.ui.words import button, label

RULE = "At least 8 characters; three or four words are best."
DIFFER = "The two passphrases differ. Type the same twice."
_WIDE, _HIGH = 540, 640


class PersonForm(QDialog):
    """What adding and changing ask alike; what is wrong stands beside its field, and then it does not close."""

    def __init__(self, title: str, yes: str, taken: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._taken = frozenset(taken)
        self.setWindowTitle(title)
        space = measures().spacing
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, space[3])
        inner = QWidget()
        inner.setProperty("role", "canvas")
        self.form = QVBoxLayout(inner)
        self.form.setContentsMargins(space[4], space[4], space[4], space[2])
        self.form.setSpacing(space[2])
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        outer.addWidget(scroll, 1)
        self._add_fields()
        row = QHBoxLayout()
        row.setContentsMargins(space[4], 0, space[4], 0)
        row.addStretch(1)
        self.no = button("Cancel", self.reject)
        self.yes = button(yes, self.judge, weight=Weight.MAIN)
        row.addWidget(self.no)
        row.addWidget(self.yes)
        outer.addLayout(row)
        self.yes.setDefault(True)

    def fit(self) -> None:
        """As large as it needs to be and the window has room for; the fields scroll, the buttons stay in view."""
        parent = self.parentWidget()
        room = parent.window().height() - 40 if parent is not None else scaled(self, _HIGH)
        inner = self.form.parentWidget()
        needs = inner.sizeHint().height() + self.yes.sizeHint().height() + 40 if inner is not None else room
        self.resize(scaled(self, _WIDE), min(needs, room))

    def _add_fields(self) -> None:
        self.name = Field("&Name", QLineEdit())
        self.agency = QComboBox()
        for agency, words in AGENCIES.items():
            self.agency.addItem(words, agency.value)
        self.form.addWidget(self.name)
        self.form.addWidget(Field("&Agency they score for", self.agency))
        self.form.addWidget(label("What they may do", "strong"))
        self.roles: dict[Role, QCheckBox] = {}
        boxes = QVBoxLayout()
        boxes.setSpacing(0)
        for role, (name, trusted) in ROLES.items():
            box = QCheckBox(f"{name}: {trusted}")
            box.setAccessibleName(f"{name}: {trusted}")
            self.roles[role] = box
            boxes.addWidget(box)
        self.form.addLayout(boxes)
        self.no_role = label("", "problem")
        self.no_role.hide()
        self.form.addWidget(self.no_role)
        hint = "As the register has them, with commas between: nobody audits a plan of their own team in a round."
        self.teams = Field("Casework &teams they manage", QLineEdit(), hint=hint)
        self.form.addWidget(self.teams)

    @property
    def chosen_roles(self) -> frozenset[Role]:
        """The roles that are ticked."""
        return frozenset(role for role, box in self.roles.items() if box.isChecked())

    @property
    def chosen_teams(self) -> tuple[str, ...]:
        """The teams as typed, without blanks around them."""
        return tuple(filter(None, (team.strip() for team in self.teams.text().split(","))))

    @property
    def chosen_agency(self) -> Agency:
        """The agency that is chosen."""
        return Agency(self.agency.currentData())

    def is_sound(self) -> bool:
        """Whether nothing speaks against what was asked; what does stands beside its field."""
        name = self.name.text()
        said = "" if name else "Give their name."
        if name in self._taken:
            said = f"{name} can open this workspace already. Give the second one a name of their own."
        self.name.show_problems((said,) if said else ())
        no_role = "" if self.chosen_roles else "Tick at least one role."
        self.no_role.setText(no_role)
        self.no_role.setVisible(bool(no_role))
        return not said and not no_role

    def judge(self) -> None:
        """Close where all will do."""
        if self.is_sound():
            self.accept()


class PersonDialog(PersonForm):
    """Adding: `details` and `chosen_passphrase` are what was asked for; the person types that twice themselves."""

    def __init__(self, taken: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__("Add a person", "A&dd the person", taken, parent)
        self.passphrase = passphrase_field("Their &passphrase", hint=f"{RULE} Let them type it themselves.")
        self.again = passphrase_field("Their passphrase a&gain")
        self.form.addWidget(self.passphrase)
        self.form.addWidget(self.again)
        self.fit()

    @property
    def details(self) -> PersonDetails:
        """Who is to be added."""
        return PersonDetails(self.name.text(), self.chosen_agency, self.chosen_roles, self.chosen_teams)

    @property
    def chosen_passphrase(self) -> str:
        """Their passphrase as typed."""
        return passphrase_of(self.passphrase)

    def is_sound(self) -> bool:
        """Whether nothing speaks against the person nor the passphrase."""
        is_new = is_new_passphrase(self.passphrase, self.again)
        return super().is_sound() and is_new


class ChangeDialog(PersonForm):
    """Changing: `wish` is the person as they shall be, `reason` why."""

    def __init__(self, now: PersonWish, taken: Sequence[str], today: date, parent: QWidget | None = None) -> None:
        super().__init__(f"Change {now.name}", "&Save the change", taken, parent)
        if isinstance(self.name.widget, QLineEdit):
            self.name.widget.setText(now.name)
        if isinstance(self.teams.widget, QLineEdit):
            self.teams.widget.setText(", ".join(now.teams))
        self.agency.setCurrentIndex(self.agency.findData(now.agency.value))
        for role, box in self.roles.items():
            box.setChecked(role in now.roles)
        self.ends = QCheckBox("Their access &ends at the end of")
        self.last_day = QDateEdit()
        self.last_day.setDisplayFormat("d MMM yyyy")
        self.last_day.setCalendarPopup(True)
        day = now.last_day or today
        self.last_day.setDate(QDate(day.year, day.month, day.day))
        self.ends.setChecked(now.last_day is not None)
        self.ends.setAccessibleName("Their access ends at the end of a last day")
        self.ends.toggled.connect(self._show_day)
        row = QHBoxLayout()
        row.addWidget(self.ends)
        row.addWidget(self.last_day)
        row.addStretch(1)
        self.last_day.setAccessibleName("Last day of their access")
        self.form.addLayout(row)
        self.why = Field("&Why", QLineEdit(), hint="It stands in the audit trail.")
        self.form.addWidget(self.why)
        self._show_day(self.ends.isChecked())
        self.fit()

    @property
    def wish(self) -> PersonWish:
        """The person as they shall be."""
        last = day_of(self.last_day) if self.ends.isChecked() else None
        return PersonWish(self.name.text(), self.chosen_agency, self.chosen_roles, self.chosen_teams, last)

    @property
    def reason(self) -> str:
        """Why, as typed."""
        return self.why.text()

    def is_sound(self) -> bool:
        """Whether nothing speaks against the change, and its reason is given."""
        self.why.show_problems(() if self.reason else ("Say why, in a few words.",))
        return super().is_sound() and bool(self.reason)

    def _show_day(self, is_on: bool) -> None:
        self.last_day.setEnabled(is_on)


def is_new_passphrase(first: Field, again: Field) -> bool:
    """Whether a passphrase typed twice will do; what speaks against it stands beside its field."""
    typed = passphrase_of(first)
    problems = passphrase_problems(typed)
    first.show_problems(problems)
    differs = not problems and passphrase_of(again) != typed
    again.show_problems((DIFFER,) if differs else ())
    return not problems and not differs
