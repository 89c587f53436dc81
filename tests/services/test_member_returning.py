"""What a member sends back: sealed to the round, signed, once; the same pack again where it is lost on its way."""

import hmac
from base64 import b64decode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from member_world import (
    MARKERS,
    MEMBER,
    PLANS,
    ROUND,
    ChairWorld,
    id_for,
    member,
    result_of,
    score_all,
)

from audit_app.domain.canonical_json import encode
from audit_app.domain.problems import AppError
from audit_app.exchange.header import Kind
from audit_app.sealing import verify
from audit_app.services.auditing import abandon, give, reopen
from audit_app.services.member.assignments import assignments, next_to_score
from audit_app.services.member.joining import take
from audit_app.services.member.removing import remove_round
from audit_app.services.member.returning import last_return, make_return
from audit_app.store.access import events
from audit_app.store.keys.boxes import About, box_from, statement
from audit_app.store.workspace import Workspace

CHAIR = ChairWorld()


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Workspace]:
    """The member's workspace, open."""
    with member(tmp_path, CHAIR) as workspace:
        yield workspace


def test_return_holds_a_signed_box_for_each_submitted_plan_and_says_how_far_the_others_are(small: Workspace) -> None:
    review = score_all(small, PLANS[0], CHAIR, (2, 1, 3, 0, 2))
    give(small, id_for("review", id_for("audit", ROUND, PLANS[1])), "B1", score=2)
    opened = CHAIR.opened(make_return(small, ROUND).data)
    body = opened.body.value
    assert (opened.header.kind, opened.header.number, opened.header.round) == (Kind.RETURN, 1, ROUND)
    assert body["progress"] == {"answered": 7, "asked": 15, "finished": 1}  # one of the third plan is NA by rule
    (box,) = body["boxes"]
    assert (box["review"], box["number"], box["answered"], box["asked"]) == (review, 1, 5, 5)
    said = {(op.kind, op.id, op.field): op.value for op in CHAIR.answers(box)}
    assert [said["score", f"{review}.{marker}", "score"] for marker in MARKERS] == [2, 1, 3, 0, 2]
    assert said["review", review, "state"]["state"] == "submitted"
    signed = statement(About(ROUND, review, MEMBER, 1), 5, 5, box_from(box["box"], box["key"]))
    assert verify(small.unlocked.keys.signing_public, b64decode(box["signature"]), signed)


def test_first_keys_are_tied_to_the_invitation(small: Workspace) -> None:
    score_all(small, PLANS[0], CHAIR)
    keys = CHAIR.opened(make_return(small, ROUND).data).body.value["keys"]
    said = encode(["keys", MEMBER, keys["box_key"], keys["sign_key"]]).encode()
    assert keys["mac"] == hmac.new(bytes.fromhex(CHAIR.proof), said, sha256).hexdigest()
    assert keys["box_key"] == small.unlocked.keys.opening_public.hex()


def test_no_answer_of_the_member_stands_in_the_pack(small: Workspace) -> None:
    review = score_all(small, PLANS[0], CHAIR)
    opened = CHAIR.opened(make_return(small, ROUND).data)
    plain = encode(opened.body.value)
    assert "words of B1" not in plain
    assert f"{review}.B1" not in plain
    assert opened.body.files == {}


def test_nothing_is_sent_back_before_something_is_answered(small: Workspace) -> None:
    later = ChairWorld(CHAIR.keys, round_id="f" * 32, name="2027-01", due="2027-01-29")
    take(small, later.to(small, Kind.ASSIGN, later.assignment(refs=PLANS[:1]), 1))
    assert not assignments(small)[0].can_return
    with pytest.raises(AppError, match="nothing new"):
        make_return(small, later.round_id)
    assert assignments(small)[0].returned_on == ""


def test_progress_alone_can_be_sent_and_locks_nothing(small: Workspace) -> None:
    review = id_for("review", id_for("audit", ROUND, PLANS[0]))
    give(small, review, "B1", score=2)
    assert CHAIR.opened(make_return(small, ROUND).data).body.value["boxes"] == []
    give(small, review, "B1", score=3)
    score_all(small, PLANS[0], CHAIR)
    reopen(small, review, "I misread section F.")


def test_what_went_back_is_not_sent_twice_and_the_numbers_count_up(small: Workspace) -> None:
    first = score_all(small, PLANS[0], CHAIR)
    make_return(small, ROUND)
    second = score_all(small, PLANS[1], CHAIR)
    opened = CHAIR.opened(make_return(small, ROUND).data)
    assert opened.header.number == 2
    assert [one["review"] for one in opened.body.value["boxes"]] == [second]
    plans = assignments(small)[0].plans
    assert [one.went_back for one in plans] == [True, True, False]
    for review in (first, second):
        with pytest.raises(AppError, match="hand it back"):
            reopen(small, review, "I misread section F.")


def test_handed_back_review_returns_with_the_next_number(small: Workspace) -> None:
    review = score_all(small, PLANS[0], CHAIR)
    make_return(small, ROUND)
    body = CHAIR.assignment(2, refs=PLANS[:1], handed_back="Section F was missing.")
    take(small, CHAIR.to(small, Kind.ASSIGN, body, 2))
    assert score_all(small, PLANS[0], CHAIR, (3, 3, 3, 3, 3)) == review
    (box,) = CHAIR.opened(make_return(small, ROUND).data).body.value["boxes"]
    assert box["number"] == 2
    said = {op.id: op.value for op in CHAIR.answers(box) if op.field == "score"}
    assert said[f"{review}.B1"] == 3


