"""One action as the services need it: found, fit to be changed, its words checked; it writes nothing."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from audit_app.domain.actions import MOST_IN_LINE, MOST_LETTERS, TOLD, Action, Scope
from audit_app.domain.problems import AppError
from audit_app.services.reports.no_plans import plan_named
from audit_app.store.read_actions import action_held
from audit_app.store.workspace import Workspace
from exports.plain import one_line, visible
from scoring.figures import AGENCIES, definition

_LONG: Final = frozenset(MOST_LETTERS) - {"timescale"}


def found_action(workspace: Workspace, action_id: str) -> Action:
    """The action with this id; raises AppError where it is gone."""
    action = action_held(workspace.conn, action_id)
    if action is None:
        raise AppError("There is no such action any more. It may have been taken away or erased; look at the list.")
    return action


def open_action_of(workspace: Workspace, action_id: str) -> Action:
    """The same where it may still be changed; raises AppError where it is closed or abandoned."""
    action = found_action(workspace, action_id)
    if not action.is_open:
        state = "closed" if action.closed is not None else "abandoned"
        raise AppError(f"This action is {state}. Reopen it with a reason before changing it.")
    return action


def fit(workspace: Workspace, values: Mapping[str, str]) -> dict[str, str]:
    """What people filled in, tidied. Raises AppError where a value is too long, no date, or names a plan."""
    kept = tidied(values)
    for name, text in kept.items():
        most, called = MOST_LETTERS.get(name, MOST_IN_LINE), TOLD[name]
        if len(text) > most:
            raise AppError(f"“{called}” has {len(text):,} letters. Say it in {most:,} at most.")
    _demand_known(kept)
    if named := plan_named(workspace.conn, " ".join(kept.get(name, "") for name in _LONG | {"timescale"})):
        raise AppError(
            f"The words name the plan {named}. Boards read actions and see no plan: leave the reference out. "
            "The plans stand under Findings."
        )
    return kept


def tidied(values: Mapping[str, str]) -> dict[str, str]:
    """The same without blanks at the ends, and in one line where a field has one."""
    return {name: visible(text).strip() if name in _LONG else one_line(text) for name, text in values.items()}


def _demand_known(kept: Mapping[str, str]) -> None:
    if "what" in kept and not kept["what"]:
        raise AppError("Say what will be done.")
    if kept.get("agency") and kept["agency"] not in AGENCIES:
        raise AppError(f"“{kept['agency'][:40]}” is no agency. Choose one of the list.")
    if kept.get("due"):
        try:
            date.fromisoformat(kept["due"])
        except ValueError:
            raise AppError(f"“{kept['due'][:40]}” is no date. Write it as 31/03/2027, or leave it empty.") from None
    if kept.get("scope") and kept["scope"] not in tuple(Scope):
        raise AppError("An action is about one plan or about a practice. Choose one of the two.")
    if kept.get("figure"):
        try:
            definition(kept["figure"])
        except ValueError:
            raise AppError(f"There is no figure “{kept['figure'][:80]}”. Choose one of the list.") from None
