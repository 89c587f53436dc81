"""Codes that councils write as words, as data. It does not know how a value is read: `intake` does."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files


def value_words() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Return, for each kind of code (need, outcome, review_outcome), every code with the words that mean it."""
    data = tomllib.loads(files("resources.register").joinpath("values.toml").read_text(encoding="utf-8"))
    return {kind: {code: tuple(words) for code, words in codes.items()} for kind, codes in data.items()}
