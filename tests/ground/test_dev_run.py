"""dev.py run: a demo, then the window on it; without a screen a draw, two reports and a picture, and where they are."""

import importlib.util
import os
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

import dev
from resources.demo import partnership

PASSPHRASE = "EHCP_AUDIT_PASSPHRASE"


class Machine:
    """Starts nothing: notes what the app is asked for and by which passphrase, and makes the demo's folder."""

    def __init__(self, fails: str = "") -> None:
        self.asked: list[tuple[str, ...]] = []
        self.passphrases: list[str | None] = []
        self._fails = fails

    def command(self, words: Sequence[str]) -> int:
        self.asked.append(tuple(words))
        self.passphrases.append(os.environ.get(PASSPHRASE))
        if words[0] == self._fails:
            return 1
        if words[0] == "demo":
            Path(words[2], "Larkmere.ehcpaudit").mkdir(parents=True)
        return 0

    def window(self, words: Sequence[str]) -> int:
        return self.command(("window", *words))

    @property
    def steps(self) -> list[str]:
        return [words[0] for words in self.asked]


@pytest.fixture
def job() -> ModuleType:
    """The script that dev.py starts with the environment's Python."""
    spec = importlib.util.spec_from_file_location("main_job", dev.ROOT / ".ci/main_job.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def take_over(patch: pytest.MonkeyPatch, job: ModuleType, machine: Machine, *, screen: bool = False) -> Machine:
    patch.setenv(PASSPHRASE, "")  # so that what the job sets is taken back
    patch.delenv(PASSPHRASE)
    patch.setattr(job, "ehcp_audit", machine.command)
    patch.setattr(job, "has_screen", lambda _environment: screen)
    patch.setattr("audit_app.app.main", machine.window)
    return machine


def test_run_starts_the_main_job_on_the_demo_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[str | Path, ...]] = []

    def start(*command: str | Path) -> int:
        started.append(command)
        return 0

    monkeypatch.setattr(dev, "set_up", lambda: None)
    monkeypatch.setattr(dev, "start", start)
    assert dev.main(["run"]) == 0
    assert started == [(dev.tool("python"), dev.ROOT / ".ci/main_job.py", dev.ROOT / "demo")]
    assert (dev.ROOT / ".ci/main_job.py").exists()


def test_with_a_screen_the_window_opens_by_the_passphrase_that_is_said(
    job: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    machine = take_over(monkeypatch, job, Machine(), screen=True)
    assert job.main(tmp_path) == 0
    assert machine.steps == ["demo", "window"]
    assert machine.asked[1] == ("window", str(tmp_path / "Larkmere.ehcpaudit"))
    assert machine.passphrases == [None, partnership().passphrase]
    assert partnership().passphrase in capsys.readouterr().out


def test_without_a_screen_everything_is_written_and_its_place_said(
    job: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    machine = take_over(monkeypatch, job, Machine())
    assert job.main(tmp_path) == 0
    assert machine.steps == ["demo", "sample", "report", "report", "window"]
    assert [words[words.index("--kind") + 1] for words in machine.asked[2:4]] == ["weekly", "two-monthly"]
    assert machine.asked[4][2:] == ("--picture", str(tmp_path / "window.png"))
    said = capsys.readouterr().out
    for place in ("Larkmere.ehcpaudit", "reports", "window.png"):
        assert str(tmp_path / place) in said


def test_demo_that_is_there_is_kept(job: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "Larkmere.ehcpaudit").mkdir()
    machine = take_over(monkeypatch, job, Machine())
    assert job.main(tmp_path) == 0
    assert "demo" not in machine.steps


@pytest.mark.parametrize(("step", "done"), [("demo", 1), ("sample", 2), ("report", 3), ("window", 5)])
def test_run_stops_where_the_app_does(
    step: str,
    done: int,
    job: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    machine = take_over(monkeypatch, job, Machine(fails=step))
    assert job.main(tmp_path) == 1
    assert len(machine.asked) == done
    assert "stands above" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("day", "months", "week"),
    [
        (date(2026, 11, 22), "2026-09..2026-10", "2026-W46"),
        (date(2026, 2, 1), "2025-12..2026-01", "2026-W04"),
        (date(2026, 1, 5), "2025-11..2025-12", "2026-W01"),
        (date(2027, 1, 4), "2026-11..2026-12", "2026-W53"),
    ],
)
def test_reports_are_of_the_last_whole_week_and_two_months(day: date, months: str, week: str, job: ModuleType) -> None:
    assert (job.last_two_months(day), job.last_week(day)) == (months, week)
