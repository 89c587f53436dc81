"""Every action of the window in one table: id, words, keys, icon, and what it belongs to; it does none of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from audit_app.ui.icons import Icon, icon_of
from audit_app.ui.shortcuts import KeyGroup, KeyLine


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action; `in_workspace` says that it needs an open workspace, `listed` that the palette offers it.

    `also` are keys that do the same for hands that know them from elsewhere.
    """

    id: str
    words: str
    keys: str
    icon: Icon
    in_workspace: bool = True
    listed: bool = True
    also: str = ""


ACTIONS = (
    ActionSpec("palette", "Find anything", "Ctrl+K", Icon.SEARCH, listed=False),
    ActionSpec("undo", "Undo", "Ctrl+Z", Icon.UNDO),
    ActionSpec("redo", "Redo", "Ctrl+Shift+Z", Icon.REDO, also="Ctrl+Y"),
    ActionSpec("lock", "Lock the workspace", "Ctrl+L", Icon.LOCK),
    ActionSpec("back", "Go back", "Alt+Left", Icon.BACK),
    ActionSpec("backup", "Make a backup", "", Icon.BACKUP),
    ActionSpec("theme", "Switch between light and dark", "", Icon.THEME, in_workspace=False),
    ActionSpec("larger", "Larger type", "Ctrl++", Icon.ADD, in_workspace=False),
    ActionSpec("smaller", "Smaller type", "Ctrl+-", Icon.DOWN, in_workspace=False),
    ActionSpec("next_region", "Next part of the window", "F6", Icon.NEXT, in_workspace=False, listed=False),
    ActionSpec("previous_region", "Previous part of the window", "Shift+F6", Icon.BACK, False, listed=False),
    ActionSpec("keys", "Show the keys", "?", Icon.KEYS, in_workspace=False),
    ActionSpec("quit", "Close the app", "Ctrl+Q", Icon.CLOSE, in_workspace=False),
)


def build(window: QWidget, does: Mapping[str, Callable[[], None]]) -> dict[str, QAction]:
    """The actions of the table, on the window; `does` names for each id what it calls. Raises KeyError for a gap."""
    made = {}
    for spec in ACTIONS:
        action = QAction(icon_of(spec.icon), spec.words, window)
        action.setObjectName(spec.id)
        if spec.keys:
            action.setShortcuts([QKeySequence(keys) for keys in (spec.keys, spec.also) if keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(does[spec.id])
        window.addAction(action)
        made[spec.id] = action
    return made


def key_group() -> KeyGroup:
    """The actions that have keys, for the sheet."""
    return KeyGroup("Everywhere", tuple(KeyLine(spec.keys, spec.words) for spec in ACTIONS if spec.keys))
