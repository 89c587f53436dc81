"""Home tells what reporting lines ask for in the next two weeks, and leads to each meeting."""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from qt_support import context_for, light_workspace
from screen_checks import nameless, texts

from audit_app.domain.governance import LineKind, ReportingLine
from audit_app.screens.home import HomeView, make
from audit_app.services.governance.ahead import next_dates
from audit_app.services.governance.lines import keep_line, take_in_usual
from audit_app.services.governance.meetings import cancel
from scoring.figures import Audience

PLANNED = date(2026, 12, 3)
BOARD = ReportingLine(
    id="",
    body="SEND Programme Board",
    chair="",
    kind=LineKind.BOARD,
    sends=(),
    recurrence="1m",
    first=PLANNED,
    dates=(),
    audience=Audience.BOARD,
    is_public=False,
    needs=(),
    papers_days=5,
)


def test_papers_and_meeting_stand_on_home_and_open_in_the_calendar(tmp_path: Path, qtbot: QtBot) -> None:
    context, visits = context_for(light_workspace(tmp_path, plans=2))
    line = context.session.write(lambda workspace: keep_line(workspace, BOARD))
    view = make(context)
    assert isinstance(view, HomeView)
    qtbot.addWidget(view)
    view.resize(1080, 680)
    view.show()
    view.show_with()
    said = [one.text() for one in view.dates.findChildren(QLabel)]
    assert ["Thu 26 Nov" in said, "Thu 3 Dec" in said] == [True, True]
    assert nameless(view) == []
    opens = {one.accessibleName(): one for one in view.dates.findChildren(QPushButton)}
    opens["Open SEND Programme Board: papers out"].click()
    opens["See the calendar"].click()
    asked = {"on": date(2026, 11, 26), "line": line.id, "planned": PLANNED}
    assert visits.went == [("calendar", asked), ("calendar", {})]
    context.session.write(lambda workspace: cancel(workspace, line.id, PLANNED, "Not quorate"))
    qtbot.waitUntil(view.dates.isHidden)  # the months are counted first
    view.drop()
    assert "SEND Programme Board" not in texts(view)
    context.session.lock()


def test_what_comes_every_week_is_left_to_the_week(tmp_path: Path) -> None:
    with light_workspace(tmp_path).open() as workspace:
        take_in_usual(workspace, date(2026, 11, 2))
        found = next_dates(workspace, date(2026, 11, 22))
        assert found
        assert "Weekly sample of six plans" not in {one.title for one in found}
        assert all(date(2026, 11, 22) <= one.on <= date(2026, 12, 6) for one in found)
