"""The screens of the window, in the order of the navigation, each loaded when it is first shown."""

from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import cast

from audit_app.store.read_assignments import is_small, partnership_of
from audit_app.store.workspace import Workspace
from audit_app.ui.icons import Icon
from audit_app.ui.screen import Screen, ScreenContext, ScreenSpec


def _load(name: str, context: ScreenContext) -> Screen:
    return cast(Screen, import_module(f"audit_app.screens.{name}").make(context))


def _spec(
    id_: str, title: str, icon: Icon, keys: int | str = "", *, under: str = "", begins: bool = False
) -> ScreenSpec:
    """A number stands for Ctrl with that digit; `under` names the listed screen that leads to one that is not."""
    shortcut = f"Ctrl+{keys}" if isinstance(keys, int) else keys
    return ScreenSpec(id_, title, icon, shortcut, partial(_load, id_), not under, under, begins)


# In groups: plans and their scores, what they show, what is done about it, what leaves.
_ALL = (
    _spec("home", "Home", Icon.HOME, 1),
    _spec("member", "Your part", Icon.PERSON, "Ctrl+Shift+M"),
    _spec("plans", "Plans", Icon.PLANS, 2, begins=True),
    _spec("outcomes", "Outcomes", Icon.DONE, under="plans"),
    _spec("samples", "Samples", Icon.SAMPLES, 3),
    _spec("audit", "Audit", Icon.AUDIT, 4),
    _spec("thread", "Thread", Icon.THREAD, 5),
    _spec("rounds", "Rounds", Icon.PEOPLE, "Ctrl+Shift+R"),
    _spec("reveal", "Reveal", Icon.PEOPLE, under="rounds"),
    _spec("table_scoring", "Round the table", Icon.PEOPLE, under="rounds"),
    _spec("family_voice", "Family voice", Icon.PEOPLE, under="rounds"),
    _spec("agreement", "Agreement", Icon.COLUMNS, "Ctrl+Shift+A", begins=True),
    _spec("insights", "Insights", Icon.REPORTS, "Ctrl+Shift+I"),
    _spec("recurring", "Across plans", Icon.FLAG, 6),
    _spec("timeliness", "Timeliness", Icon.CALENDAR, 7),
    _spec("chase", "Chase list", Icon.BELL, 8),
    _spec("actions", "Actions", Icon.DONE, "Ctrl+Shift+T", begins=True),
    _spec("improvement", "Improvement", Icon.UP, "Ctrl+Shift+P"),
    _spec("scorecard", "Scorecard", Icon.COLUMNS, "Ctrl+Shift+S"),
    _spec("calendar", "Calendar", Icon.CALENDAR, "Ctrl+Shift+L"),
    _spec("reports", "Reports", Icon.REPORTS, 9, begins=True),
    _spec("exchange", "Exchange", Icon.EXPORT, "Ctrl+Shift+E"),
    _spec("settings", "Settings", Icon.SETTINGS, 0),
)


_SMALL = frozenset({"member", "audit", "thread", "settings"})


def screens() -> tuple[ScreenSpec, ...]:
    """The screens that this version has."""
    return tuple(spec for spec in _ALL if _is_there(spec.id))


def left_out_of(workspace: Workspace) -> frozenset[str]:
    """The screens that a workspace has no use for: a member's or keyholder's small one needs few, others not theirs."""
    if is_small(workspace.conn):
        return frozenset(spec.id for spec in _ALL) - _SMALL
    # with a partnership it was small until it got a register of its own
    return frozenset() if partnership_of(workspace.conn) is not None else frozenset({"member"})


def _is_there(name: str) -> bool:
    found = find_spec(f"audit_app.screens.{name}")
    return found is not None and found.origin is not None
