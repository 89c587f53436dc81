"""Across plans in the window: each line says how many of how many and opens the plans behind it; by keys alone."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from across_support import across_workspace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from qt_support import HeldJobs, Place, Visits, context_for, unnamed
from screen_checks import least_width, texts
from shell_support import shown_window

from audit_app.domain.problems import AppError
from audit_app.screens.recurring import RecurringPresenter, RecurringView
from audit_app.screens.recurring import presenter as presenting
from audit_app.screens.recurring.lines import BREAKS, CARE, PHRASES
from audit_app.screens.recurring.wording import choice_words, share_words
from audit_app.screens.thread.screen import ThreadScreen
from audit_app.services.actions.listing import actions
from audit_app.services.reports.across_plans import AuditsChoice
from audit_app.store.access import events
from audit_app.ui.screen import ScreenContext


@dataclass
class Desk:
    """The screen as one person sees it."""

    view: RecurringView
    context: ScreenContext
    visits: Visits

    def press(self, *keys: Qt.Key) -> None:
        """Press keys where the focus is."""
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or self.view, key)

    def lines(self) -> list[tuple[str, ...]]:
        """The cells of the list that is shown."""
        model = self.view.lines.table.model
        return [tuple(column.text(row) for column in model.columns) for row in model.rows]

    def plans(self) -> list[str]:
        """The plans behind the current line."""
        return [row.plan.plan_ref for row in self.view.plans.table.model.rows]

    def ask(self, first: date, last: date) -> None:
        """Ask for other months."""
        self.view.period.show_months(first, last)
        self.view.period.changed.emit()

    def choose(self, group: str, value: str) -> None:
        """Choose a group as a person does."""
        box = self.view.among.groups[group]
        box.setCurrentIndex(box.findData(value))
        box.activated.emit(box.currentIndex())


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return across_workspace(tmp_path_factory.mktemp("across"))


@pytest.fixture
def place(made_once: Place, tmp_path: Path) -> Place:
    shutil.copytree(made_once.folder, tmp_path / made_once.folder.name)
    return replace(made_once, folder=tmp_path / made_once.folder.name)


@pytest.fixture
def desk(place: Place, qtbot: QtBot) -> Iterator[Desk]:
    context, visits = context_for(place)
    view = RecurringView()
    RecurringPresenter(view, context)
    qtbot.addWidget(view)
    view.resize(1080, 660)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    view.show_with()
    view.take_focus()
    yield Desk(view, context, visits)
    view.drop()
    context.session.lock()


@pytest.mark.parametrize(
    ("number", "total", "said"),
    [
        (1, 1, "1 of 1 plan"),
        (3, 9, "3 of 9 plans"),
        (0, 12, "0 of 12 plans"),
        (3, 12, "3 of 12 plans (25 %)"),
        (12, 12, "12 of 12 plans (100 %)"),
        (1, 1_000, "1 of 1,000 plans (under 1 %)"),
        (999, 1_000, "999 of 1,000 plans (over 99 %)"),
    ],
)
def test_the_count_leads_and_a_percentage_follows_from_ten_plans_on(number: int, total: int, said: str) -> None:
    assert share_words(number, total) == said


def test_audits_are_named_by_cycle_and_framework_and_told_apart() -> None:
    weekly = AuditsChoice("weekly", "weekly-18/1", "Weekly-18", 280)
    core = AuditsChoice("multi-agency", "core-42/1", "Core-42", 1)
    assert [choice_words(one, (weekly, core)) for one in (weekly, core)] == [
        "Weekly-18, 280 plans",
        "Multi-agency: Core-42, 1 plan",
    ]
    newer = replace(weekly, framework="weekly-18/2", plans=6)
    assert choice_words(newer, (weekly, newer)) == "Weekly-18, version 2, 6 plans"


def test_each_line_says_in_how_many_of_how_many_plans(desk: Desk) -> None:
    assert desk.view.told.text() == (
        "2 of 3 audited plans have a confirmed thread; the words of 1 document were read. "
        "So few plans are cases to look at, not a trend."
    )
    assert desk.lines()[0] == ("Need without outcome", "Section C", "2 of 2 plans", "2")
    assert ("Adulthood not prepared for", "Whole plan", "1 of 2 plans", "1") in desk.lines()
    assert desk.view.plans.title.text() == "Need without outcome, section C"
    assert desk.view.plans.told.text() == "In 2 of 2 plans with a confirmed thread, 2 items."
    assert desk.plans() == ["EHC-0001", "EHC-0002"]
    desk.view.lines.show_list(PHRASES)
    assert sorted(desk.lines()) == [
        ("access to", "Access, not delivery", "1 of 1 plan", "1"),
        ("as required", "Conditional", "1 of 1 plan", "1"),
    ]
    assert desk.view.plans.told.text() == "In 1 of 1 plan whose words were read, 1 time."


def test_enter_leads_to_the_plans_and_there_to_the_thread_at_the_card_that_breaks(desk: Desk) -> None:
    assert desk.view.lines.table.view.hasFocus()
    desk.press(Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Return)
    assert desk.view.plans.table.view.hasFocus()
    ((screen, what),) = desk.visits.went
    assert (screen, what["review_id"]) == ("thread", desk.view.plans.table.current().plan.review_id)
    assert desk.view.plans.table.current().plan.plan_ref == "EHC-0002"
    sql = "SELECT section FROM thread_item WHERE review_id = ? AND item = ?"
    found = desk.context.session.workspace.conn.execute(sql, (what["review_id"], what["card"])).fetchone()
    assert found == ("C",)
    desk.press(Qt.Key.Key_Escape)
    assert desk.view.lines.table.view.hasFocus()


def test_p_leads_from_a_phrase_to_its_words_in_the_plan(desk: Desk) -> None:
    assert desk.view.plans.place_button.isHidden()
    desk.view._to_phrases()
    desk.view.lines.table.select(lambda row: row.line.phrase == "as required")
    desk.press(Qt.Key.Key_Return, Qt.Key.Key_P)
    ((screen, what),) = desk.visits.went
    assert screen == "audit"
    assert int(str(what["end"])) - int(str(what["start"])) == len("as required")
    assert what["block"]
    assert desk.view.plans.place_button.isVisible()


def test_sections_that_do_not_state_lead_to_the_audits_behind_them(desk: Desk) -> None:
    desk.view.lines.show_list(CARE)
    desk.view.take_focus()
    assert desk.lines() == [
        ("None, not checked", "Section C", "1 of 3 plans"),
        ("Blank", "Section D", "1 of 3 plans"),
    ]
    assert desk.view.plans.title.text() == "Section C: none, not checked"
    assert desk.view.plans.told.text() == "In 1 of 3 plans whose audit says what the section holds."
    assert desk.view.plans.open_button.accessibleName() == "Open the audit"
    desk.press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    ((screen, what),) = desk.visits.went
    assert (screen, what) == ("audit", {"review_id": desk.view.plans.table.current().plan.review_id})
    assert desk.plans() == ["EHC-0003"]
    desk.choose("team", "North")
    assert desk.lines() == []
    assert "Stated in every plan" in desk.view.lines.none[CARE].title.text()


def test_a_group_makes_the_plans_fewer_and_sections_the_lines(desk: Desk) -> None:
    desk.choose("phase", "secondary")
    assert desk.view.told.text().startswith("Secondary: 1 of 1 audited plan has a confirmed thread;")
    assert {line[2] for line in desk.lines()} == {"1 of 1 plan"}
    desk.choose("phase", "")
    box = desk.view.among.sections
    box.setCurrentIndex(box.findText("Health: C and G"))
    box.activated.emit(box.currentIndex())
    assert {(line[1], line[2]) for line in desk.lines()} == {("Section C", "2 of 2 plans")}


def test_what_nobody_belongs_to_leads_back_to_every_plan(desk: Desk) -> None:
    desk.choose("team", "South")
    assert desk.lines() == []
    assert "Breaks are counted once" in desk.view.lines.none[BREAKS].text.text()
    desk.choose("phase", "secondary")
    assert desk.view.empty.title.text() == "No such plan"
    assert desk.view.among.isVisible()
    desk.view.empty.button.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert len(desk.lines()) > 3
    assert desk.view.lines.table.view.hasFocus()


def test_other_audits_are_never_counted_together(desk: Desk) -> None:
    audits = desk.view.audits
    assert [audits.itemText(at) for at in range(audits.count())] == ["Weekly-18, 3 plans", "Advice-8, 1 plan"]
    audits.setCurrentIndex(1)
    audits.activated.emit(1)
    assert desk.view.empty.title.text() == "Nothing to compare yet"
    desk.view.empty.button.click()
    assert desk.visits.went == [("thread", {})]


def test_a_period_without_audits_offers_the_last_twelve_months(desk: Desk) -> None:
    desk.ask(date(2020, 1, 1), date(2020, 3, 1))
    assert desk.view.empty.title.text() == "No plan was audited in this period"
    assert desk.view.audits_field.isHidden()
    desk.view.empty.button.click()
    assert desk.view.period.text() == "2025-12..2026-11"
    assert len(desk.lines()) > 3
    desk.ask(date(2026, 11, 1), date(2026, 10, 1))
    assert "before the first" in desk.view.period.last_field.problem.text()
    assert desk.lines() == []
    assert desk.view.empty.button.isHidden()


def test_one_week_is_a_period_too(desk: Desk) -> None:
    span, week = desk.view.period.span, desk.view.period.week
    span.setCurrentIndex(1)
    span.activated.emit(1)
    assert (week.isVisible(), desk.view.period.first.isVisible()) == (True, False)
    assert desk.view.period.text() == "2026-W47"
    assert len(desk.lines()) > 3


def test_what_is_saved_elsewhere_is_followed_and_the_line_stays(desk: Desk) -> None:
    table = desk.view.lines.table
    table.select(lambda row: row.key == ("Need without outcome", "Section B"))
    desk.press(Qt.Key.Key_Return)
    workspace = desk.context.session.workspace
    desk.context.session.changed.emit(frozenset({"thread"}))
    assert table.current().key == ("Need without outcome", "Section B")
    assert desk.view.plans.table.view.hasFocus()
    asked = [one for one in events(workspace.conn) if "across plans" in one.thing]
    assert len(asked) == 1


def test_the_plans_are_read_in_the_background_until_it_is_locked(place: Place, qtbot: QtBot) -> None:
    context, _ = context_for(place)
    jobs = HeldJobs()
    context = replace(context, jobs=jobs)
    view = RecurringView()
    RecurringPresenter(view, context)
    qtbot.addWidget(view)
    view.show()
    view.show_with()
    assert view.working_words.text() == "Reading the plans…"
    view.show_counting(12, 280)
    assert view.working_words.text() == "Reading the plans: 12 of 280"
    ((job, _),) = jobs.held
    view.drop()
    assert job.is_cancelled
    jobs.let_go()
    assert view.lines.breaks.model.total == 0
    assert view.working.isHidden()
    context.session.lock()


def test_the_focus_waits_at_the_period_and_goes_to_the_lines(place: Place, qtbot: QtBot) -> None:
    context, _ = context_for(place)
    jobs = HeldJobs()
    view = RecurringView()
    RecurringPresenter(view, replace(context, jobs=jobs))
    qtbot.addWidget(view)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    view.show_with()
    view.setFocus()
    assert view.period.span.hasFocus()
    jobs.let_go()
    assert view.lines.table.view.hasFocus()
    context.session.lock()


def test_a_failure_is_said_with_a_way_to_try_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AppError("The database is damaged. Restore a backup.")

    with monkeypatch.context() as patch:
        patch.setattr(presenting, "across_plans", fail)
        desk.ask(date(2026, 10, 1), date(2026, 11, 1))
        assert desk.view.empty.text.text() == "The database is damaged. Restore a backup."
    desk.view.empty.button.click()
    assert len(desk.lines()) > 3


def test_nothing_stays_when_the_workspace_is_locked(desk: Desk) -> None:
    desk.choose("team", "North")
    desk.view._to_phrases()
    desk.view.drop()
    boxes = [box.itemText(at) for box in desk.view.among.groups.values() for at in range(box.count())]
    tips = [box.toolTip() for box in desk.view.among.groups.values()]
    shown = "\n".join([texts(desk.view), *boxes, *tips, desk.view.plans.table.view.accessibleName()])
    assert not any(word in shown for word in ("EHC-0001", "North", "as required", "Autistic"))
    assert desk.view.plans.table.model.total == 0


def test_everything_has_a_name_and_fits_a_small_window(desk: Desk) -> None:
    assert unnamed(desk.view) == []
    assert least_width(desk.view.page) <= 1080
    groups = desk.view.keys()
    words = {key.words for group in groups for key in group.lines}
    assert "Back from the plans to the lines" in words
    assert [command.words for command in desk.view.commands()] == [
        *("Breaks that recur", "Most frequent flagged phrases", "Sections C and D not stated"),
    ]


def test_in_the_window_a_line_opens_its_plan_at_the_card_and_alt_left_comes_back(
    place: Place, qapp: QApplication, tmp_path: Path, qtbot: QtBot
) -> None:
    with shown_window(qapp, tmp_path, qtbot) as window:
        window.session.open(place.open())
        window.go("recurring")
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Return):
            QTest.keyClick(QApplication.focusWidget() or window, key)
        thread = window.screens.screen_now
        assert isinstance(thread, ThreadScreen)
        assert thread.presenter.board.by_id[thread.presenter.marks.current].section == "C"
        window.screens.back()
        view = window.screens.screen_now
        assert isinstance(view, RecurringView)
        assert view.lines.table.model.total > 3


@pytest.mark.parametrize("tab", [BREAKS, PHRASES, CARE])
def test_a_line_becomes_one_action_with_every_plan_behind_it(desk: Desk, tab: int) -> None:
    desk.view.lines.show_list(tab)
    desk.view.take_focus()
    line = desk.view.lines.current()
    assert line is not None
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(QApplication.focusWidget() or desk.view, Qt.Key.Key_N, held)
    desk.press(Qt.Key.Key_Return)
    (row,) = desk.context.session.read(actions).rows
    assert set(row.about.plan_refs.split(",")) == set(line.plans)
    assert row.action.is_systemic is (len(set(line.plans)) > 1)
    assert desk.visits.said == ["The action was opened."]
