"""The part of the draw form in which strata, exclusions and weights are chosen, with what each holds before drawing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from audit_app.domain.counting import counted
from audit_app.domain.draw_design import Design, design_of
from audit_app.domain.features import Feature
from audit_app.screens.samples.trait_rows import LEFT_OUT, TraitLine, TraitRows
from audit_app.services.samples.coverage_lists import value_words
from audit_app.services.samples.designed import Ahead, StratumAhead
from audit_app.ui.card import clear
from audit_app.ui.fields import Field, inset
from audit_app.ui.theme import measures
from audit_app.ui.words import label

_MOST_PLACES = 500
_BY_SIZE = -1


class MoreChoices(QWidget):
    """`changed` tells that another design stands in the fields."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        space = measures().spacing
        self.quotas: dict[str, QSpinBox] = {}
        self._told: dict[str, tuple[QLabel, QLabel]] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(space[1])
        self.told = label("", "soft")
        outer.addWidget(self.told)
        self.by = QComboBox()
        self.by.activated.connect(self._part_anew)
        self.by_field = Field(
            "Share the &places out by",
            self.by,
            hint="Each group then gets its part of the places, by its size or as many as you say.",
        )
        outer.addWidget(self.by_field)
        self._strata = QGridLayout()
        self._strata.setHorizontalSpacing(space[3])
        self._strata.setVerticalSpacing(space[0])
        self._strata.setColumnStretch(0, 1)
        outer.addLayout(self._strata)
        self.traits_label = label("Leave out, or let come up more often", "strong")
        outer.addWidget(self.traits_label)
        self.traits = TraitRows()
        self.traits.changed.connect(self._changed)
        outer.addWidget(self.traits)
        self._show_parts(False)

    def design(self) -> Design:
        """What is chosen; plain where nothing is. Raises AppError where it contradicts itself."""
        by, chosen = self.by.currentData(), self.traits.chosen
        quotas = {name: box.value() for name, box in self.quotas.items()} if by is not None else {}
        return design_of(
            [Feature(by)] if by is not None else [],
            [(name, number) for name, number in quotas.items() if number != _BY_SIZE],
            [trait for trait, times in chosen.items() if times == LEFT_OUT],
            [(trait, times) for trait, times in chosen.items() if times != LEFT_OUT],
        )

    def show_fields(self, features: Sequence[Feature], flags: Sequence[TraitLine], others: Sequence[TraitLine]) -> None:
        """What can be chosen; what was chosen stays where it still can be."""
        before = self.by.currentData()
        self.by.clear()
        self.by.addItem("Nothing: all plans together", None)
        for feature in features:
            self.by.addItem(feature.words, feature.value)
        self.by.setCurrentIndex(max(self.by.findData(before), 0) if before is not None else 0)
        self.traits.show_lines(flags, others)
        self._show_parts(True)

    def show_ahead(self, ahead: Ahead) -> None:
        """What a draw would be made from, as it stands in the fields."""
        said = f"{counted(ahead.plans, 'plan')} can be drawn"
        if ahead.left_out:
            total = ahead.plans + ahead.left_out
            said = f"{ahead.plans:,} of {total:,} plans can be drawn; your choices leave out the rest"
        self.told.setText(f"{said}.")
        shown = [one for one in ahead.strata if one.plans or one.by_quota]
        if [one.name for one in shown] != list(self.quotas):
            self._make_strata(shown)
        for one in shown:
            plans, places = self._told[one.name]
            plans.setText(counted(one.plans, "plan"))
            places.setText("" if ahead.problem else _places_words(one))
            self.quotas[one.name].setAccessibleDescription(f"{plans.text()}, {places.text()}")

    def say(self, text: str) -> None:
        """What is being done, or why nothing can be chosen."""
        self.told.setText(text)

    def forget(self) -> None:
        """Nothing is chosen, and what was counted is forgotten."""
        self.by.clear()
        self._make_strata(())
        self.traits.forget()
        self.told.clear()
        self._show_parts(False)

    def _make_strata(self, strata: Sequence[StratumAhead]) -> None:
        kept = {name: box.value() for name, box in self.quotas.items()}
        clear(self._strata)
        self.quotas, self._told = {}, {}
        by = self.by.currentData()
        before: QWidget = self.by
        for number, one in enumerate(strata):
            words = value_words(Feature(by), one.name) if by is not None else one.name
            box = QSpinBox()
            box.setRange(_BY_SIZE, _MOST_PLACES)
            box.setSpecialValueText("by its size")
            box.setValue(kept.get(one.name, _BY_SIZE))
            box.setAccessibleName(f"Places for {words}")
            inset(box)
            box.valueChanged.connect(self._changed)
            plans, places = label("", "soft", wraps=False), label("", wraps=False)
            self.quotas[one.name], self._told[one.name] = box, (plans, places)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            self._strata.addWidget(label(words), number, 0)
            self._strata.addWidget(plans, number, 1, right)
            self._strata.addWidget(places, number, 2, right)
            self._strata.addWidget(box, number, 3)
            QWidget.setTabOrder(before, box)  # made last, read before the traits
            before = box

    def _show_parts(self, is_known: bool) -> None:
        for part in (self.by_field, self.traits_label, self.traits):
            part.setVisible(is_known)

    def _part_anew(self) -> None:
        self._make_strata(())
        self.changed.emit()

    def _changed(self) -> None:
        self.changed.emit()


def _places_words(one: StratumAhead) -> str:
    """“3 places”, “2 of 5 places can be filled”, “no place: none of them can come up”."""
    if not one.places:
        return "no place: none of them can come up"
    if one.plans < one.places:
        return f"{one.plans:,} of {counted(one.places, 'place')} can be filled"
    return counted(one.places, "place")
