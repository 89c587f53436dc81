"""Proves that the wheel alone is the app: built here, installed elsewhere, run with no checkout in reach."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from audit_app.version import __version__

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("audit_app", "forms", "scoring", "exports", "resources")
WHERE = "import importlib, sys; [print(importlib.import_module(name).__path__[0]) for name in sys.argv[1:]]"


def run(*command: str | Path, cwd: Path, **env: str) -> str:
    """What a program prints; its failure fails the test with all that it said."""
    arguments = [str(part) for part in command]
    done = subprocess.run(arguments, cwd=cwd, env={**os.environ, **env}, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs' folder of an environment that has the wheel and nothing else."""
    folder = tmp_path_factory.mktemp("elsewhere")
    venv.create(folder, symlinks=os.name != "nt")
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    pip = (sys.executable, "-m", "pip", "--python", programs / "python", "--disable-pip-version-check")
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=folder)
    return programs


def libraries() -> dict[str, str]:
    """Lends the libraries of this environment; its .pth files, and with them the checkout, stay behind."""
    return {"PYTHONPATH": sysconfig.get_path("purelib")}


def test_wheel_holds_the_five_packages_with_their_modules_and_data(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    for package in PACKAGES:
        files = [path for path in (ROOT / package).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
        expected = {path.relative_to(ROOT).as_posix() for path in files}
        assert f"{package}/__init__.py" in expected
        assert expected <= held
    assert any(name.startswith("resources/") and name.endswith(".toml") for name in held)


def test_wheel_holds_nothing_but_the_app_and_its_licence(wheel: Path) -> None:
    held = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in held}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(PACKAGES)
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in held)


def test_packages_are_taken_from_the_wheel_and_not_from_the_checkout(elsewhere: Path) -> None:
    said = run(elsewhere / "python", "-c", WHERE, *PACKAGES, cwd=elsewhere, **libraries())
    home = elsewhere.parent.resolve()
    assert len(said.splitlines()) == len(PACKAGES)
    assert all(Path(line).resolve().is_relative_to(home) for line in said.splitlines())


def test_installed_command_runs_away_from_the_checkout(elsewhere: Path) -> None:
    assert __version__ in run(elsewhere / "ehcp-audit", "--version", cwd=elsewhere, **libraries())
