"""What merging does with conflicts, locks, erasures and withheld values: the same on every replica, in any order."""

import itertools
from dataclasses import replace

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
    make_replica,
    person_ops,
    reopen_op,
    review_ops,
    score,
    submit_op,
    tables_of,
)
from histories import disputes

from audit_app.store.log.bundle import Bundle, for_others
from audit_app.store.log.canonical import Json
from audit_app.store.log.erase import erase, left_over, of_audit, of_plan
from audit_app.store.log.merge import Gap, MergeRefused
from audit_app.store.log.rights import NotAllowed, Op, ReviewLocked


@pytest.fixture
def office() -> Replica:
    """Mary's workspace with a review of hers, and Bob's with his; signed as for a pack."""
    replica = founded(None, "office")
    mary = replica.door("mary")
    mary.write("Bob", person_ops("bob", roles=["auditor"], agency="health"))
    mary.write("Import", [FRAMEWORK_OP, *review_ops("r1"), *review_ops("r2", person="bob")[:2]])
    replica.door("bob").write("Open", [review_ops("r2", person="bob")[2], score("r2", "1", "1")])
    for person in ("mary", "bob"):
        replica.door(person).sign("pack")
    return replica


def apart(office: Replica) -> tuple[Replica, Replica]:
    """Two machines of Bob's with the same workspace."""
    return copied(office, "laptop"), copied(office, "desktop")


def news(replica: Replica, office: Replica) -> Bundle:
    """What a machine sends of its own: everything that it has beyond the common start."""
    return replica.bundle(office.door("mary").knows())


def value(replica: Replica, column: str, review: str = "r2", marker: str = "1") -> Json:
    sql = f"SELECT {column} FROM score WHERE review_id = ? AND marker = ?"  # noqa: S608 - a column of this test's
    row = replica.conn.execute(sql, (review, marker)).fetchone()
    return row[0] if row else None


def all_alike(*replicas: Replica) -> bool:
    first = (everything_of(replicas[0]), disputes(replicas[0]))
    return all((everything_of(one), disputes(one)) == first for one in replicas) and faults_of(replicas[0]) == []


def test_two_values_for_one_field_are_a_conflict_with_both_and_a_decision_closes_it_everywhere(office: Replica) -> None:
    laptop, desktop = apart(office)
    laptop.door("bob").write("Score", [score("r2", "1", "2")])
    desktop.door("bob").write("Score", [score("r2", "1", "3")])
    merged = office.take(news(laptop, office))
    assert merged.conflicts == ()
    merged = office.take(news(desktop, office))
    (conflict,) = merged.conflicts
    assert {leaf.new for leaf in conflict.leaves} == {'"2"', '"3"'}
    laptop.take(news(desktop, laptop))
    desktop.take(news(laptop, desktop))
    assert all_alike(office, laptop, desktop)
    assert len(disputes(office)) == 1
    laptop.door("bob").write("Decide", [score("r2", "1", "3")], reason="looked again")
    for one in (office, desktop):
        one.take(news(laptop, one))
        assert disputes(one) == []
        assert value(one, "score") == "3"
    assert all_alike(office, laptop, desktop)


def test_the_same_value_twice_is_no_conflict(office: Replica) -> None:
    laptop, desktop = apart(office)
    for one in (laptop, desktop):
        one.door("bob").write("Score", [score("r2", "1", "2")])
    office.take(news(laptop, office))
    assert office.take(news(desktop, office)).conflicts == ()
    assert disputes(office) == []
    assert faults_of(office) == []


