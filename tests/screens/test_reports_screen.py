"""Reports: figures looked at before they are written, files with their folder, and a sentence for all that fails."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from qt_support import FakeDialogs, HeldJobs, Place, Visits, context_for, light_workspace
from screen_checks import Clicks, least_width, nameless, texts

from audit_app.domain.cycles import Cycle
from audit_app.domain.period import months_text, week_text
from audit_app.domain.problems import AppError
from audit_app.screens.reports import ReportsPresenter, ReportsView, make, saving
from audit_app.screens.reports import presenter as presenting
from audit_app.screens.reports.asking import last_two_months, last_week
from audit_app.screens.reports.preview import KEY, part_of, preview
from audit_app.services.reports.reporting import ReportAsked, report
from audit_app.services.samples.sampling import sample
from audit_app.ui.screen import ScreenContext
from scoring.figures import Audience, words

SHOWN = tuple[ReportsView, ScreenContext, list[Path]]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = light_workspace(tmp_path, plans=30)
    with made.open() as workspace:
        sample(workspace, cycle=Cycle.WEEKLY.value, size=6, seed="s", on=date(2026, 10, 12))
    return made


@pytest.fixture
def shown(place: Place, qtbot: QtBot, tmp_path: Path) -> Iterator[SHOWN]:
    context, _ = context_for(place)
    opened: list[Path] = []
    view = ReportsView()
    ReportsPresenter(view, context, opened.append)
    yield come_up(view, qtbot, tmp_path), context, opened
    context.session.lock()


def come_up(view: ReportsView, qtbot: QtBot, tmp_path: Path) -> ReportsView:
    qtbot.addWidget(view)
    view.resize(1080, 680)
    view.show()
    view.show_with()
    view.form.show_folder(tmp_path / "out")
    return view


def dialogs(context: ScreenContext) -> FakeDialogs:
    assert isinstance(context.dialogs, FakeDialogs)
    return context.dialogs


@pytest.mark.parametrize(
    ("today", "months"),
    [
        (date(2026, 11, 22), "2026-09..2026-10"),
        (date(2026, 1, 31), "2025-11..2025-12"),
        (date(2026, 2, 1), "2025-12..2026-01"),
    ],
)
def test_the_usual_period_is_the_last_two_whole_months(today: date, months: str) -> None:
    assert months_text(*last_two_months(today)) == months


@pytest.mark.parametrize(
    ("today", "week"),
    [(date(2026, 11, 22), "2026-W46"), (date(2026, 11, 23), "2026-W47"), (date(2027, 1, 5), "2026-W53")],
)
def test_the_usual_week_is_the_last_whole_one(today: date, week: str) -> None:
    assert week_text(last_week(today)) == week


def test_the_screen_comes_up_with_the_figures_of_two_months_in_words(shown: SHOWN) -> None:
    view, context, _ = shown
    made = report(context.session.workspace, ReportAsked("monthly", "2026-09..2026-10"))
    assert view.card.title.text() == "Report, September to October 2026"
    assert view.figures.model.total == len(made.figures)
    expected = {figure.id: words(figure) for figure in made.figures}
    assert {row.id: row.words for row in view.figures.model.rows}.items() <= expected.items()
    assert {row.part for row in view.figures.model.rows} == {KEY}
    assert "No plan was audited in this period." in view.card.told.text()


def test_a_weekly_report_begins_with_the_last_whole_week(shown: SHOWN) -> None:
    view, _, _ = shown
    view.show_with(kind="weekly")
    assert view.form.asked() == ReportAsked("weekly", "2026-W46")
    assert view.form.period.week.isVisible()
    assert not view.form.period.first.isVisible()
    assert view.card.title.text() == "Report, 9 to 15 November 2026 (week 46)"


def test_choosing_a_kind_by_hand_changes_its_period_and_counts_anew(shown: SHOWN) -> None:
    view, _, _ = shown
    view.form.kind.setCurrentIndex(view.form.kind.findData("weekly"))
    view.form.kind.activated.emit(view.form.kind.currentIndex())
    assert "week 46" in view.card.title.text()


def test_saving_writes_the_formats_ticked_and_offers_their_folder(shown: SHOWN, tmp_path: Path) -> None:
    view, context, opened = shown
    click = Clicks()
    click(view.form.formats["pdf"])
    click(view.form.formats["xlsx"])
    click(view.form.formats["csv"])
    click(view.form.save_button)
    file = tmp_path / "out" / "monthly_2026-09_to_2026-10_group.csv"
    assert list((tmp_path / "out").iterdir()) == [file]
    made = report(context.session.workspace, ReportAsked("monthly", "2026-09..2026-10"))
    with file.open(encoding="utf-8", newline="") as lines:
        assert [row["id"] for row in csv.DictReader(lines)] == [figure.id for figure in made.figures]
    assert "1 file was written" in view.banner.text.text()
    assert file.name in view.banner.text.text()
    click(view.banner.button)
    assert opened == [tmp_path / "out"]


def test_a_pdf_and_a_workbook_are_written_as_they_are_ticked_at_first(shown: SHOWN, tmp_path: Path) -> None:
    view, _, _ = shown
    view.form.save_button.click()
    assert sorted(file.suffix for file in (tmp_path / "out").iterdir()) == [".pdf", ".xlsx"]


def test_a_file_open_elsewhere_is_a_sentence_with_retry(
    shown: SHOWN, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view, _, _ = shown

    def refuse(*_: object) -> list[Path]:
        raise AppError("report.csv is open in another program. Close it there and try again.")

    with monkeypatch.context() as patch:
        patch.setattr(saving, "write_report", refuse)
        view.form.save_button.click()
    assert "open in another program" in view.banner.text.text()
    assert view.banner.button.text() == "Retry"
    assert view.form.save_button.isEnabled()
    view.banner.button.click()
    assert "2 files were written" in view.banner.text.text()
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_a_folder_that_cannot_be_made_is_told_and_can_be_retried(shown: SHOWN, tmp_path: Path) -> None:
    view, _, _ = shown
    (tmp_path / "out").write_text("a file, no folder")
    view.form.save_button.click()
    assert str(tmp_path / "out") in view.banner.text.text()
    assert view.banner.button.text() == "Retry"


def test_without_a_format_or_a_folder_nothing_is_written_and_the_fields_say_why(shown: SHOWN, tmp_path: Path) -> None:
    view, _, _ = shown
    view.form.formats["pdf"].setChecked(False)
    view.form.formats["xlsx"].setChecked(False)
    view.form.folder.clear()
    view.form.save_button.click()
    assert view.form.no_format.text() == "Tick at least one format."
    assert "Name the folder" in view.form.folder_field.problem.text()
    assert not (tmp_path / "out").exists()


def test_months_in_the_wrong_order_are_told_beside_the_field_and_nothing_can_be_saved(shown: SHOWN) -> None:
    view, _, _ = shown
    view.form.period.show_months(date(2026, 9, 1), date(2026, 9, 1))
    view.form.period.last.setDate(view.form.period.last.date().addMonths(-2))
    assert "before the first" in view.form.period.last_field.problem.text()
    assert not view.form.save_button.isEnabled()
    assert view.figures.model.total == 0
    view.form.period.last.setDate(view.form.period.last.date().addMonths(2))
    assert view.form.save_button.isEnabled()
    assert view.form.period.last_field.problem.text() == ""


def test_cancelling_leaves_no_file(place: Place, qtbot: QtBot, tmp_path: Path) -> None:
    context, _ = context_for(place)
    jobs = HeldJobs()
    held = ScreenContext(
        context.session, jobs, context.dialogs, context.clock, context.go, context.notify, context.folders,
        context.preferences,
    )  # fmt: skip
    view = make(held)
    assert isinstance(view, ReportsView)
    come_up(view, qtbot, tmp_path)
    jobs.let_go()
    view.form.save_button.click()
    jobs.let_go()
    assert view.form.working.isVisible()
    assert not view.form.save_button.isEnabled()
    view.form.cancel_button.click()
    while jobs.held:
        jobs.let_go()
    assert not (tmp_path / "out").exists()
    assert not view.form.working.isVisible()
    assert view.form.save_button.isEnabled()
    context.session.lock()


def test_looking_at_public_figures_releases_nothing(place: Place) -> None:
    with place.open() as workspace:
        tip = workspace.door.tip
        made = preview(workspace, ReportAsked("monthly", "2026-09..2026-10", Audience.PUBLIC))
        assert workspace.door.tip == tip
        released = report(workspace, ReportAsked("monthly", "2026-09..2026-10", Audience.PUBLIC))
    assert [row.words for row in made.rows] == [words(figure) for figure in released.figures]
    assert made.period == "November 2025 to October 2026"


def test_public_figures_are_asked_about_before_they_are_released(shown: SHOWN, tmp_path: Path) -> None:
    view, context, _ = shown
    Clicks()(view.form.audiences[Audience.PUBLIC])
    dialogs(context).answers = [False, True]
    view.form.save_button.click()
    assert not (tmp_path / "out").exists()
    view.form.save_button.click()
    assert dialogs(context).asked[-1][0] == "Release these figures to the public?"
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_what_the_public_may_not_see_is_named_with_its_reason(place: Place, shown: SHOWN) -> None:
    view, context, _ = shown
    assert "Nothing. These readers may see every figure." in texts(view)
    with_few = preview(context.session.workspace, ReportAsked("monthly", "2026-10", Audience.PUBLIC))
    view.form.audiences[Audience.PUBLIC].click()
    withheld = [row for row in with_few.rows if row.is_withheld]
    assert sum(len(group.labels) for group in with_few.withheld) == len(withheld)
    for group in with_few.withheld:
        assert group.reason in texts(view)
    assert "Counts of 1 to 5" in view.form.sees.text()


@pytest.mark.parametrize(
    ("figure", "part"),
    [
        ("plans.effective", KEY),
        ("grade.good@team=North", "Teams, needs and phases"),
        ("score.section.F", "Sections"),
        ("marker.B1.mean", "Markers"),
        ("timely.20_weeks", "Other figures"),
    ],
)
def test_every_figure_belongs_to_a_part(figure: str, part: str) -> None:
    assert part_of(figure) == part


def test_a_folder_is_chosen_in_a_dialog(shown: SHOWN, tmp_path: Path) -> None:
    view, context, _ = shown
    dialogs(context).answers = [None, tmp_path]
    before = view.form.folder.text()
    Clicks()(view.form.choose)
    assert view.form.folder.text() == before
    Clicks()(view.form.choose)
    assert view.form.folder.text() == str(tmp_path)


def test_figures_that_cannot_be_counted_are_a_sentence_with_another_try(
    shown: SHOWN, monkeypatch: pytest.MonkeyPatch
) -> None:
    view, _, _ = shown

    def refuse(*_: object) -> None:
        raise AppError("The disk gave back damaged data. Run a check.")

    with monkeypatch.context() as patch:
        patch.setattr(presenting, "preview", refuse)
        view.show_with()
    assert "Run a check" in view.banner.text.text()
    assert view.figures.model.total == 0
    view.banner.button.click()
    assert view.figures.model.total > 0
    assert view.banner.isHidden()


def test_locking_forgets_the_figures(shown: SHOWN) -> None:
    view, _, _ = shown
    view.drop()
    assert view.figures.model.total == 0
    assert view.banner.isHidden()


def test_every_control_of_the_reports_screen_has_a_name_and_room(shown: SHOWN) -> None:
    view, _, _ = shown
    assert nameless(view) == []
    assert least_width(view.page) <= 1080


def test_the_screen_goes_nowhere_by_itself(place: Place, qtbot: QtBot) -> None:
    context, visits = context_for(place)
    view = make(context)
    qtbot.addWidget(view)
    view.show_with()
    assert isinstance(visits, Visits)
    assert (visits.went, visits.said) == ([], [])
    context.session.lock()


def test_a_report_can_be_about_another_cycle_and_the_choice_stays_with_another_kind(shown: SHOWN) -> None:
    view, context, _ = shown
    box = view.form.cycle.box
    assert box.itemText(0) == "Weekly, as usual"
    assert [box.itemData(at) for at in range(box.count())] == [
        "",
        "multi-agency",
        "thematic",
        "advice",
        "annual-review",
    ]
    view.form.cycle.choose("annual-review")
    box.activated.emit(box.currentIndex())
    assert view.form.asked() == ReportAsked("monthly", "2026-09..2026-10", cycle="annual-review")
    made = report(context.session.workspace, view.form.asked())
    assert view.figures.model.total == len(made.figures)
    view.form.kind.setCurrentIndex(view.form.kind.findData("quarterly"))
    assert box.itemText(0) == "Multi-agency, as usual"
    assert view.form.asked().cycle == "annual-review"


def test_a_kind_about_no_audits_has_no_cycle_to_choose(shown: SHOWN) -> None:
    view, _, _ = shown
    view.form.cycle.choose("advice")
    view.show_with(kind="chase")
    assert not view.form.cycle.isVisible()
    assert view.form.asked().cycle == ""
