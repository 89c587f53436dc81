"""A reader of published figures with pencil and paper: what counts can be worked out from everything that is printed?

What is known of the figures is taken from `figures.md`; how the app withholds is not known here.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import figure_arithmetic as own
from figure_frameworks import Row, framework

Published = Mapping[str, Row]
"""A report's figures by id, as a JSON file holds them."""
PROGRESS = ("achieved", "on_track", "some", "none", "changed")
GRADES = ("outstanding", "good", "requires_improvement", "inadequate")
_MOST_STEPS = 300
_GRADED = ("plans.effective", "score.overall", *(f"grade.{name}" for name in GRADES))
_FINAL = ("20_weeks.including_exceptions", "exceptions", "average_weeks")


@dataclass
class Sums:
    """Whole numbers of 0 and more, each with its bounds, and what they add up to."""

    bounds: dict[str, tuple[int, int]] = field(default_factory=dict)
    equations: list[tuple[dict[str, int], int]] = field(default_factory=list)

    def name(self, *names: str) -> None:
        """Take note of numbers of which nothing is known but that they are counts."""
        for name in names:
            self.bounds.setdefault(name, (0, 10_000))

    def is_sum(self, total: str, parts: Sequence[str]) -> None:
        """total = Σ parts."""
        self.name(total, *parts)
        self.equations.append(({**dict.fromkeys(parts, 1), total: -1}, 0))

    def known(self, terms: Mapping[str, int], total: int) -> None:
        """Σ factor × number = total."""
        self.name(*terms)
        self.equations.append((dict(terms), total))


def read(reports: Sequence[Published]) -> Sums:
    """Everything that one or more published reports of the same period say about counts."""
    sums = Sums()
    for figures in reports:
        for id_, figure in figures.items():
            if figure["value"] is not None or figure["denominator"] is not None:
                _take(sums, id_, figure)
        _relate(sums, figures)
    return sums


def whole(id_: str, figure: Row) -> str:
    """An id that means the same in every kind of report: with its cycle and framework."""
    base, *parts = id_.split("@")
    left = [part for part in parts if not part.startswith(("cycle=", "framework="))]
    of = [f"cycle={figure['cycle']}", f"framework={figure['framework']}"] if figure["cycle"] else []
    return "@".join([base, *left, *of])


def numerator_of(id_: str) -> str:
    """The name of a figure's numerator."""
    return f"n {id_}"


def denominator_of(id_: str) -> str:
    """The name of a figure's denominator: several figures share one."""
    base, at, rest = id_.partition("@")
    suffix = at + rest
    if base in _GRADED:
        return f"graded{suffix}"
    if base == "plans.not_graded":
        return f"counted{suffix}"
    if base == "plans.audited":
        return f"n plans.drawn{suffix}"
    if base.startswith("marker."):
        return f"scored {base.rpartition('.')[0]}{suffix}"
    if base.startswith("advice."):
        return "grids" + "".join(f"@{part}" for part in rest.split("@") if not part.startswith("source="))
    if base.removeprefix("timeliness.") in _FINAL:
        return "final"
    if base.startswith("progress.outcomes."):
        return f"outcomes reviewed{suffix}"
    if base in ("reviews.due", "reviews.late"):
        return "plans with a day of review"
    if base in ("adulthood.referred", "adulthood.assessed", "adulthood.late"):
        return "n adulthood.likely"
    return f"d {id_}"


def _take(sums: Sums, id_: str, figure: Row) -> None:
    name = whole(id_, figure)
    if figure["denominator"] is not None:
        sums.known({denominator_of(name): 1}, int(figure["denominator"]))
    if figure["value"] is None or figure["unit"] in ("units", "coefficient"):
        return
    if figure["numerator"] is not None:
        printed = figure["numerator"]
        if figure["denominator"]:
            assert math.isclose(100 * printed / figure["denominator"], figure["value"])
        sums.known({numerator_of(name): 1}, int(printed))
    elif figure["unit"] == "level":
        _take_levels(sums, name.split(".")[1], name, figure["value"], figure, 1.0)
    elif figure["unit"] == "percent":
        for marker in _only_marker(name, figure["framework"]):
            as_level = f"marker.{marker}.mean{name[name.index('@') :] if '@' in name else ''}"
            sums.known({denominator_of(as_level): 1}, int(figure["denominator"]))
            _take_levels(sums, marker, as_level, figure["value"] * 3 / 100, figure, 3 / 100)


