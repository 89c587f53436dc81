"""Timeliness: shares with their counts, where days went, targets made and removed, the country beside the area."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot
from qt_support import FakeDialogs, Place, Visits, context_for, light_workspace
from screen_checks import least_width, nameless, press, texts

from audit_app.domain.people import Agency, Role
from audit_app.screens.timeliness import TimelinessView, make
from audit_app.screens.timeliness.country_dialog import CountryDialog
from audit_app.screens.timeliness.view import COUNTRY, LATE, STEPS, TARGETS
from audit_app.services.actions.listing import actions
from audit_app.store import keyring
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.opening import open_workspace
from audit_app.store.person_ops import PersonDetails
from audit_app.ui.action_panel import ActionPanel
from audit_app.ui.screen import ScreenContext
from audit_app.ui.target_dialog import TargetDialog, points_of
from scoring.timeliness.trajectories import Basis

World = tuple[TimelinessView, ScreenContext, Visits]
TOML = """name = "Our plan"
figure = "timeliness.20_weeks.including_exceptions"
basis = "issued"
source = "Improvement plan, 2026"
[[points]]
on = 2026-06-30
percent = 50
[[points]]
on = "2026-10"
percent = 100
"""
HEADINGS = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,new_la_code,"
    "old_la_code,la_name,breakdown_topic,breakdown,plans_issued_den,plans_issued_den_ex,"
    "plans_issued_within_20_weeks,plans_issued_20_weeks_ex,pc_plans_issued_within_20_weeks,PC_plans_issued_20_weeks_ex"
)
ALL = "All EHC plans issued,All EHC plans issued"
TABLE = (
    HEADINGS,
    f"2025,Calendar year,National,E92000001,England,,,,,,{ALL},1000,900,500,450,50.0,50.0",
    f"2025,Calendar year,Regional,E92000001,England,E12000001,North East,,,,{ALL},100,90,80,75,80.0,83.3",
    f"2025,Calendar year,Local authority,E92000001,England,E12000001,North East,E06000001,805,Ashford,{ALL},"
    "20,20,9,9,45.0,45.0",
    f"2025,Calendar year,Local authority,E92000001,England,E12000001,North East,E06000002,806,Barton,{ALL},c,c,c,c,c,c",
)  # fmt: skip


def row(number: int, asked: date, days: int, **more: object) -> Mapping[str, object]:
    """An entry whose plan came so many days after the request."""
    return {
        "plan_ref": f"T-{number:03d}",
        "request_date": asked.isoformat(),
        "final_date": (asked + timedelta(days)).isoformat(),
        "casework_team": "North" if number % 2 else "South",
        **more,
    }


ROWS = (
    row(1, date(2026, 3, 1), 140),
    row(2, date(2026, 3, 1), 141, request_outcome_date="2026-04-13"),
    row(3, date(2026, 4, 1), 200, draft_date="2026-10-01"),
    row(4, date(2026, 4, 1), 150, exception="a"),
)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = light_workspace(tmp_path, plans=0)
    with closing(made.open()) as workspace:
        ids = Ids(workspace.id)
        ops = [Op("entry", ids.plan(str(one["plan_ref"])), "row", dict(one)) for one in ROWS]
        workspace.door.write("Import the register", ops)
    return made


@pytest.fixture
def world(place: Place, qtbot: QtBot) -> Iterator[World]:
    yield from opened(place, qtbot)


def opened(place: Place, qtbot: QtBot) -> Iterator[World]:
    context, visits = context_for(place)
    view = make(context)
    assert isinstance(view, TimelinessView)
    qtbot.addWidget(view)
    view.resize(1080, 680)
    view.show()
    view.show_with()
    yield view, context, visits
    context.session.lock()


def dialogs(context: ScreenContext) -> FakeDialogs:
    assert isinstance(context.dialogs, FakeDialogs)
    return context.dialogs


def by_hand(fill: Callable[[QDialog], None], answer: bool) -> Callable[[QDialog], bool]:
    """What a person does in a dialog of the screen's own."""

    def run(dialog: QDialog) -> bool:
        fill(dialog)
        return answer

    return run


