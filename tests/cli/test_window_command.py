"""`ehcp-audit` alone and `ehcp-audit open` start the window where somebody can see it, and say so where nobody can."""

from collections.abc import Mapping

import pytest
from cli_builders import Desk

from audit_app.cli import window


@pytest.mark.parametrize(
    ("environment", "platform", "can_see"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, "linux", False),
        ({"QT_QPA_PLATFORM": "xcb:x"}, "linux", True),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_a_window_is_shown_only_where_it_can_be_seen(
    environment: Mapping[str, str], platform: str, can_see: bool
) -> None:
    assert window.has_screen(environment, platform) is can_see


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """A screen is there, and the words that each window is started with are kept."""
    started: list[tuple[str, ...]] = []

    def show(*words: str) -> int:
        started.append(words)
        return 0

    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    for name in ("audit_app.cli.window", "audit_app.cli.demo"):
        monkeypatch.setattr(f"{name}.show_window", show)
    return started


def test_the_app_without_a_command_is_its_window(desk: Desk, shown: list[tuple[str, ...]]) -> None:
    assert (desk.run().code, shown) == (0, [()])


def test_open_shows_the_workspace_to_be_unlocked(desk: Desk, shown: list[tuple[str, ...]]) -> None:
    assert (desk.run("open", desk.workspace).code, shown) == (0, [(str(desk.workspace),)])


def test_open_without_a_screen_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    said = desk.run("open", desk.workspace)
    assert said.code == 2
    assert "needs a screen" in said.err


def test_the_demo_is_opened_when_it_is_made(desk: Desk, shown: list[tuple[str, ...]]) -> None:
    said = desk.run("demo", "--register-only", "--dir", desk.folder / "demo")
    assert shown == [(said.lines[0],)]
    assert said.lines[1].startswith("Passphrase: ")


def test_the_window_tells_what_it_understands(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        window.show_window("--help")
    assert ended.value.code == 0
    assert "--picture" in capsys.readouterr().out
