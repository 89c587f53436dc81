"""Reports made for a reporting line: chosen in the form, asked for by the calendar, printed, and by command."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from qt_support import Visits, context_for, light_workspace

from audit_app.domain.governance import LineKind, ReportingLine
from audit_app.domain.problems import AppError
from audit_app.screens.reports import ReportsView, make
from audit_app.services.governance.line_reports import line_reports
from audit_app.services.governance.lines import keep_line
from audit_app.services.reports.content import contents
from audit_app.services.reports.reporting import ReportAsked, looked_at
from audit_app.ui.screen import ScreenContext
from exports.content import ReportHead
from exports.pages.report import document_of
from scoring.figures import Audience

World = tuple[ReportsView, ScreenContext, Visits]
BOARD = ReportingLine(
    id="",
    body="SEND Programme Board",
    chair="",
    kind=LineKind.BOARD,
    sends=("monthly", "quarterly"),
    recurrence="1m",
    first=date(2026, 12, 3),
    dates=(),
    audience=Audience.BOARD,
    is_public=False,
    needs=(),
    cut_off_days=10,
)


@pytest.fixture
def world(tmp_path: Path, qtbot: QtBot) -> Iterator[World]:
    place = light_workspace(tmp_path, plans=2)
    with place.open() as workspace:
        keep_line(workspace, BOARD)
        keep_line(workspace, replace(BOARD, body="Nothing sent", sends=()))
    context, visits = context_for(place)
    view = make(context)
    assert isinstance(view, ReportsView)
    qtbot.addWidget(view)
    view.resize(1080, 680)
    view.show()
    yield view, context, visits
    view.drop()
    context.session.lock()


def test_a_line_brings_kind_period_and_readers_and_is_printed(world: World) -> None:
    view, context, _ = world
    view.show_with()
    box = view.form.line.box
    words = [box.itemText(at) for at in range(box.count())]
    assert words == [
        "No reporting line in particular",
        "SEND Programme Board: Quality of EHC plans, monthly",
        "SEND Programme Board: Quality of EHC plans, quarterly",
    ]
    box.setCurrentIndex(2)
    box.activated.emit(2)
    asked = view.form.asked()
    assert asked == ReportAsked("quarterly", "2026-08..2026-10", Audience.BOARD, line="SEND Programme Board")
    made = context.session.read(lambda workspace: looked_at(workspace, asked))
    assert ReportHead.read(made.head()).line == "SEND Programme Board"
    (told,) = context.session.read(lambda workspace: contents(workspace, made))
    document = document_of(told)
    assert ("Reporting line", "SEND Programme Board") in document.title.facts
    assert document.running.endswith("for the board · SEND Programme Board")


def test_other_readers_or_another_kind_are_for_no_line_in_particular(world: World) -> None:
    view, _, _ = world
    view.show_with(kind="monthly", period="2026-10", audience="board", line="SEND Programme Board")
    assert view.form.asked() == ReportAsked("monthly", "2026-10", Audience.BOARD, line="SEND Programme Board")
    view.form.audiences[Audience.GROUP].click()
    assert view.form.asked() == ReportAsked("monthly", "2026-10", Audience.GROUP)


def test_a_week_is_filled_in_too(world: World) -> None:
    view, _, _ = world
    view.show_with(kind="weekly", period="2026-W46", audience="group", line="gone since")
    assert view.form.asked() == ReportAsked("weekly", "2026-W46", Audience.GROUP)


def test_a_report_for_a_line_with_other_readers_is_refused(world: World) -> None:
    _, context, _ = world
    asked = ReportAsked("monthly", "2026-10", Audience.PUBLIC, line="SEND Programme Board")
    with pytest.raises(AppError, match="is for the board"):
        context.session.read(lambda workspace: looked_at(workspace, asked))


def test_what_goes_to_the_next_meeting_is_listed_by_line(world: World) -> None:
    _, context, _ = world
    found = context.session.read(lambda workspace: line_reports(workspace, date(2026, 11, 22)))
    assert [(one.body, one.planned, one.report.period) for one in found] == [
        ("SEND Programme Board", date(2026, 12, 3), "2026-10"),
        ("SEND Programme Board", date(2026, 12, 3), "2026-08..2026-10"),
    ]
