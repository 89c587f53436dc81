"""No test reads or writes the developer's own folders."""

import os
from pathlib import Path

import platformdirs
from hypothesis import settings


def test_home_and_data_folders_are_empty_and_this_tests_own(home: Path) -> None:
    folders = (platformdirs.user_data_dir, platformdirs.user_config_dir, platformdirs.user_cache_dir)
    assert Path.home() == home
    assert list(home.iterdir()) == []
    assert all(Path(folder("ehcp-audit")).is_relative_to(home) for folder in folders)


def test_qt_needs_no_screen() -> None:
    assert os.environ["QT_QPA_PLATFORM"] == "offscreen"


def test_examples_have_no_deadline_on_a_slow_machine() -> None:
    assert settings().deadline is None
