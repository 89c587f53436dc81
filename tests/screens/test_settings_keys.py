"""Settings: one's own passphrase, and a new recovery sheet that is printed before it comes into force."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from qt_support import PASSPHRASE
from screen_checks import Clicks, texts
from settings_world import Shown, let_go, settings_shown, type_into, with_tom

from audit_app.machine.policy import Policy
from audit_app.screens.settings import make
from audit_app.screens.settings.view import SettingsView
from audit_app.store import keyring
from audit_app.store.keys.errors import SheetReplaced, WrongKey, WrongPassphrase
from audit_app.store.keys.recovery import RecoverySheet
from audit_app.store.opening import key_file_of, open_workspace, recovered_key

ANOTHER = "another long one"


@pytest.fixture
def shown(tmp_path: Path, qtbot: QtBot) -> Iterator[Shown]:
    yield from settings_shown(with_tom(tmp_path), qtbot)


def sheet_of(shown: Shown) -> RecoverySheet:
    """The sheet that is on the screen."""
    lines = [line.split() for line in shown.view.sheet.sheet.toPlainText().splitlines()]
    rows = [words[1:] for words in lines if words and words[0] in ("1", "5", "9", "13")]
    return RecoverySheet.parse(" ".join(group for row in rows for group in row))


def lets_in(shown: Shown, sheet: RecoverySheet) -> bool:
    try:
        recovered_key(shown.place.folder, key_file_of(shown.place.folder), sheet)
    except WrongKey:
        return False
    return True


def type_passphrases(shown: Shown, *texts_: str) -> None:
    page = shown.view.passphrase
    for field, text in zip((page.current, page.new, page.again), texts_, strict=True):
        type_into(field, text)


# ---- the passphrase


def test_the_passphrase_is_changed_and_the_old_one_opens_nothing(shown: Shown) -> None:
    shown.go("passphrase")
    type_passphrases(shown, PASSPHRASE, ANOTHER, ANOTHER)
    Clicks()(shown.view.passphrase.change_button)
    assert "Your passphrase is changed" in shown.visits.said[-1]
    assert ANOTHER not in texts(shown.view)
    shown.context.session.lock()
    with pytest.raises(WrongPassphrase):
        shown.place.open()
    open_workspace(shown.place.folder, ANOTHER, shown.place.means, person="Mary").close()


def test_a_wrong_present_passphrase_is_told_beside_its_field(shown: Shown) -> None:
    shown.go("passphrase")
    type_passphrases(shown, "not mine at all", ANOTHER, ANOTHER)
    shown.view.passphrase.change_button.click()
    assert shown.view.passphrase.current.problem.text()
    assert shown.view.passphrase.change_button.isEnabled()
    assert shown.visits.said == []


def test_a_passphrase_half_typed_is_forgotten_on_leaving_its_part(shown: Shown) -> None:
    shown.go("passphrase")
    type_passphrases(shown, PASSPHRASE, "", "")
    shown.go("people")
    assert PASSPHRASE not in texts(shown.view)


# ---- the sheet


def test_a_new_sheet_is_shown_printed_and_only_then_put_in_force(shown: Shown) -> None:
    page, click = shown.go("sheet").sheet, Clicks()
    assert page.state.text() == "The sheet in force was made on 22 Nov 2026, 09:00."
    click(page.new_button)
    assert not page.force_button.isEnabled()
    sheet = sheet_of(shown)
    assert not lets_in(shown, sheet)
    shown.dialogs.answers = [True]
    click(page.print_button)
    assert shown.dialogs.printed == [page.sheet.toPlainText()]
    assert page.has_it.isChecked()
    type_into(page.reason, "the envelope was opened")
    click(page.force_button)
    assert lets_in(shown, sheet)
    assert shown.newest_change() == ("Make a new recovery sheet", "the envelope was opened")
    assert shown.noted("print") == ["a new recovery sheet"]
    assert shown.visits.said == ["The new recovery sheet is in force. Destroy the one before it."]
    assert not page.made.isVisible()
    assert page.sheet.toPlainText() == ""


def test_the_sheet_before_it_says_that_it_was_replaced(shown: Shown) -> None:
    page = shown.go("sheet").sheet
    for number in range(2):
        page.new_button.click()
        newest = sheet_of(shown)
        if number == 0:
            first = newest
        page.has_it.setChecked(True)
        type_into(page.reason, "once a year")
        page.force_button.click()
    shown.context.session.lock()
    with pytest.raises(SheetReplaced, match="replaced by a newer one on 22/11/2026"):
        keyring.recover(shown.place.folder, first, "Mary", ANOTHER, shown.place.means)
    keyring.recover(shown.place.folder, newest, "Mary", ANOTHER, shown.place.means).close()


def test_a_sheet_that_was_used_asks_for_a_new_one(shown: Shown) -> None:
    page = shown.go("sheet").sheet
    page.new_button.click()
    sheet = sheet_of(shown)
    page.has_it.setChecked(True)
    type_into(page.reason, "once a year")
    page.force_button.click()
    assert page.advice.text() == ""
    session = shown.context.session
    session.lock()
    session.open(keyring.recover(shown.place.folder, sheet, "Mary", PASSPHRASE, shown.place.means))
    shown.go("sheet")
    assert page.advice.text().startswith("It was used on 22 Nov 2026")


def test_without_a_reason_or_without_the_sheet_in_hand_nothing_changes(shown: Shown) -> None:
    page = shown.go("sheet").sheet
    page.new_button.click()
    page.force_button.click()
    page.has_it.setChecked(True)
    page.force_button.click()
    assert page.reason.problem.text() == "Say why, in a few words."
    assert not lets_in(shown, sheet_of(shown))
    Clicks()(page.no_button)
    assert page.sheet.toPlainText() == ""
    assert page.new_button.isVisible()


def test_a_sheet_that_is_not_in_force_is_forgotten_on_leaving_its_part_and_when_it_locks(shown: Shown) -> None:
    for leave in (lambda: shown.go("people"), shown.view.drop):
        page = shown.go("sheet").sheet
        page.new_button.click()
        group = sheet_of(shown).groups[0]
        leave()
        assert page.sheet.toPlainText() == ""
        assert group not in texts(shown.view)


def test_the_sheet_goes_into_a_file_where_the_organisation_allows_it(
    shown: Shown, tmp_path: Path, qtbot: QtBot
) -> None:
    allowed = tmp_path / "allowed"
    allowed.mkdir()
    policy = Policy(file=tmp_path / "policy.toml", export_folders=(allowed,))
    view = make(replace(shown.context, policy=policy))
    assert isinstance(view, SettingsView)
    qtbot.addWidget(view)
    view.show()
    view.show_with(part="sheet")
    view.sheet.new_button.click()
    shown.dialogs.answers = [tmp_path / "sheet.txt", allowed / "sheet.txt"]
    view.sheet.save_button.click()
    assert "outside the folders that your organisation allows" in view.banner.text.text()
    assert not view.sheet.has_it.isChecked()
    view.sheet.save_button.click()
    assert (allowed / "sheet.txt").read_text() == view.sheet.sheet.toPlainText()
    assert view.sheet.has_it.isChecked()
    assert shown.noted("export") == ["a new recovery sheet"]


def test_only_an_owner_makes_a_new_sheet(shown: Shown) -> None:
    shown.open_as_tom()
    page = shown.go("sheet").sheet
    assert not page.new_button.isEnabled()
    assert page.why_not.text() == "Only an owner makes a new sheet."


def test_putting_it_in_force_can_be_stopped_and_the_sheet_stays_on_the_screen(tmp_path: Path, qtbot: QtBot) -> None:
    for shown in settings_shown(with_tom(tmp_path), qtbot, held=True):
        page = shown.go("sheet").sheet
        page.new_button.click()
        sheet = sheet_of(shown)
        page.has_it.setChecked(True)
        type_into(page.reason, "once a year")
        page.force_button.click()
        assert page.working.isVisible()
        page.working.cancel_button.click()
        let_go(shown)
        assert not page.working.isVisible()
        assert not lets_in(shown, sheet)
        assert sheet_of(shown) == sheet
        page.force_button.click()
        let_go(shown)
        assert lets_in(shown, sheet)
