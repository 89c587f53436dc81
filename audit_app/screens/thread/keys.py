"""The keys of the board and of its list: which key means what, and how the sheet of keys tells it; no widget here."""

from collections.abc import Mapping
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from audit_app.screens.thread.moves import Way
from audit_app.ui.shortcuts import KeyGroup, KeyLine


class Act(Enum):
    """What can be done on the board with one key."""

    ENTER = "enter"
    ACCEPT_COLUMN = "accept column"
    CANCEL = "cancel"
    LINK = "link"
    UNLINK = "unlink"
    SUGGEST = "suggest"
    ACCEPT_LINKS = "accept links"
    ADD = "add"
    EDIT = "edit"
    SPLIT = "split"
    MERGE = "merge"
    MARK = "mark"
    REMOVE = "remove"
    FILTER = "filter"
    LEVELS = "levels"
    PLAN = "plan"
    AUDIT = "audit"


_Key = Qt.Key
_PLAIN: Mapping[Qt.Key, Act] = {
    _Key.Key_Return: Act.ENTER,
    _Key.Key_Enter: Act.ENTER,
    _Key.Key_Escape: Act.CANCEL,
    _Key.Key_L: Act.LINK,
    _Key.Key_U: Act.UNLINK,
    _Key.Key_S: Act.SUGGEST,
    _Key.Key_A: Act.ACCEPT_LINKS,
    _Key.Key_N: Act.ADD,
    _Key.Key_E: Act.EDIT,
    _Key.Key_X: Act.SPLIT,
    _Key.Key_M: Act.MERGE,
    _Key.Key_Space: Act.MARK,
    _Key.Key_Delete: Act.REMOVE,
    _Key.Key_F: Act.FILTER,
    _Key.Key_T: Act.LEVELS,
    _Key.Key_P: Act.PLAN,
    _Key.Key_O: Act.AUDIT,
}
_CTRL: Mapping[Qt.Key, Act] = {
    _Key.Key_Return: Act.ACCEPT_COLUMN,
    _Key.Key_Enter: Act.ACCEPT_COLUMN,
}
WAYS: Mapping[Qt.Key, Way] = {
    _Key.Key_Up: Way.UP,
    _Key.Key_Down: Way.DOWN,
    _Key.Key_Left: Way.LEFT,
    _Key.Key_Right: Way.RIGHT,
    _Key.Key_Home: Way.FIRST,
    _Key.Key_End: Way.LAST,
    _Key.Key_PageUp: Way.PAGE_UP,
    _Key.Key_PageDown: Way.PAGE_DOWN,
}
_KEYPAD = Qt.KeyboardModifier.KeypadModifier


def act_of(event: QKeyEvent) -> Act | None:
    """What a key means, None where it means nothing here."""
    held = event.modifiers() & ~_KEYPAD
    if held == Qt.KeyboardModifier.NoModifier:
        return _PLAIN.get(Qt.Key(event.key()))
    return _CTRL.get(Qt.Key(event.key())) if held == Qt.KeyboardModifier.ControlModifier else None


def way_of(event: QKeyEvent) -> Way | None:
    """Where an arrow leads, None for another key or one that is pressed with Ctrl or Alt."""
    held = event.modifiers() & ~_KEYPAD
    return WAYS.get(Qt.Key(event.key())) if held == Qt.KeyboardModifier.NoModifier else None


KEY_GROUPS = (
    KeyGroup(
        "Thread: cards",
        (
            KeyLine("↑ ↓ Home End", "Move within a column"),
            KeyLine("← →", "Go to the linked card, else to the next column"),
            KeyLine("Enter", "Accept the proposal; else open the card's details"),
            KeyLine("Ctrl + Enter", "Accept every proposal of the column"),
            KeyLine("Delete", "Dismiss the proposal; else remove the card"),
            KeyLine("N", "Add an item"),
            KeyLine("E", "Edit the card"),
            KeyLine("X", "Split the card"),
            KeyLine("Space, then M", "Mark cards, then merge them with this one"),
            KeyLine("F", "Breaks only, or everything"),
            KeyLine("P", "Show the card's words in the plan, beside the audit form"),
            KeyLine("O", "Open this plan's audit"),
        ),
    ),
    KeyGroup(
        "Thread: links",
        (
            KeyLine("L, then L or Enter", "Link this card with another; Escape cancels"),
            KeyLine("U", "Take a link away"),
            KeyLine("S", "Go through the suggested links: Enter accepts, Delete passes over"),
            KeyLine("A", "Accept every suggested link"),
            KeyLine("T", "Suggested levels; T again takes the one that is chosen"),
        ),
    ),
    KeyGroup(
        "Thread: details",
        (
            KeyLine("Y N", "Yes or no to a test or an element"),
            KeyLine("Backspace", "Take that back"),
            KeyLine("Escape", "Back to the board"),
        ),
    ),
)
