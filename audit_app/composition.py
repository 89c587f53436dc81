"""The one place where what the app needs of this machine is built and handed over; it does nothing with it."""

import getpass
import secrets
import socket
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from audit_app.machine.folders import Folders, user_folders
from audit_app.machine.policy import Policy
from audit_app.machine.policy_file import machine_policy
from audit_app.machine.surroundings import unsuitable
from audit_app.store.keys.passphrase import KdfSettings
from audit_app.store.means import Means


@dataclass(frozen=True, slots=True)
class Composition:
    """What the entry points work with: the means of workspaces, this user's folders and name.

    `user` is the name by which the system knows the user, empty where it knows none.
    """

    means: Means
    folders: Folders
    user: str


def compose(*, data: Path | None = None, kdf: KdfSettings | None = None, policy: Policy | None = None) -> Composition:
    """Build everything from this machine; raises AppError where its policy cannot be followed.

    `data` takes the place of the user's data folder, `kdf` of what guessing a passphrase costs, and `policy` of the
    machine's: all are for tests, and nothing outside of the process can set them.
    """
    allowed = machine_policy() if policy is None else policy
    folders = replace(user_folders(data), fixed_workspaces=allowed.workspaces)
    means = Means(
        clock=_utc_now,
        random=secrets.token_bytes,
        host=socket.gethostname(),
        anchors=folders.anchors,
        unsuitable=unsuitable,
        kdf=kdf or KdfSettings(),
        policy=allowed,
    )
    return Composition(means, folders, _user_name())


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _user_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # the three ways of saying that the system knows no such user
        return ""
