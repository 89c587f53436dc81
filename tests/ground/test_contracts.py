"""The import contracts must name every part of the app, else a new part would stand outside of them."""

import re
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SETTINGS: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = {
    contract["type"] + ":" + contract["name"]: contract for contract in SETTINGS["tool"]["importlinter"]["contracts"]
}
LAYERS = [
    re.findall(r"[\w.]+", layer)
    for layer in CONTRACTS["layers:A layer imports the layers below it, never above"]["layers"]
]
WITHOUT_QT = CONTRACTS["forbidden:No Qt below the line"]["source_modules"]


def parts() -> set[str]:
    """The modules and packages directly in audit_app, and the other roots, as far as they exist."""
    inside = {
        path for path in (ROOT / "audit_app").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    others = {name for name in ("scoring", "exports", "resources") if (ROOT / name / "__init__.py").exists()}
    return {f"audit_app.{path.stem}" for path in inside if path.stem != "__init__"} | others | {"forms.model"}


def test_every_part_of_the_app_stands_in_a_layer() -> None:
    named = {name for layer in LAYERS for name in layer}
    assert parts() <= named, f"name these in the layers of pyproject.toml: {sorted(parts() - named)}"


def test_every_layer_below_the_line_is_kept_free_of_qt() -> None:
    top = next(number for number, layer in enumerate(LAYERS) if "audit_app.cli" in layer)
    below = {name for layer in LAYERS[top:] for name in layer} & parts()
    assert below <= set(WITHOUT_QT), f"name these in the Qt contract: {sorted(below - set(WITHOUT_QT))}"


def test_the_root_packages_import_nothing() -> None:
    for name in ("audit_app", "forms"):
        lines = (ROOT / name / "__init__.py").read_text(encoding="utf-8").splitlines()
        assert not [line for line in lines if re.match(r"\s*(import|from)\s", line)], name
