"""Whether somebody said that they have the recovery sheet of a new workspace: remembered in this copy until they do."""

from audit_app.store.driver import file_salt
from audit_app.store.local_settings import drop_local_setting, keep_local_setting, local_settings
from audit_app.store.workspace import DATABASE, Workspace

_NOT_KEPT = "recovery_sheet.not_kept"


def note_not_kept(workspace: Workspace) -> None:
    """The sheet in force is being shown for the only time. Raises AppError where the disk is full."""
    keep_local_setting(workspace.conn, _NOT_KEPT, _sheet_in_force(workspace))


def note_kept(workspace: Workspace) -> None:
    """Somebody has it. Raises AppError where the disk is full."""
    drop_local_setting(workspace.conn, _NOT_KEPT)


def is_kept(workspace: Workspace) -> bool:
    """Whether nothing speaks against that somebody has it; a newer sheet was asked about when it was made."""
    return _sheet_in_force(workspace) not in local_settings(workspace.conn, _NOT_KEPT).values()


def _sheet_in_force(workspace: Workspace) -> str:
    return workspace.key_file.sheet_of(file_salt(workspace.folder / DATABASE)).hex()
