"""One writer's chain of changes: minting a writer, where the chain stands, the next link, signed heads."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from audit_app.store.driver import Connection
from audit_app.store.log import canonical
from audit_app.store.log.canonical import encode
from audit_app.store.vocabulary import VOCABULARY_VERSION

Clock = Callable[[], datetime]
Random = Callable[[int], bytes]
"""n random bytes: `os.urandom` in the app, a seeded source in tests and demo."""


def utc_text(moment: datetime) -> str:
    """A moment as the log writes it: UTC, whole microseconds, Z."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


@dataclass(frozen=True, slots=True)
class Signer:
    """The unlocked person as the log knows them: id, public signing key (hex) and the power to sign."""

    person: str
    sign_key: str
    sign: Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True)
class Tip:
    """Where a writer's chain stands: the last seq (0 before the first change) and its hash."""

    writer: str
    seq: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Link:
    """One change as it was written."""

    writer: str
    seq: int
    lamport: int
    label: str
    hash: bytes
    signed: bool = False


def heads(conn: Connection) -> dict[str, int]:
    """The last seq of every writer."""
    rows = conn.execute("SELECT w.writer, (SELECT max(seq) FROM change c WHERE c.writer = w.writer) FROM writer w")
    return {writer: seq for writer, seq in rows if seq is not None}


def tip_of(conn: Connection, writer: str) -> Tip | None:
    """Where this writer's chain stands, None where there is no such writer."""
    row = conn.execute("SELECT seq, hash FROM change WHERE writer = ? ORDER BY seq DESC LIMIT 1", (writer,)).fetchone()
    if row is not None:
        return Tip(writer, row[0], row[1])
    start = genesis_of(conn, writer)
    return None if start is None else Tip(writer, 0, start)


def own_tip(conn: Connection, writer: str, signer: Signer) -> Tip | None:
    """Where this chain stands, None where it is not this person's under these very keys: then a new one begins."""
    sql = "SELECT 1 FROM writer WHERE writer = ? AND person = ? AND sign_key = ?"
    own = conn.execute(sql, (writer, signer.person, signer.sign_key)).fetchone()
    return tip_of(conn, writer) if own is not None else None


def genesis_of(conn: Connection, writer: str) -> bytes | None:
    """What the writer's first change takes for its previous hash."""
    row = conn.execute(
        "SELECT writer, person, installation, sign_key, started_utc, continues_from FROM writer WHERE writer = ?",
        (writer,),
    ).fetchone()
    return None if row is None else canonical.genesis(*row)


def mint(conn: Connection, signer: Signer, installation: str, clock: Clock, random: Random) -> Tip:
    """Begin a new chain: a writer row that lists the heads it continues from, so that a gap is on record."""
    continues = encode(sorted([writer, seq] for writer, seq in heads(conn).items()))
    row = (random(8).hex(), signer.person, installation, signer.sign_key, utc_text(clock()), continues)
    conn.execute("INSERT INTO writer VALUES (?, ?, ?, ?, ?, ?)", row)
    return Tip(row[0], 0, canonical.genesis(*row))


def next_lamport(conn: Connection) -> int:
    """One more than the greatest seen."""
    return int(conn.execute("SELECT coalesce(max(lamport), 0) + 1 FROM change").fetchone()[0])


@dataclass(frozen=True, slots=True)
class Words:
    """What a person reads about a change."""

    label: str
    reason: str
    touches: str = ""


def add_change(conn: Connection, tip: Tip, lamport: int, utc: str, words: Words, salt: bytes, digests: bytes) -> Link:
    """Write the next change of this chain."""
    seq = tip.seq + 1
    text = canonical.text_digest(salt, words.label, words.reason, words.touches)
    hash_ = canonical.change_hash(tip.hash, [tip.writer, seq, lamport, utc, VOCABULARY_VERSION], text, digests)
    conn.execute(
        "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(tip.writer, seq, lamport, utc, VOCABULARY_VERSION, words.label, words.reason),
            *(salt, text, digests, words.touches, hash_),
        ),
    )
    return Link(tip.writer, seq, lamport, words.label, hash_)


def sign_head(conn: Connection, workspace: str, tip: Tip, signer: Signer, why: str) -> None:
    """Sign where the chain stands; the caller holds the transaction. A chain without changes has no head."""
    if tip.seq == 0:
        return
    signature = signer.sign(canonical.head_message(workspace, tip.writer, tip.seq, tip.hash, why))
    conn.execute("INSERT OR IGNORE INTO head VALUES (?, ?, ?, ?, ?)", (tip.writer, tip.seq, tip.hash, signature, why))


_UNSIGNED = (
    "SELECT w.writer FROM writer w WHERE w.person = ? AND w.sign_key = ? AND NOT EXISTS (SELECT 1 FROM head h "
    "WHERE h.writer = w.writer AND h.seq = (SELECT max(c.seq) FROM change c WHERE c.writer = w.writer))"
)


def sign_own_heads(conn: Connection, workspace: str, signer: Signer, why: str) -> None:
    """Sign where every chain of this person stands; the caller holds the transaction.

    Every one, because a session that was killed left its end unsigned and the next session began a new chain.
    """
    for (writer,) in conn.execute(_UNSIGNED, (signer.person, signer.sign_key)).fetchall():
        tip = tip_of(conn, writer)
        if tip is not None:
            sign_head(conn, workspace, tip, signer, why)
