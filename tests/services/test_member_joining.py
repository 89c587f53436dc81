"""A pack becomes a small workspace, and later packs come into it: whole, once, from a chair it knows, or not at all."""

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from member_world import (
    DUE,
    MARKERS,
    MEMBER,
    PARTNERSHIP,
    PLANS,
    ROUND,
    WORDS,
    ChairWorld,
    code,
    files_in,
    id_for,
    keyholder,
    member,
    result_of,
    score_all,
)
from qt_support import light_means

from audit_app.domain.people import Agency, Role
from audit_app.domain.problems import AppError
from audit_app.exchange.header import Kind
from audit_app.exchange.refusals import Altered, CutShort, NotForYou, PackRefused, WrongCode
from audit_app.services.auditing import give, reopen
from audit_app.services.member.assignments import assignments
from audit_app.services.member.joining import AlreadyHere, join, take
from audit_app.services.member.returning import make_return
from audit_app.services.member.taking import NeedsCode
from audit_app.services.open_reviews import found_review
from audit_app.services.plan_documents import plan_read, plan_text
from audit_app.services.review_page import review_page
from audit_app.store.check import check
from audit_app.store.keys.crypto import PersonKeys
from audit_app.store.opening import open_workspace
from audit_app.store.read_assignments import assignment_of, is_small
from audit_app.store.read_register import plan_entry
from audit_app.store.workspace import Workspace

CHAIR = ChairWorld()
REVIEW = id_for("review", id_for("audit", ROUND, PLANS[0]))


@pytest.fixture(scope="module")
def invitation() -> bytes:
    """The first pack: three plans."""
    return CHAIR.invitation()


def test_invitation_becomes_a_workspace_in_which_the_member_scores_at_once(tmp_path: Path, invitation: bytes) -> None:
    with member(tmp_path, CHAIR, invitation) as workspace:
        assert workspace.name == "Larkmere Partnership - Hanna Brook"
        assert workspace.person.id == MEMBER
        assert workspace.person.agency is Agency.HEALTH
        assert workspace.person.roles == {Role.OWNER, Role.AUDITOR}
        assert is_small(workspace.conn)
        (found,) = assignments(workspace)
        assert (found.round_id, found.name, found.due.isoformat()) == (ROUND, "2026-11", DUE)
        assert [one.plan_ref for one in found.plans] == list(PLANS)
        assert [(one.answered, one.asked) for one in found.plans] == [(0, 5), (0, 5), (1, 5)]
        page = review_page(workspace, REVIEW)
        assert [marker.id for marker in page.found.asked.markers] == ["W4", "W5", "B1", "E1", "F3"]
        assert {one.marker for one in page.lacking} == set(MARKERS)
        give(workspace, REVIEW, "B1", score=2)
        with pytest.raises(AppError, match="no marker A1"):
            give(workspace, REVIEW, "A1", score=2)
        assert [fault for found in check(workspace) for fault in found.faults] == []
    assert [one.name for one in tmp_path.iterdir() if one.is_dir()] == ["anchors", f"{workspace.folder.name}"]


def test_register_of_a_small_workspace_holds_references_and_nothing_else(tmp_path: Path, invitation: bytes) -> None:
    with member(tmp_path, CHAIR, invitation) as workspace:
        entry = plan_entry(workspace.conn, plan_ref=PLANS[0])
        assert entry is not None
        filled = "SELECT count(*) FROM entry WHERE coalesce(date_of_birth, sex, casework_team, match_key) IS NOT NULL"
        assert workspace.conn.execute(filled).fetchone() == (0,)


def test_documents_of_the_pack_can_be_read_beside_the_form(tmp_path: Path, invitation: bytes) -> None:
    with member(tmp_path, CHAIR, invitation) as workspace:
        audit = found_review(workspace, REVIEW).audit
        document = plan_read(workspace, audit.plan_id, REVIEW, "")
        assert document is not None
        assert document.id == id_for("document", PLANS[0])
        assert "working memory" in plan_text(workspace, document.id).blocks[0].text


def test_what_does_not_apply_by_rule_is_filled_in_with_its_reason(tmp_path: Path, invitation: bytes) -> None:
    with member(tmp_path, CHAIR, invitation) as workspace:
        page = review_page(workspace, id_for("review", id_for("audit", ROUND, PLANS[2])))
        assert page.said["E1"].reason == "No outcomes yet."
        assert "E1" not in {one.marker for one in page.lacking}


def test_workspace_opens_again_with_the_passphrase_alone(tmp_path: Path, invitation: bytes) -> None:
    with member(tmp_path, CHAIR, invitation) as workspace:
        folder = workspace.folder
    with open_workspace(folder, WORDS, light_means(tmp_path)) as again:
        assert not again.gap
        assert len(assignments(again)) == 1


