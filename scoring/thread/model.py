"""The golden thread as a graph: items in four columns and the links between them. Knows no file and no screen."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from scoring.plan.areas import NeedArea as NeedArea
from scoring.plan.text import Place


class ItemRole(StrEnum):
    """The column of the board that an item stands in, in order."""

    ASPIRATION = "aspiration"
    NEED = "need"
    OUTCOME = "outcome"
    PROVISION = "provision"


COLUMNS = tuple(ItemRole)
SECTIONS_OF: dict[ItemRole, tuple[str, ...]] = {
    ItemRole.ASPIRATION: ("A",),
    ItemRole.NEED: ("B", "C", "D"),
    ItemRole.OUTCOME: ("E",),
    ItemRole.PROVISION: ("F", "G", "H1", "H2"),
}
"""The sections in which items of a column stand."""


class Adulthood(StrEnum):
    """The four areas of preparing for adulthood."""

    EMPLOYMENT = "employment"
    INDEPENDENT_LIVING = "independent_living"
    COMMUNITY = "community_inclusion"
    HEALTH = "health"


class ShortBreak(StrEnum):
    """What kind of short break a line provides: non-residential belongs in H1, residential in H2."""

    NON_RESIDENTIAL = "non_residential"
    RESIDENTIAL = "residential"


@dataclass(frozen=True, slots=True)
class Item:
    """One aspiration, need, outcome or line of provision, as the auditor has it.

    `educates` says of a line in G, H1 or H2 whether it educates or trains (Children and Families Act 2014, s.21(5));
    None where nobody said.
    """

    id: str
    role: ItemRole
    section: str
    words: str
    places: tuple[Place, ...] = ()
    area: NeedArea | None = None
    adulthood: Adulthood | None = None
    educates: bool | None = None
    short_break: ShortBreak | None = None


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """Two items that belong together, the one further left on the board first."""

    first: str
    second: str


@dataclass(frozen=True)
class Thread:
    """The items of a plan and the links between them.

    Raises ValueError where a link names an item that is not there, or joins two items of one column.
    """

    items: tuple[Item, ...]
    links: frozenset[Link] = frozenset()

    def __post_init__(self) -> None:
        """Refuse what no board can show."""
        for link in self.links:
            roles = [self.by_id[end].role for end in (link.first, link.second) if end in self.by_id]
            if len(roles) < 2 or COLUMNS.index(roles[0]) >= COLUMNS.index(roles[1]):
                raise ValueError(f"A thread cannot link {link.first} to {link.second}.")

    @cached_property
    def by_id(self) -> dict[str, Item]:
        """The items by their ids."""
        return {item.id: item for item in self.items}

    @cached_property
    def _beside(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {item.id: set() for item in self.items}
        for link in self.links:
            found[link.first].add(link.second)
            found[link.second].add(link.first)
        return {id_: frozenset(others) for id_, others in found.items()}

    def of(self, *roles: ItemRole) -> tuple[Item, ...]:
        """The items of these columns, in the order in which they were given."""
        return tuple(item for item in self.items if item.role in roles)

    def linked(self, item_id: str, role: ItemRole, sections: Iterable[str] | None = None) -> tuple[Item, ...]:
        """The items of a column that an item is linked to itself, those in `sections` alone where given."""
        wanted = None if sections is None else frozenset(sections)
        others = self._beside[item_id]
        return tuple(
            item
            for item in self.items
            if item.id in others and item.role is role and (wanted is None or item.section in wanted)
        )

    def provision_of(self, need_id: str) -> tuple[Item, ...]:
        """What provides for a need: linked to it, or to an outcome that it is linked to (`figures.md`)."""
        outcomes = self.linked(need_id, ItemRole.OUTCOME)
        found = {item.id for item in self.linked(need_id, ItemRole.PROVISION)}
        found |= {item.id for outcome in outcomes for item in self.linked(outcome.id, ItemRole.PROVISION)}
        return tuple(item for item in self.items if item.id in found)

    def needs_of(self, line_id: str) -> tuple[Item, ...]:
        """The needs that a line of provision meets, directly or through an outcome."""
        outcomes = self.linked(line_id, ItemRole.OUTCOME)
        found = {item.id for item in self.linked(line_id, ItemRole.NEED)}
        found |= {item.id for outcome in outcomes for item in self.linked(outcome.id, ItemRole.NEED)}
        return tuple(item for item in self.items if item.id in found)