def test_two_decisions_made_apart_are_a_conflict_again(office: Replica) -> None:
    laptop, desktop = apart(office)
    laptop.door("bob").write("Score", [score("r2", "1", "2")])
    desktop.door("bob").write("Score", [score("r2", "1", "3")])
    laptop.take(news(desktop, office))
    desktop.take(news(laptop, office))
    laptop.door("bob").write("Decide", [score("r2", "1", "2")])
    desktop.door("bob").write("Decide", [score("r2", "1", "3")])
    bundles = (news(laptop, office), news(desktop, office))
    laptop.take(bundles[1])
    desktop.take(bundles[0])
    assert all_alike(laptop, desktop)
    ((_, _, leaves, late),) = disputes(laptop)
    assert {leaf[2] for leaf in leaves} == {'"2"', '"3"'}
    assert late == ()


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_an_edit_made_without_knowing_of_the_lock_is_kept_loses_and_is_listed_in_any_order(
    office: Replica, order: tuple[int, ...]
) -> None:
    laptop, desktop = apart(office)
    tablet = copied(office, "tablet")
    laptop.door("bob").write("Submit", [submit_op("r2")])
    for _ in range(5):  # later by every measure than the lock
        desktop.door("bob").write("Score", [score("r2", "1", "3"), evidence("r2", "2", "late")])
    tablet.door("bob").write("Score", [score("r2", "1", "0")])
    bundles = [news(one, office) for one in (laptop, desktop, tablet)]
    for at in order:
        office.take(bundles[at])
    assert value(office, "score") == "1"
    assert value(office, "evidence", marker="2") is None
    assert [(id_, field, len(late)) for id_, field, _, late in disputes(office)] == [
        ("r2.1", "score", 2),
        ("r2.2", "evidence", 1),
    ]
    assert faults_of(office) == []
    held = office.conn.execute("SELECT count(*) FROM op WHERE id = 'r2.1' AND new = '\"3\"'").fetchone()
    assert held == (5,)


def test_late_changes_are_told_by_the_merge_that_brings_them(office: Replica) -> None:
    laptop, desktop = apart(office)
    laptop.door("bob").write("Submit", [submit_op("r2")])
    desktop.door("bob").write("Score", [score("r2", "1", "3")])
    office.take(news(laptop, office))
    merged = office.take(news(desktop, office))
    assert [(one.id, one.field) for one in merged.late] == [("r2.1", "score")]
    assert merged.conflicts == ()
    assert [(one.id, one.field) for one in desktop.take(news(laptop, desktop)).late] == [("r2.1", "score")]


def test_reopening_lets_late_work_count_again_the_same_on_every_replica(office: Replica) -> None:
    laptop, desktop = apart(office)
    laptop.door("bob").write("Submit", [submit_op("r2")])
    desktop.door("bob").write("Score", [score("r2", "1", "3")])
    laptop.take(news(desktop, office))
    assert value(laptop, "score") == "1"
    laptop.door("bob").write("Reopen", [reopen_op("r2")])
    assert value(laptop, "score") == "3"
    assert faults_of(laptop) == []
    for one in (office, desktop):
        one.take(laptop.bundle(one.door("mary").knows()))
    assert all_alike(office, laptop, desktop)
    laptop.door("bob").write("Submit", [submit_op("r2")])
    office.take(news(laptop, office))
    assert disputes(office) == []
    assert all_alike(office, laptop)


def test_a_submission_and_a_reopening_made_apart_end_submitted(office: Replica) -> None:
    office.door("bob").write("Submit", [submit_op("r2")])
    laptop, desktop = apart(office)
    laptop.door("bob").write("Reopen", [reopen_op("r2"), score("r2", "1", "2")])
    laptop.door("bob").write("Submit", [submit_op("r2")])
    desktop.door("bob").write("Reopen", [reopen_op("r2"), score("r2", "1", "3")])
    office.take(news(desktop, office))
    assert office.conn.execute("SELECT state FROM review WHERE id = 'r2'").fetchone() == ("open",)
    office.take(news(laptop, office))
    laptop.take(news(desktop, laptop))
    assert office.conn.execute("SELECT state FROM review WHERE id = 'r2'").fetchone() == ("submitted",)
    assert value(office, "score") == "2"
    assert all_alike(office, laptop)
    with pytest.raises(ReviewLocked):
        office.door("bob").write("Score", [score("r2", "1", "0")])


