"""Any table through one mapping screen, by keyboard: guessed, corrected, checked, remembered, and what came of it."""

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from qt_support import FakeDialogs, HeldJobs, Place, Visits, context_for, light_workspace
from screen_checks import least_width, nameless, press, texts

from audit_app.machine.policy import Policy
from audit_app.screens.plans import PlansView, make
from audit_app.screens.plans.mapping_draft import MappedColumn, Stand
from audit_app.services.register.remembered import remembered_mappings
from audit_app.ui.screen import ScreenContext

World = tuple[PlansView, ScreenContext, Visits]
HEADINGS = ("Case Number", "Pupil Name", "UPN", "Main Need", "EHCP issued", "Plan start date", "LAC", "Hub", "Thing")
ROWS = [
    (f"C-{n:03d}", f"Amy Smith{chr(97 + n)}", f"A{n:012d}", "ASD", "20/05/2024", "21/05/2024", "Yes", "North", f"=x{n}")
    for n in range(12)
]


def write(path: Path, rows: Sequence[tuple[str, ...]] | None = None, headings: tuple[str, ...] = HEADINGS) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([headings, *(ROWS if rows is None else rows)])
    return path


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return light_workspace(tmp_path, plans=0)


@pytest.fixture
def world(place: Place, qtbot: QtBot) -> Iterator[World]:
    context, visits = context_for(place)
    view = make(context)
    assert isinstance(view, PlansView)
    qtbot.addWidget(view)
    view.resize(1080, 680)
    view.show()
    view.show_with()
    yield view, context, visits
    context.session.lock()


def answer(context: ScreenContext, *answers: object) -> None:
    assert isinstance(context.dialogs, FakeDialogs)
    context.dialogs.answers = [*answers]


def begin(world: World, path: Path) -> PlansView:
    """Choose a file for the register."""
    view, context, _ = world
    answer(context, path)
    view.register_button.click()
    return view


def row(view: PlansView, heading: str) -> MappedColumn:
    return next(one for one in view.mapping.table.rows.rows if one.heading == heading)


def pick(view: PlansView, heading: str, search: str) -> None:
    """Choose a field for a column by the keyboard alone."""
    view.mapping.table.go_to(heading)
    press(view.mapping.table, Qt.Key.Key_Return)
    QTest.keyClicks(view.mapping.picker.line, search)
    QTest.keyClick(view.mapping.picker.line, Qt.Key.Key_Return)


def imported(world: World, **columns: str | None) -> list[tuple[object, ...]]:
    conn = world[1].session.workspace.conn
    return [tuple(one) for one in conn.execute(f"SELECT {', '.join(columns)} FROM entry ORDER BY plan_ref LIMIT 1")]  # noqa: S608 - names of columns from the test itself


def test_other_headings_lead_to_the_mapping_with_three_values_and_a_reason_each(world: World, tmp_path: Path) -> None:
    view = begin(world, write(tmp_path / "export.csv"))
    assert view.stack.currentWidget() is view.mapping
    shown = {one.heading: (one.samples, one.goes_into) for one in view.mapping.table.rows.rows}
    assert shown == {
        "Case Number": ("C-000 · C-001 · C-002", "Plan reference"),
        "Pupil Name": ("Not shown", "Leave out"),
        "UPN": ("1 letter, 12 digits", "Match key (UPN or ULN)"),
        "Main Need": ("ASD", "Primary need"),
        "EHCP issued": ("20/05/2024", "Final plan sent"),
        "Plan start date": ("21/05/2024", "Leave out"),
        "LAC": ("Yes", "Looked after"),
        "Hub": ("North", "Casework team"),
        "Thing": ("=x0 · =x1 · =x2", "Leave out"),
    }
    assert all(one.said for one in view.mapping.table.rows.rows)
    assert "Amy" not in texts(view.mapping)
    assert nameless(view.mapping) == []
    assert least_width(view.mapping) <= 1040


