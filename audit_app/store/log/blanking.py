"""Empties the logged values and words of what is marked erased; digests stay, so the chain still verifies."""

from collections.abc import Collection, Iterable, Sequence

from audit_app.store.driver import Connection
from audit_app.store.transaction import rows_in
from audit_app.store.vocabulary import KINDS

KEPT_OF_PERSON = ("agency", "roles", "keys", "period")
"""What stays of an erased person: every replica must still be able to judge what they signed and whether they might."""

_OF_REVIEW = ", ".join(f"'{kind}'" for kind, spec in KINDS.items() if spec.of_review)
_KEPT = ", ".join(f"'{field}'" for field in KEPT_OF_PERSON)
_EMPTY = (
    "UPDATE op SET old = NULL, new = NULL, salt = NULL "
    f"WHERE field <> 'erased' AND NOT (kind = 'person' AND field IN ({_KEPT}))"
)


def holders(kind: str, id_: str) -> tuple[str, ...]:
    """The entities whose erasure erases this one: itself and, of what lies in a review, the review."""
    return (id_, id_.split(".", 1)[0]) if KINDS[kind].of_review else (id_,)


def must_be_empty(kind: str, id_: str, field: str, erased: Collection[str]) -> bool:
    """Whether a logged value may not stay where these entities are erased."""
    if field == "erased" or (kind == "person" and field in KEPT_OF_PERSON):
        return False
    return any(one in erased for one in holders(kind, id_))


def erased_ids(conn: Connection, ids: Iterable[str]) -> set[str]:
    """Those of these entities that are marked erased."""
    sql = "SELECT DISTINCT id FROM op WHERE field = 'erased' AND id IN ({marks})"
    return {row[0] for row in rows_in(conn, sql, list(dict.fromkeys(ids)))}


def blank_erased(conn: Connection, ids: Iterable[str]) -> set[str]:
    """Empty every logged value and draft of those among these entities that are marked erased; returns which are.

    What lies in an erased review goes with it, even where it came later from elsewhere. The caller holds the
    transaction; the driver overwrites deleted content on the pages.
    """
    marked = sorted(erased_ids(conn, ids))
    if not marked:
        return set()
    inside = [(f"{id_}.", f"{id_}/") for id_ in marked]  # "/" comes right after "."
    conn.executemany(f"{_EMPTY} AND id = ?", [(id_,) for id_ in marked])
    conn.executemany(f"{_EMPTY} AND id > ? AND id < ? AND kind IN ({_OF_REVIEW})", inside)
    conn.executemany("DELETE FROM draft WHERE id = ?", [(id_,) for id_ in marked])
    conn.executemany("DELETE FROM draft WHERE id > ? AND id < ?", inside)
    _blank_words(conn, marked)
    return set(marked)


def _blank_words(conn: Connection, ids: Sequence[str]) -> None:
    """Empty the words of changes that speak of nothing but erased entities: a typed reason can name a child."""
    touched = set(rows_in(conn, "SELECT DISTINCT writer, seq FROM op WHERE field <> 'erased' AND id IN ({marks})", ids))
    for id_ in ids:
        touched.update(
            conn.execute("SELECT DISTINCT writer, seq FROM op WHERE id > ? AND id < ?", (f"{id_}.", f"{id_}/"))
        )
    for writer, seq in touched:
        left = conn.execute(
            "SELECT 1 FROM op WHERE writer = ? AND seq = ? AND new IS NOT NULL LIMIT 1", (writer, seq)
        ).fetchone()
        if left is None:
            conn.execute(
                "UPDATE change SET label = NULL, reason = NULL, touches = '', salt = NULL WHERE writer = ? AND seq = ?",
                (writer, seq),
            )
