"""Reading by keyboard what is longer than its view and has nothing in it that takes the focus."""

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractSlider, QScrollArea

_Action = QAbstractSlider.SliderAction
_ACTIONS: Mapping[Qt.Key, _Action] = MappingProxyType(
    {
        Qt.Key.Key_Down: _Action.SliderSingleStepAdd,
        Qt.Key.Key_Up: _Action.SliderSingleStepSub,
        Qt.Key.Key_PageDown: _Action.SliderPageStepAdd,
        Qt.Key.Key_PageUp: _Action.SliderPageStepSub,
        Qt.Key.Key_Home: _Action.SliderToMinimum,
        Qt.Key.Key_End: _Action.SliderToMaximum,
    }
)


def scroll_by_key(area: QScrollArea, key: int) -> bool:
    """Scroll as arrows, Page Up, Page Down, Home and End ask for; False for every other key."""
    action = _ACTIONS.get(Qt.Key(key))
    if action is None:
        return False
    area.verticalScrollBar().triggerAction(action)
    return True
