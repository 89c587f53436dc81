"""The outcomes of the fictional partnership's plans and what reviews say of them, as data; it makes up no date."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class OutcomeWords:
    """An outcome of a plan: its area, whose provision it rests on, and its words."""

    area: str
    agency: str
    words: str


@dataclass(frozen=True, slots=True)
class OutcomeStory:
    """Outcomes, evidence by how far they were, and what is noted of young people near adulthood."""

    outcomes: tuple[OutcomeWords, ...]
    evidence: Mapping[str, tuple[str, ...]]
    notes: tuple[str, ...]
    results: tuple[str, ...]


def outcome_story() -> OutcomeStory:
    """The shipped words."""
    data = tomllib.loads(files(__name__.rpartition(".")[0]).joinpath("outcomes.toml").read_text(encoding="utf-8"))
    return OutcomeStory(
        outcomes=tuple(OutcomeWords(**one) for one in data["outcomes"]),
        evidence={how: tuple(said) for how, said in data["evidence"].items()},
        notes=tuple(data["adulthood"]["notes"]),
        results=tuple(data["adulthood"]["results"]),
    )
