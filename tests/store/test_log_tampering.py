"""An outside program that edits, deletes, reorders, cuts or adds rows is found out, and where (A1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import pytest
from builders import (
    FRAMEWORK_OP,
    LOGGED_TABLES,
    WORKSPACE,
    Replica,
    copied,
    evidence,
    faults_of,
    founded,
    person_ops,
    reopen_op,
    review_ops,
    score,
    signer,
    submit_op,
)
from instrument import unwatched

from audit_app.store.driver import Connection
from audit_app.store.log import canonical
from audit_app.store.log.canonical import Json
from audit_app.store.log.erase import erase, of_plan
from audit_app.store.log.replay import differences
from audit_app.store.log.rights import Op
from audit_app.store.log.verify import BadLink, anchored, verify
from audit_app.store.schema import LOG_TABLES

TAMPERINGS = 360
BATCH = 30

KEYS = {
    "writer": ("writer",),
    "change": ("writer", "seq"),
    "op": ("id", "field", "writer", "seq"),
    "head": ("writer", "seq"),
}


@pytest.fixture(scope="module")
def sound() -> Replica:
    """A log with two writers, submissions, an erasure, a bulk change, an undoing and an unsigned end."""
    replica = founded(None, "office")
    mary = replica.door("mary")
    mary.write("Bob", person_ops("bob", roles=["auditor", "moderator"]))
    mary.write("Import", [FRAMEWORK_OP, *review_ops("r1"), *review_ops("r2", person="bob")[:2], *review_ops("r3")])
    bob = replica.door("bob")
    bob.write("Open", review_ops("r2", person="bob")[2:], reason="assigned")
    for n in range(8):
        bob.write("Score", [score("r2", str(n), str(n % 4)), evidence("r2", str(n), f"page {n}")])
        mary.write("Score", [score("r1", str(n), str(n % 3))], touches="plan-r1")
        mary.write("Score", [score("r3", str(n), "1")])
    mary.write("Bulk", [Op("entry", f"p{n}", "row", {"plan_ref": f"P{n}"}) for n in range(20)])
    bob.write("Submit", [submit_op("r2")])
    mary.write("Submit", [submit_op("r1")])
    mary.write("Reopen", [reopen_op("r1")], reason="missed one")
    erase(replica.conn, mary, of_plan(replica.conn, "plan-r3"), reason="ceased")
    for n in range(4):
        mary.write("Score", [score("r1", str(n), "3")])
    assert faults_of(replica) == []
    return replica


@dataclass(frozen=True, slots=True)
class Tampered:
    """What was done, and the change at which it shows; 0 where no one change is to be named."""

    what: str
    writer: str = ""
    seq: int = 0
    exact: bool = False


# ruff: noqa: S608 - an outside program writes any SQL; the names are those of our own tables


def columns(conn: Connection, table: str) -> list[tuple[str, str]]:
    """The columns of a table with their types, but for the number that a row has on this machine."""
    return [(row[1], row[2]) for row in conn.execute(f"PRAGMA table_info({table})") if row[1] != "no"]


def one_row(conn: Connection, random: Random, table: str, where: str = "1") -> dict[str, Json]:
    names = ", ".join(name for name, _ in columns(conn, table))
    rows = conn.execute(f"SELECT {names} FROM {table} WHERE {where}").fetchall()
    return dict(zip(names.split(", "), random.choice(sorted(rows, key=repr)), strict=True))


def other(value: Json, kind: str, random: Random) -> Json:
    """Another value that the column takes."""
    if kind == "INTEGER":
        return random.choice([value + 1, abs(value - 1) + 2]) if isinstance(value, int) else 1
    if kind == "BLOB":
        data = bytearray(value or bytes(16))
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)
        return bytes(data)
    return random.choice([f"{value}x", "", "[]", "null", '"3"']) if value is not None else "x"


def keyed(table: str, row: dict[str, Json], conn: Connection) -> tuple[str, list[Json]]:
    keys = KEYS.get(table) or tuple(row[1] for row in conn.execute(f"PRAGMA table_info({table})") if row[5])
    keys = tuple(key for key in keys if key in row) or ("id",)
    return " AND ".join(f"{key} = ?" for key in keys), [row[key] for key in keys]


def edit(conn: Connection, random: Random, table: str) -> Tampered:
    row = one_row(conn, random, table)
    name, kind = random.choice(columns(conn, table))
    new = other(row[name], kind, random)
    if new == row[name]:
        new = f"{new}y"
    if name == "seq":
        new = 1000  # a number that is free
    where, values = keyed(table, row, conn)
    conn.execute(f"UPDATE {table} SET {name} = ? WHERE {where}", (new, *values))
    exact = table in ("change", "op", "head") and name not in KEYS[table]
    return Tampered(f"edit {table}.{name}", row.get("writer", ""), row.get("seq", 0), exact)


def delete(conn: Connection, random: Random, table: str) -> Tampered:
    # a signature that nothing demands proves nothing about anything else, so its absence is none of verification's
    where = "why IN ('submitted', 'erase')" if table == "head" else "1"
    row = one_row(conn, random, table, where)
    condition, values = keyed(table, row, conn)
    conn.execute(f"DELETE FROM {table} WHERE {condition}", values)
    return Tampered(f"delete {table}", row.get("writer", ""), row.get("seq", 0), table in ("change", "op", "head"))


def insert(conn: Connection, random: Random, table: str) -> Tampered:
    row = one_row(conn, random, table)
    if table == "head":
        row["seq"] = random.choice([seq for seq in range(1, 12) if not has(conn, "head", row["writer"], seq)])
    elif table == "change":
        row["seq"] = conn.execute("SELECT max(seq) + 1 FROM change WHERE writer = ?", (row["writer"],)).fetchone()[0]
    elif table == "op":
        row["field"] = random.choice(["score", "evidence", "row", "zz"]) + random.choice(["", "2"])
        if conn.execute(
            "SELECT 1 FROM op WHERE id = ? AND field = ? AND writer = ? AND seq = ?",
            (row["id"], row["field"], row["writer"], row["seq"]),
        ).fetchone():
            row["id"] += "z"
    else:
        key = keyed(table, row, conn)[0].split(" ")[0] if table != "score" else "marker"
        row[key] = f"{row[key]}zz"
    marks = ", ".join("?" for _ in row)
    conn.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))
    return Tampered(f"insert {table}", row.get("writer", ""), row.get("seq", 0), table in ("change", "op", "head"))


def has(conn: Connection, table: str, writer: str, seq: int) -> bool:
    sql = f"SELECT 1 FROM {table} WHERE writer = ? AND seq = ?"
    return conn.execute(sql, (writer, seq)).fetchone() is not None


def reorder(conn: Connection, random: Random, table: str) -> Tampered:
    """Two changes of one writer change places, with their operations or without."""
    row = one_row(conn, random, "change", "seq > 1")
    first, second = row["seq"] - 1, row["seq"]
    tables = ("change", "op") if table == "op" else ("change",)
    for name in tables:
        for old, new in ((first, -1), (second, first), (-1, second)):
            conn.execute(f"UPDATE {name} SET seq = ? WHERE writer = ? AND seq = ?", (new, row["writer"], old))
    return Tampered(f"reorder {'and '.join(tables)}", row["writer"], first, True)


def cut(conn: Connection, random: Random, _table: str) -> Tampered:
    """The end of one writer's log goes, with everything that was said in it."""
    row = one_row(conn, random, "change", "seq > 1")
    for name in ("op", "head", "change"):
        conn.execute(f"DELETE FROM {name} WHERE writer = ? AND seq >= ?", (row["writer"], row["seq"]))
    return Tampered("cut")


