"""S4: what members scored in a sealed round is changed by nobody: not through the door, and not through a merge."""

import pytest
from builders import (
    FRAMEWORK_OP,
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

from audit_app.store.log.door import Door
from audit_app.store.log.erase import erase, of_audit
from audit_app.store.log.rights import NotAllowed, Op, ReviewLocked

ORIGINAL = "r2"


def opened_ops() -> list[Op]:
    """What a reveal writes for one review of Bob's."""
    entry, audit, record = review_ops(ORIGINAL, person="bob")
    record = Op("review", ORIGINAL, "record", {**record.value, "sealed": "box 1"})
    return [
        entry,
        audit,
        record,
        score(ORIGINAL, "1", 1),
        evidence(ORIGINAL, "1", {"text": "said"}),
        submit_op(ORIGINAL),
    ]


@pytest.fixture
def before() -> Replica:
    """A workspace with Bob as a member, and a deputy who is chair too; the round is not open yet."""
    replica = founded(None, "office")
    mary = replica.door("mary")
    mary.write("Bob", person_ops("bob", roles=["auditor", "moderator"], agency="health"))
    mary.write("Dan", person_ops("dan", roles=["chair", "moderator"]))
    mary.write("Import", [FRAMEWORK_OP], sign="pack")
    return replica


def revealed(replica: Replica, person: str = "mary") -> Replica:
    replica.door(person).write("Open the round", opened_ops())
    return replica


CHANGES = {
    "another score": score(ORIGINAL, "1", 3),
    "a score taken back": score(ORIGINAL, "1", None),
    "a further score": score(ORIGINAL, "2", 3),
    "other evidence": evidence(ORIGINAL, "1", {"text": "other words"}),
    "reopened": reopen_op(ORIGINAL),
    "no original any more": Op("review", ORIGINAL, "record", {**opened_ops()[2].value, "sealed": None}),
    "out of another box": Op("review", ORIGINAL, "record", {**opened_ops()[2].value, "sealed": "box 2"}),
    "another's": Op("review", ORIGINAL, "record", {**opened_ops()[2].value, "person_id": "mary"}),
    "other markers": Op("review", ORIGINAL, "markers", ["1"]),
    "another grade": Op("review", ORIGINAL, "result", {"grade": "outstanding"}),
    "overridden": Op("review", ORIGINAL, "override", {"grade": "outstanding", "reason": "x", "by": "bob"}),
    "taken away": Op("review", ORIGINAL, "deleted", 1),
    "a section": Op("section_state", f"{ORIGINAL}.C", "state", "needs"),
    "a thread": Op("thread", f"{ORIGINAL}.thread", "document", "d"),
}


@pytest.mark.parametrize("named", sorted(CHANGES))
@pytest.mark.parametrize("person", ["mary", "bob", "dan"])
def test_nobody_changes_an_original_through_the_door(before: Replica, named: str, person: str) -> None:
    replica = revealed(before)
    held = everything_of(replica)
    with pytest.raises((NotAllowed, ReviewLocked)):
        replica.door(person).write("Change it", [CHANGES[named]])
    assert everything_of(replica) == held


@pytest.mark.parametrize("named", sorted(CHANGES))
@pytest.mark.parametrize("is_known", [True, False])
def test_nobody_changes_an_original_through_a_merge(
    before: Replica, monkeypatch: pytest.MonkeyPatch, named: str, is_known: bool
) -> None:
    """Whether the other side has the original already or gets it with the change: a modified app wrote this."""
    unopened = copied(before, "desk")
    known = before.door("mary").knows()
    revealed(before).door("mary").sign("pack")
    office, laptop = copied(before, "desk") if is_known else unopened, copied(before, "laptop")
    with monkeypatch.context() as patched:
        patched.setattr(Door, "_demand", lambda *_: None)
        laptop.door("dan").write("Change it", [CHANGES[named]])
    held, bundle = everything_of(office), laptop.bundle(known)
    with pytest.raises(NotAllowed):
        office.take(bundle)
    assert everything_of(office) == held


def test_two_chairs_who_open_the_round_apart_from_each_other_agree(before: Replica) -> None:
    known = before.door("mary").knows()
    office, laptop = copied(before, "desk"), copied(before, "laptop")
    revealed(office)
    revealed(laptop, "dan")
    for one, other in ((office, laptop), (laptop, office)):
        one.take(other.bundle(known))
    assert tables_of(office) == tables_of(laptop)
    assert faults_of(office) == faults_of(laptop) == []
    assert office.conn.execute("SELECT score FROM score").fetchall() == [("1",)]


def test_an_original_is_erased_with_its_audit(before: Replica) -> None:
    replica = revealed(before)
    erase(replica.conn, replica.door("mary"), of_audit(replica.conn, f"audit-{ORIGINAL}"), reason="retention")
    assert replica.conn.execute("SELECT score FROM score").fetchall() == [(None,)]
    assert faults_of(replica) == []
