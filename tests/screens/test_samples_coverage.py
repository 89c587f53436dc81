"""Coverage: counted when it is looked at, who was never looked at opens, and both lists are saved as Excel."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from qt_support import FakeDialogs, Place, Visits, context_for, light_workspace
from screen_checks import Clicks, least_width, nameless, press, texts

from audit_app.domain.problems import AppError
from audit_app.screens.samples import SamplesView, make
from audit_app.ui.screen import ScreenContext

World = tuple[SamplesView, ScreenContext, Visits]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return light_workspace(tmp_path, plans=12)


@pytest.fixture
def world(place: Place, qtbot: QtBot) -> Iterator[World]:
    context, visits = context_for(place)
    view = make(context)
    assert isinstance(view, SamplesView)
    qtbot.addWidget(view)
    view.resize(1080, 680)
    view.show()
    view.show_with(coverage=True)
    yield view, context, visits
    context.session.lock()


def test_the_coverage_says_how_many_and_lists_who_waits(world: World) -> None:
    view, _, _ = world
    part = view.coverage
    assert part.isVisible()
    assert not view.both.isVisible()
    assert not view.empty.isVisible()
    assert part.told.text().startswith("Of 12 plans in force, 0 were drawn and 0 audited in the last 12 months.")
    assert [row.plan_ref for row in part.waiting.model.rows] == [f"EHC-{n:04d}" for n in range(1, 13)]
    age = next(row for row in part.kinds.model.rows if row.feature.value == "plan-age")
    assert (age.value, age.plans, age.never) == ("1 to 3 years", 12, 12)


def test_enter_and_the_button_open_the_plan(world: World) -> None:
    view, _, visits = world
    part = view.coverage
    assert not part.open_button.isEnabled()
    part.waiting.view.selectRow(2)
    press(part.waiting.view, Qt.Key.Key_Return)
    Clicks()(part.open_button)
    assert visits.went == [("plans", {"plan_ref": "EHC-0003"})] * 2


def test_a_draw_made_meanwhile_is_counted(world: World) -> None:
    view, _, _ = world
    Clicks()(view.new_button)
    assert not view.coverage.isVisible()  # the form is among the samples
    Clicks()(view.form.draw_button)
    view.tabs.setCurrentIndex(1)
    assert "6 were drawn" in view.coverage.told.text()


def test_turning_to_the_coverage_puts_the_form_away(world: World) -> None:
    view, _, _ = world
    view.new_draw_requested.emit()
    assert view.form.isVisible()
    view.show_coverage()
    assert not view.form.isVisible()
    assert view.new_button.isVisible()


def test_both_lists_are_saved_as_workbooks_and_noted(world: World, tmp_path: Path) -> None:
    view, context, visits = world
    assert isinstance(context.dialogs, FakeDialogs)
    context.dialogs.answers = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    Clicks()(view.coverage.save_table)
    Clicks()(view.coverage.save_list)
    assert visits.said == ["The list was saved as a.xlsx.", "The list was saved as b.xlsx."]
    first = [[cell.value for cell in row] for row in load_workbook(tmp_path / "a.xlsx").active.iter_rows()]
    assert ["Age of plan", "1 to 3 years", 12, 0, 0, 12] in [row[:6] for row in first]
    second = [row[0].value for row in load_workbook(tmp_path / "b.xlsx").active.iter_rows()]
    assert "EHC-0012" in second
    acts = context.session.workspace.conn.execute("SELECT act, thing FROM access_event WHERE thing LIKE 'the %'")
    assert acts.fetchall() == [
        ("read", "the coverage of the register"),
        ("export", "the coverage of the register, as XLSX"),
        ("export", "the plans never looked at, as XLSX"),
    ]


def test_a_list_that_cannot_be_written_says_so_and_can_be_tried_again(world: World, tmp_path: Path) -> None:
    view, context, visits = world
    assert isinstance(context.dialogs, FakeDialogs)
    context.dialogs.answers = [tmp_path / "none" / "a.xlsx", False]
    Clicks()(view.coverage.save_table)
    assert context.dialogs.asked[-1][0] == "The list was not saved"
    assert visits.said == []


def test_damage_is_told_in_the_coverage_itself(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    view, _, _ = world
    covering = view.coverage.children()

    def fail(*_: object, **__: object) -> None:
        raise AppError("The workspace cannot be read.")

    monkeypatch.setattr("audit_app.screens.samples.covering.coverage", fail)
    view.tabs.setCurrentIndex(0)
    next(one for one in covering if hasattr(one, "grow_old")).grow_old()
    view.show_coverage()
    assert view.coverage.told.text() == "The workspace cannot be read."


def test_an_empty_register_says_what_to_do(tmp_path: Path, qtbot: QtBot) -> None:
    context, _ = context_for(light_workspace(tmp_path, plans=0))
    view = make(context)
    assert isinstance(view, SamplesView)
    qtbot.addWidget(view)
    view.show()
    view.show_with(coverage=True)
    assert view.coverage.told.text() == "The register holds no plan in force."
    assert not view.coverage.never.isVisible()
    assert not view.coverage.save_table.isEnabled()
    context.session.lock()


def test_every_control_of_the_coverage_has_a_name_and_room(world: World) -> None:
    view, _, _ = world
    assert nameless(view) == []
    assert least_width(view.page) <= 1040


def test_locking_forgets_the_coverage(world: World) -> None:
    view, _, _ = world
    view.drop()
    assert view.coverage.waiting.model.total == view.coverage.kinds.model.total == 0
    assert "12 plans" not in texts(view.coverage)
