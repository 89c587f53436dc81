"""Settings: backups in both places with date and size, and the restore drill whose outcome and date stay."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from screen_checks import Clicks, texts
from settings_world import Shown, let_go, settings_shown, with_tom

from audit_app.domain.problems import AppError
from audit_app.screens.settings import backups as backups_module
from audit_app.screens.settings.parts import size_words


@pytest.fixture
def shown(tmp_path: Path, qtbot: QtBot) -> Iterator[Shown]:
    for one in settings_shown(with_tom(tmp_path), qtbot):
        one.go("backups")
        yield one


@pytest.fixture
def held(tmp_path: Path, qtbot: QtBot) -> Iterator[Shown]:
    for one in settings_shown(with_tom(tmp_path), qtbot, held=True):
        one.go("backups")
        yield one


def back_up(shown: Shown, tmp_path: Path) -> None:
    shown.dialogs.answers = [tmp_path / "share"]
    shown.view.backups.place_button.click()
    shown.view.backups.make_button.click()


def test_a_backup_is_made_in_both_places_and_stands_in_the_list(shown: Shown, tmp_path: Path) -> None:
    click, page = Clicks(), shown.view.backups
    assert "no second place yet" in page.place.text()
    shown.dialogs.answers = [tmp_path / "share"]
    click(page.place_button)
    assert str(tmp_path / "share") in page.place.text()
    click(page.make_button)
    rows = page.table.model.rows
    assert sorted(row.place for row in rows) == ["Beside the workspace", "Second place"]
    assert all((row.folder / "keys.json").is_file() and row.size > 4096 for row in rows)
    assert shown.visits.said == ["2 backups were made and verified."]
    assert "Restore a backup" in texts(page)


def test_a_second_place_that_is_gone_is_a_sentence(shown: Shown, tmp_path: Path) -> None:
    shown.dialogs.answers = [tmp_path / "share"]
    shown.view.backups.place_button.click()
    (tmp_path / "share").rmdir()
    shown.view.backups.make_button.click()
    assert "is not there" in shown.view.banner.text.text()
    assert shown.view.backups.make_button.isEnabled()
    shown.go("people")
    assert "is not there. Connect it." in shown.go("backups").backups.place.text()


def test_a_second_place_inside_the_workspace_is_refused(shown: Shown) -> None:
    shown.dialogs.answers = [None, shown.place.folder / "inside"]
    for _ in range(2):
        shown.view.backups.place_button.click()
    assert "inside the workspace" in shown.view.banner.text.text()


def test_a_backup_can_be_stopped_and_leaves_nothing(held: Shown) -> None:
    held.view.backups.make_button.click()
    assert held.view.backups.working.isVisible()
    held.view.backups.working.cancel_button.click()
    let_go(held)
    assert held.view.backups.table.model.total == 0
    assert held.view.backups.make_button.isEnabled()
    assert [one.name for one in (held.place.folder / "backups").iterdir()] == []


# ---- the drill


def test_the_chosen_backup_is_tried_and_its_outcome_and_date_stay(shown: Shown, tmp_path: Path) -> None:
    page = shown.view.backups
    assert page.last.text().startswith("No backup has been tried yet.")
    back_up(shown, tmp_path)
    page.table.select(lambda row: row.place == "Second place")
    beside = {one.name for one in shown.place.folder.parent.iterdir()}
    Clicks()(page.drill_button)
    said = texts(page)
    assert "In the workspace now" in said
    assert "Plans in the register\n3\n3" in said
    assert page.last.text().startswith("Last tried 22 Nov 2026, 09:00: restored and checked, nothing wrong (people 2")
    tried = {row.place: row.tried_at[:10] for row in page.table.model.rows}
    assert tried == {"Second place": "2026-11-22", "Beside the workspace": ""}
    assert {one.name for one in shown.place.folder.parent.iterdir()} == beside
    shown.context.session.lock()
    shown.context.session.open(shown.place.open())
    shown.go("people")
    assert shown.go("backups").backups.last.text().startswith("Last tried 22 Nov 2026")


def test_after_a_term_it_is_time_for_the_next(shown: Shown, tmp_path: Path) -> None:
    back_up(shown, tmp_path)
    shown.view.backups.drill_button.click()
    assert "It is time for the next." not in shown.view.backups.last.text()
    shown.context.clock.at += timedelta(days=130)  # type: ignore[attr-defined]  # the clock of the tests
    shown.go("people")
    assert shown.go("backups").backups.last.text().endswith("It is time for the next.")


def test_a_backup_that_does_not_restore_is_told(shown: Shown, tmp_path: Path) -> None:
    back_up(shown, tmp_path)
    database = shown.view.backups.table.current().folder / "audit.db"
    data = bytearray(database.read_bytes())
    data[len(data) // 2] ^= 255
    database.write_bytes(data)
    shown.view.backups.drill_button.click()
    assert "damaged" in shown.view.banner.text.text()
    assert shown.view.backups.drill_button.isEnabled()
    assert shown.noted("drill") == []


def test_a_drill_can_be_stopped(held: Shown, tmp_path: Path) -> None:
    back_up(held, tmp_path)
    let_go(held)
    held.view.backups.drill_button.click()
    assert held.view.backups.drilling.isVisible()
    assert held.context.session.can_write
    held.view.backups.drilling.cancel_button.click()
    let_go(held)
    assert not held.view.backups.drilling.isVisible()
    assert held.noted("drill") == []
    assert not list(held.place.folder.parent.glob(".drill-*"))


def test_a_drill_that_fails_with_a_sentence_says_it(
    shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AppError("There is no room on the disk. Free some and try again.")

    back_up(shown, tmp_path)
    monkeypatch.setattr(backups_module, "drill", refuse)
    shown.view.backups.drill_button.click()
    assert shown.view.banner.text.text() == "There is no room on the disk. Free some and try again."


def test_only_an_owner_tries_a_backup(shown: Shown, tmp_path: Path) -> None:
    back_up(shown, tmp_path)
    shown.open_as_tom()
    page = shown.go("backups").backups
    assert page.table.model.total == 2
    assert not page.drill_button.isEnabled()
    assert page.make_button.isEnabled()
    assert page.why_not.text() == "Only an owner restores backups, and tries them."


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 kB"), (1, "1 kB"), (640_400, "640 kB"), (12_340_000, "12.3 MB"), (1_500_000_000, "1,500.0 MB")],
)
def test_sizes_in_words(size: int, words: str) -> None:
    assert size_words(size) == words
