"""The frameworks that the app ships, as TOML text. It does not know what the text means: `forms.model` reads it."""

import re
from importlib.resources import files

_SUFFIX = ".toml"
_VERSION = re.compile(r"^version = (\d+)$", re.MULTILINE)


def framework_ids() -> tuple[str, ...]:
    """Return the ids of the shipped frameworks in alphabetical order, `core-42` among them."""
    names = (entry.name for entry in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX)))


def framework_text(framework_id: str) -> str:
    """Return the TOML text of the shipped framework `framework_id`. Raises KeyError for an id not shipped."""
    if framework_id not in framework_ids():
        raise KeyError(f"No framework “{framework_id}” is shipped. There are: {', '.join(framework_ids())}.")
    return files(__name__).joinpath(framework_id + _SUFFIX).read_text(encoding="utf-8")


def resolve(key: str) -> str | None:
    """Return the text of the shipped framework with this key, `core-42/1`, or None when it is not shipped.

    Fits the `resolve` argument of `forms.model.read_framework`.
    """
    framework_id, _, version = key.partition("/")
    if framework_id not in framework_ids():
        return None
    text = framework_text(framework_id)
    stated = _VERSION.search(text)
    return text if stated is not None and stated[1] == version else None
