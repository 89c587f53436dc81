"""A member's calibration card: their own scores and words beside the consensus, in one round and over several."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from member_world import MARKERS, PLANS, ROUND, ChairWorld, Json, member, result_of, score_all

from audit_app.domain.problems import AppError
from audit_app.exchange.header import Kind
from audit_app.exchange.refusals import Altered
from audit_app.services.member.assignments import assignments
from audit_app.services.member.calibration import card
from audit_app.services.member.card_file import card_file, told_of, write_card
from audit_app.services.member.joining import take
from audit_app.store.access import events
from audit_app.store.workspace import Workspace

CHAIR = ChairWorld()


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Workspace]:
    """The member's workspace with three plans submitted: fifteen markers."""
    with member(tmp_path, CHAIR) as workspace:
        score_all(workspace, PLANS[0], CHAIR, (3, 3, 3, 2, 2))
        score_all(workspace, PLANS[1], CHAIR, (2, 2, 2, 1, 2))
        score_all(workspace, PLANS[2], CHAIR, (2, 2, 0, 2, 2))
        yield workspace


def take_result(workspace: Workspace, scores: dict[str, tuple[Json, ...]], number: int = 1) -> bool:
    return take(workspace, CHAIR.to(workspace, Kind.RESULT, result_of(CHAIR, scores, number), number)).new


def test_card_tells_bias_spread_and_how_many_are_exact(small: Workspace) -> None:
    take_result(small, {PLANS[0]: (2, 2, 2, 2, 2), PLANS[1]: (2, 2, 2, 2, 2), PLANS[2]: (2, 2, 2, 2, "NA")})
    found = card(small, ROUND)
    here = found.here.overall
    assert (here.n, here.exact, here.within_one, found.here.without_level) == (14, 9, 13, 1)
    assert here.bias == pytest.approx((3 - 1 - 2) / 14)
    assert (found.plans, found.person, found.organisation) == (3, "Hanna Brook", "Larkmere Partnership")
    assert {title.split()[0]: one.n for title, one in found.sections} == {"W": 6, "B": 3, "F": 3, "E": 2}
    assert all(one.bias is None for _, one in found.sections)


def test_marker_two_levels_off_stands_with_both_words_and_the_reason_code(small: Workspace) -> None:
    take_result(small, {PLANS[2]: (2, 2, 2, 2, 2)})
    (found,) = card(small, ROUND).revisit
    assert (found.marker, found.is_far, found.rounds) == ("B1", True, 1)
    (place,) = found.places
    assert (place.plan_ref, place.own, place.agreed) == (PLANS[2], 0, 2)
    assert (place.own_words, place.agreed_words, place.code) == ("words of B1 · B", "Section F.", "evidence_misread")
    assert found.question


def test_marker_off_in_two_rounds_is_to_be_revisited_and_rounds_stand_in_order(small: Workspace) -> None:
    take_result(small, {PLANS[1]: (2, 2, 2, 2, 2)})
    later = ChairWorld(CHAIR.keys, round_id="f" * 32, name="2027-01", due="2027-01-29")
    take(small, later.to(small, Kind.ASSIGN, later.assignment(refs=PLANS[:1]), 1))
    score_all(small, PLANS[0], later, (2, 2, 2, 3, 2))
    take(small, later.to(small, Kind.RESULT, result_of(later, {PLANS[0]: (2, 2, 2, 2, 2)}), 1))
    found = card(small, "f" * 32)
    assert [(one.marker, one.rounds, len(one.places)) for one in found.revisit] == [("F3", 2, 2)]
    assert [(name, one.n) for name, one in found.over_rounds] == [("2026-11", 5), ("2027-01", 5)]
    assert found.together.n == 10
    assert found.together.bias == 0


def test_plan_that_was_not_submitted_is_left_out(tmp_path: Path) -> None:
    with member(tmp_path, CHAIR) as workspace:
        take_result(workspace, {PLANS[0]: (2, 2, 2, 2, 2)})
        assert card(workspace, ROUND).here.overall.n == 0
        assert card(workspace, ROUND).plans == 0


def test_there_is_no_card_before_the_result_and_none_of_a_void_round(small: Workspace) -> None:
    with pytest.raises(AppError, match="not here yet"):
        card(small, ROUND)
    take(small, CHAIR.to(small, Kind.RESULT, result_of(CHAIR, {}, void="The keyholders left."), 1))
    with pytest.raises(AppError, match="not here yet"):
        card(small, ROUND)
    assert assignments(small)[0].void_reason == "The keyholders left."


def test_same_result_again_changes_nothing_and_a_newer_one_takes_its_place(small: Workspace) -> None:
    assert take_result(small, {PLANS[0]: (2, 2, 2, 2, 2)})
    assert not take_result(small, {PLANS[0]: (3, 3, 3, 2, 2)})
    assert card(small, ROUND).here.overall.exact == 2
    assert take_result(small, {PLANS[0]: (3, 3, 3, 2, 2)}, 2)
    assert card(small, ROUND).here.overall.exact == 5


@pytest.mark.parametrize("score", [4, -1, True, "XX", 1.5])
def test_result_with_a_score_that_is_none_is_refused(small: Workspace, score: Json) -> None:
    with pytest.raises(Altered):
        take_result(small, {PLANS[0]: (score, 2, 2, 2, 2)})


def test_card_leaves_only_as_the_members_own_export_and_that_is_noted(small: Workspace) -> None:
    take_result(small, {PLANS[0]: (2, 2, 2, 2, 2), PLANS[2]: (2, 2, 2, 2, "NE")})
    made = card_file(small, ROUND)
    assert made.title == "Calibration card"
    assert len(made.rows) == 10
    assert made.rows[0][:5] == ("2026-11", PLANS[0], "W4", 3, 2)
    assert any("too few to say" in line for line in made.lines)
    assert [one.act for one in events(small.conn)][-1] == "export"
    assert set(MARKERS) == {row[2] for row in made.rows}


def test_marker_that_the_member_alone_scored_agrees_with_nobody(small: Workspace) -> None:
    body = result_of(CHAIR, {PLANS[0]: (3, 3, 3, 2, 2)})
    for score in body.value["plans"][0]["scores"][:3]:
        score["how"] = "single"
    take(small, CHAIR.to(small, Kind.RESULT, body, 1))
    found = card(small, ROUND).here.overall
    assert (found.n, found.exact) == (2, 2)


@pytest.mark.parametrize("suffix", [".pdf", ".xlsx", ".csv"])
def test_card_is_written_as_a_file(small: Workspace, tmp_path: Path, suffix: str) -> None:
    take_result(small, {PLANS[0]: (2, 2, 2, 2, 2), PLANS[2]: (2, 2, 2, 2, 2)})
    path = tmp_path / f"card{suffix}"
    write_card(small, ROUND, path)
    data = path.read_bytes()
    assert data.startswith({".pdf": b"%PDF", ".xlsx": b"PK", ".csv": b"\xef\xbb\xbf"}[suffix])


def test_card_of_a_round_without_keyholder_says_that_it_was_not_sealed(small: Workspace) -> None:
    take_result(small, {PLANS[0]: (2, 2, 2, 2, 2)})
    found = card(small, ROUND)
    assert told_of(found).round == "2026-11"
    assert told_of(replace(found, is_sealed=False)).round == "2026-11, which was not sealed"
