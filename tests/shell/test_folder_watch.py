"""The exchange folder is looked into when a workspace opens and now and then; saving waits for it when it must."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from qt_support import PASSPHRASE, HeldJobs, Place, Visits, context_for, light_means, light_workspace

from audit_app.services.merging.exchange_folder import drop_new, set_folder, standing
from audit_app.shell.folder_watch import FolderWatch
from audit_app.store.log.rights import Op
from audit_app.store.opening import open_workspace
from audit_app.store.workspace import Workspace
from audit_app.ui.screen import ScreenContext


@dataclass
class Desk:
    """A window's watch on one copy, and another copy that shares the folder."""

    place: Place
    context: ScreenContext
    visits: Visits
    watch: FolderWatch
    other: Workspace
    folder: Path

    def open(self) -> None:
        self.context.session.open(self.place.open())


def rename(workspace: Workspace, name: str) -> None:
    workspace.door.write(f"Organisation: {name}", [Op("workspace", workspace.id, "organisation", name)])


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    place = light_workspace(tmp_path, plans=1)
    target = tmp_path / "elsewhere" / place.folder.name
    shutil.copytree(place.folder, target)
    other = open_workspace(target, PASSPHRASE, replace(light_means(tmp_path / "elsewhere"), host="office"))
    folder = tmp_path / "shared"
    folder.mkdir()
    set_folder(other, folder)
    context, visits = context_for()
    watch = FolderWatch(context, context.session)
    yield Desk(place, context, visits, watch, other, folder)
    context.session.lock()
    context.session.deleteLater()
    other.close()


def with_folder(desk: Desk) -> None:
    with desk.place.open() as workspace:
        set_folder(workspace, desk.folder)


def organisation(desk: Desk) -> str:
    return str(desk.context.session.workspace.conn.execute("SELECT organisation FROM workspace").fetchone()[0])


def test_without_a_folder_nothing_is_looked_for(desk: Desk) -> None:
    started: list[int] = []
    desk.context.jobs.running_changed.connect(started.append)
    desk.open()
    desk.watch.look()
    assert started == []


def test_opening_takes_in_what_lies_there_and_puts_in_what_is_new(desk: Desk) -> None:
    with_folder(desk)
    with desk.place.open() as workspace:
        workspace.door.write("Import", [Op("entry", "own", "row", {"plan_ref": "OWN-1"})])
    rename(desk.other, "Bexley")
    drop_new(desk.other)
    desk.open()
    assert organisation(desk) == "Bexley"
    assert len(list(desk.folder.iterdir())) == 2
    assert desk.visits.said == ["1 change came through the exchange folder."]
    desk.visits.buttons[0]()  # type: ignore[misc]  # there is a button
    assert desk.visits.went == [("exchange", {})]


def test_the_next_look_takes_what_came_since_and_every_screen_hears_of_it(desk: Desk) -> None:
    with_folder(desk)
    desk.open()
    moved: list[frozenset[str]] = []
    desk.context.session.changed.connect(moved.append)
    rename(desk.other, "Bexley")
    drop_new(desk.other)
    desk.watch.look()
    assert moved == [frozenset({"workspace"})]
    rename(desk.context.session.workspace, "Croydon")
    assert organisation(desk) == "Croydon"


def test_where_nothing_is_to_be_done_the_right_to_save_is_not_borrowed(desk: Desk) -> None:
    with_folder(desk)
    desk.open()
    returned: list[bool] = []
    desk.context.session.returned.connect(lambda: returned.append(True))
    desk.watch.look()
    assert returned == []


def test_an_unreachable_folder_is_told_once_and_not_every_five_minutes(desk: Desk) -> None:
    with_folder(desk)
    desk.folder.rename(desk.folder.parent / "away")
    desk.open()
    desk.watch.look()
    (said,) = desk.visits.said
    assert "cannot be reached" in said


def test_what_cannot_be_taken_is_not_tried_again_until_something_else_comes(desk: Desk) -> None:
    with_folder(desk)
    desk.open()
    (own,) = desk.folder.iterdir()
    rename(desk.other, "Bexley")
    drop_new(desk.other)
    (pack,) = set(desk.folder.iterdir()) - {own}
    whole = pack.read_bytes()
    pack.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    returned: list[bool] = []
    desk.context.session.returned.connect(lambda: returned.append(True))
    desk.watch.look()
    desk.watch.look()
    assert returned == [True]
    rename(desk.context.session.workspace, "Croydon")
    desk.watch.look()
    assert returned == [True, True]


def test_it_waits_while_something_is_saved_in_the_background(desk: Desk) -> None:
    with_folder(desk)
    desk.open()
    rename(desk.other, "Bexley")
    drop_new(desk.other)
    loan = desk.context.session.lend()
    desk.watch.look()
    assert organisation(desk) != "Bexley"
    desk.context.session.take_back(loan, None)
    desk.watch.look()
    assert organisation(desk) == "Bexley"


def test_locking_ends_it(desk: Desk, tmp_path: Path) -> None:
    jobs = HeldJobs(desk.context.session)
    watch = FolderWatch(replace(desk.context, jobs=jobs), desk.context.session)
    with_folder(desk)
    desk.open()
    assert len(jobs.held) == 1
    desk.context.session.lock()
    watch.look()
    assert len(jobs.held) == 1
    jobs.cancel_all()
    jobs.let_go()
    with desk.place.open() as workspace:
        assert standing(workspace).folder == desk.folder
