"""Reads this machine's mounts, environment and home folder for `places`; it judges nothing itself."""

import os
import string
import sys
from pathlib import Path

from audit_app.machine.places import (
    Mount,
    Surroundings,
    parse_mount_output,
    parse_proc_mounts,
    reason_against,
)

_REMOTE_DRIVE = 4  # DRIVE_REMOTE of GetDriveTypeW


def unsuitable(path: Path) -> str | None:
    """Why a live workspace may not lie at this path of this machine; None when it may.

    Both the path as given and where its links lead are judged.
    """
    around = surroundings()
    given = reason_against(os.path.abspath(path), around)  # noqa: PTH100  takes out "..", as absolute() does not
    return given or reason_against(os.path.realpath(path), around)


def surroundings() -> Surroundings:
    """This machine as `reason_against` needs it; what cannot be read is left out."""
    home = os.path.expanduser("~")  # noqa: PTH111  Path.expanduser raises where a user has no home
    return Surroundings(_mounts(), dict(os.environ), home, windows=sys.platform == "win32")


if sys.platform == "win32":

    def _mounts() -> tuple[Mount, ...]:
        roots = [f"{letter}:\\" for letter in string.ascii_uppercase]
        return tuple(Mount(root, kind) for root in roots if (kind := _drive_kind(root)))

    def _drive_kind(root: str) -> str:
        import ctypes

        if ctypes.windll.kernel32.GetDriveTypeW(root) == _REMOTE_DRIVE:
            return "remote"
        name = ctypes.create_unicode_buffer(64)
        if not ctypes.windll.kernel32.GetVolumeInformationW(root, None, 0, None, None, None, name, 64):
            return ""
        return name.value

elif sys.platform == "darwin":

    def _mounts() -> tuple[Mount, ...]:
        import subprocess

        try:
            listed = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return ()
        return parse_mount_output(listed.stdout.splitlines())

else:

    def _mounts() -> tuple[Mount, ...]:
        try:
            text = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            return ()
        return parse_proc_mounts(text.splitlines())
