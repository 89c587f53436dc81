"""S10, the user's folders, and the anchor that may always be lost."""

from pathlib import Path
from types import MappingProxyType

import pytest

from audit_app.domain.problems import AppError
from audit_app.machine import surroundings as around_us
from audit_app.machine.anchor import Anchor, read_anchor, write_anchor
from audit_app.machine.folders import ready, user_folders
from audit_app.machine.places import (
    Mount,
    Surroundings,
    parse_mount_output,
    parse_proc_mounts,
    reason_against,
)

NOTHING = MappingProxyType[str, str]({})
LINUX = Surroundings(
    mounts=(
        Mount("/", "ext4"),
        Mount("/home", "ext4"),
        Mount("/mnt/share", "cifs"),
        Mount("/mnt/share/local", "xfs"),
        Mount("/mnt/nfs", "nfs4"),
        Mount("/mnt/ssh", "fuse.sshfs"),
        Mount("/mnt/host", "9p"),
        Mount("/media/stick", "vfat"),
        Mount("/media/big", "exfat"),
        Mount("/mnt/twice", "ext4"),
        Mount("/mnt/twice", "smb3"),
    ),
    environment=NOTHING,
    home="/home/ann",
)
WINDOWS = Surroundings(
    mounts=(Mount("C:\\", "NTFS"), Mount("Z:\\", "remote"), Mount("E:\\", "FAT32"), Mount("F:\\", "exFAT")),
    environment=MappingProxyType({"OneDriveCommercial": "C:\\Users\\ann\\Council Files"}),
    home="C:\\Users\\ann",
    windows=True,
)


@pytest.mark.parametrize(
    ("path", "around", "said"),
    [
        ("/home/ann/.local/share/ehcp-audit/A.ehcpaudit", LINUX, None),
        ("/mnt/share/A.ehcpaudit", LINUX, "network share"),
        ("/mnt/share", LINUX, "network share"),
        ("/mnt/share/local/A", LINUX, None),
        ("/mnt/shared/A", LINUX, None),
        ("/mnt/nfs/deep/er/A", LINUX, "network share"),
        ("/mnt/ssh/A", LINUX, "network share"),
        ("/mnt/host/A", LINUX, "network share"),
        ("/mnt/twice/A", LINUX, "network share"),
        ("/media/stick/A", LINUX, "of the kind vfat"),
        ("/media/big/A", LINUX, "of the kind exfat"),
        ("/home/ann/Dropbox/A", LINUX, "lies in Dropbox"),
        ("/home/ann/Dropbox (Personal)/A", LINUX, "lies in Dropbox"),
        ("/Users/ann/Library/CloudStorage/OneDrive-Council/A", LINUX, "which copies files"),
        ("/Users/ann/Library/Mobile Documents/com~apple~CloudDocs/A", LINUX, "lies in iCloud"),
        ("/home/ann/Google Drive/A", LINUX, "lies in Google Drive"),
        ("/home/ann/Box/A", LINUX, "lies in Box"),
        ("/home/ann/Box Sync/A", LINUX, "lies in Box"),
        ("/srv/Box/A", LINUX, None),
        ("/home/ann/onedrivers/A", LINUX, None),
        ("/home/ann/My dropbox notes/A", LINUX, None),
        ("C:\\Users\\ann\\AppData\\Local\\ehcp-audit\\A", WINDOWS, None),
        ("\\\\?\\C:\\Users\\ann\\A", WINDOWS, None),
        ("\\\\server\\share\\A", WINDOWS, "network share"),
        ("//server/share/A", WINDOWS, "network share"),
        ("\\\\?\\UNC\\server\\share\\A", WINDOWS, "network share"),
        ("Z:\\Audits\\A", WINDOWS, "network share"),
        ("z:\\audits\\A", WINDOWS, "network share"),
        ("E:\\A", WINDOWS, "of the kind FAT32"),
        ("F:\\A", WINDOWS, "of the kind exFAT"),
        ("C:\\Users\\ann\\OneDrive\\A", WINDOWS, "lies in OneDrive"),
        ("C:\\Users\\ann\\OneDrive - Oxfordshire Council\\Documents\\A", WINDOWS, "lies in OneDrive"),
        ("c:\\users\\ANN\\council files\\A", WINDOWS, "lies in OneDrive"),
        ("C:\\Users\\ann\\iCloudDrive\\A", WINDOWS, "lies in iCloud"),
        ("C:\\Users\\ann\\Box\\A", WINDOWS, "lies in Box"),
    ],
)
def test_a_live_workspace_is_refused_where_it_could_be_damaged(
    path: str, around: Surroundings, said: str | None
) -> None:
    reason = reason_against(path, around)
    assert (reason is None) is (said is None)
    assert reason is None or (said and said in reason)
    assert reason is None or (path in reason and "Choose a folder on this computer's own disk" in reason)


