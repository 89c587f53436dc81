"""Settings: the logo and colour of reports, chosen, described, taken away, refused and undone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from logo_support import PLUM, logo_file
from pytestqt.qtbot import QtBot
from screen_checks import nameless, texts
from settings_world import Shown, settings_shown, with_tom

from audit_app.screens.settings.report_look_page import ReportLookCard
from audit_app.services.report_look import report_look


@pytest.fixture
def shown(tmp_path: Path, qtbot: QtBot) -> Iterator[Shown]:
    for one in settings_shown(with_tom(tmp_path), qtbot):
        one.go("report_look")
        yield one


def page(shown: Shown) -> ReportLookCard:
    return shown.view.report_look


def type_colour(shown: Shown, text: str) -> None:
    page(shown).typed.setText(text)
    page(shown).typed.editingFinished.emit()


def choose(shown: Shown, path: Path) -> None:
    shown.dialogs.answers = [path]
    page(shown).choose_button.click()


def test_at_first_reports_look_as_the_app_has_them(shown: Shown) -> None:
    card = page(shown)
    assert "None: reports have the organisation's name alone." in texts(card)
    assert card.named.currentText() == "As the app has it"
    assert card.typed.text() == ""
    assert not card.remove_button.isEnabled()
    assert not card.words_field.isVisible()
    assert card.sample.accessibleDescription() == "No band, and headings in black. No logo."


def test_a_logo_is_chosen_seen_described_and_taken_away(shown: Shown, tmp_path: Path) -> None:
    card = page(shown)
    choose(shown, logo_file(tmp_path))
    assert shown.newest_change()[0] == "Logo of reports: chosen"
    assert shown.visits.said == ["Reports have this logo now."]
    assert "Kept as a picture of 720 × 240 pixels" in card.logo_state.text()
    assert card.choose_button.accessibleName() == "Choose another logo…"
    assert "the logo: Ashford" in card.sample.accessibleDescription()
    card.words.setText("Ashford: a kite over hills")
    card.words.editingFinished.emit()
    assert shown.newest_change()[0] == "Logo of reports: described as “Ashford: a kite over hills”"
    assert "the logo: Ashford: a kite over hills." in card.sample.accessibleDescription()
    card.remove_button.click()
    assert shown.newest_change()[0] == "Logo of reports: taken away"
    assert not card.words_field.isVisible()


def test_leaving_the_words_or_the_colour_as_they_are_changes_nothing(shown: Shown, tmp_path: Path) -> None:
    choose(shown, logo_file(tmp_path))
    before = shown.newest_change()
    page(shown).words.editingFinished.emit()
    page(shown).typed.editingFinished.emit()
    assert shown.newest_change() == before
    assert len(shown.visits.said) == 1


def test_a_colour_is_chosen_by_name_or_typed_and_its_contrast_is_told(shown: Shown) -> None:
    card = page(shown)
    card.named.setCurrentIndex(card.named.findText("Plum"))
    card.named.activated.emit(card.named.currentIndex())
    assert shown.newest_change()[0] == f"Colour of reports: {PLUM}"
    assert card.typed.text() == PLUM
    assert card.named.accessibleDescription() == "Its contrast with white paper is 8.54 to 1."
    type_colour(shown, "1a5")
    assert "has a contrast of" in card.typed_field.problem.text()
    type_colour(shown, "#005a9c")
    assert card.typed_field.problem.text() == ""
    assert (card.typed.text(), card.named.currentText()) == ("#005A9C", "Another, #005A9C")
    type_colour(shown, "")
    assert card.named.currentText() == "As the app has it"


def test_a_colour_that_cannot_be_read_is_told_beside_it_with_one_that_would_do(shown: Shown) -> None:
    type_colour(shown, "#FFAA00")
    said = page(shown).typed_field.problem.text()
    assert said.startswith("#FFAA00 has a contrast of 1.90 to 1 with white paper")
    assert "#A16B00, the same colour darker, would do." in said
    assert page(shown).typed.text() == "#FFAA00"
    assert page(shown).typed.accessibleDescription() == said
    assert shown.context.session.read(report_look).colour == ""


def test_a_file_that_is_no_logo_is_told_and_changes_nothing(shown: Shown, tmp_path: Path) -> None:
    bad = tmp_path / "logo.svg"
    bad.write_text("<svg xmlns='x'><script/></svg>", encoding="utf-8")
    choose(shown, bad)
    assert "logo.svg is an SVG drawing, which can hold programs" in page(shown).logo_problem.text()
    assert page(shown).logo_problem.isVisible()
    assert shown.visits.said == []
    choose(shown, logo_file(tmp_path))
    assert not page(shown).logo_problem.isVisible()


def test_turning_away_from_the_question_changes_nothing(shown: Shown) -> None:
    before = shown.newest_change()
    shown.dialogs.answers = [None]
    page(shown).choose_button.click()
    assert shown.newest_change() == before


def test_undo_brings_back_what_was_and_the_picture_follows(shown: Shown, tmp_path: Path) -> None:
    choose(shown, logo_file(tmp_path))
    type_colour(shown, PLUM)
    session = shown.context.session
    assert session.undo() == f"Colour of reports: {PLUM}"
    assert page(shown).typed.text() == ""
    assert session.undo() == "Logo of reports: chosen"
    assert page(shown).sample.accessibleDescription() == "No band, and headings in black. No logo."
    session.redo()
    assert "the logo: Ashford" in page(shown).sample.accessibleDescription()


def test_who_is_no_owner_sees_it_and_is_told_who_sets_it(shown: Shown) -> None:
    shown.open_as_tom()
    shown.go("report_look")
    card = page(shown)
    assert card.why_not.text() == "Only an owner sets how reports look."
    assert [one.isEnabled() for one in (card.choose_button, card.remove_button, card.named, card.typed)] == [False] * 4


def test_locking_forgets_logo_words_and_colour(shown: Shown, tmp_path: Path) -> None:
    choose(shown, logo_file(tmp_path))
    type_colour(shown, PLUM)
    shown.view.drop()
    card = page(shown)
    assert (card.words.text(), card.typed.text(), card.named.count()) == ("", "", 11)
    assert "Ashford" not in texts(card)


def test_every_control_has_a_name_also_with_a_logo(shown: Shown, tmp_path: Path) -> None:
    choose(shown, logo_file(tmp_path))
    assert nameless(page(shown)) == []
