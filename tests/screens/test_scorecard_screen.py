"""The Scorecard: the catalogue loaded, values typed and undone, notes kept, files taken in, all of it let go."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot
from qt_support import FakeDialogs, Visits, context_for, light_workspace

from audit_app.domain.measures import Standing
from audit_app.screens.scorecard import ScorecardView, make
from audit_app.screens.scorecard.measure_dialog import MeasureDialog
from audit_app.screens.scorecard.value_dialog import ValueDialog
from audit_app.services.measures.keeping import load_catalogue
from audit_app.services.measures.scorecard import Line
from audit_app.services.measures.values import Typed, type_value
from audit_app.services.timeliness.trajectories import keep
from audit_app.store.access import events
from audit_app.store.workspace import Workspace
from audit_app.ui.screen import ScreenContext
from audit_app.ui.target_dialog import TargetDialog
from scoring.timeliness.trajectories import Basis, Point, Trajectory

World = tuple[ScorecardView, ScreenContext, Visits]
TARGET = Trajectory("Held", "measure.tribunals_held", Basis.MEASURED, None, (Point(date(2026, 1, 1), 3),), "Board")


def loaded(workspace: Workspace) -> None:
    load_catalogue(workspace)
    keep(workspace, TARGET)
    for month, value in (("2026-08", 2), ("2026-09", 3), ("2026-10", 7)):
        type_value(workspace, "tribunals_held", month, Typed(value=value))


def shown(base: Path, qtbot: QtBot, fill: Callable[[Workspace], object]) -> Iterator[World]:
    place = light_workspace(base, plans=2)
    with place.open() as workspace:
        fill(workspace)
    context, visits = context_for(place)
    view = make(context)
    assert isinstance(view, ScorecardView)
    qtbot.addWidget(view)
    view.resize(1280, 700)
    view.show()
    view.show_with()
    yield view, context, visits
    view.drop()
    context.session.lock()


@pytest.fixture
def world(tmp_path: Path, qtbot: QtBot) -> Iterator[World]:
    yield from shown(tmp_path, qtbot, loaded)


@pytest.fixture
def bare(tmp_path: Path, qtbot: QtBot) -> Iterator[World]:
    yield from shown(tmp_path, qtbot, lambda _workspace: None)


def answers(context: ScreenContext, *given: Any) -> None:
    assert isinstance(context.dialogs, FakeDialogs)
    context.dialogs.answers = list(given)


def line(view: ScorecardView, code: str) -> Line:
    found: Line = next(one for one in view.table.model.rows if one.measure.code == code)
    return found


def look_at(view: ScorecardView, code: str) -> None:
    assert view.table.select(lambda one: one.measure.code == code)
    QTest.keyClick(view.table.view, Qt.Key.Key_Return)


def test_an_empty_workspace_offers_the_catalogue_and_one_undo_takes_it_back(bare: World) -> None:
    view, context, visits = bare
    assert view.table.isHidden()
    answers(context, "with_targets")
    view.empty.button.click()
    assert len(view.table.model.rows) == 50
    assert visits.said == ["50 measures added, 0 held already."]
    assert view.load_button.isHidden()  # nothing is lacking any more
    assert line(view, "staff_trained").target == 300
    assert context.session.undo_words == "Load the catalogue of measures: 50 new, 6 targets"
    context.session.undo()
    assert view.table.isHidden()
    assert not view.empty.isHidden()


def test_a_status_stands_with_its_shape_word_and_rule_and_a_missing_note_is_flagged(world: World) -> None:
    view, _, _ = world
    held = line(view, "tribunals_held")
    assert held.judged.standing is Standing.OFF_TRACK
    assert view.pills[Standing.OFF_TRACK].words == "1 off track"
    assert view.note_pill.words == "1 note missing"
    assert "missing" in view.missing_pill.words
    columns = {column.id: column for column in view.table.model.columns}
    assert columns["standing"].text(held) == "Off track"
    assert columns["standing"].tip is not None
    assert "Rule for “off track”" in columns["standing"].tip(held)
    assert (columns["value"].text(held), columns["target"].text(held)) == ("7 appeals", "at most 3 appeals")


@pytest.mark.parametrize(("column", "choice", "codes"), [("standing", "Off track", {"tribunals_held"})])
def test_filters_show_what_is_off_track(world: World, column: str, choice: str, codes: set[str]) -> None:
    view, _, _ = world
    box = view.table.choices[column]
    box.setCurrentIndex(box.findData(choice))
    assert {one.measure.code for one in view.table.model.rows} == codes
    box.setCurrentIndex(0)
    to_do = view.table.choices["to_do"]
    to_do.setCurrentIndex(to_do.findData("Note missing"))
    assert {one.measure.code for one in view.table.model.rows} == codes


def test_a_measure_opens_with_its_course_values_and_what_it_is(world: World) -> None:
    view, _, _ = world
    look_at(view, "tribunals_held")
    drawer = view.drawer
    assert (drawer.title.text(), drawer.lead.text(), drawer.pill.words) == ("Tribunals held", "7 appeals", "Off track")
    assert "Under 13 months limits are a trial" in drawer.chart.note.text()
    assert [row[1].value.period.text for row in drawer.values.model.rows] == ["2026-10", "2026-09", "2026-08"]
    assert "write the exception note below" in drawer.missing.text()
    assert "Oct 2026" in drawer.chart.copy_table()
    QTest.keyClick(drawer, Qt.Key.Key_Escape)
    assert drawer.isHidden()
    assert view.table.view.hasFocus()


def test_a_note_typed_in_place_is_kept_and_taken_back_by_undo(world: World) -> None:
    view, context, _ = world
    look_at(view, "tribunals_held")
    note = view.drawer.note
    note.words.setPlainText("Four were put off from August.")
    note.keep_button.click()
    held = line(view, "tribunals_held")
    assert held.note == ("Four were put off from August.", "SEN manager")
    assert view.note_pill.isHidden()
    assert not view.drawer.missing.text()
    context.session.undo()
    assert line(view, "tribunals_held").note is None


def test_a_typed_note_is_kept_when_the_screen_is_left_and_keeps_it_where_it_cannot_be(world: World) -> None:
    view, _, _ = world
    look_at(view, "tribunals_held")
    view.drawer.note.words.setPlainText("x" * 601)
    assert view.unsaved() == ("An exception note",)
    assert not view.can_leave()
    assert "600 at most" in view.drawer.note.words_field.problem.text()
    view.drawer.note.words.setPlainText("Put off from August.")
    assert view.can_leave()
    assert line(view, "tribunals_held").note == ("Put off from August.", "SEN manager")


def test_a_value_is_typed_changed_by_key_removed_and_brought_back(world: World) -> None:
    view, context, _ = world
    look_at(view, "neet")

    def fill(dialog: QDialog) -> bool:
        assert isinstance(dialog, ValueDialog)
        assert dialog.when.currentText() == "2026-Q3"
        dialog.number.setText("90")
        dialog.of.setText("80")
        dialog.yes.click()
        assert "cannot be" in dialog.number_field.problem.text()
        dialog.number.setText("12")
        dialog.yes.click()
        return bool(dialog.result())

    answers(context, fill)
    view.drawer.type_button.click()
    assert line(view, "neet").latest is not None
    assert view.drawer.lead.text() == "12 of 80"

    def change(dialog: QDialog) -> bool:
        assert isinstance(dialog, ValueDialog)
        assert (dialog.number.text(), dialog.of.text()) == ("12", "80")
        dialog.number.setText("8")
        dialog.yes.click()
        return bool(dialog.result())

    answers(context, change)
    QTest.keyClick(view.drawer.values.view, Qt.Key.Key_F2)
    assert view.drawer.lead.text() == "8 of 80"
    QTest.keyClick(view.drawer.values.view, Qt.Key.Key_Delete)
    assert line(view, "neet").latest is None
    context.session.undo()
    assert view.drawer.lead.text() == "8 of 80"


def test_what_the_app_counts_is_not_typed(world: World) -> None:
    view, _, _ = world
    look_at(view, "within_20_weeks")
    assert not view.drawer.type_button.isEnabled()
    assert view.drawer.why_not.text() == "The app counts this measure itself."
    look_at(view, "looked_after")  # known of the present alone: people keep what it was
    assert view.drawer.type_button.isEnabled()


def test_a_target_is_set_and_taken_away_with_a_way_back(world: World) -> None:
    view, context, _ = world
    look_at(view, "neet")

    def fill(dialog: QDialog) -> bool:
        assert isinstance(dialog, TargetDialog)
        dialog.points.setPlainText("2026-01 9.5\n2027-01 8")
        dialog.source.setText("Board, May 2026")
        dialog.yes.click()
        return bool(dialog.result())

    answers(context, fill)
    view.drawer.target_button.click()
    trajectory = line(view, "neet").trajectory
    assert trajectory is not None
    assert (trajectory.figure, [point.percent for point in trajectory.points]) == ("measure.neet", [9.5, 8])
    view.drawer.no_target_button.click()
    assert line(view, "neet").trajectory is None
    context.session.undo()
    assert line(view, "neet").trajectory is not None


def test_an_own_measure_is_added_changed_and_ended(world: World) -> None:
    view, context, _ = world

    def fill(dialog: QDialog) -> bool:
        assert isinstance(dialog, MeasureDialog)
        dialog.yes.click()
        assert "missing" in dialog.fields["title"].problem.text()
        dialog.name.setText("Parents at coffee mornings")
        dialog.theme.setCurrentText("Feedback")
        dialog.unit.setCurrentText("parents")
        dialog.yes.click()
        return bool(dialog.result())

    answers(context, fill)
    view.add_button.click()
    assert line(view, "parents_at_coffee_mornings").measure.unit == "parents"
    look_at(view, "parents_at_coffee_mornings")

    def change(dialog: QDialog) -> bool:
        assert isinstance(dialog, MeasureDialog)
        assert dialog.name.text() == "Parents at coffee mornings"
        dialog.owner.setText("Forum chair")
        dialog.yes.click()
        return bool(dialog.result())

    answers(context, change)
    view.drawer.change_measure_button.click()
    assert line(view, "parents_at_coffee_mornings").measure.owner == "Forum chair"
    view.drawer.end_button.click()
    assert all(one.measure.code != "parents_at_coffee_mornings" for one in view.table.model.rows)
    context.session.undo()
    assert line(view, "parents_at_coffee_mornings")


def test_a_file_is_looked_at_before_it_is_taken_in(world: World, tmp_path: Path) -> None:
    view, context, visits = world
    path = tmp_path / "values.csv"
    path.write_text("code,period,value\nmediation_held,2026-10,4\n")
    answers(context, path, None)
    view.import_button.click()
    assert line(view, "mediation_held").latest is None
    answers(context, path, "yes")
    view.import_button.click()
    assert line(view, "mediation_held").latest is not None
    assert visits.said == ["1 value new, 0 changed. Undo takes them back."]


def test_the_list_and_the_page_are_saved_and_noted(world: World, tmp_path: Path) -> None:
    view, context, visits = world
    answers(context, tmp_path / "measures.csv")
    view.save_button.click()
    assert "tribunals_held,2026-10,7" in (tmp_path / "measures.csv").read_text(encoding="utf-8-sig")
    answers(context, tmp_path / "scorecard.pdf")
    view.print_button.click()
    assert (tmp_path / "scorecard.pdf").read_bytes().startswith(b"%PDF")
    noted = [event.thing for event in events(context.session.workspace.conn) if event.act == "export"]
    assert noted == ["measures", "scorecard"]
    assert len(visits.said) == 2


def test_nothing_is_left_when_the_workspace_is_locked(world: World) -> None:
    view, context, _ = world
    look_at(view, "tribunals_held")
    view.drop()
    assert view.table.model.total == 0
    assert view.drawer.isHidden()
    assert view.drawer.lead.text() == ""
    context.session.lock()
