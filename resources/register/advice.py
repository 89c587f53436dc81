"""What headings and cells of an advice log mean, as data. It does not know how a file is read: `intake` does."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.resources import files

from resources.register import FieldWords, HeadingWords, heading_words


@dataclass(frozen=True, slots=True)
class AdviceWords:
    """Headings by field, and how agencies and outcomes may be written → as they are kept.

    `waiting` are words that people write for an outcome where nothing has come.
    """

    headings: HeadingWords
    agencies: Mapping[str, str]
    outcomes: Mapping[str, str]
    waiting: frozenset[str]


def advice_words() -> AdviceWords:
    """Return the shipped words of an advice log."""
    data = tomllib.loads(files(__name__.rpartition(".")[0]).joinpath("advice.toml").read_text(encoding="utf-8"))
    fields = {
        name: FieldWords(tuple(phrases.get("is", ())), tuple(phrases.get("like", ())))
        for name, phrases in data["fields"].items()
    }
    return AdviceWords(
        headings=replace(heading_words(), fields=fields, others=()),
        agencies={written: kept for kept, words in data["agencies"].items() for written in words},
        outcomes={written: kept for kept, words in data["outcomes"].items() for written in words},
        waiting=frozenset(data["waiting"]["words"]),
    )