def test_a_file_goes_from_guess_to_register_by_the_keyboard(world: World, tmp_path: Path) -> None:
    view = begin(world, write(tmp_path / "export.csv"))
    visits = world[2]
    table = view.mapping.table
    pick(view, "Plan start date", "request")
    assert row(view, "Plan start date").field == "request_date"
    table.go_to("Hub")
    press(table, Qt.Key.Key_Delete)
    table.go_to("LAC")
    press(table, Qt.Key.Key_Space)
    QTest.keyClick(table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert view.stack.currentWidget() is view.panel
    assert imported(world, plan_ref=None) == []
    view.panel.import_button.click()
    assert visits.said == ["The file was imported: new 12."]
    names = dict.fromkeys(("plan_ref", "final_date", "request_date", "looked_after", "casework_team"))
    assert imported(world, **names) == [("C-000", "2024-05-20", "2024-05-21", 1, None)]


def test_typing_letters_searches_the_fields_by_the_words_of_headings_too(world: World, tmp_path: Path) -> None:
    view = begin(world, write(tmp_path / "export.csv"))
    view.mapping.table.go_to("Thing")
    QTest.keyClicks(view.mapping.table, "d")
    assert view.mapping.picker.isVisible()
    QTest.keyClicks(view.mapping.picker.line, "ob")
    listed = view.mapping.picker.list
    assert [listed.item(at).text() for at in range(listed.count())] == ["Date of birth"]
    QTest.keyClick(view.mapping.picker.line, Qt.Key.Key_Escape)
    assert row(view, "Thing").field is None
    assert QApplication.focusWidget() is view.mapping.table


def test_the_picker_says_which_column_has_a_field_already_and_begins_with_what_is_likely(
    world: World, tmp_path: Path
) -> None:
    view = begin(world, write(tmp_path / "export.csv"))
    view.mapping.table.go_to("Plan start date")
    press(view.mapping.table, Qt.Key.Key_Return)
    listed = view.mapping.picker.list
    words = [listed.item(at).text() for at in range(4)]
    assert words == ["Leave out", "Most likely", "Final plan sent   ·   “EHCP issued” goes there", "Who it is"]
    assert listed.currentRow() == 0
    QTest.keyClick(view.mapping.picker.line, Qt.Key.Key_Down)
    assert listed.currentRow() == 2


def test_two_columns_for_one_field_stand_as_faults_and_stop_the_way_on(world: World, tmp_path: Path) -> None:
    view = begin(world, write(tmp_path / "export.csv"))
    pick(view, "Plan start date", "final plan sent")
    assert row(view, "Plan start date").stand is row(view, "EHCP issued").stand is Stand.FAULT
    assert "“EHCP issued” goes there too" in row(view, "Plan start date").said
    assert not view.mapping.go_on_button.isEnabled()
    assert "2 columns have a fault" in view.mapping.banner.text.text()
    view.mapping.table.go_to("EHCP issued")
    press(view.mapping.table, Qt.Key.Key_Delete)
    assert view.mapping.go_on_button.isEnabled()
    assert not view.mapping.banner.isVisible()


def test_without_a_key_nothing_goes_on_and_what_is_missing_is_said(world: World, tmp_path: Path) -> None:
    view = begin(world, write(tmp_path / "export.csv"))
    for heading in ("Case Number", "UPN"):
        view.mapping.table.go_to(heading)
        press(view.mapping.table, Qt.Key.Key_Delete)
    assert "No column goes into Plan reference or Match key" in view.mapping.banner.text.text()
    press(view.mapping.table, Qt.Key.Key_Return)
    QTest.keyClick(view.mapping.picker.line, Qt.Key.Key_Escape)
    QTest.keyClick(view.mapping.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert view.stack.currentWidget() is view.mapping
    assert "Without Date of request: no figure on the 20 weeks." in texts(view.mapping)


def test_only_what_is_to_look_at_can_be_shown(world: World, tmp_path: Path) -> None:
    view = begin(world, write(tmp_path / "export.csv"))
    view.mapping.choices.shown.setCurrentText("To look at")
    assert [one.heading for one in view.mapping.table.rows.rows] == ["Plan start date"]
    pick(view, "Plan start date", "leave")
    assert list(view.mapping.table.rows.rows) == []
    assert view.mapping.detail.heading.text() == "No column is shown"


def test_a_mapping_is_remembered_by_its_name_and_offered_for_the_same_headings(world: World, tmp_path: Path) -> None:
    view = begin(world, write(tmp_path / "One export 2026-11.csv"))
    assert view.mapping.keeping.edit.text() == "One export"
    pick(view, "Plan start date", "request")
    view.mapping.go_on_button.click()
    view.panel.import_button.click()
    begin(world, write(tmp_path / "next.csv", headings=HEADINGS[::-1], rows=[one[::-1] for one in ROWS]))
    assert view.mapping.choices.sources.currentText() == "One export"
    assert row(view, "Plan start date").field == "request_date"
    assert "They are read as “One export” has it" in texts(view.mapping)
    view.mapping.choices.sources.setCurrentIndex(1)
    view.mapping.choices.sources.activated.emit(1)
    assert row(view, "Plan start date").field == "final_date"
    assert not view.mapping.keeping.forget_button.isEnabled()


def test_a_remembered_mapping_can_be_forgotten(world: World, tmp_path: Path) -> None:
    view = begin(world, write(tmp_path / "export.csv"))
    view.mapping.go_on_button.click()
    view.panel.import_button.click()
    begin(world, write(tmp_path / "next.csv"))
    answer(world[1], True)
    view.mapping.keeping.forget_button.click()
    assert remembered_mappings(world[1].session.workspace) == ()
    assert row(view, "Case Number").field == "plan_ref"


def test_without_a_name_nothing_is_remembered_and_a_taken_name_is_refused(world: World, tmp_path: Path) -> None:
    view = begin(world, write(tmp_path / "export.csv"))
    view.mapping.go_on_button.click()
    view.panel.import_button.click()
    begin(world, write(tmp_path / "export.csv", headings=("Case Number", "Hub"), rows=[("X-1", "N"), ("X-2", "N")]))
    assert view.mapping.keeping.edit.text() == "export 2"
    view.mapping.keeping.edit.setText("EXPORT")
    view.mapping.go_on_button.click()
    assert "other headings" in view.mapping.keeping.problem.text()
    assert view.stack.currentWidget() is view.mapping
    view.mapping.keeping.edit.clear()
    view.mapping.go_on_button.click()
    view.panel.import_button.click()
    assert [one.name for one in remembered_mappings(world[1].session.workspace)] == ["export"]


def test_a_mapping_is_saved_for_the_command_line_and_loaded_again(world: World, tmp_path: Path) -> None:
    view = begin(world, write(tmp_path / "export.csv"))
    pick(view, "Plan start date", "request")
    answer(world[1], tmp_path / "m.json")
    view.mapping.keeping.save_button.click()
    saved = json.loads((tmp_path / "m.json").read_text(encoding="utf-8"))
    assert saved["columns"]["Plan start date"] == "request_date"
    view.mapping.choices.source_chosen.emit(-1)
    assert row(view, "Plan start date").field is None
    answer(world[1], tmp_path / "m.json")
    view.mapping.keeping.load_button.click()
    assert row(view, "Plan start date").field == "request_date"
    (tmp_path / "m.json").write_text('{"columns": {"Hub": "team"}}', encoding="utf-8")
    answer(world[1], tmp_path / "m.json")
    view.mapping.keeping.load_button.click()
    assert isinstance(world[1].dialogs, FakeDialogs)
    assert "the mapping has 1 faults" in world[1].dialogs.asked[-1][1]
    assert row(view, "Plan start date").field == "request_date"


def test_another_sheet_of_a_workbook_can_be_chosen(world: World, tmp_path: Path) -> None:
    book = Workbook()
    book.remove(book.active)
    for name, heading in (("Requests", "Case number"), ("Plans", "Plan ref")):
        sheet = book.create_sheet(name)
        for one in ((heading, "Hub", "Need 1"), ("A-1", "North", "ASD"), ("A-2", "North", "ASD")):
            sheet.append(one)
    book.save(tmp_path / "book.xlsx")
    view = begin(world, tmp_path / "book.xlsx")
    assert view.mapping.choices.sheets.currentText() == "Requests"
    view.mapping.choices.sheets.setCurrentText("Plans")
    view.mapping.choices.sheets.activated.emit(1)
    assert view.mapping.table.rows.rows[0].heading == "Plan ref"
    view.mapping.go_on_button.click()
    view.panel.import_button.click()
    assert imported(world, plan_ref=None) == [("A-1",)]


def test_from_the_preview_one_comes_back_to_the_columns_as_they_were_left(world: World, tmp_path: Path) -> None:
    view = begin(world, write(tmp_path / "export.csv"))
    pick(view, "Plan start date", "request")
    view.mapping.go_on_button.click()
    view.panel.include.boxes["looked_after"].click()
    view.panel.columns_button.click()
    assert view.stack.currentWidget() is view.mapping
    assert row(view, "Plan start date").field == "request_date"
    assert row(view, "LAC").is_taken is True


def test_our_own_headings_go_straight_to_the_preview_and_may_be_explained_all_the_same(
    world: World, tmp_path: Path
) -> None:
    view = begin(world, write(tmp_path / "own.csv", headings=("plan_ref", "x"), rows=[("E-1", "a"), ("E-2", "a")]))
    assert view.stack.currentWidget() is view.panel
    view.panel.columns_button.click()
    assert view.stack.currentWidget() is view.mapping
    pick(view, "x", "casework team")
    view.mapping.go_on_button.click()
    view.panel.import_button.click()
    assert imported(world, plan_ref=None, casework_team=None) == [("E-1", "a")]


def test_cancelling_at_the_mapping_leaves_nothing(world: World, tmp_path: Path) -> None:
    view = begin(world, write(tmp_path / "export.csv"))
    view.mapping.cancel_button.click()
    assert view.stack.currentWidget() is view.page
    assert imported(world, plan_ref=None) == []
    assert remembered_mappings(world[1].session.workspace) == ()
    assert list(view.mapping.table.rows.rows) == []
    assert "C-000" not in texts(view)


def test_past_audits_are_known_by_their_headings(world: World, tmp_path: Path) -> None:
    head = ("plan_ref", "audit_date", "cycle", "round", "reviewer", "agency", "framework", "marker", "score")
    one = ("C-1", "2026-10-05", "weekly", "", "Jo Smith", "coordinator", "weekly-18", "B1", "3")
    view = begin(world, write(tmp_path / "audits.csv", headings=head, rows=[one]))
    assert view.panel.title.text() == "Import past audits"
    assert not view.panel.columns_button.isVisible()


def test_a_file_can_be_dropped_on_the_screen(world: World, tmp_path: Path) -> None:
    view, _, _ = world
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(write(tmp_path / "export.csv")))])
    copy, left, no_key = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(view, QDragEnterEvent(QPoint(300, 300), copy, data, left, no_key))
    event = QDropEvent(QPointF(300, 300), copy, data, left, no_key)
    QApplication.sendEvent(view, event)
    assert event.isAccepted()
    assert view.stack.currentWidget() is view.mapping
    view.show_rights(False, False)
    assert not view.acceptDrops()


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_the_faults_are_saved_whole_as_text_that_stays_text(world: World, tmp_path: Path, suffix: str) -> None:
    rows = [(f"C-{number}", "=1+1") for number in range(300)]
    view = begin(world, write(tmp_path / "bad.csv", headings=("plan_ref", "final_date"), rows=rows))
    assert view.panel.problems.title.text() == "Faults: 300"
    target = tmp_path / f"faults.{suffix}"
    answer(world[1], target)
    view.panel.problems.save_button.click()
    assert world[2].said == [f"The list was saved as faults.{suffix}."]
    if suffix == "csv":
        lines = list(csv.reader(target.read_text(encoding="utf-8-sig").splitlines()))
        assert len(lines) == 301
        assert lines[1][:4] == ["Fault", "", "2", "final_date"]
        return
    cells = [[cell.value for cell in line] for line in load_workbook(target).active.iter_rows()]
    assert cells[-1][:4] == ["Fault", None, 301, "final_date"]
    assert "is not a date" in cells[-1][4]


