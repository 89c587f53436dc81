"""The thread of one open review as its writers need it: what is on the board, and how a change to it is written."""

from collections.abc import Sequence

from audit_app.domain.problems import AppError
from audit_app.services.open_reviews import OpenReview, open_review
from audit_app.store.log.canonical import Json
from audit_app.store.log.chain import Link as Written
from audit_app.store.log.rights import Op
from audit_app.store.read_thread import ACCEPTED, HeldItem, HeldThread, held_thread, link_id
from audit_app.store.workspace import Workspace
from scoring.thread.model import ItemRole, Link

LONGEST_LABEL = 60


class Desk:
    """The thread of one review, to be written to.

    Every function of this package that takes a desk writes one change, which undo takes back whole; a change to a
    confirmed thread takes the confirmation back with it. All raise AppError where the review is locked or another
    person's, and where an item is not on the board.
    """

    def __init__(self, workspace: Workspace, review_id: str) -> None:
        """Look up the review; raises AppError where it is not open."""
        self.workspace = workspace
        self.review_id = review_id
        self.review: OpenReview = open_review(workspace, review_id)
        self.held: HeldThread = held_thread(workspace.conn, review_id)
        self._by_id = {held.item.id: held for held in self.held.items if held.state == ACCEPTED}

    def item(self, item_id: str, role: ItemRole | None = None) -> HeldItem:
        """An item of the board; raises AppError where it is not on it, or in another column than `role`."""
        held = self._by_id.get(item_id)
        if held is None:
            raise AppError("This item is not on the board any more. Look at the board again.")
        if role is not None and held.item.role is not role:
            raise AppError(f"That can be said of {ROLE_WORDS[role]} only.")
        return held

    def has(self, item_id: str) -> bool:
        """Whether an item is on the board."""
        return item_id in self._by_id

    def links_at(self, item_id: str) -> list[Link]:
        """The links of an item to others of the board."""
        return [link for link in sorted(self.held.thread.links) if item_id in (link.first, link.second)]

    def next_position(self) -> int:
        """The position of an item that is put at the end of the board."""
        return max((held.position for held in self.held.items), default=0) + 1

    def op(self, item_id: str, field: str, value: Json) -> Op:
        """The wish to write one field of an item."""
        return Op("thread_item", f"{self.review_id}.{item_id}", field, value)

    def linked(self, link: Link, linked: bool = True) -> Op:
        """The wish to make or take away a link."""
        return Op("thread_link", f"{self.review_id}.{link_id(link)}", "linked", int(linked))

    def named(self, item_id: str) -> str:
        """An item in a few words, for labels."""
        return short(self.item(item_id).item.words)

    def write(self, label: str, ops: Sequence[Op], *, touches_thread: bool = True) -> Written:
        """Write these as one change; the confirmation goes with a change to what was confirmed."""
        wanted = list(ops)
        if touches_thread and self.held.is_confirmed:
            wanted.append(Op("thread", f"{self.review_id}.thread", "confirmed", None))
        return self.workspace.door.write(label, wanted, touches=self.review.audit.id)


ROLE_WORDS = {
    ItemRole.ASPIRATION: "an aspiration",
    ItemRole.NEED: "a need",
    ItemRole.OUTCOME: "an outcome",
    ItemRole.PROVISION: "a line of provision",
}


def short(words: str) -> str:
    """The beginning of some words on one line, at most 60 characters."""
    line = " ".join(words.split())
    return line if len(line) <= LONGEST_LABEL else line[: LONGEST_LABEL - 1].rstrip() + "…"


def last_of_each(ops: Sequence[Op]) -> list[Op]:
    """These wishes with one for each field, the last: a change holds a field once."""
    return list({(op.kind, op.id, op.field): op for op in ops}.values())
