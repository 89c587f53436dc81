"""The reports screen: a report is issued and issued again, and owners say something of figures."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from qt_support import FakeDialogs, Place, context_for, light_workspace

from audit_app.domain.cycles import Cycle
from audit_app.screens.reports import ReportsPresenter, ReportsView
from audit_app.screens.reports.commentary_lines import Typed, typed_from
from audit_app.screens.reports.issuing_lines import question
from audit_app.screens.reports.preview import preview
from audit_app.services.reports.commentary import commentary
from audit_app.services.reports.issuing import issued_reports
from audit_app.services.reports.reporting import ReportAsked
from audit_app.services.samples.sampling import sample
from audit_app.store.read_issued import HeldCommentary
from audit_app.ui.screen import ScreenContext
from scoring.figures import Audience

SHOWN = tuple[ReportsView, ScreenContext]
PERIOD = "2026-09..2026-10"


@pytest.fixture
def shown(tmp_path: Path, qtbot: QtBot) -> Iterator[SHOWN]:
    """The screen with six plans drawn in October, as a leader sees it."""
    place = light_workspace(tmp_path, plans=30)
    draw(place, date(2026, 10, 12), "s")
    context, _ = context_for(place)
    yield come_up(context, qtbot), context
    context.session.lock()


def draw(place: Place, on: date, seed: str) -> None:
    with place.open() as workspace:
        sample(workspace, cycle=Cycle.WEEKLY.value, size=6, seed=seed, on=on)


def come_up(context: ScreenContext, qtbot: QtBot) -> ReportsView:
    view = ReportsView()
    ReportsPresenter(view, context)
    qtbot.addWidget(view)
    view.resize(1080, 680)
    view.show()
    view.show_with()
    return view


def answer(context: ScreenContext, *answers: object) -> FakeDialogs:
    assert isinstance(context.dialogs, FakeDialogs)
    context.dialogs.answers += answers
    return context.dialogs


def words(view: ReportsView) -> list[str]:
    """What the list of issued reports says."""
    layout = view.issuing.reports
    widgets = [item.widget() for at in range(layout.count()) if (item := layout.itemAt(at)) is not None]
    return [str(widget.property("text")) for widget in widgets if widget is not None]


def said(context: ScreenContext) -> tuple[HeldCommentary, ...]:
    return commentary(context.session.workspace, PERIOD)


def test_a_draft_is_issued_once_the_person_says_yes_and_stands_in_the_list(shown: SHOWN) -> None:
    view, context = shown
    assert view.issuing.state.text() == "This report is a draft: it was never issued."
    asked = answer(context, False, True)
    view.issuing.issue_button.click()
    assert issued_reports(context.session.workspace) == ()
    assert "cannot be undone" in asked.asked[0][1]
    view.issuing.issue_button.click()
    assert len(issued_reports(context.session.workspace)) == 1
    assert view.issuing.state.text() == "Issued on 22 November 2026. Its figures are those that were issued."
    assert not view.issuing.issue_button.isEnabled()
    assert words(view) == [
        "Quality of EHC plans, monthly, September to October 2026, audit group",
        "Issued on 22 November 2026",
    ]


def test_what_a_board_could_subtract_is_said_before_it_is_saved_or_issued(shown: SHOWN) -> None:
    view, context = shown
    warning = "Subtracted from one another, they tell of fewer than 6 plans of: team North."
    made = context.session.read(lambda workspace: preview(workspace, ReportAsked("monthly", PERIOD, Audience.BOARD)))
    assert made.given_away == ()
    view.show_preview(replace(made, given_away=(warning,)))
    assert warning in view.card.told.text()
    assert question(made.told[0], 3, (warning,)).endswith(f"This cannot be undone. {warning}")


def test_where_figures_differ_it_is_issued_again_with_why(shown: SHOWN) -> None:
    view, context = shown
    asked = answer(context, True, None, "A draw was added.")
    view.issuing.issue_button.click()
    context.session.write(
        lambda workspace: sample(workspace, cycle=Cycle.WEEKLY.value, size=6, seed="t", on=date(2026, 10, 19))
    )
    assert "other: until it is issued again this is a draft." in view.issuing.state.text()
    view.issuing.issue_button.click()
    assert "Why?" in asked.asked[1][1]
    assert issued_reports(context.session.workspace)[0].restated == ()
    view.issuing.issue_button.click()
    (again,) = issued_reports(context.session.workspace)[0].restated
    assert again.why == "A draw was added."
    assert "Its figures are those that were issued." in view.issuing.state.text()


def test_an_issued_report_in_the_list_brings_its_pages_back(shown: SHOWN) -> None:
    view, context = shown
    answer(context, True)
    view.issuing.issue_button.click()
    view.form.audiences[Audience.BOARD].click()
    view.form.kind.setCurrentIndex(view.form.kind.findData("weekly"))
    view.form.kind.activated.emit(view.form.kind.currentIndex())
    assert view.issuing.state.text() == "This report is a draft: it was never issued."
    item = view.issuing.reports.itemAt(0)
    assert item is not None
    button = item.widget()
    assert button is not None
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    asked = view.form.asked()
    assert (asked.kind, asked.period, asked.audience) == ("monthly", PERIOD, Audience.GROUP)
    assert view.issuing.state.text().startswith("Issued on")


def test_whoever_may_not_issue_or_comment_is_told_who_may(tmp_path: Path, qtbot: QtBot) -> None:
    place = light_workspace(tmp_path, plans=30)
    draw(place, date(2026, 10, 12), "s")
    with place.open() as workspace:
        person = workspace.person.id
        workspace.conn.execute("UPDATE person SET roles = '[\"reader\"]' WHERE id = ?", (person,))
    context, _ = context_for(place)
    view = come_up(context, qtbot)
    assert not view.issuing.issue_button.isEnabled()
    assert "issue reports" in view.issuing.may.text()
    assert not view.commentary.save_button.isEnabled()
    assert not view.commentary.public.isEnabled()
    assert "write here" in view.commentary.draft.text()
    context.session.lock()


def test_a_word_is_typed_kept_as_one_change_undone_and_removed(shown: SHOWN) -> None:
    view, context = shown
    view.show_commentary()
    panel = view.commentary
    panel.figures.setCurrentIndex(panel.figures.findData("plans.drawn@cycle=weekly"))
    panel.figures.activated.emit(panel.figures.currentIndex())
    QTest.keyClicks(panel.owner, "SEN manager")
    QTest.keyClicks(panel.words, "One week was a holiday.")
    assert said(context) == ()
    assert "draft of yours" in panel.draft.text()
    assert view.unsaved() == ("What owners say of 1 figure, as drafts",)
    before = heads(context)
    panel.save_button.click()
    ((_, _, topic, kept, owner, public),) = said(context)
    assert (topic, kept, owner) == ("plans.drawn@cycle=weekly", "One week was a holiday.", "SEN manager")
    assert public is None
    assert heads(context) == before + 1
    assert view.unsaved() == ()
    assert panel.topic == "plans.drawn@cycle=weekly"
    assert panel.figures.currentText().startswith("Said: ")
    context.session.undo()
    assert said(context) == ()
    context.session.redo()
    assert len(said(context)) == 1
    panel.remove_button.click()
    assert said(context) == ()
    assert panel.given() == Typed()


def test_a_leader_lets_the_public_read_what_is_kept_and_a_draft_has_to_be_kept_first(shown: SHOWN) -> None:
    view, context = shown
    panel = view.commentary
    assert not panel.public.isEnabled()
    QTest.keyClicks(panel.owner, "SEN manager")
    QTest.keyClicks(panel.words, "One week was a holiday.")
    assert not panel.public.isEnabled()
    panel.save_button.click()
    assert panel.public.isEnabled()
    QTest.keyClick(panel.public, Qt.Key.Key_Space)
    assert [one.is_public for one in said(context)] == [True]
    assert panel.public.isChecked()
    assert "said, public: " in panel.figures.currentText().lower()
    context.session.undo()
    assert not panel.public.isChecked()
    context.session.redo()
    QTest.keyClicks(panel.words, " Another was not.")
    assert not panel.public.isEnabled()
    panel.save_button.click()
    assert [one.is_public for one in said(context)] == [False]
    assert panel.public.isEnabled()
    assert not panel.public.isChecked()


def test_public_words_with_a_number_are_refused_beside_the_mark(shown: SHOWN) -> None:
    view, context = shown
    panel = view.commentary
    QTest.keyClicks(panel.owner, "SEN manager")
    QTest.keyClicks(panel.words, "In 3 weeks nobody was there.")
    panel.save_button.click()
    panel.public.click()
    assert "Public words carry no numbers" in panel.public_wrong.text()
    assert not panel.public.isChecked()
    assert [one.is_public for one in said(context)] == [False]


def heads(context: ScreenContext) -> int:
    """How many changes there are."""
    return int(context.session.workspace.conn.execute("SELECT count(*) FROM change").fetchone()[0])


def test_what_was_typed_and_not_kept_comes_back_with_the_screen(shown: SHOWN, qtbot: QtBot) -> None:
    view, context = shown
    panel = view.commentary
    QTest.keyClicks(panel.words, "Not finished")
    topic = panel.topic
    assert view.can_leave()
    again = come_up(context, qtbot)
    assert again.commentary.topic == topic
    assert again.commentary.given().words == "Not finished"
    other = (again.commentary.figures.currentIndex() + 1) % again.commentary.figures.count()
    again.commentary.figures.setCurrentIndex(other)
    again.commentary.figures.activated.emit(other)
    assert again.commentary.given() == Typed()


def test_what_cannot_be_kept_is_said_beside_the_field(shown: SHOWN) -> None:
    view, context = shown
    panel = view.commentary
    QTest.keyClicks(panel.words, "No role is named")
    panel.save_button.click()
    assert "role" in panel.words_field.problem.text()
    assert said(context) == ()
    assert panel.given().words == "No role is named"


@pytest.mark.parametrize(
    ("kind", "audience", "why"), [("weekly", Audience.GROUP, "Monthly"), ("monthly", Audience.PUBLIC, "public")]
)
def test_reports_that_carry_no_commentary_say_which_do(shown: SHOWN, kind: str, audience: Audience, why: str) -> None:
    view, _ = shown
    view.form.audiences[audience].click()
    view.form.kind.setCurrentIndex(view.form.kind.findData(kind))
    view.form.kind.activated.emit(view.form.kind.currentIndex())
    assert why in view.commentary.why_none.text()
    assert not view.commentary.fields.isVisibleTo(view.commentary)


def test_locking_forgets_what_was_shown(shown: SHOWN) -> None:
    view, context = shown
    answer(context, True)
    view.issuing.issue_button.click()
    QTest.keyClicks(view.commentary.words, "words of somebody")
    view.drop()
    assert words(view) == []
    assert view.issuing.state.text() == ""
    assert view.commentary.given() == Typed()


@pytest.mark.parametrize("text", ["", "{}", '["a"]', '["a", 1]'])
def test_a_draft_that_is_none_is_passed_over(text: str) -> None:
    assert typed_from(text) is None
    assert typed_from(Typed("a", "b").text()) == Typed("a", "b")
