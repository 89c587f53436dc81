"""What is asked where a mapping of any kind is saved as a file or forgotten; it knows no register and no audit."""

from collections.abc import Callable
from pathlib import Path

from audit_app.domain.problems import AppError
from audit_app.ui.screen import ScreenContext

FILES = ("Mapping (*.json)",)


def save_as_file(context: ScreenContext, usual: Path, write: Callable[[Path], None]) -> None:
    """Ask where, as far as the policy allows, and write it; what speaks against it is said."""
    path = context.dialogs.save_file("Save the mapping", context.policy.usual_export(usual.parent) / usual.name, FILES)
    if path is None:
        return
    try:
        context.policy.demand_export(path)
        write(path)
    except AppError as error:
        context.dialogs.fail("The mapping was not saved", error)
        return
    context.notify(f"The mapping was saved as {path.name}.")


def is_forgotten(context: ScreenContext, name: str, things: str, forget: Callable[[], None]) -> bool:
    """Ask whether a remembered mapping is to be forgotten, and forget it; whether it is. `things` are what it maps."""
    said = f"“{name}” is then no longer offered for {things} with these headings. What was imported by it stays."
    if not context.dialogs.confirm("Forget this mapping?", said, "Forget it", danger=True):
        return False
    try:
        forget()
    except AppError as error:
        context.dialogs.fail("The mapping was not forgotten", error)
        return False
    return True
