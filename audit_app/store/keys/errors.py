"""The five ways in which a workspace does not open, each with its own sentence and next step."""

from pathlib import Path

from audit_app.domain.problems import AppError
from audit_app.sealing import WrongKey as WrongKey


class NotAWorkspace(AppError):
    """There is no workspace at this path."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} is not a workspace: a workspace is a folder whose name ends in .ehcpaudit and which holds "
            "keys.json. Choose that folder."
        )


class DamagedKeyFile(AppError):
    """keys.json is there and is not what was written."""

    def __init__(self, path: Path, last_good_backup: str = "") -> None:
        backup = f"the backup {last_good_backup}" if last_good_backup else "the newest backup"
        super().__init__(
            f"The key file {path} is damaged, so no passphrase can be tried. Nothing was changed. "
            f"Restore {backup} into a new folder: each holds its own copy of the key file."
        )


class NewerVersion(AppError):
    """The workspace was written by a version of the app that this one cannot read."""

    def __init__(self, written_by: str, this_version: str) -> None:
        super().__init__(
            f"This workspace was written by version {written_by} of the app, and this is version {this_version}, "
            f"which cannot read it. Nothing was changed. Install version {written_by} or a later one."
        )


class WrongPassphrase(AppError):
    """The passphrase does not open these keys; one sentence for every wrong passphrase."""

    def __init__(self) -> None:
        super().__init__(
            "The passphrase is not right. Capitals and blanks count: check them and try again. "
            "If it is forgotten, another person or the recovery sheet can open the workspace."
        )


class DamagedDatabase(AppError):
    """The key is right and the database is not what was written."""

    def __init__(self, path: Path, last_good_backup: str = "") -> None:
        backup = f"the backup {last_good_backup}" if last_good_backup else "the newest verified backup"
        super().__init__(
            f"The database {path} is damaged. The file was left as it is. Restore {backup} into a new folder."
        )


class SheetReplaced(WrongKey):
    """The recovery sheet was in force once, and a newer one has taken its place."""

    def __init__(self, utc: str) -> None:
        year, month, day = utc[:10].split("-")
        AppError.__init__(
            self,
            f"This recovery sheet was replaced by a newer one on {day}/{month}/{year} and does not open the workspace "
            "any more. Take the newer sheet. This one still opens backups that were made before that day.",
        )
