"""What a merge refuses: each with its own reason, and with the database as it was, row for row."""

from collections.abc import Callable
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
    seeded,
    signer,
    submit_op,
    ticking,
)
from forging import forged_bundle, forged_chain, forged_op, forged_writer, signed_head, worded

from audit_app.store.log.bundle import Bundle, OpRow
from audit_app.store.log.chain import Signer
from audit_app.store.log.door import Door
from audit_app.store.log.merge import Altered, Forked, Gap, MergeRefused, Newer, OtherWorkspace, Unsigned
from audit_app.store.log.rights import NotAllowed, Op
from audit_app.store.vocabulary import VOCABULARY_VERSION

Trick = Callable[[Replica], Bundle]


def base() -> Replica:
    """Mary (every role) with a submitted review r1, Bob (auditor) with an open review r2, Carol (moderator)."""
    replica = founded(None, "office")
    mary = replica.door("mary")
    mary.write("Import", [FRAMEWORK_OP, *review_ops(), score("r1", "1", "2")])
    mary.write("Submit", [submit_op()])
    mary.write("Add Bob", person_ops("bob", roles=["auditor"], agency="health"))
    mary.write("Add Carol", person_ops("carol", roles=["moderator"]))
    mary.write("Open", [op for op in review_ops("r2") if op.kind != "review"])
    mary.sign("pack")
    return replica


@pytest.fixture
def office() -> Replica:
    return base()


def of_bob(*ops: OpRow, lamport: int = 1000, by: Signer | None = None) -> Bundle:
    """One well-formed and signed change in Bob's name."""
    writer = forged_writer("bob")
    return forged_bundle(writer, forged_chain(writer, [ops], lamport=lamport), by=by)


def bobs(*ops: OpRow, lamport: int = 1000) -> Trick:
    """The same as a trick that does not look at the office."""
    return lambda _office: of_bob(*ops, lamport=lamport)


BOBS_RECORD = {"audit_id": "audit-r2", "person_id": "bob", "kind": "single", "source": "app"}
OPEN = forged_op("review", "rb", "record", BOBS_RECORD)
SCORE = forged_op("score", "rb.1", "score", "3")


def honest(office: Replica) -> tuple[Replica, Bundle]:
    """Bob's laptop with three changes of his, and what it sends."""
    laptop = copied(office, "laptop")
    bob = laptop.door("bob")
    bob.write("Open", [Op("review", "rb", "record", BOBS_RECORD)])
    bob.write("Score", [score("rb", "1", "2"), score("rb", "2", "1")], reason="seen")
    bob.write("Score", [score("rb", "1", "3")])
    return laptop, laptop.bundle(office.door("mary").knows())


def test_what_the_tricks_begin_with_is_taken(office: Replica) -> None:
    assert office.take(of_bob(OPEN, SCORE)).added == 1
    assert faults_of(office) == []
    again = base()
    assert again.take(honest(again)[1]).added == 3
    assert faults_of(again) == []


def altered_change(office: Replica, at: int, **parts: object) -> Bundle:
    bundle = honest(office)[1]
    changes = list(bundle.changes)
    changes[at] = replace(changes[at], **parts)  # type: ignore[arg-type]  # each case gives the type of its field
    return replace(bundle, changes=tuple(changes))


def altered_op(office: Replica, at: int, **parts: object) -> Bundle:
    ops = list(honest(office)[1].changes[1].ops)
    ops[at] = replace(ops[at], **parts)  # type: ignore[arg-type]  # each case gives the type of its field
    return altered_change(office, 1, ops=tuple(ops))


def without_change(office: Replica) -> Bundle:
    bundle = honest(office)[1]
    return replace(bundle, changes=bundle.changes[1:])


def hole_in_the_middle(office: Replica) -> Bundle:
    bundle = honest(office)[1]
    return replace(bundle, changes=(bundle.changes[0], bundle.changes[2]))


