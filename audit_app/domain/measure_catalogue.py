"""A catalogue of measures as TOML, and the rules for one measure however it came; it keeps none."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from audit_app.domain.measure_periods import Frequency
from audit_app.domain.measures import DIRECTIONS, Measure, Source
from resources.trajectories import trajectory_text
from scoring.control import Direction
from scoring.timeliness.trajectories import Basis, Point, Trajectory, read_trajectory

MOST_TITLE: Final = 120
MOST_THEME: Final = 60
MOST_UNIT: Final = 40
MOST_DEFINITION: Final = 600
MOST_OWNER: Final = 80
_CODE: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A measure of the catalogue with its target in time, where the statement has one."""

    measure: Measure
    target: Trajectory | None


def read_catalogue(text: str) -> tuple[CatalogueEntry, ...]:
    """The measures of a TOML text in its order. Raises ValueError for one that breaks a rule."""
    found = tuple(_entry(one) for one in tomllib.loads(text)["measure"])
    codes = [one.measure.code for one in found]
    if len(set(codes)) != len(codes):
        raise ValueError("A code stands twice in the catalogue.")
    return found


def measure_faults(measure: Measure) -> Iterator[tuple[str, str]]:
    """What speaks against a measure: the field, and a sentence."""
    if not _CODE.fullmatch(measure.code):
        yield "code", "A code has up to 40 small letters, figures and _, and begins with a letter."
    for name, most in (("title", MOST_TITLE), ("theme", MOST_THEME), ("unit", MOST_UNIT)):
        text = getattr(measure, name)
        if not text.strip():
            yield name, f"The {name} is missing. Write it in words."
        elif len(text) > most or not text.isprintable():
            yield name, f"The {name} has at most {most} characters on one line."
    for name, most in (("definition", MOST_DEFINITION), ("owner", MOST_OWNER)):
        if len(getattr(measure, name)) > most:
            yield name, f"The {name} has at most {most} characters. Shorten it."
    if measure.source.is_counted and not measure.figure:
        yield "figure", "A measure that is counted names the figure that it is counted by."


def code_of(title: str) -> str:
    """A code made from a title: “Days lost, primary” → days_lost_primary."""
    made = re.sub(r"[^a-z0-9]+", "_", title.casefold()).strip("_")
    made = made if made[:1].isalpha() else f"m_{made}"
    return made[:40].rstrip("_")


def _entry(values: Mapping[str, Any]) -> CatalogueEntry:
    measure = Measure(
        code=values["code"],
        title=values["title"],
        theme=values["theme"],
        unit=values["unit"],
        direction=DIRECTIONS[values["direction"]],
        frequency=Frequency(values["frequency"]),
        source=Source(values["source"]),
        figure=values.get("figure", ""),
        definition=values["definition"],
        owner=values.get("owner", ""),
    )
    faults = list(measure_faults(measure))
    if faults:
        raise ValueError(f"{measure.code}: {faults[0][1]}")
    return CatalogueEntry(measure, _target(measure, values))


def _target(measure: Measure, values: Mapping[str, Any]) -> Trajectory | None:
    if "target" in values:
        return read_trajectory(trajectory_text(values["target"]))
    if "targets" not in values:
        return None
    points = tuple(Point(on, float(value)) for on, value in values["targets"])
    name = f"Written statement: {measure.title}"[:80]
    return Trajectory(name, measure.topic, Basis.MEASURED, None, points, values["target_source"])


def direction_word(direction: Direction) -> str:
    """The word under which a direction is kept."""
    return next(word for word, one in DIRECTIONS.items() if one is direction)
