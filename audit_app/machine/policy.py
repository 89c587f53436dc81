"""What this computer's organisation allows: the policy and its rules; it reads no file and knows no workspace."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from audit_app.domain.problems import AppError

LONGEST_IDLE = 60
"""Minutes without use after which the window locks itself at the latest; a policy may set fewer, nobody more."""


class NotAllowed(AppError):
    """The policy of this computer forbids it; the sentence names the policy file."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What is fixed for every user of this computer; None where nothing is, as all of it is without a policy file.

    `file` is where it was read from. New workspaces lie in `workspaces`; `second_backup` is the one second place for
    backups; the window locks after `longest_idle` minutes at the latest (1 to 60). Whatever the app writes into a
    folder of the user's choice lies in one of `export_folders`; where they are empty, nothing is written.
    """

    file: Path | None = None
    workspaces: Path | None = None
    second_backup: Path | None = None
    longest_idle: int | None = None
    export_folders: tuple[Path, ...] | None = None

    @property
    def set_by(self) -> str:
        """Who fixed it and where, to stand after what is fixed: “set by your organisation in FILE”."""
        return f"set by your organisation in {self.file}"

    def against_export(self, path: Path) -> str:
        """Why nothing may be written at this path, a file or a folder, with the next step; empty where it may."""
        allowed = self.export_folders
        if allowed is None or _lies_in(path, allowed):
            return ""
        if not allowed:
            return f"Nothing was written: your organisation allows no exports ({self._where})."
        named = ", ".join(str(folder) for folder in allowed)
        return (
            f"{_shown(path)} lies outside the folders that your organisation allows for exports: {named} "
            f"({self._where}). Choose one of them."
        )

    def demand_export(self, path: Path) -> None:
        """Raise NotAllowed where nothing may be written at this path; asked before anything is made."""
        _raise(self.against_export(path))

    def usual_export(self, usual: Path) -> Path:
        """The folder to offer for exports: the usual one, else the first that is allowed."""
        if self.against_export(usual) and self.export_folders:
            return self.export_folders[0]
        return usual

    def against_workspace(self, folder: Path) -> str:
        """Why no workspace may be made in this folder, with the next step; empty where one may."""
        if self.workspaces is None or _lies_in(folder, (self.workspaces,)):
            return ""
        return (
            f"{_shown(folder)} lies outside {self.workspaces}, the folder for workspaces {self.set_by}. Use that one."
        )

    def against_backup(self, place: Path) -> str:
        """Why no backups may go into this place beside the workspace's own; empty where they may."""
        if self.second_backup is None:
            return self.against_export(place)
        if _real(place) == _real(self.second_backup):
            return ""
        return f"The second place for backups is {self.second_backup}, {self.set_by}. {_shown(place)} cannot be used."

    def demand_backup(self, place: Path) -> None:
        """Raise NotAllowed where no backups may go into this place."""
        _raise(self.against_backup(place))

    @property
    def _where(self) -> str:
        return f"as set in {self.file}"


def _raise(reason: str) -> None:
    if reason:
        raise NotAllowed(reason)


def _lies_in(path: Path, folders: Iterable[Path]) -> bool:
    """Whether the path, with every link and “..” followed, is one of the folders or lies in one."""
    real = _real(path)
    return any(real.is_relative_to(_real(folder)) for folder in folders)


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))  # the same on every system for what does not exist yet


def _shown(path: Path) -> str:
    """The path as given, and where its links lead where that is elsewhere."""
    plain = os.path.abspath(path)  # noqa: PTH100  takes out "..", as absolute() does not
    real = _real(path)
    return str(path) if plain == str(real) else f"{path} (it leads to {real})"
