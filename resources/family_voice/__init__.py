"""What families are asked about a plan, in a call or a meeting, as TOML."""

from importlib.resources import files


def questions_text() -> str:
    """The questions with the levels of their answers."""
    return (files(__name__) / "questions.toml").read_text(encoding="utf-8")
