"""Runs the self-test step by step, tells how long each took, and removes everything again."""

import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

from audit_app.domain.problems import AppError
from audit_app.errors import lines
from audit_app.machine.policy import Policy
from audit_app.machine.policy_file import machine_policy
from audit_app.self_test.guard import Guard
from audit_app.version import __version__

if TYPE_CHECKING:
    from audit_app.self_test.steps import Steps

T = TypeVar("T")

_WIDTH = 44
_FAILED = "The self-test failed. Send what stands above to whoever looks after the app; it holds no data on any child."


def main() -> int:
    """Do one whole audit of a fictional plan; returns 0 when all of it went as it must, else 1 with a sentence."""
    sys.excepthook = _tell_of_fault
    began = time.perf_counter()
    print(f"EHC plan audit {__version__}: self-test in a folder of its own, which is removed again.", flush=True)
    try:
        _say_policy(machine_policy())
        _run_in_own_folder()
    except (AppError, OSError, MemoryError) as error:
        for line in (*lines(error), _FAILED):
            print(line, file=sys.stderr)
        return 1
    print(f"OK: one whole audit in {time.perf_counter() - began:.1f} s, without a network.", flush=True)
    return 0


def _run_in_own_folder() -> None:
    with tempfile.TemporaryDirectory(prefix="ehcp-audit-self-test-") as name:
        folder = Path(name).resolve()
        guard = Guard(folder)
        guard.keep()
        _run(folder)
    if guard.strays:  # it may have been caught where errors are expected
        raise AppError(guard.strays[0])
    if folder.exists():
        raise AppError(f"The folder {folder} could not be removed. Remove it by hand.")


def _say_policy(policy: Policy) -> None:
    found = f"{policy.file} is in force" if policy.file is not None else "there is none on this computer"
    print(f"Policy: {found}; the self-test's folder is exempt, since it is removed again.", flush=True)


def _run(folder: Path) -> None:
    parts = _timed("parts and libraries are there", _load)
    steps = parts(folder)
    try:
        _timed("a workspace is made, its key derived", steps.make)
        _timed("register taken in, six plans drawn", steps.register)
        _timed("the window opens", steps.open_window)
        _timed("one Weekly-18 audit by keys, submitted", steps.audit)
        _timed("PDF, XLSX, CSV and JSON are written", steps.write_reports)
        _timed("the window is locked and closed", steps.close_window)
        _timed("unlocked again, checked and backed up", steps.check)
    finally:
        steps.close_window()


def _load() -> Callable[[Path], "Steps"]:
    """Everything that the window needs, loaded after the guard stands."""
    from audit_app.composition import compose
    from audit_app.self_test.steps import Steps
    from audit_app.shell.picture import keep_quiet
    from audit_app.side_by_side import check_packages_lie_side_by_side

    check_packages_lie_side_by_side()
    keep_quiet()
    return lambda folder: Steps(folder, compose(data=folder / "data", policy=Policy()))


def _timed(words: str, act: Callable[[], T]) -> T:
    began = time.perf_counter()
    done = act()
    print(f"  {words:<{_WIDTH}}{time.perf_counter() - began:6.2f} s", flush=True)
    return done


def _tell_of_fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A fault of the app itself: only fictional data were read, so all of it may be shown."""
    traceback.print_exception(kind, error, trace)
    print(_FAILED, file=sys.stderr)
