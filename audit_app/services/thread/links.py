"""Links of the board: made, from suggestions or by hand, and taken away; suggestions that were passed over."""

from collections.abc import Iterable, Mapping

from audit_app.domain.problems import AppError
from audit_app.services.thread.desk import Desk
from audit_app.store.log.chain import Link as Written
from audit_app.store.log.rights import Op
from audit_app.store.read_thread import PASSED_OVER, link_id
from scoring.thread.model import COLUMNS, Link

ORIGINS = ("hand", "row", "words")
"""Where a link may come from: drawn by the auditor, from a row of the plan's table, from like words."""


def link(desk: Desk, links: Mapping[Link, str]) -> Written:
    """Link items; each link's value says where it came from, one of `ORIGINS`."""
    if not links:
        raise AppError("There is nothing to link. Choose two items in different columns.")
    for one in links:
        _demand_fitting(desk, one)
    label = f"{len(links)} links made"
    if len(links) == 1:
        (one,) = links
        label = f"Linked: {desk.named(one.first)} – {desk.named(one.second)}"
    ops = [op for one, origin in links.items() for op in (desk.linked(one), _origin(desk, one, origin))]
    return desk.write(label, ops)


def unlink(desk: Desk, links: Iterable[Link]) -> Written:
    """Take links away."""
    wanted = list(links)
    if not wanted:
        raise AppError("Choose a link first.")
    label = "Link taken away" if len(wanted) == 1 else f"{len(wanted)} links taken away"
    return desk.write(label, [desk.linked(one, linked=False) for one in wanted])


def pass_over(desk: Desk, passed: Link) -> Written:
    """Remember that a suggested link is not wanted, so that it is not suggested again. The thread stays as it is.

    Raises AppError where the link is made by now.
    """
    _demand_fitting(desk, passed)
    if passed in desk.held.links:
        raise AppError("This link is made by now. Press U to take it away.")
    origin = Op("thread_link", f"{desk.review_id}.{link_id(passed)}", "origin", PASSED_OVER)
    label = f"Passed over: {desk.named(passed.first)} – {desk.named(passed.second)}"
    return desk.write(label, [desk.linked(passed, linked=False), origin], touches_thread=False)


def between(desk: Desk, one_id: str, other_id: str) -> Link:
    """The link between two items, whichever is named first. Raises AppError where they stand in one column."""
    one, other = (desk.item(id_).item for id_ in (one_id, other_id))
    if one.role is other.role:
        raise AppError("Two items of one column cannot be linked. Choose one in another column.")
    first, second = sorted((one, other), key=lambda item: COLUMNS.index(item.role))
    return Link(first.id, second.id)


def _demand_fitting(desk: Desk, link: Link) -> None:
    if between(desk, link.first, link.second) != link:
        raise AppError("A link goes from left to right. Choose the item further left first.")


def _origin(desk: Desk, link: Link, origin: str) -> Op:
    if origin not in ORIGINS:
        raise ValueError(f"A link cannot come from {origin}.")
    return Op("thread_link", f"{desk.review_id}.{link_id(link)}", "origin", origin)
