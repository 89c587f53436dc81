"""Undo restores what was, of one's own work in this session, where nobody relied on it and nothing came after."""

import pytest
from builders import (
    FRAMEWORK_OP,
    WORKSPACE,
    Replica,
    copied,
    everything_of,
    evidence,
    faults_of,
    founded,
    person_ops,
    reopen_op,
    review_ops,
    score,
    submit_op,
    tables_of,
)

from audit_app.store.log.erase import erase, of_audit
from audit_app.store.log.rights import NotAllowed, Op
from audit_app.store.log.undo import CannotUndo, undo


@pytest.fixture
def replica() -> Replica:
    made = founded(None)
    mary = made.door("mary")
    mary.write("Import", [FRAMEWORK_OP, *review_ops("r1"), *review_ops("r2", source="import"), score("r1", "1", "1")])
    mary.write("Bob", person_ops("bob", roles=["moderator"]))
    return made


def test_undo_is_a_new_change_that_restores_what_was(replica: Replica) -> None:
    mary = replica.door("mary")
    before = tables_of(replica)
    link = mary.write("Give marker 1 a 3", [score("r1", "1", "3"), evidence("r1", "1", "page 2")])
    undone = undo(replica.conn, mary, link.seq, session_began=0)
    assert undone.label == "Give marker 1 a 3"
    assert undone.link.seq == link.seq + 1
    assert undone.link.label == "Undo: Give marker 1 a 3"
    assert tables_of(replica) == before
    redone = undo(replica.conn, mary, undone.link.seq, session_began=0)
    assert redone.label == "Undo: Give marker 1 a 3"
    assert replica.conn.execute("SELECT score, evidence FROM score").fetchone() == ("3", "page 2")
    assert faults_of(replica) == []


UNDOABLE = [
    [score("r1", "1", "3")],
    [evidence("r1", "2", "page 9")],
    [Op("advice", "r1.health", "listed", 1)],
    [Op("section_state", "r1.F", "state", "present")],
    [Op("workspace", WORKSPACE, "organisation", "Elsewhere")],
    [Op("entry", "plan-r1", "find_card", {"name": "A"})],
    [Op("review", "r1", "override", {"grade": "Good", "reason": "x"})],
    [Op("audit", "audit-r1", "abandoned", "moved away")],
]

LASTING = [
    [submit_op()],
    [Op("round", "round-1", "record", {"name": "June"}), Op("round", "round-1", "state", {"state": "revealed"})],
    [Op("round", "round-1", "state", {"state": "closed"})],
    [Op("entry", "plan-r1", "row", {"plan_ref": "P-1", "sex": "F"})],
    [Op("entry", "plan-r1", "match_key", "K")],
    [Op("review", "r2", "record", {"kind": "single", "source": "import", "person_id": None})],
    [score("r2", "1", "3")],
    [Op("person", "eve", "name", "Eve")],
    [Op("draw", "d", "record", {"seed": "1"})],
    [Op("audit", "audit-r1", "erased", 1)],
    [Op("release", "rel", "record", {"kind": "board"})],
    [score("r1", "1", "3"), Op("entry", "plan-r1", "row", {"plan_ref": "P-1"})],
]


@pytest.mark.parametrize("ops", UNDOABLE, ids=lambda ops: f"{ops[0].kind} {ops[0].field}")
def test_a_persons_own_step_can_be_undone(replica: Replica, ops: list[Op]) -> None:
    mary = replica.door("mary")
    before = [row for table in tables_of(replica).values() for row in table]
    link = mary.write("Step", ops)
    undo(replica.conn, mary, link.seq, session_began=0)
    after = [row for table in tables_of(replica).values() for row in table]
    assert [row for row in before if row not in after] == []  # a row that the step made stays, with nothing in it
    assert faults_of(replica) == []


@pytest.mark.parametrize("ops", LASTING, ids=lambda ops: f"{ops[0].kind} {ops[0].field}")
def test_a_step_that_others_rely_on_cannot(replica: Replica, ops: list[Op]) -> None:
    mary = replica.door("mary")
    link = mary.write("Step", ops)
    before = everything_of(replica)
    with pytest.raises(CannotUndo, match="“Step” cannot be undone"):
        undo(replica.conn, mary, link.seq, session_began=0)
    assert everything_of(replica) == before


def scored(replica: Replica) -> int:
    return replica.door("mary").write("Score", [score("r1", "1", "3")]).seq


def refused(replica: Replica, seq: int, said: str, *, session_began: int = 0) -> None:
    before = everything_of(replica)
    with pytest.raises(CannotUndo, match=said):
        undo(replica.conn, replica.door("mary"), seq, session_began=session_began)
    assert everything_of(replica) == before


def test_not_what_an_earlier_session_did(replica: Replica) -> None:
    seq = scored(replica)
    refused(replica, seq, "since the workspace was opened", session_began=seq)
    undo(replica.conn, replica.door("mary"), seq, session_began=seq - 1)


def test_not_what_was_changed_again(replica: Replica) -> None:
    seq = scored(replica)
    replica.door("mary").write("Score", [score("r1", "1", "2")])
    refused(replica, seq, "changed again since")


def test_not_twice(replica: Replica) -> None:
    seq = scored(replica)
    undo(replica.conn, replica.door("mary"), seq, session_began=0)
    refused(replica, seq, "changed again since")


def test_not_across_a_submission_even_after_reopening(replica: Replica) -> None:
    mary = replica.door("mary")
    seq = scored(replica)
    mary.write("Submit", [submit_op()])
    refused(replica, seq, "submitted since")
    mary.write("Reopen", [reopen_op()])
    refused(replica, seq, "submitted since")
    again = mary.write("Score", [score("r1", "2", "1")]).seq
    undo(replica.conn, mary, again, session_began=0)


def test_not_across_an_erasure(replica: Replica) -> None:
    seq = scored(replica)
    erase(replica.conn, replica.door("mary"), of_audit(replica.conn, "audit-r1"), reason="six years")
    refused(replica, seq, "it was erased")


def test_not_while_another_value_stands_beside_it(replica: Replica) -> None:
    other = copied(replica, "other")
    seq = scored(replica)
    other.door("mary").write("Score", [score("r1", "1", "0")])
    other.door("mary").sign("pack")
    for door in (replica.door("mary"), replica.door("mary")):
        door.sign("pack")
    bundle = other.bundle()
    replica.take(bundle)
    refused(replica, seq, "changed again since")


def test_not_anothers_work(replica: Replica) -> None:
    replica.door("bob").write("Override", [Op("review", "r1", "override", {"grade": "Good"})])
    refused(replica, 99, "no such change")
    with pytest.raises(CannotUndo):
        undo(replica.conn, replica.door("bob"), 99, session_began=0)


def test_not_without_the_right_any_more(replica: Replica) -> None:
    link = replica.door("bob").write("Override", [Op("review", "r1", "override", {"grade": "Good"})])
    replica.door("mary").write("Take the role", [Op("person", "bob", "roles", [])])
    with pytest.raises(NotAllowed):
        undo(replica.conn, replica.door("bob"), link.seq, session_began=0)
    assert faults_of(replica) == []


def test_nothing_done_yet_is_nothing_to_undo(replica: Replica) -> None:
    with pytest.raises(CannotUndo):
        undo(replica.conn, replica.door("bob"), 0, session_began=0)
