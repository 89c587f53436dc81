"""What members scored in a sealed round, as it came out of their boxes: told from what would change it; for merges."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from audit_app.store.driver import Connection
from audit_app.store.log.bundle import ChangeRow, OpRow
from audit_app.store.log.rights import Op, ReviewFacts, review_of

_HELD = "SELECT id, field, new FROM op WHERE leaf = 1 AND (id = ? OR (id > ? AND id < ?))"


class Originals:
    """The originals that incoming changes speak of: what this replica holds of them, else what opens them first.

    Two chairs may open one round apart from each other. Both write the same, because it comes out of the same boxes.
    """

    def __init__(self, conn: Connection, fresh: Sequence[ChangeRow], reviews: Mapping[str, ReviewFacts]) -> None:
        """`fresh` are the changes in their order, `reviews` the facts of every review that they touch."""
        sealed = {id_ for id_, facts in reviews.items() if facts.sealed}
        self.as_opened = {id_: replace(reviews[id_], is_new=True) for id_ in sealed}
        self._said: dict[tuple[str, str], str | None] = {}
        held = {id_ for id_ in sealed if _is_held(conn, id_)}
        for id_ in held:  # "/" comes right after "."
            rows = conn.execute(_HELD, (id_, f"{id_}.", f"{id_}/"))
            self._said |= {(entity, field): new for entity, field, new in rows}
        for review, change in _openers(fresh, sealed - held).items():
            self._said |= {(op.id, op.field): op.new for op in change.ops if _review(op) == review}

    def says(self, op: OpRow) -> bool:
        """Whether an operation says of an original what it says anyway."""
        key = (op.id, op.field)
        return _review(op) in self.as_opened and key in self._said and self._said[key] == op.new


def _is_held(conn: Connection, review: str) -> bool:
    return conn.execute("SELECT 1 FROM review WHERE id = ? AND kind IS NOT NULL", (review,)).fetchone() is not None


def _openers(fresh: Sequence[ChangeRow], wanted: set[str]) -> dict[str, ChangeRow]:
    """Of each of these reviews the first change that opens it."""
    found: dict[str, ChangeRow] = {}
    for change in fresh:
        for op in change.ops:
            if op.kind == "review" and op.field == "record" and op.id in wanted:
                found.setdefault(op.id, change)
    return found


def _review(op: OpRow) -> str | None:
    return review_of(Op(op.kind, op.id, op.field, None))
