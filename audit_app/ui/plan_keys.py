"""The keys of a plan's text in one place, for the hands and for the sheet that shows them."""

from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from audit_app.ui.shortcuts import KeyGroup, KeyLine

_ALT, _CTRL, _SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


class Wish(Enum):
    """What a key can ask of a plan's text."""

    ATTACH = "attach"
    MARKER = "marker"
    NEXT_FLAG = "next flag"
    LAST_FLAG = "flag before"
    DISMISS = "dismiss"
    FIND = "find"
    ORDER = "order"
    LIST = "flags"
    GO = "section"
    SEND = "send"
    LEAVE = "leave"


_LETTERS = {
    Qt.Key.Key_E: Wish.ATTACH,
    Qt.Key.Key_N: Wish.NEXT_FLAG,
    Qt.Key.Key_P: Wish.LEAVE,
    Qt.Key.Key_D: Wish.DISMISS,
    Qt.Key.Key_O: Wish.ORDER,
    Qt.Key.Key_L: Wish.LIST,
    Qt.Key.Key_Return: Wish.MARKER,
    Qt.Key.Key_Enter: Wish.MARKER,
    Qt.Key.Key_Escape: Wish.LEAVE,
}

KEYS = KeyGroup(
    "The plan beside the form",
    (
        KeyLine("P", "From the form to the plan: the evidence's place, else the marker's section"),
        KeyLine("Shift + arrows, then E", "Choose words and attach them as evidence of the open marker"),
        KeyLine("Enter", "On marked evidence: to its marker"),
        KeyLine("Alt + A to K", "Go to a section of the plan; Alt + H again for H2"),
        KeyLine("Ctrl + Shift + A to K", "Send the words at the caret to a section"),
        KeyLine("N, Shift + N", "The next flagged phrase, the one before"),
        KeyLine("D", "Dismiss the flag at the caret, with a reason"),
        KeyLine("L", "List of flags"),
        KeyLine("O", "By section, or as the plan stands"),
        KeyLine("[ ]", "More room for the plan, or less"),
        KeyLine("Ctrl + F, then Enter", "Search the plan's words"),
        KeyLine("Esc or P", "Back to the form"),
    ),
)


def wish_of(event: QKeyEvent) -> tuple[Wish | None, str]:
    """What a key asks for, None for nothing of ours; and the section that it names, empty for none."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.matches(QKeySequence.StandardKey.Find):
        return Wish.FIND, ""
    section = _section(event.key())
    if held == _ALT and section:
        return Wish.GO, section
    if held == _CTRL | _SHIFT and section:
        return Wish.SEND, section
    if held == _SHIFT and event.key() == Qt.Key.Key_N:
        return Wish.LAST_FLAG, ""
    if not held & ~_SHIFT:
        return _LETTERS.get(Qt.Key(event.key())), ""
    return None, ""


def _section(key: int) -> str:
    letter = chr(key) if Qt.Key.Key_A <= key <= Qt.Key.Key_K else ""
    return "H1" if letter == "H" else letter
