"""The one door for writes: a change is whole or not at all, within rights, and the chain goes on from it."""

from pathlib import Path

import pytest
from builders import (
    FRAMEWORK_OP,
    LOGGED_TABLES,
    WORKSPACE,
    Replica,
    everything_of,
    evidence,
    faults_of,
    founded,
    make_replica,
    person_ops,
    reopen_op,
    review_ops,
    score,
    seeded,
    signer,
    submit_op,
    ticking,
)

from audit_app.domain.people import Role
from audit_app.domain.problems import AppError
from audit_app.store.driver import sqlite3
from audit_app.store.log.canonical import Json
from audit_app.store.log.door import Door, NothingToSave
from audit_app.store.log.rights import NotAllowed, Op, ReviewLocked
from audit_app.store.transaction import NotStorable
from audit_app.store.vocabulary import KINDS


@pytest.fixture
def replica() -> Replica:
    """A workspace in memory with one review of Mary's."""
    made = founded(None)
    made.door("mary").write("Import", [FRAMEWORK_OP, *review_ops()])
    return made


def only(replica: Replica, sql: str, *values: Json) -> Json:
    return replica.conn.execute(sql, values).fetchone()[0]


def test_a_change_keeps_its_operations_with_old_and_new(replica: Replica) -> None:
    mary = replica.door("mary")
    mary.write("Score", [score("r1", "1", "2")])
    link = mary.write("Score again", [score("r1", "1", "3")], reason="misread", touches="plan-r1")
    row = replica.conn.execute(
        "SELECT old, new, replaces, leaf FROM op WHERE writer = ? AND seq = ?", (link.writer, link.seq)
    ).fetchone()
    assert row == ('"2"', '"3"', f'[["{link.writer}",{link.seq - 1}]]', 1)
    assert only(replica, "SELECT score FROM score WHERE review_id = 'r1'") == "3"
    words = replica.conn.execute("SELECT label, reason, touches FROM change ORDER BY lamport DESC").fetchone()
    assert words == ("Score again", "misread", "plan-r1")
    assert faults_of(replica) == []


def test_the_chain_goes_on_without_a_gap(replica: Replica) -> None:
    mary = replica.door("mary")
    links = [mary.write("Score", [score("r1", str(n), n % 4)]) for n in range(20)]
    assert [link.seq for link in links] == list(range(3, 23))
    assert [link.lamport for link in links] == list(range(3, 23))
    assert mary.tip is not None
    assert mary.tip.hash == links[-1].hash
    assert faults_of(replica) == []


def test_nothing_to_save_is_said() -> None:
    replica = founded(None)
    with pytest.raises(NothingToSave, match="nothing to save"):
        replica.door("mary").write("Nothing", [])


ROLE_TABLE: list[tuple[Role, str, bool]] = [
    (role, act, role in allowed)
    for act, allowed in {
        "person": {Role.OWNER},
        "workspace": {Role.OWNER},
        "entry": {Role.OWNER, Role.MODERATOR},
        "framework": {Role.OWNER, Role.MODERATOR, Role.CHAIR},
        "draw": {Role.OWNER, Role.MODERATOR, Role.CHAIR},
        "own review": {Role.AUDITOR, Role.MODERATOR, Role.TEAM_MANAGER},
        "another's review": set[Role](),
        "another's score": set[Role](),
        "consensus": {Role.MODERATOR, Role.CHAIR},
        "import": {Role.OWNER, Role.AUDITOR, Role.MODERATOR},
        "override": {Role.MODERATOR},
        "round": {Role.CHAIR},
        "erase": {Role.OWNER},
        "release": set(Role),
    }.items()
    for role in Role
]


def wish(act: str) -> list[Op]:
    audit = {"plan_id": "plan-r1", "framework": "weekly-18/1", "cycle": "weekly", "date": "2026-11-09"}
    record = {"audit_id": "audit-r1", "person_id": "bob", "kind": "single", "source": "app"}
    return {
        "person": [Op("person", "eve", "roles", ["owner"])],
        "workspace": [Op("workspace", WORKSPACE, "organisation", "Elsewhere")],
        "entry": [Op("entry", "plan-2", "row", {"plan_ref": "P-2"})],
        "framework": [Op("framework", "core-42/1", "record", {"framework": "core-42", "version": 1, "text": "…"})],
        "draw": [Op("draw", "d1", "record", {"cycle": "weekly"})],
        "own review": [Op("review", "r2", "record", record), score("r2", "1", "3")],
        "another's review": [Op("review", "r2", "record", {**record, "person_id": "mary"})],
        "another's score": [score("r1", "1", "0")],
        "consensus": [Op("review", "r2", "record", {**record, "kind": "consensus"}), score("r2", "1", "3")],
        "import": [Op("review", "r2", "record", {**record, "person_id": None, "source": "import"})],
        "override": [Op("review", "r1", "override", {"grade": "Good"})],
        "round": [Op("round", "round-1", "record", {"name": "June"})],
        "erase": [Op("audit", "audit-r1", "erased", 1)],
        "release": [Op("release", "rel-1", "record", {"kind": "board"})],
        "audit": [Op("audit", "audit-2", "record", audit)],
    }[act]


