"""A council's own sheet of audits through the window: columns, words, what is made, what is left; by keyboard too."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from qt_support import FakeDialogs, HeldJobs, Place, Visits, context_for, light_workspace
from screen_checks import least_width, nameless, press, texts

from audit_app.screens.plans import PlansView, make
from audit_app.screens.plans.mapping_draft import MappedColumn, Stand
from audit_app.services.past.remembered import remembered_past
from audit_app.ui.screen import ScreenContext

World = tuple[PlansView, ScreenContext, Visits]
HEADINGS = ("Case ref", "Pupil name", "Audit date", "Views?", "Specific?", "Any errors?", "Overall grade")


def book(path: Path, refs: list[str], *, word: str = "Partly", sheets: tuple[str, ...] = ("2021",)) -> Path:
    """A workbook of audits under a title, one for each reference; one cell holds `word`."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for name in sheets:
        sheet = made.create_sheet(name)
        sheet.append(["EHC plan audits"])
        sheet.append(HEADINGS)
        for at, ref in enumerate(refs):
            specific = word if at == 0 else "No"
            sheet.append([ref, f"Amy Smith{chr(97 + at)}", f"0{at + 1}/03/2021", "Yes", specific, "No", "Good"])
    made.save(path)
    return path


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return light_workspace(tmp_path, plans=5)


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


@pytest.fixture
def refs(world: World) -> list[str]:
    """References that the register knows."""
    conn = world[1].session.workspace.conn
    return [row[0] for row in conn.execute("SELECT plan_ref FROM entry ORDER BY plan_ref LIMIT 4")]


def begin(world: World, path: Path) -> PlansView:
    view, context, _ = world
    assert isinstance(context.dialogs, FakeDialogs)
    context.dialogs.answers = [path]
    view.audits_button.click()
    return view


def row(view: PlansView, heading: str) -> MappedColumn:
    return next(one for one in view.past.columns.table.rows.rows if one.heading == heading)


