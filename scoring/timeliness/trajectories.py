"""Targets in time: what is to be reached by which day, in timeliness or quality, on which basis; TOML in and out.

It measures nothing and opens no file.
"""

import json
import re
import tomllib
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

MAX_BYTES: Final = 50_000
MAX_POINTS: Final = 120
MAX_NAME: Final = 80
MAX_SOURCE: Final = 500
MAX_LINE: Final = 3_000

QUALITY: Final = ("plans.effective", "score.overall", "presence.health", "presence.social_care")
"""The figures of audits that a trajectory can be for, of every cycle or, with @cycle=, of one."""
FIGURES: Final = (
    "timeliness.20_weeks.including_exceptions",
    "timeliness.20_weeks.excluding_exceptions",
    "timeliness.phase_transfer_15_feb",
    "timeliness.post16_transfer_31_mar",
    *QUALITY,
)
"""The figures that a trajectory can be for, beside those of measures, `measure.CODE`."""
MAX_VALUE: Final = 1e9
_MEASURE: Final = re.compile(r"measure\.[a-z][a-z0-9_]{0,39}")
CYCLES: Final = ("weekly", "multi-agency", "thematic", "advice", "annual-review")
"""The cycles that a target for quality can be narrowed to."""
_OF_CYCLE: Final = "@cycle="
_OF_MEASURE: Final = "measure."
_KEYS: Final = ("name", "figure", "basis", "started_from", "source", "points")


class Basis(StrEnum):
    """Which plans a target is about."""

    ISSUED = "issued"  # those issued (transfers: due) in the month
    STARTED = "started"  # those whose request was made from a day on, counted when their twenty weeks are over
    AUDITED = "audited"  # those audited in the month: of every target for quality, and of no other
    MEASURED = "measured"  # the value of a measure in its period: of every target for one, and of no other


@dataclass(frozen=True, slots=True)
class Point:
    """From a day on this is the target: a percentage, 0 to 100; of a measure a value in its own unit."""

    on: date
    percent: float


@dataclass(frozen=True, slots=True)
class Trajectory:
    """A target in time for one of FIGURES; `started_from` where the basis is started; points in the order of days.

    The figure of a target for quality may carry @cycle=; without it, it is for every cycle.
    """

    name: str
    figure: str
    basis: Basis
    started_from: date | None
    points: tuple[Point, ...]
    source: str

    @property
    def is_for_quality(self) -> bool:
        """Whether it is about audits, and not about the register's dates."""
        return self.base in QUALITY

    @property
    def is_for_measure(self) -> bool:
        """Whether it is about a measure of the performance framework that is typed, imported or counted for it."""
        return self.figure.startswith(_OF_MEASURE)

    @property
    def is_for_register(self) -> bool:
        """Whether it is about the register's dates."""
        return not self.is_for_quality and not self.is_for_measure

    @property
    def base(self) -> str:
        """The figure without a cycle."""
        return self.figure.partition("@")[0]

    @property
    def cycle(self) -> str:
        """The one cycle that it is for, empty for every cycle."""
        return self.figure.partition(_OF_CYCLE)[2]

    def target_on(self, day: date) -> float | None:
        """The target in force on a day: that of the last point reached, None before the first; nothing in between."""
        reached = [point.percent for point in self.points if point.on <= day]
        return reached[-1] if reached else None

    def target_in(self, month: str) -> float | None:
        """The target in force at the end of a month, YYYY-MM."""
        return self.target_on(month_end(month))