@pytest.mark.parametrize(("role", "act", "allowed"), ROLE_TABLE)
def test_what_a_role_does_not_hold_is_refused_with_nothing_kept(
    replica: Replica, role: Role, act: str, allowed: bool
) -> None:
    replica.door("mary").write("Add Bob", person_ops("bob", roles=[role.value]))
    bob = replica.door("bob")
    before = everything_of(replica)
    if allowed:
        bob.write(act, wish(act))
        assert everything_of(replica) != before
    else:
        with pytest.raises(NotAllowed, match="has no right"):
            bob.write(act, wish(act))
        assert everything_of(replica) == before
        assert bob.tip is None
    assert faults_of(replica) == []


def test_one_operation_without_right_refuses_the_whole_change(replica: Replica) -> None:
    replica.door("mary").write("Add Bob", person_ops("bob", roles=["auditor"]))
    before = everything_of(replica)
    with pytest.raises(NotAllowed):
        replica.door("bob").write("Both", [*wish("own review"), *wish("workspace")])
    assert everything_of(replica) == before


def test_a_person_unknown_to_the_workspace_writes_nothing(replica: Replica) -> None:
    with pytest.raises(NotAllowed, match="unknown person"):
        replica.door("eve").write("Make me", person_ops("eve"))


def test_nobody_founds_a_workspace_twice() -> None:
    replica = founded(None)
    mary = replica.door("mary")
    mary.write("Erase the only person", [Op("person", "mary", "erased", 1)])
    with pytest.raises(NotAllowed):
        replica.door("eve").write("Found it again", person_ops("eve"))


def test_a_locked_review_refuses_every_change_until_it_is_reopened(replica: Replica) -> None:
    mary = replica.door("mary")
    mary.write("Score", [score("r1", "1", "2")])
    mary.write("Submit", [submit_op()])
    for ops in (
        [score("r1", "1", "3")],
        [evidence("r1", "2", "late")],
        [Op("review", "r1", "record", {"kind": "single", "source": "app", "person_id": "mary"})],
        [Op("review", "r1", "result", {"grade": "Good"})],
        [Op("advice", "r1.health", "listed", 1)],
        [Op("section_state", "r1.F", "state", "present")],
        [submit_op()],
    ):
        before = everything_of(replica)
        with pytest.raises(ReviewLocked, match="Reopen it"):
            mary.write("Change it", ops)
        assert everything_of(replica) == before
    mary.write("Reopen", [reopen_op()], reason="a marker was missed")
    mary.write("Change it", [score("r1", "1", "3")])
    assert only(replica, "SELECT score FROM score") == "3"
    assert faults_of(replica) == []


def test_reopening_and_changing_may_be_one_change(replica: Replica) -> None:
    mary = replica.door("mary")
    mary.write("Submit", [submit_op()])
    mary.write("Reopen and change", [reopen_op(), score("r1", "1", "1")])
    assert only(replica, "SELECT count(*) FROM score_fact") == 0
    mary.write("Submit again", [submit_op()])
    assert only(replica, "SELECT count(*) FROM score_fact") == 1
    assert faults_of(replica) == []


def test_every_submission_is_signed_even_where_the_caller_forgets(replica: Replica) -> None:
    link = replica.door("mary").write("Submit", [submit_op()])
    why = replica.conn.execute("SELECT why FROM head WHERE writer = ? AND seq = ?", (link.writer, link.seq)).fetchall()
    assert why == [("submitted",)]


