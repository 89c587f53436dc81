"""The lists by which wording is read, as TOML: phrases that leave room for doubt, and words that say who and when."""

from importlib.resources import files


def phrases_text() -> str:
    """The phrases that are flagged, with their classes and sources."""
    return (files(__name__) / "phrases.toml").read_text(encoding="utf-8")


def lexicon_text() -> str:
    """The words that tell who delivers, how often, how long and where."""
    return (files(__name__) / "lexicon.toml").read_text(encoding="utf-8")