def count(world: World, table: str) -> int:
    conn = world[1].session.workspace.conn
    return int(conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - names from the test itself


def test_a_wide_sheet_leads_to_its_columns_with_values_and_reasons(
    world: World, tmp_path: Path, refs: list[str]
) -> None:
    view = begin(world, book(tmp_path / "Audit tool 2021.xlsx", refs))
    assert view.stack.currentWidget() is view.past.columns
    shown = {one.heading: (one.samples, one.goes_into) for one in view.past.columns.table.rows.rows}
    assert shown["Case ref"] == (" · ".join(refs[:3]), "Plan reference")
    assert shown["Pupil name"] == ("Not shown", "Leave out")
    assert shown["Views?"] == ("Yes", "Marker")
    assert shown["Overall grade"] == ("Good", "Grade of the plan")
    assert "Amy" not in texts(view.past.columns)
    assert view.past.columns.settings.title.text() == "Audit tool"
    assert "“EHC plan audits”" in view.past.columns.said.text()
    assert view.past.columns.settings.rows.currentData() == 2
    assert nameless(view.past.columns) == []
    assert least_width(view.past.columns) <= 1040


def test_it_goes_from_columns_by_words_and_preview_into_the_workspace_by_keyboard(
    world: World, tmp_path: Path, refs: list[str]
) -> None:
    view = begin(world, book(tmp_path / "Audit tool 2021.xlsx", refs))
    QTest.keyClick(view.past.columns.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    words = view.past.words
    assert view.stack.currentWidget() is words
    assert {one.name: one.goes_into for one in words.table.rows.rows} == {
        "Yes": "3 Strong",
        "Partly": "1 Partial",
        "No": "0 Absent",
        "Good": "Good",
    }
    assert nameless(words) == []
    assert least_width(words) <= 1040
    QTest.keyClick(words.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert view.stack.currentWidget() is view.panel
    assert view.panel.past.questions.title.text() == "audit-tool/1: 3 markers"
    assert [line[2] for line in view.panel.past.questions.table.model.rows] == ["Views?", "Specific?", "Any errors?"]
    assert nameless(view.panel) == []
    assert count(world, "audit") == 0
    view.panel.import_button.click()
    assert count(world, "audit") == 4
    assert [one.name for one in remembered_past(world[1].session.workspace)] == ["Audit tool"]


def test_a_word_that_nobody_knows_is_asked_about_before_anything_else(
    world: World, tmp_path: Path, refs: list[str]
) -> None:
    view = begin(world, book(tmp_path / "audits.xlsx", refs, word="So so"))
    view.past.columns.go_on_button.click()
    words = view.past.words
    first = words.table.rows.rows[0]
    assert (first.name, first.goes_into, first.stand) == ("So so", "Not decided", Stand.FAULT)
    assert not words.go_on_button.isEnabled()
    assert words.banner.text.text().startswith("1 word has no level or grade yet.")
    words.table.go_to(first.heading)
    press(words.table, Qt.Key.Key_Return)
    QTest.keyClicks(words.picker.line, "sound")
    QTest.keyClick(words.picker.line, Qt.Key.Key_Return)
    assert words.table.rows.rows[0].goes_into == "2 Sound"
    assert words.go_on_button.isEnabled()


def test_columns_can_be_turned_round_left_out_and_put_into_a_framework_that_exists(
    world: World, tmp_path: Path, refs: list[str]
) -> None:
    view = begin(world, book(tmp_path / "audits.xlsx", refs))
    page = view.past.columns
    page.table.go_to("Any errors?")
    press(page.table, Qt.Key.Key_Return)
    QTest.keyClicks(page.picker.line, "worst")
    QTest.keyClick(page.picker.line, Qt.Key.Key_Return)
    assert row(view, "Any errors?").goes_into == "Marker, Yes is the worst"
    page.settings.frameworks.setCurrentIndex(page.settings.frameworks.findData("weekly-18"))
    page.settings.frameworks.activated.emit(page.settings.frameworks.currentIndex())
    assert row(view, "Views?").stand is Stand.FAULT
    assert "Choose which marker of weekly-18" in row(view, "Views?").said
    assert "follows from the rules of weekly-18" in row(view, "Overall grade").said
    for heading, marker in (("Views?", "A1"), ("Specific?", "F1")):
        page.table.go_to(heading)
        press(page.table, Qt.Key.Key_Return)
        QTest.keyClicks(page.picker.line, f"{marker} ")
        QTest.keyClick(page.picker.line, Qt.Key.Key_Return)
        assert row(view, heading).goes_into.startswith(f"{marker}: ")
    for heading in ("Any errors?", "Overall grade"):
        page.table.go_to(heading)
        press(page.table, Qt.Key.Key_Delete)
    page.go_on_button.click()
    view.past.words.go_on_button.click()
    assert view.panel.past.questions.title.text().startswith("weekly-18/1: ")
    assert view.panel.import_button.isEnabled()


def test_plans_that_the_register_lacks_are_named_and_added_only_when_ticked(
    world: World, tmp_path: Path, refs: list[str]
) -> None:
    view = begin(world, book(tmp_path / "audits.xlsx", [*refs[:1], "OLD-1", "OLD-2"]))
    view.past.columns.go_on_button.click()
    view.past.words.go_on_button.click()
    card = view.panel.past.unknown
    assert card.isVisible()
    assert card.refs.text() == "OLD-1, OLD-2"
    assert "Without the tick their audits are left out" in texts(view.panel)
    card.box.click()
    assert view.panel.past.unknown.box.isChecked()
    before = count(world, "entry")
    view.panel.import_button.click()
    assert (count(world, "entry") - before, count(world, "audit")) == (2, 3)
    view.last_button.click()
    assert card.refs.text() == "Added as ceased: OLD-1, OLD-2"
    assert not card.box.isVisible()


def test_the_same_sheet_again_is_read_by_what_is_remembered_and_changes_nothing(
    world: World, tmp_path: Path, refs: list[str]
) -> None:
    path = book(tmp_path / "audits.xlsx", refs)
    for _ in range(2):
        view = begin(world, path)
        view.past.columns.go_on_button.click()
        view.past.words.go_on_button.click()
        if view.panel.import_button.isEnabled():
            view.panel.import_button.click()
    assert view.panel.banner.text.text() == "Everything in the file is held already: there is nothing to import."
    assert view.past.columns.about.text().endswith("They are read as “Audits” has it: look whether that still holds.")
    assert count(world, "audit") == 4


def test_faults_stand_by_row_and_column_and_columns_lead_back_to_the_mapping(
    world: World, tmp_path: Path, refs: list[str]
) -> None:
    view = begin(world, book(tmp_path / "audits.xlsx", [refs[0], refs[1], "", refs[2]]))
    view.past.columns.go_on_button.click()
    view.past.words.go_on_button.click()
    places = [(one.place.row, one.place.column) for one in view.panel.problems.problems]
    assert places == [(5, "Case ref")]
    assert not view.panel.import_button.isEnabled()
    view.panel.columns_button.click()
    assert view.stack.currentWidget() is view.past.columns


def test_another_sheet_and_another_row_of_headings_can_be_chosen(world: World, tmp_path: Path, refs: list[str]) -> None:
    view = begin(world, book(tmp_path / "audits.xlsx", refs, sheets=("2019", "2020")))
    page = view.past.columns
    assert "Other sheets have the same headings: 2020." in page.said.text()
    page.choices.sheets.setCurrentText("2020")
    page.choices.sheets.activated.emit(1)
    assert "sheet 2020" in page.about.text()
    page.settings.rows.setCurrentIndex(2)
    page.settings.rows.activated.emit(2)
    assert "headings in row 3" in page.about.text()
    assert page.choices.sheets.currentText() == "2020"


def test_one_date_stands_for_all_where_no_column_tells_it(world: World, tmp_path: Path, refs: list[str]) -> None:
    view = begin(world, book(tmp_path / "audits.xlsx", refs))
    page = view.past.columns
    page.table.go_to("Audit date")
    press(page.table, Qt.Key.Key_Delete)
    assert not page.go_on_button.isEnabled()
    assert "give one date for the whole sheet" in page.banner.text.text()
    QTest.keyClicks(page.settings.date, "31/13/2021")
    assert page.settings.problem.text().startswith("There is no such day")
    page.settings.date.clear()
    QTest.keyClicks(page.settings.date, "31/03/2021")
    assert page.go_on_button.isEnabled()


def test_a_mapping_is_saved_as_the_file_that_the_command_line_reads(
    world: World, tmp_path: Path, refs: list[str]
) -> None:
    view = begin(world, book(tmp_path / "audits.xlsx", refs))
    dialogs = world[1].dialogs
    assert isinstance(dialogs, FakeDialogs)
    dialogs.answers = [tmp_path / "m.json"]
    view.past.columns.keeping.save_button.click()
    assert json.loads((tmp_path / "m.json").read_text())["columns"]["Views?"] == "marker"
    dialogs.answers = [tmp_path / "m.json"]
    view.past.columns.keeping.load_button.click()
    assert "read as “m.json” has it" in view.past.columns.about.text()


def test_a_remembered_mapping_can_be_left_aside_and_forgotten(world: World, tmp_path: Path, refs: list[str]) -> None:
    path = book(tmp_path / "audits.xlsx", refs)
    view = begin(world, path)
    page = view.past.columns
    page.table.go_to("Any errors?")
    press(page.table, Qt.Key.Key_Delete)
    page.go_on_button.click()
    view.past.words.go_on_button.click()
    view.panel.import_button.click()
    begin(world, path)
    assert row(view, "Any errors?").goes_into == "Leave out"
    page.choices.sources.setCurrentIndex(1)
    page.choices.sources.activated.emit(1)
    assert row(view, "Any errors?").goes_into == "Marker"
    page.choices.sources.setCurrentIndex(0)
    page.choices.sources.activated.emit(0)
    assert row(view, "Any errors?").goes_into == "Leave out"
    dialogs = world[1].dialogs
    assert isinstance(dialogs, FakeDialogs)
    dialogs.answers = [True]
    page.keeping.forget_button.click()
    assert remembered_past(world[1].session.workspace) == ()
    assert not page.keeping.forget_button.isEnabled()


def test_cancelling_leaves_nothing_half_done(place: Place, qtbot: QtBot, tmp_path: Path) -> None:
    context, visits = context_for(place)
    jobs = HeldJobs(context.session)
    view = make(replace(context, jobs=jobs))
    assert isinstance(view, PlansView)
    qtbot.addWidget(view)
    view.show()
    view.show_with()
    jobs.let_go()
    world = (view, context, visits)
    ref = context.session.workspace.conn.execute("SELECT plan_ref FROM entry LIMIT 1").fetchone()[0]
    begin(world, book(tmp_path / "audits.xlsx", [ref]))
    jobs.let_go()
    view.past.columns.go_on_button.click()
    view.past.words.go_on_button.click()
    jobs.let_go()
    view.panel.import_button.click()
    view.panel.cancel_button.click()
    jobs.let_go()
    assert (count(world, "audit"), count(world, "review")) == (0, 0)
    kept = context.session.workspace.conn.execute("SELECT count(*) FROM framework WHERE framework = 'audits'")
    assert kept.fetchone()[0] == 0
    assert view.stack.currentWidget() is view.page
    context.session.lock()


def test_locking_forgets_the_sheet(world: World, tmp_path: Path, refs: list[str]) -> None:
    view = begin(world, book(tmp_path / "audits.xlsx", refs))
    view.drop()
    assert refs[0] not in texts(view.past.columns)
    assert view.past.columns.table.rows.rows == ()
    assert view.past.words.table.rows.rows == ()
