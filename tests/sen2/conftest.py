"""A new light workspace, and a desk at the command line, for the tests that import returns."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

for _folder in ("services", "cli"):
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / _folder))

from cli_builders import MARY, Desk  # type: ignore[import-not-found]  # noqa: E402 - in a folder just named
from service_world import World, make_world  # type: ignore[import-not-found]  # noqa: E402 - the same

from audit_app.store.workspace import Workspace  # noqa: E402 - stays with its kind


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A workspace that Mary made, closed."""
    return make_world(tmp_path)


@pytest.fixture
def workspace(world: World) -> Iterator[Workspace]:
    """The workspace, open as Mary."""
    with world.open() as opened:
        yield opened


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk whose environment holds Mary's passphrase, with a workspace."""
    monkeypatch.setenv("EHCP_AUDIT_PASSPHRASE", MARY)
    made = Desk(tmp_path, capsys)
    made.new()
    return made
