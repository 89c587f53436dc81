"""Whether somebody said that they have the recovery sheet of a new workspace: remembered in this copy until they do."""

from audit_app.store.local_settings import drop_local_setting, keep_local_setting, local_settings
from audit_app.store.workspace import Workspace

_NOT_KEPT = "recovery_sheet.not_kept"


def note_not_kept(workspace: Workspace) -> None:
    """The sheet is being shown for the only time. Raises AppError where the disk is full."""
    keep_local_setting(workspace.conn, _NOT_KEPT, "yes")


def note_kept(workspace: Workspace) -> None:
    """Somebody has it. Raises AppError where the disk is full."""
    drop_local_setting(workspace.conn, _NOT_KEPT)


def is_kept(workspace: Workspace) -> bool:
    """Whether nothing speaks against that somebody has it."""
    return not local_settings(workspace.conn, _NOT_KEPT)