def test_the_count_leads_and_the_exceptions_stand_beside(world: World) -> None:
    view, _, _ = world
    issued = view.issued
    assert (issued.excluding.count.text(), issued.including.count.text()) == ("1 of 3", "1 of 4")
    assert issued.exceptions.count.text() == "1 of 4"
    assert issued.excluding.detail.text() == "33 %, 95 % interval 6 to 79 %"
    assert "Jul 26: 1 of 2 (50 %, 95 % interval 9 to 91 %)" in issued.chart.chart.accessibleDescription()


def test_one_team_alone_is_counted(world: World) -> None:
    view, _, _ = world
    assert [view.asked.team.itemText(at) for at in range(view.asked.team.count())] == ["Every team", "North", "South"]
    view.asked.team.setCurrentIndex(1)
    view.asked.team.activated.emit(1)
    assert view.issued.including.count.text() == "1 of 2"
    assert view.asked.team.currentText() == "North"


def test_a_period_that_ends_before_it_begins_is_said_at_its_field(world: World) -> None:
    view, _, _ = world
    view.asked.last.setDate(view.asked.first.date().addMonths(-1))
    assert "This month is before the first." in texts(view.asked)
    view.asked.last.setDate(view.asked.first.date().addMonths(11))
    assert "This month is before the first." not in texts(view.asked)


def test_a_late_plan_says_where_its_days_went_and_opens_the_plan(world: World) -> None:
    view, _, visits = world
    view.tabs.setCurrentIndex(LATE)
    assert view.tabs.tabText(LATE) == "Late plans  3"
    table = view.late.table
    cells = {one.plan_ref: [column.text(one) for column in table.model.columns] for one in table.model.rows}
    assert cells["T-002"][4:7] == ["1", "Decision to assess", "SEN team"]
    assert table.select(lambda one: one.plan_ref == "T-002")
    press(table.view, Qt.Key.Key_Return)
    assert visits.went[-1] == ("plans", {"plan_ref": "T-002"})


def test_days_are_summed_by_agency_month_and_team(world: World) -> None:
    view, _, _ = world
    page = view.late
    assert page.said.text().startswith("2 plans without an exception lost 61 days beyond 20 weeks. 1 plan with")
    for at, names in ((0, ["SEN team"]), (1, ["July 2026", "October 2026"]), (2, ["North", "South"])):
        page.by.setCurrentIndex(at)
        assert [one.name for one in page.lost.model.rows] == names
    assert sum(one.days for one in page.lost.model.rows) == 61


def test_late_plans_are_saved_as_a_workbook(world: World, tmp_path: Path) -> None:
    view, context, visits = world
    dialogs(context).answers.append(tmp_path / "late.xlsx")
    view.late.save_button.click()
    sheet = load_workbook(tmp_path / "late.xlsx").active
    assert sheet is not None
    found = [cell.value for cells in sheet.iter_rows() for cell in cells]
    assert {"T-002", "T-003", "T-004"} <= set(found)
    assert "T-001" not in found
    assert visits.said[-1] == "The list was saved as late.xlsx."


def test_every_step_is_there_with_its_reason_where_it_cannot_be_counted(world: World) -> None:
    view, _, _ = world
    view.tabs.setCurrentIndex(STEPS)
    said = texts(view.steps)
    assert "Decisions to assess within six weeks" in said
    assert "0 of 1 (0 %, 95 % interval 0 to 79 %)" in said
    assert "Neither the register nor the advice log holds dates of this advice." in said


def test_a_target_from_a_file_is_held_against_what_was_reached(world: World, tmp_path: Path) -> None:
    view, context, _ = world
    path = tmp_path / "ours.toml"
    path.write_text(TOML, encoding="utf-8")
    view.tabs.setCurrentIndex(TARGETS)
    dialogs(context).answers.append(path)
    view.targets.file_button.click()
    assert view.targets.which.currentText() == "Our plan"
    rows = {one.month: [column.text(one) for column in view.targets.table.model.columns]
            for one in view.targets.table.model.rows}  # fmt: skip
    assert rows["2026-07"][1:3] == ["50 %", "1 of 2"]
    assert rows["2026-07"][4] == "At or over it"
    assert rows["2026-10"][4] == "Below it"
    assert "Plans within 20 weeks, with exceptions, each month's own." in view.targets.about.text()
    assert rows["2026-05"][4] == "No target yet"


