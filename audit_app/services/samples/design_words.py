"""What a recorded draw was designed to be, and what came of it, in words and as the command that repeats it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from audit_app.domain.counting import counted
from audit_app.domain.features import Feature, Trait
from audit_app.services.samples.coverage_lists import value_words
from audit_app.services.samples.turns import Turn, TurnState
from audit_app.store.log.canonical import Json
from audit_app.store.read_draws import HeldDraw


def design_lines(draw: HeldDraw, *, with_counts: bool = True) -> Iterator[tuple[str, str]]:
    """The design by what each part is called; nothing for a plain draw.

    Without counts nothing is said of how many plans the register holds of a kind: not every reader may know that.
    """
    design = draw.design
    if by := design.get("stratify"):
        yield "Strata", " and ".join(Feature(name).words for name in by)
    for name, one in design.get("strata", []):
        if one["plans"] or one["places"]:
            yield _stratum_name(draw, name), _stratum_words(one, with_counts)
    left_out = dict(design.get("left_out", []))
    if design.get("exclude"):
        told = (_left_out(text, left_out.get(text, 0), with_counts) for text in design["exclude"])
        yield "Left out by choice", "; ".join(told)
    if design.get("weights"):
        yield "Weights", "; ".join(f"{_words(text)}: {times} times as likely" for text, times in design["weights"])


def chance_lines(draw: HeldDraw, turns: Sequence[Turn]) -> list[str]:
    """The chances of the drawn plans, a line for each stratum and weight: “primary, weight 3: 6 in 57 (2 plans)”."""
    drawn = [turn for turn in turns if turn.chance and not turn.is_moved_up and turn.state is not TurnState.RESERVE]
    groups = Counter((turn.stratum, turn.weight, turn.chance) for turn in drawn)
    weighs = len({weight for _, weight, _ in groups}) > 1
    lines = []
    for (stratum, weight, chance), number in groups.items():
        whose = ", ".join(_parts(draw, stratum, weight if weighs else 0))
        lines.append(f"{whose}: {chance_in_words(chance)} ({counted(number, 'plan')})")
    return lines


def chance_in_words(chance: str) -> str:
    """“1 in 148”, “6 in 57, about 1 in 10”, “certain”."""
    exact = Fraction(chance)
    if exact >= 1:
        return "certain"
    said = f"{exact.numerator:,} in {exact.denominator:,}"
    return said if exact.numerator == 1 else f"{said}, about 1 in {round(1 / exact):,}"


def design_options(draw: HeldDraw) -> list[str]:
    """The command line's words for the design, not yet in quotes."""
    design = draw.design
    options = [("--stratify", str(name)) for name in design.get("stratify", [])]
    options += [("--quota", f"{name}={number}") for name, number in design.get("quotas", [])]
    options += [("--exclude", str(text)) for text in design.get("exclude", [])]
    options += [("--weight", f"{text}={times}") for text, times in design.get("weights", [])]
    return [word for option in options for word in option]


def _parts(draw: HeldDraw, stratum: str, weight: int) -> list[str]:
    named = [_stratum_name(draw, stratum)] if stratum else []
    return [*named, *([f"weight {weight}"] if weight else [])] or ["every plan"]


def _stratum_name(draw: HeldDraw, name: str) -> str:
    by = draw.design.get("stratify", [])
    return value_words(Feature(by[0]), name) if len(by) == 1 else name


def _stratum_words(one: Json, with_counts: bool) -> str:
    """“2 places by its size, of 298 plans; start 150 of 410”."""
    if not one["places"]:
        return f"no place: none of its {one['plans']:,} could come up" if with_counts else "no place"
    said = f"{counted(one['places'], 'place')} {'by quota' if one['by_quota'] else 'by its size'}"
    if with_counts:
        said += f", of {counted(one['plans'], 'plan')}"
    if one["drawn"] < one["places"]:
        said += f"; {one['drawn']:,} filled"
    if one["start"] is not None:
        said += f"; start {int(one['start']):,} of {int(one['weight_sum']):,}"
    return said


def _left_out(text: str, number: int, with_counts: bool) -> str:
    return f"{_words(text)} ({counted(number, 'plan')})" if with_counts else _words(text)


def _words(text: str) -> str:
    trait = Trait.parse(text)
    return trait.words if trait.feature.is_flag else f"{trait.feature.words}: {value_words(trait.feature, trait.value)}"
