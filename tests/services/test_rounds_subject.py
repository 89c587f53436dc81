"""What a subject access request and the audit trail tell of joint scoring: of what is sealed, that it is there."""

from pathlib import Path

import pytest
from sealed_world import MEMBERS, Sealed, make_sealed
from service_world import passphrase_of

from audit_app.domain.canonical_json import Json
from audit_app.services.rounds.revealing import reveal_here
from audit_app.services.subject import HIDDEN, subject
from audit_app.services.trail import TrailAsked, trail_page
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace


@pytest.fixture(scope="module")
def returned(tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    """One plan, scored by everybody, and a conversation with the family."""
    sealed = make_sealed(tmp_path_factory.mktemp("subject"), plans=1)
    sealed.everybody_returns()
    return sealed


def part(workspace: Workspace, ref: str, name: str) -> tuple[dict[str, Json], ...]:
    found = next(one for one in subject(workspace, ref).parts if one.name == name)
    return tuple(dict(one) for one in found.records)


def drawn(workspace: Workspace) -> tuple[str, str]:
    """Reference and id of the plan of the round."""
    sql = "SELECT e.plan_ref, e.id FROM entry e JOIN audit a ON a.plan_id = e.id"
    ref, id_ = workspace.conn.execute(sql).fetchone()
    return str(ref), str(id_)


def test_of_sealed_scores_a_subject_is_told_that_they_exist_and_nothing_else(returned: Sealed, tmp_path: Path) -> None:
    sealed = returned.copied(tmp_path)
    with sealed.chair() as workspace:
        ref, _ = drawn(workspace)
        told = part(workspace, ref, "sealed")
        assert [set(one) for one in told] == [{"round", "member", "sealed_on"}] * 3
        assert {one["member"] for one in told} == set(MEMBERS)
        changes = part(workspace, ref, "changes")
        boxes = [value["new"] for one in changes for value in one["values"] if value["kind"] == "sealed_review"]
        assert len(boxes) == 3
        assert {(box["box"], box["key"], box["signature"]) for box in boxes} == {(HIDDEN, HIDDEN, HIDDEN)}


def test_opened_reviews_and_the_familys_voice_are_given_in_full(returned: Sealed, tmp_path: Path) -> None:
    sealed = returned.copied(tmp_path)
    with sealed.chair() as workspace:
        reveal_here(workspace, sealed.round_id, sealed.people["Kay"], passphrase_of("Kay"))
        ref, plan = drawn(workspace)
        voice = {
            "plan_id": plan,
            "round_id": sealed.round_id,
            "on_date": "2026-11-20",
            "how": "call",
            "who": "parent",
            "consent": 1,
            "quote_consent": 0,
            "answers": {"listened": 3},
            "quote": "They rang back.",
            "note": None,
        }
        workspace.door.write("Family voice", [Op("family_voice", "ab" * 16, "record", voice)])
        assert part(workspace, ref, "sealed") == ()
        (audit,) = part(workspace, ref, "audits")
        assert {one["reviewer"] for one in audit["reviews"]} == set(MEMBERS)
        assert all("heron-" in str(one["scores"]) for one in audit["reviews"])
        (heard,) = part(workspace, ref, "family_voice")
        assert (heard["quote"], heard["answers"], heard["round"]) == ("They rang back.", {"listened": 3}, "2026-11")


def test_the_trail_tells_of_seats_and_boxes_and_never_their_secrets(returned: Sealed, tmp_path: Path) -> None:
    sealed = returned.copied(tmp_path)
    with sealed.chair() as workspace:
        page = trail_page(workspace, TrailAsked(topic="rounds"))
        of_plan = trail_page(workspace, TrailAsked(topic="rounds", plan_ref=drawn(workspace)[0]))
        seat = Ids.seat(sealed.round_id, sealed.people["Ed Hall"])
        proof = workspace.conn.execute("SELECT json_extract(new, '$.proof') FROM op WHERE id = ?", (seat,)).fetchall()
    told = " ".join(f"{row.head.label} {row.values}" for row in page.rows)
    assert "Sealed scores of Ed Hall taken in" in told
    assert "sealed review record: nothing → number 1, source app" in told
    assert any(secret for (secret,) in proof)
    assert not any(secret and secret in told for (secret,) in proof)
    assert len(of_plan.rows) >= 3
