"""Reading what a review holds of a plan's words and thread; what follows from it is for `scoring.thread` to say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from audit_app.store.driver import Connection
from audit_app.store.log.canonical import Json, decode, encode
from audit_app.store.thread_vocabulary import ELEMENTS, RATINGS
from scoring.plan.text import Place
from scoring.thread.model import COLUMNS, Adulthood, Item, ItemRole, Link, NeedArea, ShortBreak, Thread

ACCEPTED, DISMISSED, REMOVED = "accepted", "dismissed", "removed"
"""The states of an item: on the board; a proposal that was turned down; taken off the board."""
PASSED_OVER = "passed"
"""Where a link that is not made came from: the auditor passed its suggestion over."""

_PLAIN = ("state", "role", "section", "words", "places", "position", "source", "area", "adulthood", "educates")
_COLUMNS = (
    f"item, {', '.join(_PLAIN)}, short_break, countable, checked, cause, "
    f"{', '.join(f'smart_{name}' for name in RATINGS)}, {', '.join(f'gives_{name}' for name in ELEMENTS)}"
)
_ITEM_SQL = (
    f"SELECT {_COLUMNS} FROM thread_item WHERE review_id = ? AND erased IS NULL AND state IS NOT NULL "
    "ORDER BY position, item"
)
_AMONG = "r.no IN (SELECT value FROM json_each(?))"
_CONFIRMED = (
    "SELECT r.no FROM thread t JOIN review r ON r.id = t.review_id "
    f"WHERE {_AMONG} AND t.confirmed_by IS NOT NULL AND t.erased IS NULL"
)
_ITEMS_OF = (
    f"SELECT r.no, {', '.join('i.' + column.strip() for column in _COLUMNS.split(','))} "
    "FROM thread_item i JOIN review r ON r.id = i.review_id "
    f"WHERE {_AMONG} AND i.erased IS NULL AND i.state = 'accepted' ORDER BY i.position, i.item"
)
_LINKS_OF = (
    "SELECT r.no, l.link, l.origin FROM thread_link l JOIN review r ON r.id = l.review_id "
    f"WHERE {_AMONG} AND l.linked = 1 AND l.erased IS NULL"
)


@dataclass(frozen=True, slots=True)
class HeldItem:
    """One item with everything said of it.

    `smart` and `gives` hold what was said of each test and element by name, True or False; what is not there was not
    said. `countable` is whether time can be counted in a line, None where nobody said; `checked` that the auditor
    confirmed its elements; `cause` its stored value or None.
    """

    item: Item
    state: str
    position: int
    source: str
    countable: bool | None
    checked: bool
    cause: Json
    smart: Mapping[str, bool]
    gives: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class HeldThread:
    """Everything of a review's thread; `confirmed_by` is a person's id, empty while it is not confirmed."""

    document: str = ""
    confirmed_by: str = ""
    confirmed_on: str = ""
    items: tuple[HeldItem, ...] = ()
    links: Mapping[Link, str] = field(default_factory=dict)
    """Each link with where it came from: "hand", "row" or "words"."""
    passed: frozenset[Link] = frozenset()
    """Suggested links that the auditor passed over."""
    moved: Mapping[str, str] = field(default_factory=dict)
    dismissed_flags: Mapping[str, str] = field(default_factory=dict)

    @property
    def thread(self) -> Thread:
        """The items that are accepted, and the links between them."""
        items = tuple(held.item for held in self.items if held.state == ACCEPTED)
        column = {item.id: COLUMNS.index(item.role) for item in items}
        # a change made elsewhere may have moved or removed an end of a link meanwhile
        fitting = (link for link in self.links if {link.first, link.second} <= column.keys())
        return Thread(items, frozenset(link for link in fitting if column[link.first] < column[link.second]))

    @property
    def is_confirmed(self) -> bool:
        """Whether the auditor said that it may be counted."""
        return bool(self.confirmed_by)


def held_thread(conn: Connection, review_id: str) -> HeldThread:
    """The thread of a review; empty where nothing was ever said of it."""
    row = conn.execute(
        "SELECT document_id, confirmed_by, confirmed_on FROM thread WHERE review_id = ? AND erased IS NULL",
        (review_id,),
    ).fetchone()
    document, by, on = (part or "" for part in row) if row is not None else ("", "", "")
    return HeldThread(
        document,
        by,
        on,
        items=tuple(_item(values) for values in conn.execute(_ITEM_SQL, (review_id,))),
        links=_links(conn, review_id),
        passed=_passed(conn, review_id),
        moved=_pairs(
            conn, "SELECT block, section FROM text_place WHERE review_id = ? AND section IS NOT NULL", review_id
        ),
        dismissed_flags=_pairs(
            conn, "SELECT flag, reason FROM flag_dismissal WHERE review_id = ? AND reason IS NOT NULL", review_id
        ),
    )


class ReviewNamed(NamedTuple):
    """A review with its plan, as lists across plans name and open it; an erased plan's reference is empty."""

    review_id: str
    plan_id: str
    plan_ref: str