def test_lost_pack_is_saved_again_byte_for_byte(small: Workspace) -> None:
    with pytest.raises(AppError, match="Nothing was sent back"):
        last_return(small, ROUND)
    score_all(small, PLANS[0], CHAIR)
    made = make_return(small, ROUND)
    assert last_return(small, ROUND) == made


def test_submitted_and_not_sent_can_be_reopened_by_the_member(small: Workspace) -> None:
    review = score_all(small, PLANS[0], CHAIR)
    assert reopen(small, review, "I misread section F.") == 0


def test_audit_that_was_sent_is_not_the_members_to_give_up(small: Workspace) -> None:
    with pytest.raises(AppError, match="Tell Mary Quill"):
        abandon(small, id_for("audit", ROUND, PLANS[0]), "The child moved away.")


def test_next_to_score_goes_round_until_all_are_submitted(small: Workspace) -> None:
    reviews = [id_for("review", id_for("audit", ROUND, ref)) for ref in PLANS]
    assert next_to_score(small, reviews[1]) == (reviews[2], PLANS[2])
    assert next_to_score(small, reviews[2]) == (reviews[0], PLANS[0])
    score_all(small, PLANS[0], CHAIR)
    assert next_to_score(small, reviews[2]) == (reviews[1], PLANS[1])
    for ref in PLANS[1:]:
        score_all(small, ref, CHAIR)
    assert next_to_score(small, reviews[0]) is None
    assert next_to_score(small, "9" * 32) is None


def test_nothing_goes_back_once_the_round_is_over(small: Workspace) -> None:
    score_all(small, PLANS[0], CHAIR)
    take(small, CHAIR.to(small, Kind.RESULT, result_of(CHAIR, {}, void="The keyholder left."), 1))
    (found,) = assignments(small)
    assert (found.void_reason, found.can_return, found.result_there) == ("The keyholder left.", False, False)
    with pytest.raises(AppError, match="over"):
        make_return(small, ROUND)


def test_round_that_is_over_is_removed_with_documents_and_keys_and_comes_back_no_more(small: Workspace) -> None:
    score_all(small, PLANS[0], CHAIR)
    make_return(small, ROUND)
    with pytest.raises(AppError, match="not over"):
        remove_round(small, ROUND)
    take(small, CHAIR.to(small, Kind.RESULT, result_of(CHAIR, {PLANS[0]: (2, 2, 2, 2, 2)}), 1))
    remove_round(small, ROUND)
    assert assignments(small) == ()
    assert list((small.folder / "documents").iterdir()) == []
    held = "SELECT count(*) FROM op WHERE new LIKE '%words of B1%' OR old LIKE '%words of B1%'"
    assert small.conn.execute(held).fetchone() == (0,)
    assert small.conn.execute("SELECT count(*) FROM entry WHERE plan_ref IS NOT NULL").fetchone() == (0,)
    with pytest.raises(AppError, match="Nothing was sent back"):
        last_return(small, ROUND)
    with pytest.raises(AppError, match="removed from this computer"):
        take(small, CHAIR.to(small, Kind.ASSIGN, CHAIR.assignment(2), 2))


def test_plan_of_a_removed_round_can_be_scored_again_in_a_later_one(small: Workspace) -> None:
    take(small, CHAIR.to(small, Kind.RESULT, result_of(CHAIR, {}), 1))
    remove_round(small, ROUND)
    later = ChairWorld(CHAIR.keys, round_id="f" * 32, name="2027-01", due="2027-01-29")
    take(small, later.to(small, Kind.ASSIGN, later.assignment(refs=PLANS[:1]), 1))
    assert [one.plan_ref for one in assignments(small)[0].plans] == [PLANS[0]]
    assert len(list((small.folder / "documents").iterdir())) == 2
    review = score_all(small, PLANS[0], later)
    assert [one["review"] for one in later.opened(make_return(small, "f" * 32).data).body.value["boxes"]] == [review]


def test_plan_of_two_rounds_stays_while_one_of_them_does(small: Workspace) -> None:
    later = ChairWorld(CHAIR.keys, round_id="f" * 32, name="2027-01", due="2027-01-29")
    take(small, later.to(small, Kind.ASSIGN, later.assignment(refs=PLANS[:1]), 1))
    take(small, CHAIR.to(small, Kind.RESULT, result_of(CHAIR, {}), 1))
    remove_round(small, ROUND)
    refs = small.conn.execute("SELECT plan_ref FROM entry WHERE plan_ref IS NOT NULL").fetchall()
    assert refs == [(PLANS[0],)]
    assert len(list((small.folder / "documents").iterdir())) == 2


def test_what_leaves_is_noted_in_the_access_log(small: Workspace) -> None:
    score_all(small, PLANS[0], CHAIR)
    make_return(small, ROUND)
    last_return(small, ROUND)
    told = [one.thing for one in events(small.conn) if one.act == "export"]
    assert told == ["return 1 of the round 2026-11", "the last return of a round once more"]