def forget(conn: Connection, random: Random, _table: str) -> Tampered:
    """A value is blanked as an erasure does it, in log and table, though nothing erased it."""
    row = one_row(conn, random, "op", "kind = 'score' AND field = 'score' AND new IS NOT NULL AND leaf = 1")
    where, values = keyed("op", row, conn)
    conn.execute(f"UPDATE op SET old = NULL, new = NULL, salt = NULL WHERE {where}", values)
    review, marker = row["id"].split(".")
    conn.execute("UPDATE score SET score = NULL WHERE review_id = ? AND marker = ?", (review, marker))
    return Tampered("forget a value", row["writer"], row["seq"], True)


def silence(conn: Connection, random: Random, _table: str) -> Tampered:
    """The words of a change go as an erasure takes them."""
    row = one_row(conn, random, "change", "label IS NOT NULL")
    sql = "UPDATE change SET label = NULL, reason = NULL, touches = '', salt = NULL WHERE writer = ? AND seq = ?"
    conn.execute(sql, (row["writer"], row["seq"]))
    return Tampered("silence", row["writer"], row["seq"], True)


ACTS = (edit, edit, edit, delete, insert, reorder, cut, forget, silence)


def tampered(sound: Replica, seed: int) -> tuple[Connection, Tampered]:
    random = Random(seed)  # noqa: S311 - tampering is to repeat
    conn = unwatched(copied(sound, "copy").conn)
    conn.execute("PRAGMA foreign_keys=OFF")
    act = random.choice(ACTS)
    tables = (*LOG_TABLES, *LOG_TABLES, "entry", "audit", "review", "score", "person", "framework", "workspace")
    return conn, act(conn, random, random.choice(tables))