def operation_removed(office: Replica) -> Bundle:
    return altered_change(office, 1, ops=honest(office)[1].changes[1].ops[:1])


def operations_swapped(office: Replica) -> Bundle:
    return altered_change(office, 1, ops=honest(office)[1].changes[1].ops[::-1])


def operation_of_another_change(office: Replica) -> Bundle:
    mary = office.door("mary").tip
    assert mary is not None
    writer = forged_writer("bob")
    (change,) = forged_chain(writer, [[OPEN, SCORE]])
    stolen = replace(change, ops=(change.ops[0], replace(change.ops[1], writer=mary.writer, seq=mary.seq)))
    return forged_bundle(writer, [stolen])


def hash_of_another(office: Replica) -> Bundle:
    bundle = altered_change(office, 2, hash=bytes(32))
    return replace(bundle, heads=(signed_head(bundle.changes[2], signer("bob")),))


def time_runs_backwards(office: Replica) -> Bundle:
    writer = forged_writer("bob")
    return forged_bundle(writer, forged_chain(writer, [[OPEN], [SCORE]], step=-1))


def value_withheld_without_erasure(office: Replica) -> Bundle:
    return altered_op(office, 0, old=None, new=None, salt=None)


def words_gone_without_erasure(office: Replica) -> Bundle:
    return altered_change(office, 1, label=None, reason=None, salt=None)


def submission_without_what_was_known(office: Replica) -> Bundle:
    return of_bob(OPEN, forged_op("review", "rb", "state", {"state": "submitted"}))


def copy_went_on(office: Replica) -> Bundle:
    """Mary's own chain, gone on with on a copied disk."""
    return _continued_elsewhere(office).bundle()


def _continued_elsewhere(office: Replica) -> Replica:
    other = copied(office, "copy")
    tip = office.door("mary").tip
    assert tip is not None
    other.doors["mary"] = Door(
        other.conn,
        WORKSPACE,
        signer("mary"),
        "copy",
        clock=ticking(),
        random=seeded("copy"),
        continue_writer=tip.writer,
    )
    other.door("mary").write("There", [Op("workspace", WORKSPACE, "organisation", "There")])
    office.door("mary").write("Here", [Op("workspace", WORKSPACE, "organisation", "Here")])
    return other


def copy_went_on_and_sends_only_its_head(office: Replica) -> Bundle:
    other = _continued_elsewhere(office)
    return other.bundle(office.door("mary").knows())


def copy_went_on_and_sends_what_came_after(office: Replica) -> Bundle:
    other = _continued_elsewhere(office)
    other.door("mary").write("There again", [Op("workspace", WORKSPACE, "organisation", "There again")])
    bundle = other.bundle(office.door("mary").knows())
    last = max(change.seq for change in bundle.changes)
    return replace(bundle, heads=tuple(head for head in bundle.heads if head.seq == last))


def writer_described_otherwise(office: Replica) -> Bundle:
    laptop, bundle = honest(office)
    office.take(bundle)
    laptop.door("bob").write("More", [score("rb", "3", "1")])
    bundle = laptop.bundle(office.door("mary").knows())
    return replace(bundle, writers=tuple(replace(one, installation="another") for one in bundle.writers))


def writer_not_described(office: Replica) -> Bundle:
    return replace(honest(office)[1], writers=())


def heads_stripped(office: Replica) -> Bundle:
    return replace(honest(office)[1], heads=())


def submission_not_signed(office: Replica) -> Bundle:
    laptop, _ = honest(office)
    laptop.door("bob").write("Submit", [submit_op("rb")])
    laptop.door("bob").write("Reopen", [reopen_op("rb")])
    bundle = laptop.bundle(office.door("mary").knows())
    return replace(bundle, heads=bundle.heads[-1:])


def signed_by_another(office: Replica) -> Bundle:
    bundle = honest(office)[1]
    return replace(bundle, heads=(signed_head(bundle.changes[-1], signer("carol")),))


