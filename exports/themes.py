"""The themes of a round as a report tells them: what is done well and what to improve; it counts nothing."""

from dataclasses import dataclass

from exports.learning import Strength, ToImprove


@dataclass(frozen=True, slots=True)
class ThemesTold:
    """Of these rounds: markers at 3 with their words, and markers at 0 or 1, the most frequent first.

    `names_plans` says whether plans and their words may be told.
    """

    rounds: tuple[str, ...]
    strengths: tuple[Strength, ...]
    improve: tuple[ToImprove, ...]
    names_plans: bool
