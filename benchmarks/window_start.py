"""Process start to a usable window on the demo, against an empty main window, and the list of what the rest is."""

import re
import statistics
import sys
from collections import Counter
from collections.abc import Callable, Sequence

from benchmarks._measure import of_pairs, show
from benchmarks._window_runs import Run, Starter, starter

RUNS = 15
GOAL = 2.2
STEPS = (
    ("Python and Qt: what the empty window needs too", "", "Qt imported"),
    ("the app's modules for the start screen", "Qt imported", "app imported"),
    ("fonts, theme, the window's parts", "app imported", "window made"),
    ("the page that asks for the passphrase, painted", "window made", "passphrase asked for"),
    ("from the passphrase to the derivation", "passphrase asked for", "key being derived"),
    ("deriving the key, everything else loaded meanwhile", "key being derived", "key derived"),
    (
        "opening: every page of the file checked, the log verified; Home made",
        "key derived",
        "workspace open, Home made",
    ),
    ("Home painted, what is due being read", "workspace open, Home made", "Home painted, still reading"),
    ("what is due and this week's sample painted: usable", "Home painted, still reading", "painted"),
    ("the months' figures painted too", "painted", "painted with the months' figures"),
)
_LIBRARIES = (
    ("Qt for Python", ("PySide6", "shiboken6", "shibokensupport", "signature_bootstrap")),
    ("sqlite-utils and what it imports", ("sqlite_utils", "sqlite_fts4", "click", "dateutil", "pluggy", "six")),
    ("this app", ("audit_app", "forms", "scoring", "exports", "resources")),
)
_TIMED_IMPORT = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)")


def without_key(run: Run) -> float:
    """Seconds to the usable window with the derivation left out as it took in this very process."""
    return run.at["painted"] - run.derivation


def steps(runs: Sequence[Run]) -> list[str]:
    """The median of each step, in milliseconds."""
    return [
        f"| {words} | {statistics.median(run.at[last] - run.at.get(first, 0.0) for run in runs) * 1000:.0f} ms |"
        for words, first, last in STEPS
    ]


def imports(run: Run) -> list[str]:
    """What each library's own modules took to import, in milliseconds, by `-X importtime`."""
    spent: Counter[str] = Counter()
    for match in _TIMED_IMPORT.finditer(run.said):
        spent[_library(match[2].split(".")[0])] += int(match[1])
    return [f"| {name} | {micros / 1000:.0f} ms |" for name, micros in spent.most_common()]


def _library(package: str) -> str:
    for name, packages in _LIBRARIES:
        if package in packages:
            return name
    return "the standard library" if package.lstrip("_") in _STANDARD or package in _STANDARD else "other libraries"


_STANDARD = sys.stdlib_module_names | {name.lstrip("_") for name in sys.stdlib_module_names}


def main() -> None:
    """Measure in turn, so that a noisy machine troubles all alike."""
    with starter() as start:
        turns = [_turn(start, number) for number in range(RUNS)]
        listed = start.opened("-X", "importtime")
    floors, ours, keys = zip(*turns, strict=True)
    rows: tuple[tuple[str, Callable[[Run], float], float | None], ...] = (
        ("usable window, the key derivation apart", without_key, GOAL),
        ("the same with the key derivation", lambda run: run.at["painted"], None),
        ("the passphrase can be typed", lambda run: run.at["passphrase asked for"], None),
    )
    show(
        *(
            of_pairs(name, [(of(run), floor.at["painted"]) for run, floor in zip(ours, floors, strict=True)], goal=goal)
            for name, of, goal in rows
        )
    )
    alone = statistics.median(run.derivation for run in keys) * 1000
    print(f"\nThe key derivation by itself: {alone:.0f} ms.")
    print("\n| step | median |\n|---|---|", *steps(ours), sep="\n")
    print("\n| imported, until the months' figures are painted | own time |\n|---|---|", *imports(listed), sep="\n")


def _turn(start: Starter, number: int) -> tuple[Run, Run, Run]:
    if number % 2:
        return start.empty(), start.opened(), start.key()
    ours = start.opened()
    return start.empty(), ours, start.key()


if __name__ == "__main__":
    main()