def signed_for_another_workspace(office: Replica) -> Bundle:
    bundle = honest(office)[1]
    return replace(bundle, heads=tuple(replace(head, why="submitted") for head in bundle.heads))


def in_marys_name_without_her_signature(office: Replica) -> Bundle:
    writer = forged_writer("mary")
    chain = forged_chain(writer, [[forged_op("person", "bob", "roles", ["owner"])]])
    return replace(forged_bundle(writer, chain), heads=())


def in_marys_name_under_bobs_signature(office: Replica) -> Bundle:
    writer = forged_writer("mary")
    chain = forged_chain(writer, [[forged_op("person", "bob", "roles", ["owner"])]])
    return forged_bundle(writer, chain, by=signer("bob"))


def in_marys_name_under_bobs_key(office: Replica) -> Bundle:
    writer = forged_writer("mary", signer("bob").sign_key)
    return forged_bundle(
        writer, forged_chain(writer, [[forged_op("person", "bob", "roles", ["owner"])]]), by=signer("bob")
    )


def a_second_founder(office: Replica) -> Bundle:
    """Eve makes herself owner at the logical time of the founding."""
    writer = forged_writer("eve")
    ops = [forged_op(op.kind, op.id, op.field, op.value) for op in sorted(person_ops("eve"), key=lambda op: op.field)]
    return forged_bundle(writer, forged_chain(writer, [ops], lamport=1))


def role_taken_away_before(office: Replica) -> Bundle:
    office.door("mary").write("Take Bob's role", [Op("person", "bob", "roles", [])])
    return of_bob(OPEN, SCORE, lamport=1000)


def another_reviews_score(office: Replica) -> Bundle:
    return of_bob(forged_op("score", "r1.2", "score", "0"))


def another_review_taken_over(office: Replica) -> Bundle:
    record = {"audit_id": "audit-r1", "person_id": "bob", "kind": "single", "source": "app"}
    return of_bob(forged_op("review", "r1", "record", record), forged_op("score", "r1.1", "score", "0"))


def another_review_taken_over_at_a_past_time(office: Replica) -> Bundle:
    office.door("mary").write("Dora", person_ops("dora", roles=["auditor"]))
    record = {"audit_id": "audit-r1", "person_id": "bob", "kind": "single", "source": "app"}
    return of_bob(forged_op("review", "r1", "record", record), lamport=7)


def reopened_under_a_false_old_value(office: Replica) -> Bundle:
    """The chair may open a consensus but not reopen it; saying that it was open does not help."""
    mary = office.door("mary")
    mary.write("Add Cleo", person_ops("cleo", roles=["chair"]))
    record = {"audit_id": "audit-r1", "person_id": None, "kind": "consensus", "source": "app"}
    link = mary.write("Consensus", [Op("review", "rc", "record", record), submit_op("rc")])
    op = forged_op(
        "review", "rc", "state", {"state": "open"}, replaces=[[link.writer, link.seq]], old={"state": "open"}
    )
    writer = forged_writer("cleo")
    return forged_bundle(writer, forged_chain(writer, [[op]]))


