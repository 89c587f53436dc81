"""Settings: how long things are kept, what is due, and erasing it after a second look, with a reason."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from screen_checks import Clicks, nameless, texts
from settings_world import Shown, settings_shown, type_into, with_tom

from audit_app.screens.settings.erase_dialogs import EraseDueDialog, ErasePlanDialog, TimeDialog
from audit_app.services.erasing import ToErase
from audit_app.store.ids import Ids
from audit_app.store.log.erase import Entity
from audit_app.store.log.rights import Op

GONE = "EHC-0001"


@pytest.fixture
def shown(tmp_path: Path, qtbot: QtBot) -> Iterator[Shown]:
    place = with_tom(tmp_path)
    with place.open() as workspace:
        row = {"plan_ref": GONE, "final_date": "2020-03-01", "ceased_date": "2024-11-01"}
        workspace.door.write("It ceased", [Op("entry", Ids(workspace.id).plan(GONE), "row", row)])
    for one in settings_shown(place, qtbot):
        one.go("retention")
        yield one


def due(shown: Shown) -> list[str]:
    return [row.plan_ref for row in shown.view.retention.table.model.rows]


def test_the_rules_stand_in_words_with_what_is_due(shown: Shown) -> None:
    said = texts(shown.view.retention)
    assert "Plan documents: 30 days after the audit was closed." in said
    assert "Audits: 6 years after the audit." in said
    assert "1 kept here under this rule, 1 due." in said
    assert shown.view.retention.due_words.text() == "1 thing is due, with 1 record in them."
    assert due(shown) == [GONE]
    assert shown.view.retention.before.model.total == 0


def test_another_time_is_kept_with_its_reason_and_what_is_due_follows(shown: Shown) -> None:
    def longer(dialog: TimeDialog) -> bool:
        assert (dialog.number.minimum(), dialog.number.value(), dialog.number.maximum()) == (6, 12, 36)
        dialog.number.setValue(36)
        assert dialog.in_years.text() == "That is 3 years."
        dialog.yes.click()
        assert "Say why, in a few words." in texts(dialog)
        type_into(dialog.why, "asked by the records manager")
        dialog.yes.click()
        return dialog.result() == 1

    shown.dialogs.answers = [longer]
    button = shown.view.retention.change_buttons[2]
    assert button.accessibleName() == "Keep ceased register rows for another time"
    button.click()  # type: ignore[attr-defined]  # a button among widgets
    assert shown.newest_change() == ("Keep ceased register rows for 3 years", "asked by the records manager")
    assert "Ceased register rows: 3 years after the plan ceased." in texts(shown.view.retention)
    assert "The usual time is 1 year." in texts(shown.view.retention)
    assert due(shown) == []
    assert not shown.view.retention.erase_button.isEnabled()


def test_what_is_due_is_erased_after_a_second_look(shown: Shown) -> None:
    def look(dialog: EraseDueDialog) -> bool:
        type_into(dialog.why, "autumn round")
        dialog.yes.click()
        assert dialog.not_looked.text() == "Look through the list, then tick this."
        dialog.looked.setChecked(True)
        dialog.yes.click()
        return dialog.result() == 1

    shown.dialogs.answers = [False, look]
    click, page = Clicks(), shown.view.retention
    click(page.erase_button)
    assert due(shown) == [GONE]
    click(page.erase_button)
    assert due(shown) == []
    assert [row.reason for row in page.before.model.rows] == ["autumn round"]
    assert shown.visits.said == ["1 record is erased."]
    assert shown.newest_change()[1] == "autumn round"


def test_one_plan_is_erased_once_its_reference_was_typed_twice(shown: Shown) -> None:
    def again(dialog: ErasePlanDialog) -> bool:
        type_into(dialog.why, "asked by the family")
        type_into(dialog.again, "ehc-0002")
        dialog.yes.click()
        assert dialog.again.problem.text() == "Type EHC-0002, capitals and all."
        type_into(dialog.again, "EHC-0002")
        dialog.yes.click()
        return dialog.result() == 1

    page = shown.view.retention
    shown.dialogs.answers = ["EHC-0099"]
    page.plan_button.click()
    assert "There is no plan EHC-0099" in shown.view.banner.text.text()
    shown.dialogs.answers = ["EHC-0002", False, "EHC-0002", again]
    page.plan_button.click()
    assert page.before.model.total == 0
    page.plan_button.click()
    assert [row.reason for row in page.before.model.rows] == ["asked by the family"]
    assert shown.view.banner.text.text() == ""


def test_backups_that_hold_it_still_are_told_before_and_after(shown: Shown, qtbot: QtBot) -> None:
    shown.go("backups").backups.make_button.click()
    shown.go("retention")

    def look(dialog: EraseDueDialog) -> bool:
        assert "1 backup holds it still" in texts(dialog)
        dialog.looked.setChecked(True)
        type_into(dialog.why, "autumn round")
        dialog.yes.click()
        return dialog.result() == 1

    shown.dialogs.answers = [look]
    shown.view.retention.erase_button.click()
    assert shown.visits.said[-1] == "1 record is erased. 1 older backup holds them until thinned."


def test_somebody_who_is_no_owner_sees_the_rules_and_changes_nothing(shown: Shown) -> None:
    shown.open_as_tom()
    page = shown.go("retention").retention
    assert due(shown) == [GONE]
    assert not page.erase_button.isEnabled()
    assert not page.plan_button.isEnabled()
    assert [one.isEnabled() for one in page.change_buttons] == [False] * 3
    assert page.why_not.text() == "Only an owner erases, and sets how long things are kept."


def test_every_control_of_the_second_look_has_a_name(qtbot: QtBot) -> None:
    thing = ToErase(GONE, "Ceased register rows: 1 year (2024-11-01)", (Entity("entry", "1"),), None, date(2024, 11, 1))
    for dialog in (EraseDueDialog([thing], 2), ErasePlanDialog(GONE, 3, 0)):
        qtbot.addWidget(dialog)
        dialog.show()
        assert nameless(dialog) == []
