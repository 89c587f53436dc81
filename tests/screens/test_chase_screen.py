"""The chase list's screen: who owes what, to the plan and back, saved as it is listed, nothing left when locked."""

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from qt_support import FakeDialogs, Visits, context_for, light_workspace

from audit_app.machine.policy import Policy
from audit_app.screens.chase import ChaseView, make
from audit_app.services.advice.log import AdviceGiven, add_advice, mark_received
from audit_app.store.access import events
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace
from audit_app.ui.screen import ScreenContext

World = tuple[ChaseView, ScreenContext, Visits]
HEALTH = AdviceGiven("health", "Speech therapy", "The Trust", date(2026, 10, 5))  # due 16 November


@contextmanager
def shown(
    base: Path, qtbot: QtBot, fill: Callable[[Workspace], object], policy: Policy | None = None
) -> Iterator[World]:
    """The screen on 22 November 2026, on a workspace that is filled first."""
    place = light_workspace(base, plans=2)
    with place.open() as workspace:
        fill(workspace)
    context, visits = context_for(place)
    context = replace(context, policy=policy or Policy())
    view = make(context)
    assert isinstance(view, ChaseView)
    qtbot.addWidget(view)
    view.resize(1080, 680)
    view.show()
    view.show_with()
    yield view, context, visits
    view.drop()
    context.session.lock()


def filled(workspace: Workspace) -> None:
    ids = Ids(workspace.id)
    for number in (1, 2):
        row = {"plan_ref": f"EHC-000{number}", "request_date": "2026-09-07"}
        workspace.door.write("Import", [Op("entry", ids.plan(f"EHC-000{number}"), "row", row)])
    add_advice(workspace, ids.plan("EHC-0001"), HEALTH)
    add_advice(workspace, ids.plan("EHC-0002"), replace(HEALTH, service="Audiology", requested=date(2026, 10, 15)))
    add_advice(workspace, ids.plan("EHC-0002"), AdviceGiven("psychology", requested=date(2026, 9, 28)))


@pytest.fixture
def world(tmp_path: Path, qtbot: QtBot) -> Iterator[World]:
    with shown(tmp_path, qtbot, filled) as made:
        yield made


def words(view: ChaseView) -> list[str]:
    return [one.text() for one in view.findChildren(QLabel) if one.isVisibleTo(view)]


def test_what_is_owed_stands_by_addressee_with_what_nothing_is_known_of(world: World) -> None:
    view, context, _ = world
    assert [(line.addressee, line.plan_ref, line.standing) for line in view.listed()] == [
        ("Designated Clinical Officer", "EHC-0001", "6 days overdue"),
        ("Designated Clinical Officer", "EHC-0002", "due in 4 days"),
        ("Educational psychology", "EHC-0002", "13 days overdue"),
    ]
    said = words(view)
    assert {"1", "overdue, the longest by 6 days; 1 due within a week", "no dates are held"} <= set(said)
    assert any(one.startswith("As at Sun 22 Nov 2026: 2 overdue, 1 due up to Sun 29 Nov 2026.") for one in said)
    assert any("education" in one and "no dates are held" in one for one in said)
    assert [event.thing for event in events(context.session.workspace.conn) if event.act == "read"] == [
        "the chase list"
    ]


def test_a_line_leads_to_its_plan_and_what_has_come_is_gone(world: World) -> None:
    view, context, visits = world
    view.table.view.selectRow(0)
    QTest.keyClick(view.table.view, Qt.Key.Key_Return)
    assert visits.went == [("plans", {"plan_ref": "EHC-0001"})]
    workspace = context.session.workspace
    line = workspace.conn.execute("SELECT id FROM advice_request WHERE service = 'Speech therapy'").fetchone()[0]
    context.session.write(lambda held: mark_received(held, line, date(2026, 11, 20)))
    assert [one.plan_ref for one in view.listed()] == ["EHC-0002", "EHC-0002"]


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_what_is_listed_is_saved_and_noted(world: World, tmp_path: Path, suffix: str) -> None:
    view, context, visits = world
    path = tmp_path / f"list{suffix}"
    assert isinstance(context.dialogs, FakeDialogs)
    context.dialogs.answers = [path]
    view.table.search.setText("audiology")
    view.table.model.search("audiology")
    view.save_button.click()
    assert visits.said == [f"The list was saved as list{suffix}."]
    if suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            found = [row["Plan"] for row in csv.DictReader(file)]
    else:
        sheet = openpyxl.load_workbook(path).active
        assert sheet is not None
        (table,) = sheet.tables.values()
        found = [str(row[1].value) for row in sheet[table.ref]][1:]
    assert found == ["EHC-0002"]
    assert ("export", "the chase list") in [(one.act, one.thing) for one in events(context.session.workspace.conn)]


def test_the_policy_of_the_machine_is_asked_before_anything_is_written(tmp_path: Path, qtbot: QtBot) -> None:
    allowed = tmp_path / "allowed"
    allowed.mkdir()
    with shown(tmp_path, qtbot, filled, Policy(export_folders=(allowed,))) as (view, context, _):
        assert isinstance(context.dialogs, FakeDialogs)
        context.dialogs.answers = [tmp_path / "elsewhere.csv"]
        view.save_button.click()
        assert not (tmp_path / "elsewhere.csv").exists()
        assert view.banner.isVisibleTo(view)
        assert "export" not in [one.act for one in events(context.session.workspace.conn)]


def test_without_any_dates_of_advice_the_way_to_a_log_is_shown(tmp_path: Path, qtbot: QtBot) -> None:
    with shown(tmp_path, qtbot, lambda _: None) as (view, _, visits):
        assert "No advice is logged yet" in words(view)
        assert not view.table.isVisibleTo(view)
        view.empty.button.click()
        assert visits.went == [("plans", {"import_advice": True})]


def test_nothing_that_was_read_stays_when_the_workspace_is_locked(world: World) -> None:
    view, _, _ = world
    view.drop()
    assert view.listed() == ()
    assert not [one for one in words(view) if "overdue" in one]
