"""The exchange screen: folder, packs by hand, what was not taken in and why, conflicts decided, nothing left locked."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from exchange_world import correct, elsewhere, packed
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from qt_support import FakeDialogs, Visits, context_for, light_workspace, unnamed

from audit_app.screens.exchange import ExchangeView, make
from audit_app.screens.exchange.view import CONFLICTS
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace
from audit_app.ui.screen import ScreenContext


class Desk:
    """The screen at a copy of the workspace, with another copy beside."""

    def __init__(self, view: ExchangeView, context: ScreenContext, visits: Visits, other: Workspace) -> None:
        self.view, self.context, self.visits, self.other = view, context, visits, other
        self.base = other.folder.parent.parent

    @property
    def dialogs(self) -> FakeDialogs:
        assert isinstance(self.context.dialogs, FakeDialogs)
        return self.context.dialogs

    @property
    def here(self) -> Workspace:
        return self.context.session.workspace

    def said(self) -> str:
        return self.view.banner.text.text()

    def words(self) -> list[str]:
        settle()
        return [one.text() for one in self.view.findChildren(QLabel) if one.isVisibleTo(self.view) and one.text()]

    def press(self, name: str) -> None:
        settle()
        next(
            one
            for one in self.view.findChildren(QPushButton)
            if one.accessibleName() == name and one.isVisibleTo(self.view)
        ).click()

    def take(self, *files: Path) -> None:
        self.dialogs.answers = [list(files)]
        self.view.packs.take_button.click()


def settle() -> None:
    """Let what was added come up and what was let go be gone."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QApplication.processEvents()


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    place = light_workspace(tmp_path, plans=6)
    other = elsewhere(place, tmp_path)
    context, visits = context_for(place)
    view = make(context)
    assert isinstance(view, ExchangeView)
    qtbot.addWidget(view)
    view.resize(1080, 680)
    view.show()
    view.show_with()
    yield Desk(view, context, visits, other)
    view.drop()
    context.session.lock()
    other.close()


def test_before_anything_came_each_page_says_what_it_is_for(desk: Desk) -> None:
    assert "No folder is set." in desk.view.packs.place.text()
    assert desk.view.packs.read_button.isHidden()
    assert "Nothing has come or gone yet" in desk.words()
    desk.view.show_with(tab=CONFLICTS)
    assert "Nothing disagrees" in desk.words()
    assert unnamed(desk.view) == []


def test_packs_are_taken_in_and_what_came_is_listed_and_told_to_all_screens(desk: Desk) -> None:
    correct(desk.other, 1, year_group=6)
    moved: list[frozenset[str]] = []
    desk.context.session.changed.connect(moved.append)
    desk.take(packed(desk.other, desk.base))
    assert desk.said() == "1 change came."
    assert moved == [frozenset({"entry"})]
    (row,) = desk.view.packs.table.model.rows
    assert row.words.startswith("pack of Mary: 1 change by Mary on office")
    held = desk.here.conn.execute("SELECT year_group FROM entry WHERE plan_ref = 'EHC-0001'").fetchone()
    assert held == (6,)
    correct(desk.here, 2, year_group=3)  # the door goes on after a merge


def test_packs_that_are_refused_stand_there_with_their_reason(desk: Desk) -> None:
    bad = desk.base / "bad.ehcppack"
    bad.write_bytes(b"EHCP audit pack\nnothing")
    correct(desk.other, 1, year_group=6)
    desk.take(bad, packed(desk.other, desk.base))
    assert desk.said() == "1 change came. 1 pack was not taken in: see why below."
    assert any(one.startswith("bad.ehcppack: This pack is") for one in desk.words())
    desk.take(packed(desk.other, desk.base / "elsewhere"))
    assert desk.said() == "Nothing new came."
    assert desk.view.packs.left.isHidden()


