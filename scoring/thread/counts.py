"""What one confirmed thread adds to the figures: numbers of items and breaks, by section; no plan and no store."""

from collections.abc import Mapping
from dataclasses import dataclass

from scoring.thread.breaks import COUNTED, BreakKind, breaks
from scoring.thread.model import Item, ItemRole, Thread

SMART = ("specific", "measurable", "achievable", "realistic", "time_bound", "personal")
SPECIFIC = ("what", "who", "often", "long")
"""What a line gives that is specific and quantified (`figures.md`)."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the auditor said of an item: tests or elements by name, whether time counts, whether it was confirmed."""

    said: Mapping[str, bool]
    countable: bool | None = None
    checked: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """x of m of each clustered figure, by the figure's id; the items of one plan, or of some sections of it."""

    pairs: Mapping[str, tuple[int, int]]
    needs: int
    outcomes: int
    lines: int


def counts(thread: Thread, said: Mapping[str, Said], sections: frozenset[str] | None = None) -> Counts:
    """What a thread adds to the figures; with `sections`, its items in these sections alone (links go anywhere)."""
    chosen = [item for item in thread.items if sections is None or item.section in sections]
    ids = {item.id for item in chosen}
    broken = {kind: sum(one.kind is kind and one.item in ids for one in breaks(thread)) for kind in COUNTED}
    needs, outcomes, lines = (
        [item for item in chosen if item.role is role] for role in (ItemRole.NEED, ItemRole.OUTCOME, ItemRole.PROVISION)
    )
    rated = [one for one in outcomes if _is_rated(one, said)]
    counted = [one for one in lines if _counts(one, said)]
    pairs = {
        "thread.needs_without_outcome": (broken[BreakKind.NEED_WITHOUT_OUTCOME], len(needs)),
        "thread.needs_without_provision": (broken[BreakKind.NEED_WITHOUT_PROVISION], len(needs)),
        "thread.outcomes_without_provision": (broken[BreakKind.OUTCOME_WITHOUT_PROVISION], len(outcomes)),
        "thread.provision_without_need": (broken[BreakKind.PROVISION_WITHOUT_NEED], len(lines)),
        "outcomes.smart": (sum(all(said[one.id].said[name] for name in SMART) for one in rated), len(rated)),
        "provision.specific_and_quantified": (sum(_is_specific(said[one.id]) for one in counted), len(counted)),
    }
    return Counts(pairs, len(needs), len(outcomes), len(lines))


def care_provided(thread: Thread, section: str) -> bool | None:
    """Whether needs of C have provision in G or F, or those of D in H1 or H2; None without such needs."""
    homes = ("G", "F") if section == "C" else ("H1", "H2")
    needs = [need for need in thread.of(ItemRole.NEED) if need.section == section]
    if not needs:
        return None
    return any(line.section in homes for need in needs for line in thread.provision_of(need.id))


def _is_rated(outcome: Item, said: Mapping[str, Said]) -> bool:
    return outcome.id in said and all(name in said[outcome.id].said for name in SMART)


def _counts(line: Item, said: Mapping[str, Said]) -> bool:
    return line.id in said and said[line.id].checked and said[line.id].countable is not False


def _is_specific(said: Said) -> bool:
    return all(said.said.get(name, False) for name in SPECIFIC)
