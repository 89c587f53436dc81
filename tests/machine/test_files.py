"""D5 and D9 for whole-file writing: whatever fails, the file is as before and nothing lies beside it."""

import errno
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from audit_app.domain.problems import AppError
from audit_app.files import sentence, whole_file, write_whole

OLD, NEW = b"old" * 1000, b"new" * 5000


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "report.json"
    path.write_bytes(OLD)
    return path


def assert_untouched(path: Path) -> None:
    assert path.read_bytes() == OLD
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


class WindowsError32(PermissionError):
    """As Windows reports a file that another program holds."""

    winerror = 32


def failing(error: OSError) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


def write_and_fail(path: Path, error: BaseException) -> None:
    with whole_file(path) as handle:
        handle.write(NEW)
        raise error


def test_a_file_is_written_whole_for_its_owner_only(target: Path) -> None:
    write_whole(target, NEW)
    assert target.read_bytes() == NEW
    assert target.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in target.parent.iterdir()] == [target.name]


def test_a_new_file_is_made(tmp_path: Path) -> None:
    write_whole(tmp_path / "new", b"")
    assert (tmp_path / "new").read_bytes() == b""


def test_an_export_can_seek_and_read_back_in_its_handle(target: Path) -> None:
    with whole_file(target) as handle:
        handle.write(b"0123456789")
        handle.seek(2)
        assert handle.read(3) == b"234"
        assert target.read_bytes() == OLD
    assert target.read_bytes() == b"0123456789"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "no room left on the disk"),
        (OSError(errno.EFBIG, "File too large"), "no room left on the disk"),
        (OSError(errno.EDQUOT, "Quota exceeded"), "no room left on the disk"),
        (PermissionError(errno.EACCES, "Permission denied"), "you may not write in"),
        (OSError(errno.EROFS, "Read-only file system"), "can only be read"),
        (WindowsError32(errno.EACCES, "in use"), "open in another program. Close it there"),
        (OSError(errno.EIO, "Input/output error"), r"reported a fault \(Input/output error\)"),
    ],
)
@pytest.mark.parametrize("step", ["make", "sync", "move"])
def test_a_failure_at_any_step_changes_nothing_and_says_why(
    target: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: OSError, said: str
) -> None:
    owner, name = {"make": (tempfile, "mkstemp"), "sync": (os, "fsync"), "move": (os, "replace")}[step]
    monkeypatch.setattr(owner, name, failing(error))
    with pytest.raises(AppError, match=said):
        write_whole(target, NEW)
    assert_untouched(target)


def test_an_error_of_the_caller_passes_through_and_changes_nothing(target: Path) -> None:
    with pytest.raises(KeyError):
        write_and_fail(target, KeyError())
    assert_untouched(target)