REFUSED_INVITATIONS: list[tuple[str, Callable[[bytes], bytes], str, type[AppError]]] = [
    ("wrong words", lambda data: data, " ".join(code()[::-1]), WrongCode),
    ("five words", lambda data: data, " ".join(code()[:5]), AppError),
    ("cut short", lambda data: data[:-9], " ".join(code()), CutShort),
    ("altered", lambda data: data[:-9] + b"X" + data[-8:], " ".join(code()), Altered),
    ("of no chair", lambda _: _of(chairs=[{**CHAIR.chairs[0], "sign_key": "9" * 64}]), " ".join(code()), Altered),
    ("of another workspace", lambda _: _of(workspace="9" * 32), " ".join(code()), Altered),
    ("of another round", lambda _: _of(round="9" * 32), " ".join(code()), Altered),
    ("without a proof", lambda _: _of(proof=""), " ".join(code()), Altered),
    ("with a strange id", lambda _: _of(plans=[{**CHAIR.plan(PLANS[0]), "audit": "../x"}]), " ".join(code()), Altered),
    ("with a strange marker", lambda _: _of(plans=[{**CHAIR.plan("P"), "markers": ["Z9"]}]), " ".join(code()), Altered),
    ("with a wrong framework", lambda _: _of(framework={"key": "x/1", "text": "="}), " ".join(code()), Altered),
    ("without plans", lambda _: _of(plans=[]), " ".join(code()), Altered),
    ("no invitation", lambda _: CHAIR.invitation(kind=Kind.ASSIGN), " ".join(code()), NotForYou),
]


def _of(**more: Any) -> bytes:
    return CHAIR.invitation(CHAIR.assignment(**more))


@pytest.mark.parametrize(
    ("why", "spoil", "words", "error"), REFUSED_INVITATIONS, ids=[one[0] for one in REFUSED_INVITATIONS]
)
def test_refused_invitation_leaves_no_workspace(
    tmp_path: Path, invitation: bytes, why: str, spoil: Callable[[bytes], bytes], words: str, error: type[AppError]
) -> None:
    with pytest.raises(error):
        join(tmp_path, spoil(invitation), words, WORDS, light_means(tmp_path))
    assert list(tmp_path.glob("*ehcpaudit")) == []
    assert list(tmp_path.glob(".*")) == []


def test_passphrase_that_will_not_do_leaves_no_workspace(tmp_path: Path, invitation: bytes) -> None:
    with pytest.raises(AppError, match="8"):
        join(tmp_path, invitation, " ".join(code()), "short", light_means(tmp_path))
    assert list(tmp_path.glob("*ehcpaudit")) == []