def _only_marker(name: str, key: str) -> list[str]:
    """The marker behind the score of a section or agency that has one marker only."""
    kind, _, part = name.partition("@")[0].rpartition(".")
    field_of = {"score.section": "section", "score.agency": "alone"}.get(kind)
    found = [one["id"] for one in framework(key)["markers"] if field_of and one[field_of] == part]
    return found if len(found) == 1 else []


def _take_levels(sums: Sums, marker: str, name: str, mean: float, figure: Row, factor: float) -> None:
    """A mean of 0 to 3 tells Σ of the levels, and its interval Σ of their squares."""
    suffix = name[name.index("@") :] if "@" in name else ""
    at = [f"{marker} at {level}{suffix}" for level in range(4)]
    n = int(figure["denominator"])
    sums.known({at[level]: level for level in (1, 2, 3)}, round(mean * n))
    ends = [(bound, edge) for bound, edge in ((figure["lower"], 0), (figure["upper"], 3 / factor)) if bound is not None]
    for bound, edge in ends:
        if not math.isclose(bound, edge, abs_tol=1e-12):
            half = abs(bound * factor - mean)
            spread = (half * math.sqrt(n) / own.student(n - 1)) ** 2 * (n - 1)
            sums.known({at[level]: level**2 for level in (1, 2, 3)}, round(spread + n * mean**2))
            break


def _relate(sums: Sums, figures: Published) -> None:
    """The sums that hold by the definitions."""
    groups: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for id_, figure in figures.items():
        name = whole(id_, figure)
        base, at, rest = name.partition("@")
        suffix = at + rest
        if base.startswith("progress."):
            _relate_progress(sums, groups, base, rest)
        if figure["unit"] in ("plans", "requests", "reviews", "outcomes") and base not in (
            "plans.drawn",
            "plans.audited",
        ):
            sums.is_sum(denominator_of(name), [numerator_of(name), f"rest of {name}"])
        if base.startswith("marker.") and base.endswith(".mean"):
            marker = base.split(".")[1]
            at_level = [f"{marker} at {level}{suffix}" for level in range(4)]
            sums.is_sum(denominator_of(name), at_level)
            sums.is_sum(f"n marker.{marker}.sound{suffix}", at_level[2:])
            sums.is_sum(f"counted{suffix}", [denominator_of(name), f"{marker} without a score{suffix}"])
        if base == "plans.not_graded":
            sums.is_sum(f"counted{suffix}", [f"n plans.not_graded{suffix}", f"graded{suffix}"])
            sums.is_sum(f"graded{suffix}", [f"n grade.{grade}{suffix}" for grade in GRADES])
            sums.is_sum(f"n plans.effective{suffix}", [f"n grade.{grade}{suffix}" for grade in GRADES[:2]])
        if base == "plans.drawn" and figure["value"] == 0:
            sums.is_sum(f"counted{suffix}", [f"n plans.audited{suffix}"])
        if base.startswith(("score.section.", "score.agency.", "presence.")):
            sums.is_sum(f"counted{suffix}", [denominator_of(name), f"not in {name}"])
        for part in rest.split("@") if base == "plans.effective" else ():
            if part.startswith(("team=", "need=", "phase=")):
                others = suffix.replace(f"@{part}", "", 1)
                groups[part.partition("=")[0], f"n {base}{others}", "n"].append(numerator_of(name))
                groups[part.partition("=")[0], f"graded{others}", "d"].append(denominator_of(name))
    for (_, total, _), parts in groups.items():
        sums.is_sum(total, parts)
    with_exception = ["on time with exception", "late with exception"]
    base = "timeliness.20_weeks"
    sums.is_sum("final", [f"d {base}.excluding_exceptions", "n timeliness.exceptions"])
    sums.is_sum(f"n {base}.including_exceptions", [f"n {base}.excluding_exceptions", with_exception[0]])
    sums.is_sum("n timeliness.exceptions", with_exception)


