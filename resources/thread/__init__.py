"""The domain's vocabulary by which links are suggested, as TOML: words that belong together in a plan."""

from importlib.resources import files


def concepts_text() -> str:
    """What different words of a plan are about: “phonics” and “decoding” are about reading."""
    return (files(__name__) / "concepts.toml").read_text(encoding="utf-8")
