"""What the demo's partnership says of its improvement plan, as a mapping."""

import tomllib
from importlib.resources import files
from typing import Any


def improvement_words() -> dict[str, Any]:
    """Title and source, comments by what they are about, risks and escalations."""
    text = files(__name__.rpartition(".")[0]).joinpath("improvement.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