def test_a_target_that_is_removed_comes_back_by_undo(world: World, tmp_path: Path) -> None:
    view, context, visits = world
    path = tmp_path / "ours.toml"
    path.write_text(TOML, encoding="utf-8")
    dialogs(context).answers.append(path)
    view.targets.file_button.click()
    view.targets.remove_button.click()
    assert "Our plan" not in [view.targets.which.itemText(at) for at in range(view.targets.which.count())]
    assert "removed" in visits.said[-1]
    context.session.undo()
    assert "Our plan" in [view.targets.which.itemText(at) for at in range(view.targets.which.count())]


def test_a_file_that_is_no_target_says_why_and_keeps_nothing(world: World, tmp_path: Path) -> None:
    view, context, _ = world
    path = tmp_path / "bad.toml"
    path.write_text('name = "x"\n', encoding="utf-8")
    dialogs(context).answers.append(path)
    before = view.targets.which.count()
    view.targets.file_button.click()
    assert dialogs(context).asked[-1][0] == "The target was not kept"
    assert view.targets.which.count() == before


def test_a_new_target_says_what_is_wrong_before_it_is_kept(world: World) -> None:
    view, context, _ = world

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, TargetDialog)
        dialog.name.setText("By Christmas")
        dialog.source.setText("Board, October")
        dialog.points.setPlainText("2026-12 sixty")
        dialog.yes.click()
        assert "Point 1" in dialog.problem.text()
        dialog.points.setPlainText("2026-11 40\n2026-12 60 %")
        dialog.yes.click()

    dialogs(context).answers.append(by_hand(fill, True))
    view.targets.new_button.click()
    assert view.targets.which.currentText() == "By Christmas"
    row = view.targets.current()
    assert row is not None
    assert [one.percent for one in row.trajectory.points] == [40, 60]


def press_yes(dialog: QDialog) -> None:
    assert isinstance(dialog, TargetDialog)
    dialog.yes.click()


def test_a_target_for_audits_asks_for_the_cycle_and_leads_to_its_chart(world: World) -> None:
    view, context, visits = world

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, TargetDialog)
        dialog.show()
        dialog.name.setText("Good plans")
        dialog.source.setText("Board, October")
        dialog.points.setPlainText("2026-12 65")
        dialog.figure.setCurrentIndex(dialog.figure.findData("plans.effective"))
        assert dialog.basis_field.isHidden()
        dialog.cycle.setCurrentIndex(dialog.cycle.findData("weekly"))
        dialog.yes.click()

    dialogs(context).answers.append(by_hand(fill, True))
    view.targets.new_button.click()
    row = view.targets.current()
    assert row is not None
    assert (row.trajectory.figure, row.trajectory.basis) == ("plans.effective@cycle=weekly", Basis.AUDITED)
    assert "of the audits of the weekly cycle" in view.targets.about.text()
    assert "From 31 December 2026 65 %." in view.targets.about.text()
    assert view.targets.chart.isHidden()
    view.targets.insights_button.click()
    assert visits.went[-1] == ("insights", {})
    dialogs(context).answers.append(by_hand(press_yes, True))
    view.targets.change_button.click()
    assert view.targets.current() == row, "the form shows what it was given"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2026-12 60", [{"on": "2026-12", "percent": 60.0}]),
        (" 2026-12-31   62,5 %\n\n", [{"on": "2026-12-31", "percent": 62.5}]),
        ("2026-12", [{"on": "2026-12", "percent": ""}]),
        ("", []),
    ],
)
def test_targets_are_typed_as_a_month_and_a_number(typed: str, read: list[dict[str, object]]) -> None:
    assert points_of(typed) == read


def test_the_area_stands_beside_england_its_region_and_a_neighbour(world: World, tmp_path: Path) -> None:
    view, context, _ = world
    path = tmp_path / "timeliness_20_week.csv"
    path.write_text("\n".join(TABLE) + "\n", encoding="utf-8-sig")

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, CountryDialog)
        dialog.which.setCurrentIndex(dialog.which.findText("Ashford"))
        dialog.search.setText("bart")
        item = dialog.list.item(1)
        assert not item.isHidden()
        item.setCheckState(Qt.CheckState.Checked)

    view.tabs.setCurrentIndex(COUNTRY)
    dialogs(context).answers.extend([path, by_hand(fill, True)])
    view.country.empty.button.click()
    assert view.country.table is not None
    rows = view.country.table.model.rows
    assert [(one.name, one.what) for one in rows] == [
        ("This register", "counted here"),
        ("Ashford", "as published"),
        ("England", ""),
        ("North East", "region"),
        ("Barton", "area"),
    ]
    column = next(one for one in view.country.table.model.columns if one.id == "2025")
    assert [column.text(one) for one in rows] == ["", "45.0 %", "50.0 %", "83.3 %", "c"]
    assert column.tip is not None
    assert column.tip(rows[1]) == "9 of 20, 45.0 %; 0.0 % with an exception"
    view.country.how.setCurrentIndex(view.country.how.findText("The exception rate"))
    assert view.country.table is not None
    column = next(one for one in view.country.table.model.columns if one.id == "2025")
    rows = view.country.table.model.rows
    assert [column.text(one) for one in rows] == ["", "0.0 %", "10.0 %", "10.0 %", "c"]
    of_2026 = next(one for one in view.country.table.model.columns if one.id == "2026")
    assert of_2026.text(rows[0]) == "25.0 %"
    assert of_2026.tip is not None
    assert of_2026.tip(rows[0]) == "1 of 4 (25 %, 95 % interval 5 to 70 %)"


