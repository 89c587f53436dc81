"""In what a report differs from what it ought to be, in words, figure by figure."""

import re
from collections.abc import Mapping

from figure_expected import Expected

from scoring.figures import Figure


def differences(expected: Mapping[str, Expected], figures: Mapping[str, Figure]) -> list[str]:
    """Everything in which a report differs from what it ought to be, in words."""
    found = [f"{id_} is missing" for id_ in expected.keys() - figures.keys()]
    found += [f"{id_} is not expected" for id_ in figures.keys() - expected.keys()]
    for id_ in expected.keys() & figures.keys():
        found += [f"{id_}: {what}" for what in _difference(expected[id_], figures[id_])]
    return sorted(found)


def _difference(expected: Expected, figure: Figure) -> list[str]:
    found = []
    for name in ("value", "numerator", "denominator", "lower", "upper"):
        want, has = expected[name], getattr(figure, name)
        if name in ("lower", "upper") and expected["bounds"] == "inside":
            continue
        if (want is None) != (has is None) or (want is not None and abs(want - has) > 1e-9):
            found.append(f"{name} {has!r} instead of {want!r}")
    found += [
        f"{name} {getattr(figure, name)!r} instead of {expected[name]!r}"
        for name in ("unit", "cycle", "framework", "withheld")
        if expected[name] != getattr(figure, name)
    ]
    found += _correction(expected, figure)
    if expected["bounds"] == "inside" and not _holds_its_value(figure):
        found.append(f"{figure.lower} to {figure.upper} does not hold {figure.value}")
    found += [f"the note lacks “{words}”: {figure.note}" for words in expected["says"] if words not in figure.note]
    if (figure.value is None) != bool(figure.reason):
        found.append(f"value {figure.value} with the reason “{figure.reason}”")
    return found


def _correction(expected: Expected, figure: Figure) -> list[str]:
    """Where a draw took more than a tenth of its frame the note gives the corrected interval, rounded; else none."""
    words = re.search(r"Corrected .* interval ([0-9.]+) to ([0-9.]+)", figure.note)
    if expected["corrected"] is None:
        return [] if words is None else [f"corrected without need: {figure.note}"]
    if words is None:
        return [f"not corrected: {figure.note}"]
    half = {"percent": 0.05, "level": 0.005}.get(figure.unit, 0.5) + 1e-9
    pairs = zip(expected["corrected"], (float(words[1]), float(words[2])), strict=True)
    return [f"corrected to {said} instead of {bound}" for bound, said in pairs if abs(bound - said) > half]


def _holds_its_value(figure: Figure) -> bool:
    if figure.value is None or figure.lower is None or figure.upper is None:
        return False
    return figure.lower - 1e-9 <= figure.value <= figure.upper + 1e-9
