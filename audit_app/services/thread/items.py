"""Items of the board: accepted, dismissed, edited, split, merged and removed; links only where they follow along."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from audit_app.domain.problems import AppError
from audit_app.services.thread.desk import ROLE_WORDS, Desk, last_of_each, short
from audit_app.store.log.chain import Link as Written
from audit_app.store.log.rights import Op
from audit_app.store.read_thread import ACCEPTED, DISMISSED, REMOVED, HeldItem, places_json
from scoring.plan.text import Place
from scoring.thread.model import SECTIONS_OF, ItemRole, Link, NeedArea

Part = tuple[str, tuple[Place, ...]]
"""The words of a part of an item, and where they stand."""


@dataclass(frozen=True, slots=True)
class NewItem:
    """An item to be put on the board; `source` is the proposal that it comes from, empty where it was added by hand."""

    role: ItemRole
    section: str
    words: str
    places: tuple[Place, ...] = ()
    source: str = ""
    area: NeedArea | None = None


def accept(desk: Desk, items: Sequence[NewItem]) -> Written:
    """Put proposals, or words of the auditor's own, on the board."""
    if not items:
        raise AppError("There is nothing to accept. Choose one or more proposals first.")
    start = desk.next_position()
    ops = [op for place, item in enumerate(items) for op in _new(desk, _id_of(desk, item), item, start + place)]
    label = short(items[0].words) if len(items) == 1 else f"{len(items)} items"
    return desk.write(f"Accepted: {label}", last_of_each(ops))


def dismiss(desk: Desk, items: Sequence[NewItem]) -> Written:
    """Turn proposals down, so that they are not shown again."""
    ops = [op for item in items for op in _new(desk, _id_of(desk, item), item, 0, DISMISSED)]
    return desk.write("Proposal dismissed" if len(items) == 1 else f"{len(items)} proposals dismissed", ops)


def edit(desk: Desk, item_id: str, words: str, section: str | None = None) -> Written:
    """Say an item in other words, or that it stands in another section of its column."""
    held = desk.item(item_id)
    if not words.strip():
        raise AppError("An item needs words. Remove it where it should not be on the board.")
    ops = [desk.op(item_id, "words", words.strip())]
    if section is not None and section != held.item.section:
        _demand_section(held.item.role, section)
        ops.append(desk.op(item_id, "section", section))
    return desk.write(f"Edited: {short(words)}", ops)


def split(desk: Desk, item_id: str, parts: Sequence[Part]) -> Written:
    """Make several items of one, each with its words and places; each gets the links of the whole.

    They follow one another in the column where the whole stood.
    """
    held = desk.item(item_id)
    told = [(words.strip(), places) for words, places in parts if words.strip()]
    if len(told) < 2:
        raise AppError("To split an item takes at least two parts with words. Mark where the second begins.")
    (words, places), *others = told
    ops = [desk.op(item_id, "words", words), desk.op(item_id, "places", places_json(places))]
    for number, (text, where) in enumerate(others, 1):
        new = NewItem(held.item.role, held.item.section, text, where, area=held.item.area)
        new_id = _id_of(desk, new)
        ops += _new(desk, new_id, new, held.position + number)
        ops += [desk.linked(_exchanged(link, item_id, new_id)) for link in desk.links_at(item_id)]
    ops += _moved_down(desk, held, len(others))
    return desk.write(f"Split into {len(told)}: {short(words)}", ops)


def merge(desk: Desk, item_ids: Sequence[str]) -> Written:
    """Make one item of several of one column: the first takes the words, places and links of the others."""
    held = [desk.item(id_) for id_ in dict.fromkeys(item_ids)]
    if len(held) < 2 or len({one.item.role for one in held}) > 1:
        raise AppError("To merge takes two or more items of one column.")
    first, *others = (one.item for one in held)
    words = "\n".join(one.item.words for one in held)
    places = tuple(place for one in held for place in one.item.places)
    ops = [desk.op(first.id, "words", words), desk.op(first.id, "places", places_json(places))]
    for other in others:
        ops += _removed(desk, other.id)
        ops += [desk.linked(_exchanged(link, other.id, first.id)) for link in desk.links_at(other.id)]
    return desk.write(f"Merged {len(held)}: {short(first.words)}", last_of_each(ops))


def remove(desk: Desk, item_ids: Sequence[str]) -> Written:
    """Take items off the board with their links."""
    if not item_ids:
        raise AppError("Choose an item of the board first.")
    label = desk.named(item_ids[0]) if len(item_ids) == 1 else f"{len(item_ids)} items"
    ops = [op for id_ in item_ids for op in _removed(desk, desk.item(id_).item.id)]
    return desk.write(f"Removed: {label}", last_of_each(ops))


def _new(desk: Desk, item_id: str, new: NewItem, position: int, state: str = ACCEPTED) -> list[Op]:
    _demand_section(new.role, new.section)
    if not new.words.strip():
        raise AppError("An item needs words. Type them, or choose them in the plan.")
    fields = {
        "state": state,
        "role": new.role.value,
        "section": new.section,
        "words": new.words.strip(),
        "places": places_json(new.places),
        "position": position,
        "source": new.source or None,
        "area": new.area.value if new.area else None,
    }
    return [desk.op(item_id, name, value) for name, value in fields.items() if value is not None]


def _id_of(desk: Desk, new: NewItem) -> str:
    """The same proposal has the same id wherever it is accepted; what a person adds has one of its own."""
    if new.source:
        return "i" + hashlib.sha256(new.source.encode()).hexdigest()[:12]
    return "i" + desk.workspace.means.random(6).hex()


def _moved_down(desk: Desk, above: HeldItem, count: int) -> list[Op]:
    """Room for so many items below one of a column: those behind it move down, as far as they must."""
    column = [one for one in desk.held.items if one.state == ACCEPTED and one.item.role is above.item.role]
    behind = sorted((one.position, one.item.id) for one in column)
    behind = behind[behind.index((above.position, above.item.id)) + 1 :]
    ops, last = [], above.position + count
    for position, id_ in behind:
        if position > last:
            break
        last += 1
        ops.append(desk.op(id_, "position", last))
    return ops


def _removed(desk: Desk, item_id: str) -> list[Op]:
    return [
        desk.op(item_id, "state", REMOVED),
        *(desk.linked(link, linked=False) for link in desk.links_at(item_id)),
    ]


def _exchanged(link: Link, old: str, new: str) -> Link:
    return Link(new if link.first == old else link.first, new if link.second == old else link.second)


def _demand_section(role: ItemRole, section: str) -> None:
    if section not in SECTIONS_OF[role]:
        known = ", ".join(SECTIONS_OF[role])
        raise AppError(f"Section {section or '(none)'} holds no such item: {ROLE_WORDS[role]} stands in {known}.")