def reviews_named(conn: Connection, review_numbers: Iterable[int]) -> dict[int, ReviewNamed]:
    """These reviews by number, in the order of their plans' references."""
    sql = (
        "SELECT r.no, r.id, a.plan_id, coalesce(e.plan_ref, '') FROM review r JOIN audit a ON a.id = r.audit_id "
        f"LEFT JOIN entry e ON e.id = a.plan_id WHERE {_AMONG} ORDER BY 4, 1"
    )
    return {number: ReviewNamed(*named) for number, *named in conn.execute(sql, (encode(sorted(review_numbers)),))}


def confirmed_threads(conn: Connection, review_numbers: Iterable[int]) -> dict[int, HeldThread]:
    """The confirmed threads among these reviews, by the review's number: what figures count. Texts stay unread."""
    numbers = encode(sorted(review_numbers))
    found: dict[int, tuple[list[HeldItem], dict[Link, str]]] = {
        number: ([], {}) for (number,) in conn.execute(_CONFIRMED, (numbers,))
    }
    confirmed = encode(sorted(found))
    for number, *values in conn.execute(_ITEMS_OF, (confirmed,)):
        found[number][0].append(_item(tuple(values)))
    for number, name, origin in conn.execute(_LINKS_OF, (confirmed,)):
        found[number][1][Link(*name.split("-", 1))] = origin or "hand"
    return {
        number: HeldThread(confirmed_by="confirmed", items=tuple(items), links=links)
        for number, (items, links) in found.items()
    }


def dismissed_for_plan(conn: Connection, review_id: str) -> dict[str, str]:
    """Flags of the same plan that other finished reviews dismissed, with their reasons: they are remembered."""
    sql = (
        "SELECT f.flag, f.reason FROM review mine JOIN audit a ON a.id = mine.audit_id "
        "JOIN audit other ON other.plan_id = a.plan_id "
        "JOIN review r ON r.audit_id = other.id AND r.state = 'submitted' "
        "JOIN flag_dismissal f ON f.review_id = r.id WHERE mine.id = ? AND r.id <> mine.id AND f.reason IS NOT NULL "
        "ORDER BY other.date"
    )
    return _pairs(conn, sql, review_id)


def link_id(link: Link) -> str:
    """A link's name within its review."""
    return f"{link.first}-{link.second}"


def places_json(places: tuple[Place, ...]) -> list[Json]:
    """How the places of an item are stored."""
    return [[place.block, place.start, place.end] for place in places]


def _links(conn: Connection, review_id: str) -> dict[Link, str]:
    rows = conn.execute(
        "SELECT link, origin FROM thread_link WHERE review_id = ? AND linked = 1 AND erased IS NULL ORDER BY link",
        (review_id,),
    )
    return {Link(*name.split("-", 1)): origin or "hand" for name, origin in rows}


def _passed(conn: Connection, review_id: str) -> frozenset[Link]:
    rows = conn.execute(
        "SELECT link FROM thread_link WHERE review_id = ? AND linked = 0 AND origin = ? AND erased IS NULL",
        (review_id, PASSED_OVER),
    )
    return frozenset(Link(*name.split("-", 1)) for (name,) in rows)


def _pairs(conn: Connection, sql: str, review_id: str) -> dict[str, str]:
    return {str(name): str(value) for name, value in conn.execute(sql, (review_id,))}


def _item(values: tuple[Json, ...]) -> HeldItem:
    id_, *rest = values
    plain = dict(zip((*_PLAIN, "short_break", "countable", "checked", "cause"), rest, strict=False))
    said = rest[len(plain) :]
    smart, gives = said[: len(RATINGS)], said[len(RATINGS) :]
    item = Item(
        id_,
        ItemRole(plain["role"] or ItemRole.NEED),
        plain["section"] or "",
        plain["words"] or "",
        tuple(Place(*place) for place in decode(plain["places"] or "[]")),
        NeedArea(plain["area"]) if plain["area"] else None,
        Adulthood(plain["adulthood"]) if plain["adulthood"] else None,
        None if plain["educates"] is None else bool(plain["educates"]),
        ShortBreak(plain["short_break"]) if plain["short_break"] else None,
    )
    return HeldItem(
        item,
        plain["state"],
        plain["position"] or 0,
        plain["source"] or "",
        None if plain["countable"] is None else bool(plain["countable"]),
        bool(plain["checked"]),
        decode(plain["cause"]) if plain["cause"] else None,
        _said(RATINGS, smart),
        _said(ELEMENTS, gives),
    )


def _said(names: tuple[str, ...], values: list[Json]) -> dict[str, bool]:
    return {name: bool(value) for name, value in zip(names, values, strict=True) if value is not None}
