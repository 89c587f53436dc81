"""Words behind a score, as reports and learning pages quote them; it knows neither."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Extract:
    """Words behind a score, and where they stand; `place` is a phrase such as “Section B”."""

    text: str
    place: str