def test_failure_on_the_way_leaves_nothing_half_made(
    tmp_path: Path, invitation: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise AppError("The disk is full.")

    monkeypatch.setattr("audit_app.services.member.assigning.write_new", fail)
    with pytest.raises(AppError, match="disk"):
        member(tmp_path, CHAIR, invitation)
    assert [one for one in tmp_path.iterdir() if one.name != "anchors"] == []


def test_second_invitation_says_that_the_workspace_is_there_and_makes_one_beside_it_only_when_asked(
    tmp_path: Path, invitation: bytes
) -> None:
    with member(tmp_path, CHAIR, invitation) as workspace:
        first = workspace.folder
    with pytest.raises(AlreadyHere) as refused:
        member(tmp_path, CHAIR, invitation)
    assert refused.value.folder == first
    with join(tmp_path, invitation, " ".join(code()), WORDS, light_means(tmp_path / "x"), beside=True) as second:
        assert second.folder.name == "Larkmere Partnership - Hanna Brook 2.ehcpaudit"


@pytest.fixture
def small(tmp_path: Path, invitation: bytes) -> Iterator[Workspace]:
    """The member's workspace, open."""
    with member(tmp_path, CHAIR, invitation) as workspace:
        yield workspace


def later_round() -> ChairWorld:
    return ChairWorld(CHAIR.keys, CHAIR.proof, "f" * 32, "2027-01", "2027-01-29")


def test_later_round_comes_in_without_a_code_and_adds_to_what_is_there(small: Workspace) -> None:
    later = later_round()
    pack = later.to(small, Kind.ASSIGN, later.assignment(refs=PLANS[1:2]), 1)
    assert take(small, pack).new
    assert [one.name for one in assignments(small)] == ["2027-01", "2026-11"]
    before = len(small.conn.execute("SELECT 1 FROM change").fetchall())
    again = take(small, pack)
    assert not again.new
    assert "before" in again.words
    assert len(small.conn.execute("SELECT 1 FROM change").fetchall()) == before


def test_refused_pack_leaves_the_workspace_byte_identical(small: Workspace, tmp_path: Path) -> None:
    later, stranger = later_round(), PersonKeys.generate(secrets.token_bytes)
    good = later.to(small, Kind.ASSIGN, later.assignment(refs=PLANS[:1]), 1)
    other = later.to(small, Kind.ASSIGN, later.assignment(framework={"key": "core-42/1", "text": _another()}), 1)
    wrong_person = {"id": "9" * 32, "name": "X", "agency": "health"}
    refused: dict[str, tuple[bytes, type[AppError]]] = {
        "forged": (later.to(small, Kind.ASSIGN, later.assignment(), 1, keys=stranger), PackRefused),
        "of another partnership": (
            later.to(small, Kind.ASSIGN, later.assignment(), 1, partnership="9" * 32),
            PackRefused,
        ),
        "an invitation without its words": (later.invitation(), NeedsCode),
        "another key of the round": (CHAIR.to(small, Kind.ASSIGN, CHAIR.assignment(2, public="9" * 64), 2), Altered),
        "cut short": (good[:-1], CutShort),
        "altered": (good[:-1] + b"X", Altered),
        "for another": (later.to(small, Kind.ASSIGN, later.assignment(person=wrong_person), 1), NotForYou),
        "numbered otherwise": (later.to(small, Kind.ASSIGN, later.assignment(), 2), Altered),
        "another framework": (other, AppError),
        "handed back, never had": (later.to(small, Kind.ASSIGN, later.assignment(handed_back="x"), 1), PackRefused),
        "a result of no round here": (later.to(small, Kind.RESULT, result_of(later, {}), 1), PackRefused),
        "a request without a half": (later.to(small, Kind.ASK, result_of(later, {}), 1), PackRefused),
        "what a chair gets": (later.to(small, Kind.RETURN, later.assignment(), 1), PackRefused),
    }
    before = files_in(small.folder)
    for why, (data, error) in refused.items():
        with pytest.raises(error):
            take(small, data)
        assert files_in(small.folder) == before, why


def _another() -> str:
    from member_world import framework_text

    return framework_text().replace("weight = 4", "weight = 3", 1)


def test_pack_that_cannot_be_written_leaves_no_document_behind(
    small: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = later_round()
    plan = {**later.plan("EHC-0009")}
    plan["documents"] = [{**plan["documents"][0], "id": ""}]
    body = later.assignment(refs=["EHC-0009"], plans=[plan])
    before = files_in(small.folder / "documents")

    def fail(*_: object, **__: object) -> None:
        raise AppError("The disk is full.")

    monkeypatch.setattr(small.door, "write", fail)
    with pytest.raises(AppError, match="disk"):
        take(small, later.to(small, Kind.ASSIGN, body, 1))
    assert files_in(small.folder / "documents") == before


def test_what_is_handed_back_is_open_again_with_the_chairs_reason_and_only_that(small: Workspace) -> None:
    first, second = (score_all(small, ref, CHAIR) for ref in PLANS[:2])
    make_return(small, ROUND)
    with pytest.raises(AppError, match="Ask Mary Quill to hand it back"):
        reopen(small, first, "I misread section F.")
    body = CHAIR.assignment(2, refs=PLANS[:1], handed_back="Section F was missing from the copy.")
    pack = CHAIR.to(small, Kind.ASSIGN, body, 2)
    assert "EHC-0001" in take(small, pack).words
    assert not found_review(small, first).review.is_submitted
    assert found_review(small, second).review.is_submitted
    plan = assignments(small)[0].plans[0]
    assert (plan.back_reason, plan.answered) == ("Section F was missing from the copy.", 5)
    give(small, first, "B1", score=3)
    assert not take(small, pack).new
    assert [fault for found in check(small) for fault in found.faults] == []


def test_keyholder_is_made_a_workspace_that_keeps_halves_and_scores_nothing(tmp_path: Path) -> None:
    with keyholder(tmp_path, CHAIR) as workspace:
        assert workspace.person.roles == {Role.OWNER, Role.KEYHOLDER}
        assert is_small(workspace.conn)
        assert assignments(workspace) == ()


def test_workspace_with_a_register_of_its_own_is_not_small(small: Workspace) -> None:
    from audit_app.store.log.rights import Op

    small.door.write("Import", [Op("register_import", "9" * 32, "record", {"file": "r.csv", "rows": 1})])
    assert not is_small(small.conn)
    assert small.id != PARTNERSHIP


def test_one_more_invitation_comes_into_the_workspace_that_is_there_with_its_words(small: Workspace) -> None:
    again = ChairWorld(CHAIR.keys, private=CHAIR.private)  # a new secret: the newest invitation alone counts
    pack = again.invitation(again.assignment(2))
    with pytest.raises(WrongCode):
        take(small, pack, " ".join(code()[::-1]))
    assert take(small, pack, " ".join(code())).new
    assert not take(small, pack, " ".join(code())).new
    assert len(assignments(small)) == 1
    held = assignment_of(small.conn, ROUND)
    assert held is not None
    assert held.proof == again.proof
    stranger = {"id": "9" * 32, "name": "X", "agency": "health"}
    with pytest.raises(NotForYou):
        take(small, again.invitation(again.assignment(3, person=stranger)), " ".join(code()))


def test_what_is_handed_back_to_a_new_workspace_after_keys_were_lost_is_the_second_return(tmp_path: Path) -> None:
    invitation = CHAIR.invitation(CHAIR.assignment(2, refs=PLANS[1:]))
    with member(tmp_path, CHAIR, invitation) as workspace:
        body = CHAIR.assignment(3, refs=PLANS[:1], handed_back="Section F was missing.")
        take(workspace, CHAIR.to(workspace, Kind.ASSIGN, body, 3))
        score_all(workspace, PLANS[0], CHAIR)
        (box,) = CHAIR.opened(make_return(workspace, ROUND).data).body.value["boxes"]
        assert box["number"] == 2
