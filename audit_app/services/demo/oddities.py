"""Which weeks of the demo do not go as planned: closed, short of an auditor, a plan replaced, another drawer."""

from dataclasses import dataclass
from datetime import date

from audit_app.services.demo.dice import Dice
from audit_app.services.demo.span import Span
from resources.demo import Reasons

_SHORT_WEEKS = 11
_DEPUTY_WEEKS = 13
_SETTLED = 4
"""In the first and last few weeks all goes well, so that what one sees first is the usual."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many of a week's places are closed without an audit, and why."""

    places: int
    reason: str


@dataclass(frozen=True, slots=True)
class Oddities:
    """The Mondays of weeks that do not go as planned; `left_out` says what is not audited in each."""

    left_out: dict[date, LeftOut]
    replaced: date
    by_deputy: frozenset[date]


def oddities(span: Span, reasons: Reasons, size: int, seed: str) -> Oddities:
    """Choose them; a week has `size` places."""
    dice = Dice(seed, "oddities")
    chosen = dice.few(span.weeks[_SETTLED:-_SETTLED], _SHORT_WEEKS + 2)
    closed, replaced = dice.few(chosen, 2)
    short = [day for day in chosen if day not in (closed, replaced)]
    left_out = {day: LeftOut(dice.whole(1, 3), dice.pick(reasons.place_closed)) for day in short}
    left_out[closed] = LeftOut(size, dice.pick(reasons.week_closed))
    return Oddities(left_out, replaced, frozenset(dice.few(span.weeks, _DEPUTY_WEEKS)))