def test_what_an_import_changed_is_offered_after_it_and_can_be_saved(world: World, tmp_path: Path) -> None:
    view, context, visits = world
    begin(world, write(tmp_path / "own.csv", headings=("plan_ref", "setting_name"), rows=[("=E-1", "Hill")]))
    view.panel.import_button.click()
    begin(world, write(tmp_path / "own.csv", headings=("plan_ref", "setting_name"), rows=[("=E-1", "@Lea")]))
    view.panel.import_button.click()
    assert view.last_button.isVisible()
    shown = visits.buttons[-1]
    assert shown is not None
    shown()
    assert visits.went == [("plans", {"last_import": True})]
    view.show_with(last_import=True)
    assert view.stack.currentWidget() is view.panel
    assert [line.said for line in view.panel.changes.table.model.rows] == ["Setting: Hill → @Lea"]
    assert not view.panel.import_button.isVisible()
    answer(context, tmp_path / "changes.csv")
    view.panel.changes.save_button.click()
    lines = list(csv.reader((tmp_path / "changes.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert lines[1] == ["'=E-1", "Moved school", "Setting", "Hill", "'@Lea"]
    acts = [
        one[0] for one in context.session.workspace.conn.execute("SELECT thing FROM access_event WHERE act = 'export'")
    ]
    assert acts == ["the changes of an import"]
    view.panel.cancel_button.click()
    assert view.stack.currentWidget() is view.page


def test_a_list_goes_nowhere_that_the_policy_forbids(place: Place, tmp_path: Path, qtbot: QtBot) -> None:
    context, visits = context_for(place)
    context = replace(context, policy=Policy(export_folders=(tmp_path / "allowed",)))
    view = make(context)
    assert isinstance(view, PlansView)
    qtbot.addWidget(view)
    view.show()
    view.show_with()
    begin((view, context, visits), write(tmp_path / "bad.csv", headings=("plan_ref", "final_date"), rows=[("A", "x")]))
    answer(context, tmp_path / "faults.csv")
    view.panel.problems.save_button.click()
    assert not (tmp_path / "faults.csv").exists()
    assert isinstance(context.dialogs, FakeDialogs)
    assert "outside the folders" in context.dialogs.asked[-1][1]
    context.session.lock()


def test_a_file_that_is_being_looked_at_when_the_lock_comes_shows_nothing(
    place: Place, tmp_path: Path, qtbot: QtBot
) -> None:
    context, visits = context_for(place)
    jobs = HeldJobs(context.session)
    view = make(replace(context, jobs=jobs))
    assert isinstance(view, PlansView)
    qtbot.addWidget(view)
    view.show()
    view.show_with()
    jobs.let_go()
    begin((view, context, visits), write(tmp_path / "export.csv"))
    context.session.lock()
    view.drop()
    jobs.let_go()
    assert list(view.mapping.table.rows.rows) == []
    assert view.stack.currentWidget() is view.page


def test_a_thousand_columns_are_shown_and_chosen_at_once(world: World, tmp_path: Path) -> None:
    headings = ("plan_ref", *(f"Need {number}" for number in range(1, 700)))
    view = begin(world, write(tmp_path / "wide.csv", headings=headings, rows=[("E-1", *["ASD"] * 699)] * 1))
    assert len(view.mapping.table.rows.rows) == 700
    view.mapping.table.go_to("Need 650")
    press(view.mapping.table, Qt.Key.Key_Delete)
    assert row(view, "Need 650").field is None


def test_a_heading_that_is_long_or_full_of_signs_is_shown_on_one_short_line(world: World, tmp_path: Path) -> None:
    headings = ("plan_ref", "Need 1", "a\u202eb\n" + "very long " * 400 + "x", "Colour " * 3000 + "x")
    view = begin(world, write(tmp_path / "odd.csv", headings=headings, rows=[("E-1", "ASD", "x", "y")]))
    shown = [one.name for one in view.mapping.table.rows.rows]
    assert len(shown) == 4
    assert all(len(name) <= 120 and name.isprintable() for name in shown)
    pick(view, headings[2], "team")
    pick(view, headings[3], "case officer")
    assert row(view, headings[2]).field == "casework_team"
    view.mapping.go_on_button.click()
    assert view.stack.currentWidget() is view.panel
