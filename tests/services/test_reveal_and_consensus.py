"""From the reveal to the closed round: what is shown, carried over, settled with a reason, locked and closed."""

from collections import Counter

import pytest
from round_world import NAME, QUOTE, RoundMade, Said, make_round
from service_world import World, count

from audit_app.domain.people import Agency, Role
from audit_app.domain.problems import AppError
from audit_app.services import auditing
from audit_app.services.answering import Evidence
from audit_app.services.consensus import agreeing, closing
from audit_app.services.consensus.reveal_table import table
from audit_app.services.consensus.standing import RevealCell, RevealPlan
from audit_app.services.reports.reporting import ReportAsked, report
from audit_app.store.log.canonical import Json
from audit_app.store.log.rights import Op
from audit_app.store.log.undo import undo
from audit_app.store.read_audits import scores_of
from audit_app.store.workspace import Workspace
from forms.model import EvidenceKind, NotScore
from scoring.consensus import CellKind, How, ReasonCode

NA, NE = NotScore.NA, NotScore.NE
LOW: dict[str, Json] = {"score": 0, "evidence": QUOTE, "cause": "advice", "note": "Two reports disagree."}
SAID: Said = {
    (1, "Ed Hall", "E1"): 0,
    (1, "Hetty Rae", "E1"): LOW,
    (1, "Sue Carr", "E1"): {"score": 3, "evidence": {**QUOTE, "text": "each has a date"}, "good_practice": 1},
    (1, "Hetty Rae", "W5"): {"score": 3, "note": "Not quite."},
    (1, "Hetty Rae", "C1"): 1,
    (1, "Hugh Moss", "C1"): 1,
    (1, "Ed Hall", "B1"): 3,
    (1, "Hugh Moss", "E2"): NE,
}


def cell(workspace: Workspace, made: RoundMade, marker: str, plan: int = 0) -> RevealCell:
    found = shown(workspace, made, plan).cell(marker)
    assert found is not None
    return found


def shown(workspace: Workspace, made: RoundMade, plan: int = 0) -> RevealPlan:
    return table(workspace, made.id).plans[plan]


def settle_all(workspace: Workspace, made: RoundMade) -> None:
    """Everything that is left of every plan: the first answer that was given, as the chair decided."""
    for plan in table(workspace, made.id).plans:
        for one in plan.cells:
            if not one.is_settled:
                answer = one.given[0].answer
                agreeing.settle(workspace, plan.audit_id, one.marker.id, answer, ReasonCode.CHAIRS_DECISION)


@pytest.fixture
def made(workspace: Workspace) -> RoundMade:
    return make_round(workspace, SAID)


def test_sealed_round_shows_nothing_and_says_who_opens_it(workspace: Workspace) -> None:
    sealed = make_round(workspace, state="open")
    for ask in (table, agreeing.carry_over, closing.close_round):
        with pytest.raises(AppError, match="is not revealed yet"):
            ask(workspace, sealed.id)
    with pytest.raises(AppError, match="no such round"):
        table(workspace, "0" * 32)


def test_every_answer_stands_beside_the_others_with_its_evidence(workspace: Workspace, made: RoundMade) -> None:
    found = table(workspace, made.id)
    assert [one.label for one in found.members] == [
        *("Education", "Health 1", "Health 2", "Social care", "SEN team", "Parent carers"),
    ]
    e1 = cell(workspace, made, "E1")
    given = {one.member.label: one.answer for one in e1.given}
    expected = {"Education": 0, "Health 1": 0, "Health 2": 2, "Social care": 3, "SEN team": 2, "Parent carers": 2}
    assert given == expected
    assert e1.cell.kind is CellKind.WIDE
    assert e1.cell.gap == 3
    health = next(one for one in e1.given if one.member.name == "Hetty Rae")
    assert (health.cause, health.note, health.source) == ("advice", "Two reports disagree.", "app")
    assert health.words is not None
    assert (health.words.text, health.words.place) == ("two hours a week", "Section F")
    assert found.plans[0].cells[0].marker.id == "E1"
    assert {one.marker.id: one.cell.kind for one in found.plans[0].cells if one.cell.kind.must_talk} == {
        "E1": CellKind.WIDE,
        "E2": CellKind.MIXED,
    }


