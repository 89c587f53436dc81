"""The five packages must be taken from one place, whatever else is installed under the same names."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from audit_app.domain.problems import AppError
from audit_app.side_by_side import PACKAGES, check_packages_lie_side_by_side

ROOT = Path(__file__).resolve().parents[2]
CHECK = """
from audit_app.domain.problems import AppError
from audit_app.side_by_side import check_packages_lie_side_by_side
try:
    check_packages_lie_side_by_side()
except AppError as error:
    print(error.message)
"""


def said_with(*folders: Path) -> str:
    """What a fresh Python says when it looks for packages in these folders, in this order."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, folders)), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-P", "-S", "-c", CHECK]  # without site, so that an installed checkout cannot help
    return subprocess.run(command, env=environment, check=True, capture_output=True, encoding="utf-8").stdout


def test_the_packages_of_this_checkout_lie_side_by_side() -> None:
    check_packages_lie_side_by_side()
    assert said_with(ROOT) == ""


@pytest.mark.parametrize("name", [name for name in PACKAGES if name != "audit_app"])
def test_a_package_of_the_same_name_in_front_of_ours_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "__init__.py").touch()
    said = said_with(tmp_path, ROOT)
    assert f"'{name}' was found in {tmp_path.resolve()}" in said
    assert "Install EHC plan audit again" in said


def test_a_plain_module_of_the_same_name_in_front_of_ours_is_refused(tmp_path: Path) -> None:
    (tmp_path / "scoring.py").touch()
    assert "'scoring' is missing" in said_with(tmp_path, ROOT)


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("audit_app.side_by_side.find_spec", lambda _name: None)
    with pytest.raises(AppError, match="'audit_app' is missing"):
        check_packages_lie_side_by_side()