def test_the_disk_of_a_machine_that_has_no_other_is_never_called_a_share() -> None:
    assert reason_against("/home/ann/A", Surroundings((Mount("/", "9p"),), NOTHING, "/home/ann")) is None


def test_a_variable_names_the_synchronised_folder_whatever_it_is_called() -> None:
    around = Surroundings((), MappingProxyType({"OneDrive": "/data/od", "OneDriveConsumer": ""}), "/home/ann")
    assert reason_against("/data/od/A", around) is not None
    assert reason_against("/data/other/A", around) is None


def test_mounts_are_read_as_linux_and_macos_write_them() -> None:
    linux = ["//srv/a\\040b /mnt/a\\040b cifs rw 0 0", "/dev/sda1 / ext4 rw 0 0", "broken"]
    assert parse_proc_mounts(linux) == (Mount("/mnt/a b", "cifs"), Mount("/", "ext4"))
    macos = [
        "/dev/disk3s1s1 on / (apfs, sealed, local, read-only)",
        "//ann@srv/share on /Volumes/My share (1) (smbfs, nodev, nosuid)",
        "map auto_home on /System/Volumes/Data/home (autofs, automounted)",
        "broken",
    ]
    assert parse_mount_output(macos) == (
        Mount("/", "apfs"),
        Mount("/Volumes/My share (1)", "smbfs"),
        Mount("/System/Volumes/Data/home", "autofs"),
    )


def test_this_machine_can_be_read() -> None:
    around = around_us.surroundings()
    assert around.home
    assert isinstance(around.mounts, tuple)


def test_a_path_is_judged_where_its_links_lead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = tmp_path / "real"
    (real / "Dropbox").mkdir(parents=True)
    (tmp_path / "innocent").symlink_to(real / "Dropbox")
    monkeypatch.setattr(around_us, "surroundings", lambda: Surroundings((), NOTHING, str(tmp_path)))
    assert around_us.unsuitable(real / "A") is None
    assert "Dropbox" in (around_us.unsuitable(tmp_path / "innocent" / "A") or "")
    assert around_us.unsuitable(tmp_path / "Dropbox" / ".." / "A") is None


def test_the_users_folders_lie_under_the_one_given(tmp_path: Path) -> None:
    folders = user_folders(tmp_path)
    assert (folders.workspaces, folders.anchors) == (tmp_path / "workspaces", tmp_path / "anchors")
    assert list(tmp_path.iterdir()) == []


def test_without_one_given_they_lie_in_the_users_local_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert user_folders().data.name == "ehcp-audit"


def test_a_folder_is_made_for_its_owner_only_and_a_file_in_its_way_is_said(tmp_path: Path) -> None:
    made = ready(tmp_path / "a" / "b")
    assert made.stat().st_mode & 0o777 == 0o700
    assert ready(made) == made
    (tmp_path / "file").write_text("")
    with pytest.raises(AppError, match="could not be written"):
        ready(tmp_path / "file")


WORKSPACE = "0123456789abcdef" * 2


def test_an_anchor_comes_back_as_written_and_each_workspace_has_its_own(tmp_path: Path) -> None:
    first, other = Anchor(WORKSPACE, "w1", 0, "ab"), Anchor("f" * 32, "w2", 10**12, "cd")
    for anchor in (Anchor(WORKSPACE, "w0", 7, "00"), first, other):
        write_anchor(tmp_path / "anchors", anchor)
    assert read_anchor(tmp_path / "anchors", WORKSPACE) == first
    assert read_anchor(tmp_path / "anchors", other.workspace) == other


@pytest.mark.parametrize(
    "content",
    [
        None,
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b'{"workspace": "W", "writer": "w", "seq": 1}',
        b'{"workspace": "W", "writer": "w", "seq": -1, "hash": "a"}',
        b'{"workspace": "W", "writer": "w", "seq": true, "hash": "a"}',
        b'{"workspace": "W", "writer": "w", "seq": "1", "hash": "a"}',
        b'{"workspace": "W", "writer": 5, "seq": 1, "hash": "a"}',
        b'{"workspace": "W", "writer": "w", "seq": 1, "hash": ""}',
        b'{"workspace": "other", "writer": "w", "seq": 1, "hash": "a"}',
        b'{"workspace": "W", "writer": "w", "seq": 1, "hash": "a", "more": 1}',
        b"[" * 9_000,
        b" " * 20_000,
    ],
)
def test_a_missing_or_damaged_anchor_is_simply_not_known(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / f"{WORKSPACE}.json").write_bytes(content.replace(b'"W"', f'"{WORKSPACE}"'.encode()))
    assert read_anchor(tmp_path, WORKSPACE) is None


@pytest.mark.parametrize("workspace", ["", "../../etc", "A" * 32, "a" * 31])
def test_a_workspace_id_cannot_name_a_place_outside_the_folder(tmp_path: Path, workspace: str) -> None:
    with pytest.raises(ValueError, match="32 hex digits"):
        write_anchor(tmp_path, Anchor(workspace, "w", 1, "a"))
