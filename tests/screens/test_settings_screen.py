"""Settings: people with their keys, one's passphrase, backups, the tamper check, and both records that can be read."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from qt_support import PASSPHRASE, FakeDialogs, HeldJobs, Place, Visits, context_for, light_workspace
from screen_checks import Clicks, least_width, nameless, texts

from audit_app.domain.people import Agency, Role
from audit_app.domain.problems import AppError
from audit_app.screens.settings import SettingsView, make
from audit_app.screens.settings import safety as safety_module
from audit_app.screens.settings.person_dialog import PersonDialog
from audit_app.screens.settings.reading import last_check, people_rows
from audit_app.services.sampling import sample
from audit_app.store import keyring
from audit_app.store.access import events
from audit_app.store.keys.errors import WrongPassphrase
from audit_app.store.opening import open_workspace
from audit_app.store.person_ops import PersonDetails
from audit_app.ui.fields import Field
from audit_app.ui.screen import ScreenContext
from audit_app.ui.theme import Mode

TOMS = "tom has a long passphrase"
SHOWN = tuple[SettingsView, ScreenContext, Visits]
PARTS = ("people", "passphrase", "backups", "check", "trail", "access", "appearance")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = light_workspace(tmp_path, plans=12)
    with made.open() as workspace:
        keyring.add(workspace, PersonDetails("Tom", Agency.HEALTH, frozenset({Role.AUDITOR})), TOMS)
        sample(workspace, cycle="weekly", size=6, seed="s", on=date(2026, 11, 22))
    return made


@pytest.fixture
def shown(place: Place, qtbot: QtBot) -> Iterator[SHOWN]:
    context, visits = context_for(place)
    view = make(context)
    assert isinstance(view, SettingsView)
    qtbot.addWidget(view)
    view.resize(1080, 680)
    view.show()
    view.show_with()
    yield view, context, visits
    context.session.lock()


def dialogs(context: ScreenContext) -> FakeDialogs:
    assert isinstance(context.dialogs, FakeDialogs)
    return context.dialogs


def type_into(field: Field, text: str) -> None:
    assert isinstance(field.widget, QLineEdit)
    field.widget.setText(text)


def names(view: SettingsView) -> list[str]:
    return [row.name for row in view.people.table.model.rows]


def test_people_are_listed_with_their_roles_and_whether_they_can_open_it(shown: SHOWN) -> None:
    view, _, _ = shown
    assert names(view) == ["Mary (you)", "Tom"]
    assert [row.state for row in view.people.table.model.rows] == ["Can open the workspace"] * 2
    assert view.people.table.model.rows[1].roles == "Auditor"


def test_a_person_is_added_with_a_passphrase_typed_twice_and_can_open_it(shown: SHOWN, place: Place) -> None:
    view, context, visits = shown

    def una(dialog: PersonDialog) -> bool:
        type_into(dialog.name, "Una")
        dialog.roles[Role.READER].setChecked(True)
        type_into(dialog.passphrase, "una has a long passphrase")
        type_into(dialog.again, "una has a long passphrase")
        dialog.yes.click()
        return dialog.result() == 1

    dialogs(context).answers = [una]
    Clicks()(view.people.add_button)
    assert names(view) == ["Mary (you)", "Tom", "Una"]
    assert visits.said == ["Una can open the workspace now."]
    context.session.lock()
    with open_workspace(place.folder, "una has a long passphrase", place.means, person="Una") as workspace:
        assert workspace.person.roles == {Role.READER}


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


def test_removing_somebody_gives_the_database_a_new_key_and_the_window_goes_on(shown: SHOWN, place: Place) -> None:
    view, context, visits = shown
    before = context.session.workspace.unlocked.database_key
    view.people.table.select(lambda row: row.name == "Tom")
    dialogs(context).answers = [False, True]
    click = Clicks()
    click(view.people.remove_button)
    assert "Tom" in [entry.name for entry in context.session.workspace.key_file.people]
    click(view.people.remove_button)
    assert "database gets a new key" in dialogs(context).asked[-1][1]
    assert context.session.workspace.unlocked.database_key != before
    states = {row.name: row.state for row in view.people.table.model.rows}
    assert states == {"Mary (you)": "Can open the workspace", "Tom": "Removed 22 Nov 2026"}
    assert "cannot open the workspace any more" in visits.said[-1]
    context.session.lock()
    with pytest.raises(AppError):
        open_workspace(place.folder, TOMS, place.means, person="Tom")


def test_a_removal_that_fails_is_told_and_locks_the_workspace(shown: SHOWN, monkeypatch: pytest.MonkeyPatch) -> None:
    view, context, _ = shown

    def refuse(*_: object) -> None:
        raise AppError("There is no room on the disk. Free some and try again.")

    monkeypatch.setattr(keyring, "remove", refuse)
    view.people.table.select(lambda row: row.name == "Tom")
    dialogs(context).answers = [True]
    view.people.remove_button.click()
    assert dialogs(context).asked[-1] == (
        "Tom was not removed",
        "There is no room on the disk. Free some and try again.",
    )
    assert not context.session.is_open


def test_nobody_removes_themselves_and_only_an_owner_adds(shown: SHOWN, place: Place, qtbot: QtBot) -> None:
    view, context, _ = shown
    view.people.table.select(lambda row: row.is_me)
    assert not view.people.remove_button.isEnabled()
    context.session.lock()
    context.session.open(open_workspace(place.folder, TOMS, place.means, person="Tom"))
    view.show_with(part="people")
    view.people.table.select(lambda row: row.name == "Mary")
    assert not view.people.add_button.isEnabled()
    assert not view.people.remove_button.isEnabled()


def test_the_passphrase_is_changed_and_the_old_one_opens_nothing(shown: SHOWN, place: Place) -> None:
    view, context, visits = shown
    view.show_with(part="passphrase")
    page = view.passphrase
    for field, text in ((page.current, PASSPHRASE), (page.new, "another long one"), (page.again, "another long one")):
        type_into(field, text)
    Clicks()(page.change_button)
    assert "Your passphrase is changed" in visits.said[-1]
    assert "another long one" not in texts(view)
    context.session.lock()
    with pytest.raises(WrongPassphrase):
        place.open()
    open_workspace(place.folder, "another long one", place.means, person="Mary").close()


def test_a_wrong_present_passphrase_is_told_beside_its_field(shown: SHOWN) -> None:
    view, _, visits = shown
    view.show_with(part="passphrase")
    page = view.passphrase
    for field, text in (
        (page.current, "not mine at all"),
        (page.new, "another long one"),
        (page.again, "another long one"),
    ):
        type_into(field, text)
    page.change_button.click()
    assert page.current.problem.text()
    assert page.change_button.isEnabled()
    assert visits.said == []


def test_a_passphrase_half_typed_is_forgotten_on_leaving_its_part(shown: SHOWN) -> None:
    view, _, _ = shown
    view.show_with(part="passphrase")
    type_into(view.passphrase.current, PASSPHRASE)
    view.show_with(part="people")
    assert PASSPHRASE not in texts(view)


def test_a_backup_is_made_in_both_places_and_stands_in_the_list(shown: SHOWN, tmp_path: Path) -> None:
    view, context, visits = shown
    click = Clicks()
    view.show_with(part="backups")
    assert "no second place yet" in view.backups.place.text()
    dialogs(context).answers = [tmp_path / "share"]
    click(view.backups.place_button)
    assert str(tmp_path / "share") in view.backups.place.text()
    click(view.backups.make_button)
    rows = view.backups.table.model.rows
    assert sorted(row.place for row in rows) == ["Beside the workspace", "Second place"]
    assert all((row.folder / "keys.json").is_file() for row in rows)
    assert visits.said == ["2 backups were made and verified."]
    assert "Restore a backup" in texts(view.backups)


def test_a_second_place_that_is_gone_is_a_sentence(shown: SHOWN, tmp_path: Path) -> None:
    view, context, _ = shown
    view.show_with(part="backups")
    dialogs(context).answers = [tmp_path / "share"]
    view.backups.place_button.click()
    (tmp_path / "share").rmdir()
    view.backups.make_button.click()
    assert "is not there" in view.banner.text.text()
    assert view.backups.make_button.isEnabled()


def test_a_second_place_inside_the_workspace_is_refused(shown: SHOWN, place: Place) -> None:
    view, context, _ = shown
    view.show_with(part="backups")
    dialogs(context).answers = [None, place.folder / "inside"]
    view.backups.place_button.click()
    view.backups.place_button.click()
    assert "inside the workspace" in view.banner.text.text()


def test_the_check_tells_each_part_and_its_date_stays(shown: SHOWN, place: Place) -> None:
    view, context, _ = shown
    view.show_with(part="check")
    assert view.check.when.text() == "Never checked yet."
    Clicks()(view.check.check_button)
    assert "Change log: " in texts(view.check)
    assert view.check.when.text().startswith("Last checked 22 Nov 2026")
    assert view.check.when.text().endswith("nothing wrong.")
    context.session.lock()
    with place.open() as workspace:
        assert last_check(workspace)[1] == "nothing wrong"


def test_what_somebody_changed_behind_the_apps_back_is_found(shown: SHOWN) -> None:
    view, context, _ = shown
    context.session.workspace.conn.execute("UPDATE entry SET plan_ref = 'OTHER' WHERE plan_ref = 'EHC-0001'")
    view.show_with(part="check")
    view.check.check_button.click()
    assert "The check found" in view.banner.text.text()
    assert "Replay: " in texts(view.check)
    assert "found." in view.check.when.text()


def test_a_check_can_be_stopped_and_then_says_nothing(place: Place, qtbot: QtBot) -> None:
    context, _ = context_for(place)
    jobs = HeldJobs()
    held = ScreenContext(
        context.session, jobs, context.dialogs, context.clock, context.go, context.notify, context.folders,
        context.preferences,
    )  # fmt: skip
    view = make(held)
    assert isinstance(view, SettingsView)
    qtbot.addWidget(view)
    view.show()
    view.show_with(part="check")
    jobs.let_go()
    view.check.check_button.click()
    assert view.check.working.isVisible()
    assert not context.session.can_write
    view.check.working.cancel_button.click()
    jobs.let_go()
    assert not view.check.working.isVisible()
    assert context.session.can_write
    assert view.check.when.text() == "Never checked yet."
    assert "Change log" not in texts(view.check)
    context.session.lock()


def test_a_check_that_fails_is_told(shown: SHOWN, monkeypatch: pytest.MonkeyPatch) -> None:
    view, _, _ = shown

    def refuse(*_: object) -> None:
        raise AppError("The disk cannot be read. Try again.")

    monkeypatch.setattr(safety_module, "run_check", refuse)
    view.show_with(part="check")
    view.check.check_button.click()
    assert view.banner.text.text() == "The disk cannot be read. Try again."
    assert view.check.check_button.isEnabled()


def test_the_trail_shows_who_changed_what_from_what_to_what(shown: SHOWN) -> None:
    view, _, _ = shown
    view.show_with(part="trail")
    rows = {row.label: row for row in view.trail.table.model.rows}
    assert any("person name: nothing → Tom" in value for value in rows["Add Tom"].values)
    view.trail.table.select(lambda row: row.label == "Add Tom")
    assert "nothing → Tom" in view.trail.values.text()
    view.trail.table.search.setText("add tom")
    assert [row.label for row in view.trail.table.model.rows] == ["Add Tom"]


def test_the_trail_is_narrowed_by_person_and_days(shown: SHOWN) -> None:
    view, _, _ = shown
    view.show_with(part="trail")
    total = view.trail.table.model.total
    page = view.trail
    page.person.setCurrentIndex(page.person.findData("Tom"))
    page.person.activated.emit(page.person.currentIndex())
    assert page.table.model.total == 0
    page.person.setCurrentIndex(page.person.findData("Mary"))
    page.person.activated.emit(page.person.currentIndex())
    assert page.table.model.total == total
    page.last.setDate(page.last.date().addDays(-1))
    assert page.table.model.total == 0
    page.first.setDate(page.last.date().addDays(1))
    assert "first day is after the last" in view.banner.text.text()


def test_reading_the_records_is_noted_in_the_access_log(shown: SHOWN) -> None:
    view, context, _ = shown
    view.show_with(part="trail")
    view.show_with(part="access")
    noted = [one.thing for one in events(context.session.workspace.conn) if one.act == "read"]
    assert noted == ["the change log", "the access log"]
    newest = view.access.table.model.rows[0]
    assert (newest.person, newest.act, newest.thing) == ("Mary", "read", "the access log")


def test_appearance_takes_hold_at_once_and_is_kept(shown: SHOWN) -> None:
    view, context, _ = shown
    view.show_with(part="appearance")
    page = view.looks
    page.mode.setCurrentIndex(page.mode.findData(Mode.DARK.value))
    page.mode.activated.emit(page.mode.currentIndex())
    page.scale.setCurrentIndex(page.scale.findData(1.5))
    page.scale.activated.emit(page.scale.currentIndex())
    page.idle.setValue(5)
    kept = context.preferences.current
    assert (kept.mode, kept.scale, kept.idle_minutes) == (Mode.DARK, 1.5, 5)
    view.show_with(part="people")
    view.show_with(part="appearance")
    assert (page.mode.currentText(), page.scale.currentText(), page.idle.value()) == ("Dark", "150 %", 5)
    assert page.idle.maximum() == context.preferences.longest_idle


def test_locking_forgets_everything_that_was_read(shown: SHOWN) -> None:
    view, _, _ = shown
    for part in PARTS:
        view.show_with(part=part)
    view.drop()
    assert "Tom" not in texts(view)
    assert all(
        table.model.total == 0 for table in (view.people.table, view.backups.table, view.trail.table, view.access.table)
    )


@pytest.mark.parametrize("part", PARTS)
def test_every_control_of_each_part_has_a_name_and_room(shown: SHOWN, part: str) -> None:
    view, _, _ = shown
    view.show_with(part=part)
    assert view.part == part
    assert nameless(view) == []
    assert least_width(view.page) <= 1080
    page = view.stack.currentWidget()
    assert page is not None
    assert [item.text() for item in view.parts.selectedItems()] == [page.accessibleName()]


@pytest.mark.parametrize("part", PARTS)
def test_each_part_takes_the_focus_when_the_keyboard_moves_into_it(shown: SHOWN, part: str) -> None:
    view, _, _ = shown
    view.activateWindow()
    view.show_with(part=part)
    _, region = view.regions()
    region.setFocus()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert region.isAncestorOf(focused)


def test_a_removed_person_comes_after_those_who_can_open_it(place: Place) -> None:
    with place.open() as workspace:
        tom = next(entry.id for entry in workspace.key_file.people if entry.name == "Tom")
        fresh = keyring.remove(workspace, tom)
        assert [row.can_open for row in people_rows(fresh)] == [True, False]
        fresh.close()
