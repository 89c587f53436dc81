"""What this user prefers on this machine: theme, size of type, minutes until the lock; no data on anybody."""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from audit_app.files import write_whole
from audit_app.machine.folders import ready
from audit_app.machine.policy import LONGEST_IDLE
from audit_app.ui.theme import LARGEST, SMALLEST, Mode

IDLE_MINUTES = 10


@dataclass(frozen=True, slots=True)
class Preferences:
    """Theme, enlargement (1 to 2), and idle minutes until the window locks itself (1 to 60).

    The plan beside the form is `plan_wide` pixels wide, 0 as usual, and there unless it was closed.
    """

    mode: Mode = Mode.SYSTEM
    scale: float = 1.0
    idle_minutes: int = IDLE_MINUTES
    plan_wide: int = 0
    plan_open: bool = True


class PreferenceKeeper(QObject):
    """Reads and keeps the preferences in a file of the user's; `changed` tells that they are others now.

    `longest_idle` is what the machine's policy allows at most; a preference cannot loosen it.
    """

    changed = Signal()

    def __init__(self, path: Path, *, longest_idle: int = LONGEST_IDLE, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self.longest_idle = longest_idle
        self._current = self._within(read_preferences(path))

    @property
    def current(self) -> Preferences:
        """The preferences in force."""
        return self._current

    def set(self, preferences: Preferences) -> None:
        """Put them in force and keep them; raises AppError where they could not be kept, only used."""
        self._current = self._within(preferences)
        self.changed.emit()
        ready(self._path.parent)
        write_whole(self._path, json.dumps(asdict(self._current), indent=1).encode())

    def _within(self, asked: Preferences) -> Preferences:
        idle = min(max(asked.idle_minutes, 1), self.longest_idle)
        return replace(asked, idle_minutes=idle, scale=min(max(asked.scale, SMALLEST), LARGEST))


def read_preferences(path: Path) -> Preferences:
    """The preferences kept in a file; the usual ones for whatever is missing or cannot be read."""
    try:
        held: Any = json.loads(path.read_text(encoding="utf-8"))
        wide, is_open = int(held.get("plan_wide", 0)), bool(held.get("plan_open", True))
        return Preferences(Mode(held["mode"]), float(held["scale"]), int(held["idle_minutes"]), wide, is_open)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Preferences()
