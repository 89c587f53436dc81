"""The lists of the drawer: a need's area, an outcome's part of adulthood, what a line is, why it falls short."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from audit_app.domain.people import Agency
from audit_app.screens.thread.details import Details
from audit_app.services.thread.saying import ADVICE_OF_NOBODY
from audit_app.store.log.canonical import Json
from audit_app.ui.fields import Field
from audit_app.ui.theme import measures
from forms.model import Cause
from scoring.thread.breaks import ADULTHOOD_LABELS, AREA_LABELS
from scoring.thread.model import Item, ItemRole, ShortBreak

Options = Sequence[tuple[str, str]]
_AREAS: Options = (("", "Not said"), *((area.value, words) for area, words in AREA_LABELS.items()))
_ADULTHOOD: Options = (("", "None of them"), *((area.value, words) for area, words in ADULTHOOD_LABELS.items()))
_EDUCATES: Options = (("", "Not said"), ("yes", "Yes"), ("no", "No"))
_SHORT_BREAK: Options = (
    ("", "No short break"),
    (ShortBreak.NON_RESIDENTIAL.value, "Non-residential, H1"),
    (ShortBreak.RESIDENTIAL.value, "Residential, H2"),
)
_CAUSES: Options = (("", "Not said"), *((cause.value, cause.value.capitalize()) for cause in Cause))
_AGENCIES: Mapping[Agency, str] = {
    Agency.EDUCATION: "Education",
    Agency.HEALTH: "Health",
    Agency.SOCIAL_CARE: "Social care",
}
_EDUCATES_HINT = "What educates or trains belongs in F (Children and Families Act 2014, section 21(5))."


class Choosers(QWidget):
    """`chosen` carries a field and its value; `cause_set` cause, agency and service.

    Advice without its agency is not told: the field of the agency asks for it.
    """

    chosen = Signal(str, str)
    cause_set = Signal(str, str, str)

    def __init__(self, details: Details, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(measures().spacing[2])
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._is_locked = not details.may_change
        if details.held is None:
            return
        self._facets(details.held.item)
        if details.held.item.role is not ItemRole.ASPIRATION:
            self._cause(details.held.cause)

    def _facets(self, item: Item) -> None:
        if item.role is ItemRole.NEED:
            self._list("area", "Area of need", _AREAS, item.area.value if item.area else "")
        elif item.role is ItemRole.OUTCOME:
            now = item.adulthood.value if item.adulthood else ""
            self._list("adulthood", "Prepares for adulthood", _ADULTHOOD, now)
        elif item.role is ItemRole.PROVISION and item.section != "F":
            now = "" if item.educates is None else "yes" if item.educates else "no"
            self._list("educates", "Educates or trains", _EDUCATES, now, _EDUCATES_HINT)
            if item.section in ("H1", "H2"):
                kind = item.short_break.value if item.short_break else ""
                self._list("short_break", "Short break", _SHORT_BREAK, kind)

    def _list(self, name: str, words: str, options: Options, now: str, hint: str = "") -> None:
        box = self._box(name, options, now)
        box.activated.connect(partial(self._choose, name, box))
        self._outer.addWidget(Field(words, box, hint=hint))

    def _cause(self, held: Json) -> None:
        known = held if isinstance(held, dict) else {}
        now = {part: str(known.get(part) or "") for part in ("cause", "agency", "service")}
        self.cause = self._box("cause", _CAUSES, now["cause"])
        self.agency = self._box("agency", [("", "Not said"), *_AGENCIES.items()], now["agency"])
        self.service = QLineEdit(now["service"])
        self.service.setObjectName("service")
        self.service.setEnabled(not self._is_locked)
        self._outer.addWidget(Field("Cause, where it falls short", self.cause))
        is_advice = now["cause"] == Cause.ADVICE.value
        self.of_advice = (Field("Agency that advised", self.agency), Field("Service, if known", self.service))
        for field in self.of_advice:
            self._outer.addWidget(field)
            field.setVisible(is_advice)
        self._ask_agency()
        for box in (self.cause, self.agency):
            box.activated.connect(self._tell_cause)
        self.service.editingFinished.connect(partial(self._tell_service, now["service"]))

    def _box(self, name: str, options: Options | Sequence[tuple[Agency | str, str]], now: str) -> QComboBox:
        box = QComboBox()
        box.setObjectName(name)
        for value, words in options:
            box.addItem(words, str(value))
        box.setCurrentIndex(max(box.findData(now), 0))
        box.setEnabled(not self._is_locked)
        return box

    def _choose(self, name: str, box: QComboBox, _number: int) -> None:
        self.chosen.emit(name, box.currentData() or "")

    def _ask_agency(self) -> bool:
        """Ask whose advice it was where nobody said; whether that is asked."""
        is_asked = self.cause.currentData() == Cause.ADVICE.value and not self.agency.currentData()
        self.of_advice[0].show_problems([ADVICE_OF_NOBODY] if is_asked and not self._is_locked else [])
        return is_asked

    def _tell_cause(self, _number: int = 0) -> None:
        cause = self.cause.currentData() or ""
        for field in self.of_advice:
            field.setVisible(cause == Cause.ADVICE.value)
        if self._ask_agency():
            return
        self.cause_set.emit(cause, self.agency.currentData() or "", self.service.text().strip())

    def _tell_service(self, before: str) -> None:
        if self.service.text().strip() != before:
            self._tell_cause()