@pytest.mark.parametrize(
    ("ops", "error"),
    [
        ([score("r1", "1", "2"), score("r1", "1", "3")], ValueError),
        ([Op("score", "r1.1", "colour", "red")], KeyError),
        ([Op("dragon", "d1", "record", {})], KeyError),
        ([Op("score", "r1", "score", "3")], ValueError),
        ([Op("score", ".1", "score", "3")], ValueError),
        ([Op("entry", "", "row", {})], ValueError),
        ([Op("entry", "plan-9", "row", "P-9")], ValueError),
        ([Op("entry", "plan-9", "row", {"plan_ref": "P-9", "shoe_size": 44})], ValueError),
        ([Op("review", "r1", "state", {"state": "lost"})], ValueError),
        ([Op("review", "r1", "state", None)], ValueError),
        ([Op("review", "r9", "record", {"audit_id": "audit-r1"})], ValueError),
        ([Op("entry", "plan-r1", "erased", None)], ValueError),
        ([Op("person", "bob", "agency", "navy")], ValueError),
        ([Op("person", "bob", "roles", ["king"])], ValueError),
        ([Op("person", "bob", "period", {"from": "soon"})], ValueError),
    ],
)
def test_what_the_vocabulary_does_not_know_is_the_callers_fault_and_nothing_is_kept(
    replica: Replica, ops: list[Op], error: type[Exception]
) -> None:
    before = everything_of(replica)
    with pytest.raises(error):
        replica.door("mary").write("Wrong", ops)
    assert everything_of(replica) == before
    assert not replica.conn.in_transaction


def test_a_reference_to_nothing_is_refused_and_the_next_write_verifies(replica: Replica) -> None:
    mary = replica.door("mary")
    before, tip = everything_of(replica), mary.tip
    orphan = Op("audit", "audit-9", "record", {"plan_id": "no-such-plan"})
    for ops in ([orphan], [orphan, Op("workspace", WORKSPACE, "organisation", "B")]):
        with pytest.raises(sqlite3.IntegrityError):
            mary.write("Orphan", ops)
    assert everything_of(replica) == before
    assert mary.tip == tip
    mary.write("Score", [score("r1", "1", "2")])
    assert faults_of(replica) == []


def test_a_failed_first_write_leaves_no_writer_and_the_next_begins_one(replica: Replica) -> None:
    replica.door("mary").write("Add Bob", person_ops("bob", roles=["moderator"]))
    bob = replica.door("bob")
    with pytest.raises(sqlite3.IntegrityError):
        bob.write("Orphan", [Op("audit", "audit-9", "record", {"plan_id": "no-such-plan"})])
    assert bob.tip is None
    assert only(replica, "SELECT count(*) FROM writer") == 1
    bob.write("Entry", [Op("entry", "plan-2", "row", {"plan_ref": "P-2"})])
    bob.write("Entry", [Op("entry", "plan-3", "row", {"plan_ref": "P-3"})])
    assert faults_of(replica) == []


def test_a_door_goes_on_with_its_own_chain_only(replica: Replica) -> None:
    mary = replica.door("mary")
    replica.door("mary").write("Add Bob", person_ops("bob", roles=["moderator"]))
    assert mary.tip is not None
    bob = Door(
        replica.conn,
        WORKSPACE,
        signer("bob"),
        "laptop",
        clock=ticking(),
        random=seeded("bob"),
        continue_writer=mary.tip.writer,
    )
    link = bob.write("Entry", [Op("entry", "plan-2", "row", {"plan_ref": "P-2"})])
    assert link.writer != mary.tip.writer
    assert only(replica, "SELECT person FROM writer WHERE writer = ?", link.writer) == "bob"
    assert faults_of(replica) == []


def test_a_door_goes_on_with_what_another_connection_wrote_but_never_with_anothers_chain(replica: Replica) -> None:
    mary = replica.door("mary")
    mary.write("Add Bob", person_ops("bob", roles=["moderator"]))
    bob = replica.door("bob")
    bob.write("Entry", [Op("entry", "plan-2", "row", {"plan_ref": "P-2"})])
    elsewhere = Door(
        replica.conn,
        WORKSPACE,
        signer("bob"),
        "background",
        clock=ticking(),
        random=seeded("background"),
        continue_writer=bob.tip.writer if bob.tip else None,
    )
    link = elsewhere.write("Entry", [Op("entry", "plan-3", "row", {"plan_ref": "P-3"})])
    bob.go_on_with(link.writer)
    assert bob.write("Entry", [Op("entry", "plan-4", "row", {"plan_ref": "P-4"})]).seq == link.seq + 1
    assert mary.tip is not None
    bob.go_on_with(mary.tip.writer)
    other = bob.write("Entry", [Op("entry", "plan-5", "row", {"plan_ref": "P-5"})])
    assert other.writer not in (mary.tip.writer, link.writer)
    assert faults_of(replica) == []