def test_one_writers_changes_may_come_before_anothers_they_do_not_touch(office: Replica) -> None:
    laptop, desktop = apart(office)
    laptop.door("bob").write("Score", [score("r2", "1", "2")])
    desktop.door("bob").write("Score", [score("r2", "2", "3")])
    laptop.take(news(desktop, office))
    laptop.door("bob").write("Score", [score("r2", "2", "0")])
    both = news(laptop, office)
    (tip,) = {change.writer for change in both.changes} - {change.writer for change in news(desktop, office).changes}
    own = replace(
        both,
        changes=tuple(one for one in both.changes if one.writer == tip),
        heads=tuple(one for one in both.heads if one.writer == tip),
    )
    before = everything_of(office)
    with pytest.raises(Gap, match="goes on from change 1 of writer"):
        office.take(own)
    assert everything_of(office) == before
    office.take(news(desktop, office))
    office.take(own)
    assert all_alike(office, laptop)


def test_absence_never_deletes(office: Replica) -> None:
    laptop, _ = apart(office)
    before = everything_of(office)
    empty = make_replica(None, "empty")
    for bundle in (
        replace(news(laptop, office), changes=(), heads=(), writers=()),
        replace(news(laptop, office), changes=()),
        empty.bundle(),
    ):
        assert office.take(bundle).added == 0
        assert everything_of(office) == before


def test_one_reference_for_two_plans_is_kept_for_a_person_to_see(office: Replica) -> None:
    laptop, desktop = apart(office)
    laptop.door("mary").write("Entry", [Op("entry", "plan-new", "row", {"plan_ref": "P-77"})])
    desktop.door("mary").write("Renumber", [Op("entry", "plan-r1", "row", {"plan_ref": "P-77"})])
    office.take(news(laptop, office))
    office.take(news(desktop, office))
    assert office.conn.execute("SELECT count(*) FROM entry WHERE plan_ref = 'P-77'").fetchone() == (2,)
    assert faults_of(office) == []


def erase_audit(replica: Replica, audit: str) -> None:
    erase(replica.conn, replica.door("mary"), of_audit(replica.conn, audit), reason="six years are over")


def test_an_erasure_spreads_and_takes_what_was_written_elsewhere_meanwhile(office: Replica) -> None:
    laptop, desktop = apart(office)
    laptop.door("bob").write("Notes", [evidence("r2", "1", "CANARY"), evidence("r2", "9", "CANARY")], reason="CANARY")
    desktop.door("bob").write("Submit", [submit_op("r2")])
    erase_audit(office, "audit-r2")
    bundles = [news(one, office) for one in (laptop, desktop)]
    gone = office.bundle()
    office.take(bundles[0])
    office.take(bundles[1])
    for one in (laptop, desktop):
        one.take(gone)
    laptop.take(bundles[1])
    desktop.take(bundles[0])
    assert all_alike(office, laptop, desktop)
    assert "CANARY" not in repr(everything_of(laptop))
    assert value(laptop, "evidence") is None
    assert office.conn.execute("SELECT count(*) FROM score_fact").fetchone() == (0,)


def test_who_learns_late_of_an_erasure_is_not_shut_out(office: Replica) -> None:
    laptop, _ = apart(office)
    erase_audit(office, "audit-r2")
    for n in range(3):
        laptop.door("bob").write("Score", [score("r2", str(n), "3")])
    laptop.door("bob").write("Submit", [submit_op("r2")])
    assert office.take(news(laptop, office)).added == 4
    laptop.take(office.bundle(laptop.door("mary").knows()))
    assert all_alike(office, laptop)


def test_a_new_replica_takes_a_workspace_in_which_much_was_erased(office: Replica) -> None:
    office.door("mary").write("Score", [score("r1", "1", "2")], reason="CANARY", touches="plan-r1")
    office.door("mary").write("Submit", [submit_op("r1")])
    erase(office.conn, office.door("mary"), of_plan(office.conn, "plan-r1"), reason="ceased a year ago")
    office.door("mary").write("Erase Bob", [Op("person", "bob", "erased", 1)])
    fresh = make_replica(None, "new")
    fresh.take(office.bundle())
    assert all_alike(office, fresh)
    assert "CANARY" not in repr(everything_of(fresh))