def test_carrying_over_is_one_change_that_tells_what_it_did(workspace: Workspace, made: RoundMade) -> None:
    for audit in made.audits:
        agreeing.settle(workspace, audit, "K1", 2)
    before, told = count(workspace, "change"), table(workspace, made.id).told
    done = agreeing.carry_over(workspace, made.id)
    assert count(workspace, "change") == before + 1
    assert (done.to_talk, done.close, done.left) == (2, 1, 3)
    assert (done.agreed, done.single) == (told.agreed, told.single - 2)
    kinds = Counter(one.cell.kind for plan in table(workspace, made.id).plans for one in plan.cells)
    assert told.agreed == kinds[CellKind.AGREED] + kinds[CellKind.BY_RULE]
    again = agreeing.carry_over(workspace, made.id)
    assert (again.agreed, again.single, again.left) == (0, 0, 3)
    assert count(workspace, "change") == before + 1


def test_what_is_carried_over_keeps_evidence_cause_and_whose_they_are(workspace: Workspace, made: RoundMade) -> None:
    agreeing.carry_over(workspace, made.id)
    c1, b1, f1 = (cell(workspace, made, marker).held for marker in ("C1", "B1", "F1"))
    assert c1 is not None and b1 is not None and f1 is not None  # noqa: PT018 - all three are asked about below
    assert (c1.answer, c1.cause, c1.evidence) == (1, "drafting", {**QUOTE, "agency": "health"})
    assert c1.settled is not None
    assert (c1.settled.how, c1.settled.code, c1.settled.by) == ("single", "", ("health",))
    assert b1.evidence == {**QUOTE, "agency": "education"}
    assert (f1.answer, f1.evidence, f1.settled.how if f1.settled else "") == (2, None, "single")
    w4 = cell(workspace, made, "W4").held
    assert w4 is not None
    assert w4.settled is not None
    assert (w4.settled.how, len(w4.settled.by)) == (How.AGREED.value, 5)


def test_what_does_not_apply_by_rule_is_carried_over_though_nobody_answered(workspace: Workspace) -> None:
    made = make_round(workspace, without=("Pam Lind", "Sue Carr", "Hetty Rae", "Hugh Moss"))
    assert cell(workspace, made, "A1").cell.kind is CellKind.NOBODY
    review = shown(workspace, made).review_id
    assert cell(workspace, made, "C2").cell.kind is CellKind.NOBODY
    agreeing.carry_over(workspace, made.id)
    workspace.door.write("C holds nothing", [Op("section_state", f"{review}.C", "state", "checked_none")])
    assert cell(workspace, made, "C2").cell.kind is CellKind.BY_RULE
    agreeing.carry_over(workspace, made.id)
    held = cell(workspace, made, "C2").held
    assert held is not None
    assert (held.answer, held.reason) == (NA, made.framework.marker("C2").na_reason)
    assert cell(workspace, made, "A1").held is None


def test_score_that_differed_needs_a_reason_and_one_that_nobody_gave_needs_words(
    workspace: Workspace, made: RoundMade
) -> None:
    audit, before = made.audits[0], count(workspace, "change")
    with pytest.raises(AppError, match="Scores differed at E1"):
        agreeing.settle(workspace, audit, "E1", 0)
    with pytest.raises(AppError, match="is no reason"):
        agreeing.settle(workspace, audit, "E1", 0, "because")
    with pytest.raises(AppError, match="Nobody gave 1 at E1"):
        agreeing.settle(workspace, audit, "E1", 1, ReasonCode.SPLIT_DIFFERENCE)
    with pytest.raises(AppError, match="NA at E1 needs a reason"):
        agreeing.settle(workspace, audit, "E1", NA, ReasonCode.NEW_EVIDENCE, "There are none.")
    with pytest.raises(AppError, match="is not an answer"):
        agreeing.settle(workspace, audit, "E1", 4, ReasonCode.NEW_EVIDENCE, "More.")
    with pytest.raises(AppError, match="is no agency"):
        agreeing.settle(workspace, audit, "E1", 0, ReasonCode.NEW_EVIDENCE, by=("police",))
    with pytest.raises(AppError, match="There is no marker Z1"):
        agreeing.settle(workspace, audit, "Z1", 0)
    with pytest.raises(AppError, match="No evidence of that member"):
        agreeing.settle(workspace, audit, "E1", 0, ReasonCode.NEW_EVIDENCE, evidence="person Pam Lind")
    assert cell(workspace, made, "E1").held is None
    assert count(workspace, "change") == before


