"""Whatever goes wrong is told in words, a line a fault; a fault in the app leaves its places in a log, and no value."""

import errno
from datetime import UTC, datetime
from pathlib import Path

import pytest

from audit_app.domain.problems import AppError, Place, Problem
from audit_app.errors import FaultLog, hook, lines, one_line
from audit_app.machine.folders import Folders

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
PROBLEMS = (Problem("It is empty.", Place(file="a.csv", row=2)), Problem("It is too long."))


def broken_on(value: str) -> BaseException:
    """A fault whose message holds a value."""
    try:
        try:
            dict[str, str]()[value]
        except KeyError as error:
            raise RuntimeError(f"no {value}") from error
    except RuntimeError as error:
        return error
    raise AssertionError("unreachable")


CASES = {
    "sentence alone": (AppError("Nothing was done."), ["Nothing was done."]),
    "problems after the sentence": (
        AppError("a.csv has faults.", PROBLEMS),
        ["a.csv has faults.", "a.csv, row 2: It is empty.", "It is too long."],
    ),
    "a sentence that repeats a problem is left out": (
        AppError("It is too long.", PROBLEMS),
        ["a.csv, row 2: It is empty.", "It is too long."],
    ),
    "a sentence that repeats a problem with its place": (
        AppError("a.csv, row 2: It is empty.", PROBLEMS[:1]),
        ["a.csv, row 2: It is empty."],
    ),
    "a line break stays in its line": (AppError("One\ntwo\r\x1b[31m"), ["One two \\x1b[31m"]),
    "stopped": (KeyboardInterrupt(), ["Stopped. What was saved before is whole, and nothing half done was kept."]),
    "memory": (
        MemoryError(),
        ["There is not enough free memory for this. Nothing half done was kept. Close other programs and try again."],
    ),
    "no file": (FileNotFoundError(errno.ENOENT, "No such file", "a.csv"), ["There is no a.csv. Check the name."]),
    "no right": (
        PermissionError(errno.EACCES, "Permission denied", "a.csv"),
        ["You may not open a.csv. Ask whoever it belongs to, or choose another."],
    ),
    "folder": (IsADirectoryError(errno.EISDIR, "Is a directory", b"a"), ["a is a folder. Give a file."]),
    "full": (
        OSError(errno.ENOSPC, "No space left", "a.csv"),
        ["a.csv could not be written because there is no room left on the disk. Free some space and try again."],
    ),
    "of no file": (
        OSError(errno.EIO, "Input/output error"),
        ["The system reported a fault (Input/output error). Try again."],
    ),
}


@pytest.mark.parametrize(("error", "told"), CASES.values(), ids=CASES.keys())
def test_an_error_is_told_in_lines(
    error: AppError | OSError | MemoryError | KeyboardInterrupt, told: list[str]
) -> None:
    assert list(lines(error)) == told


def test_a_path_that_is_no_text_can_be_shown() -> None:
    assert one_line("P-\udce4\u202etxt") == "P-\\udce4\\u202etxt"


def test_the_fault_log_has_places_and_no_values(tmp_path: Path) -> None:
    log = FaultLog(Folders(tmp_path))
    assert log.note(broken_on("Amina of plan P-001"), "import register", AT)
    text = log.path.read_text(encoding="utf-8")
    assert text.startswith("2026-11-22T09:30:00+00:00 ehcp-audit ")
    assert "step: import register" in text
    assert "KeyError" in text
    assert "RuntimeError" in text
    assert "test_faults_in_words.py, line " in text
    assert "Amina" not in text
    assert "P-001" not in text
    assert str(tmp_path) not in text


def test_a_fault_in_our_own_code_is_named_from_the_package_on(tmp_path: Path) -> None:
    log = FaultLog(Folders(tmp_path))
    try:
        lines("no error at all")  # type: ignore[arg-type]  # a fault is what this test needs
    except AttributeError as error:
        log.note(error, "start", AT)
    assert "  audit_app/errors.py, line " in log.path.read_text(encoding="utf-8")


def test_the_fault_log_stays_small_and_keeps_one_before(tmp_path: Path) -> None:
    log = FaultLog(Folders(tmp_path))
    log.path.parent.mkdir()
    log.path.write_text("x" * 300_000, encoding="utf-8")
    log.note(broken_on("x"), "start", AT)
    assert log.path.stat().st_size < 10_000
    assert log.path.with_name("faults.1.log").stat().st_size == 300_000


def test_a_log_that_cannot_be_written_is_no_second_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "log").write_text("in the way", encoding="utf-8")
    error = broken_on("x")
    hook(lambda: Folders(tmp_path), "start")(type(error), error, error.__traceback__)
    told = capsys.readouterr().err
    assert told == "The app has a fault and could not go on. What was saved before is whole. Tell support.\n"


def test_a_fault_is_told_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    error = broken_on("Amina")
    hook(lambda: Folders(tmp_path), "start")(type(error), error, error.__traceback__)
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert str(tmp_path / "log" / "faults.log") in told
    assert "Amina" not in told


def test_an_expected_error_that_reaches_the_hook_keeps_its_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hook(lambda: Folders(tmp_path), "start")(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert capsys.readouterr().err.startswith("Stopped.")
    assert not (tmp_path / "log").exists()
