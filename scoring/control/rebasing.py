"""Whether limits may be worked out anew from a month on: a shift that lasted, seen against the limits before it.

The cause is a person's to name; this knows the values alone, a value a month.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from scoring.control.limits import FULL_LIMITS, limits_of

LASTING: Final = 7
"""So many months before, and so many after on one side of the mean before, as the rule for a shift has it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What speaks against it: `refusal` where it would be wrong, empty else; `doubts` where it rests on little."""

    refusal: str = ""
    doubts: tuple[str, ...] = ()


def judged(values: Sequence[float], at: int, starts: Sequence[int] = ()) -> Judged:
    """Judge to begin anew at the place `at` (from 0) of values in time; at `starts` limits begin anew already.

    Only the stretches on either side matter, from the start before it to the start after it.
    """
    if at in starts:
        return Judged("Limits begin anew in this month already.")
    since = max((one for one in starts if one < at), default=0)
    until = min((one for one in starts if one > at), default=len(values))
    before, after = values[since : max(at, 0)], values[max(at, 0) : until]
    for months, where in ((before, "before"), (after, "from it on")):
        if len(months) < LASTING:
            return Judged(
                f"There {_are(len(months))} {where}, under the same limits. It takes {LASTING}: fewer cannot show that "
                "a change lasted."
            )
    limits = limits_of(before)
    mean = limits.mean if limits is not None else before[0]
    sides = [(value > mean) - (value < mean) for value in after]
    if not sides[0] or any(side != sides[0] for side in sides[:LASTING]):
        return Judged(
            f"The first {LASTING} months do not all lie on one side of the mean before, so that no shift is shown. The "
            "limits stay: what changed shows against them."
        )
    return Judged(doubts=tuple(_doubts(len(before), sides)))


def _doubts(before: int, sides: Sequence[int]) -> list[str]:
    found = []
    if before < FULL_LIMITS:
        found.append(f"The limits before rest on {before} months and are themselves a trial.")
    if len(sides) < FULL_LIMITS:
        found.append(
            f"The new limits rest on {len(sides)} months. Until there are {FULL_LIMITS} they are a trial, and nothing "
            "is claimed from the chart."
        )
    if back := sum(side != sides[0] for side in sides[LASTING:]):
        lie = "1 later month does" if back == 1 else f"{back} later months do"
        found.append(f"{lie} not lie on that side of the mean before: the shift may not have lasted.")
    return found


def _are(months: int) -> str:
    return "is 1 month" if months == 1 else f"are {months or 'no'} months"
