"""Erasure: values and words are gone from rows and raw pages, digests stay, the chain verifies, replay agrees."""

from pathlib import Path

import pytest
from builders import (
    FRAMEWORK_OP,
    KEY,
    Replica,
    everything_of,
    evidence,
    faults_of,
    founded,
    person_ops,
    review_ops,
    score,
    submit_op,
)
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from audit_app.store.driver import sqlite3
from audit_app.store.log.erase import Entity, erase, erased_after, of_audit, of_plan
from audit_app.store.log.rights import NotAllowed, Op

CANARY = "Xanthippe Quillfeather"


@pytest.fixture
def replica(tmp_path: Path) -> Replica:
    """Two plans, each audited; every place about the first that can hold words holds the canary's name."""
    made = founded(tmp_path / "audit.db")
    mary = made.door("mary")
    mary.write("Framework", [FRAMEWORK_OP])
    mary.write(f"Open {CANARY}", review_ops("r1"), reason=CANARY, touches=CANARY)
    mary.write("Open", review_ops("r2"))
    mary.write(f"Register {CANARY}", [Op("entry", "plan-r1", "row", {"plan_ref": "P-r1", "setting_name": CANARY})])
    mary.write("Keys", [Op("entry", "plan-r1", "match_key", CANARY), Op("entry", "plan-r1", "find_card", CANARY)])
    mary.write("Document", [Op("document", "doc-1", "record", {"plan_id": "plan-r1", "name": CANARY, "key": CANARY})])
    for n in range(40):
        ops = [score("r1", str(n), str(n % 4)), evidence("r1", str(n), f"{CANARY} page {n}")]
        mary.write(f"Score {CANARY}", ops, reason=CANARY)
        mary.write("Note", [Op("score", f"r1.{n}", "note", CANARY * 200)])  # long enough for overflow pages
        mary.write("Score", [score("r2", str(n), "2"), evidence("r2", str(n), "stays")])
    mary.write("Section", [Op("section_state", "r1.F", "state", CANARY)])
    mary.write("Override", [Op("review", "r1", "override", {"grade": "Good", "reason": CANARY})])
    mary.write("Submit", [submit_op("r1")])
    mary.write("Submit", [submit_op("r2")])
    made.conn.execute("INSERT INTO draft VALUES ('r1.1', 'note', 'mary', 'now', ?)", (CANARY,))
    made.conn.execute("INSERT INTO draft VALUES ('r1', 'reason', 'mary', 'now', ?)", (CANARY,))
    made.conn.execute("INSERT INTO draft VALUES ('r2.1', 'note', 'mary', 'now', 'a draft that stays')")
    return made


PAGE, RESERVED, IV, SALT = 4096, 80, 16, 16


def decrypted(data: bytes) -> bytes:
    """Every page as it lies in the file, free space and free pages too (SQLCipher 4: AES-256-CBC under the raw key)."""
    pages = []
    for start in range(0, len(data), PAGE):
        body, tail = data[start : start + PAGE - RESERVED], data[start + PAGE - RESERVED : start + PAGE]
        cipher = Cipher(algorithms.AES(KEY), modes.CBC(tail[:IV])).decryptor()
        pages.append(cipher.update(body if start else body[SALT:]))
    return b"".join(pages)


def raw_pages(replica: Replica) -> bytes:
    """The pages of the database and of its write-ahead log, which is asked to be empty."""
    path = Path(replica.conn.execute("PRAGMA database_list").fetchone()[2])
    log = path.with_name(path.name + "-wal")
    assert log.stat().st_size == 0
    return decrypted(path.read_bytes())


