"""Whether a live workspace may lie in a place: not on a share, in a synchronised folder, or on FAT.

The rules work on texts, so that any system's paths can be judged on any system.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath, PurePosixPath, PureWindowsPath

# fmt: off
_SHARES = frozenset(
    {
        "9p", "afpfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "fuse.davfs2", "fuse.gvfsd-fuse",
        "fuse.glusterfs", "fuse.rclone", "fuse.s3fs", "fuse.sshfs", "fuse.vmhgfs-fuse",
        "glusterfs", "lustre", "macfuse.sshfs", "ncpfs", "nfs", "nfs4", "osxfuse.sshfs", "prl_fs",
        "remote", "smb", "smb2", "smb3", "smbfs", "sshfs", "vboxsf", "vmhgfs", "webdav", "webdavfs",
    }
)
# fmt: on
_FATS = frozenset({"exfat", "fat", "fat12", "fat16", "fat32", "msdos", "umsdos", "vfat"})
_SYNCHRONISED = (
    (re.compile(r"onedrive( ?[-–(].*)?", re.IGNORECASE), "OneDrive"),
    (re.compile(r"dropbox( ?[-–(].*)?", re.IGNORECASE), "Dropbox"),
    (re.compile(r"google ?drive( ?[-–(].*)?", re.IGNORECASE), "Google Drive"),
    (re.compile(r"icloud ?drive|mobile documents|icloud~.*|com~apple~clouddocs", re.IGNORECASE), "iCloud"),
    (re.compile(r"box[ -](box|sync|drive).*|boxsync", re.IGNORECASE), "Box"),
    (
        re.compile(r"nextcloud|owncloud|pcloud ?drive|cloudstorage|creative cloud files.*", re.IGNORECASE),
        "a cloud folder",
    ),
)
_VARIABLES = (
    ("OneDrive", "OneDrive"),
    ("OneDriveConsumer", "OneDrive"),
    ("OneDriveCommercial", "OneDrive"),
    ("DROPBOX_PATH", "Dropbox"),
)
_INSTEAD = "Choose a folder on this computer's own disk; a second backup place may be there."


@dataclass(frozen=True, slots=True)
class Mount:
    """A file system: where it begins (`/mnt/share`, `Z:\\`) and its kind (`nfs4`, `vfat`, `remote`)."""

    point: str
    kind: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a path is judged by: mounts in the order they were made, environment, home folder, system."""

    mounts: tuple[Mount, ...]
    environment: Mapping[str, str]
    home: str
    windows: bool = False

    def path(self, text: str) -> PurePath:
        """The text as a path of this system."""
        return PureWindowsPath(text) if self.windows else PurePosixPath(text)


def reason_against(path: str, around: Surroundings) -> str | None:
    """Why a live workspace may not lie at this absolute path, with the next step; None when it may.

    The mount of the whole machine, `/`, is never taken for a share: some machines have no other disk.
    """
    place = around.path(path.removeprefix("\\\\?\\") if around.windows else path)
    if around.windows and _is_unc(path):
        return _against_share(path)
    mount = _mount_of(place, around)
    if mount is not None and mount.point != "/" and mount.kind.casefold() in _SHARES:
        return _against_share(path)
    if service := _service(place, around):
        return (
            f"{path} lies in {service}, which copies files while they are being written, "
            f"so a live workspace could be damaged there. {_INSTEAD}"
        )
    if mount is not None and mount.kind.casefold() in _FATS:
        return (
            f"{path} lies on a disk of the kind {mount.kind}, which can lose files when it is pulled out, "
            f"so a live workspace could be damaged there. {_INSTEAD}"
        )
    return None


def _against_share(path: str) -> str:
    return (
        f"{path} lies on a network share, where two computers can write at once, "
        f"so a live workspace could be damaged there. {_INSTEAD}"
    )


def _is_unc(path: str) -> bool:
    start = path.replace("/", "\\").casefold()
    if start.startswith("\\\\?\\unc\\"):
        return True
    return start.startswith("\\\\") and not start.startswith(("\\\\?\\", "\\\\.\\"))


def _mount_of(place: PurePath, around: Surroundings) -> Mount | None:
    """The mount that holds the place: the deepest, and of two at one point the later."""
    found: Mount | None = None
    for mount in around.mounts:
        point = around.path(mount.point)
        if _holds(point, place) and (found is None or len(point.parts) >= len(around.path(found.point).parts)):
            found = mount
    return found


def _service(place: PurePath, around: Surroundings) -> str | None:
    for variable, service in _VARIABLES:
        folder = around.environment.get(variable, "")
        if folder and _holds(around.path(folder), place):
            return service
    for part in place.parts:
        for pattern, service in _SYNCHRONISED:
            if pattern.fullmatch(part):
                return service
    # "Box" alone is a common word: only the folder that the service itself makes is taken for it.
    if around.home and _holds(around.path(around.home) / "Box", place):
        return "Box"
    return None


def _holds(folder: PurePath, place: PurePath) -> bool:
    return place.is_relative_to(folder)


def parse_proc_mounts(lines: Iterable[str]) -> tuple[Mount, ...]:
    """Mounts from the lines of Linux's /proc/mounts, whose blanks are written as octal escapes."""
    fields = [line.split() for line in lines]
    return tuple(Mount(_unescaped(each[1]), each[2]) for each in fields if len(each) >= 3)


def parse_mount_output(lines: Iterable[str]) -> tuple[Mount, ...]:
    """Mounts from what macOS's `mount` prints: `//ann@host/share on /Volumes/share (smbfs, nodev)`."""
    found = [re.fullmatch(r".+? on (/.*) \(([^,)]+).*\)", line.strip()) for line in lines]
    return tuple(Mount(each[1], each[2]) for each in found if each)


def _unescaped(text: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), text)
