"""Settings: the audit trail and the access log are asked, turned page by page, and saved as files."""

import csv
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot
from screen_checks import Clicks
from settings_world import Shown, let_go, settings_shown, with_a_sample

from audit_app.screens.settings.access_page import ACTS
from audit_app.services import trail as trail_service
from audit_app.services.drill import DRILLED
from audit_app.services.plan_documents import READ_DOCUMENT
from audit_app.services.tamper import CHECKED
from audit_app.store.log.rights import Op
from audit_app.store.workspace import LOCK, UNLOCK, Workspace


@pytest.fixture
def shown(tmp_path: Path, qtbot: QtBot) -> Iterator[Shown]:
    yield from settings_shown(with_a_sample(tmp_path), qtbot)


@pytest.fixture
def held(tmp_path: Path, qtbot: QtBot) -> Iterator[Shown]:
    yield from settings_shown(with_a_sample(tmp_path), qtbot, held=True)


def choose(box: QComboBox, data: str) -> None:
    """Choose as a person does."""
    box.setCurrentIndex(box.findData(data))
    assert box.currentData() == data
    box.activated.emit(box.currentIndex())


def labels(shown: Shown) -> list[str]:
    return [row.head.label for row in shown.view.trail.table.model.rows]


def rename(shown: Shown, times: int) -> None:
    for number in range(times):
        shown.context.session.write(partial(rename_to, f"Name {number}"))


def rename_to(name: str, workspace: Workspace) -> None:
    op = Op("workspace", workspace.id, "organisation", name)
    workspace.door.write(f"Rename {name}", [op], reason="=1+1")


def test_the_trail_shows_who_changed_what_from_what_to_what_and_why(shown: Shown) -> None:
    rename(shown, 1)
    page = shown.go("trail").trail
    assert labels(shown)[0] == "Rename Name 0"
    said = ["Rename Name 0", "Why: =1+1", "workspace organisation: Ashford → Name 0"]
    assert page.values.toPlainText().splitlines() == said
    row = page.table.current()
    assert (row.head.person, row.head.reason) == ("Mary", "=1+1")
    page.table.select(lambda one: one.head.label == "Add Tom")
    assert "person name: nothing → Tom" in page.values.toPlainText()


def test_each_part_of_the_question_narrows_the_trail(shown: Shown) -> None:
    page = shown.go("trail").trail
    every = labels(shown)
    choose(page.topic, "people")
    assert labels(shown) == [label for label in every if label in ("Add Tom", "Make the workspace")]
    choose(page.topic, "")
    choose(page.asking.person, "Tom")
    assert labels(shown) == []
    choose(page.asking.person, "")
    page.asking.words.setText("tom")
    page.asking.words.editingFinished.emit()
    assert labels(shown) == ["Add Tom"]
    page.asking.words.clear()
    assert labels(shown) == every
    page.plan.setText("EHC-0001")
    page.plan.editingFinished.emit()
    assert 0 < len(labels(shown)) < len(every)
    page.plan.setText("EHC-0099")
    page.plan.editingFinished.emit()
    assert "There is no plan EHC-0099" in shown.view.banner.text.text()


def test_days_between_are_asked_for_and_put_right(shown: Shown) -> None:
    page = shown.go("trail").trail
    assert not page.asking.first_field.isVisible()
    choose(page.asking.when, "between")
    assert page.asking.first_field.isVisible()
    total = len(labels(shown))
    page.asking.last.setDate(page.asking.last.date().addDays(-1))
    assert labels(shown) == []
    page.asking.first.setDate(QDate(2027, 1, 1))
    assert "first day is after the last" in shown.view.banner.text.text()
    choose(page.asking.when, "all")
    assert len(labels(shown)) == total


def test_nothing_that_fits_offers_to_show_everything(shown: Shown) -> None:
    page = shown.go("trail").trail
    total = len(labels(shown))
    page.asking.words.setText("zebra")
    page.asking.words.editingFinished.emit()
    assert not page.save_button.isEnabled()
    everything = next(one for one in page.table.findChildren(type(page.save_button)) if one.text() == "Show everything")
    Clicks()(everything)
    assert len(labels(shown)) == total
    assert page.asking.words.text() == ""


