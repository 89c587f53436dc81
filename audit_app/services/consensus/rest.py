"""What a consensus takes over beside scores: states of sections C and D, and the advice grid; it knows no store."""

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from audit_app.store.read_consensus import GroupRest

_ANSWERS_FOR: Mapping[str, str] = MappingProxyType({"C": "health", "D": "social_care"})
"""Which agency's word on what a section holds goes first: its advice leads to it."""

Said = Sequence[tuple[str, GroupRest]]
"""What each member said beside scores, with their agency."""


def settled_states(said: Said, before: GroupRest | None = None) -> dict[str, str]:
    """The state of each section: what the group has said, else the section's own agency, else most members.

    Between states that as many members gave, the one first by letter stands, so that it is always the same one.
    """
    found = dict(before.states) if before is not None else {}
    for section in sorted({section for _, one in said for section in one.states} - set(found)):
        given = [(agency, one.states[section]) for agency, one in said if section in one.states]
        first = [state for agency, state in given if agency == _ANSWERS_FOR.get(section)]
        counts = Counter(first or [state for _, state in given])
        found[section] = min(counts, key=lambda state: (-counts[state], state))
    return found


def settled_ticks(said: Said, before: GroupRest | None = None) -> frozenset[tuple[str, str]]:
    """The ticks of the grid: the group's own, else those that more than half of those who ticked at all gave."""
    if before is not None and before.ticks:
        return before.ticks
    grids = [one.ticks for _, one in said if one.ticks]
    counts = Counter(tick for ticks in grids for tick in ticks)
    return frozenset(tick for tick, number in counts.items() if 2 * number > len(grids))
