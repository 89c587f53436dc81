"""Asks who is to be added with which passphrase, or what of somebody is to be another, from when and why."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QCheckBox, QDateEdit, QHBoxLayout, QLineEdit, QWidget

from audit_app.screens.settings.new_passphrase import RULE, is_new_passphrase
from audit_app.screens.settings.parts import day_of
from audit_app.screens.settings.person_form import PersonForm
from audit_app.services.people import PersonWish
from audit_app.store.person_ops import PersonDetails
from audit_app.ui.fields import Field, passphrase_field, passphrase_of


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