def findings(conn: Connection) -> tuple[list[BadLink], list[str]]:
    return verify(conn, WORKSPACE, everything=True), list(differences(conn))


@pytest.mark.parametrize("batch", range(TAMPERINGS // BATCH))
def test_whatever_an_outside_program_does_is_found_and_placed(sound: Replica, batch: int) -> None:
    for seed in range(batch * BATCH, (batch + 1) * BATCH):
        conn, what = tampered(sound, seed)
        bad, differs = findings(conn)
        conn.close()
        assert bad or differs, (seed, what)
        if what.exact:
            first = min((one.seq for one in bad if one.writer == what.writer), default=None)
            assert first == what.seq, (seed, what, bad)


def test_the_tamperings_are_of_every_kind(sound: Replica) -> None:
    seen = set()
    for seed in range(TAMPERINGS):
        conn, what = tampered(sound, seed)
        conn.close()
        seen.add(" ".join(what.what.split(".")[0].split()[:2]))
    wanted = {f"{act} {table}" for act in ("edit", "delete", "insert") for table in LOG_TABLES}
    assert wanted | {"reorder change", "reorder changeand", "cut", "forget a", "silence"} <= seen


def rewritten(conn: Connection, writer: str, first: int) -> None:
    """Everything from change `first` on is hashed anew, as somebody without the writer's key could do it."""
    previous = conn.execute("SELECT hash FROM change WHERE writer = ? AND seq = ?", (writer, first - 1)).fetchone()[0]
    rows = conn.execute(
        "SELECT seq, lamport, utc, vocab, text_digest FROM change WHERE writer = ? AND seq >= ? ORDER BY seq",
        (writer, first),
    ).fetchall()
    for seq, lamport, utc, vocab, text in rows:
        digests = []
        for kind, id_, field, replaces, old, new, salt, digest in conn.execute(
            "SELECT kind, id, field, replaces, old, new, salt, digest FROM op WHERE writer = ? AND seq = ? "
            "ORDER BY id, field",
            (writer, seq),
        ).fetchall():
            made = canonical.op_digest(salt, kind, id_, field, replaces, old, new) if salt is not None else digest
            digests.append(made)
            conn.execute(
                "UPDATE op SET digest = ? WHERE id = ? AND field = ? AND writer = ? AND seq = ?",
                (made, id_, field, writer, seq),
            )
        ops = canonical.ops_digest(digests)
        previous = canonical.change_hash(previous, [writer, seq, lamport, utc, vocab], text, ops)
        conn.execute(
            "UPDATE change SET ops_digest = ?, hash = ? WHERE writer = ? AND seq = ?", (ops, previous, writer, seq)
        )


def test_history_written_anew_is_caught_by_the_next_signature(sound: Replica) -> None:
    conn = unwatched(copied(sound, "copy").conn)
    bob = sound.door("bob").tip
    assert bob is not None
    conn.execute("UPDATE op SET new = '\"3\"' WHERE id = 'r2.1' AND field = 'score'")
    conn.execute("UPDATE score SET score = '3' WHERE review_id = 'r2' AND marker = '1'")
    changed = conn.execute("SELECT seq FROM op WHERE id = 'r2.1' AND field = 'score'").fetchone()[0]
    rewritten(conn, bob.writer, changed)
    assert list(differences(conn)) == []
    (bad,) = verify(conn, WORKSPACE, everything=True)
    assert (bad.seq, bad.message) == (bob.seq, "it is not the change whose head was signed")
    assert verify(conn, WORKSPACE, everything=False) == [bad]


def unsigned_end(sound: Replica) -> tuple[Connection, str, int, bytes]:
    """A copy, and where Mary's log stands, with its end after the last signed head."""
    tip = sound.door("mary").tip
    assert tip is not None
    assert not has(sound.conn, "head", tip.writer, tip.seq)
    return unwatched(copied(sound, "copy").conn), tip.writer, tip.seq, tip.hash


def test_an_unsigned_end_cut_off_with_its_rows_is_caught_by_the_head_kept_outside(sound: Replica) -> None:
    conn, writer, seq, hash_ = unsigned_end(sound)
    assert anchored(conn, writer, seq, hash_.hex())
    before = conn.execute("SELECT old, replaces FROM op WHERE writer = ? AND seq = ?", (writer, seq)).fetchone()
    conn.execute("DELETE FROM op WHERE writer = ? AND seq = ?", (writer, seq))
    conn.execute("DELETE FROM change WHERE writer = ? AND seq = ?", (writer, seq))
    ((by, at),) = canonical.decode(before[1])
    conn.execute("UPDATE op SET leaf = 1 WHERE id = 'r1.3' AND field = 'score' AND writer = ? AND seq = ?", (by, at))
    score_ = canonical.decode(before[0])
    conn.execute("UPDATE score SET score = ? WHERE review_id = 'r1' AND marker = '3'", (score_,))
    assert findings(conn) == ([], [])
    assert not anchored(conn, writer, seq, hash_.hex())


def test_an_unsigned_end_written_anew_is_caught_by_the_head_kept_outside(sound: Replica) -> None:
    conn, writer, seq, hash_ = unsigned_end(sound)
    conn.execute("UPDATE op SET new = '\"0\"' WHERE writer = ? AND seq = ?", (writer, seq))
    conn.execute("UPDATE score SET score = '0' WHERE review_id = 'r1' AND marker = '3'")
    rewritten(conn, writer, seq)
    assert findings(conn) == ([], [])
    assert not anchored(conn, writer, seq, hash_.hex())


def test_a_whole_writer_taken_away_shows_where_others_went_on_from_it(sound: Replica) -> None:
    replica = copied(sound, "copy")
    replica.door("bob").write("Override", [Op("review", "r1", "override", {"grade": "Good"})])
    link = replica.door("mary").write("Override again", [Op("person", "bob", "teams", ["East"])])
    assert link
    conn = unwatched(replica.conn)
    conn.execute("PRAGMA foreign_keys=OFF")
    (writer,) = conn.execute("SELECT writer FROM op WHERE id = 'r2.1' LIMIT 1").fetchone()
    for table in ("op", "change", "head", "writer"):
        conn.execute(f"DELETE FROM {table} WHERE writer = ?", (writer,))
    bad, differs = findings(conn)
    assert bad or differs


def test_a_writer_under_nobodys_key_is_found(sound: Replica) -> None:
    conn = unwatched(copied(sound, "copy").conn)
    row = ("ab" * 8, "mary", "elsewhere", signer("eve").sign_key, "2026-11-03T09:00:00.000000Z", "[]")
    conn.execute("INSERT INTO writer VALUES (?, ?, ?, ?, ?, ?)", row)
    assert [one.message for one in verify(conn, WORKSPACE, everything=False)] == [
        "its signing key belongs to nobody in the workspace"
    ]


def test_values_left_where_they_were_erased_are_found(sound: Replica) -> None:
    conn = unwatched(copied(sound, "copy").conn)
    row = conn.execute("SELECT id, field, writer, seq FROM op WHERE id = 'r3.1' AND field = 'score'").fetchone()
    for table, sql in broken_blankings(row):
        other_ = unwatched(copied(sound, "copy").conn)
        other_.execute(sql, row)
        assert verify(other_, WORKSPACE, everything=True) != [], table
    assert verify(conn, WORKSPACE, everything=True) == []


def broken_blankings(row: tuple[Json, ...]) -> Iterator[tuple[str, str]]:
    where = "WHERE id = ? AND field = ? AND writer = ? AND seq = ?"
    assert len(row) == 4
    yield "the new value", f"UPDATE op SET new = '\"1\"' {where}"
    yield "old, new and salt", f"UPDATE op SET old = 'null', new = '\"1\"', salt = zeroblob(16) {where}"


@pytest.mark.parametrize("table", [*LOG_TABLES, *LOGGED_TABLES])
def test_an_emptied_table_is_found(sound: Replica, table: str) -> None:
    conn = unwatched(copied(sound, "copy").conn)
    conn.execute("PRAGMA foreign_keys=OFF")
    if conn.execute(f"DELETE FROM {table}").rowcount > 0:
        bad, differs = findings(conn)
        assert bad or differs