def test_settled_cell_says_who_agreed_why_and_on_which_evidence(workspace: Workspace, made: RoundMade) -> None:
    audit, code = made.audits[0], ReasonCode.EVIDENCE_MISREAD
    agreeing.settle(workspace, audit, "E1", 1, code, "Half of the dates are in the plan.", by=("health", "education"))
    held = cell(workspace, made, "E1").held
    assert held is not None
    assert held.settled is not None
    assert (held.answer, held.note, held.cause) == (1, "Half of the dates are in the plan.", "drafting")
    assert held.evidence == {**QUOTE, "agency": "education"}
    assert (held.settled.how, held.settled.code, held.settled.by) == ("talked", code.value, ("education", "health"))
    own = Evidence(EvidenceKind.SAID, text="It was agreed in June.", where="the meeting", by="the group")
    agreeing.settle(workspace, audit, "E1", 0, code, evidence=own, cause="advice")
    held = cell(workspace, made, "E1").held
    assert held is not None
    assert isinstance(held.evidence, dict)
    assert (held.evidence["text"], held.cause) == ("It was agreed in June.", "advice")
    agreeing.settle(workspace, audit, "E1", 3, code, evidence="person Sue Carr")
    held = cell(workspace, made, "E1").held
    assert held is not None
    assert held.evidence == {**QUOTE, "text": "each has a date", "agency": "social_care"}
    assert held.good_practice
    agreeing.settle(workspace, audit, "E1", None)
    assert cell(workspace, made, "E1").lack == "E1 has no consensus yet."


def test_originals_stand_whatever_the_group_settles_on(workspace: Workspace, made: RoundMade) -> None:
    reviews = [row[0] for row in workspace.conn.execute("SELECT id FROM review WHERE kind = 'single'")]
    before = sorted(map(repr, scores_of(workspace.conn, reviews)))
    agreeing.carry_over(workspace, made.id)
    settle_all(workspace, made)
    assert sorted(map(repr, scores_of(workspace.conn, reviews))) == before


def test_one_level_apart_is_taken_at_the_lower_score_with_its_reason(workspace: Workspace, made: RoundMade) -> None:
    assert cell(workspace, made, "W5").cell.kind is CellKind.CLOSE
    assert agreeing.take_lower(workspace, made.audits[0]) == 1
    held = cell(workspace, made, "W5").held
    assert held is not None
    assert held.settled is not None
    assert (held.answer, held.settled.code) == (2, "split_difference")
    assert agreeing.take_lower(workspace, made.audits[0]) == 0


def test_settling_is_undone_until_the_consensus_is_submitted(workspace: Workspace, made: RoundMade) -> None:
    link = agreeing.settle(workspace, made.audits[0], "E1", 0, ReasonCode.CHAIRS_DECISION)
    undo(workspace.conn, workspace.door, link.seq, session_began=0)
    assert cell(workspace, made, "E1").held is None or not cell(workspace, made, "E1").is_settled
    agreeing.carry_over(workspace, made.id)
    settle_all(workspace, made)
    link = agreeing.settle(workspace, made.audits[0], "E1", 0, ReasonCode.CHAIRS_DECISION)
    agreeing.submit(workspace, made.audits[0])
    with pytest.raises(AppError, match="submitted since"):
        undo(workspace.conn, workspace.door, link.seq, session_began=0)
    with pytest.raises(AppError, match="submitted and locked"):
        agreeing.settle(workspace, made.audits[0], "E1", 0, ReasonCode.CHAIRS_DECISION)


def test_round_closes_only_when_every_plan_has_its_consensus_or_was_given_up(
    workspace: Workspace, made: RoundMade
) -> None:
    agreeing.carry_over(workspace, made.id)
    with pytest.raises(AppError, match="not complete: 3 markers are not settled") as refused:
        agreeing.submit(workspace, made.audits[0])
    assert {problem.place.column for problem in refused.value.problems if problem.place} == {"E1", "E2", "W5"}
    settle_all(workspace, made)
    done = agreeing.submit(workspace, made.audits[0])
    assert done.result.percentage is not None
    with pytest.raises(AppError, match="cannot be closed yet: 1 thing is missing") as refused:
        closing.close_round(workspace, made.id)
    assert [one.message for one in refused.value.problems] == ["EHC-002: the consensus is not submitted yet."]
    assert table(workspace, made.id).round.state == "revealed"
    closing.give_up(workspace, made.audits[1], "The family moved away.")
    closing.close_round(workspace, made.id)
    found = table(workspace, made.id)
    assert (found.is_closed, found.plans[0].is_submitted, found.plans[1].is_done) == (True, True, True)
    signed = workspace.conn.execute("SELECT why FROM head WHERE why = 'closed'").fetchall()
    assert len(signed) == 1
    figures = {one.id: one for one in report(workspace, ReportAsked("two-monthly", "2026-09..2026-10")).figures}
    assert (figures["plans.audited"].numerator, figures["plans.audited"].note[-11:]) == (1, "1 abandoned")


