"""Words of the samples screen: excluded counts, the draw record, and the command that repeats a draw."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType

from audit_app.domain.cycles import Subject
from audit_app.services.samples.design_words import chance_lines, design_lines, design_options
from audit_app.services.samples.turns import DrawTurns
from audit_app.store.read_draws import HeldDraw
from audit_app.ui.days import full_day
from exports.pages.wording import CYCLES, exclusion_words

PAPERS: Mapping[Subject, str] = MappingProxyType(
    {
        Subject.REVIEW: "The last annual review of each plan is audited. Drawn from are plans whose review was held "
        "four weeks to twelve months before, so that the decision after it is due.",
        Subject.ADVICE: "One report of each plan is audited, taken by chance. Drawn from are plans for which advice "
        "came in during the twelve months before.",
    }
)
"""What the form says of a cycle that is about another paper than the plan."""


def cycle_words(cycle: str) -> str:
    """“Weekly”, “Multi-agency”."""
    return CYCLES.get(cycle, cycle).capitalize()


def draw_title(made: DrawTurns) -> str:
    """“Weekly sample of Mon 16 Nov 2026”."""
    return f"{cycle_words(made.draw.cycle)} sample of {full_day(made.on)}"


def excluded_words(draw: HeldDraw) -> str:
    """How many entries were left out and why, in words."""
    parts = [
        f"{count:,} {exclusion_words(reason, draw.months)}"
        for reason, count in sorted(draw.excluded.items(), key=lambda pair: -pair[1])
        if count
    ]
    return "; ".join(parts) or "nothing"


def chance_words(made: DrawTurns) -> str:
    """The chance of each plan of being drawn: “1 in 148 for every plan”; by stratum and weight where it differs."""
    chances = {turn.chance for turn in made.turns if turn.chance}
    if len(chances) != 1:
        return "\n".join(chance_lines(made.draw, made.turns))
    chance = Fraction(chances.pop())
    if chance >= 1:
        return "certain: the frame held no more plans than were asked for"
    return f"1 in {round(1 / chance):,} for every plan"


def record_lines(made: DrawTurns) -> Iterator[tuple[str, str]]:
    """The draw record: what it is called, and its value."""
    draw = made.draw
    yield "Drawn", f"{full_day(made.on)} by {made.drawn_by or 'somebody who is gone'}"
    yield "Seed", draw.seed
    yield "Could be drawn", f"{draw.frame_size:,} {'plan' if draw.frame_size == 1 else 'plans'} (the frame)"
    yield "Left out", excluded_words(draw)
    yield from design_lines(draw)
    yield "Chance", chance_words(made)
    if draw.design.get("strata"):
        yield "Seeds", "each stratum has the seed above, a blank, a stroke, a blank and its own name"
    else:
        yield "Start", f"{draw.start:,} of {draw.weight_sum:,}"
    yield "Frame hash", draw.frame_hash
    yield "Reserve", ", ".join(turn.plan_ref or "(erased)" for turn in made.reserve) or "used up"
    if draw.note:
        yield "Note", draw.note


def repeat_command(draw: HeldDraw, workspace: str) -> str:
    """What to type to draw the same plans again from the same register."""
    months = f" --months {draw.months}" if draw.months != 12 else ""
    design = "".join(f" {_quoted(word)}" for word in design_options(draw))
    return (
        f"ehcp-audit sample {_quoted(workspace)} --cycle {draw.cycle} --size {draw.size} "
        f"--seed {_quoted(draw.seed)} --on {draw.on_date}{months}{design}"
    )


def _quoted(text: str) -> str:
    """In double quotes where needed, which every system's command line takes."""
    plain = all(letter.isalnum() or letter in "-_./\\:=" for letter in text)
    return text if plain and text else '"' + text.replace('"', '\\"') + '"'
