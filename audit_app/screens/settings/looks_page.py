"""Appearance as a widget; it keeps nothing."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QSpinBox

from audit_app.ui.card import Card
from audit_app.ui.fields import Field
from audit_app.ui.focus import pass_focus
from audit_app.ui.theme import Mode

_THEMES = ((Mode.SYSTEM, "As the system"), (Mode.LIGHT, "Light"), (Mode.DARK, "Dark"))
_SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)


class LooksPage(Card):
    """Theme, size of type, and minutes until the lock; each takes hold at once."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__("Appearance")
        self.mode, self.scale, self.idle = QComboBox(), QComboBox(), QSpinBox()
        for mode, words in _THEMES:
            self.mode.addItem(words, mode.value)
        for scale in _SCALES:
            self.scale.addItem(f"{scale:.0%}".replace("%", " %"), scale)
        self.idle.setSuffix(" minutes")
        self.idle_field = Field("&Lock when nobody works for", self.idle)
        for field in (Field("&Theme", self.mode), Field("&Size of type", self.scale), self.idle_field):
            field.setMaximumWidth(320)
            self.body.addWidget(field)
        self.body.addStretch(1)
        self.mode.activated.connect(self._tell)
        self.scale.activated.connect(self._tell)
        self.idle.valueChanged.connect(self._tell)
        pass_focus(self, self.mode)

    def show_chosen(self, mode: Mode, scale: float, idle_minutes: int, longest_idle: int, set_by: str) -> None:
        """What is in force, without telling of it; `set_by` is where the longest time comes from."""
        self.mode.setCurrentIndex(self.mode.findData(mode.value))
        nearest = min(range(len(_SCALES)), key=lambda number: abs(_SCALES[number] - scale))
        self.scale.setCurrentIndex(nearest)
        self.idle.blockSignals(True)
        self.idle.setRange(1, longest_idle)
        self.idle.setValue(idle_minutes)
        self.idle.blockSignals(False)
        self.idle_field.hint.setText(f"At most {longest_idle} minutes, {set_by}.")
        self.idle_field.hint.show()

    def _tell(self) -> None:
        self.changed.emit()
