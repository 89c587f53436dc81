"""The screen of outcomes: three lists, their filters, to the plan and back, adulthood noted by keys, ten thousand."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from time import perf_counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot
from qt_support import FakeDialogs, Visits, context_for, light_workspace, unnamed

from audit_app.domain.outcomes import Adulthood, AdultStage, Likely, Outcome, Progress
from audit_app.screens.outcomes import OutcomesView, make
from audit_app.screens.outcomes.person_dialog import PersonDialog
from audit_app.screens.outcomes.view import ADULTHOOD, PROGRESS, REVIEWS
from audit_app.services.outcomes.adulthood import followed, note_adulthood
from audit_app.services.outcomes.progress import keep_outcome, note_progress
from audit_app.store.access import events
from audit_app.store.ids import Ids
from audit_app.store.log.rights import Op
from audit_app.store.workspace import Workspace
from audit_app.ui.screen import ScreenContext

World = tuple[OutcomesView, ScreenContext, Visits]
TODAY = date(2026, 11, 22)
QUICK = 0.1


@contextmanager
def shown(base: Path, qtbot: QtBot, fill: Callable[[Workspace], object]) -> Iterator[World]:
    """The screen on 22 November 2026, on a workspace that is filled first."""
    place = light_workspace(base, plans=0)
    with place.open() as workspace:
        fill(workspace)
    context, visits = context_for(place)
    view = make(context)
    assert isinstance(view, OutcomesView)
    qtbot.addWidget(view)
    view.resize(1080, 680)
    view.show()
    view.show_with()
    yield view, context, visits
    view.drop()
    context.session.lock()


def register(workspace: Workspace) -> None:
    ids = Ids(workspace.id)
    rows: list[dict[str, str | int]] = [
        {
            "plan_ref": "P-1",
            "final_date": "2025-01-06",
            "last_review_date": "2025-11-10",
            "date_of_birth": "2009-01-05",
        },
        {"plan_ref": "P-2", "final_date": "2026-01-06", "casework_team": "North", "year_group": 5},
        {"plan_ref": "P-3", "final_date": "2026-06-01", "date_of_birth": "2008-12-24", "casework_team": "South"},
    ]
    ops = [Op("entry", ids.plan(str(row["plan_ref"])), "row", row) for row in rows]
    workspace.door.write("Import the register", ops)


def filled(workspace: Workspace) -> None:
    register(workspace)
    reads = Outcome("", "", "P-1", "1", "Reads a story", "cognition_and_learning", "education")
    one = keep_outcome(workspace, replace(reads, target=date(2026, 7, 31)))
    note_progress(workspace, one, date(2025, 11, 10), Progress.SOME, "Reads daily")
    swims = keep_outcome(workspace, Outcome("", "", "P-2", "1", "Swims", "independence", "social_care"))
    note_progress(workspace, swims, date(2026, 9, 1), Progress.ACHIEVED)
    keep_outcome(workspace, Outcome("", "", "P-2", "2", "Walks to school"))
    for person in followed(workspace):
        if person.plan_ref == "P-3":
            note_adulthood(workspace, replace(person, care=Likely.YES, due=date(2026, 6, 1)))


@pytest.fixture
def world(tmp_path: Path, qtbot: QtBot) -> Iterator[World]:
    with shown(tmp_path, qtbot, filled) as made:
        yield made


def cells(view: OutcomesView, tab: int) -> list[tuple[str, ...]]:
    table = view.tables[tab].model
    return [tuple(column.text(row) for column in table.columns[:4]) for row in table.rows]


def test_each_outcome_stands_with_its_newest_review_and_whether_its_day_is_over(world: World) -> None:
    view, context, _ = world
    assert cells(view, PROGRESS) == [
        ("P-1", "Reads a story", "Some progress", "Overdue"),
        ("P-2", "Swims", "Achieved", "Ended"),
        ("P-2", "Walks to school", "Not reviewed yet", "Open"),
    ]
    assert view.told.text().startswith("3 outcomes of 2 plans: 1 past their day and not reached, 0 without progress")
    said = [event.thing for event in events(context.session.workspace.conn) if event.act == "read"]
    assert said == ["the lists of outcomes"]


@pytest.mark.parametrize(
    ("column", "value", "left"),
    [
        ("area", "Independence and preparing for adulthood", ["Swims"]),
        ("agency", "Education", ["Reads a story"]),
        ("phase", "primary", ["Swims", "Walks to school"]),
        ("team", "North", ["Swims", "Walks to school"]),
        ("standing", "Overdue", ["Reads a story"]),
        ("progress", "Not reviewed yet", ["Walks to school"]),
    ],
)
def test_filters_leave_what_was_chosen(world: World, column: str, value: str, left: list[str]) -> None:
    view, *_ = world
    box = view.tables[PROGRESS].choices[column]
    box.setCurrentIndex(box.findData(value))
    assert [row[1] for row in cells(view, PROGRESS)] == left


def test_reviews_are_late_or_due_by_day_and_a_row_leads_to_its_plan(world: World) -> None:
    view, _, visits = world
    view.tabs.setCurrentIndex(REVIEWS)
    assert cells(view, REVIEWS) == [
        ("P-1", "12 days late", "10 Nov 2026", "2026-11"),
        ("P-2", "Due in 45 days", "6 Jan 2027", "2027-01"),
    ]
    assert view.tabs.tabText(REVIEWS) == "Annual reviews  1 late"
    view.tables[REVIEWS].view.selectRow(0)
    QTest.keyClick(view.tables[REVIEWS].view, Qt.Key.Key_Return)
    assert visits.went == [("plans", {"plan_ref": "P-1"})]


def test_young_people_stand_by_what_is_to_be_done_and_the_next_birthday_is_told(world: World) -> None:
    view, *_ = world
    view.tabs.setCurrentIndex(ADULTHOOD)
    assert [row[:2] for row in cells(view, ADULTHOOD)] == [("P-3", "Late"), ("P-1", "Not decided")]
    assert "Next to be eighteen: P-3 on 24 Dec 2026, P-1 on 5 Jan 2027." in view.told.text()


def test_a_key_notes_a_referral_and_undo_takes_it_back(world: World) -> None:
    view, context, visits = world
    view.tabs.setCurrentIndex(ADULTHOOD)
    table = view.tables[ADULTHOOD].view
    table.selectRow(0)
    table.setFocus()
    view.referred_button.click()
    assert person(context, "P-3").referred == TODAY
    assert visits.said == ["P-3: referred today."]
    assert not view.referred_button.isEnabled()
    context.session.undo()
    assert person(context, "P-3").referred is None


@pytest.mark.parametrize(("key", "field"), [(Qt.Key.Key_R, "referred"), (Qt.Key.Key_A, "assessed")])
def test_letters_do_the_same_on_the_list(world: World, key: Qt.Key, field: str, qtbot: QtBot) -> None:
    view, context, _ = world
    view.tabs.setCurrentIndex(ADULTHOOD)
    table = view.tables[ADULTHOOD].view
    table.selectRow(0)
    table.setFocus()
    QApplication.processEvents()
    QTest.keyClick(table, key)
    assert getattr(person(context, "P-3"), field) == TODAY


def test_enter_asks_for_everything_and_says_what_is_wrong(world: World) -> None:
    view, context, _ = world
    dialogs = context.dialogs
    assert isinstance(dialogs, FakeDialogs)
    said: list[str] = []

    def fill(dialog: QDialog) -> bool:
        assert isinstance(dialog, PersonDialog)
        assert unnamed(dialog) == []
        dialog.care.setCurrentIndex(dialog.care.findData("no"))
        dialog.health.setCurrentIndex(dialog.health.findData("no"))
        dialog.fields["referred"].widget.setText("soon")  # type: ignore[attr-defined]  # a line
        dialog.accept()
        said.append(dialog.fields["referred"].problem.text())
        dialog.fields["referred"].widget.setText("1/1/2031")  # type: ignore[attr-defined]  # a line
        dialog.accept()
        said.append(dialog.banner.text.text())
        dialog.fields["referred"].widget.setText("")  # type: ignore[attr-defined]  # a line
        dialog.accept()
        return bool(dialog.result())

    dialogs.answers = [fill]
    view.tabs.setCurrentIndex(ADULTHOOD)
    table = view.tables[ADULTHOOD].view
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert "not a date" in said[0]
    assert "lies ahead" in said[1]
    assert person(context, "P-3").stage(TODAY) is AdultStage.NOT_NEEDED


def test_without_anything_each_list_leads_to_its_import(tmp_path: Path, qtbot: QtBot) -> None:
    with shown(tmp_path, qtbot, lambda _workspace: None) as (view, _, visits):
        for tab in (PROGRESS, REVIEWS, ADULTHOOD):
            view.tabs.setCurrentIndex(tab)
            assert not view.empties[tab].isHidden()
            assert view.tables[tab].isHidden()
            view.empties[tab].button.click()
    assert visits.went == [
        ("plans", {"import_outcomes": True}),
        ("plans", {"import_register": True}),
        ("plans", {"import_adulthood": True}),
    ]


def test_who_may_not_change_the_register_sees_the_lists_and_changes_nothing(world: World) -> None:
    view, *_ = world
    view.show_rights(may_write=False)
    view.tabs.setCurrentIndex(ADULTHOOD)
    view.tables[ADULTHOOD].view.selectRow(0)
    assert not any(one.isEnabled() for one in (view.import_button, view.change_button, view.referred_button))
    assert view.open_button.isEnabled()


def test_nothing_is_left_when_it_is_locked(world: World) -> None:
    view, *_ = world
    view.drop()
    assert [table.model.total for table in view.tables] == [0, 0, 0]
    assert view.told.text() == ""


def test_everything_has_a_name(world: World) -> None:
    view, *_ = world
    for tab in (PROGRESS, REVIEWS, ADULTHOOD):
        view.tabs.setCurrentIndex(tab)
        assert unnamed(view) == []


def many(workspace: Workspace) -> None:
    register(workspace)
    ids, ops = Ids(workspace.id), []
    for number in range(10_000):
        plan_id = ids.plan(f"P-{number % 3 + 1}")
        id_ = ids.ehc_outcome(plan_id, str(number))
        record = {"plan_id": plan_id, "number": str(number), "words": f"Step {number}", "area": "independence"}
        ops.append(Op("ehc_outcome", id_, "record", record | {"agency": "health", "set_on": None, "target": None}))
        said = {"progress": list(Progress)[number % 5].value, "evidence": None, "source": "typed"}
        ops.append(Op("outcome_progress", f"{id_}.2026-06-01", "record", said))
    workspace.door.write("Import outcomes", ops)


def test_ten_thousand_outcomes_are_filtered_in_a_tenth_of_a_second(tmp_path: Path, qtbot: QtBot) -> None:
    with shown(tmp_path, qtbot, many) as (view, *_):
        box = view.tables[PROGRESS].choices["progress"]

        def best(act: Callable[[], object], back: Callable[[], object]) -> float:
            times = []
            for _ in range(3):
                back()
                QApplication.processEvents()
                start = perf_counter()
                act()
                QApplication.processEvents()
                times.append(perf_counter() - start)
            return min(times)

        assert len(cells(view, PROGRESS)) == 10_000
        assert best(lambda: box.setCurrentIndex(1), lambda: box.setCurrentIndex(0)) < QUICK
        assert len(cells(view, PROGRESS)) == 2_000
        assert best(lambda: box.setCurrentIndex(0), lambda: box.setCurrentIndex(1)) < QUICK
        turn = view.tabs.setCurrentIndex
        for tab, other in ((PROGRESS, REVIEWS), (REVIEWS, ADULTHOOD), (ADULTHOOD, PROGRESS)):
            assert best(partial(turn, tab), partial(turn, other)) < QUICK


def person(context: ScreenContext, ref: str) -> Adulthood:
    return next(one for one in followed(context.session.workspace, TODAY) if one.plan_ref == ref)
