"""Settings: people are listed, added, changed with a reason, and removed while the window goes on."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QDate
from pytestqt.qtbot import QtBot
from qt_support import PASSPHRASE
from screen_checks import Clicks, nameless, texts
from settings_world import TOMS, Shown, let_go, settings_shown, type_into, with_tom

from audit_app.domain.people import Agency, Role
from audit_app.domain.problems import AppError
from audit_app.screens.settings import rotating
from audit_app.screens.settings.person_dialog import ChangeDialog, PersonDialog
from audit_app.services.people import PersonWish
from audit_app.session import Lent
from audit_app.store import rotation
from audit_app.store.log.rights import Op
from audit_app.store.opening import open_workspace
from audit_app.store.workspace import Workspace

UNAS = "una has a long passphrase"


@pytest.fixture
def shown(tmp_path: Path, qtbot: QtBot) -> Iterator[Shown]:
    yield from settings_shown(with_tom(tmp_path), qtbot)


@pytest.fixture
def held(tmp_path: Path, qtbot: QtBot) -> Iterator[Shown]:
    yield from settings_shown(with_tom(tmp_path), qtbot, held=True)


def names(shown: Shown) -> list[str]:
    return [row.name for row in shown.view.people.table.model.rows]


def states(shown: Shown) -> dict[str, str]:
    return {row.name: row.state for row in shown.view.people.table.model.rows}


def choose(shown: Shown, name: str) -> None:
    assert shown.view.people.table.select(lambda row: row.name.startswith(name))


def left_over(shown: Shown) -> list[Path]:
    return list(shown.place.folder.glob("audit.db.new*"))


def test_people_are_listed_with_their_roles_and_whether_they_can_open_it(shown: Shown) -> None:
    assert states(shown) == {"Mary (you)": "Can open the workspace", "Tom": "Can open the workspace"}
    tom = shown.view.people.table.model.rows[1]
    assert (tom.roles, tom.agency, tom.teams) == ("Auditor", "Health", "North")


def test_a_person_is_added_with_a_passphrase_typed_twice_and_can_open_it(shown: Shown) -> None:
    def una(dialog: PersonDialog) -> bool:
        type_into(dialog.name, "Una")
        type_into(dialog.teams, "North, Mid")
        dialog.roles[Role.READER].setChecked(True)
        type_into(dialog.passphrase, UNAS)
        type_into(dialog.again, UNAS)
        dialog.yes.click()
        return dialog.result() == 1

    shown.dialogs.answers = [una]
    Clicks()(shown.view.people.add_button)
    assert names(shown) == ["Mary (you)", "Tom", "Una"]
    assert shown.visits.said == ["Una can open the workspace now."]
    assert UNAS not in texts(shown.view)
    shown.context.session.lock()
    with open_workspace(shown.place.folder, UNAS, shown.place.means, person="Una") as workspace:
        assert (workspace.person.roles, workspace.person.teams) == ({Role.READER}, ("North", "Mid"))  # type: ignore[comparison-overlap]  # a set equals a frozenset


@pytest.mark.parametrize(
    ("name", "ticked", "first", "again", "said"),
    [
        ("", True, TOMS, TOMS, "Give their name."),
        ("Tom", True, TOMS, TOMS, "Tom can open this workspace already."),
        ("Una", False, TOMS, TOMS, "Tick at least one role."),
        ("Una", True, "short", "short", "Choose at least 8."),
        ("Una", True, TOMS, TOMS + " ", "The two passphrases differ."),
    ],
)
def test_what_speaks_against_a_person_stands_in_the_dialog(
    qtbot: QtBot, name: str, ticked: bool, first: str, again: str, said: str
) -> None:
    dialog = PersonDialog(["Mary", "Tom"])
    qtbot.addWidget(dialog)
    dialog.show()
    type_into(dialog.name, name)
    dialog.roles[Role.AUDITOR].setChecked(ticked)
    type_into(dialog.passphrase, first)
    type_into(dialog.again, again)
    dialog.yes.click()
    assert dialog.isVisible()
    assert said in texts(dialog)
    assert nameless(dialog) == []


# ---- changing


def test_a_person_is_changed_with_a_reason_that_stands_in_the_trail(shown: Shown) -> None:
    def change(dialog: ChangeDialog) -> bool:
        assert dialog.wish == PersonWish("Tom", Agency.HEALTH, frozenset({Role.AUDITOR}), ("North",))
        dialog.roles[Role.MODERATOR].setChecked(True)
        dialog.agency.setCurrentIndex(dialog.agency.findData(Agency.EDUCATION.value))
        type_into(dialog.name, "Thomas")
        type_into(dialog.why, "new post")
        dialog.yes.click()
        return dialog.result() == 1

    choose(shown, "Tom")
    shown.dialogs.answers = [change]
    Clicks()(shown.view.people.change_button)
    row = shown.view.people.table.current()
    assert (row.name, row.roles, row.agency) == ("Thomas", "Auditor, Moderator", "Education")
    assert shown.newest_change() == ("Change Tom: name, agency, roles", "new post")
    assert shown.visits.said == ["Changed of Thomas: name, agency, roles."]


def test_a_change_without_a_reason_stays_open(qtbot: QtBot) -> None:
    now = PersonWish("Tom", Agency.HEALTH, frozenset({Role.AUDITOR}))
    dialog = ChangeDialog(now, ["Mary"], date(2026, 11, 22))
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.last_day.isEnabled()
    dialog.ends.setChecked(True)
    dialog.yes.click()
    assert dialog.isVisible()
    assert "Say why, in a few words." in texts(dialog)
    assert dialog.wish == replace(now, last_day=date(2026, 11, 22))
    assert nameless(dialog) == []


def test_a_last_day_is_told_in_the_list_before_and_after(shown: Shown) -> None:
    def ends(dialog: ChangeDialog) -> bool:
        dialog.ends.setChecked(True)
        dialog.last_day.setDate(QDate(2026, 11, 22))
        type_into(dialog.why, "moves on")
        dialog.yes.click()
        return dialog.result() == 1

    choose(shown, "Tom")
    shown.dialogs.answers = [ends]
    shown.view.people.change_button.click()
    assert states(shown)["Tom"] == "Can open it until 22 Nov 2026"
    clock = shown.context.clock
    clock.at = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # type: ignore[attr-defined]  # the clock of the tests
    shown.go("passphrase")
    shown.go("people")
    assert states(shown)["Tom"] == "Ended 22 Nov 2026, keys still here"
    assert shown.view.people.remove_button.isEnabled() is (shown.view.people.table.current().name == "Tom")


def test_the_last_owner_stays_and_is_told_why(shown: Shown) -> None:
    def retire(dialog: ChangeDialog) -> bool:
        dialog.roles[Role.OWNER].setChecked(False)
        type_into(dialog.why, "retires")
        dialog.yes.click()
        return dialog.result() == 1

    choose(shown, "Mary")
    shown.dialogs.answers = [retire]
    shown.view.people.change_button.click()
    assert "Nobody would be left who is an owner" in shown.view.banner.text.text()
    assert "Owner" in shown.view.people.table.current().roles


# ---- removing


def test_removing_somebody_gives_the_database_a_new_key_and_the_window_goes_on(shown: Shown) -> None:
    session = shown.context.session
    before = session.workspace.unlocked.database_key
    choose(shown, "Tom")
    shown.dialogs.answers = [None, "left the council"]
    click = Clicks()
    click(shown.view.people.remove_button)
    assert session.workspace.unlocked.database_key == before
    click(shown.view.people.remove_button)
    assert "database gets a new key" in shown.dialogs.asked[-1][1]
    assert session.workspace.unlocked.database_key != before
    assert states(shown) == {"Mary (you)": "Can open the workspace", "Tom": "Removed 22 Nov 2026"}
    assert shown.newest_change() == ("Remove Tom", "left the council")
    assert shown.visits.said == ["Tom is removed, and cannot open the workspace."]
    assert not shown.view.people.change_button.isEnabled()
    session.write(lambda workspace: rename(workspace))
    session.lock()
    with pytest.raises(AppError):
        open_workspace(shown.place.folder, TOMS, shown.place.means, person="Tom")
    shown.place.open().close()


def rename(workspace: Workspace) -> None:
    workspace.door.write("Rename", [Op("workspace", workspace.id, "organisation", "Elsewhere")])


def test_meanwhile_nothing_is_saved_and_what_was_read_is_noted_after(held: Shown) -> None:
    let_go(held)
    choose(held, "Tom")
    held.dialogs.answers = ["left"]
    held.view.people.remove_button.click()
    session = held.context.session
    assert held.view.people.working.isVisible()
    assert not held.view.people.add_button.isEnabled()
    with pytest.raises(Lent):
        session.write(rename)
    session.note_access("read", "plan 7")
    let_go(held)
    assert not held.view.people.working.isVisible()
    assert held.view.people.add_button.isEnabled()
    assert states(held)["Tom"] == "Removed 22 Nov 2026"
    assert "plan 7" in held.noted("read")
    session.write(rename)


def test_a_removal_that_is_stopped_changes_nothing(held: Shown) -> None:
    let_go(held)
    choose(held, "Tom")
    held.dialogs.answers = ["left"]
    held.view.people.remove_button.click()
    held.view.people.working.cancel_button.click()
    let_go(held)
    assert states(held)["Tom"] == "Can open the workspace"
    assert left_over(held) == []
    assert held.visits.said == []
    held.context.session.write(rename)


def test_a_removal_that_is_stopped_when_all_but_the_swap_is_done_changes_nothing(
    held: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = rotation.prepare

    def prepare(workspace: Workspace, *rest: Any) -> object:
        prepared = plain(workspace, *rest)
        held.view.people.working.cancel_button.click()
        return prepared

    monkeypatch.setattr(rotating, "prepare", prepare)
    let_go(held)
    choose(held, "Tom")
    held.dialogs.answers = ["left"]
    held.view.people.remove_button.click()
    let_go(held)
    assert states(held)["Tom"] == "Can open the workspace"
    assert left_over(held) == []
    held.context.session.write(rename)


def closed(workspace: Workspace, *_: object) -> None:
    workspace.close()
    raise AppError("The disk is gone. Connect it and try again.")


def still_open(*_: object) -> None:
    raise rotation.SavedMeanwhile("Something was saved. Try again.")


@pytest.mark.parametrize(("harm", "stays"), [(closed, False), (still_open, True)])
def test_a_swap_that_fails_is_told_and_locks_only_where_nothing_is_open_any_more(
    shown: Shown, monkeypatch: pytest.MonkeyPatch, harm: Callable[..., None], stays: bool
) -> None:
    monkeypatch.setattr(rotating, "put_in_place", harm)
    choose(shown, "Tom")
    shown.dialogs.answers = ["left"]
    shown.view.people.remove_button.click()
    assert shown.context.session.is_open is stays
    if stays:
        assert shown.view.banner.text.text() == "Something was saved. Try again."
        shown.context.session.write(rename)
    else:
        assert shown.dialogs.asked[-1][1] == "The disk is gone. Connect it and try again."


def test_somebody_without_keys_loses_their_roles_at_once(shown: Shown) -> None:
    ops = [Op("person", "0" * 32, "name", "Dee"), Op("person", "0" * 32, "roles", ["reader"])]
    shown.context.session.write(lambda workspace: workspace.door.write("Somebody elsewhere", ops))
    assert states(shown)["Dee"] == "No passphrase here"
    key = shown.context.session.workspace.unlocked.database_key
    choose(shown, "Dee")
    shown.dialogs.answers = ["left"]
    shown.view.people.remove_button.click()
    assert "no passphrase here" in shown.dialogs.asked[-1][1]
    assert states(shown)["Dee"] == "Removed 22 Nov 2026"
    assert shown.context.session.workspace.unlocked.database_key == key


def test_nobody_removes_themselves_and_only_an_owner_changes_anything(shown: Shown) -> None:
    choose(shown, "Mary")
    assert not shown.view.people.remove_button.isEnabled()
    assert shown.view.people.change_button.isEnabled()
    shown.open_as_tom()
    shown.go("people")
    choose(shown, "Mary")
    page = shown.view.people
    assert [one.isEnabled() for one in (page.add_button, page.change_button, page.remove_button)] == [False] * 3
    assert page.why_not.text() == "Only an owner adds, changes and removes people."
    page.table.row_chosen.emit(page.table.current())
    assert shown.dialogs.asked == []


def test_the_person_who_opens_next_is_the_one_that_is_marked(shown: Shown) -> None:
    shown.open_as_tom()
    shown.go("people")
    assert names(shown) == ["Mary", "Tom (you)"]
    assert PASSPHRASE not in texts(shown.view)
