"""Plans in step with the case system: what imports changed stands in the drawer, and what vanished is asked about."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from qt_support import FakeDialogs, Place, Visits, context_for, light_workspace
from screen_checks import texts

from audit_app.screens.plans import PlansView, make
from audit_app.services.register.importing import import_register
from audit_app.ui.screen import ScreenContext

HEADS = "plan_ref,primary_need,casework_team,request_date,final_date,setting_name\n"
FIRST = [f"EHC-000{n},ASD,North,2024-01-08,2024-05-20,Hill" for n in range(1, 5)]
World = tuple[PlansView, ScreenContext, Visits]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Four plans, of which the next file has one, at another school, and names another as it was."""
    made = light_workspace(tmp_path, plans=0)
    with made.open() as workspace:
        for lines in (FIRST, [FIRST[0].replace("Hill", "Lea"), FIRST[1]]):
            path = tmp_path / "register.csv"
            path.write_text(HEADS + "\n".join(lines), encoding="utf-8")
            import_register(workspace, path)
    return made


@pytest.fixture
def world(qtbot: QtBot, place: Place) -> Iterator[World]:
    context, visits = context_for(place)
    view = make(context)
    assert isinstance(view, PlansView)
    qtbot.addWidget(view)
    view.resize(1280, 720)
    view.show()
    view.show_with()
    yield view, context, visits
    context.session.lock()


def answers(context: ScreenContext, *given: object) -> None:
    assert isinstance(context.dialogs, FakeDialogs)
    context.dialogs.answers.extend(given)


def missing(view: PlansView) -> list[str]:
    return [one.plan_ref for one in view.missing.table.model.rows]


def held(context: ScreenContext, ref: str) -> tuple[str | None, str | None]:
    row = context.session.workspace.conn.execute(
        "SELECT casework_team, ceased_date FROM entry WHERE plan_ref = ?", (ref,)
    )
    found = row.fetchone()
    return (None, None) if found is None else (found[0], found[1])


def test_the_drawer_tells_what_each_import_changed_from_old_to_new(world: World) -> None:
    view, _, _ = world
    assert view.table.select(lambda line: line.plan_ref == "EHC-0001")
    view.plan_requested.emit(view.table.current())
    said = [label.text() for label in view.drawer.findChildren(QLabel)]
    assert "In the register" in said
    assert "Moved school: Setting: Hill → Lea" in said
    assert said[said.index("Moved school: Setting: Hill → Lea") + 2] == "New"


def test_plans_that_vanished_are_asked_about_until_it_is_said_what_became_of_them(world: World) -> None:
    view, context, visits = world
    assert view.missing_button.isVisible()
    assert view.missing_button.text() == "2 plans were not in the last import…"
    view.missing_button.click()
    assert view.stack.currentWidget() is view.missing
    assert missing(view) == ["EHC-0003", "EHC-0004"]
    assert "did not have these" in texts(view.missing)
    view.missing.kept_button.click()
    assert missing(view) == ["EHC-0004"]
    answers(context, "31/07/2026")
    view.missing.ceased_button.click()
    assert missing(view) == []
    assert visits.said == ["EHC-0003: kept.", "EHC-0004: ceased."]
    assert (held(context, "EHC-0003"), held(context, "EHC-0004")) == (("North", None), ("North", "2026-07-31"))
    assert not view.missing.kept_button.isEnabled()
    view.missing.back_button.click()
    assert view.stack.currentWidget() is view.page
    assert not view.missing_button.isVisible()


def test_several_can_be_called_a_mistake_at_once_and_only_after_a_question(world: World) -> None:
    view, context, _ = world
    view.missing_button.click()
    view.missing.table.view.selectAll()
    answers(context, False, True)
    view.missing.mistake_button.click()
    assert len(missing(view)) == 2
    view.missing.table.view.selectAll()
    view.missing.mistake_button.click()
    assert missing(view) == []
    assert held(context, "EHC-0003") == (None, None)


def test_a_day_that_cannot_be_is_said_and_nothing_is_saved(world: World) -> None:
    view, context, _ = world
    view.missing_button.click()
    answers(context, "01/01/2020")
    view.missing.ceased_button.click()
    assert "only after 01/01/2020" in texts(view.missing.banner)
    assert len(missing(view)) == 2


def test_whoever_locks_leaves_nothing_on_the_page(world: World) -> None:
    view, _, _ = world
    view.missing_button.click()
    view.drop()
    assert missing(view) == []
    assert not view.missing_button.isVisible()
