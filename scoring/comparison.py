"""Two periods beside each other: the difference of two shares with its interval, and the sentence that follows from it.

A change is claimed only where the interval of the difference leaves no doubt that there is one (Newcombe's hybrid
score interval; Newcombe 1998, method 10).
"""

from dataclasses import dataclass
from enum import Enum

from scoring.figure_words import rounded
from scoring.intervals import Interval, newcombe


class Claim(Enum):
    """What two samples let one say."""

    HIGHER = "higher"
    LOWER = "lower"
    NO_CHANGE = "no change can be claimed"
    NOT_COMPARABLE = "not comparable"


@dataclass(frozen=True, slots=True)
class Comparison:
    """This period's share and the one before it; `difference` and its interval in percentage points, None where none.

    `now` and `before` are (count, n).
    """

    now: tuple[int, int]
    before: tuple[int, int]
    difference: float | None
    interval: Interval | None
    claim: Claim

    @property
    def sentence(self) -> str:
        """What follows, in a sentence."""
        if self.difference is None or self.interval is None:
            return "There is nothing to compare: one of the two periods has no graded plan."
        points = f"{_signed(self.difference)} percentage points, 95 % interval {_signed(self.interval.lower)} to "
        said = f"{points}{_signed(self.interval.upper)}"
        if self.claim is Claim.NO_CHANGE:
            return f"The difference is {said}: no change can be claimed from these samples."
        return f"The share is {self.claim.value} than before: {said}."


def compare(now: tuple[int, int], before: tuple[int, int]) -> Comparison:
    """Compare (count, n) of this period with that of the one before. Raises ValueError where a count exceeds its n."""
    (count, n), (count_before, n_before) = now, before
    if not n or not n_before:
        return Comparison(now, before, None, None, Claim.NOT_COMPARABLE)
    interval = newcombe(count, n, count_before, n_before).times(100)
    difference = 100 * (count / n - count_before / n_before)
    return Comparison(now, before, difference, interval, _claim(interval))


def _claim(interval: Interval) -> Claim:
    if interval.lower > 0:
        return Claim.HIGHER
    return Claim.LOWER if interval.upper < 0 else Claim.NO_CHANGE


def _signed(points: float) -> str:
    """“+5”, “−3”, “−0.4”: whole points, of less than one a tenth, with the minus of print."""
    size = rounded(abs(points), 0 if abs(points) >= 1 else 1)
    if not float(size):
        return "0"
    return f"+{size}" if points > 0 else f"−{size}"