def test_an_erased_person_is_nameless_and_what_they_did_still_verifies(office: Replica) -> None:
    laptop, _ = apart(office)
    laptop.door("bob").write("Score", [score("r2", "1", "2")])
    office.door("mary").write("Erase Bob", [Op("person", "bob", "erased", 1)])
    assert office.take(news(laptop, office)).added == 1
    assert "Bob" not in repr(office.conn.execute("SELECT old, new FROM op WHERE kind = 'person'").fetchall())
    assert faults_of(office) == []
    with pytest.raises(NotAllowed):
        office.door("bob").write("Score", [score("r2", "1", "3")])


def test_what_came_from_elsewhere_for_an_erased_plan_is_found_to_be_erased_too(office: Replica) -> None:
    laptop, _ = apart(office)
    audit = {"plan_id": "plan-r2", "framework": "weekly-18/1", "cycle": "weekly", "date": "2026-11-09"}
    record = {"audit_id": "audit-new", "person_id": "bob", "kind": "single", "source": "app"}
    second = {**record, "audit_id": "audit-r2"}
    document = {"plan_id": "plan-r2", "name": "CANARY.docx"}
    laptop.door("bob").write("New", [Op("audit", "audit-new", "record", audit), Op("review", "rn", "record", record)])
    laptop.door("bob").write("Second", [Op("review", "rs", "record", second)])
    laptop.door("mary").write("Document", [Op("document", "doc-new", "record", document)])
    erase(office.conn, office.door("mary"), of_plan(office.conn, "plan-r2"), reason="ceased")
    assert left_over(office.conn) == []
    office.take(news(laptop, office))
    found = {(one.kind, one.id) for one in left_over(office.conn)}
    assert found == {("document", "doc-new"), ("audit", "audit-new"), ("review", "rn"), ("review", "rs")}
    erase(office.conn, office.door("mary"), left_over(office.conn), reason="ceased")
    assert left_over(office.conn) == []
    assert "CANARY" not in repr(everything_of(office))
    assert faults_of(office) == []


def test_match_keys_and_find_cards_stay_on_the_machine_and_the_rest_verifies(office: Replica) -> None:
    mary = office.door("mary")
    mary.write(
        "Register", [Op("entry", "plan-5", "row", {"plan_ref": "P-5"}), Op("entry", "plan-5", "match_key", "UPN")]
    )
    mary.write("Card", [Op("entry", "plan-5", "find_card", {"name": "CANARY"})])
    mary.write("Again", [Op("entry", "plan-5", "match_key", "UPN 2")])
    bundle = for_others(office.bundle())
    assert "UPN" not in repr(bundle)
    assert "CANARY" not in repr(bundle)
    elsewhere = make_replica(None, "elsewhere")
    elsewhere.take(bundle)
    assert faults_of(elsewhere) == []
    assert elsewhere.conn.execute("SELECT plan_ref, match_key FROM entry WHERE id = 'plan-5'").fetchone() == (
        "P-5",
        None,
    )
    elsewhere.door("mary").write("Key", [Op("entry", "plan-5", "match_key", "UPN 3")])
    office.take(elsewhere.bundle())
    assert office.conn.execute("SELECT match_key FROM entry WHERE id = 'plan-5'").fetchone() == ("UPN 3",)
    assert faults_of(office) == []
    assert faults_of(elsewhere) == []


def test_what_nobody_signed_waits_for_its_writer(office: Replica) -> None:
    elsewhere = copied(office, "elsewhere")
    office.door("bob").write("Score", [score("r2", "1", "3")])
    office.door("mary").write("Score", [score("r1", "1", "3")])
    del office.doors["bob"]  # his session was killed and mary's pack is made without him
    with pytest.raises(MergeRefused):
        elsewhere.take(office.bundle())
    assert elsewhere.take(for_others(office.bundle())).added == 1
    assert value(elsewhere, "score") == "1"
    office.door("bob")
    assert elsewhere.take(for_others(office.bundle())).added == 1
    assert value(elsewhere, "score") == "3"
    assert all_alike(office, elsewhere)


