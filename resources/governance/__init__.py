"""The usual reporting lines of a local area, as TOML text; `audit_app.services.governance.shipped` reads them."""

from importlib.resources import files


def usual_lines_text() -> str:
    """The TOML text of the shipped lines."""
    return files(__name__).joinpath("usual_lines.toml").read_text(encoding="utf-8")
