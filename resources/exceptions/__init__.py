"""The rules by which a report says what went wrong, as TOML text; `services.reports.exception_rules` reads them."""

from importlib.resources import files


def rules_text() -> str:
    """The rules as they are shipped."""
    return files(__name__).joinpath("rules.toml").read_text(encoding="utf-8")
