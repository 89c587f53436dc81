"""Where the app keeps things on this machine; it knows no workspace's inside."""

from dataclasses import dataclass
from pathlib import Path

from audit_app.domain.problems import AppError
from audit_app.files import sentence

APP_NAME = "ehcp-audit"


@dataclass(frozen=True, slots=True)
class Folders:
    """The app's folders of one user; nothing is made until `ready` is asked for one of them."""

    data: Path
    fixed_workspaces: Path | None = None

    @property
    def workspaces(self) -> Path:
        """Where a new workspace is made unless the user chooses another place, which a policy may not let them."""
        return self.fixed_workspaces or self.data / "workspaces"

    @property
    def anchors(self) -> Path:
        """Where the last known end of each workspace's change log is kept."""
        return self.data / "anchors"


def user_folders(data: Path | None = None) -> Folders:
    """The folders under `data`, or under the user's local data folder when none is given."""
    if data is not None:
        return Folders(data)
    from platformdirs import user_data_path  # not wanted at start-up when a folder is given

    return Folders(user_data_path(APP_NAME, appauthor=False, roaming=False))


def ready(folder: Path) -> Path:
    """The folder, made where it is missing and then readable by its owner only; raises AppError."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise AppError(sentence(error, folder)) from error
    return folder
