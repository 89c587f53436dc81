"""Reports: the pages as they will be, made in memory and in the background, with keys, sizes and words read out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from qt_support import HeldJobs, Place, context_for, light_workspace

from audit_app.domain.cycles import Cycle
from audit_app.domain.problems import AppError
from audit_app.screens.reports import ReportsPresenter, ReportsView, drawing
from audit_app.screens.reports.asking import EVERY_ROUND
from audit_app.screens.reports.pages import PagesView, Wanted
from audit_app.screens.reports.pages_card import FIGURES, PAGES
from audit_app.screens.reports.preview import preview
from audit_app.screens.reports.written import WrittenReport, is_report, reports_in
from audit_app.services.reports.reporting import ReportAsked, looked_at, report
from audit_app.services.samples.sampling import sample
from audit_app.store.log.rights import Op
from audit_app.ui.page_picture import image_of
from audit_app.ui.screen import ScreenContext
from exports.content import Content
from exports.pdf.pictures import WIDEST, PageTold, pages_told, picture

SHOWN = tuple[ReportsView, ScreenContext]
A4 = (595.0, 842.0)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = light_workspace(tmp_path, plans=12)
    with made.open() as workspace:
        sample(workspace, cycle=Cycle.WEEKLY.value, size=6, seed="s", on=date(2026, 10, 12))
    return made


@pytest.fixture
def shown(place: Place, qtbot: QtBot, tmp_path: Path) -> Iterator[SHOWN]:
    context, _ = context_for(place)
    yield come_up(context, qtbot, tmp_path), context
    context.session.lock()


def come_up(context: ScreenContext, qtbot: QtBot, tmp_path: Path) -> ReportsView:
    view = ReportsView()
    ReportsPresenter(view, context, lambda _: None)
    qtbot.addWidget(view)
    view.resize(1080, 680)
    view.form.show_folder(tmp_path / "out")
    view.show()
    view.show_with()
    return view


def settle(qtbot: QtBot, view: ReportsView) -> None:
    """Until the pages in view have their pictures."""
    qtbot.waitUntil(lambda: bool(view.pages.sheets) and view.pages.sheets[0].picture_width > 0)


@pytest.fixture
def pages(qtbot: QtBot) -> PagesView:
    view = PagesView()
    qtbot.addWidget(view)
    view.resize(420, 500)
    view.show()
    view.show_pages([PageTold(*A4, f"What page {number} says") for number in range(1, 13)])
    return view


def asked_for(qtbot: QtBot, pages: PagesView) -> Wanted:
    with qtbot.waitSignal(pages.wanted) as heard:
        pages.ask()
    wanted = heard.args[0] if heard.args else None
    assert isinstance(wanted, Wanted)
    return wanted


def test_the_pages_stand_in_the_middle_as_they_will_be_written(shown: SHOWN, qtbot: QtBot) -> None:
    view, context = shown
    settle(qtbot, view)
    made = report(context.session.workspace, ReportAsked("monthly", "2026-09..2026-10"))
    assert view.card.where.text() == f"Page 1 of {len(view.pages.sheets)}"
    assert view.pages.sheets[0].words.startswith(f"{made.organisation}\nQuality of EHC plans, monthly")
    face = QAccessible.queryAccessibleInterface(view.pages.sheets[0])
    assert face.text(QAccessible.Text.Name) == f"Page 1 of {len(view.pages.sheets)}"
    assert "No audit of this period counts yet" in face.text(QAccessible.Text.Description)


def test_pages_are_pictures_of_the_very_bytes_that_saving_writes(shown: SHOWN, qtbot: QtBot, tmp_path: Path) -> None:
    view, _ = shown
    settle(qtbot, view)
    view.form.save_button.click()
    written = (tmp_path / "out" / "monthly_2026-09_to_2026-10_group.pdf").read_bytes()
    assert [sheet.words for sheet in view.pages.sheets] == [told.text for told in pages_told(written)]


def test_only_pages_near_the_view_are_asked_for_and_those_in_view_first(qtbot: QtBot, pages: PagesView) -> None:
    wanted = asked_for(qtbot, pages)
    assert wanted.numbers == (0, 1)
    assert wanted.width <= pages.viewport().width()
    pages.go_to(8)
    assert asked_for(qtbot, pages).numbers == (7, 6, 8)


def test_pages_far_from_the_view_let_their_pictures_go(qtbot: QtBot, pages: PagesView) -> None:
    width = asked_for(qtbot, pages).width
    pages.show_picture(0, QImage(width, 10, QImage.Format.Format_RGB32), width)
    assert pages.sheets[0].picture_width == width
    pages.go_to(12)
    pages.ask()
    assert pages.sheets[0].picture_width == 0


def test_a_picture_that_came_a_pixel_wider_is_not_asked_for_again(qtbot: QtBot, pages: PagesView) -> None:
    wanted = asked_for(qtbot, pages)
    for number in wanted.numbers:
        pages.show_picture(number, QImage(wanted.width + 1, 10, QImage.Format.Format_RGB32), wanted.width)
    with qtbot.assertNotEmitted(pages.wanted):
        pages.ask()


def test_pages_behind_the_figures_are_drawn_when_they_come_up(shown: SHOWN, qtbot: QtBot) -> None:
    view, _ = shown
    settle(qtbot, view)
    view.card.tabs.setCurrentIndex(FIGURES)
    view.show_with(kind="weekly")
    assert [sheet.picture_width for sheet in view.pages.sheets] == [0] * len(view.pages.sheets)
    view.card.tabs.setCurrentIndex(PAGES)
    settle(qtbot, view)


def test_keys_lead_through_pages_and_sizes(qtbot: QtBot, pages: PagesView) -> None:
    keys = {Qt.Key.Key_PageDown: 2, Qt.Key.Key_End: 12, Qt.Key.Key_PageUp: 11, Qt.Key.Key_Home: 1}
    for key, page in keys.items():
        QTest.keyClick(pages.sheets[pages.page - 1], key)
        assert pages.page == page
    fit = pages.sheets[0].width()
    assert fit <= pages.viewport().width()
    QTest.keyClick(pages, Qt.Key.Key_PageDown)
    QTest.keyClick(pages, Qt.Key.Key_Plus)
    assert pages.sheets[0].width() == pytest.approx(1.25 * fit, abs=20)
    assert pages.page == 2
    QTest.keyClick(pages, Qt.Key.Key_0)
    assert pages.sheets[0].width() == pytest.approx(fit, abs=20)
    QTest.keyClick(pages, Qt.Key.Key_Minus)
    assert pages.sheets[0].width() < fit


def test_the_page_in_view_has_the_focus_and_is_read_and_no_other_is_reached_by_tab(
    qtbot: QtBot, pages: PagesView
) -> None:
    with qtbot.waitActive(pages):
        pages.activateWindow()
    pages.take_focus()
    QTest.keyClick(pages.sheets[0], Qt.Key.Key_PageDown)
    focused = QApplication.focusWidget()
    assert focused is pages.sheets[1]
    face = QAccessible.queryAccessibleInterface(focused)
    assert face.role() == QAccessible.Role.StaticText
    assert face.text(QAccessible.Text.Description) == "What page 2 says"
    assert [sheet.number for sheet in pages.sheets if sheet.focusPolicy() & Qt.FocusPolicy.TabFocus] == [2]


def test_a_page_is_as_wide_as_there_is_room_when_the_window_grows(pages: PagesView) -> None:
    before = pages.sheets[0].width()
    pages.resize(700, 500)
    assert pages.sheets[0].width() > before + 200
    assert pages.sheets[0].height() == pytest.approx(pages.sheets[0].width() * A4[1] / A4[0], abs=1)


def test_another_choice_gives_up_the_pages_that_are_being_made(place: Place, qtbot: QtBot, tmp_path: Path) -> None:
    context, _ = context_for(place)
    jobs = HeldJobs()
    held = replace(context, jobs=jobs)
    view = come_up(held, qtbot, tmp_path)
    while "being made" not in view.card.no_pages.title.text():
        jobs.let_go()
    making = jobs.held[-1][0]
    view.show_with(kind="weekly")
    assert making.is_cancelled
    while jobs.held:
        jobs.let_go()
        qtbot.wait(0)
    assert "Weekly audit" in view.pages.sheets[0].words
    context.session.lock()


def test_pages_that_cannot_be_made_are_told_and_the_report_can_still_be_saved(
    place: Place, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AppError("The fonts of the app are missing.")

    monkeypatch.setattr(drawing, "report_pdf", refuse)
    context, _ = context_for(place)
    view = come_up(context, qtbot, tmp_path)
    assert "fonts of the app are missing" in view.card.no_pages.text.text()
    assert view.pages.sheets == ()
    assert view.form.save_button.isEnabled()
    context.session.lock()


def test_locking_forgets_the_pages(shown: SHOWN, qtbot: QtBot) -> None:
    view, _ = shown
    settle(qtbot, view)
    view.drop()
    assert view.pages.sheets == ()
    assert view.card.where.text() == ""


def test_a_picture_is_as_wide_as_asked_and_never_endless(shown: SHOWN) -> None:
    _, context = shown
    made = looked_at(context.session.workspace, ReportAsked("weekly", "2026-W46"))
    content = drawing.made_pages(preview_content(context, made.kind), lambda _done, _total: None)
    assert picture(content.data, 0, 300).width == 300
    assert picture(content.data, 0, 10**6).width == WIDEST
    image = image_of(picture(content.data, 0, 50))
    assert image.pixelColor(0, 0).name() == "#ffffff"


def preview_content(context: ScreenContext, kind: str) -> Content:
    return preview(context.session.workspace, ReportAsked(kind, "2026-W46")).told[0]


def test_a_round_can_be_chosen_where_the_kind_has_rounds_and_brings_its_months(
    place: Place, qtbot: QtBot, tmp_path: Path
) -> None:
    with place.open() as workspace:
        ids = [row[0] for row in workspace.conn.execute("SELECT id FROM entry ORDER BY plan_ref LIMIT 3")]
        for number, (plan, on, name) in enumerate(
            zip(ids, ("2026-03-02", "2026-04-20", "2026-05-04"), ("Spring", "Spring", "May"), strict=True)
        ):
            record = {"plan_id": plan, "cycle": "multi-agency", "round": name, "date": on, "purpose": "sample"}
            workspace.door.write("Open an audit", [Op("audit", f"a{number:031x}", "record", record)])
    context, _ = context_for(place)
    view = come_up(context, qtbot, tmp_path)
    assert not view.form.round_field.isVisible()
    view.show_with(kind="two-monthly")
    words = [view.form.round.itemText(number) for number in range(view.form.round.count())]
    assert words == [EVERY_ROUND, "May, 1 plan", "Spring, 2 plans"]
    view.form.round.setCurrentIndex(2)
    view.form.round.activated.emit(2)
    assert view.form.asked() == ReportAsked("two-monthly", "2026-03..2026-04", round="Spring")
    assert "Round Spring" in view.pages.sheets[0].words
    assert view.form.round.currentData() == "Spring"
    view.form.kind.setCurrentIndex(view.form.kind.findData("weekly"))
    view.form.kind.activated.emit(view.form.kind.currentIndex())
    assert view.form.asked().round == ""
    assert not view.form.round_field.isVisible()
    context.session.lock()


@pytest.mark.parametrize(
    ("name", "is_ours"),
    [
        ("weekly_2026-W46_group.pdf", True),
        ("team_2026-W46_group_North.xlsx", True),
        ("two-monthly_2026-09_to_2026-10_public.json", True),
        ("weekly_2026-W46_group.pdf.part", False),
        ("weekly plan.pdf", False),
        ("holiday_2026_group.pdf", False),
    ],
)
def test_reports_are_known_by_their_names(name: str, *, is_ours: bool) -> None:
    assert is_report(name) is is_ours


def test_what_was_written_is_told_in_words() -> None:
    told = {
        "weekly_2026-W46_group": "Weekly, 2026-W46, audit group",
        "team_2026-W46_group_North": "Team, 2026-W46, audit group, North",
        "two-monthly_2026-09_to_2026-10_board": "Two-monthly, 2026-09 to 2026-10, board",
    }
    assert {stem: WrittenReport(stem, ()).words for stem in told} == told


def test_the_reports_written_last_stand_beside_the_pages_with_a_button_for_each_file(
    place: Place, qtbot: QtBot, tmp_path: Path
) -> None:
    context, _ = context_for(place)
    opened: list[Path] = []
    view = ReportsView()
    ReportsPresenter(view, context, opened.append)
    qtbot.addWidget(view)
    view.resize(1080, 680)
    out = tmp_path / "out"
    view.form.show_folder(out)
    view.show()
    view.show_with()
    assert not view.written.isVisible()
    view.form.save_button.click()
    assert [one.stem for one in reports_in(out)] == ["monthly_2026-09_to_2026-10_group"]
    buttons = {button.accessibleName(): button for button in view.written.findChildren(type(view.form.save_button))}
    buttons["Open Monthly, 2026-09 to 2026-10, audit group as PDF"].click()
    view.written.open_folder.click()
    assert opened == [out / "monthly_2026-09_to_2026-10_group.pdf", out]
    context.session.lock()


def test_a_folder_that_is_not_there_has_no_reports(tmp_path: Path) -> None:
    assert reports_in(tmp_path / "nowhere") == ()
