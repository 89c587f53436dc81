"""Asks what goes to which agency: the workbook, by when it is to come back, the page beside it; it writes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from audit_app.domain.counting import counted
from audit_app.intake.cells import parse_date
from audit_app.store.read_sent import SentWorkbook
from audit_app.ui.asking import AskingDialog
from audit_app.ui.choice import Weight
from audit_app.ui.days import plain_day
from audit_app.ui.fields import Field
from audit_app.ui.words import button, label
from scoring.figures import AGENCY_NAMES

_SAID: Final = (
    "Its open actions as an Excel workbook, to be filled in without the app. It is not encrypted: send it the way your "
    "partnership agreed."
)


@dataclass(frozen=True, slots=True)
class SendAsked:
    """What was asked for."""

    agency: str
    back_by: date
    contact: str
    with_plans: bool
    formats: tuple[str, ...]


class SendDialog(AskingDialog):
    """`asked` is what was filled in, once it was accepted."""

    def __init__(
        self,
        counts: Mapping[str, int],
        out: Mapping[str, SentWorkbook],
        back_by: date,
        contact: str,
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Send a workbook to an agency", _SAID, parent)
        self._out, self._today = out, today
        self.asked: SendAsked | None = None
        self.agency = QComboBox()
        for agency, number in counts.items():
            self.agency.addItem(f"{AGENCY_NAMES[agency]}: {counted(number, 'open action')}", agency)
        self.day, self.contact = QLineEdit(plain_day(back_by.isoformat())), QLineEdit(contact)
        self.fields = {
            "agency": Field("&Agency", self.agency),
            "day": Field("Back &by", self.day, hint="Such as 31/03/2027"),
            "contact": Field("&Send back to", self.contact, hint="A name, or an address to which it is sent."),
        }
        self.already = label("", "caption")
        self.plans = QCheckBox("Name the &plans by their references")
        self.plans.setToolTip("Only where the agency is within the audit group. Without it findings are told in words.")
        self.pdf, self.word = QCheckBox("The agency's page as P&DF too"), QCheckBox("The agency's page as &Word too")
        for part in (self.fields["agency"], self.already, self.fields["day"], self.fields["contact"]):
            self.body.addWidget(part)
        for box in (self.plans, self.pdf, self.word):
            self.body.addWidget(box)
        self.no, self.yes = button("Cancel", self.reject), button("Choose &file…", self.accept, weight=Weight.MAIN)
        self.finish(self.no, self.yes)
        self.agency.currentIndexChanged.connect(self._tell)
        self._tell()
        self.agency.setFocus()

    def accept(self) -> None:
        """Close where the day can be read and lies ahead; otherwise say what is wrong."""
        try:
            back_by = date.fromisoformat(parse_date(self.day.text().strip()))
        except ValueError as error:
            self._refuse(str(error))
            return
        if back_by < self._today:
            self._refuse("This day lies behind. Choose a day ahead.")
            return
        endings = (("pdf", self.pdf), ("docx", self.word))
        formats = ("xlsx", *(ending for ending, box in endings if box.isChecked()))
        agency, contact = str(self.agency.currentData()), self.contact.text().strip()
        self.asked = SendAsked(agency, back_by, contact, self.plans.isChecked(), formats)
        super().accept()

    def _refuse(self, why: str) -> None:
        self.fields["day"].show_problems([why])
        self.day.setFocus()
        self.fit()

    def _tell(self) -> None:
        """Whether the agency has one already: the earlier one can still be taken in."""
        one = self._out.get(str(self.agency.currentData()))
        said = ""
        if one is not None:
            said = f"It has one of {plain_day(one.sent_on)} that is not back. Either can be taken in."
        self.already.setText(said)
        self.already.setVisible(bool(said))
