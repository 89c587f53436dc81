"""Reading what the log alone knows of sealed scores: earlier keys of members, and what came after what."""

from dataclasses import dataclass
from typing import Final

from audit_app.store.driver import Connection
from audit_app.store.log.canonical import Json, decode
from audit_app.store.log.settle import fields_of_review, in_order, settle_fields

_MEMBER_KEYS: Final = (
    "SELECT DISTINCT json_extract(o.new, '$.sign_key') FROM op o "
    "WHERE o.id = ? AND o.kind = 'person' AND o.field = 'member_keys' AND o.new IS NOT NULL"
)
_WRITTEN: Final = (
    "SELECT max(c.lamport) FROM op o JOIN change c ON c.writer = o.writer AND c.seq = o.seq "
    "WHERE o.id = ? AND o.field = ? AND o.new IS NOT NULL"
)
_OF_REVIEW: Final = ("record", "markers", "result", "state")


def member_sign_keys(conn: Connection, person: str) -> frozenset[str]:
    """Every signing key (hexadecimal) that a member ever had in a small workspace of their own."""
    return frozenset(str(key) for (key,) in conn.execute(_MEMBER_KEYS, (person,)) if key)


def handed_back_since(conn: Connection, seat: str, box: str) -> bool:
    """Whether a seat was handed back after this box of it came in."""
    back, came = (conn.execute(_WRITTEN, key).fetchone()[0] or 0 for key in ((seat, "handed_back"), (box, "record")))
    return int(back) > int(came)


def said_in_review(conn: Connection, review_id: str) -> list[tuple[str, str, str, Json]]:
    """Everything that the log says of a review as it stands, as (kind, id, field, value), in a fixed order.

    The review itself and all that lies in it, whatever its kind; what is empty, was taken away or erased is left out.
    """
    fields = dict.fromkeys(((review_id, field) for field in _OF_REVIEW), "review") | fields_of_review(conn, review_id)
    settled = [one for one in settle_fields(conn, in_order(fields)) if one.value not in (None, "null")]
    gone = {one.id for one in settled if one.field in ("deleted", "erased") and decode(one.value or "null")}
    return [
        (one.kind, one.id, one.field, decode(one.value or "null"))
        for one in settled
        if one.id not in gone and one.field not in ("deleted", "erased")
    ]


_SETTLED_ON: Final = "SELECT json_extract(state_detail, '$.on') FROM round WHERE id = ? AND state = 'closed'"


def closed_on(conn: Connection, round_id: str) -> str:
    """The day on which a round was closed (ISO text), empty where it is not."""
    row = conn.execute(_SETTLED_ON, (round_id,)).fetchone()
    return str(row[0] or "") if row is not None else ""


@dataclass(frozen=True, slots=True)
class Invitation:
    """The first pack that went out to a keyholder: its number, its day (ISO text), and the secret in it (hex)."""

    number: int = 0
    on: str = ""
    proof: str = ""


def invitation_of(conn: Connection, person: str) -> Invitation:
    """The invitation of a keyholder that has not been answered yet; empty where there is none."""
    row = conn.execute(
        "SELECT coalesce(invited_number, 0), coalesce(invited_on, ''), coalesce(invited_proof, '') FROM person "
        "WHERE id = ?",
        (person,),
    ).fetchone()
    return Invitation(*row) if row is not None else Invitation()


_SEAT_SAID: Final = "SELECT new FROM op WHERE id = ? AND kind = 'seat' AND field = 'record' AND new IS NOT NULL"


def audits_ever(conn: Connection, seat_id: str) -> frozenset[str]:
    """Every audit that a seat was ever given, those that were taken off it or erased since among them."""
    return frozenset(audit for (new,) in conn.execute(_SEAT_SAID, (seat_id,)) for audit in decode(new)["audits"])
