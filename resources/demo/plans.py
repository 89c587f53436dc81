"""The words of the demo's plans, as data: threads of need, outcome and provision. Nothing in them is real."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class ThreadWords:
    """One row of a plan: `provision` is specific, `vague` what stands there in a weaker plan."""

    section: str
    area: str
    need: str
    outcome: str
    provision: str
    vague: str


@dataclass(frozen=True, slots=True)
class PlanWords:
    """Everything that a plan of the demo is put together from."""

    names: tuple[str, ...]
    aspirations: tuple[str, ...]
    none_health: tuple[str, ...]
    none_care: tuple[str, ...]
    threads: tuple[ThreadWords, ...]


def plan_words() -> PlanWords:
    """The words as they are shipped."""
    record = tomllib.loads((files(__package__) / "plans.toml").read_text(encoding="utf-8"))
    threads = tuple(
        ThreadWords(one["section"], one.get("area", ""), one["need"], one["outcome"], one["provision"], one["vague"])
        for one in record["threads"]
    )
    names, aspirations, none_health, none_care = (
        tuple(record[name]) for name in ("names", "aspirations", "none_health", "none_care")
    )
    return PlanWords(names, aspirations, none_health, none_care, threads)