def _relate_progress(sums: Sums, groups: dict[tuple[str, str, str], list[str]], base: str, rest: str) -> None:
    """The five kinds of progress add up, and so do need, phase, agency and area."""
    suffix = f"@{rest}" if rest else ""
    if base == "progress.outcomes.achieved":
        sums.is_sum(f"outcomes reviewed{suffix}", [f"n progress.outcomes.{how}{suffix}" for how in PROGRESS])
    for part in rest.split("@") if rest else ():
        dimension = part.partition("=")[0]
        if dimension in ("need", "phase", "agency", "area"):
            of = suffix.replace(f"@{part}", "", 1)
            whole_of = f"{base}{of}"
            groups[dimension, numerator_of(whole_of), "n"].append(numerator_of(f"{base}{suffix}"))
            if base in ("progress.outcomes.achieved", "progress.plans_reviewed"):
                groups[dimension, denominator_of(whole_of), "d"].append(denominator_of(f"{base}{suffix}"))


def certain(sums: Sums, counts: Sequence[str], truth: Mapping[str, int]) -> list[str]:
    """Those of the counts of which only the true value fits everything that is printed.

    Other numbers that fit are looked for beside the true ones first, where there nearly always are some; each such
    find settles every count that it changes.
    """
    puzzle_of = _cut(_open_part(sums))
    true_ones: dict[str, int] = {}
    for part in {id(part): part for part in puzzle_of.values()}.values():  # apart: the steps of each are bounded
        fitting = _solution(part, {one: _near(ends, truth.get(one)) for one, ends in part.bounds.items()})
        assert fitting is not None, "the true numbers do not fit what is printed"
        true_ones |= fitting
    left = dict.fromkeys(name for name in counts if name in sums.bounds)
    found: list[str] = []
    while left:
        name = next(iter(left))
        del left[name]
        other = _others(puzzle_of[name], name, true_ones) if name in puzzle_of else None
        found += [name] if other is None else []
        for one in [one for one in left if other is not None and other.get(one, truth[one]) != truth[one]]:
            del left[one]
    return found


_STEPS = (1, -1, 2, -2, 3, -3, 4, -4)


def _others(puzzle: "_Puzzle", name: str, true_ones: Mapping[str, int]) -> dict[str, int] | None:
    """Numbers that fit with another value for `name`, or None where none were found."""
    low, high = puzzle.bounds[name]
    values = [true_ones[name] + step for step in _STEPS if low <= true_ones[name] + step <= high]
    for value in values:
        mended = _mended(puzzle, {**true_ones, name: value}, frozenset({name}), [300])
        if mended is not None:
            return mended
    for near in (2, 6, 40, 10_000):
        bounds = {one: _near(ends, true_ones[one], near) for one, ends in puzzle.bounds.items()}
        for value in values:
            solution = _solution(puzzle, {**bounds, name: (value, value)})
            if solution is not None:
                return solution
    return None


def _mended(
    puzzle: "_Puzzle", values: dict[str, int], moved: frozenset[str], tries: list[int]
) -> dict[str, int] | None:
    """The numbers with one more moved for each sum that no longer holds, or None where that led nowhere."""
    wrong = next((place for name in moved for place in puzzle.places[name] if puzzle.residue(place, values)), None)
    if wrong is None:
        return values
    residue = puzzle.residue(wrong, values)
    terms = puzzle.equations[wrong][0]
    for name in sorted(terms.keys() - moved, key=lambda one: (len(puzzle.places[one]), one)):
        low, high = puzzle.bounds[name]
        to = values[name] + residue // terms[name]
        if residue % terms[name] or not low <= to <= high or not tries[0]:
            continue
        tries[0] -= 1
        found = _mended(puzzle, {**values, name: to}, moved | {name}, tries)
        if found is not None:
            return found
    return None


def truths(reports: Sequence[Published]) -> dict[str, int]:
    """What the reports that withhold nothing say of every count, as far as that is certain."""
    sums = read(reports)
    found = _narrowed(_Puzzle.of(sums.bounds, sums.equations))
    assert found is not None, "the figures do not hold together"
    return {name: low for name, (low, high) in found.items() if low == high}


def _near(bounds: tuple[int, int], true: int | None, near: int = 0) -> tuple[int, int]:
    return bounds if true is None else (max(bounds[0], true - near), min(bounds[1], true + near))


Bounds = dict[str, tuple[int, int]]
Equation = tuple[dict[str, int], int]


