"""The start screen: every way to an open workspace, and what it says and offers where one does not open."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from qt_support import PASSPHRASE, unnamed
from start_support import Start, click, started, type_into

from audit_app.machine.folders import Folders
from audit_app.screens.start.recent import KEPT, Recent, add_recent, read_recent
from audit_app.store.backup import back_up, second_place
from audit_app.store.creating import Founder, create_workspace
from audit_app.store.keys.keyjson import read_key_file, write_key_file
from audit_app.store.opening import open_workspace
from audit_app.store.read_session import changes_after
from audit_app.store.schema import SCHEMA

LONG = "three words and more"


@pytest.fixture
def start(tmp_path: Path, qapp: QObject, qtbot: QtBot) -> Iterator[Start]:
    with started(tmp_path, qtbot) as made:
        yield made


def test_without_workspaces_the_first_page_says_what_to_do(start: Start) -> None:
    assert start.view.page_now() is start.view.choose
    assert start.view.choose.tiles() == []


def test_a_passphrase_opens_the_workspace_and_the_list_remembers_where_it_was(start: Start) -> None:
    start.ask_for(start.place.folder)
    type_into(start.view.unlock.passphrase, PASSPHRASE)
    QTest.keyClick(start.view.unlock.passphrase.widget, Qt.Key.Key_Return)
    assert start.session.workspace.person.name == "Mary"
    assert [one.folder for one in read_recent(start.context.folders)] == [start.place.folder]
    assert start.view.unlock.typed() == ""


def test_a_workspace_that_was_opened_before_is_one_click_and_a_passphrase_away(start: Start) -> None:
    add_recent(start.context.folders, start.place.folder, date(2026, 11, 20))
    start.view.show_with()
    click(start.view.choose.tiles()[0])
    assert start.view.page_now() is start.view.unlock
    assert start.view.unlock.people.currentText() == "Mary"


def test_a_passphrase_that_came_with_the_call_opens_at_once(start: Start) -> None:
    start.view.show_with(unlock=start.place.folder, passphrase=PASSPHRASE)
    assert start.session.workspace.person.name == "Mary"


def test_a_wrong_passphrase_that_came_with_the_call_is_told_on_the_page(start: Start) -> None:
    start.view.show_with(unlock=start.place.folder, passphrase="wrong words")
    assert not start.session.is_open
    assert start.view.page_now() is start.view.unlock
    assert "not right" in start.view.unlock.banner.text.text()


def test_an_empty_passphrase_is_a_problem_beside_the_field(start: Start) -> None:
    start.ask_for(start.place.folder)
    click(start.view.unlock.open)
    assert "empty" in start.view.unlock.passphrase.problem.text()


def test_failed_attempts_are_counted_in_the_access_log(start: Start) -> None:
    start.ask_for(start.place.folder)
    for typed in ("wrong words", "wrong again", PASSPHRASE):
        type_into(start.view.unlock.passphrase, typed)
        click(start.view.unlock.open)
    rows = start.session.workspace.conn.execute("SELECT thing FROM access_event").fetchall()
    assert ("after 2 failed attempts",) in rows


def _no_folder(folder: Path) -> Path:
    return folder.parent / "nothing.ehcpaudit"


def _spoil_keys(folder: Path) -> Path:
    (folder / "keys.json").write_bytes((folder / "keys.json").read_bytes()[:-200])
    return folder


def _spoil_database(folder: Path) -> Path:
    data = bytearray((folder / "audit.db").read_bytes())
    data[4096:8192] = bytes(4096)
    (folder / "audit.db").write_bytes(bytes(data))
    return folder


def _newer(folder: Path) -> Path:
    write_key_file(folder, replace(read_key_file(folder, SCHEMA), schema=SCHEMA + 1, app_version="9.0.0"))
    return folder


@pytest.mark.parametrize(
    ("spoil", "typed", "words", "step"),
    [
        (_no_folder, "", "is not a workspace", "Choose another folder…"),
        (_spoil_keys, "", "is damaged, so no passphrase can be tried", "Restore a backup…"),
        (_newer, "", "was written by version 9.0.0", "Choose another workspace…"),
        (lambda folder: folder, "wrong words", "The passphrase is not right", "Use the recovery sheet"),
        (_spoil_database, PASSPHRASE, "is damaged", "Restore a backup…"),
    ],
)
def test_each_refusal_has_its_sentence_and_its_next_step(
    start: Start, spoil: Callable[[Path], Path], typed: str, words: str, step: str
) -> None:
    start.ask_for(spoil(start.place.folder))
    page = start.view.choose
    if typed:
        type_into(start.view.unlock.passphrase, typed)
        click(start.view.unlock.open)
    banner = (start.view.unlock if typed else page).banner
    assert words in banner.text.text()
    assert banner.button.text() == step
    assert not start.session.is_open


def test_the_walk_makes_a_workspace_with_sheet_second_person_and_second_place(start: Start, tmp_path: Path) -> None:
    view = start.view
    click(view.choose.new)
    type_into(view.new.organisation, "Bexley / Council")
    type_into(view.new.passphrase, LONG)
    type_into(view.new.again, LONG)
    click(view.new.make)
    assert view.page_now() is view.sheet
    assert "RECOVERY SHEET" in view.sheet.sheet.toPlainText()
    assert not view.sheet.next.isEnabled()
    start.dialogs.answers = [tmp_path / "sheet.txt", tmp_path / "usb"]
    click(view.sheet.save)
    assert "Bexley / Council" in (tmp_path / "sheet.txt").read_text(encoding="utf-8")
    click(view.sheet.next)
    assert view.sheet.sheet.toPlainText() == ""
    type_into(view.person.name, "Ben")
    type_into(view.person.passphrase, LONG + " of Ben")
    type_into(view.person.again, LONG + " of Ben")
    click(view.person.add)
    click(view.place.choose)
    workspace = start.session.workspace
    assert (workspace.name, workspace.person.name) == ("Bexley Council", "Mary")
    assert second_place(workspace) == tmp_path / "usb"
    assert start.said == ["The second person can open the workspace now."]
    assert [change.label for change in changes_after(workspace.conn, _writer(start), 0)][-1] == "Add Ben"
    folder = workspace.folder
    start.session.lock()
    with open_workspace(folder, LONG + " of Ben", start.place.means) as again:
        assert again.person.name == "Ben"


def _writer(start: Start) -> str:
    tip = start.session.workspace.door.tip
    assert tip is not None
    return tip.writer


def test_every_step_that_can_wait_can_be_left_for_later(start: Start) -> None:
    view = start.view
    click(view.choose.new)
    for field, text in ((view.new.organisation, "Bexley"), (view.new.passphrase, LONG), (view.new.again, LONG)):
        type_into(field, text)
    click(view.new.make)
    view.sheet.has_it.setChecked(True)
    for button in (view.sheet.next, view.person.skip, view.place.skip):
        click(button)
    assert start.session.workspace.name == "Bexley"


@pytest.mark.parametrize(
    ("first", "second", "beside_first", "beside_second"),
    [("short", "short", "5 characters", ""), (LONG, "other words here", "", "not the same")],
)
def test_a_passphrase_is_judged_beside_its_field(
    start: Start, first: str, second: str, beside_first: str, beside_second: str
) -> None:
    view = start.view
    click(view.choose.new)
    type_into(view.new.organisation, "Bexley")
    type_into(view.new.passphrase, first)
    type_into(view.new.again, second)
    click(view.new.make)
    assert view.page_now() is view.new
    assert beside_first in view.new.passphrase.problem.text()
    assert beside_second in view.new.again.problem.text()


def test_a_backup_is_restored_in_at_most_eight_clicks_on_a_machine_with_nothing(start: Start, tmp_path: Path) -> None:
    share = tmp_path / "share"
    with closing(start.place.open()) as workspace:
        before = workspace.conn.execute("SELECT * FROM entry ORDER BY id").fetchall()
        back_up(workspace, share)
    shutil.rmtree(start.place.folder)
    start.dialogs.answers = [share]
    clicks = [start.view.choose.restore]  # then the folder dialog: at most three clicks of its own
    click(start.view.choose.restore)
    type_into(start.view.restore.passphrase, PASSPHRASE)
    clicks.append(start.view.restore.restore)
    click(start.view.restore.restore)
    assert len(clicks) + 3 <= 8
    assert start.session.workspace.name == "Ashford"
    assert start.session.workspace.conn.execute("SELECT * FROM entry ORDER BY id").fetchall() == before


def test_a_damaged_workspace_leads_to_its_newest_backup_by_one_button(start: Start) -> None:
    with closing(start.place.open()) as workspace:
        back_up(workspace)
    _spoil_keys(start.place.folder)
    start.ask_for(start.place.folder)
    click(start.view.choose.banner.button)
    assert start.view.page_now() is start.view.restore
    assert start.view.restore.people.currentText() == "Mary"


def test_the_recovery_sheet_gives_a_person_a_new_passphrase(start: Start, tmp_path: Path) -> None:
    means = start.place.means
    workspace, sheet = create_workspace(tmp_path / "Camden", Founder("Camden", "Mary", PASSPHRASE), means)
    workspace.close()
    start.ask_for(workspace.folder)
    click(start.view.unlock.forgotten)
    page = start.view.recover
    page.groups.setPlainText(" ".join(sheet.groups[:-1]))
    type_into(page.new, LONG)
    type_into(page.again, LONG)
    click(page.recover)
    assert "12 were typed" in page.groups_field.problem.text()
    page.groups.setPlainText(" ".join(sheet.groups).lower())
    click(page.recover)
    assert start.session.workspace.name == "Camden"
    start.session.lock()
    open_workspace(workspace.folder, LONG, means).close()


def test_the_list_of_recent_workspaces_is_short_and_forgets_those_that_are_gone(tmp_path: Path) -> None:
    folders = Folders(tmp_path / "data")
    made = []
    for number in range(KEPT + 3):
        folder = tmp_path / f"W{number}.ehcpaudit"
        folder.mkdir()
        (folder / "keys.json").write_text("{}", encoding="utf-8")
        add_recent(folders, folder, date(2026, 11, 1))
        made.append(folder)
    assert [one.folder for one in read_recent(folders)] == made[:2:-1]
    (made[-1] / "keys.json").unlink()
    assert read_recent(folders)[0] == Recent(made[-2], date(2026, 11, 1))
    (folders.data / "recent.json").write_text("[{]", encoding="utf-8")
    assert read_recent(folders) == ()


def test_every_control_of_every_page_has_a_name(start: Start) -> None:
    add_recent(start.context.folders, start.place.folder, date(2026, 11, 20))
    start.view.show_with()
    assert unnamed(start.view) == []


def test_every_page_fits_a_small_screen_across(start: Start) -> None:
    view = start.view
    opening = (view.choose, view.unlock, view.restore, view.recover, view.busy)
    for page in (*opening, view.new, view.sheet, view.person, view.place):
        start.view.show_page(page)
        assert start.view.minimumSizeHint().width() <= 1280
        assert page.minimumSizeHint().width() <= 720
