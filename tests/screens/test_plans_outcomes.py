"""Outcomes in a plan's drawer: added, reviewed in a few keys, changed, taken back, undone; files by the window."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from qt_support import FakeDialogs, Visits, context_for, light_workspace, unnamed

from audit_app.domain.outcomes import Outcome, Progress
from audit_app.screens.plans import PlansView, make
from audit_app.screens.plans.imports import Kind
from audit_app.screens.plans.outcomes_dialog import OutcomeDialog, ReviewDialog
from audit_app.services.outcomes.progress import keep_outcome, outcomes_of
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.ui.screen import ScreenContext

World = tuple[PlansView, ScreenContext, Visits]
PLAN = "EHC-0001"
TODAY = date(2026, 11, 22)


@pytest.fixture
def world(tmp_path: Path, qtbot: QtBot) -> Iterator[World]:
    """The plans screen with a plan in force that is open in the drawer."""
    place = light_workspace(tmp_path, plans=2)
    with place.open() as workspace:
        row = {"plan_ref": PLAN, "final_date": "2025-06-02", "date_of_birth": "2010-05-01"}
        workspace.door.write("Import", [Op("entry", Ids(workspace.id).plan(PLAN), "row", row)])
    context, visits = context_for(place)
    view = make(context)
    assert isinstance(view, PlansView)
    qtbot.addWidget(view)
    view.resize(1080, 680)
    view.show()
    view.show_with(plan_ref=PLAN)
    yield view, context, visits
    view.drop()
    context.session.lock()


def held(context: ScreenContext) -> tuple[Outcome, ...]:
    return outcomes_of(context.session.workspace, PLAN)


def shown(view: PlansView) -> list[str]:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()
    return [one.text() for one in view.drawer.outcomes.findChildren(QLabel) if one.isVisibleTo(view)]


def click(view: PlansView, words: str) -> None:
    shown(view)
    buttons = view.drawer.outcomes.findChildren(QPushButton)
    next(one for one in buttons if one.text() == words and one.isVisibleTo(view)).click()


def answer(context: ScreenContext, act: Callable[[QDialog], bool]) -> None:
    assert isinstance(context.dialogs, FakeDialogs)
    context.dialogs.answers = [act]


def outcome(number: str, words: str, *, then: str = "") -> Callable[[QDialog], bool]:
    def fill(dialog: QDialog) -> bool:
        assert isinstance(dialog, OutcomeDialog)
        assert unnamed(dialog) == []
        dialog.fields["number"].widget.setText(number)  # type: ignore[attr-defined]  # a line
        dialog.words.setPlainText(words)
        dialog.area.setCurrentIndex(dialog.area.findData("independence"))
        dialog.accept()
        if then:
            assert then in dialog.banner.text.text()
            return False
        return bool(dialog.result())

    return fill


def test_an_outcome_is_added_with_the_next_number_and_shown(world: World) -> None:
    view, context, _ = world
    assert "No outcome of this plan is held." in shown(view)
    assert not view.drawer.outcomes.note_button.isEnabled()
    answer(context, outcome("1", "Travels by bus"))
    view.drawer.outcomes.add_button.click()
    (one,) = held(context)
    assert (one.number, one.words, one.area) == ("1", "Travels by bus", "independence")
    assert "1. Travels by bus" in shown(view)
    answer(context, outcome("1", "Again", then="has an outcome 1 already"))
    view.drawer.outcomes.add_button.click()
    assert len(held(context)) == 1


def test_a_review_of_all_outcomes_is_one_change_and_undone_as_one(world: World) -> None:
    view, context, _ = world
    for number in ("1", "2", "3"):
        made = Outcome("", "", PLAN, number, f"Step {number}")
        context.session.write(lambda workspace, made=made: keep_outcome(workspace, made))  # type: ignore[misc]  # bound

    def fill(dialog: QDialog) -> bool:
        assert isinstance(dialog, ReviewDialog)
        assert unnamed(dialog) == []
        dialog.accept()
        assert "at least one" in dialog.banner.text.text()
        first, second, _ = dialog.choices.values()
        first.setCurrentIndex(first.findData("achieved"))
        second.setCurrentIndex(second.findData("some"))
        list(dialog.evidence.values())[1].setText("With an adult beside them")
        dialog.on.widget.setText("1/1/2031")  # type: ignore[attr-defined]  # a line
        dialog.accept()
        assert "lies ahead" in dialog.banner.text.text()
        dialog.on.widget.setText("16/11/2026")  # type: ignore[attr-defined]  # a line
        dialog.accept()
        return bool(dialog.result())

    answer(context, fill)
    view.drawer.outcomes.note_button.click()
    latest = [one.latest.progress if one.latest else None for one in held(context)]
    assert latest == [Progress.ACHIEVED, Progress.SOME, None]
    assert "16 Nov 2026: some progress. With an adult beside them" in shown(view)
    assert context.session.undo() == "Note the review of 16/11/2026"
    assert [one.reviews for one in held(context)] == [(), (), ()]


def test_an_outcome_is_changed_removed_and_brought_back(world: World) -> None:
    view, context, visits = world
    made = Outcome("", "", PLAN, "1", "Step 1")
    context.session.write(lambda workspace: keep_outcome(workspace, made))
    answer(context, outcome("1a", "Step 1, said better"))
    click(view, "Change…")
    assert [(one.number, one.words) for one in held(context)] == [("1a", "Step 1, said better")]
    click(view, "Remove")
    assert held(context) == ()
    assert visits.said[-1] == "Outcome 1a was removed."
    context.session.undo()
    assert len(held(context)) == 1
    assert "1a. Step 1, said better" in shown(view)


def test_what_the_golden_thread_has_beyond_them_is_offered(world: World) -> None:
    view, *_ = world
    assert not view.drawer.outcomes.take_button.isVisibleTo(view)
    view.drawer.outcomes.show_outcomes((), TODAY, offered=2, may_write=True)
    with_button = view.drawer.outcomes.take_button
    assert with_button.isVisibleTo(view)
    assert with_button.text() == "Take 2 from the golden thread"


def test_a_file_of_outcomes_is_recognised_where_a_register_is_imported(world: World, tmp_path: Path) -> None:
    view, context, _ = world
    file = tmp_path / "reviews.csv"
    file.write_text(
        f"Case number,Outcome number,Outcome text,Review date,Progress\n{PLAN},1,Reads,04/05/2026,Partly met\n",
        encoding="utf-8",
    )
    assert isinstance(context.dialogs, FakeDialogs)
    context.dialogs.answers = [file]
    view.register_button.click()
    assert view.panel.title.text() == Kind.OUTCOMES.title
    view.panel.import_button.click()
    (one,) = held(context)
    assert one.latest is not None
    assert (one.words, one.latest.progress) == ("Reads", Progress.SOME)


def test_the_list_of_plans_leads_to_outcomes(world: World) -> None:
    view, _, visits = world
    view.outcomes_button.click()
    assert visits.went == [("outcomes", {})]


def test_who_may_not_write_sees_outcomes_and_no_buttons(world: World) -> None:
    view, context, _ = world
    made = Outcome("", "", PLAN, "1", "Step 1")
    context.session.write(lambda workspace: keep_outcome(workspace, made))
    view.drawer.outcomes.show_outcomes(held(context), TODAY, offered=2, may_write=False)
    assert "1. Step 1" in shown(view)
    assert not [
        one for one in view.drawer.outcomes.findChildren(QPushButton) if one.isVisibleTo(view) and one.isEnabled()
    ]
