"""Asks which area of the published table this is, and which areas stand beside it; it keeps nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QListWidgetItem, QWidget

from audit_app.services.timeliness.comparisons import MOST_NEIGHBOURS, Chosen
from audit_app.ui.asking import AskingDialog
from audit_app.ui.choice import Weight
from audit_app.ui.fields import Field
from audit_app.ui.words import button, label
from scoring.timeliness.published import Place

_ROWS_HIGH = 240


class CountryDialog(AskingDialog):
    """`area` is the code chosen, `neighbours` the codes ticked, in the order of their names."""

    def __init__(self, places: Sequence[Place], chosen: Chosen, parent: QWidget | None = None) -> None:
        super().__init__("Which area is this?", "Its region follows from the table.", parent)
        self.which, self.search, self.list = QComboBox(), QLineEdit(), QListWidget()
        self.which.addItem("Not chosen", "")
        for place in places:
            self.which.addItem(place.name, place.code)
        if chosen.area is not None:
            self.which.setCurrentIndex(max(self.which.findData(chosen.area.code), 0))
        ticked = {place.code for place in chosen.neighbours}
        for place in places:
            item = QListWidgetItem(place.name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if place.code in ticked else Qt.CheckState.Unchecked)
            item.setData(Qt.ItemDataRole.UserRole, place.code)
            self.list.addItem(item)
        self.list.setAccessibleName("Neighbours: Space ticks the one you are on")
        self.list.setFixedHeight(_ROWS_HIGH)
        self.search.setPlaceholderText("Search")
        self.search.textChanged.connect(self._find)
        self.count = label("", "soft")
        for part in (Field("&This area", self.which), Field("&Neighbours", self.search), self.list, self.count):
            self.body.addWidget(part)
        self.no, self.yes = button("Cancel", self.reject), button("&Keep this", self.accept, weight=Weight.MAIN)
        self.finish(self.no, self.yes)
        self.list.itemChanged.connect(self._tell)
        self.which.currentIndexChanged.connect(self._tell)
        self._tell()
        self.which.setFocus()

    @property
    def area(self) -> str:
        """The code of the area, empty where none is chosen."""
        return str(self.which.currentData() or "")

    @property
    def neighbours(self) -> tuple[str, ...]:
        """The codes that are ticked."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() is Qt.CheckState.Checked
        )

    def _find(self, text: str) -> None:
        wanted = text.strip().casefold()
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(wanted not in item.text().casefold())

    def _tell(self) -> None:
        many = len(self.neighbours)
        over = f" At most {MOST_NEIGHBOURS} can be chosen: take some away." if many > MOST_NEIGHBOURS else ""
        self.count.setText(f"{many} chosen of at most {MOST_NEIGHBOURS}.{over}")
        self.yes.setEnabled(bool(self.area) and not over)