def test_a_reader_sees_everything_and_is_told_who_may_do_what(place: Place, tmp_path: Path, qtbot: QtBot) -> None:
    with closing(place.open()) as workspace:
        keyring.add(workspace, PersonDetails("Rita", Agency.HEALTH, frozenset({Role.READER})), "slow green kettle rain")
    context, visits = context_for(place)
    context.session.lock()
    context.session.open(open_workspace(place.folder, "slow green kettle rain", place.means))
    view = make(context)
    assert isinstance(view, TimelinessView)
    qtbot.addWidget(view)
    view.show_with()
    assert len(view.late.late) == 3
    shut = (view.late.save_button, view.targets.new_button, view.targets.file_button, view.country.empty.button)
    assert not any(button.isEnabled() for button in shut)
    told = [page.why_not.text() for page in (view.late, view.targets, view.country)]
    assert told == [
        "A reader looks at late plans and saves no list of them.",
        "An owner, a moderator or a chair sets targets.",
        "An owner imports the published table and says which area this is.",
    ]
    dialogs(context).answers.append(tmp_path / "late.xlsx")
    view.late.save_requested.emit()
    assert not (tmp_path / "late.xlsx").exists()
    assert not visits.said
    context.session.lock()
    with closing(place.open()) as workspace:
        assert workspace.conn.execute("SELECT count(*) FROM access_event WHERE act = 'export'").fetchone() == (0,)


def test_without_a_register_one_button_leads_to_its_import(tmp_path: Path, qtbot: QtBot) -> None:
    for view, _, visits in opened(light_workspace(tmp_path, plans=0), qtbot):
        assert view.empty.isVisible()
        assert not view.tabs.isVisible()
        view.empty.button.click()
        assert visits.went[-1] == ("plans", {"import_register": True})


def test_locking_forgets_what_was_counted(world: World) -> None:
    view, _, _ = world
    view.drop()
    assert "T-00" not in texts(view)
    assert view.issued.excluding.count.text() == ""
    assert view.late.table.model.total == 0


def test_everything_has_a_name_and_fits(world: World) -> None:
    view, _, _ = world
    for tab in range(view.tabs.count()):
        view.tabs.setCurrentIndex(tab)
        assert nameless(view) == []
        assert least_width(view.page) <= 1040


def test_late_advice_of_an_agency_becomes_an_action_where_its_share_stands(place: Place, qtbot: QtBot) -> None:
    with closing(place.open()) as workspace:
        asked = {"advice_requested_date": "2026-03-10", "health_advice_date": "2026-07-01"}
        late = row(5, date(2026, 3, 1), 150, **asked)
        entry = Op("entry", Ids(workspace.id).plan(str(late["plan_ref"])), "row", dict(late))
        workspace.door.write("Import the register", [entry])
    for view, context, visits in opened(place, qtbot):
        view.tabs.setCurrentIndex(STEPS)
        offer = next(one for one in view.steps.findChildren(QPushButton) if "health" in one.text().lower())
        offer.click()
        panel = view.findChild(ActionPanel)
        assert isinstance(panel, ActionPanel)
        panel.yes.click()
        (made,) = context.session.read(actions).rows
        assert made.action.agency == "health"
        assert visits.said == ["The action was opened."]


def test_where_no_advice_was_late_the_key_says_so(world: World) -> None:
    view, _, _ = world
    QTest.keyClick(view.tabs, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert view.banner.text.text() == "There is no finding here to act on."
