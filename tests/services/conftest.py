"""A new light workspace for each test of the services."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from service_world import World, make_world

from audit_app.store.workspace import Workspace


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A workspace that Mary made, closed."""
    return make_world(tmp_path)


@pytest.fixture
def workspace(world: World) -> Iterator[Workspace]:
    """The workspace, open as Mary, who is owner, auditor, moderator and chair."""
    with world.open() as opened:
        yield opened
