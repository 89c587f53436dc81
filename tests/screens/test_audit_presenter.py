"""The behaviour of the audit screen without a window: what is saved, what is told, with a view that only listens."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from qt_support import FakeDialogs, context_for, light_workspace

from audit_app.domain.people import Role
from audit_app.screens.audit.comparing import Compared
from audit_app.screens.audit.deciding import Deciding
from audit_app.screens.audit.drafting import Recovered
from audit_app.screens.audit.presenter import AuditPresenter
from audit_app.screens.audit.result import change_words, follow_words, limit_words, percent_words
from audit_app.screens.audit.shown import Head, evidence_shown, evidence_typed
from audit_app.services.auditing import open_audit
from audit_app.services.review_page import ReviewPage
from audit_app.store.log.rights import Op
from audit_app.ui.screen import ScreenContext
from forms.model import EvidenceKind, FollowUp, Missing, NotScore
from forms.widgets import EvidenceText, FormState

ON = date(2026, 11, 23)


class Listener:
    """A view that keeps what it is told."""

    def __init__(self) -> None:
        self.page: ReviewPage | None = None
        self.state: FormState | None = None
        self.head: Head | None = None
        self.told: list[str] = []
        self.missing: list[str] = []
        self.recovered: list[Recovered] = []
        self.compared: list[Compared] = []

    def show_review(self, page: ReviewPage, state: FormState, head: Head, at: str) -> None:
        self.told.append(f"open at {at}")
        self.show_moved(page, state, head)

    def show_moved(self, page: ReviewPage, state: FormState, head: Head) -> None:
        self.page, self.state, self.head = page, state, head

    def show_nothing(self, why: str) -> None:
        self.page = None
        self.told.append(f"nothing: {why}")

    def show_missing(self, lacking: Sequence[Missing]) -> None:
        self.missing = [one.words for one in lacking]

    def show_recovered(self, found: Sequence[Recovered]) -> None:
        self.recovered = list(found)

    def show_compared(self, compared: Sequence[Compared]) -> None:
        self.compared = list(compared)

    def show_failure(self, words: str) -> None:
        if words:
            self.told.append(words)

    def show_evidence_problem(self, words: str) -> None:
        self.told.append(words)

    def put_back(self, found: Recovered) -> None:
        self.told.append(f"put back {found.marker} {found.field}")

    def ask_reason(self) -> None:
        self.told.append("why?")

    def leave_fields(self) -> None:
        self.told.append("leave")


class Room:
    """Presenter, decisions and listener on one open workspace."""

    def __init__(self, base: Path, parent: QObject) -> None:
        place = light_workspace(base, plans=2)
        self.context: ScreenContext = context_for(place, parent)[0]
        self.view = Listener()
        self.presenter = AuditPresenter(self.context, self.view, parent)
        self.deciding = Deciding(self.context, self.presenter, self.view)

    def open(self) -> None:
        self.presenter.show(plan_ref="EHC-0001", cycle="weekly", on=ON)

    def page(self) -> ReviewPage:
        assert self.view.page is not None
        return self.view.page

    def answers(self, *texts: object) -> None:
        assert isinstance(self.context.dialogs, FakeDialogs)
        self.context.dialogs.answers.extend(texts)

    def finish(self, **scores: int) -> None:
        for marker in self.page().found.framework.markers:
            score = scores.get(marker.id, 2)
            self.presenter.choose_answer(marker.id, score)
            if score < 2:
                self.presenter.leave_evidence(marker.id, EvidenceText(EvidenceKind.NOT_FOUND, where="F"))
                self.presenter.choose_cause(marker.id, "drafting")


@pytest.fixture
def room(tmp_path: Path, qapp: QObject) -> Iterator[Room]:
    parent = QObject()
    made = Room(tmp_path, parent)
    made.open()
    yield made
    made.presenter.drop()
    made.context.session.lock()


def test_an_answer_that_is_given_already_writes_nothing(room: Room) -> None:
    room.presenter.choose_answer("W1", 0)
    tip = room.context.session.workspace.door.tip
    room.presenter.choose_answer("W1", 0)
    assert room.context.session.workspace.door.tip == tip


def test_na_asks_why_once(room: Room) -> None:
    room.presenter.choose_answer("W1", NotScore.NA)
    room.presenter.leave_text("W1", "reason", "in draft")
    room.presenter.choose_answer("W1", NotScore.NA)
    assert room.view.told.count("why?") == 1


def test_na_by_rule_needs_no_reason_of_the_auditor_and_can_be_overruled(room: Room) -> None:
    room.presenter.choose_state("C", "checked_none")
    assert "G1" in room.page().by_rule
    room.presenter.choose_answer("G1", 2)
    room.presenter.choose_answer("G1", NotScore.NA)
    assert room.page().said["G1"].reason == room.page().by_rule["G1"]
    assert "why?" not in room.view.told


def test_evidence_without_its_parts_is_said_and_kept(room: Room) -> None:
    room.presenter.leave_evidence("W1", EvidenceText(EvidenceKind.QUOTATION, text="she likes maths"))
    assert room.view.told[-1] == "The evidence is not complete. Add the section they stand in."
    assert room.page().said == {}
    found = room.presenter.drafting.found()
    assert [(one.marker, one.field, one.words) for one in found] == [("W1", "evidence", "she likes maths")]


def test_a_draft_that_says_what_is_saved_is_not_offered(room: Room) -> None:
    room.presenter.leave_text("W1", "note", "as saved")
    room.presenter.drafting.type("W1", "note", "as saved")
    room.presenter.drafting.type("W2", "note", "never saved")
    room.presenter.drafting.flush()
    room.open()
    assert [(one.marker, one.words) for one in room.view.recovered] == [("W2", "never saved")]
    assert [one.marker for one in room.presenter.drafting.found()] == ["W2"]
    room.presenter.discard(room.view.recovered[0])
    assert room.presenter.drafting.found() == ()


def test_a_review_without_answers_says_everything_that_is_missing(room: Room) -> None:
    room.deciding.submit()
    assert len(room.view.missing) == len(room.page().found.framework.markers)
    assert room.page().verdict is None


def test_turning_submission_away_leaves_the_review_open(room: Room) -> None:
    room.finish()
    room.answers(False)
    room.deciding.submit()
    assert room.page().verdict is None


def test_a_submitted_review_tells_grade_limits_and_what_would_change_it(room: Room) -> None:
    room.finish(B1=0, F1=1)
    room.answers(True)
    room.deciding.submit()
    verdict = room.page().verdict
    assert verdict is not None
    assert verdict.result.grade == "requires_improvement"
    assert any(
        words.startswith("A marker of legal content is at 0") and "(B1)" in words for words in limit_words(verdict)
    )
    assert not set(limit_words(verdict)) & set(change_words(verdict))
    assert [follow_words(one) for one in verdict.follow_up] == [
        "Put the findings right at the next review, or within this time: 20 working days."
    ]
    assert percent_words(verdict) == "59.5 %"  # (2 × 56 − 2 × 4 − 1 × 4) of 3 × 56
    assert room.page().locked_because == "This review is submitted and locked."


def test_an_override_needs_a_moderator_and_keeps_the_scores_grade(room: Room) -> None:
    room.finish()
    room.answers(True, "inadequate", "It is unlawful.")
    room.deciding.submit()
    assert room.deciding.may_override
    room.deciding.override()
    verdict, decided = room.page().verdict, room.page().decided
    assert verdict is not None
    assert (verdict.result.grade, verdict.override) == ("good", "inadequate")
    assert (decided.override_reason, decided.override_by) == ("It is unlawful.", "Mary")
    assert len(verdict.follow_up) == 2


def test_whoever_is_no_moderator_is_offered_no_override(room: Room) -> None:
    workspace = room.context.session.workspace
    workspace.door.write("Roles", [Op("person", workspace.person.id, "roles", [Role.OWNER.value, Role.AUDITOR.value])])
    assert not room.deciding.may_override


def test_another_persons_review_can_be_read_only(room: Room) -> None:
    workspace = room.context.session.workspace
    opened = open_audit(workspace, plan_ref="EHC-0002", cycle="weekly", on=ON)
    workspace.conn.execute("UPDATE review SET person_id = 'tom', reviewer = 'Tom' WHERE id = ?", (opened.review_id,))
    room.presenter.show(review_id=opened.review_id)
    assert room.page().locked_because == "This is the review of Tom. You can read it."
    assert room.view.state is not None
    assert room.view.state.is_read_only
    assert room.view.head is not None
    assert not room.view.head.can_submit


def test_reading_a_review_is_on_record(room: Room) -> None:
    acts = room.context.session.workspace.conn.execute("SELECT act, thing FROM access_event ORDER BY n").fetchall()
    assert ("read", f"review {room.page().found.review.id}") in [tuple(one) for one in acts]


def test_free_text_evidence_of_an_import_is_shown_as_it_is() -> None:
    assert evidence_shown("see page 3") == EvidenceText(EvidenceKind.QUOTATION, "see page 3")
    assert evidence_shown(None) is None
    held = evidence_shown({"kind": "record", "where": "Liquid", "on": "2026-09-01"})
    assert held == EvidenceText(EvidenceKind.RECORD, where="Liquid", on="01/09/2026")
    assert held is not None
    evidence, fault = evidence_typed(held)
    assert evidence is not None
    assert (evidence.on, fault) == (date(2026, 9, 1), "")


@pytest.mark.parametrize(
    ("within", "unit", "words"),
    [(0, "days", "Do it. Today."), (1, "days", "Do it: within 1 day."), (3, "months", "Do it: within 3 months.")],
)
def test_what_follows_says_by_when(within: int, unit: str, words: str) -> None:
    assert follow_words(FollowUp("x", "Do it.", within, unit)) == words