def test_what_is_erased_is_gone_from_every_row_and_every_raw_page(replica: Replica) -> None:
    replica.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert raw_pages(replica).count(CANARY.encode()) > 100
    door = replica.door("mary")
    count = erase(replica.conn, door, of_plan(replica.conn, "plan-r1"), reason="ceased a year ago")
    assert count == 4
    tables = [row[0] for row in replica.conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        held = replica.conn.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 - the database's own names
        assert CANARY not in repr(held), table
    assert CANARY.encode() not in raw_pages(replica)
    assert b"stays" in raw_pages(replica)
    assert replica.conn.execute("SELECT value FROM draft").fetchall() == [("a draft that stays",)]


def test_digests_stay_and_the_chain_verifies(replica: Replica) -> None:
    sql = "SELECT writer, seq, hash, text_digest, ops_digest FROM change"
    digests = "SELECT id, field, writer, seq, replaces, digest FROM op"
    before = replica.conn.execute(sql).fetchall(), replica.conn.execute(digests).fetchall()
    erase(replica.conn, replica.door("mary"), of_plan(replica.conn, "plan-r1"), reason="ceased")
    after = replica.conn.execute(sql).fetchall(), replica.conn.execute(digests).fetchall()
    assert set(before[0]) <= set(after[0])
    assert set(before[1]) <= set(after[1])
    assert faults_of(replica) == []


def test_the_other_plan_is_as_it_was(replica: Replica) -> None:
    about = "SELECT * FROM {} WHERE {} LIKE '%r2%' ORDER BY 1, 2"
    kinds = [("entry", "id"), ("audit", "id"), ("review", "id"), ("score", "review_id"), ("op", "id")]
    before = [replica.conn.execute(about.format(*one)).fetchall() for one in kinds]
    facts = replica.conn.execute("SELECT count(*) FROM score_fact").fetchone()[0]
    erase(replica.conn, replica.door("mary"), of_plan(replica.conn, "plan-r1"), reason="ceased")
    assert [replica.conn.execute(about.format(*one)).fetchall() for one in kinds] == before
    assert replica.conn.execute("SELECT count(*) FROM score_fact").fetchone()[0] == facts // 2


def test_the_tables_say_erased_and_nothing_else(replica: Replica) -> None:
    erase(replica.conn, replica.door("mary"), of_plan(replica.conn, "plan-r1"), reason="ceased")
    for table in ("entry", "audit", "document"):
        row = replica.conn.execute(f"SELECT * FROM {table} WHERE erased = 1").fetchone()  # noqa: S608 - fixed names
        assert sorted(part for part in map(str, row) if part != "None")[0] == "1"
        assert len([part for part in row if part is not None]) == 2
    left = replica.conn.execute("SELECT DISTINCT score, evidence, note FROM score WHERE review_id = 'r1'").fetchall()
    assert left == [(None, None, None)]


def test_an_erasure_is_one_signed_change_with_its_reason(replica: Replica) -> None:
    before = replica.conn.execute("SELECT count(*) FROM change").fetchone()[0]
    erase(replica.conn, replica.door("mary"), of_audit(replica.conn, "audit-r1"), reason="six years are over")
    assert replica.conn.execute("SELECT count(*) FROM change").fetchone()[0] == before + 1
    row = replica.conn.execute(
        "SELECT c.label, c.reason, h.why FROM change c JOIN head h ON h.writer = c.writer AND h.seq = c.seq "
        "ORDER BY c.lamport DESC"
    ).fetchone()
    assert row == ("Erase under a retention rule", "six years are over", "erase")


def test_nobody_without_the_right_erases(replica: Replica) -> None:
    replica.door("mary").write("Bob", person_ops("bob", roles=["moderator", "chair", "auditor"]))
    before = everything_of(replica)
    with pytest.raises(NotAllowed):
        erase(replica.conn, replica.door("bob"), of_plan(replica.conn, "plan-r1"), reason="no")
    assert everything_of(replica) == before


def test_what_is_written_about_an_erased_plan_later_leaves_nothing_behind(replica: Replica) -> None:
    mary = replica.door("mary")
    erase(replica.conn, mary, of_plan(replica.conn, "plan-r1"), reason="ceased")
    rows = [Op("entry", f"plan-r{n}", "row", {"plan_ref": f"P-r{n}", "setting_name": CANARY}) for n in (1, 2)]
    record = {"audit_id": "audit-r1", "person_id": None, "kind": "single", "source": "import"}
    mary.write("Register again", rows[:1])
    mary.write(f"Audits again {CANARY}", [Op("review", "r1", "record", record), evidence("r1", "99", CANARY)])
    replica.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert CANARY not in repr(everything_of(replica))
    assert CANARY.encode() not in raw_pages(replica)
    mary.write("Register again", rows)
    assert replica.conn.execute("SELECT id FROM entry WHERE setting_name = ?", (CANARY,)).fetchall() == [("plan-r2",)]
    assert faults_of(replica) == []


def test_deleting_an_answer_of_an_erased_review_leaves_nothing_behind_either(replica: Replica) -> None:
    mary = replica.door("mary")
    erase(replica.conn, mary, of_plan(replica.conn, "plan-r1"), reason="ceased")
    mary.write("Delete", [Op("score", "r1.1", "deleted", CANARY)])
    mary.write("Delete", [Op("score", "r1.99", "deleted", CANARY), Op("advice", "r1.health", "deleted", 1)])
    assert CANARY not in repr(everything_of(replica))
    assert faults_of(replica) == []


def test_an_erasure_is_never_taken_back(replica: Replica) -> None:
    mary = replica.door("mary")
    erase(replica.conn, mary, of_plan(replica.conn, "plan-r1"), reason="ceased")
    for value in (None, 0, 2, "1"):
        with pytest.raises(ValueError, match="can only be 1"):
            mary.write("Bring it back", [Op("entry", "plan-r1", "erased", value)])
    again = of_plan(replica.conn, "plan-r1")
    erase(replica.conn, mary, again, reason="ceased, again")
    assert faults_of(replica) == []


def test_a_kill_between_mark_and_blanking_cannot_be(replica: Replica) -> None:
    """Both are one transaction: refuse the last statement of it, and nothing is marked either."""
    before = everything_of(replica)
    replica.conn.execute(
        "CREATE TEMP TRIGGER no BEFORE UPDATE OF salt ON main.op BEGIN SELECT RAISE(ABORT, 'stopped'); END"
    )
    with pytest.raises(sqlite3.IntegrityError, match="stopped"):
        erase(replica.conn, replica.door("mary"), of_plan(replica.conn, "plan-r1"), reason="ceased")
    assert everything_of(replica) == before


def test_what_was_erased_since_is_listed_for_older_copies(replica: Replica) -> None:
    erase(replica.conn, replica.door("mary"), [Entity("document", "doc-1")], reason="thirty days")
    assert erased_after(replica.conn, "2026-11-01") == [Entity("document", "doc-1")]
    assert erased_after(replica.conn, "2030") == []


def test_deleting_is_not_erasing(replica: Replica) -> None:
    replica.door("mary").write("Delete", [Op("entry", "plan-r1", "deleted", 1), Op("audit", "audit-r1", "deleted", 1)])
    assert CANARY in repr(everything_of(replica))
    assert faults_of(replica) == []
