"""The targets in time that the app ships as examples, as TOML text; `scoring.timeliness.trajectories` reads them."""

from importlib.resources import files

_SUFFIX = ".toml"


def trajectory_ids() -> tuple[str, ...]:
    """The ids of the shipped trajectories in alphabetical order."""
    names = (entry.name for entry in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX)))


def trajectory_text(trajectory_id: str) -> str:
    """The TOML text of a shipped trajectory. Raises KeyError for an id not shipped."""
    if trajectory_id not in trajectory_ids():
        raise KeyError(f"No trajectory “{trajectory_id}” is shipped. There are: {', '.join(trajectory_ids())}.")
    return files(__name__).joinpath(trajectory_id + _SUFFIX).read_text(encoding="utf-8")