TRICKS: list[tuple[Trick, type[Exception], str]] = [
    (lambda office: replace(honest(office)[1], workspace="x" * 32), OtherWorkspace, "another workspace"),
    (lambda office: altered_change(office, 0, vocab=VOCABULARY_VERSION + 1), Newer, "newer version"),
    (lambda office: altered_op(office, 0, kind="dragon"), Newer, "newer version"),
    (lambda office: altered_op(office, 0, field="colour"), Newer, "newer version"),
    (without_change, Gap, "Changes 1 to 1"),
    (hole_in_the_middle, Altered, "change 2 is missing"),
    (bobs(forged_op("score", "r9.1", "score", "3")), NotAllowed, "rights"),
    (lambda office: altered_op(office, 0, new='"3"'), Altered, "the value of score score was altered"),
    (lambda office: altered_op(office, 0, old='"3"'), Altered, "the value of score score was altered"),
    (lambda office: altered_op(office, 0, salt=None), Altered, "partly gone"),
    (lambda office: altered_op(office, 0, digest=bytes(32)), Altered, "altered"),
    (lambda office: altered_change(office, 1, label="Other"), Altered, "words of the change were altered"),
    (lambda office: altered_change(office, 1, reason="Other"), Altered, "words of the change were altered"),
    (lambda office: altered_change(office, 1, touches="Other"), Altered, "words of the change were altered"),
    (lambda office: altered_change(office, 1, utc="2001-01-01"), Altered, "does not follow"),
    (lambda office: altered_change(office, 1, lamport=999), Altered, "does not follow"),
    (operation_removed, Altered, "an operation was added, removed"),
    (operations_swapped, Altered, "not in order"),
    (operation_of_another_change, Altered, "belongs to another change"),
    (hash_of_another, Altered, "does not follow"),
    (time_runs_backwards, Altered, "runs backwards"),
    (value_withheld_without_erasure, Altered, "although nothing erased it"),
    (words_gone_without_erasure, Altered, "words of the change are gone"),
    (submission_without_what_was_known, Altered, "does not say what its writer knew"),
    (bobs(), Altered, "changes nothing"),
    (bobs(SCORE, OPEN), Altered, "not in order"),
    (bobs(OPEN, OPEN), Altered, "not in order"),
    (bobs(OPEN, SCORE, lamport=2**53 + 1), Altered, "cannot be read"),
    (bobs(OPEN, worded(SCORE, new="{")), Altered, "cannot be read"),
    (bobs(OPEN, worded(SCORE, new='"3" ')), Altered, "cannot be read"),
    (bobs(OPEN, worded(SCORE, new="NaN")), Altered, "cannot be read"),
    (bobs(OPEN, worded(SCORE, old="[" * 100_000)), Altered, "cannot be read"),
    (bobs(OPEN, worded(SCORE, replaces='"all"')), Altered, "cannot be read"),
    (bobs(OPEN, worded(SCORE, replaces="[[1]]")), Altered, "cannot be read"),
    (lambda office: altered_change(office, 1, label="half \ud800"), Altered, "cannot be read"),
    (lambda office: altered_change(office, 1, label="nul \0"), Altered, "cannot be read"),
    (bobs(OPEN, forged_op("score", "rb", "score", "3")), Altered, "names no entity"),
    (bobs(forged_op("entry", "p", "row", "P-1")), Altered, "no object"),
    (bobs(forged_op("entry", "p", "row", {"shoe_size": 44})), Altered, "no part shoe_size"),
    (bobs(forged_op("entry", "p", "erased", 0)), Altered, "can only be 1"),
    (bobs(forged_op("person", "bob", "agency", "navy")), Altered, "cannot be read"),
    (bobs(forged_op("review", "rb", "state", None)), Altered, "state is none of"),
    (bobs(forged_op("review", "rb", "record", {"person_id": "bob"})), Altered, "needs its kind"),
    (bobs(OPEN, forged_op("score", "rb.1", "good_practice", "yes")), Altered, "does not fit"),
    (bobs(forged_op("review", "audit-r1", "record", BOBS_RECORD)), Altered, "takes the audit"),
    (bobs(forged_op("adulthood", "plan-r1", "deleted", 1)), Altered, "takes the entry"),
    (bobs(forged_op("audit", "a9", "record", {"plan_id": "nowhere"})), Gap, "not here yet"),
    (bobs(OPEN, worded(SCORE, replaces='[["ee",4]]')), Gap, "change 4 of writer ee, which is missing"),
    (copy_went_on, Forked, "went on beside its original"),
    (copy_went_on_and_sends_only_its_head, Forked, "went on beside its original"),
    (copy_went_on_and_sends_what_came_after, Forked, "went on beside its original"),
    (writer_described_otherwise, Forked, "described in two ways"),
    (writer_not_described, Altered, "not described"),
    (heads_stripped, Unsigned, "Change 3 of writer"),
    (submission_not_signed, Unsigned, "Change 4 of writer"),
    (signed_by_another, Altered, "signed head 3"),
    (signed_for_another_workspace, Altered, "signed head 3"),
    (in_marys_name_without_her_signature, Unsigned, "is not signed by its writer"),
    (in_marys_name_under_bobs_signature, Altered, "signed head 1"),
    (in_marys_name_under_bobs_key, NotAllowed, "a key that is not that person's"),
    (a_second_founder, NotAllowed, "rights"),
    (role_taken_away_before, NotAllowed, "rights"),
    (another_reviews_score, NotAllowed, "rights"),
    (another_review_taken_over, NotAllowed, "rights"),
    (another_review_taken_over_at_a_past_time, NotAllowed, "rights"),
    (reopened_under_a_false_old_value, NotAllowed, "rights"),
    (bobs(forged_op("entry", "plan-r1", "erased", 1)), NotAllowed, "rights"),
    (bobs(OPEN, SCORE, lamport=2), NotAllowed, "rights"),
]


