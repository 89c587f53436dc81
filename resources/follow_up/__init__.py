"""The follow-up rules that the app ships, as TOML text; `audit_app.domain.follow_up` reads them."""

from importlib.resources import files


def follow_up_text() -> str:
    """The TOML text of the shipped rules."""
    return files(__name__).joinpath("follow-up.toml").read_text(encoding="utf-8")
