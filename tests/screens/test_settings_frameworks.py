"""Settings: frameworks are listed, read in full, checked line by line, and added as new versions."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from screen_checks import Clicks
from settings_world import Shown, settings_shown, with_tom

from audit_app.domain.people import Role
from audit_app.services.framework_text import framework_text
from audit_app.services.frameworks import ensure_shipped
from forms.model import Framework, read_framework
from resources.frameworks import framework_ids, resolve
from resources.frameworks import framework_text as shipped


@pytest.fixture
def shown(tmp_path: Path, qtbot: QtBot) -> Iterator[Shown]:
    place = with_tom(tmp_path)
    with place.open() as workspace:
        ensure_shipped(workspace)
    for one in settings_shown(place, qtbot):
        one.go("frameworks")
        yield one


def keys(shown: Shown) -> list[str]:
    return [row.key for row in shown.view.frameworks.table.model.rows]


def a_copy(shown: Shown, path: Path, old: str = "", new: str = "") -> Path:
    """Weekly-18 as a file of one's own."""
    page = shown.view.frameworks
    page.table.select(lambda row: row.key == "weekly-18/1")
    page.read_button.click()
    shown.dialogs.answers = [path]
    page.reader.save_button.click()
    page.reader.back_button.click()
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1) if old else text, encoding="utf-8")
    return path


def test_every_framework_is_listed_with_what_new_audits_take(shown: Shown) -> None:
    rows = {row.key: row for row in shown.view.frameworks.table.model.rows}
    assert list(rows) == ["advice-8/1", "annual-review-10/1", "core-42/1", "weekly-18/1"]
    assert rows["weekly-18/1"].taken_by == ("weekly",)
    assert shown.view.frameworks.table.current().key == "advice-8/1"


def test_one_is_read_in_full_and_its_sections_are_gone_to(shown: Shown) -> None:
    page, click = shown.view.frameworks, Clicks()
    page.table.select(lambda row: row.key == "core-42/1")
    click(page.read_button)
    assert page.is_reading
    text = page.reader.text.toPlainText()
    assert text.startswith("Core-42, version 1")
    names = [page.reader.sections.itemText(number) for number in range(page.reader.sections.count())]
    assert names[1] == "W: The whole plan"
    page.reader.sections.setCurrentIndex(names.index("How the grade follows"))
    page.reader.sections.activated.emit(page.reader.sections.currentIndex())
    assert page.reader.text.textCursor().block().text() == "How the grade follows"
    click(page.reader.back_button)
    assert not page.is_reading
    assert page.reader.text.toPlainText() == ""


@pytest.mark.parametrize("name", framework_ids())
def test_nothing_of_a_framework_is_left_out_of_its_text(name: str) -> None:
    framework: Framework = read_framework(shipped(name), resolve)
    text = "\n".join(f"{block.lead} {block.text}" for block in framework_text(framework))
    wanted = [framework.about, *framework.scale, *(limit.words for limit in framework.limits)]
    wanted += [one.action for one in framework.follow_up]
    for marker in framework.markers:
        wanted += [marker.id, marker.question, marker.what_counts, *marker.levels, marker.na_reason, marker.notes]
        wanted.append(marker.source)
    assert [part for part in wanted if part not in text] == []


def test_words_of_a_file_are_never_read_as_mark_up(shown: Shown, tmp_path: Path) -> None:
    path = a_copy(shown, tmp_path / "ours.toml", "version = 1", "version = 2")
    text = path.read_text(encoding="utf-8").replace('title = "Weekly-18"', 'title = "<b>Ours</b> & co"', 1)
    path.write_text(text, encoding="utf-8")
    shown.dialogs.answers = [path, "ours"]
    page = shown.view.frameworks
    page.add_button.click()
    page.table.select(lambda row: row.key == "weekly-18/2")
    page.read_button.click()
    assert page.reader.text.toPlainText().startswith("<b>Ours</b> & co, version 2")


def test_a_clean_file_is_added_with_a_reason_and_taken_by_new_audits(shown: Shown, tmp_path: Path) -> None:
    path = a_copy(shown, tmp_path / "ours.toml", "version = 1", "version = 2")
    shown.dialogs.answers = [path, "words of our own"]
    Clicks()(shown.view.frameworks.add_button)
    assert keys(shown)[-2:] == ["weekly-18/2", "weekly-18/1"]
    assert shown.newest_change() == ("Add the framework Weekly-18 (weekly-18/2)", "words of our own")
    assert shown.visits.said[-1] == "Weekly-18, version 2, is added."
    assert "becomes the framework of new audits" in shown.dialogs.asked[-1][1]


def test_turning_the_reason_away_adds_nothing(shown: Shown, tmp_path: Path) -> None:
    path = a_copy(shown, tmp_path / "ours.toml", "version = 1", "version = 2")
    shown.dialogs.answers = [path, None]
    shown.view.frameworks.add_button.click()
    assert len(keys(shown)) == 4
    assert "nothing is wrong with it" in shown.view.frameworks.outcome.text()


def test_what_is_wrong_with_a_file_stands_line_by_line(shown: Shown, tmp_path: Path) -> None:
    page = shown.view.frameworks
    path = a_copy(shown, tmp_path / "ours.toml", 'cycle = "weekly"', 'cycle = "daily"')
    for button in (page.check_button, page.add_button):
        shown.dialogs.answers = [path]
        Clicks()(button)
        assert "ours.toml, line 4" in page.problems.toPlainText()
        assert "so nothing was added" in page.outcome.text()
    assert len(keys(shown)) == 4
    path = a_copy(shown, tmp_path / "again.toml")
    shown.dialogs.answers = [path]
    page.check_button.click()
    assert "Give the file version = 2" in page.outcome.text()
    assert not page.problems.isVisible()


def test_an_auditor_reads_them_and_a_chair_adds(tmp_path: Path, qtbot: QtBot) -> None:
    for role, may in ((Role.AUDITOR, False), (Role.CHAIR, True)):
        for shown in settings_shown(with_tom(tmp_path / role.value, role), qtbot):
            shown.open_as_tom()
            page = shown.go("frameworks").frameworks
            assert page.add_button.isEnabled() is may
            assert page.read_button.isEnabled()
            assert page.why_not.isVisible() is not may
