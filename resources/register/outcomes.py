"""What headings and cells of outcomes and of adulthood mean, as data; how a file is read `intake` knows."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Any

from resources.register import FieldWords, HeadingWords, heading_words


@dataclass(frozen=True, slots=True)
class OutcomeWords:
    """Headings by field of both files, and how areas, agencies, progress and likelihood may be written → as kept."""

    outcomes: HeadingWords
    adulthood: HeadingWords
    areas: Mapping[str, str]
    agencies: Mapping[str, str]
    progress: Mapping[str, str]
    likely: Mapping[str, str]


def outcome_words() -> OutcomeWords:
    """Return the shipped words of outcomes and of adulthood."""
    data = tomllib.loads(files(__name__.rpartition(".")[0]).joinpath("outcomes.toml").read_text(encoding="utf-8"))
    return OutcomeWords(
        outcomes=_headings(data["outcomes"]),
        adulthood=_headings(data["adulthood"]),
        **{name: _written(data[name]) for name in ("areas", "agencies", "progress", "likely")},
    )


def _headings(fields: Mapping[str, Any]) -> HeadingWords:
    return replace(
        heading_words(),
        fields={
            name: FieldWords(tuple(phrases.get("is", ())), tuple(phrases.get("like", ())))
            for name, phrases in fields.items()
        },
        others=(),
    )


def _written(table: Mapping[str, list[str]]) -> dict[str, str]:
    """The code itself is understood too."""
    return {written: kept for kept, words in table.items() for written in (kept, *words)}
