"""The lock must be whole, hashed, and free of any address."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
ENTRIES = [entry for entry in LOCK.replace("\\\n", " ").splitlines() if entry.strip()]
LOCKED = {canonicalize_name(entry.split("==")[0]): entry for entry in ENTRIES}


def declared() -> list[Requirement]:
    """Every dependency that pyproject.toml names, for use and for development."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [Requirement(text) for text in settings["project"]["dependencies"] + settings["dependency-groups"]["dev"]]


def test_lock_names_no_address() -> None:
    assert "://" not in LOCK
    assert not re.search(r"^\s*-", "\n".join(ENTRIES), re.MULTILINE)  # no option that could name one


def test_lock_pins_every_dependency_within_its_range() -> None:
    for requirement in declared():
        entry = LOCKED[canonicalize_name(requirement.name)]
        version = entry.split("==")[1].split()[0]
        assert requirement.specifier.contains(version), f"run dev.py lock: {requirement} is locked at {version}"


def test_every_locked_package_is_hashed() -> None:
    assert len(ENTRIES) > 30
    assert [entry for entry in ENTRIES if "--hash=sha256:" not in entry] == []


def test_slow_numeric_packages_stay_out() -> None:
    assert not {"numpy", "pandas", "scipy"} & set(LOCKED)
