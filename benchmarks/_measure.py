"""Times two things in turn in one run, so that a noisy machine troubles both alike, and prints their ratio."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ratio:
    """Ours against its floor: medians in seconds, and the median of the ratios pair by pair."""

    name: str
    goal: float | None
    ours: float
    floor: float
    ratio: float
    low: float
    high: float

    def row(self) -> str:
        """A row of the table in docs/performance.md."""
        goal = "–" if self.goal is None else f"at most {self.goal:g} ×"
        return (
            f"| {self.name} | {_time(self.ours)} | {_time(self.floor)} | {self.ratio:.2f} × "
            f"({self.low:.2f} to {self.high:.2f}) | {goal} |"
        )


HEAD = "| what | ours | floor | ratio, middle half | goal |\n|---|---|---|---|---|"


def compare(
    name: str, ours: Callable[[], object], floor: Callable[[], object], *, runs: int, goal: float | None, warm: int = 1
) -> Ratio:
    """Run ours and floor in turn `runs` times after `warm` uncounted turns."""
    for _ in range(warm):
        ours()
        floor()
    pairs = [(_timed(ours), _timed(floor)) if turn % 2 else _timed_reverse(ours, floor) for turn in range(runs)]
    return of_pairs(name, pairs, goal=goal)


def of_pairs(name: str, pairs: Sequence[tuple[float, float]], *, goal: float | None) -> Ratio:
    """The ratio of what was measured in turn: ours and the floor, in seconds."""
    ratios = sorted(mine / theirs for mine, theirs in pairs)
    return Ratio(
        name,
        goal,
        statistics.median(mine for mine, _ in pairs),
        statistics.median(theirs for _, theirs in pairs),
        statistics.median(ratios),
        ratios[len(ratios) // 4],
        ratios[(3 * len(ratios)) // 4 if len(ratios) > 1 else 0],
    )


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _timed_reverse(ours: Callable[[], object], floor: Callable[[], object]) -> tuple[float, float]:
    theirs = _timed(floor)
    return _timed(ours), theirs


def _time(seconds: float) -> str:
    if seconds < 0.001:
        return f"{seconds * 1e6:.0f} µs"
    return f"{seconds * 1e3:.1f} ms" if seconds < 1 else f"{seconds:.2f} s"


def show(*ratios: Ratio) -> None:
    """Print the table."""
    print(HEAD)
    for ratio in ratios:
        print(ratio.row())
