"""Insights: filters answer at once, every point opens its plans by mouse and keyboard, nothing of it stays."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from agreement_support import Given, Held, write_rounds
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from qt_support import FakeDialogs, HeldJobs, Place, Visits, context_for, light_workspace
from screen_checks import least_width, nameless, press, texts

from audit_app.domain.people import Agency, Role
from audit_app.domain.period import add_months
from audit_app.screens.insights import InsightsView, make
from audit_app.screens.insights.rebase_dialog import RebaseDialog
from audit_app.screens.insights.view import MARKERS, SECTIONS
from audit_app.services.past.audits import import_audits
from audit_app.services.reports.rebasing import Chart, decide
from audit_app.services.timeliness.trajectories import keep
from audit_app.store import keyring
from audit_app.store.opening import open_workspace
from audit_app.store.person_ops import PersonDetails
from audit_app.store.workspace import Workspace
from audit_app.ui.charts import ChartFrame
from audit_app.ui.screen import ScreenContext
from exports.charts.scene import Box, Shape, Words
from forms.model import read_framework
from resources.frameworks import framework_text, resolve
from scoring.timeliness.trajectories import Basis, Point, Trajectory

RITAS = "slow green kettle rain"
World = tuple[InsightsView, ScreenContext, Visits]
MARKERS_OF = [one.id for one in read_framework(framework_text("weekly-18"), resolve).markers]
MONTHS = [("2026-07", 2, 1), ("2026-08", 5, 2), ("2026-09", 6, 4)]


def audits(workspace: Workspace, folder: Path, months: Sequence[tuple[str, int, int]]) -> None:
    """In each month so many plans, of which so many are effective (every marker 3, else 1)."""
    lines, plan = ["plan_ref,audit_date,cycle,reviewer,agency,framework,marker,score"], 0
    for month, plans, effective in months:
        for at in range(plans):
            plan = plan % 9 + 1
            said = f"EHC-{plan:04d},{month}-{at + 1:02d},weekly,Jo Smith,coordinator,weekly-18"
            lines += [f"{said},{marker},{3 if at < effective else 1}" for marker in MARKERS_OF]
    file = folder / "past.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    import_audits(workspace, file)


def long_past(before: int = 13, after: int = 9) -> list[tuple[str, int, int]]:
    """Months up to September 2026 of which the last `after` are much better than those before them."""
    effective = [*(at % 2 for at in range(before)), *(4 - at % 2 for at in range(after))]
    first = add_months(date(2026, 9, 1), 1 - len(effective))
    return [(f"{add_months(first, at):%Y-%m}", 4, value) for at, value in enumerate(effective)]


@pytest.fixture
def changed(tmp_path: Path, qtbot: QtBot) -> Iterator[World]:
    """Thirteen months, and nine better ones from January 2026 on."""
    place = light_workspace(tmp_path, plans=12)
    with closing(place.open()) as workspace:
        audits(workspace, tmp_path, long_past())
    yield from shown(place, qtbot)


def given() -> Iterator[Given]:
    for plan in range(1, 6):
        yield Given("R1", plan, "education", {"E1": 2, "B1": plan % 4})
        yield Given("R1", plan, "health", {"E1": 1, "C1": 3})
        yield Given("R1", plan, "", {"E1": 2, "B1": 1, "C1": 2}, kind="consensus")


def shown(place: Place, qtbot: QtBot) -> Iterator[World]:
    context, visits = context_for(place)
    view = make(context)
    assert isinstance(view, InsightsView)
    qtbot.addWidget(view)
    view.resize(1080, 680)
    view.show()
    view.show_with()
    yield view, context, visits
    context.session.lock()


@pytest.fixture
def world(tmp_path: Path, qtbot: QtBot) -> Iterator[World]:
    place = light_workspace(tmp_path, plans=12)
    with closing(place.open()) as workspace:
        audits(workspace, tmp_path, MONTHS)
        write_rounds(workspace, {"R1": "2026-09-10"}, given(), [Held("R1")])
    yield from shown(place, qtbot)


@pytest.fixture
def empty(tmp_path: Path, qtbot: QtBot) -> Iterator[World]:
    yield from shown(light_workspace(tmp_path), qtbot)


def choose(view: InsightsView, kind: str, value: str) -> None:
    box = view.filters.boxes[kind]
    assert box.findData(value) >= 0
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def click(frame: ChartFrame, kind: type[Shape] | type[Box], at: int) -> None:
    found = [one for one in frame.chart.scene().items if isinstance(one, kind)][at]
    x, y = (found.x, found.y) if isinstance(found, Shape) else (found.x + 4, found.y + 4)
    spot = QPoint(round(x * frame.chart.per_point), round(y * frame.chart.per_point))
    QTest.mouseClick(frame.chart, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)


def noted(context: ScreenContext) -> list[str]:
    rows = context.session.read(lambda one: one.conn.execute("SELECT act, thing FROM access_event").fetchall())
    return [thing for act, thing in rows if act == "read"]


def test_tiles_charts_and_rows_tell_the_same_and_how_many_charts(world: World) -> None:
    view, context, _ = world
    assert view.filters.asked() is not None
    assert view.plans.count.text() == "9", "each plan once, by its latest audit"
    assert view.effective.count.text() == "4 of 9"
    assert "interval" in view.effective.detail.text()
    assert "3 control charts looked at." in view.basis.text()
    rows = view.months.table.model.rows
    assert [(row.month, row.plans) for row in rows] == [("2026-09", 6), ("2026-08", 5), ("2026-07", 2)]
    said = view.months.effective.chart.accessibleDescription()
    assert "Sep 26 67 % (n 6)" in said
    assert "Variation: too few points to say." in said
    words = [one.text for one in view.months.effective.chart.scene().items if isinstance(one, Words)]
    assert "Variation: too few points to say" in words
    assert view.months.effective.copy_table().splitlines()[1:] == [
        "Jul 26\t50.0\t2\t", "Aug 26\t40.0\t5\t", "Sep 26\t66.7\t6\t",
    ]  # fmt: skip
    view.show_with()
    choose(view, "section", "*")
    assert noted(context) == ["insights: audits behind charts"]
    drawn = 2 + view.filters.boxes["section"].count() - 1
    assert f"{drawn} control charts looked at." in view.basis.text()


def test_a_month_opens_its_plans_by_keyboard_and_a_plan_opens_itself(world: World) -> None:
    view, _, visits = world
    press(view.months.table.view, Qt.Key.Key_Return)
    drawer = view.drawer
    assert drawer.isVisible()
    assert drawer.title.text() == "September 2026"
    cells = [[column.text(row) for column in drawer.table.model.columns] for row in drawer.table.model.rows]
    assert len(cells) == 6
    assert cells[0][2:] == ["Inadequate", "33 %"]
    assert cells[-1][2:] == ["Outstanding", "100 %"]
    press(drawer.table.view, Qt.Key.Key_Return)
    assert visits.went == [("plans", {"plan_ref": cells[0][0]})], "an imported audit has no form"
    press(drawer.table.view, Qt.Key.Key_Escape)
    assert not drawer.isVisible()


def test_a_point_that_is_pressed_opens_its_plans(world: World) -> None:
    view, _, _ = world
    click(view.months.effective, Shape, 1)
    assert view.drawer.title.text() == "August 2026"
    assert len(view.drawer.table.model.rows) == 5
    choose(view, "section", "B")
    assert not view.drawer.isVisible(), "the plans of another answer do not stay"
    click(view.months.sections["B"], Shape, 0)
    assert view.drawer.title.text() == "July 2026, B · Special educational needs"
    assert len(view.drawer.table.model.rows) == 2


def test_markers_stand_in_rows_and_drawn_and_open_their_plans(world: World) -> None:
    view, _, _ = world
    view.tabs.setCurrentIndex(MARKERS)
    assert len(view.markers.table.model.rows) == len(MARKERS_OF)
    press(view.markers.table.view, Qt.Key.Key_Return)
    marker = view.markers.table.model.rows[0].marker.id
    assert view.drawer.title.text() == f"Marker {marker}"
    levels = [view.drawer.table.model.columns[-1].text(row) for row in view.drawer.table.model.rows]
    assert (levels[0], levels[-1], len(levels)) == ("level 1", "level 3", 9)
    click(view.markers.chart, Shape, 3)
    assert view.drawer.title.text() == f"Marker {view.markers.table.model.rows[3].marker.id}"


def test_sections_by_agency_follow_the_cycle_and_open_their_plans(world: World) -> None:
    view, _, visits = world
    view.tabs.setCurrentIndex(SECTIONS)
    assert view.sections.card.isVisible()
    assert view.sections.chart.isHidden(), "one agency alone scored"
    choose(view, "cycle", "multi-agency")
    cells = [(row.section, row.agency, row.plans) for row in view.sections.table.model.rows]
    assert cells == [("B", "education", 5), ("C", "health", 5), ("E", "education", 5), ("E", "health", 5)]
    click(view.sections.chart, Box, 2)
    assert view.drawer.title.text() == "E · Outcomes, education"
    assert [row.value for row in view.drawer.table.model.rows] == [2.0] * 5
    press(view.drawer.table.view, Qt.Key.Key_Return)
    assert visits.went
    choose(view, "agency", "health")
    assert {row.agency for row in view.sections.table.model.rows} == {"health"}
    click(view.sections.chart, Box, -1)
    assert not view.drawer.isVisible(), "the key is no cell"


def answers(context: ScreenContext) -> FakeDialogs:
    assert isinstance(context.dialogs, FakeDialogs)
    return context.dialogs


def stretches(frame: ChartFrame) -> int:
    return frame.chart.accessibleDescription().count("Mean ")


def test_limits_are_worked_out_anew_from_a_month_by_keyboard_and_taken_back(changed: World) -> None:
    view, context, _ = changed
    months = view.months
    assert months.table.select(lambda row: row.month == "2026-01")

    def fill(dialog: RebaseDialog) -> bool:
        assert (dialog.figure, dialog.month) == ("plans.effective", "2026-01")
        assert not dialog.yes.isEnabled(), "the cause is not said yet"
        dialog.months.setCurrentIndex(dialog.months.findData("2026-05"))
        assert "There are 5 months from it on" in dialog.refusal.text()
        dialog.why.setText("Each plan is read by a second officer")
        assert not dialog.yes.isEnabled()
        dialog.months.setCurrentIndex(dialog.months.findData("2026-01"))
        assert dialog.refusal.text() == ""
        assert "rest on 9 months" in dialog.doubts.text()
        press(dialog.yes, Qt.Key.Key_Space)
        return True

    answers(context).answers.append(fill)
    press(months.rebase_button, Qt.Key.Key_Space)
    assert (stretches(months.effective), stretches(months.score)) == (2, 1)
    assert "a: from Jan 26 limits are worked out anew: Each plan is read by a second officer" in texts(view)
    (row,) = months.limits.table.model.rows
    assert (row.held.month, row.by) == ("2026-01", "Mary")
    (marked,) = [one for one in months.table.model.rows if one.anew]
    assert (marked.month, marked.anew) == ("2026-01", "Effective plans")
    copied = [line.split("\t") for line in months.effective.copy_table().splitlines()]
    assert copied[0][-1] == "Limits worked out anew"
    assert [line[-1] for line in copied if line[-1]][1:] == ["Each plan is read by a second officer"]
    choose(view, "need", view.filters.boxes["need"].itemData(1))
    assert stretches(months.effective) == 1, "a part of the cycle has no limits decided for it"
    choose(view, "need", "")
    press(months.limits.back_button, Qt.Key.Key_Space)
    assert stretches(months.effective) == 1
    assert not months.limits.table.model.rows
    assert not months.limits.back_button.isEnabled()


def test_who_manages_no_measures_sees_the_decisions_and_why_none_can_be_made(tmp_path: Path, qtbot: QtBot) -> None:
    place = light_workspace(tmp_path, plans=12)
    with closing(place.open()) as workspace:
        audits(workspace, tmp_path, long_past())
        decide(workspace, Chart("plans.effective", "weekly"), "2026-01", "A new form")
        keyring.add(workspace, PersonDetails("Rita", Agency.HEALTH, frozenset({Role.READER})), RITAS)
    context, _ = context_for(place)
    context.session.lock()
    context.session.open(open_workspace(place.folder, RITAS, place.means))
    view = make(context)
    assert isinstance(view, InsightsView)
    qtbot.addWidget(view)
    view.show_with()
    assert len(view.months.limits.table.model.rows) == 1
    assert not view.months.rebase_button.isEnabled()
    assert not view.months.limits.back_button.isEnabled()
    assert "works limits out anew and sets targets" in view.months.limits.why_not.text()
    context.session.lock()


def test_a_target_for_audits_shows_whether_it_will_be_met_beside_the_variation(changed: World) -> None:
    view, context, visits = changed
    points = (Point(date(2025, 1, 1), 40.0), Point(date(2026, 9, 1), 60.0))
    target = Trajectory("Good plans", "plans.effective@cycle=weekly", Basis.AUDITED, None, points, "SEND board")
    context.session.write(lambda workspace: keep(workspace, target))
    scene = view.months.effective.chart.scene()
    words = [one.text for one in scene.items if isinstance(one, Words)]
    assert "?" in words
    assert "Target 60 % will be met in some months and missed in others" in words
    assert "Target 60 %: will be met in some months and missed in others." in scene.alternative
    said = "At this variation the target of 60 % will be met in some months and missed in others by chance alone."
    assert said in texts(view)
    assert "Target" not in view.months.score.chart.accessibleDescription()
    assert view.months.presence == {}
    health = Trajectory("Health stated", "presence.health", Basis.AUDITED, None, points, "SEND board")
    context.session.write(lambda workspace: keep(workspace, health))
    assert view.months.presence["presence.health"].isVisible()
    assert "Target 60 %" in view.months.presence["presence.health"].chart.accessibleDescription()
    assert view.months.sections
    press(view.months.limits.targets_button, Qt.Key.Key_Space)
    assert visits.went == [("timeliness", {"tab": "Targets"})]


def test_a_framework_with_sections_of_its_own_draws_them(tmp_path: Path, qtbot: QtBot) -> None:
    place = light_workspace(tmp_path, plans=12)
    framework = read_framework(framework_text("annual-review-10"), resolve)
    lines = ["plan_ref,audit_date,cycle,reviewer,agency,framework,marker,score"]
    for plan in range(1, 4):
        said = f"EHC-{plan:04d},2026-09-{plan:02d},annual-review,Jo Smith,coordinator,annual-review-10"
        lines += [f"{said},{marker.id},2" for marker in framework.markers]
    (tmp_path / "reviews.csv").write_text("\n".join(lines), encoding="utf-8")
    with closing(place.open()) as workspace:
        import_audits(workspace, tmp_path / "reviews.csv")
    for view, _, _ in shown(place, qtbot):
        box = view.filters.boxes["section"]
        assert [box.itemText(at) for at in range(box.count())] == ["AR · The annual review", "Every section"]
        assert view.months.sections["AR"].isVisible()
        assert view.months.sections["AR"].title.text() == "AR · The annual review, by month"
        click(view.months.sections["AR"], Shape, 0)
        assert view.drawer.title.text() == "September 2026, AR · The annual review"


def test_without_an_audit_one_step_leads_on(empty: World) -> None:
    view, context, visits = empty
    assert view.empty.isVisible()
    assert view.tabs.isHidden()
    assert view.filters.fields["team"].isHidden()
    press(view.empty.button, Qt.Key.Key_Space)
    assert visits.went == [("samples", {})]
    assert noted(context) == []


def test_months_without_an_audit_say_so_and_a_period_upside_down_too(world: World) -> None:
    view, _, _ = world
    view.filters.last.setDate(view.filters.last.date().addYears(-20))
    assert "before the first" in view.filters.last_field.problem.text()
    view.filters.first.setDate(view.filters.first.date().addYears(-20))
    assert view.empty.isVisible()


def test_what_is_saved_meanwhile_is_read_anew(world: World, tmp_path: Path) -> None:
    view, context, _ = world
    context.session.write(lambda workspace: audits(workspace, tmp_path, [("2026-10", 2, 2)]))
    assert [(row.month, row.plans) for row in view.months.table.model.rows][:2] == [("2026-10", 2), ("2026-09", 6)]


def test_reading_is_stopped_and_begun_again(tmp_path: Path, qtbot: QtBot) -> None:
    place = light_workspace(tmp_path, plans=12)
    with closing(place.open()) as workspace:
        audits(workspace, tmp_path, MONTHS)
    context, _ = context_for(place)
    jobs = HeldJobs(context.session)
    object.__setattr__(context, "jobs", jobs)
    view = make(context)
    assert isinstance(view, InsightsView)
    qtbot.addWidget(view)
    view.show()
    view.show_with()
    assert view.busy.isVisible()
    view.stop_requested.emit()
    jobs.let_go()
    assert not view.busy.isVisible()
    assert view.tabs.isHidden()
    assert view.banner.text.text().startswith("Reading was stopped.")
    view.show_with()
    jobs.let_go()
    assert view.plans.count.text() == "9"
    context.session.lock()


def test_it_fits_the_window_and_everything_has_a_name(world: World) -> None:
    view, _, _ = world
    for tab in range(len(view.pages)):
        view.tabs.setCurrentIndex(tab)
        assert nameless(view) == []
        assert least_width(view.page) <= 1080
    press(view.table_shown.view, Qt.Key.Key_Return)
    assert {len(view.regions()), len(view.keys()), len(view.commands())} == {4, 1}


def test_after_locking_nothing_of_it_stays(world: World) -> None:
    view, _, _ = world
    press(view.months.table.view, Qt.Key.Key_Return)
    view.drop()
    assert "September 2026" not in texts(view)
    assert not any(page.table.model.rows for page in (view.months, view.sections, view.markers))
    assert not view.drawer.table.model.rows
    assert "Sep 26" not in view.months.effective.chart.accessibleDescription()
    assert QApplication.focusWidget() is None or not view.drawer.isVisible()
