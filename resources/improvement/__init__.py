"""The improvement plans that the app ships as examples, as TOML text; `services.improvement.examples` reads them."""

from importlib.resources import files

_FILES = {"written-statement": "written_statement_2018.toml", "roadmap": "roadmap_2024.toml"}


def example_ids() -> tuple[str, ...]:
    """The ids of the shipped examples, the written statement first."""
    return tuple(_FILES)


def example_text(example_id: str) -> str:
    """The TOML text of a shipped example. Raises KeyError for an id not shipped."""
    if example_id not in _FILES:
        raise KeyError(f"No improvement plan “{example_id}” is shipped. There are: {', '.join(_FILES)}.")
    return files(__name__).joinpath(_FILES[example_id]).read_text(encoding="utf-8")
