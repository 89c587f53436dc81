"""dev.py: what it decides, with every program it would start replaced by a note of it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

import dev

Started = list[tuple[str, ...]]
Answers = Callable[[tuple[str, ...]], int]


def note_starts(patch: pytest.MonkeyPatch, code: Answers = lambda _command: 0) -> Started:
    """Starts nothing any more: notes each command and gives the code that `code` says."""
    started: Started = []

    def start(*command: str | Path, **env: str) -> int:
        words = tuple(Path(part).stem if isinstance(part, Path) else part for part in command)
        started.append(words)
        return code(words)

    patch.setattr(dev, "start", start)
    return started


def offer(patch: pytest.MonkeyPatch, *offered: str) -> None:
    """Makes apt-cache know these packages only."""

    def policy(*command: str | Path) -> str:
        return f"{command[-1]}:\n  Candidate: {'1.0' if command[-1] in offered else '(none)'}\n"

    patch.setattr(dev, "answer", policy)


def be_user(patch: pytest.MonkeyPatch, number: int) -> None:
    """Makes the process look like this user's; 0 is the administrator."""
    patch.setattr(os, "geteuid", lambda: number, raising=False)  # Windows has none


def test_no_command_shows_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main([]) == 0
    assert "COMMAND" in capsys.readouterr().out


def test_unknown_command_is_wrong_use() -> None:
    with pytest.raises(SystemExit) as stopped:
        dev.main(["nonsense"])
    assert stopped.value.code == 2


@pytest.mark.parametrize("version", [(3, 10, 14), (3, 14, 0)])
def test_other_python_is_refused_before_anything_is_made(
    version: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    started = note_starts(monkeypatch)
    monkeypatch.setattr("sys.version_info", version)
    assert dev.main(["test"]) == 1
    assert "needs Python 3.11, 3.12, 3.13" in capsys.readouterr().err
    assert started == []


def test_checks_stop_at_the_first_that_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "set_up", lambda: None)
    started = note_starts(monkeypatch, lambda command: int(command[0] == "mypy"))
    assert dev.main(["test"]) == 1
    assert [command[0] for command in started] == ["ruff", "ruff", "mypy"]
    assert "The step 'types' failed" in capsys.readouterr().err


def test_words_after_two_dashes_go_to_pytest(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "set_up", lambda: None)
    started = note_starts(monkeypatch)
    assert dev.main(["test", "--", "-k", "draw"]) == 0
    assert (started[-1][0], *started[-1][-2:]) == ("pytest", "-k", "draw")
    assert "All steps passed: format 0 s, lint 0 s" in capsys.readouterr().out


@pytest.mark.parametrize("words", [("pictures", "--all"), ("pictures", "--", "--all")])
def test_options_of_a_script_are_handed_on_with_dashes_or_without(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "set_up", lambda: None)
    started = note_starts(monkeypatch)
    assert dev.main(list(words)) == 0
    assert started == [("python", "draw_all", "--all")]


def test_bundle_hands_everything_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "set_up", lambda: None)
    started = note_starts(monkeypatch)
    assert dev.main(["bundle", "--out", "dist"]) == 0
    assert started == [("python", "bundle", "--out", "dist")]


def test_command_that_takes_nothing_refuses_words(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        dev.main(["run", "--fast"])
    assert stopped.value.code == 2
    assert "run takes no arguments, but got: --fast" in capsys.readouterr().err


def test_script_that_fails_stops_with_its_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "set_up", lambda: None)
    note_starts(monkeypatch, lambda _command: 1)
    assert dev.main(["bundle"]) == 1
    assert ".ci/bundle.py stopped" in capsys.readouterr().err


def test_user_who_may_not_install_is_given_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    started = note_starts(monkeypatch)
    be_user(monkeypatch, 1000)
    with pytest.raises(dev.Stop, match=r"sudo sh -c 'apt-get update && apt-get install -y .* libgl1'"):
        dev.apt_install("Qt needs it.", [("libgl1",)])
    assert started == []


def test_administrator_gets_it_installed_after_an_update(monkeypatch: pytest.MonkeyPatch) -> None:
    started = note_starts(monkeypatch)
    be_user(monkeypatch, 0)
    dev.apt_install("Qt needs it.", [("libgl1",), ("libegl1",)])
    assert started[0][:2] == ("apt-get", "update")
    assert started[1][-2:] == ("libgl1", "libegl1")


def test_package_that_cannot_be_installed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    note_starts(monkeypatch, lambda command: int("install" in command))
    be_user(monkeypatch, 0)
    with pytest.raises(dev.Stop, match="could not be installed"):
        dev.apt_install("Qt needs it.", [("libgl1",)])


@pytest.mark.parametrize("offered", ["libglib2.0-0", "libglib2.0-0t64"])
def test_package_goes_by_the_name_that_the_release_offers(offered: str, monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, offered)
    assert dev.name_here(dev.QT_LIBRARIES["libglib-2.0.so.0"]) == offered


def test_checks_go_on_when_only_a_window_could_not_open(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    note_starts(monkeypatch)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("shutil.which", lambda _name: None)
    monkeypatch.setattr(dev, "can_load", lambda library: library != "libxcb-cursor.so.0")
    dev.ensure_qt_libraries()
    assert "Install the packages that bring libxcb-cursor.so.0." in capsys.readouterr().out


def test_qt_that_does_not_start_stops_with_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    note_starts(monkeypatch, lambda _command: 1)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("shutil.which", lambda _name: None)
    monkeypatch.setattr(dev, "can_load", lambda library: library != "libGL.so.1")
    with pytest.raises(dev.Stop, match=r"bring libGL\.so\.1"):
        dev.ensure_qt_libraries()


def test_environment_is_set_up_once_and_again_when_the_lock_changes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("pip==1 \\\n    --hash=sha256:00\nother==2 \\\n    --hash=sha256:11\n", encoding="utf-8")
    for name, path in {"VENV": tmp_path, "STAMP": tmp_path / "stamp", "LOCK": lock}.items():
        monkeypatch.setattr(dev, name, path)
    monkeypatch.setattr(dev, "is_usable", lambda: True)
    started = note_starts(monkeypatch)
    dev.set_up()
    first = len(started)
    dev.set_up()
    assert first == len(started) > 0
    lock.write_text("pip==1 --hash=sha256:22\n", encoding="utf-8")
    dev.set_up()
    assert len(started) == 2 * first


def test_failed_install_leaves_no_stamp(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(dev, "VENV", tmp_path)
    monkeypatch.setattr(dev, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(dev, "is_usable", lambda: True)
    note_starts(monkeypatch, lambda command: int("pip" in command))
    with pytest.raises(dev.Stop, match="this machine is connected"):
        dev.set_up()
    assert not (tmp_path / "stamp").exists()


def test_pip_comes_first_from_the_lock_with_its_hashes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(dev, "VENV", tmp_path)
    note_starts(monkeypatch)
    dev.install()
    text = (tmp_path / "pip.lock").read_text(encoding="utf-8")
    assert text.startswith("pip==")
    assert text.count("==") == 1
    assert "--hash=sha256:" in text