def test_pages_are_turned_to_the_oldest_and_back(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    rename(shown, 12)
    monkeypatch.setattr(trail_service, "PAGE", 5)
    page = shown.view.trail
    page.pager._page = 5
    shown.go("trail")
    total = int(page.pager.said.text().split(" of ")[1].split()[0])
    assert page.pager.said.text() == f"1 to 5 of {total} changes"
    assert not page.pager.newer.isEnabled()
    seen = labels(shown)
    click = Clicks()
    while page.pager.older.isEnabled():
        click(page.pager.older)
        seen += labels(shown)
    assert len(seen) == total
    assert seen[-1] == "Make the workspace"
    click(page.pager.newest)
    assert page.pager.said.text() == f"1 to 5 of {total} changes"
    click(page.pager.oldest)
    assert labels(shown)[-1] == "Make the workspace"
    click(page.pager.newer)
    choose(page.topic, "people")
    assert page.pager.said.text().startswith("1 to 5 of 14")


def test_reading_the_records_is_noted_in_the_access_log(shown: Shown) -> None:
    shown.go("trail")
    shown.go("access")
    assert shown.noted("read") == ["the change log", "the access log"]
    newest = shown.view.access.table.model.rows[0]
    assert (newest.person, newest.act, newest.thing) == ("Mary", "read", "the access log")


def test_the_access_log_is_narrowed_by_what_was_done(shown: Shown) -> None:
    page = shown.go("access").access
    acts = [page.act.itemData(number) for number in range(page.act.count())]
    assert {"", "unlock", "lock", "read"} <= set(acts)
    choose(page.act, "unlock")
    assert {row.act for row in page.table.model.rows} == {"unlock"}
    assert page.act.currentText() == "Unlocked"
    page.asking.words.setText("nobody typed this")
    page.asking.words.editingFinished.emit()
    assert page.table.model.total == 0


@pytest.mark.parametrize(("part", "kind"), [("trail", "csv"), ("trail", "xlsx"), ("access", "csv"), ("access", "xlsx")])
def test_what_is_asked_for_is_saved_as_a_file_and_that_is_on_record(
    shown: Shown, tmp_path: Path, part: str, kind: str
) -> None:
    rename(shown, 1)
    view = shown.go(part)
    page = view.trail if part == "trail" else view.access
    path = tmp_path / f"record.{kind}"
    shown.dialogs.answers = [kind, path]
    Clicks()(page.save_button)
    assert path.is_file()
    assert "It stands in the access log." in shown.visits.said[-1]
    assert shown.noted("export")[0].startswith("the audit trail: " if part == "trail" else "the access log: ")
    if kind == "csv" and part == "trail":
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows = list(csv.reader(file))
        assert rows[1][2:4] == ["Rename Name 0", "'=1+1"]


def test_turning_away_writes_nothing(shown: Shown) -> None:
    page = shown.go("trail").trail
    for answers in ([None], ["csv", None]):
        shown.dialogs.answers = list(answers)
        page.save_button.click()
    assert shown.noted("export") == []


def test_saving_can_be_stopped_and_leaves_no_file(held: Shown, tmp_path: Path) -> None:
    page = held.go("trail").trail
    let_go(held)
    held.dialogs.answers = ["csv", tmp_path / "trail.csv"]
    page.save_button.click()
    assert page.working.isVisible()
    page.working.cancel_button.click()
    let_go(held)
    assert not page.working.isVisible()
    assert list(tmp_path.glob("trail*")) == []
    assert held.noted("export") == []


def test_what_is_read_late_does_not_take_the_place_of_what_is_asked_now(held: Shown) -> None:
    page = held.go("trail").trail
    choose(page.topic, "frameworks")
    let_go(held)
    assert labels(held) == []
    assert page.pager.said.text() == "0 changes"


def test_everything_that_the_app_notes_has_words() -> None:
    noted = {"read", "export", "report", "print", "back up", UNLOCK, LOCK, CHECKED, DRILLED, READ_DOCUMENT}
    assert noted <= set(ACTS)
