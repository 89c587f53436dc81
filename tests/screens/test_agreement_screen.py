"""The agreement screen: counts first, every part with its n, what is not estimable and why, saved as a list."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from agreement_support import Given, Held, write_rounds
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from qt_support import FakeDialogs, Place, Visits, context_for, light_workspace
from screen_checks import least_width, nameless, press, texts

from audit_app.screens.agreement import AgreementView, make
from audit_app.screens.agreement.view import MARKERS, PAIRS, REWORDING, ROUNDS
from audit_app.screens.agreement.wording import said
from audit_app.store.ids import Ids
from audit_app.ui.screen import ScreenContext

World = tuple[AgreementView, ScreenContext, Visits]
DAYS = {"R1": "2026-02-10", "R2": "2026-04-10", "R3": "2026-06-10", "R4": "2026-08-10"}


def given(round_: str, plans: int = 9) -> Iterator[Given]:
    for plan in range(1, plans + 1):
        level = plan % 4
        yield Given(round_, plan, "education", {"E1": level, "W4": level, "A1": 3, "E2": level, "F1": 2})
        yield Given(round_, plan, "health", {"E1": level, "W4": min(3, level + plan % 2), "A1": 1, "E2": level})
        yield Given(round_, plan, "social_care", {"E1": max(0, level - 1), "W4": level, "E2": level})


def opened(base: Path, qtbot: QtBot, reviews: Iterable[Given], held: Iterable[Held] = ()) -> Iterator[World]:
    place = light_workspace(base, plans=12)
    with closing(place.open()) as workspace:
        write_rounds(workspace, DAYS, reviews, held)
    yield from shown(place, qtbot)


def shown(place: Place, qtbot: QtBot) -> Iterator[World]:
    context, visits = context_for(place)
    view = make(context)
    assert isinstance(view, AgreementView)
    qtbot.addWidget(view)
    view.resize(1080, 680)
    view.show()
    view.show_with()
    yield view, context, visits
    context.session.lock()


@pytest.fixture
def world(tmp_path: Path, qtbot: QtBot) -> Iterator[World]:
    reviews = [*given("R1"), *given("R2"), *given("R3", plans=3), Given("R4", 1, "health", {"E1": 1})]
    yield from opened(tmp_path, qtbot, reviews, [Held("R1"), Held("R4", state="open"), Held("R9", state="open")])


@pytest.fixture
def empty(tmp_path: Path, qtbot: QtBot) -> Iterator[World]:
    yield from opened(tmp_path, qtbot, [Given("R1", 1, "health", {"E1": 1})])


def choose(view: AgreementView, round_: str) -> None:
    box = view.asked.round
    box.setCurrentIndex(box.findData(round_))
    box.activated.emit(box.currentIndex())


def test_counts_lead_and_the_coefficients_have_both_n_and_a_reading(world: World) -> None:
    view, _, _ = world
    head = view.headline
    assert head.plans.count.text() == "9", "the plans of each round are the same nine"
    assert "units in 9 plans" in head.same.detail.text()

    assert "pairable values" in head.alpha.detail.text()
    assert "units" in head.ac2.detail.text()
    assert head.said.text().startswith("Alpha of 0.")
    assert "9 plans were scored by two or more members in 3 rounds, none by one alone." in head.basis.text()
    assert "1 round is still sealed and left out." in head.basis.text()


def test_a_round_is_chosen_and_what_is_too_little_says_so(world: World) -> None:
    view, _, _ = world
    assert [view.asked.round.itemText(row) for row in range(view.asked.round.count())] == [
        "Every round", "R3", "R2", "R1",
    ]  # fmt: skip
    choose(view, "R3")
    assert view.headline.plans.count.text() == "3"
    assert view.headline.alpha.count.text() == "–"
    assert "Fewer than 8 plans" in view.headline.alpha.detail.text()
    assert "not estimable" in view.headline.said.text()
    view.tabs.setCurrentIndex(PAIRS)
    assert "Fewer than 8 plans" in view.pairs.why_not.text()
    row = view.pairs.table.model.row_at(0)
    assert [column.text(row) for column in view.pairs.table.model.columns][-1] == "not estimable"


def test_one_round_comes_up_by_its_id_and_a_sealed_one_gives_way_to_every_round(world: World) -> None:
    view, context, _ = world
    ids = context.session.read(lambda workspace: Ids(workspace.id))
    view.show_with(round_id=ids.round("R1"))
    assert view.asked.round.currentData() == "R1"
    assert view.headline.plans.count.text() == "9"
    view.show_with(round_id=ids.round("R4"))
    assert view.asked.round.currentData() == ""
    assert view.banner.text.text().startswith("Round R4 is not opened")
    view.show_with()
    assert view.asked.round.currentData() == ""


def test_every_tab_shows_its_part_with_n_and_the_markers_say_where_it_lies(world: World) -> None:
    view, _, _ = world
    cells = {}
    for tab, page in enumerate(view.pages):
        view.tabs.setCurrentIndex(tab)
        assert page.isVisible()
        assert sum(one.isVisible() for one in view.pages) == 1
        cells[tab] = [[column.text(row) for column in page.table.model.columns] for row in page.table.model.rows]
    assert [row[0][:5] for row in cells[0]] == ["W · T", "A · V", "E · O"]
    assert view.sections.note.text() == "Scored by one member alone, and so not compared: F."
    assert cells[PAIRS][0][0] == "Education and health"
    assert all("units" in row[2] for row in cells[MARKERS])
    assert cells[MARKERS][0][0] == "A1"
    assert [row[0] for row in cells[ROUNDS]] == ["R3", "R2", "R1"]
    assert [row[0].split(" · ")[0] for row in cells[REWORDING]] == ["A1", "E1"]
    assert "Education 2.0 levels above health" in view.rewording.told.text()
    assert view.tabs.tabText(REWORDING) == "Markers to reword  2"
    assert "16 plans" in view.rewording.note.text()


def test_charts_say_every_number_in_words_too(world: World) -> None:
    view, _, _ = world
    for one in view.rounds.table.model.rows:
        assert f"{one.name}: {said(one.measures.exact)}" in view.rounds.same.chart.accessibleDescription()

    assert "not estimable. Fewer than 8 plans" in view.rounds.alpha.chart.accessibleDescription()
    assert "Education and health: " in view.pairs.chart.chart.accessibleDescription()
    assert "A1: 0 % of" in view.markers.chart.chart.accessibleDescription()


def test_without_a_round_of_two_raters_one_step_leads_on(empty: World) -> None:
    view, _, visits = empty
    assert view.empty.isVisible()
    assert view.tabs.isHidden()
    press(view.empty.button, Qt.Key.Key_Space)
    assert visits.went == [("rounds", {})]


def test_rows_are_copied_as_a_table(world: World) -> None:
    view, _, _ = world
    view.tabs.setCurrentIndex(PAIRS)
    view.pairs.table.view.selectAll()
    view.pairs.table.view.setFocus()
    view.pairs.table.view.copy_requested.emit()
    copied = QApplication.clipboard().text().splitlines()
    assert len(copied) == 3
    assert copied[0].startswith("Education and health\t")


@pytest.mark.parametrize("name", ["agreement.xlsx", "agreement.csv"])
def test_what_is_measured_is_saved_as_a_list(world: World, tmp_path: Path, name: str) -> None:
    view, context, visits = world
    path = tmp_path / name
    assert isinstance(context.dialogs, FakeDialogs)
    context.dialogs.answers[:] = [path]
    view.save_button.click()
    assert visits.said == [f"The list was saved as {name}."]
    if name.endswith("xlsx"):
        cells = [cell for row in load_workbook(path)["List"].iter_rows(values_only=True) for cell in row]
    else:
        cells = path.read_text(encoding="utf-8-sig").replace("\r\n", ",").split(",")
    assert "Education and health" in cells
    assert "agreement between auditors" in str(
        context.session.read(lambda workspace: workspace.conn.execute("SELECT thing FROM access_event").fetchall())
    )


def test_a_list_that_cannot_be_written_is_tried_again_as_often_as_asked(world: World, tmp_path: Path) -> None:
    view, context, visits = world
    assert isinstance(context.dialogs, FakeDialogs)
    context.dialogs.answers = [tmp_path / "none" / "a.xlsx", True, False]
    view.save_button.click()
    assert [asked[0] for asked in context.dialogs.asked[-2:]] == ["The list was not saved"] * 2
    assert context.dialogs.answers == []
    assert visits.said == []


def test_what_is_saved_meanwhile_is_measured_anew(world: World) -> None:
    """R4 is open and sealed: its one review is nowhere, until the round is closed."""
    view, context, _ = world
    assert view.asked.round.findData("R4") == -1
    context.session.write(lambda workspace: write_rounds(workspace, DAYS, (), [Held("R4")]))
    assert view.asked.round.findData("R4") == 1


def test_it_fits_the_window_and_everything_has_a_name(world: World) -> None:
    view, _, _ = world
    for tab in range(len(view.pages)):
        view.tabs.setCurrentIndex(tab)
        assert nameless(view) == []
        assert least_width(view.page) <= 1080
    assert {len(view.regions()), len(view.keys()), len(view.commands())} == {3, 1, 5}


def test_after_locking_nothing_of_it_stays(world: World) -> None:
    view, _, _ = world
    view.drop()
    assert "9 plans" not in texts(view)
    assert all(not page.table.model.rows for page in view.pages)
    assert "Education" not in view.pairs.chart.chart.accessibleDescription()
    assert view.empty.isHidden()
