"""What a reading copy is made by, as TOML: phrases that never travel, labels of a plan's header, ordinary words."""

from importlib.resources import files


def copies_text() -> str:
    """Phrases, labels, titles, relations and words that are no names."""
    return (files(__name__) / "words.toml").read_text(encoding="utf-8")
