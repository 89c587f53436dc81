"""What families said in their own words, as a report tells it; only what they agreed may be quoted comes here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quoted:
    """A family's own words; `who` is “parent” or “young person”. It names no plan."""

    words: str
    who: str
