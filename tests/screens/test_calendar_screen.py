"""The calendar's screen: gone through by keys, days and meetings opened, notes, decisions and lines kept and undone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import icalendar
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot
from qt_support import FakeDialogs, Visits, context_for, light_workspace
from screen_checks import nameless, texts

from audit_app.domain.calendar import EventKind
from audit_app.domain.governance import Decision, LineKind, ReportingLine
from audit_app.screens.calendar import CalendarView, make
from audit_app.screens.calendar.dialogs import DaysDialog, DecisionDialog, HeldDialog, KeepingDialog
from audit_app.screens.calendar.line_dialog import LineDialog
from audit_app.screens.calendar.view import LINES, LIST
from audit_app.screens.calendar.wording import Row
from audit_app.services.actions.opening import open_decided
from audit_app.services.governance.lines import keep_line, lines
from audit_app.services.governance.meetings import decide, meeting_of
from audit_app.store.access import events
from audit_app.store.read_governance import decisions
from audit_app.ui.action_panel import ActionPanel
from audit_app.ui.screen import ScreenContext
from scoring.figures import Audience

World = tuple[CalendarView, ScreenContext, Visits]
TODAY, PLANNED = date(2026, 11, 22), date(2026, 11, 24)
BOARD = ReportingLine(
    id="",
    body="SEND Programme Board",
    chair="Lead member",
    kind=LineKind.BOARD,
    sends=("monthly",),
    recurrence="1m",
    first=PLANNED,
    dates=(),
    audience=Audience.BOARD,
    is_public=False,
    needs=("actions due",),
    cut_off_days=10,
    papers_days=5,
    communication_days=3,
)


class Filling(FakeDialogs):
    """Answers dialogs of fields by filling them in; `turns` are tried one after the other."""

    def __init__(self, *answers: Any) -> None:
        super().__init__(*answers)
        self.turns: list[dict[str, str]] = []
        self.problems: list[str] = []
        self.seen: list[QDialog] = []

    def run(self, dialog: QDialog) -> bool:
        self.seen.append(dialog)
        assert isinstance(dialog, KeepingDialog | LineDialog)
        while self.turns:
            for name, text in self.turns.pop(0).items():
                widget: Any = dialog.fields[name].widget
                fill = getattr(widget, "setPlainText", None) or getattr(widget, "setCurrentText", None)
                (fill or widget.setText)(text)
            dialog.yes.click()
            if dialog.result() == QDialog.DialogCode.Accepted:
                return True
            said = [field.problem.text() for field in dialog.fields.values()]
            self.problems.append(" ".join(filter(None, [*said, dialog.problem.text()])))
        return False


@pytest.fixture
def world(tmp_path: Path, qtbot: QtBot) -> Iterator[World]:
    yield from shown(tmp_path, qtbot, has_line=True)


@pytest.fixture
def bare(tmp_path: Path, qtbot: QtBot) -> Iterator[World]:
    yield from shown(tmp_path, qtbot, has_line=False)


def shown(base: Path, qtbot: QtBot, *, has_line: bool) -> Iterator[World]:
    place = light_workspace(base, plans=2)
    with place.open() as workspace:
        # plans that wait for nothing in these months
        if has_line:
            keep_line(workspace, BOARD)
    context, visits = context_for(place)
    context = replace(context, dialogs=Filling())
    view = make(context)
    assert isinstance(view, CalendarView)
    qtbot.addWidget(view)
    view.resize(1240, 700)
    view.show()
    view.show_with()
    yield view, context, visits
    view.drop()
    context.session.lock()


def dialogs(context: ScreenContext) -> Filling:
    assert isinstance(context.dialogs, Filling)
    return context.dialogs


def board(context: ScreenContext) -> ReportingLine:
    (found,) = context.session.read(lines)
    return found


def press(view: CalendarView, words: str) -> None:
    """Press the button with these words, wherever it is."""
    QApplication.processEvents()  # what was put into the pane just now is shown
    found = [one for one in view.findChildren(QAbstractButton) if one.text().replace("&", "") == words]
    found = [one for one in found if one.isVisibleTo(view)]
    assert len(found) == 1, f"{len(found)} of {words}"
    found[0].click()


def said(view: CalendarView) -> str:
    QApplication.processEvents()
    return "\n".join(one.text() for one in view.pane.findChildren(QLabel) if one.isVisibleTo(view.pane))


def open_meeting(view: CalendarView, context: ScreenContext) -> None:
    view.show_with(line=board(context).id, planned=PLANNED)
    assert view.pane.isVisible()


def go(view: CalendarView, *keys: Qt.Key) -> date:
    view.month.setFocus()
    for key in keys:
        QTest.keyClick(view.month, key)
    return view.month.day


def test_the_month_is_gone_through_by_keys(world: World) -> None:
    view, _, _ = world
    assert view.month.day == TODAY
    assert go(view, Qt.Key.Key_Right) == date(2026, 11, 23)
    assert go(view, Qt.Key.Key_Up, Qt.Key.Key_Left) == date(2026, 11, 15)
    assert go(view, Qt.Key.Key_Home) == date(2026, 11, 1)
    assert go(view, Qt.Key.Key_Left) == date(2026, 10, 31)
    assert view.month_title.text() == "October 2026"
    assert go(view, Qt.Key.Key_PageDown) == date(2026, 11, 30)
    assert go(view, Qt.Key.Key_PageDown, Qt.Key.Key_End) == date(2026, 12, 31)
    view.today_button.click()
    assert (view.month.day, view.month_title.text()) == (TODAY, "November 2026")
    view.after_button.click()
    assert view.month_title.text() == "December 2026"


def test_a_day_says_aloud_what_is_on_it(world: World) -> None:
    view, _, _ = world
    model = view.month.days
    heard = model.data(model.index_of(PLANNED), Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "Tue 24 Nov 2026: 1 event. SEND Programme Board: meets"
    assert model.data(model.index_of(TODAY), Qt.ItemDataRole.AccessibleTextRole) == "Sun 22 Nov 2026, today: nothing"
    go(view, Qt.Key.Key_PageDown)
    christmas = model.data(model.index_of(date(2026, 12, 25)), Qt.ItemDataRole.AccessibleTextRole)
    assert christmas == "Fri 25 Dec 2026, bank holiday: nothing"


def test_a_day_opens_with_what_its_meeting_needs_and_escape_goes_back(world: World) -> None:
    view, _, _ = world
    go(view, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return)
    assert view.pane.title.text() == "Tue 24 Nov 2026"
    assert "Quality of EHC plans, monthly: October 2026" in said(view)
    assert "Not issued yet." in said(view)
    go(view, Qt.Key.Key_Left)
    assert "Nothing on this day." in said(view)
    QTest.keyClick(view.pane, Qt.Key.Key_Escape)
    assert view.pane.isHidden()
    assert view.month.hasFocus()


def test_the_list_has_three_months_and_enter_opens_a_meeting(world: World) -> None:
    view, _, _ = world
    view.tabs.setCurrentIndex(LIST)
    rows = [row for row in view.list.model.rows if isinstance(row, Row)]
    assert len(rows) == 12
    assert view.told.text() == "12 events from Sun 1 Nov 2026 to Sun 31 Jan 2027."
    assert {row.standing for row in rows} >= {"past", "in 2 days"}
    view.list.select(lambda row: row.event.kind is EventKind.MEETING)
    QTest.keyClick(view.list.view, Qt.Key.Key_Return)
    assert view.pane.title.text() == "SEND Programme Board"
    assert "Tue 10 Nov 2026" in said(view)  # the cut-off


def test_filters_leave_one_kind_or_one_line(world: World) -> None:
    view, context, _ = world
    context.session.write(lambda workspace: keep_line(workspace, replace(BOARD, body="Children's Trust Board")))
    context.session.write(
        lambda workspace: open_decided(workspace, {"what": "Act", "agency": "health", "due": "2026-11-24"})
    )
    assert len(view.month.days.events[PLANNED]) == 3
    view.line.setCurrentIndex(view.line.findText("SEND Programme Board"))
    assert [one.title for one in view.month.days.events[PLANNED]] == ["SEND Programme Board"]
    view.line.setCurrentIndex(0)
    view.source.setCurrentIndex(view.source.findText("Actions"))
    assert [one.title for one in view.month.days.events[PLANNED]] == ["Act"]


def test_an_action_of_a_day_leads_to_its_screen(world: World) -> None:
    view, context, visits = world
    made = context.session.write(
        lambda workspace: open_decided(workspace, {"what": "Act", "agency": "health", "due": "2026-11-23"})
    )
    go(view, Qt.Key.Key_Right, Qt.Key.Key_Return)
    press(view, "Open the action")
    assert visits.went == [("actions", {"action_id": made})]


def test_a_meeting_is_moved_with_its_days_and_undone(world: World) -> None:
    view, context, _ = world
    open_meeting(view, context)
    dialogs(context).turns = [
        {"on": "soon"},
        {"on": "25/11/2026", "papers": "1/12/2026"},
        {"papers": "19/11/2026"},
    ]
    press(view, "Set days…")
    assert len(dialogs(context).problems) == 2
    assert isinstance(dialogs(context).seen[0], DaysDialog)
    assert "Moved from" in said(view)
    assert "Thu 19 Nov 2026, set by hand" in said(view)
    assert [one.words for one in view.month.days.events[date(2026, 11, 25)]] == ["SEND Programme Board: meets"]
    context.session.undo()
    assert "Moved from" not in said(view)
    assert PLANNED in view.month.days.events


def test_a_meeting_is_cancelled_with_its_reason_and_takes_place_after_all(world: World) -> None:
    view, context, visits = world
    open_meeting(view, context)
    dialogs(context).answers = ["Not quorate"]
    press(view, "Cancel the meeting…")
    assert "Cancelled: Not quorate" in said(view)
    (event,) = view.month.days.events[PLANNED]
    assert event.cancelled == "Not quorate"
    press(view, "Takes place after all")
    assert "Cancelled" not in said(view)
    assert visits.said == ["The meeting is cancelled.", "The meeting takes place after all."]


def test_attendance_challenge_and_minutes_are_noted(world: World) -> None:
    view, context, _ = world
    open_meeting(view, context)
    dialogs(context).turns = [
        {
            "there": "Lead member\nHealth lead\n",
            "away": "Parent carer forum",
            "challenge": "Why is advice late?",
            "minutes": "Shared drive",
        }
    ]
    press(view, "Note the meeting…")
    assert isinstance(dialogs(context).seen[0], HeldDialog)
    held = context.session.read(lambda workspace: meeting_of(workspace, board(context).id, PLANNED))
    assert held.attendance == (("Lead member", True), ("Health lead", True), ("Parent carer forum", False))
    assert "Lead member, Health lead" in said(view)
    assert "• Why is advice late?" in said(view)


def test_a_note_that_names_a_plan_is_refused_where_it_is_typed(world: World) -> None:
    view, context, _ = world
    open_meeting(view, context)
    dialogs(context).turns = [{"minutes": "See EHC-0001"}]
    press(view, "Note the meeting…")
    assert "EHC-0001" in dialogs(context).problems[0]


def test_the_communication_is_noted_and_taken_back(world: World) -> None:
    view, context, _ = world
    open_meeting(view, context)
    dialogs(context).answers = ["27/11/2026", ""]
    press(view, "Communication sent…")
    assert "Fri 27 Nov 2026" in said(view)
    press(view, "Communication sent…")
    held = context.session.read(lambda workspace: meeting_of(workspace, board(context).id, PLANNED))
    assert held.communicated_on is None


def test_a_decision_is_recorded_and_becomes_an_action_in_two_keystrokes(world: World) -> None:
    view, context, visits = world
    open_meeting(view, context)
    dialogs(context).turns = [{"words": ""}, {"words": "Health writes section G", "owner": "Clinical officer"}]
    press(view, "Record a decision…")
    assert dialogs(context).problems == ["Say what was decided."]
    assert isinstance(dialogs(context).seen[0], DecisionDialog)
    assert "Clinical officer, no action yet" in said(view)
    view.pane.close_button.setFocus()
    QTest.keyClick(view.pane.close_button, Qt.Key.Key_N, _SHORTCUT)
    panel = view.findChild(ActionPanel)
    assert isinstance(panel, ActionPanel)
    assert panel.isVisible()
    QTest.keyClick(panel.what, Qt.Key.Key_Return)
    (held,) = context.session.read(lambda workspace: decisions(workspace.conn))
    assert held.action
    assert "action: " in said(view)
    press(view, "Open the action")
    assert visits.went == [("actions", {"action_id": held.action})]
    context.session.undo()
    assert "no action yet" in said(view)


_SHORTCUT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def test_a_decision_is_taken_away_and_undo_brings_it_back(world: World) -> None:
    view, context, _ = world
    made = Decision("", board(context).id, PLANNED, "Chase health advice weekly")
    context.session.write(lambda workspace: decide(workspace, made))
    open_meeting(view, context)
    press(view, "Take away")
    assert "Decisions (0)" in said(view)
    context.session.undo()
    assert "Chase health advice weekly" in said(view)


def test_the_report_of_a_meeting_is_asked_for_with_its_period_and_readers(world: World) -> None:
    view, context, visits = world
    open_meeting(view, context)
    press(view, "Report: October 2026")
    asked = {"kind": "monthly", "period": "2026-10", "audience": "board", "line": "SEND Programme Board"}
    assert visits.went == [("reports", asked)]


def test_agenda_and_minutes_are_saved_and_the_export_is_noted(world: World, tmp_path: Path) -> None:
    view, context, visits = world
    open_meeting(view, context)
    dialogs(context).answers = [tmp_path]
    press(view, "Agenda and minutes…")
    assert len(list(tmp_path.glob("*_SEND-Programme-Board_2026-11-24.*"))) == 4
    assert visits.said == [f"Agenda and minutes were saved as 4 files in {tmp_path.name}."]
    noted = [event.thing for event in events(context.session.workspace.conn) if event.act == "export"]
    assert noted == ["papers of SEND Programme Board, 2026-11-24"]


def test_the_calendar_is_exported_as_the_filters_have_it(world: World, tmp_path: Path) -> None:
    view, context, _ = world
    path = tmp_path / "calendar.ics"
    dialogs(context).answers = [path]
    press(view, "Export the calendar…")
    found: list[Any] = list(icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT"))
    assert {str(one["SUMMARY"]) for one in found} >= {"SEND Programme Board: papers out"}
    assert min(one["DTSTART"].dt for one in found) >= date(2026, 11, 1)


def test_nothing_yet_offers_the_usual_lines(bare: World) -> None:
    view, context, visits = bare
    # the made-up plans wait for their reviews, so that the calendar is there; of another year it is empty
    view.month_requested.emit(date(2031, 5, 5))
    assert not view.empty.isHidden()
    dialogs(context).answers = ["23/11/2026"]
    view.empty.button.click()
    assert visits.said == ["20 lines were taken in."]
    assert view.empty.isHidden()
    assert len(context.session.read(lines)) == 20
    context.session.undo()
    assert context.session.read(lines) == ()


def test_a_line_is_added_changed_ended_and_removed(bare: World) -> None:
    view, context, _ = bare
    view.tabs.setCurrentIndex(LINES)
    view.show_parts(is_there=True)
    filled = {"body": "Task group", "often": "every 6 weeks", "first": "7/12/2026", "cut_off": "3", "papers": "5"}
    dialogs(context).turns = [{**filled, "often": "now and then"}, filled, {"cut_off": "8"}]
    press(view, "Add a line…")
    assert "how often" in dialogs(context).problems[0]
    assert "cut off before the papers" in dialogs(context).problems[1]
    (made,) = context.session.read(lines)
    assert (made.recurrence, made.cut_off_days, made.papers_days) == ("6w", 8, 5)
    view.lines.table.view.selectRow(0)
    dialogs(context).turns = [{"chair": "Head of SEND", "dates": "8/1/2027, 1/2/2027"}]
    QTest.keyClick(view.lines.table.view, Qt.Key.Key_Return)
    (made,) = context.session.read(lines)
    assert (made.chair, made.dates) == ("Head of SEND", (date(2027, 1, 8), date(2027, 2, 1)))
    view.lines.table.view.selectRow(0)
    dialogs(context).answers = ["31/12/2026", True]
    press(view, "End…")
    (made,) = context.session.read(lines)
    assert made.ended == date(2026, 12, 31)
    view.lines.table.view.selectRow(0)
    press(view, "Remove…")
    assert context.session.read(lines) == ()


def test_who_may_not_manage_sees_the_lines_and_cannot_change_them(world: World) -> None:
    view, context, _ = world
    view.tabs.setCurrentIndex(LINES)
    view.show_rights(may_manage=False, may_export=False)
    view.lines.table.view.selectRow(0)
    QTest.keyClick(view.lines.table.view, Qt.Key.Key_Return)
    assert dialogs(context).seen == []
    for made in (view.export_button, view.lines.add_button, view.lines.change_button, view.lines.remove_button):
        assert not made.isEnabled()


def test_every_control_has_a_name(world: World) -> None:
    view, context, _ = world
    open_meeting(view, context)
    assert nameless(view) == []
    view.tabs.setCurrentIndex(LINES)
    assert nameless(view) == []


def test_nothing_stays_when_it_is_locked(world: World) -> None:
    view, context, _ = world
    open_meeting(view, context)
    view.drop()
    assert "SEND Programme Board" not in texts(view)
    assert view.month.days.events == {}
    assert view.line.count() == 1
