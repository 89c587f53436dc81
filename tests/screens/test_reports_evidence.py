"""The reports screen: everything behind named plans or a figure, as one folder; for the audit group alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from agreement_support import Given, Held, write_rounds
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCompleter
from pytestqt.qtbot import QtBot
from qt_support import context_for, light_workspace
from screen_checks import nameless

from audit_app.screens.reports import ReportsPresenter, ReportsView
from exports.pdf.pictures import pages_told
from scoring.figures import Audience

SHOWN = tuple[ReportsView, list[Path], Path]
ID, NAME = "marker.E1.sound@cycle=multi-agency", "Plans where marker E1 is sound or strong, cycle multi-agency"


@pytest.fixture
def shown(tmp_path: Path, qtbot: QtBot) -> Iterator[SHOWN]:
    """The screen with the report for inspection chosen; plans 1 and 2 of four have a consensus."""
    place = light_workspace(tmp_path, plans=4)
    with place.open() as workspace:
        given = [Given("R1", plan, "", {"E1": 2, "W4": 2}, kind="consensus") for plan in (1, 2)]
        write_rounds(workspace, {"R1": "2026-09-10"}, given, (Held("R1"),))
    context, _ = context_for(place)
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


def offered(view: ReportsView) -> list[str]:
    """The names that are offered where a figure is typed."""
    completer = view.form.behind.figure.completer()
    assert completer is not None
    completer.setCompletionPrefix("")
    return found(completer)


def found(completer: QCompleter) -> list[str]:
    return [str(completer.completionModel().index(at, 0).data()) for at in range(completer.completionCount())]


def plans_in(folder: Path) -> list[str]:
    return sorted(file.stem for file in (folder / "plans").glob("*.pdf"))


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


@pytest.mark.parametrize("typed", [NAME, NAME.upper(), ID])
def test_a_figure_by_its_name_or_its_id_brings_the_plans_behind_it(shown: SHOWN, typed: str) -> None:
    view, _, out = shown
    view.form.behind.figure.setText(typed)
    view.form.save_button.click()
    (folder,) = out.iterdir()
    assert folder.name == "inspection_2026-09..2026-10_marker.E1.sound-cycle-multi-agency"
    assert plans_in(folder) == ["EHC-0001", "EHC-0002"]
    assert not (folder / "documents").exists()


def test_a_figure_is_found_by_typing_a_part_of_its_name(shown: SHOWN) -> None:
    view, _, _ = shown
    completer = view.form.behind.figure.completer()
    assert completer is not None
    completer.setCompletionPrefix("e1 is sound or STRONG")  # as the keys do, without the list's window
    names = found(completer)
    assert NAME in names
    assert len(names) < len(offered(view))


def test_figures_without_plans_behind_them_are_not_offered(shown: SHOWN) -> None:
    view, _, _ = shown
    names = offered(view)
    assert NAME in names
    assert not [name for name in names if name.startswith(("Plans drawn", "Average time", "Actions"))]


def test_a_figure_that_is_none_is_refused_beside_its_field_before_work_begins(shown: SHOWN) -> None:
    view, _, out = shown
    view.form.behind.figure.setText("Every plan there is")
    view.form.save_button.click()
    assert "Choose one from the list" in view.form.behind.figure_field.problem.text()
    assert not out.exists()
    view.form.behind.figure.setText("")
    view.form.plans.setText("EHC-0003")
    view.form.save_button.click()
    assert view.form.behind.figure_field.problem.isHidden()
    assert len(list(out.iterdir())) == 1


def test_plans_and_a_figure_come_into_one_folder(shown: SHOWN) -> None:
    view, _, out = shown
    view.form.plans.setText("EHC-0004")
    view.form.behind.figure.setText(NAME)
    view.form.save_button.click()
    (folder,) = out.iterdir()
    assert folder.name == "inspection_2026-09..2026-10_EHC-0004_and_1_more"
    assert plans_in(folder) == ["EHC-0001", "EHC-0002", "EHC-0004"]


def test_documents_are_asked_for_once_something_is_named(shown: SHOWN) -> None:
    view, _, out = shown
    documents = view.form.behind.documents
    assert not documents.isVisible()
    view.form.plans.setText("EHC-0001")
    assert documents.isVisible()
    documents.click()
    assert view.form.saving().documents
    view.form.plans.setText("")
    assert not documents.isVisible()
    assert not view.form.saving().documents
    view.form.behind.figure.setText(NAME)
    view.form.save_button.click()
    index = next(out.iterdir()) / "index.pdf"
    assert "are not in this folder" not in " ".join(page.text for page in pages_told(index.read_bytes()))


def test_a_figure_is_the_audit_groups_alone_and_its_field_says_so(shown: SHOWN) -> None:
    view, _, out = shown
    view.form.behind.figure.setText(NAME)
    view.form.audiences[Audience.BOARD].click()
    view.form.save_button.click()
    assert "audit group alone" in view.form.behind.figure_field.problem.text()
    assert not out.exists()


def test_what_was_named_waits_while_another_kind_is_chosen_and_goes_when_the_workspace_is_locked(shown: SHOWN) -> None:
    view, _, _ = shown
    view.form.plans.setText("EHC-0001")
    view.form.behind.figure.setText(NAME)
    choose(view, "monthly")
    assert not view.form.saving().is_evidence
    choose(view, "inspection")
    assert view.form.saving().plans == ("EHC-0001",)
    assert view.form.saving().figure == ID
    view.drop()
    assert not view.form.saving().is_evidence
    assert offered(view) == []


def test_tab_leads_through_plans_figure_and_documents_and_each_has_a_name(shown: SHOWN) -> None:
    view, _, _ = shown
    behind = view.form.behind
    view.form.plans.setText("EHC-0001")
    view.activateWindow()
    behind.plans.setFocus()
    for following in (behind.figure, behind.documents):
        QTest.keyClick(view.focusWidget(), Qt.Key.Key_Tab)
        assert view.focusWidget() is following
    assert nameless(view) == []
