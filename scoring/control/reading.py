"""How a control chart reads: variation by its latest point, assurance by target and limits; both as words and icons."""

from enum import Enum

from scoring.control.chart import Stretch
from scoring.control.limits import Limits
from scoring.control.rules import Signal


class Direction(Enum):
    """Which way is better."""

    HIGHER = "higher is better"
    LOWER = "lower is better"
    NEITHER = "neither is better"


class Variation(Enum):
    """What the latest point says of change."""

    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    CHANGE = "change, neither better nor worse"
    COMMON_CAUSE = "no significant change"
    TOO_EARLY = "too few points to say"


class Assurance(Enum):
    """Whether the target will be met as things are."""

    MEETS = "will be met as things are"
    FAILS = "will not be met as things are"
    HIT_OR_MISS = "will be met in some months and missed in others"
    TOO_EARLY = "too few points to say"


def variation(stretch: Stretch | None, direction: Direction) -> Variation:
    """What the latest point of a stretch says; under 13 points limits are a trial and nothing is claimed."""
    if stretch is None or stretch.limits is None or stretch.limits.is_trial:
        return Variation.TOO_EARLY
    latest = stretch.points[-1]
    if latest.signal is None:
        return Variation.COMMON_CAUSE
    if direction is Direction.NEITHER:
        return Variation.CHANGE
    return Variation.IMPROVEMENT if _goes_up(stretch) is (direction is Direction.HIGHER) else Variation.CONCERN


def assurance(limits: Limits | None, target: float, direction: Direction) -> Assurance:
    """Whether the target lies outside of both limits; raises ValueError where neither direction is better.

    A target that is itself a limit lies not outside of them, as the published rule has it.
    """
    if direction is Direction.NEITHER:
        raise ValueError("Without a better direction there is no target to be met.")
    if limits is None or limits.is_trial:
        return Assurance.TOO_EARLY
    if limits.lower <= target <= limits.upper:
        return Assurance.HIT_OR_MISS
    lies_below = target < limits.lower
    return Assurance.MEETS if lies_below is (direction is Direction.HIGHER) else Assurance.FAILS


def _goes_up(stretch: Stretch) -> bool:
    """Whether the signal at the latest point points up: of a trend its way, else the side of the mean."""
    latest = stretch.points[-1]
    if latest.signal is Signal.TREND:
        return latest.value > stretch.points[-2].value
    return stretch.limits is not None and latest.value > stretch.limits.mean