def test_a_head_signed_after_its_change_had_travelled_still_comes(office: Replica) -> None:
    elsewhere = copied(office, "elsewhere")
    office.door("mary").write("Score", [score("r1", "1", "3")], sign="pack")
    elsewhere.take(office.bundle())
    again = copied(elsewhere, "again")
    again.conn.set_authorizer(None)
    again.conn.execute("DELETE FROM head")
    again.take(office.bundle(again.door("mary").knows()))
    assert again.conn.execute("SELECT count(*) FROM head").fetchone()[0] >= 1


ROLES = [["owner"], ["auditor"], ["moderator"], ["chair"], ["keyholder"], ["team_manager"], ["reader"], []]


def wishes(person: str) -> list[list[Op]]:
    """Many kinds of change, some of which each role may make."""
    made: list[list[Op]] = []
    for source, kind in itertools.product(("app", "import"), ("single", "consensus")):
        for owner in (person, "mary", None):
            review = f"{source}-{kind}-{owner}"
            record = {"audit_id": "audit-r1", "person_id": owner, "kind": kind, "source": source}
            made += [
                [Op("review", review, "record", record)],
                [Op("review", review, "state", {"state": "open"})],
                [Op("review", review, "state", {"state": "open", "detail": {}}), score(review, "1", "2")],
                [submit_op(review), Op("review", review, "result", {"grade": "Good"})],
                [submit_op(review)],
                [reopen_op(review), Op("advice", f"{review}.health", "listed", True)],
                [Op("review", review, "record", {**record, "reviewer": "renamed"})],
                [Op("section_state", f"{review}.F", "state", None)],
                [Op("review", review, "override", {"grade": "Good"})],
                [submit_op(review)],
                [Op("review", review, "deleted", 1)],
            ]
    made += [
        [Op("entry", "plan-x", "row", {"plan_ref": "P-X"}), Op("entry", "plan-x", "match_key", "K")],
        [Op("round", "round-x", "record", {"name": "X"}), Op("round", "round-x", "state", {"state": "closed"})],
        [Op("draw", "d", "record", {"cycle": "weekly"}), Op("place", "d.1", "record", {"draw_id": "d"})],
        [Op("place", "d.1", "assigned", {"person": person, "due": "2026-12-01"})],
        [Op("place", "d.1", "replaced", {"by": "d.2", "reason": "moved away"}), Op("place", "d.1", "closed", "x")],
        [Op("framework", "f/1", "record", None)],
        [Op("release", "rel", "record", {})],
        [Op("person", person, "teams", ["East"])],
        [Op("review", "app-single-mary", "erased", 1)],
        [Op("workspace", WORKSPACE, "settings", {"a": 1}), Op("entry", "plan-x", "deleted", 1)],
    ]
    return made


@pytest.mark.parametrize("roles", ROLES, ids=lambda roles: (*roles, "nothing")[0])
def test_what_the_door_lets_pass_other_replicas_take(office: Replica, roles: list[str]) -> None:
    mary = office.door("mary")
    mary.write("Add", person_ops("dora", roles=roles))
    for ops in wishes("mary")[:12]:
        mary.write("Mary's", ops) if ops[0].field == "record" else None
    elsewhere = make_replica(None, "elsewhere")
    passed = 0
    for ops in wishes("dora"):
        try:
            office.door("dora").write("Dora's", ops)
        except (NotAllowed, ReviewLocked):
            continue
        passed += 1
        assert elsewhere.take(office.bundle(elsewhere.door("mary").knows() if passed > 1 else None)).added >= 1
    assert passed >= 1 or not roles
    if passed:
        assert tables_of(elsewhere) == tables_of(office)
        assert all_alike(office, elsewhere)


def test_what_is_noted_beside_a_plan_has_its_id_and_goes_to_other_machines_too(office: Replica) -> None:
    laptop, desktop = copied(office, "laptop"), copied(office, "desktop")
    laptop.door("mary").write("Note the way to an adult assessment", [Op("adulthood", "plan-r1", "care", "yes")])
    sent = news(laptop, office)
    for one in (office, desktop):
        one.take(sent)
    assert all_alike(office, laptop, desktop)
    assert office.conn.execute("SELECT care FROM adulthood WHERE id = 'plan-r1'").fetchone()[0] == "yes"