class TrajectoryError(Exception):
    """A text is no trajectory: `problems` are sentences that say where and why."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__(problems[0])
        self.problems = problems


def basis_for(figure: str) -> Basis:
    """The basis that a target for a figure has where nobody chooses another."""
    if figure.startswith(_OF_MEASURE):
        return Basis.MEASURED
    return Basis.AUDITED if figure.partition("@")[0] in QUALITY else Basis.ISSUED


def month_end(month: str) -> date:
    """The last day of a month, YYYY-MM. Raises ValueError for what is none."""
    first = date.fromisoformat(f"{month}-01")
    return first.replace(day=monthrange(first.year, first.month)[1])


def read_trajectory(text: str) -> Trajectory:
    """The trajectory that a TOML text states. Raises TrajectoryError with everything that is wrong with it."""
    text = text.removeprefix("\ufeff")
    if len(text) > MAX_BYTES or any(len(line) > MAX_LINE for line in text.split("\n")):
        raise TrajectoryError(("The file is too long for a trajectory. It needs a dozen short lines.",))
    try:
        values = tomllib.loads(text)
    except RecursionError:
        raise TrajectoryError(("The file nests lists or tables too deeply to be a trajectory.",)) from None
    except ValueError as error:
        raise TrajectoryError((f"This is not valid TOML: {error}. Compare it with a shipped trajectory.",)) from None
    return of_values(values)


def of_values(values: dict[str, object]) -> Trajectory:
    """The trajectory in plain values, as TOML gives them or a form does. Raises TrajectoryError."""
    faults = [f"The key “{key[:40]}” is not known. Known are {', '.join(_KEYS)}." for key in values if key not in _KEYS]
    made = Trajectory(
        name=_words(values, "name", MAX_NAME, faults),
        figure=_figure(values, faults),
        basis=Basis(_one_of(values, "basis", tuple(Basis), faults) or Basis.ISSUED),
        started_from=_day(values["started_from"], "“started_from”", faults) if "started_from" in values else None,
        points=_points(values.get("points"), faults, most=MAX_VALUE if _is_of_measure(values) else 100),
        source=_words(values, "source", MAX_SOURCE, faults),
    )
    if made.basis is Basis.STARTED and "started_from" not in values:
        faults.append("“started_from” is missing: say from which day on requests count.")
    if made.basis is Basis.STARTED and made.figure and not made.figure.startswith("timeliness.20_weeks."):
        faults.append("The basis “started” is for the twenty weeks alone. Give the basis “issued”.")
    if made.basis is not Basis.STARTED and "started_from" in values:
        faults.append("“started_from” belongs to the basis “started”. Leave it out, or change the basis.")
    if made.figure and made.is_for_quality is not (made.basis is Basis.AUDITED):
        faults.append("The basis “audited” is for figures of audits, and they have no other. Change the basis.")
    if made.figure and made.is_for_measure is not (made.basis is Basis.MEASURED):
        faults.append("The basis “measured” is for measures, and they have no other. Change the basis.")
    if faults:
        raise TrajectoryError(tuple(faults))
    return made


def _is_of_measure(values: dict[str, object]) -> bool:
    return str(values.get("figure", "")).startswith(_OF_MEASURE)


def trajectory_toml(trajectory: Trajectory) -> str:
    """The trajectory as TOML that `read_trajectory` reads back."""
    lines = [f"name = {_quoted(trajectory.name)}", f"figure = {_quoted(trajectory.figure)}"]
    lines.append(f"basis = {_quoted(trajectory.basis)}")
    if trajectory.started_from is not None:
        lines.append(f"started_from = {trajectory.started_from.isoformat()}")
    lines.append(f"source = {_quoted(trajectory.source)}")
    for point in trajectory.points:
        lines += ["", "[[points]]", f"on = {point.on.isoformat()}", f"percent = {point.percent:.12g}"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _words(values: dict[str, object], key: str, limit: int, faults: list[str]) -> str:
    value = values.get(key)
    if not isinstance(value, str) or not value.strip():
        faults.append(f"“{key}” is missing. Write it in words.")
        return ""
    text = value.strip()
    if len(text) > limit or not text.isprintable():
        faults.append(f"“{key}” must have at most {limit} characters on one line.")
    return text


def _one_of(values: dict[str, object], key: str, allowed: tuple[str, ...], faults: list[str]) -> str:
    value = values.get(key)
    if isinstance(value, str) and value in allowed:
        return value
    faults.append(f"“{key}” must be one of {', '.join(allowed)}.")
    return ""


def _figure(values: dict[str, object], faults: list[str]) -> str:
    """One of FIGURES; of those of audits also of one cycle alone; or that of a measure."""
    value = values.get("figure")
    if isinstance(value, str) and _MEASURE.fullmatch(value):
        return value
    base, at, cycle = value.partition(_OF_CYCLE) if isinstance(value, str) else ("", "", "")
    if not at or base not in QUALITY:
        return _one_of(values, "figure", FIGURES, faults)
    if cycle not in CYCLES:
        faults.append(f"“figure” names no cycle that there is. There are {', '.join(CYCLES)}.")
        return ""
    return f"{base}{at}{cycle}"


def _points(value: object, faults: list[str], *, most: float) -> tuple[Point, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(one, dict) for one in value):
        faults.append("There is no point. Write [[points]] with “on” and “percent” below it, for each target.")
        return ()
    if len(value) > MAX_POINTS:
        faults.append(f"There are {len(value)} points. At most {MAX_POINTS} are allowed.")
        return ()
    points = tuple(_point(one, number, faults, most) for number, one in enumerate(value, start=1))
    days = [point.on for point in points]
    if days != sorted(set(days)):
        faults.append("The points are not in the order of their days, or two have the same day. Put them in order.")
    return points


def _point(value: dict[str, object], number: int, faults: list[str], most: float) -> Point:
    percent = value.get("percent")
    is_number = isinstance(percent, int | float) and not isinstance(percent, bool)
    if not is_number or not 0 <= float(str(percent)) <= most:
        faults.append(f"Point {number}: “percent” must be a number from 0 to {most:,.0f}.")
        percent = 0
    if extra := value.keys() - {"on", "percent"}:
        faults.append(f"Point {number}: “{min(extra)[:40]}” is not known. Known are on, percent.")
    return Point(_day(value.get("on"), f"Point {number}: “on”", faults), float(str(percent)))


def _day(value: object, what: str, faults: list[str]) -> date:
    """A TOML date, the same as text, or a month, which means its last day."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str):
        try:
            return month_end(value) if len(value) == 7 else date.fromisoformat(value)
        except ValueError:
            pass
    faults.append(f"{what} must be a date such as 2018-06-30, or a month such as “2018-06”.")
    return date.min
