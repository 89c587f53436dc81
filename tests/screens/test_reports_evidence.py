"""The reports screen: everything behind named plans, as one folder; for the audit group alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from qt_support import context_for, light_workspace

from audit_app.screens.reports import ReportsPresenter, ReportsView
from scoring.figures import Audience

SHOWN = tuple[ReportsView, list[Path], Path]


@pytest.fixture
def shown(tmp_path: Path, qtbot: QtBot) -> Iterator[SHOWN]:
    """The screen with the report for inspection chosen."""
    context, _ = context_for(light_workspace(tmp_path, plans=3))
    view, opened = ReportsView(), list[Path]()
    ReportsPresenter(view, context, opened.append)
    qtbot.addWidget(view)
    view.resize(1080, 680)
    view.show()
    view.show_with()
    view.form.show_folder(tmp_path / "out")
    choose(view, "inspection")
    yield view, opened, tmp_path / "out"
    context.session.lock()


def choose(view: ReportsView, kind: str) -> None:
    view.form.kind.setCurrentIndex(view.form.kind.findData(kind))
    view.form.kind.activated.emit(view.form.kind.currentIndex())


def test_plans_are_asked_for_in_the_report_for_inspection_alone(shown: SHOWN) -> None:
    view, _, _ = shown
    assert view.form.plans_field.isVisible()
    view.form.plans.setText("EHC-0001")
    choose(view, "monthly")
    assert not view.form.plans_field.isVisible()
    assert view.form.saving().plans == ()
    view.show_with(kind="inspection")
    assert view.form.plans_field.isVisible()


def test_plans_named_make_one_folder_that_can_be_opened(shown: SHOWN) -> None:
    view, opened, out = shown
    view.form.plans.setText(" EHC-0001, EHC-0002,,EHC-0001 ")
    view.form.save_button.click()
    (folder,) = out.iterdir()
    assert folder.name == "inspection_2026-09..2026-10_EHC-0001_and_1_more"
    assert (folder / "plans" / "EHC-0002.pdf").is_file()
    assert "Begin with index.pdf" in view.banner.text.text()
    view.banner.button.click()
    assert opened == [folder]


def test_what_is_there_already_and_an_unknown_plan_are_sentences_with_retry(shown: SHOWN) -> None:
    view, _, out = shown
    view.form.plans.setText("EHC-9999")
    view.form.save_button.click()
    assert "There is no plan EHC-9999" in view.banner.text.text()
    view.form.plans.setText("EHC-0001")
    view.banner.button.click()
    assert len(list(out.iterdir())) == 1
    view.form.save_button.click()
    assert "not an empty folder" in view.banner.text.text()


def test_a_board_gets_no_evidence_and_is_told_why(shown: SHOWN) -> None:
    view, _, out = shown
    view.form.plans.setText("EHC-0001")
    view.form.audiences[Audience.BOARD].click()
    view.form.save_button.click()
    assert "audit group alone" in view.form.plans_field.problem.text()
    assert not out.exists()


def test_no_format_is_needed_for_a_folder_of_its_own(shown: SHOWN) -> None:
    view, _, out = shown
    for box in view.form.formats.values():
        box.setChecked(False)
    view.form.plans.setText("EHC-0003")
    view.form.save_button.click()
    assert len(list(out.iterdir())) == 1