def test_a_pack_that_takes_much_away_is_taken_after_a_yes(desk: Desk) -> None:
    ids = Ids(desk.other.id)
    desk.other.door.write("Take away", [Op("entry", ids.plan(f"EHC-000{n}"), "deleted", 1) for n in (1, 2)])
    file = packed(desk.other, desk.base)
    desk.take(file)
    assert any("deletes or erases 2 of 6 plans" in one for one in desk.words())
    desk.dialogs.answers = [False]
    desk.press(f"Take {file.name} in")
    assert desk.here.conn.execute("SELECT count(*) FROM entry WHERE deleted = 1").fetchone() == (0,)
    desk.dialogs.answers = [True]
    desk.press(f"Take {file.name} in")
    assert desk.here.conn.execute("SELECT count(*) FROM entry WHERE deleted = 1").fetchone() == (2,)
    assert desk.view.packs.left.isHidden()


def test_a_pack_is_made_for_a_stick_and_the_next_holds_what_is_new(desk: Desk) -> None:
    stick = desk.base / "stick"
    stick.mkdir()
    desk.dialogs.answers = [stick]
    desk.view.packs.make_button.click()
    assert "went into" in desk.said()
    desk.dialogs.answers = ["new", stick]
    desk.view.packs.make_button.click()
    assert desk.said() == "Nothing is new since the last pack, so none was made."
    correct(desk.here, 1, year_group=6)
    desk.dialogs.answers = ["new", stick]
    desk.view.packs.make_button.click()
    assert desk.said().startswith("1 change went into ")
    assert len(list(stick.iterdir())) == 2
    desk.dialogs.answers = ["no"]
    desk.view.packs.make_button.click()
    assert len(list(stick.iterdir())) == 2


def test_a_folder_is_chosen_read_and_forgotten(desk: Desk) -> None:
    folder = desk.base / "shared"
    folder.mkdir()
    desk.dialogs.answers = [folder]
    desk.view.packs.choose_button.click()
    assert desk.said() == "Nothing new came."
    assert str(folder) in desk.view.packs.place.text()
    assert len(list(folder.iterdir())) == 1
    folder.rename(desk.base / "away")
    desk.view.packs.read_button.click()
    assert "cannot be reached" in desk.said()
    desk.dialogs.answers = [True]
    desk.view.packs.forget_button.click()
    assert "No folder is set." in desk.view.packs.place.text()


def conflict(desk: Desk) -> None:
    correct(desk.here, 1, year_group=5)
    correct(desk.other, 1, year_group=6)
    desk.take(packed(desk.other, desk.base))
    desk.view.show_with(tab=CONFLICTS)


def test_both_values_stand_side_by_side_and_one_is_kept_with_a_reason(desk: Desk) -> None:
    conflict(desk)
    assert "1 value disagrees: look under Conflicts." in desk.said()
    assert desk.view.tabs.tabText(CONFLICTS) == "Conflicts  1"
    assert {"EHC-0001: Register row", "year group 5", "year group 6", "Counts now"} <= set(desk.words())
    assert unnamed(desk.view) == []
    desk.dialogs.answers = [None]
    desk.press("Keep year group 5 of Mary…")
    assert len(desk.view.conflicts.table.model.rows) == 1
    desk.dialogs.answers = ["The school said so"]
    desk.press("Keep year group 5 of Mary…")
    assert desk.visits.said[-1] == "Decided: Register row."
    assert desk.view.conflicts.chosen.isHidden()
    assert "Nothing disagrees" in desk.words()
    held = desk.here.conn.execute("SELECT year_group FROM entry WHERE plan_ref = 'EHC-0001'").fetchone()
    assert held == (5,)


def test_the_list_is_gone_through_by_key(desk: Desk) -> None:
    correct(desk.here, 2, year_group=5)
    correct(desk.other, 2, year_group=6)
    conflict(desk)
    table = desk.view.conflicts.table
    QTest.keyClick(table.view, Qt.Key.Key_Down)
    assert "EHC-0002: Register row" in desk.words()


def test_nothing_is_left_when_it_is_locked(desk: Desk) -> None:
    conflict(desk)
    desk.view.drop()
    settle()
    left = " ".join(one.text() for one in desk.view.findChildren(QLabel))
    assert "EHC-0001" not in left
    assert "year group" not in left
    assert desk.view.conflicts.table.model.total == 0
    assert desk.view.packs.table.model.total == 0