def test_a_person_with_new_keys_begins_a_new_chain(replica: Replica) -> None:
    mary, fresh = replica.door("mary"), signer("mary's new keys")
    assert mary.tip is not None
    door = Door(
        replica.conn,
        WORKSPACE,
        type(fresh)("mary", fresh.sign_key, fresh.sign),
        "laptop",
        clock=ticking(),
        random=seeded("again"),
        continue_writer=mary.tip.writer,
    )
    door.write("New keys", [Op("person", "mary", "keys", {"box_key": "00", "sign_key": fresh.sign_key})], sign="keys")
    assert door.tip is not None
    assert door.tip.writer != mary.tip.writer
    assert faults_of(replica) == []


def test_signing_covers_the_end_that_a_killed_session_left_unsigned(replica: Replica) -> None:
    left = replica.door("mary").tip
    replica.doors.clear()
    replica.door("mary").sign("lock")
    assert left is not None
    assert replica.conn.execute("SELECT writer, seq, why FROM head").fetchall() == [(left.writer, left.seq, "lock")]
    assert faults_of(replica) == []


def test_ten_thousand_rows_are_one_change(tmp_path: Path) -> None:
    replica = founded(tmp_path / "a.db")
    ops = [Op("entry", f"plan-{n}", "row", {"plan_ref": f"P-{n}", "sex": "F"}) for n in range(10_000)]
    link = replica.door("mary").write("Import register", ops, sign="import")
    assert only(replica, "SELECT count(*) FROM op WHERE seq = ?", link.seq) == 10_000
    assert only(replica, "SELECT count(*) FROM entry") == 10_000
    again = replica.door("mary").write("Import register", [Op(o.kind, o.id, o.field, {"sex": "M"}) for o in ops])
    assert only(replica, "SELECT count(*) FROM op WHERE seq = ? AND replaces <> '[]'", again.seq) == 10_000
    assert only(replica, "SELECT count(*) FROM op WHERE leaf = 1 AND kind = 'entry'") == 10_000
    assert faults_of(replica) == []


def test_two_plans_may_change_their_references_with_each_other(replica: Replica) -> None:
    mary = replica.door("mary")
    first, second = (Op("entry", f"plan-{n}", "row", {"plan_ref": f"P-{n}"}) for n in (1, 2))
    mary.write("Import", [first, second])
    mary.write("Swap", [Op("entry", "plan-1", "row", second.value), Op("entry", "plan-2", "row", first.value)])
    assert only(replica, "SELECT plan_ref FROM entry WHERE id = 'plan-1'") == "P-2"
    assert faults_of(replica) == []


HOSTILE_TEXTS = [
    "'; DROP TABLE score; --",
    '"); DELETE FROM op; --',
    "?1 :name @name $name",
    "%s %d %n {0} {} {name!r} %(x)s",
    "\\u0041 \\x00 \\0 \\u0000 ${HOME} `id`",
    "NULL null None nan",
    "[r1.1] r1/ r1. %_",
    "a\u202eb\u200d\ufeff\x01\x1f\x7f\u0085\u2028",
    "🧒🏽 é e\u0301 ﬀ İ ß",
    "\t\r\n  leading and trailing  ",
    "x" * 100_000,
]


@pytest.mark.parametrize("text", HOSTILE_TEXTS, ids=range(len(HOSTILE_TEXTS)))
def test_text_of_every_kind_is_kept_as_it_is(replica: Replica, text: str) -> None:
    mary = replica.door("mary")
    mary.write(text, [evidence("r1", "1", text), Op("score", "r1.1", "note", text)], reason=text, touches=text)
    mary.write(
        text,
        [
            Op("workspace", WORKSPACE, "organisation", text),
            Op("workspace", WORKSPACE, "settings", {text: [text, {"deep": text}]}),
            Op("entry", text, "row", {"plan_ref": text, "setting_name": text}),
            Op("score", f"r1.{text}", "score", text),
            *person_ops(f"person {text}", name=text),
        ],
    )
    held = [
        only(replica, "SELECT evidence FROM score WHERE marker = '1'"),
        only(replica, "SELECT note FROM score WHERE marker = '1'"),
        only(replica, "SELECT organisation FROM workspace"),
        only(replica, "SELECT plan_ref FROM entry WHERE id = ?", text),
        only(replica, "SELECT score FROM score WHERE marker = ?", text),
        only(replica, "SELECT name FROM person WHERE id = ?", f"person {text}"),
        *replica.conn.execute("SELECT label, reason, touches FROM change WHERE seq = 3").fetchone(),
    ]
    assert held == [text] * len(held)
    assert set(LOGGED_TABLES) <= {row[0] for row in replica.conn.execute("SELECT name FROM sqlite_master")}
    assert faults_of(replica) == []


