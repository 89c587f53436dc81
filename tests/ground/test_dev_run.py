"""dev.py run: a demo, a draw and figures, one after the other; a demo that is there is kept."""

import sys
from datetime import date
from pathlib import Path

import pytest

import dev

Words = tuple[str, ...]


class Machine:
    """Starts nothing: notes each command, and makes the demo's folder where the app would."""

    def __init__(self, folder: Path, fails: str = "") -> None:
        self.commands: list[Words] = []
        self.passphrases: list[str] = []
        self._folder = folder
        self._fails = fails

    def start(self, *command: str | Path, **env: str) -> int:
        words = tuple(str(part) for part in command)[1:]
        self.commands.append(words)
        self.passphrases.append(env.get("EHCP_AUDIT_PASSPHRASE", ""))
        if words[0] == self._fails:
            return 1
        if words[0] == "demo":
            (self._folder / "demo" / "Area.ehcpaudit").mkdir(parents=True)
        return 0


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "set_up", lambda: None)
    monkeypatch.setattr(dev, "answer", lambda *_command: "four plain words here\n")
    return tmp_path


def test_run_makes_draws_and_reports_with_the_printed_passphrase(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(place)
    monkeypatch.setattr(dev, "start", machine.start)
    assert dev.main(["run"]) == 0
    assert [words[0] for words in machine.commands] == ["demo", "sample", "report"]
    assert machine.passphrases == ["", "four plain words here", "four plain words here"]
    assert {words[1] for words in machine.commands[1:]} == {str(place / "demo" / "Area.ehcpaudit")}


def test_demo_that_is_there_is_kept(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (place / "demo" / "Area.ehcpaudit").mkdir(parents=True)
    machine = Machine(place)
    monkeypatch.setattr(dev, "start", machine.start)
    assert dev.main(["run"]) == 0
    assert [words[0] for words in machine.commands] == ["sample", "report"]


@pytest.mark.parametrize("command", ["demo", "sample", "report"])
def test_run_stops_where_the_app_does(
    command: str, place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    machine = Machine(place, fails=command)
    monkeypatch.setattr(dev, "start", machine.start)
    assert dev.main(["run"]) == 1
    assert machine.commands[-1][0] == command
    assert f"The command '{command}' stopped" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("day", "period"),
    [
        (date(2026, 11, 22), "2026-09..2026-10"),
        (date(2026, 2, 1), "2025-12..2026-01"),
        (date(2026, 1, 31), "2025-11..2025-12"),
        (date(2027, 3, 15), "2027-01..2027-02"),
    ],
)
def test_figures_are_of_the_two_months_before_this_one(day: date, period: str) -> None:
    assert dev.last_two_months(day) == period


def test_phrase_of_the_demo_is_asked_from_the_app_itself() -> None:
    said = dev.answer(sys.executable, "-c", dev.SAY_PHRASE)
    assert len(said.split()) == 4
