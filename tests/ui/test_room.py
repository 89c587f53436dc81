"""How pieces share the room there is: columns, rows that wrap, and two parts beside or below each other."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QLabel, QStyleOptionViewItem, QToolTip
from pytestqt.qtbot import QtBot

from audit_app.ui.abreast import Abreast
from audit_app.ui.column_fit import Wanted, fit_columns
from audit_app.ui.flow import FlowRow
from audit_app.ui.table import DataTable
from audit_app.ui.table_model import Column
from audit_app.ui.theme import Look, Mode
from audit_app.ui.words import button


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    font, palette, sheet = qapp.font(), qapp.palette(), qapp.styleSheet()
    yield Look(qapp, mode=Mode.LIGHT)
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    qapp.setFont(font)


def wanted_columns() -> st.SearchStrategy[list[Wanted]]:
    one = st.builds(
        lambda least, more, yields: Wanted(least + more, least, yields),
        st.integers(20, 200),
        st.integers(0, 200),
        st.integers(0, 3),
    )
    return st.lists(one, min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("wanted", "room", "widths"),
    [
        ([Wanted(100, 60), Wanted(100, 60)], 300, (100, 100)),
        ([Wanted(100, 60), Wanted(100, 60, 1)], 150, (100, 0)),
        ([Wanted(100, 60), Wanted(100, 60, 1), Wanted(80, 60, 2)], 210, (100, 100, 0)),
        ([Wanted(100, 100), Wanted(100, 50)], 160, (100, 60)),
        ([Wanted(100, 90), Wanted(100, 90)], 120, (90, 90)),
    ],
)
def test_columns_that_yield_go_first_then_the_others_grow_narrower(
    wanted: list[Wanted], room: int, widths: tuple[int, ...]
) -> None:
    assert fit_columns(wanted, room) == widths


@given(wanted_columns(), st.integers(0, 2_000))
def test_columns_fit_the_room_whenever_they_can(wanted: list[Wanted], room: int) -> None:
    widths = fit_columns(wanted, room)
    stay = [one for one in wanted if not one.yields]
    assert sum(widths) <= max(room, sum(one.least for one in stay))
    for one, width in zip(wanted, widths, strict=True):
        assert one.least <= width <= one.width or (width == 0 and one.yields)


@given(wanted_columns(), st.integers(0, 2_000), st.integers(0, 500))
def test_more_room_never_shows_fewer_columns(wanted: list[Wanted], room: int, more: int) -> None:
    def shown(room: int) -> set[int]:
        return {number for number, width in enumerate(fit_columns(wanted, room)) if width}

    assert shown(room) <= shown(room + more)


ROWS = [("EHC-0001", "Requires improvement", "Year 9")]
COLUMNS = (
    Column("ref", "Plan", lambda row: row[0], width=110),
    Column("grade", "Grade", lambda row: row[1], width=180),
    Column("year", "Year group", lambda row: row[2], width=110, yields=1),
)


def shown_columns(table: DataTable) -> list[str]:
    return [column.title for at, column in enumerate(COLUMNS) if not table.view.isColumnHidden(at)]


def test_columns_grow_with_the_type_and_yield_where_there_is_no_room(look: Look, qtbot: QtBot) -> None:
    table = DataTable("Plans", COLUMNS)
    qtbot.addWidget(table)
    table.resize(460, 300)
    table.show()
    table.set_rows(ROWS)
    usual = table.view.columnWidth(0)
    assert shown_columns(table) == ["Plan", "Grade", "Year group"]
    look.set_scale(1.5)
    QApplication.processEvents()
    assert table.view.columnWidth(0) == pytest.approx(1.5 * usual, abs=2)
    assert shown_columns(table) == ["Plan", "Grade"]
    assert not table.view.horizontalScrollBar().isVisible()
    table.resize(800, 300)
    assert shown_columns(table) == ["Plan", "Grade", "Year group"]


def test_a_column_that_was_asked_for_stays_and_so_does_a_width_that_was_dragged(qtbot: QtBot) -> None:
    table = DataTable("Plans", COLUMNS)
    qtbot.addWidget(table)
    table.resize(240, 300)
    table.show()
    table.set_rows(ROWS)
    assert shown_columns(table) == ["Plan", "Grade"]
    menu = table.columns_menu()
    menu.actions()[1].setChecked(True)
    assert shown_columns(table) == ["Plan", "Grade", "Year group"]
    menu.close()
    table.view.horizontalHeader().resizeSection(0, 70)
    table.resize(300, 300)
    assert table.view.columnWidth(0) == 70


def test_words_that_are_cut_stand_whole_in_the_tooltip(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    table = DataTable("Plans", COLUMNS)
    qtbot.addWidget(table)
    table.resize(600, 300)
    table.show()
    table.set_rows(ROWS)
    table.view.horizontalHeader().resizeSection(1, 50)
    said: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _spot, text, _widget: said.append(text))
    for column in (0, 1):
        index = table.model.index(0, column)
        spot = table.view.visualRect(index).center()
        event = QHelpEvent(QEvent.Type.ToolTip, spot, table.view.viewport().mapToGlobal(spot))
        table.view.itemDelegate().helpEvent(event, table.view, QStyleOptionViewItem(), index)
    assert said == ["Requires improvement"]


def test_a_row_wraps_leaves_no_gap_for_what_is_hidden_and_follows_new_words(qtbot: QtBot) -> None:
    made = [button("One"), button("Two"), button("Three")]
    row = FlowRow(*made)
    qtbot.addWidget(row)
    row.resize(row.sizeHint())
    row.show()
    assert len({one.y() for one in made}) == 1
    made[1].hide()
    QApplication.processEvents()
    assert made[2].x() < made[0].width() + made[1].width()
    made[0].setText("Very much longer than before")
    QApplication.processEvents()
    assert made[0].width() >= made[0].sizeHint().width() or made[0].width() == row.width()
    row.resize(90, row.heightForWidth(90))
    assert made[2].y() > made[0].y()
    assert row.rect().contains(made[2].geometry())


@pytest.mark.parametrize(("width", "is_abreast"), [(700, True), (301, True), (299, False)])
def test_two_parts_are_abreast_where_both_have_room(qtbot: QtBot, width: int, is_abreast: bool) -> None:
    left, right = QLabel("Left"), QLabel("Right")
    for part, least in ((left, 120), (right, 164)):
        part.setMinimumWidth(least)
    pair = Abreast(left, right, shares=(3, 1))
    qtbot.addWidget(pair)
    pair.resize(width, max(pair.heightForWidth(width), 80))
    pair.show()
    assert (left.y() == right.y()) is is_abreast
    assert left.width() >= 120
    assert right.width() >= 164
    assert right.geometry().right() == width - 1
    assert pair.minimumSizeHint().width() == 164
    right.hide()
    QApplication.processEvents()
    assert left.width() == width


def test_a_part_that_grows_moves_the_one_below_it(qtbot: QtBot) -> None:
    left, right = QLabel("Left"), QLabel("Right")
    left.setWordWrap(True)
    right.setMinimumWidth(300)
    pair = Abreast(left, right)
    qtbot.addWidget(pair)
    pair.resize(300, 200)
    pair.show()
    before = right.mapTo(pair, QPoint(0, 0)).y()
    left.setText("words " * 60)
    QApplication.processEvents()
    assert right.y() > before
    assert left.height() >= left.heightForWidth(left.width())