def everywhere(text: str) -> list[tuple[str, list[Op], dict[str, str]]]:
    """A change with this text in each place where one can stand."""
    plain = [Op("score", "r1.1", "note", "n")]
    return [
        ("a value", [Op("score", "r1.1", "note", text)], {}),
        ("deep in a value", [Op("workspace", WORKSPACE, "settings", {"a": [{"b": text}]})], {}),
        ("a key", [Op("workspace", WORKSPACE, "settings", {text: 1})], {}),
        ("a row", [Op("entry", "plan-2", "row", {"plan_ref": text})], {}),
        ("an id", [Op("entry", text, "row", {"plan_ref": "P"})], {}),
        ("the label", plain, {"label": text}),
        ("the reason", plain, {"reason": text}),
        ("what it touches", plain, {"touches": text}),
    ]


@pytest.mark.parametrize(("text", "said"), [("half \ud83d", "half of a character"), ("nul \0 nul", "holds a NUL")])
def test_text_that_no_file_can_hold_is_refused_with_a_sentence(replica: Replica, text: str, said: str) -> None:
    mary = replica.door("mary")
    before = everything_of(replica)
    for place, ops, words in everywhere(text):
        with pytest.raises(NotStorable, match=said) as raised:
            mary.write(**{"label": "Note", **words}, ops=ops)
        assert isinstance(raised.value, AppError), place
        assert everything_of(replica) == before, place
    mary.write("Note", [Op("score", "r1.1", "note", "a backslash: \\u0000")])
    assert faults_of(replica) == []


def test_a_number_that_no_column_can_hold_is_refused_with_a_sentence(replica: Replica) -> None:
    with pytest.raises(NotStorable, match="too large"):
        replica.door("mary").write("Year", [Op("entry", "plan-2", "row", {"year_group": 2**63})])
    assert not replica.conn.in_transaction


def test_what_is_no_score_is_kept_but_never_counted_as_nought(replica: Replica) -> None:
    mary = replica.door("mary")
    mary.write("Score", [score("r1", "1", "banana"), score("r1", "2", "0"), score("r1", "3", "NE")])
    mary.write("Submit", [submit_op()])
    assert sorted(replica.conn.execute("SELECT value FROM score_fact")) == [(-2,), (0,)]
    assert faults_of(replica) == []


def test_counted_scores_follow_the_audit_they_belong_to(replica: Replica) -> None:
    mary = replica.door("mary")
    mary.write("Score", [score("r1", "1", "2"), score("r1", "2", "3")])
    mary.write("Submit", [submit_op()])
    other = {"framework": "core-42", "version": 1, "text": "…"}
    mary.write("Framework", [Op("framework", "core-42/1", "record", other)])
    mary.write("Correct", [Op("audit", "audit-r1", "record", {"plan_id": "plan-r1", "framework": "core-42/1"})])
    assert faults_of(replica) == []
    mary.write("Erase one", [Op("score", "r1.1", "erased", 1)])
    assert faults_of(replica) == []
    mary.write("Erase audit", [Op("audit", "audit-r1", "erased", 1)])
    assert only(replica, "SELECT count(*) FROM score_fact") == 0
    assert faults_of(replica) == []


def test_every_field_of_the_vocabulary_can_be_written_and_emptied() -> None:
    replica = founded(None)
    mary = replica.door("mary")
    mary.write("Import", [FRAMEWORK_OP, *review_ops()])
    review_kinds = [kind for kind, spec in KINDS.items() if spec.of_review]
    for kind in review_kinds:
        for name in KINDS[kind].fields:
            if name != "erased":
                id_ = "r1.9" if kind in ("score", "advice", "section_state") else f"r1.{kind}"
                value: object = {} if KINDS[kind].fields[name].is_object else 1
                mary.write(name, [Op(kind, id_, name, value)])
                mary.write(name, [Op(kind, id_, name, None)])
    for kind in ("workspace", "entry", "register_import", "document", "draw", "place", "framework", "release"):
        for name, spec in KINDS[kind].fields.items():
            if name != "erased" and not spec.states:
                mary.write(name, [Op(kind, f"a {kind}", name, {} if spec.is_object else 1)])
                mary.write(name, [Op(kind, f"a {kind}", name, None)])
    assert faults_of(replica) == []


def test_an_empty_replica_takes_no_write_but_the_founding() -> None:
    with pytest.raises(NotAllowed):
        make_replica(None).door("mary").write("Score", [score("r1", "1", "2")])
