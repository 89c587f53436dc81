"""The catalogue of measures that the app ships, as TOML text; `audit_app.domain.measure_catalogue` reads it."""

from importlib.resources import files


def catalogue_text() -> str:
    """The measures of a written statement's performance framework, with those on training and complaints."""
    return files(__name__).joinpath("annex_b.toml").read_text(encoding="utf-8")
