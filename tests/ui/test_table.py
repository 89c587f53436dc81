"""The data table: search, choices and order in plain Python, quick with 10,000 rows, and usable by keyboard."""

import time
from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from audit_app.ui.feedback import EmptyState
from audit_app.ui.table import DataTable
from audit_app.ui.table_model import MARK_ROLE, Column, TableModel
from exports.charts.scene import Mark
from resources.theme import Colour


@dataclass(frozen=True, slots=True)
class Plan:
    ref: str
    team: str
    score: int | None
    final: date


COLUMNS = (
    Column("ref", "Plan", lambda row: row.ref),
    Column("team", "Team", lambda row: row.team, choices=True),
    Column(
        "score",
        "Score",
        lambda row: "" if row.score is None else f"{row.score} %",
        sort=lambda row: row.score,
        mark=lambda row: (Mark.DOT, Colour.GOOD) if row.score else None,
        figures=True,
    ),
    Column("final", "Final", lambda row: f"{row.final:%d/%m/%Y}", sort=lambda row: row.final, hidden=True),
)


def plans(count: int) -> list[Plan]:
    return [
        Plan(f"EHC-{number:05d}", ("North", "South")[number % 2], number % 101 or None, date(2020 + number % 6, 1, 2))
        for number in range(count)
    ]


@pytest.fixture
def table(qtbot: QtBot) -> DataTable:
    made = DataTable("Plans", COLUMNS, empty=EmptyState("No plans yet", "Import the register.", words="Import…"))
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.set_rows(plans(40))
    return made


def refs(model: TableModel) -> list[str]:
    return [row.ref for row in model.rows]


def test_the_model_keeps_qts_rules(qtbot: QtBot) -> None:
    model = TableModel(COLUMNS)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_rows(plans(5))
    model.search("ehc")
    model.sort(2)
    model.choose("team", "South")
    model.set_rows(plans(2))
    assert tester.model() is model


def test_a_search_finds_rows_in_which_every_word_stands(table: DataTable) -> None:
    table.search.setText("NORTH 0003")
    assert refs(table.model) == ["EHC-00030", "EHC-00032", "EHC-00034", "EHC-00036", "EHC-00038"]
    assert table.count.text() == "5 of 40"


def test_choices_narrow_the_rows_and_clearing_shows_all(table: DataTable) -> None:
    table.choices["team"].setCurrentIndex(2)
    table.search.setText("0001")
    assert {row.team for row in table.model.rows} == {"South"}
    table.clear_search()
    assert len(table.model.rows) == 40


@pytest.mark.parametrize("order", [Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder])
def test_empty_cells_come_last_in_either_order(table: DataTable, order: Qt.SortOrder) -> None:
    table.model.sort(2, order)
    scores = [row.score for row in table.model.rows]
    assert scores[-1] is None
    full = [score for score in scores if score is not None]
    assert full == sorted(full, reverse=order is Qt.SortOrder.DescendingOrder)


def test_the_current_row_stays_the_same_plan_when_the_order_changes(table: DataTable) -> None:
    assert table.select(lambda row: row.ref == "EHC-00007")
    table.model.sort(0, Qt.SortOrder.DescendingOrder)
    assert table.current().ref == "EHC-00007"


def test_enter_opens_the_row_and_ctrl_c_copies_what_is_shown(table: DataTable, qtbot: QtBot) -> None:
    table.show()
    table.select(lambda row: row.ref == "EHC-00002")
    with qtbot.waitSignal(table.row_chosen) as chosen:
        QTest.keyClick(table.view, Qt.Key.Key_Return)
    assert chosen.args[0].ref == "EHC-00002"
    QTest.keyClick(table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "EHC-00002\tNorth\t2 %"


def test_columns_are_chosen_and_the_first_one_stays(table: DataTable) -> None:
    menu = table.columns_menu()
    titles = {action.text(): action for action in menu.actions()}
    assert set(titles) == {"Team", "Score", "Final"}
    assert not titles["Final"].isChecked()
    titles["Final"].setChecked(True)
    titles["Team"].setChecked(False)
    assert (table.view.isColumnHidden(3), table.view.isColumnHidden(1)) == (False, True)
    menu.close()


def test_no_rows_show_what_the_place_is_for_and_no_match_says_so(table: DataTable) -> None:
    table.search.setText("nothing like this")
    assert table.view.isHidden()
    table.clear_search()
    table.set_rows([])
    empty = table.findChildren(EmptyState)
    assert [state.title.text() for state in empty if not state.isHidden()] == ["No plans yet"]


def test_cells_speak_their_column_and_carry_their_mark(table: DataTable) -> None:
    index = table.model.index(1, 2)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Score: 1 %"
    assert index.data(MARK_ROLE) == (Mark.DOT, Colour.GOOD)
    assert table.model.index(0, 2).data(Qt.ItemDataRole.AccessibleTextRole) == "Score: empty"


def test_ten_thousand_rows_are_searched_and_sorted_without_a_stutter(table: DataTable) -> None:
    table.set_rows(plans(10_000))
    table.model.search("north 9")  # gathers the texts once
    began = time.perf_counter()
    table.model.search("north 99")
    table.model.sort(2)
    assert time.perf_counter() - began < 0.5  # ten times what it takes here, for a slow machine
    assert table.model.rowCount() > 0
