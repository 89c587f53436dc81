"""What every test gets: Qt without a screen, examples that repeat, and a home of its own instead of the developer's."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before anything imports Qt

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("ci", derandomize=True, deadline=None, database=None, print_blob=True)
settings.register_profile("search", deadline=None, max_examples=1000)  # HYPOTHESIS_PROFILE=search looks for new cases
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))

HOME_VARIABLES = {
    "HOME": "",
    "USERPROFILE": "",
    "XDG_DATA_HOME": ".local/share",
    "XDG_CONFIG_HOME": ".config",
    "XDG_CACHE_HOME": ".cache",
    "XDG_STATE_HOME": ".local/state",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
    "WIN_PD_OVERRIDE_APPDATA": "AppData/Roaming",  # platformdirs asks Windows itself unless told otherwise
    "WIN_PD_OVERRIDE_LOCAL_APPDATA": "AppData/Local",
}


def point_home_at(patch: pytest.MonkeyPatch, home: Path) -> None:
    """Makes `home` the user's home and data folders, for this process and those it starts."""
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(0o700)
    for variable, folder in HOME_VARIABLES.items():
        patch.setenv(variable, str(home / folder))
    for variable in [name for name in os.environ if name.startswith("EHCP_AUDIT_")]:
        patch.delenv(variable)


@pytest.fixture(scope="session", autouse=True)
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of all homes of this run; fixtures that outlive one test share the home `session` in it."""
    folder = tmp_path_factory.mktemp("homes")
    with pytest.MonkeyPatch.context() as patch:
        point_home_at(patch, folder / "session")
        yield folder


@pytest.fixture(autouse=True)
def nothing_of_qt_outlives_its_test() -> Iterator[None]:
    """What a test let go is gone before the next one, and so is what it copied.

    Qt 6.11 forgets to take a widget that was never shown out of its style sheet's books when the sheet was taken away
    and set again in between; deleted then, the next sheet brings the process down.
    """
    yield
    core = sys.modules.get("PySide6.QtCore")  # tests without Qt stay without it
    if core is not None and core.QCoreApplication.instance() is not None:
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete.value)
        gui = sys.modules.get("PySide6.QtGui")
        if gui is not None and gui.QGuiApplication.instance() is not None:
            gui.QGuiApplication.clipboard().clear()


@pytest.fixture(autouse=True)
def home(homes: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home for this test alone."""
    name = hashlib.sha256(request.node.nodeid.encode()).hexdigest()[:16]
    point_home_at(monkeypatch, homes / name)
    return homes / name
