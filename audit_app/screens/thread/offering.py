"""The suggested links that are still to be offered, worked out anew only where items or unmade links ask for it."""

from dataclasses import dataclass

from audit_app.services.thread.page import ThreadPage
from scoring.thread.model import COLUMNS, Item, Link, Thread
from scoring.thread.suggest import SuggestedLink


@dataclass(frozen=True, slots=True)
class Offered:
    """What was suggested for these items with these links, without those that were passed over."""

    items: tuple[Item, ...] = ()
    links: frozenset[Link] = frozenset()
    passed: frozenset[Link] = frozenset()
    found: tuple[SuggestedLink, ...] = ()


def offered_for(page: ThreadPage, before: Offered) -> Offered:
    """What is suggested now. Comparing every pair of a full board takes a tenth of a second; making a link, or
    passing one over, only takes suggestions away, so that then what was suggested before is looked through.
    """
    thread, passed = page.thread, page.held.passed
    if page.locked_because:
        return Offered()
    if thread.items == before.items and thread.links >= before.links and passed >= before.passed:
        return Offered(thread.items, thread.links, passed, _left(before.found, thread, passed))
    return Offered(thread.items, thread.links, passed, page.suggested_links)


def _left(found: tuple[SuggestedLink, ...], thread: Thread, passed: frozenset[Link]) -> tuple[SuggestedLink, ...]:
    """Without those that were made or passed over, and those by words whose item has a link to that column now."""
    role = {item.id: COLUMNS.index(item.role) for item in thread.items}
    gone = thread.links | passed
    settled = {
        pair for link in thread.links for pair in ((link.first, role[link.second]), (link.second, role[link.first]))
    }
    return tuple(
        one
        for one in found
        if one.link not in gone
        and (
            one.origin == "row"
            or not settled & {(one.link.first, role[one.link.second]), (one.link.second, role[one.link.first])}
        )
    )
