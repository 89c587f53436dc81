"""Asks what a document is: the plan itself, or the advice of an agency and its service."""

from collections.abc import Mapping

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from audit_app.domain.people import Agency
from audit_app.store.documents import About
from audit_app.store.read_copies import COPY_ROLE
from audit_app.ui.asking import AskingDialog
from audit_app.ui.choice import Weight
from audit_app.ui.fields import Field
from audit_app.ui.words import button

AGENCY_WORDS: Mapping[str, str] = {
    Agency.EDUCATION.value: "education",
    Agency.HEALTH.value: "health",
    Agency.SOCIAL_CARE.value: "social care",
    Agency.COORDINATOR.value: "the SEN team",
    Agency.PARENT_CARER.value: "parents or carers",
}


def about_words(about: About) -> str:
    """What a document is: “plan”, “advice of health, speech and language therapy”."""
    if about.role == "plan":
        return "plan"
    if about.role == COPY_ROLE:
        return "reading copy"
    agency = AGENCY_WORDS.get(about.agency, about.agency)
    return "advice" + (f" of {agency}" if agency else "") + (f", {about.service}" if about.service else "")


class DocumentDialog(AskingDialog):
    """What a document is; `about` is what was chosen."""

    def __init__(self, name: str, about: About, parent: QWidget | None = None, *, yes: str = "&Add") -> None:
        super().__init__("What is this document?", name, parent)
        self.kinds, self.service = QComboBox(), QLineEdit(about.service)
        self.kinds.addItem("The plan itself", "")
        for agency, words in AGENCY_WORDS.items():
            self.kinds.addItem(f"Advice of {words}", agency)
        self.kinds.setCurrentIndex(max(self.kinds.findData(about.agency if about.role == "advice" else ""), 0))
        self.service_field = Field("&Service (optional)", self.service, hint="Speech and language therapy, for example")
        self.body.addWidget(Field("It &is", self.kinds))
        self.body.addWidget(self.service_field)
        self.no, self.yes = button("Cancel", self.reject), button(yes, self.accept, weight=Weight.MAIN)
        self.finish(self.no, self.yes)
        self.yes.setDefault(True)
        self.kinds.currentIndexChanged.connect(self._follow)
        self._follow()
        self.kinds.setFocus()

    @property
    def about(self) -> About:
        """What the document is said to be."""
        agency = str(self.kinds.currentData() or "")
        return About("advice", agency, self.service.text().strip()) if agency else About()

    def _follow(self) -> None:
        self.service_field.setEnabled(bool(self.kinds.currentData()))
