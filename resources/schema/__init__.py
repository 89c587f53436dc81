"""The JSON Schema of a report's figures, as text; it checks nothing."""

from importlib.resources import files


def figures_schema() -> str:
    """The schema (draft 2020-12) of the files NAME.json, as it is shipped; the CSV file has the same fields."""
    return files(__name__).joinpath("figures.schema.json").read_text(encoding="utf-8")