@pytest.mark.parametrize(("trick", "error", "said"), TRICKS)
def test_what_does_not_hold_is_refused_and_nothing_is_taken(
    office: Replica, trick: Trick, error: type[Exception], said: str
) -> None:
    bundle = trick(office)
    before = everything_of(office)
    with pytest.raises(error, match=said):
        office.take(bundle)
    assert everything_of(office) == before
    assert not office.conn.in_transaction
    office.door("mary").write("Go on", [Op("workspace", WORKSPACE, "organisation", "Still here")])
    assert faults_of(office) == []


def test_a_fork_names_both_hashes(office: Replica) -> None:
    bundle = copy_went_on(office)
    tip = office.door("mary").tip
    assert tip is not None
    theirs = next(change.hash for change in bundle.changes if (change.writer, change.seq) == (tip.writer, tip.seq))
    with pytest.raises(Forked) as raised:
        office.take(bundle)
    assert tip.hash.hex()[:12] in raised.value.message
    assert theirs.hex()[:12] in raised.value.message


def test_a_role_taken_away_later_does_not_undo_what_was_done_before(office: Replica) -> None:
    _, bundle = honest(office)
    for _ in range(5):
        office.door("mary").write("Go on", [Op("workspace", WORKSPACE, "organisation", "Ashford")])
    office.door("mary").write("Take Bob's role", [Op("person", "bob", "roles", [])])
    assert office.take(bundle).added == 3
    assert faults_of(office) == []


def test_an_empty_replica_takes_the_whole_workspace_and_only_from_its_founding(office: Replica) -> None:
    laptop, _ = honest(office)
    empty = make_replica(None, "new")
    with pytest.raises((MergeRefused, NotAllowed)):
        empty.take(laptop.bundle(office.door("mary").knows()))
    assert empty.conn.execute("SELECT count(*) FROM change").fetchone() == (0,)
    assert empty.take(laptop.bundle()).added == laptop.conn.execute("SELECT count(*) FROM change").fetchone()[0]
    assert everything_of(empty) == everything_of(laptop)
    assert faults_of(empty) == []


def test_a_change_given_twice_in_one_bundle_is_taken_once(office: Replica) -> None:
    _, bundle = honest(office)
    assert office.take(replace(bundle, changes=bundle.changes * 2, heads=bundle.heads * 2)).added == 3
    assert faults_of(office) == []


def test_evidence_of_another_is_theirs_to_write(office: Replica) -> None:
    laptop, bundle = honest(office)
    office.take(bundle)
    laptop.door("bob").write("Evidence", [evidence("rb", "1", "page 3")])
    assert office.take(laptop.bundle(office.door("mary").knows())).added == 1
    assert faults_of(office) == []
