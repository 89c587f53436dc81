"""Measures of the performance framework: what one is, its values, and how it stands to its target by rule.

It knows no table. How a measure stands is worked out from value, counts, target and chart, and never typed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from audit_app.domain.measure_periods import Frequency, MeasurePeriod
from scoring.control import Assurance, Direction, Variation
from scoring.intervals import wilson

FEW: Final = 10
"""Under so many counted, a share whose interval reaches the target says nothing yet."""
_SHARE: Final = "percent"


class Source(StrEnum):
    """Where the values of a measure come from."""

    AUDITS = "audits"
    REGISTER = "register"
    TYPED = "typed"
    IMPORTED = "imported"

    @property
    def is_counted(self) -> bool:
        """Whether the app counts it itself."""
        return self in (Source.AUDITS, Source.REGISTER)


SOURCE_WORDS: Final[Mapping[Source, str]] = MappingProxyType(
    {
        Source.AUDITS: "counted from the audits",
        Source.REGISTER: "counted from the register",
        Source.TYPED: "typed in",
        Source.IMPORTED: "imported from a file",
    }
)
DIRECTIONS: Final[Mapping[str, Direction]] = MappingProxyType(
    {"higher": Direction.HIGHER, "lower": Direction.LOWER, "neither": Direction.NEITHER}
)


class Standing(StrEnum):
    """How a measure stands to its target, by rule."""

    ON_TRACK = "on track"
    AT_RISK = "at risk"
    OFF_TRACK = "off track"
    NO_TARGET = "no target"
    TOO_LITTLE = "too little to say"


RULES: Final[Mapping[Standing, str]] = MappingProxyType(
    {
        Standing.ON_TRACK: "The latest value meets the target in force at the end of its period.",
        Standing.AT_RISK: (
            "The target is missed, but chance may explain it: its 95 % interval reaches the target, or the chart says "
            "that it will be met as things are, or, without counts, that it is met in some periods and missed in "
            "others. Or it is met, but the chart shows a turn for the worse, or says that it will not be and shows no "
            "improvement."
        ),
        Standing.OFF_TRACK: "The latest value misses the target, and chance does not explain it; a note is needed.",
        Standing.NO_TARGET: "No target is set for the period, or neither way is better.",
        Standing.TOO_LITTLE: (
            f"There is no value for either of the last two periods, or under {FEW} were counted and the 95 % interval "
            "reaches the target."
        ),
    }
)
"""The rules, as they are printed where the status stands."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the performance framework. `figure` is what it is counted by, or `measure.CODE`."""

    code: str
    title: str
    theme: str
    unit: str
    direction: Direction
    frequency: Frequency
    source: Source
    figure: str = ""
    definition: str = ""
    owner: str = ""

    @property
    def topic(self) -> str:
        """The figure that targets and notes are kept under."""
        return self.figure or f"measure.{self.code}"

    @property
    def is_share(self) -> bool:
        """Whether its values are percentages."""
        return self.unit == _SHARE or self.unit.startswith(f"{_SHARE} of ")

    @property
    def counted(self) -> str:
        """What is counted: “plans” of “percent of plans”, or the unit itself."""
        return self.unit.removeprefix(f"{_SHARE} of ") if self.is_share else self.unit


@dataclass(frozen=True, slots=True)
class Value:
    """What a measure was in one period; a share has a numerator and a denominator where they are known."""

    period: MeasurePeriod
    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    note: str = ""

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95 % interval in percent, where there are counts."""
        n, of = self.numerator, self.denominator
        if n is None or not of or n > of:
            return None
        found = wilson(n, of).times(100)
        return found.lower, found.upper


@dataclass(frozen=True, slots=True)
class Judged:
    """How a measure stands, and the sentence that says why in its own numbers."""

    standing: Standing
    why: str

    @property
    def needs_note(self) -> bool:
        """Whether its owner has to say something."""
        return self.standing is Standing.OFF_TRACK


def judge(
    value: Value | None,
    target: float | None,
    direction: Direction,
    *,
    variation: Variation = Variation.TOO_EARLY,
    assurance: Assurance | None = None,
) -> Judged:
    """How the latest value stands to the target in force then; None where the last two periods have none."""
    if value is None or value.value is None:
        return Judged(Standing.TOO_LITTLE, "There is no value for either of the last two periods.")
    if target is None or direction is Direction.NEITHER:
        why = "Neither way is better." if direction is Direction.NEITHER else "No target is set for this period."
        return Judged(Standing.NO_TARGET, why)
    is_met = value.value >= target if direction is Direction.HIGHER else value.value <= target
    reaches = _reaches(value, target)
    if reaches and (value.denominator or 0) < FEW:
        why = f"Under {FEW} were counted, and the 95 % interval reaches the target."
        return Judged(Standing.TOO_LITTLE, why)
    return _met(variation, assurance) if is_met else _missed(value, assurance, reaches=reaches)


def _reaches(value: Value, target: float) -> bool:
    interval = value.interval
    return interval is not None and interval[0] <= target <= interval[1]


def _met(variation: Variation, assurance: Assurance | None) -> Judged:
    if assurance is Assurance.FAILS and variation is not Variation.IMPROVEMENT:
        return Judged(Standing.AT_RISK, "The target is met, but as things are it will not be.")
    if variation is Variation.CONCERN:
        return Judged(Standing.AT_RISK, "The target is met, but the chart shows a turn for the worse.")
    return Judged(Standing.ON_TRACK, "The latest value meets the target.")


def _missed(value: Value, assurance: Assurance | None, *, reaches: bool) -> Judged:
    if assurance is Assurance.MEETS:
        return Judged(Standing.AT_RISK, "The target is missed, though as things are it will be met.")
    if reaches:
        return Judged(Standing.AT_RISK, "The target is missed, but the 95 % interval reaches it.")
    if value.interval is None and assurance is Assurance.HIT_OR_MISS:
        why = "The target is missed, but as things are it is met in some periods and missed in others by chance."
        return Judged(Standing.AT_RISK, why)
    return Judged(Standing.OFF_TRACK, "The latest value misses the target.")