def test_closed_round_is_changed_only_once_it_is_reopened_with_a_reason(workspace: Workspace, made: RoundMade) -> None:
    agreeing.carry_over(workspace, made.id)
    settle_all(workspace, made)
    for audit in made.audits:
        agreeing.submit(workspace, audit)
    closing.close_round(workspace, made.id)
    review = shown(workspace, made).review_id
    for forbidden in (
        lambda: agreeing.carry_over(workspace, made.id),
        lambda: agreeing.settle(workspace, made.audits[0], "E1", 0, "new_evidence"),
        lambda: agreeing.reopen(workspace, made.audits[0], "New."),
        lambda: auditing.reopen(workspace, review, "New."),
        lambda: closing.close_round(workspace, made.id),
    ):
        with pytest.raises(AppError, match=f"The round {NAME} is closed"):
            forbidden()
    with pytest.raises(AppError, match="needs a reason"):
        closing.reopen_round(workspace, made.id, " ")
    closing.reopen_round(workspace, made.id, "A report came in.")
    with pytest.raises(AppError, match="is open already"):
        closing.reopen_round(workspace, made.id, "Again.")
    agreeing.reopen(workspace, made.audits[0], "A report came in.")
    agreeing.settle(workspace, made.audits[0], "E1", 2, "new_evidence")
    agreeing.submit(workspace, made.audits[0])
    closing.close_round(workspace, made.id)
    assert table(workspace, made.id).is_closed


def test_late_return_is_shown_and_moves_no_cell(workspace: Workspace) -> None:
    said = {(1, "Sue Carr", "W4"): 0, (1, "Sue Carr", "D1"): 3}
    made = make_round(workspace, said, late=("Sue Carr",))
    w4, d1 = cell(workspace, made, "W4"), cell(workspace, made, "D1")
    assert (w4.cell.kind, w4.cell.gap) == (CellKind.AGREED, 0)
    assert [(one.answer, one.is_late) for one in w4.given if one.member.agency == "social_care"] == [(0, True)]
    assert d1.cell.kind is CellKind.SINGLE  # nobody else answered it


def test_states_of_sections_and_the_grid_go_into_the_consensus(workspace: Workspace) -> None:
    rest = {"Hetty Rae": {"C": "checked_none"}, "Hugh Moss": {"C": "checked_none"}, "Ed Hall": {"C": "needs"}}
    made = make_round(workspace, rest=rest)
    agreeing.carry_over(workspace, made.id)
    review = shown(workspace, made).review_id
    held = workspace.conn.execute("SELECT section, state FROM section_state WHERE review_id = ?", (review,)).fetchall()
    assert held == [("C", "checked_none")]
    assert shown(workspace, made).by_rule["C2"]


def test_notes_of_members_reach_the_consensus(workspace: Workspace, made: RoundMade) -> None:
    agreeing.take_lower(workspace, made.audits[0])
    assert "Two reports disagree." in [one.note for one in cell(workspace, made, "E1").given]
    held = cell(workspace, made, "W5").held
    assert held is not None
    assert held.note == "Health 1: Not quite."


def test_only_chair_and_moderator_write_a_consensus(world: World) -> None:
    world.add("Ann", Role.AUDITOR, agency=Agency.HEALTH)
    world.add("Rea", Role.READER)
    world.add("Cat", Role.CHAIR)
    with world.open() as workspace:
        made = make_round(workspace, SAID)
    for name in ("Ann", "Rea"):
        with world.open(name) as workspace:
            assert table(workspace, made.id).plans
            for forbidden in (agreeing.carry_over, closing.close_round):
                with pytest.raises(AppError, match=f"{name} has no right"):
                    forbidden(workspace, made.id)
    with world.open("Cat") as workspace:
        assert agreeing.carry_over(workspace, made.id).agreed
        settle_all(workspace, made)
        assert agreeing.submit(workspace, made.audits[0]).result.total.scored
