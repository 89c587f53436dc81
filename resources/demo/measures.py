"""The courses of the fictional partnership's measures, as data; it makes up no value."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Course:
    """How a typed measure goes from its first value to its last; `target` is two numbers, or nothing."""

    code: str
    first: float
    last: float
    swing: float
    of: float = 0
    target: tuple[float, ...] = ()
    note: str = ""
    gap: int = 0


@dataclass(frozen=True, slots=True)
class SurveyCourse:
    """How the positive share of a survey goes, of how many answers of how many asked."""

    code: str
    question: str
    first: float
    last: float
    swing: float
    answered: float
    asked: float


@dataclass(frozen=True, slots=True)
class NoteTold:
    """What the owner of a measure says of the newest month."""

    code: str
    words: str
    owner: str


@dataclass(frozen=True, slots=True)
class SchoolStory:
    """Schools with the days and pupils of the first year, and how much of the days is left in the next."""

    code: str
    semh_code: str
    names: tuple[str, ...]
    days: tuple[tuple[float, int], ...]
    falls: float


@dataclass(frozen=True, slots=True)
class MeasureStory:
    """All of it."""

    courses: tuple[Course, ...]
    surveys: tuple[SurveyCourse, ...]
    notes: tuple[NoteTold, ...]
    schools: SchoolStory


def measure_story() -> MeasureStory:
    """The shipped story."""
    text = files(__name__.rpartition(".")[0]).joinpath("measures.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    schools = data["schools"]
    days = tuple((float(number), int(pupils)) for number, pupils in schools["days"])
    return MeasureStory(
        tuple(Course(**{**one, "target": tuple(one.get("target", ()))}) for one in data["course"]),
        tuple(SurveyCourse(**one) for one in data["survey"]),
        tuple(NoteTold(**one) for one in data["note"]),
        SchoolStory(schools["code"], schools["semh_code"], tuple(schools["names"]), days, schools["falls"]),
    )
