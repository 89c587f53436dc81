"""What an inspection may ask for beyond the report: everything behind plans or a figure; it looks nothing up."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QCompleter, QLineEdit, QVBoxLayout, QWidget

from audit_app.ui.fields import Field
from audit_app.ui.theme import measures
from audit_app.ui.words import label

_ABOUT = "Name plans or a figure for everything behind them, as a folder; name none for the report."
_UNKNOWN = "No figure of this period with audited plans is called so. Choose one from the list, or empty the field."


class BehindChoice(QWidget):
    """References of plans, a figure of the report by its name or id, and, once one is named, the plans' documents."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ids: dict[str, str] = {}
        self.plans, self.figure = QLineEdit(), QLineEdit()
        self.documents = QCheckBox("The plans\u2019 documents too")
        self.plans.setPlaceholderText("EHC-0412, EHC-0413")
        self.plans_field = Field("P&lans", self.plans, hint="References, separated by commas.")
        self.figure_field = Field("Behind a fi&gure", self.figure, hint="Type a part of its name and choose it.")
        self.documents.setAccessibleName(self.documents.text())
        self.documents.setAccessibleDescription("The files as they came in; otherwise their names and digests alone.")
        self.documents_hint = label(self.documents.accessibleDescription(), "caption")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(measures().spacing[1])
        for part in (label(_ABOUT, "soft"), self.plans_field, self.figure_field):
            outer.addWidget(part)
        inner = QVBoxLayout()
        inner.setSpacing(0)
        inner.addWidget(self.documents)
        inner.addWidget(self.documents_hint)
        outer.addLayout(inner)
        self.plans.textChanged.connect(self._follow)
        self.figure.textChanged.connect(self._follow)
        self._follow()

    def named(self) -> tuple[str, ...]:
        """The references typed, each once."""
        return tuple(dict.fromkeys(part.strip() for part in self.plans.text().split(",") if part.strip()))

    def chosen_figure(self) -> str:
        """The id of the figure that is named; what is typed as it stands where it is none that is known."""
        typed = self.figure.text().strip()
        return self._ids.get(typed.casefold(), typed)

    def wants_documents(self) -> bool:
        """Whether the plans' documents are to be in the folder; never without plans or a figure."""
        return self.documents.isChecked() and bool(self.named() or self.chosen_figure())

    def show_figures(self, names: Mapping[str, str]) -> None:
        """The figures to choose from, their names by their ids; what is typed stays."""
        self._ids = {id_.casefold(): id_ for id_ in names} | {name.casefold(): id_ for id_, name in names.items()}
        completer = QCompleter([*names.values()], self.figure)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.figure.setCompleter(completer)
        self.figure_field.show_problems(())

    def check(self, refusal: str) -> bool:
        """Whether it can be had; else a field says why: `refusal`, or that the figure is none of the report's."""
        figure = self.chosen_figure()
        of_figure = refusal or ("" if not figure or figure in self._ids.values() else _UNKNOWN)
        self.plans_field.show_problems((refusal,) if refusal and self.named() else ())
        self.figure_field.show_problems((of_figure,) if of_figure and figure else ())
        return not of_figure

    def forget(self) -> None:
        """Nothing is named: the workspace is locked."""
        self.plans.clear()
        self.figure.clear()
        self.documents.setChecked(False)
        self.show_figures({})
        for field in (self.plans_field, self.figure_field):
            field.show_problems(())

    def _follow(self) -> None:
        """Documents are asked for once there are plans to have any."""
        is_asked = bool(self.named() or self.chosen_figure())
        self.documents.setVisible(is_asked)
        self.documents_hint.setVisible(is_asked)
        self.figure.setToolTip(self.figure.text())  # a name that the field cuts stands whole there