def test_an_interrupted_export_leaves_nothing_behind(target: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        write_and_fail(target, KeyboardInterrupt())
    assert_untouched(target)


def test_an_error_about_another_file_is_not_blamed_on_this_one(target: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), whole_file(target) as handle:
        handle.write((tmp_path / "missing").read_bytes())
    assert_untouched(target)


def test_a_write_that_finds_the_disk_full_is_said_and_undone(target: Path) -> None:
    with pytest.raises(AppError, match="no room left"):
        write_and_fail(target, OSError(errno.ENOSPC, "No space left on device"))
    assert_untouched(target)


def test_a_missing_folder_and_a_folder_in_the_way_are_said(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="does not exist"):
        write_whole(tmp_path / "missing" / "x", NEW)
    with pytest.raises(AppError, match="is a folder"):
        write_whole(tmp_path, NEW)
    with pytest.raises(AppError, match="too long"):
        write_whole(tmp_path / ("x" * 300), NEW)


def test_a_file_where_a_folder_should_be_is_named(tmp_path: Path) -> None:
    (way := tmp_path / "reports").write_bytes(OLD)
    said = "is a file, where a folder should be. Move or rename that file, or choose another folder."
    with pytest.raises(AppError, match=re.escape(f"because {way} {said}")):
        write_whole(way / "2026" / "x", NEW)
    with pytest.raises(FileExistsError) as refused:
        way.mkdir(exist_ok=True)
    assert sentence(refused.value, way) == f"{way} could not be written because it {said}"


def test_what_a_killed_export_left_over_a_day_ago_goes_with_the_next_one(tmp_path: Path) -> None:
    halves = {
        name: tmp_path / name for name in (".writing-abc12_x9.part", ".writing-now12_x9.part", ".writing-mine.part")
    }
    folder, other = tmp_path / ".writing-folder12.part", tmp_path / "plan.part"
    for path in (*halves.values(), other):
        path.write_bytes(OLD)
    folder.mkdir()
    for path in (halves[".writing-abc12_x9.part"], halves[".writing-mine.part"], folder, other):
        os.utime(path, (0, time.time() - 25 * 3600))
    os.utime(halves[".writing-now12_x9.part"], (0, time.time() - 23 * 3600))
    write_whole(tmp_path / "report.json", NEW)
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {
        ".writing-now12_x9.part",
        ".writing-mine.part",
        ".writing-folder12.part",
        "plan.part",
        "report.json",
    }


def test_a_link_that_looks_like_a_half_file_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "kept").write_bytes(OLD)
    link = tmp_path / ".writing-abc12_x9.part"
    link.symlink_to(tmp_path / "kept")
    os.utime(tmp_path / "kept", (0, 0))
    os.utime(link, (0, 0), follow_symlinks=False)
    write_whole(tmp_path / "report.json", NEW)
    assert link.is_symlink()
    assert (tmp_path / "kept").read_bytes() == OLD


def test_a_folder_that_cannot_be_synced_does_not_stop_the_writing(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", folder_fault(errno.EINVAL))
    write_whole(target, NEW)
    assert target.read_bytes() == NEW


def test_a_folder_that_fails_to_sync_is_said_although_the_file_is_there(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", folder_fault(errno.EIO))
    with pytest.raises(AppError, match="did not confirm"):
        write_whole(target, NEW)
    assert target.read_bytes() == NEW


def folder_fault(number: int) -> Callable[[int], None]:
    import stat

    def sync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(number, "of the folder")

    return sync


LIMITED = """
import resource, sys
from pathlib import Path
from audit_app.domain.problems import AppError
from audit_app.files import write_whole
path = Path(sys.argv[1])
for step in range(64):
    resource.setrlimit(resource.RLIMIT_FSIZE, (step * 4096 // 64, resource.RLIM_INFINITY))
    try:
        write_whole(path, bytes(4096))
    except AppError as error:
        assert "no room left" in error.message, error.message
    else:
        raise SystemExit(f"written in spite of the limit of step {step}")
    assert path.read_bytes() == b"old", step
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
write_whole(path, bytes(4096))
"""


def test_a_disk_that_fills_at_any_byte_keeps_the_old_file_and_works_again_with_space(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"old")
    run = subprocess.run([sys.executable, "-c", LIMITED, path], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert path.read_bytes() == bytes(4096)
    assert list(tmp_path.iterdir()) == [path]


KILLED = """
import os, signal, sys
from pathlib import Path
from audit_app import files
left = int(sys.argv[2])
def counted(call):
    def wrapped(*args, **kwargs):
        global left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*args, **kwargs)
    return wrapped
for name in ("open", "fsync", "replace", "close", "unlink", "fdopen"):
    setattr(os, name, counted(getattr(os, name)))
files.write_whole(Path(sys.argv[1]), b"new" * 5000)
"""


def test_a_process_killed_at_any_call_leaves_the_old_file_or_the_new_one(target: Path) -> None:
    seen = []
    for step in range(40):
        run = subprocess.run([sys.executable, "-c", KILLED, target, str(step)], check=False)
        seen.append(target.read_bytes())
        if run.returncode == 0:
            break
    assert run.returncode == 0
    assert set(seen) == {OLD, NEW}
    assert seen == sorted(seen, key=lambda content: content == NEW)