@dataclass
class _Puzzle:
    """Numbers with bounds, the equations between them, and in which of those each number stands."""

    bounds: Bounds
    equations: list[Equation]
    places: dict[str, list[int]]

    @classmethod
    def of(cls, bounds: Bounds, equations: list[Equation]) -> "_Puzzle":
        places: dict[str, list[int]] = {name: [] for name in bounds}
        for place, (terms, _) in enumerate(equations):
            for name in terms:
                places[name].append(place)
        return cls(bounds, equations, places)

    def residue(self, place: int, values: Mapping[str, int]) -> int:
        """By how much the equation at a place falls short."""
        terms, total = self.equations[place]
        return total - sum(factor * values[name] for name, factor in terms.items())


def _open_part(sums: Sums) -> _Puzzle:
    """What is left unknown after everything that follows at once."""
    bounds = _narrowed(_Puzzle.of(sums.bounds, sums.equations))
    assert bounds is not None, "what is printed does not hold together"
    left: dict[tuple[frozenset[tuple[str, int]], int], Equation] = {}
    for terms, total in sums.equations:
        fixed = sum(factor * bounds[one][0] for one, factor in terms.items() if bounds[one][0] == bounds[one][1])
        open_terms = {one: factor for one, factor in terms.items() if bounds[one][0] < bounds[one][1]}
        if open_terms:
            left[frozenset(open_terms.items()), total - fixed] = (open_terms, total - fixed)
    names = [name for name, (low, high) in bounds.items() if low < high]
    return _Puzzle.of({name: bounds[name] for name in names}, list(left.values()))


def _cut(puzzle: _Puzzle) -> dict[str, _Puzzle]:
    """For each number the part of the puzzle that it is bound to."""
    found: dict[str, _Puzzle] = {}
    for name in puzzle.bounds:
        if name in found:
            continue
        reached, waiting = {name}, [name]
        while waiting:
            places = puzzle.places[waiting.pop()]
            more = {one for place in places for one in puzzle.equations[place][0]} - reached
            reached |= more
            waiting += more
        places_of = sorted({place for one in reached for place in puzzle.places[one]})
        part = _Puzzle.of(
            {one: puzzle.bounds[one] for one in reached}, [puzzle.equations[place] for place in places_of]
        )
        found |= dict.fromkeys(reached, part)
    return found


def _solution(puzzle: _Puzzle, bounds: Bounds) -> dict[str, int] | None:
    """Depth first, the narrowest number first; gives up, as if there were no way, after many steps."""
    waiting, steps = [bounds], 0
    while waiting and steps < _MOST_STEPS:
        steps += 1
        narrowed = _narrowed(puzzle, waiting.pop())
        if narrowed is None:
            continue
        open_names = [name for name, (low, high) in narrowed.items() if low < high]
        if not open_names:
            return {name: low for name, (low, _) in narrowed.items()}
        name = min(open_names, key=lambda one: (narrowed[one][1] - narrowed[one][0], one))
        low, high = narrowed[name]
        middle = (low + high) // 2
        waiting += [{**narrowed, name: (middle + 1, high)}, {**narrowed, name: (low, middle)}]
    return None


def _narrowed(puzzle: _Puzzle, bounds: Bounds | None = None) -> Bounds | None:
    """The bounds that every single equation leaves; None where one cannot hold."""
    now = dict(puzzle.bounds if bounds is None else bounds)
    if any(low > high for low, high in now.values()):
        return None
    waiting = dict.fromkeys(range(len(puzzle.equations)))
    while waiting:
        place = next(iter(waiting))
        del waiting[place]
        terms, total = puzzle.equations[place]
        least = sum(factor * now[one][0 if factor > 0 else 1] for one, factor in terms.items())
        most = sum(factor * now[one][1 if factor > 0 else 0] for one, factor in terms.items())
        for name, factor in terms.items():
            low, high = now[name]
            at_least, at_most = (factor * low, factor * high) if factor > 0 else (factor * high, factor * low)
            # factor × number lies between total − the most and total − the least that the others can come to
            first, last = total - (most - at_most), total - (least - at_least)
            if factor < 0:
                first, last = last, first
            new = max(low, -(-first // factor)), min(high, last // factor)
            if new[0] > new[1]:
                return None
            if new != (low, high):
                now[name] = new
                least += min(factor * new[0], factor * new[1]) - at_least
                most += max(factor * new[0], factor * new[1]) - at_most
                waiting.update(dict.fromkeys(puzzle.places[name]))
    return now
