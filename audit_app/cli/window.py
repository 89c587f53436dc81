"""`ehcp-audit open WORKSPACE`, and `ehcp-audit` alone: the window; Qt is loaded here and by no other command."""

import importlib
import os
import sys
from collections.abc import Mapping

from audit_app.cli.call import WRONG_USE, Call

NO_SCREEN = (
    "The window needs a screen, and this session has none. Choose a command from above, or start the app where there "
    "is one."
)
_NO_SCREENS = frozenset({"offscreen", "minimal", "vnc"})


def run(call: Call) -> int:
    """Show the window with this workspace to be unlocked; without a screen say so."""
    if not has_screen(os.environ):
        call.console.warn(NO_SCREEN.replace("Choose a command from above", "Use another command"))
        return WRONG_USE
    return show_window(str(call.asked.workspace))


def show_window(*words: str) -> int:
    """Run the window until it is closed; returns its exit code."""
    # by name: the command line lies below the window, and everything else of it must load no Qt
    return int(importlib.import_module("audit_app.app").main(list(words)))


def has_screen(environment: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Whether a window could be seen by somebody."""
    if platform in ("win32", "darwin"):
        return True
    asked = environment.get("QT_QPA_PLATFORM", "").split(":")[0]
    if asked:
        return asked not in _NO_SCREENS
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))
