"""What is marked on the board at one moment; no widget here."""

from dataclasses import dataclass

from scoring.thread.model import Link


@dataclass(frozen=True, slots=True)
class Marks:
    """What is marked on the board: the current card, those that were marked with Space, and what is going on.

    `link_from` is where a link was begun, `offered` the suggested link that is being looked at, `hint` what the keys
    do just now.
    """

    current: str = ""
    chosen: frozenset[str] = frozenset()
    link_from: str = ""
    offered: Link | None = None
    hint: str = ""
